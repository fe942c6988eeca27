"""Word, Hangul and OpenDocument files with what people put into them."""

from __future__ import annotations

import io
import runpy
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from foedus.documents.decode import Decoded
from foedus.documents.formats.numerals import Counter, Level, numeral
from foedus.documents.formats.registry import unfold

W = runpy.run_path(str(Path(__file__).parents[1] / "formats" / "writers.py"))
zipped = W["zipped"]
HP = 'xmlns:hp="http://www.hancom.co.kr/hwpml/2016/paragraph" xmlns:hs="http://www.hancom.co.kr/hwpml/2016/section"'


def content(name: str, data: bytes) -> Any:
    (item,) = unfold(name, data)
    return item.content


def lines(name: str, data: bytes) -> list[str]:
    found = content(name, data)
    assert isinstance(found, Decoded), found
    return [n for n in found.text.split("\n") if n]


def kinds(d: Decoded) -> list[tuple[str, str]]:
    return [(h.kind, d.text[h.start : h.end]) for h in d.hints]


def saved(d: Any) -> bytes:
    held = io.BytesIO()
    d.save(held)
    return held.getvalue()


def hangul(body: str, head: str = "") -> bytes:
    files = {"mimetype": b"application/hwp+zip", "Contents/section0.xml": f"<hs:sec {HP}>{body}</hs:sec>".encode()}
    return zipped(files | ({"Contents/header.xml": head.encode()} if head else {}))


def p(text: str, more: str = "") -> str:
    return f"<hp:p><hp:run><hp:t>{text}</hp:t></hp:run>{more}</hp:p>"


# -- Word -----------------------------------------------------------------------------------------------------


def run_xml(kind: str, text: str) -> Any:
    tag = "delText" if kind in ("del", "moveFrom") else "t"
    return parse_xml(f'<w:{kind} {nsdecls("w")} w:id="1" w:author="x"><w:r><w:{tag} xml:space="preserve">{text}</w:{tag}></w:r></w:{kind}>')


def test_insertions_count_and_deletions_do_not() -> None:
    d = docx.Document()
    para = d.add_paragraph("The pier is ")
    for kind, text in (("del", "closed "), ("moveFrom", "again "), ("ins", "open "), ("moveTo", "now ")):
        para._p.append(run_xml(kind, text))
    para.add_run("until May.")
    hidden = para.add_run(" Not for print.")
    hidden.font.hidden = True
    assert lines("a.docx", saved(d)) == ["The pier is open now until May."]


def test_soft_hyphens_breaks_and_fields() -> None:
    d = docx.Document()
    para = d.add_paragraph("The har\u00adbour of Rijeka\twas ")
    para.add_run().add_break(docx.enum.text.WD_BREAK.PAGE)
    para.add_run("dredged")
    para._p.append(parse_xml(f'<w:r {nsdecls("w")}><w:noBreakHyphen/></w:r>'))
    para.add_run("out in 1998.")
    field = d.add_paragraph("Page ")
    for part in ('<w:fldChar w:fldCharType="begin"/>', "<w:instrText> NUMPAGES </w:instrText>", '<w:fldChar w:fldCharType="separate"/>', "<w:t>7</w:t>", '<w:fldChar w:fldCharType="end"/>'):
        field._p.append(parse_xml(f'<w:r {nsdecls("w")}>{part}</w:r>'))
    address = d.add_paragraph("Rijeka Port Authority")
    address.add_run().add_break()
    address.add_run("Riva 1, Rijeka")
    assert lines("a.docx", saved(d)) == ["The harbour of Rijeka was dredged-out in 1998.", "Page 7", "Rijeka Port Authority", "Riva 1, Rijeka"]


def test_an_address_behind_a_link_is_told_in_notes_and_references_only() -> None:
    d = docx.Document()

    def linked(text: str) -> None:
        para = d.add_paragraph()
        key = d.part.relate_to("https://port.example/log/1998", docx.opc.constants.RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        para._p.append(parse_xml(f'<w:hyperlink {nsdecls("w", "r")} r:id="{key}"><w:r><w:t>{text}</w:t></w:r></w:hyperlink>'))

    d.add_paragraph("The log of the harbour is kept by the city.")
    linked("The log is open to all.")
    d.add_heading("References", 1)
    linked("Port of Rijeka: Log of 1998")
    assert lines("a.docx", saved(d))[1::2] == ["The log is open to all.", "Port of Rijeka: Log of 1998 https://port.example/log/1998"]


def test_numbers_of_lists_and_headings() -> None:
    d = docx.Document()
    numbering = d.part.numbering_part.element
    shape = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90"><w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="ganada"/><w:lvlText w:val="%1."/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1-%2)"/></w:lvl>'
        '<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0A7;"/></w:lvl></w:abstractNum>'
    )
    numbering.insert(0, shape)
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="91"><w:abstractNumId w:val="90"/></w:num>'))

    def item(text: str, level: int, style: str | None = None) -> None:
        para = d.add_paragraph(text, style=style)
        para._p.get_or_add_pPr().append(parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="91"/></w:numPr>'))

    item("first", 0)
    item("inner", 1)
    item("inner again", 1)
    item("deep", 2)
    item("second", 0)
    item("inner anew", 1)
    item("A heading", 0, "Heading 2")
    found = content("a.docx", saved(d))
    assert [t for _, t in kinds(found)] == ["다. first", "다-1) inner", "다-2) inner again", "▪ deep", "라. second", "라-1) inner anew", "마. A heading"]
    assert [k for k, _ in kinds(found)] == ["list_item"] * 6 + ["heading"]


@pytest.mark.parametrize("name", ["제목 2", "Título 2", "개요 1", "Überschrift 2"])
def test_styles_of_other_languages_are_headings(name: str) -> None:
    d = docx.Document()
    d.styles.add_style(name, docx.enum.style.WD_STYLE_TYPE.PARAGRAPH)
    own = d.styles.add_style("Own", docx.enum.style.WD_STYLE_TYPE.PARAGRAPH)
    own.base_style = d.styles[name]
    d.add_paragraph("What the port did", style=name)
    d.add_paragraph("What the city did", style="Own")
    d.add_paragraph("Nothing was done for a year.")
    assert kinds(content("a.docx", saved(d))) == [("heading", "What the port did"), ("heading", "What the city did")]


def test_merged_cells_titles_and_sources_of_tables() -> None:
    d = docx.Document()
    t = d.add_table(6, 3)
    for r, row in enumerate([["Cranes in two ports", "", ""], ["", "Cranes", ""], ["Port", "1998", "2008"], ["Rijeka", "4", "6"], ["", "5", "7"], ["Source: port offices, own count", "", ""]]):
        for c, text in enumerate(row):
            if text:
                t.cell(r, c).text = text
    t.cell(0, 0).merge(t.cell(0, 2))
    t.cell(1, 1).merge(t.cell(1, 2))
    t.cell(3, 0).merge(t.cell(4, 0))
    t.cell(5, 0).merge(t.cell(5, 2))
    found = content("a.docx", saved(d))
    rows = [t for k, t in kinds(found) if k == "table_row"]
    assert kinds(found)[0] == ("table_title", "Cranes in two ports")
    assert rows[1:] == ["| Port | 1998 | 2008 |", "| Rijeka | 4 | 6 |", "| Rijeka | 5 | 7 |"]
    assert found.text.endswith("\n\nSource: port offices, own count\n")


def test_tables_that_frame_a_page_are_read_as_paragraphs() -> None:
    d = docx.Document()
    outer = d.add_table(1, 2)
    outer.cell(0, 0).text = "Left of the page stands a menu."
    inner = outer.cell(0, 1).add_table(2, 2)
    for r, row in enumerate([["Year", "Ships"], ["1998", "40"]]):
        for c, text in enumerate(row):
            inner.cell(r, c).text = text
    assert lines("a.docx", saved(d)) == ["Left of the page stands a menu.", "| Year | Ships |", "| 1998 | 40 |"]


def test_text_boxes_are_read_once() -> None:
    d = docx.Document()
    para = d.add_paragraph("The city council met.")
    box = "<w:txbxContent><w:p><w:r><w:t>In a box: the vote was 9 to 4.</w:t></w:r></w:p></w:txbxContent>"
    para._p.append(parse_xml(
        f'<w:r {nsdecls("w")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="urn:wps" xmlns:v="urn:v"><mc:AlternateContent>'
        f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>'
        "</mc:AlternateContent></w:r>"
    ))
    assert lines("a.docx", saved(d)) == ["The city council met.", "In a box: the vote was 9 to 4."]


def test_properties_count_where_the_text_bears_them_out() -> None:
    d = docx.Document()
    d.core_properties.title, d.core_properties.author = "The vote on the pier", "Marija Horvat"
    d.add_heading("The vote on the pier", 0)
    d.add_paragraph("By Marija Horvat")
    about = content("a.docx", saved(d)).about
    assert (about.title, about.author) == ("The vote on the pier", "Marija Horvat")
    d.core_properties.title, d.core_properties.author = "Letter template", "Office Computer"
    about = content("a.docx", saved(d)).about
    assert (about.title, about.author) == (None, None)


def test_files_with_macros_and_templates_are_read() -> None:
    d = docx.Document()
    d.add_paragraph("The vote was 9 to 4.")
    main = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    held = {n: z.read(n) for z in [zipfile.ZipFile(io.BytesIO(saved(d)))] for n in z.namelist()}
    held["[Content_Types].xml"] = held["[Content_Types].xml"].replace(main, b"application/vnd.ms-word.document.macroEnabled.main+xml")
    assert lines("a.docm", zipped(held)) == ["The vote was 9 to 4."]


def test_damaged_word_files_say_so() -> None:
    d = docx.Document()
    d.add_paragraph("The vote was 9 to 4.")
    held = {n: z.read(n) for z in [zipfile.ZipFile(io.BytesIO(saved(d)))] for n in z.namelist()}
    assert "damaged" in content("a.docx", zipped(held | {"word/document.xml": b"<w:document"}))
    assert "document type" in content("a.docx", zipped(held | {"word/document.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'}))
    assert "no text body" in content("a.docx", zipped(held | {"word/document.xml": b"<document/>"}))


def test_notes_keep_their_order_and_are_called_once() -> None:
    s = W["sample"]("en")
    found = content("a.docx", W["word"](s))
    notes = [t for k, t in kinds(found) if k == "note"]
    assert [n[:3] for n in notes] == ["[1]", "[2]", "[3]"]
    assert found.text.count("[2]") == 2


# -- Hangul ---------------------------------------------------------------------------------------------------


def test_hangul_text_with_tabs_line_breaks_and_deletions() -> None:
    body = (
        p('부산항은<hp:tab width="4"/>1876년에<hp:nbSpace/>열렸다.<hp:deleteBegin/>지워진 말<hp:deleteEnd/> 배가<hp:lineBreak/>들어온다.')
        + '<hp:p><hp:run><hp:secPr/><hp:ctrl><hp:colPr/></hp:ctrl></hp:run><hp:run><hp:t>둘째 문단이다.</hp:t></hp:run><hp:linesegarray/></hp:p>'
    )
    assert lines("a.hwpx", hangul(body)) == ["부산항은 1876년에 열렸다. 배가", "들어온다.", "둘째 문단이다."]


def test_hangul_notes_boxes_links_and_numbers() -> None:
    note = "<hp:footNote number=\"1\"><hp:subList><hp:p><hp:run><hp:ctrl><hp:autoNum/></hp:ctrl><hp:t>1) 항만청, 연보, 1998년</hp:t></hp:run></hp:p></hp:subList></hp:footNote>"
    link = '<hp:fieldBegin type="HYPERLINK"><hp:parameters><hp:stringParam name="Command">https\\://port.example/1998;1;0;0;</hp:stringParam></hp:parameters></hp:fieldBegin>'
    note = note.replace("<hp:autoNum/></hp:ctrl>", f"<hp:autoNum/></hp:ctrl><hp:ctrl>{link}</hp:ctrl>")
    box = "<hp:run><hp:rect><hp:drawText><hp:subList>" + p("상자 안의 글이다.") + "</hp:subList></hp:drawText></hp:rect></hp:run>"
    head = (
        '<hh:head xmlns:hh="h"><hh:numberings><hh:numbering id="1"><hh:paraHead level="1" numFormat="CIRCLED_DIGIT" start="1">^1</hh:paraHead>'
        '<hh:paraHead level="2" numFormat="HANGUL_SYLLABLE">^2)</hh:paraHead></hh:numbering></hh:numberings><hh:paraProperties><hh:paraPr id="5"><hh:heading type="NUMBER" '
        'idRef="1" level="0"/></hh:paraPr><hh:paraPr id="6"><hh:heading type="NUMBER" idRef="1" level="1"/></hh:paraPr></hh:paraProperties></hh:head>'
    )
    body = (
        f"<hp:p><hp:run><hp:t>배는 모두 40척이다.</hp:t><hp:ctrl>{note}</hp:ctrl></hp:run>{box}</hp:p>"
        '<hp:p paraPrIDRef="5"><hp:run><hp:t>첫째</hp:t></hp:run></hp:p><hp:p paraPrIDRef="6"><hp:run><hp:t>안쪽</hp:t></hp:run></hp:p>'
        '<hp:p paraPrIDRef="5"><hp:run><hp:t>둘째</hp:t></hp:run></hp:p>'
    )
    assert lines("a.hwpx", hangul(body, head)) == [
        "배는 모두 40척이다.[1]", "상자 안의 글이다.", "① 첫째", "가) 안쪽", "② 둘째", "[1] 항만청, 연보, 1998년 https://port.example/1998"
    ]


def test_hangul_tables_with_spans() -> None:
    def cell(text: str, column: int, row: int, across: int = 1, down: int = 1) -> str:
        return f'<hp:tc><hp:subList>{p(text)}</hp:subList><hp:cellAddr colAddr="{column}" rowAddr="{row}"/><hp:cellSpan colSpan="{across}" rowSpan="{down}"/></hp:tc>'

    rows = (
        f"<hp:tr>{cell('항구', 0, 0, 1, 2)}{cell('기중기', 1, 0, 2)}</hp:tr><hp:tr>{cell('1998년', 1, 1)}{cell('2008년', 2, 1)}</hp:tr>"
        f"<hp:tr>{cell('부산', 0, 2)}{cell('4', 1, 2)}{cell('6', 2, 2)}</hp:tr>"
    )
    body = p("표 3. 항구의 기중기") + f"<hp:p><hp:run><hp:tbl>{rows}</hp:tbl></hp:run></hp:p>"
    assert lines("a.hwpx", hangul(body)) == ["표 3. 항구의 기중기", "| 항구 | 기중기 | 기중기 |", "| | 1998년 | 2008년 |", "| 부산 | 4 | 6 |"]


def test_hangul_files_that_cannot_be_read() -> None:
    locked = zipped({"mimetype": b"application/hwp+zip", "Contents/section0.xml": b"\x00\x01", "META-INF/manifest.xml": b"<m><encryption-data/></m>"})
    assert "password" in content("a.hwpx", locked)
    bomb = zipped({"mimetype": b"application/hwp+zip", "Contents/section0.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'})
    assert "document type" in content("a.hwpx", bomb)
    wide = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'.encode("utf-16")
    assert "document type" in content("a.hwpx", zipped({"mimetype": b"application/hwp+zip", "Contents/section0.xml": wide}))
    assert "damaged" in content("a.hwpx", zipped({"mimetype": b"application/hwp+zip", "Contents/section0.xml": b"<a"}))


def test_hangul_sections_are_read_in_the_order_of_their_numbers() -> None:
    files = {"mimetype": b"application/hwp+zip"} | {
        f"Contents/section{k}.xml": f"<hs:sec {HP}>{p(f'{k}째 마당이다.')}</hs:sec>".encode() for k in (10, 2, 0, 1)
    }
    assert lines("a.hwpx", zipped(files)) == ["0째 마당이다.", "1째 마당이다.", "2째 마당이다.", "10째 마당이다."]


# -- what is not read -----------------------------------------------------------------------------------------

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


@pytest.mark.parametrize(
    ("name", "data", "what", "todo"),
    [
        ("a.hwp", OLE + "HwpSummaryInformation".encode("utf-16-le"), "binary Hangul", "HWPX"),
        ("a.hwp", b"HWP Document File V3.00 \x1a", "version 3", "HWPX"),
        ("a.doc", OLE + "WordDocument".encode("utf-16-le"), "old Word", "soffice --headless --convert-to docx"),
        ("a.xls", OLE + "Workbook".encode("utf-16-le"), "old Excel", "CSV"),
        ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "password", "take the password off"),
        ("a.bin", OLE, "compound", "save it as"),
        ("a.hwp", OLE, "binary Hangul", "HWPX"),
        ("a.xlsx", zipped({"[Content_Types].xml": b"<a/>", "xl/workbook.xml": b"<a/>"}), "Excel", "CSV"),
        ("a.pptx", zipped({"[Content_Types].xml": b"<a/>", "ppt/presentation.xml": b"<a/>"}), "PowerPoint", "PDF"),
        ("a.epub", zipped({"mimetype": b"application/epub+zip", "META-INF/container.xml": b"<a/>"}), "electronic book", "convert"),
        ("a.rtf", rb"{\rtf1\ansi The vote was 9 to 4.}", "RTF", "docx"),
        ("a.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "image", "ocrmypdf"),
        ("a.jpg", b"\xff\xd8\xff\xe0" + b"\0" * 50, "image", "ocrmypdf"),
        ("a.webp", b"RIFF\0\0\0\0WEBPVP8 ", "image", "ocrmypdf"),
        ("a.heic", b"\0\0\0\x18ftypheic" + b"\0" * 20, "image", "ocrmypdf"),
    ],
)
def test_what_cannot_be_read_says_what_it_is_and_what_to_do(name: str, data: bytes, what: str, todo: str) -> None:
    (item,) = unfold(name, data)
    assert isinstance(item.content, str)
    assert what in item.content
    assert todo in item.content
    assert item.media_type


def test_a_locked_open_document_is_told_of() -> None:
    files = {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"\0", "META-INF/manifest.xml": b"<m><manifest:encryption-data/></m>"}
    assert "password" in content("a.odt", zipped(files))


# -- numbers --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("n", "form", "text"),
    [(4, "decimal", "4"), (4, "lowerRoman", "iv"), (1999, "upperRoman", "MCMXCIX"), (27, "lowerLetter", "aa"), (3, "ganada", "다"), (2, "CIRCLED_DIGIT", "②"), (0, "upperRoman", "0")],
)
def test_numerals(n: int, form: str, text: str) -> None:
    assert numeral(n, form) == text


def test_a_list_starts_where_it_is_told_to() -> None:
    counter = Counter({0: Level("%1.", "decimal", 1)})
    assert [counter.next(0, {0: 5}), counter.next(0, {0: 5}), counter.next(3)] == ["5.", "6.", ""]


def test_a_footnote_call_without_its_note_leaves_no_mark() -> None:
    d = docx.Document()
    para = d.add_paragraph("The vote was 9 to 4.")
    reference = OxmlElement("w:footnoteReference")
    reference.set(qn("w:id"), "77")
    para.add_run()._r.append(reference)
    assert lines("a.docx", saved(d)) == ["The vote was 9 to 4."]


def test_parts_nested_beyond_measure_are_refused() -> None:
    deep = "<hp:p><hp:run><hp:tbl><hp:tr><hp:tc><hp:subList>" * 4000
    close = "</hp:subList></hp:tc></hp:tr></hp:tbl></hp:run></hp:p>" * 4000
    said = content("a.hwpx", hangul(deep + close))
    assert isinstance(said, str)
    assert "beyond measure" in said or "damaged" in said


def test_attributes_that_are_no_numbers_do_no_harm() -> None:
    body = '<hp:p><hp:run><hp:tbl><hp:tr><hp:tc><hp:subList>' + p("부산") + '</hp:subList><hp:cellAddr colAddr="-1" rowAddr="x"/><hp:cellSpan colSpan="999999999" rowSpan="²"/></hp:tc></hp:tr></hp:tbl></hp:run></hp:p>'
    assert lines("a.hwpx", hangul(body)) == ["부산"]
    d = docx.Document()
    para = d.add_paragraph("The vote was 9 to 4.")
    para._p.get_or_add_pPr().append(parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="x"/>'))
    assert lines("a.docx", saved(d)) == ["The vote was 9 to 4."]
