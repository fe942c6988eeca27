"""Writes one document in every format; tests load this file by its path."""

from __future__ import annotations

import csv
import html
import io
import json
import re
import shutil
import subprocess
import tomllib
import unicodedata
import zipfile
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

HERE = Path(__file__).parent
CHROMIUM = next((p for name in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(name))), None)
MARK = re.compile(r"\[(\d+)\]")
Sample = dict[str, Any]


def sample(code: str) -> Sample:
    """Return the sample in a language."""
    return tomllib.loads((HERE / f"sample_{code}.toml").read_text(encoding="utf-8"))


def wide(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def plain(s: Sample) -> str:
    """The document as plain text: a paragraph is a line, a table is set in columns of spaces."""
    out = [s["title"], "", s["byline"], ""]
    for b in s["block"]:
        kind = b.get("kind")
        if kind == "table":
            widths = [max(wide(r[k]) for r in b["rows"]) + 4 for k in range(len(b["rows"][0]))]
            rows = ["".join(c + " " * (w - wide(c)) for c, w in zip(r, widths, strict=True)).rstrip() for r in b["rows"]]
            out += [b["text"], *rows, ""]
        elif kind == "list_item":
            out.append(b["text"])
        else:
            if out[-1].startswith("•"):
                out.append("")
            out += [b["text"], ""]
    if out[-1].startswith("•"):
        out.append("")
    out += [f"[{n['mark']}] {n['text']}" for n in s["note"]]
    return "\n".join(out) + "\n"


def raised(text: str) -> str:
    """Text as markup with its note marks raised."""
    return MARK.sub(r"<sup>\1</sup>", html.escape(text, quote=False))


def web(s: Sample, css: str = "") -> str:
    """The document as a web page, with a menu and a foot around it."""
    out = []
    blocks = s["block"]
    for k, b in enumerate(blocks):
        kind = b.get("kind")
        text = MARK.sub(r'<sup id="r\1"><a href="#n\1">[\1]</a></sup>', html.escape(b["text"], quote=False))
        if kind == "heading":
            out.append(f"<h2>{text}</h2>")
        elif kind == "list_item":
            first, last = k == 0 or blocks[k - 1].get("kind") != kind, k + 1 == len(blocks) or blocks[k + 1].get("kind") != kind
            out.append(("<ul>" if first else "") + f"<li>{text.removeprefix('• ')}</li>" + ("</ul>" if last else ""))
        elif kind == "table":
            head, *rows = b["rows"]
            cells = "".join(f"<th>{html.escape(c)}</th>" for c in head)
            body = "".join("<tr>" + "".join(f"<td>{html.escape(c)}</td>" for c in r) + "</tr>" for r in rows)
            out.append(f"<table><caption>{text}</caption><thead><tr>{cells}</tr></thead><tbody>{body}</tbody></table>")
        else:
            out.append(f"<p>{text}</p>")
    notes = "".join(
        f'<p id="n{n["mark"]}"><a href="#r{n["mark"]}">[{n["mark"]}]</a> {html.escape(n["text"])}</p>' for n in s["note"]
    )
    return (
        f'<!DOCTYPE html><html lang="{s["language"]}"><head><meta charset="utf-8"><title>{html.escape(s["title"])}</title><style>{css}</style></head><body>'
        f'<nav><a href="/">Home</a> <a href="/archive">Archive</a></nav><article><h1>{html.escape(s["title"])}</h1><p>{html.escape(s["byline"])}</p>'
        f'{"".join(out)}<section class="footnotes">{notes}</section></article><footer>Cookie settings</footer></body></html>'
    )


def word(s: Sample) -> bytes:
    """The document as Word writes it, its notes as footnotes."""
    import docx
    from docx.opc.constants import CONTENT_TYPE as CT
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    d = docx.Document()
    d.core_properties.title, d.core_properties.author = "Briefing template", "python-docx"

    def add(text: str, style: str | None = None) -> None:
        p = d.add_paragraph(style=style)
        for k, piece in enumerate(MARK.split(text)):
            if k % 2:
                run = p.add_run()
                reference = OxmlElement("w:footnoteReference")
                reference.set(qn("w:id"), str(int(piece) + 1))
                run._r.append(reference)
            else:
                p.add_run(piece)

    d.add_heading(s["title"], 0)
    add(s["byline"])
    for b in s["block"]:
        kind = b.get("kind")
        if kind == "heading":
            d.add_heading(b["text"], 1)
        elif kind == "list_item":
            add(b["text"].removeprefix("• "), "List Bullet")
        elif kind == "table":
            add(b["text"], "Caption")
            t = d.add_table(len(b["rows"]), len(b["rows"][0]))
            for r, row in enumerate(b["rows"]):
                for c, value in enumerate(row):
                    t.cell(r, c).text = value
        else:
            add(b["text"])
    d.sections[0].header.paragraphs[0].text = s["header"]
    w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    notes = "".join(
        f'<w:footnote w:id="{int(n["mark"]) + 1}"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> {escape(n["text"])}</w:t></w:r></w:p></w:footnote>'
        for n in s["note"]
    )
    xml = f'<w:footnotes xmlns:w="{w}"><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>{notes}</w:footnotes>'
    part = Part(PackURI("/word/footnotes.xml"), CT.WML_FOOTNOTES, xml.encode(), d.part.package)
    d.part.relate_to(part, "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes")
    held = io.BytesIO()
    d.save(held)
    return held.getvalue()


def zipped(files: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as z:
        for name, data in files.items():
            z.writestr(name, data, zipfile.ZIP_STORED if name == "mimetype" else None)
    return held.getvalue()


def hangul(s: Sample, version: str = "2011") -> bytes:
    """The document as Hangul writes it (HWPX)."""
    paragraph, section = (f"http://www.hancom.co.kr/hwpml/{version}/{x}" for x in ("paragraph", "section"))
    notes = {n["mark"]: n["text"] for n in s["note"]}

    def run(text: str) -> str:
        out = []
        for k, piece in enumerate(MARK.split(text)):
            if k % 2:
                inner = f'<hp:p><hp:run><hp:ctrl><hp:autoNum num="{piece}" numType="FOOTNOTE"/></hp:ctrl><hp:t> {escape(notes[piece])}</hp:t></hp:run></hp:p>'
                out.append(f'<hp:run><hp:ctrl><hp:footNote number="{piece}"><hp:subList>{inner}</hp:subList></hp:footNote></hp:ctrl></hp:run>')
            elif piece:
                out.append(f'<hp:run charPrIDRef="0"><hp:t>{escape(piece)}</hp:t></hp:run>')
        return "".join(out)

    def p(text: str, style: str = "0", shape: str = "0") -> str:
        return f'<hp:p paraPrIDRef="{shape}" styleIDRef="{style}">{run(text)}<hp:linesegarray/></hp:p>'

    header = f'<hp:run><hp:ctrl><hp:header><hp:subList>{p(s["header"])}</hp:subList></hp:header></hp:ctrl></hp:run>'
    body = [f"<hp:p><hp:run><hp:secPr/></hp:run>{header}</hp:p>", p(s["title"], "2"), p(s["byline"])]
    for b in s["block"]:
        kind = b.get("kind")
        if kind == "table":
            rows = "".join(
                "<hp:tr>" + "".join(
                    f'<hp:tc><hp:subList>{p(c)}</hp:subList><hp:cellAddr colAddr="{k}" rowAddr="{r}"/><hp:cellSpan colSpan="1" rowSpan="1"/></hp:tc>'
                    for k, c in enumerate(row)
                ) + "</hp:tr>"
                for r, row in enumerate(b["rows"])
            )
            caption = f"<hp:caption><hp:subList>{p(b['text'])}</hp:subList></hp:caption>"
            body.append(f'<hp:p><hp:run><hp:tbl rowCnt="{len(b["rows"])}">{caption}{rows}</hp:tbl></hp:run></hp:p>')
        elif kind == "list_item":
            body.append(p(b["text"].removeprefix("• "), "0", "1"))
        else:
            body.append(p(b["text"], "1" if kind == "heading" else "0"))
    head = (
        '<hh:head xmlns:hh="h"><hh:refList><hh:styles><hh:style id="0" name="바탕글" engName="Normal"/><hh:style id="1" name="개요 1" engName="Outline 1"/>'
        '<hh:style id="2" name="제목" engName="Title"/></hh:styles><hh:bullets><hh:bullet id="1" char="•"/></hh:bullets><hh:paraProperties><hh:paraPr id="0"/>'
        '<hh:paraPr id="1"><hh:heading type="BULLET" idRef="1" level="0"/></hh:paraPr></hh:paraProperties></hh:refList></hh:head>'
    )
    content = f'<opf:package xmlns:opf="o"><opf:metadata><opf:title>{escape(s["title"])}</opf:title><opf:meta name="creator">user</opf:meta></opf:metadata></opf:package>'
    xml = f'<?xml version="1.0" encoding="UTF-8"?><hs:sec xmlns:hs="{section}" xmlns:hp="{paragraph}">{"".join(body)}</hs:sec>'
    return zipped({
        "mimetype": b"application/hwp+zip", "version.xml": b"<v/>", "Contents/header.xml": head.encode(), "Contents/section0.xml": xml.encode(),
        "Contents/content.hpf": content.encode(),
    })


def open_document(s: Sample) -> bytes:
    """The document as LibreOffice writes it (ODT)."""
    ns = "".join(
        f' xmlns:{k}="urn:oasis:names:tc:opendocument:xmlns:{v}:1.0"'
        for k, v in {"office": "office", "text": "text", "table": "table", "style": "style", "manifest": "manifest"}.items()
    )
    notes = {n["mark"]: n["text"] for n in s["note"]}

    def spans(text: str) -> str:
        out = []
        for k, piece in enumerate(MARK.split(text)):
            if k % 2:
                out.append(
                    f'<text:note text:note-class="footnote"><text:note-citation>{piece}</text:note-citation><text:note-body><text:p>{escape(notes[piece])}</text:p>'
                    "</text:note-body></text:note>"
                )
            else:
                out.append(escape(piece))
        return "".join(out)

    body = [f'<text:p text:style-name="Title">{escape(s["title"])}</text:p><text:p>{escape(s["byline"])}</text:p>']
    for b in s["block"]:
        kind = b.get("kind")
        if kind == "heading":
            body.append(f'<text:h text:outline-level="1">{escape(b["text"])}</text:h>')
        elif kind == "list_item":
            body.append(f'<text:list text:style-name="L1"><text:list-item><text:p>{escape(b["text"].removeprefix("• "))}</text:p></text:list-item></text:list>')
        elif kind == "table":
            rows = "".join(
                "<table:table-row>" + "".join(f"<table:table-cell><text:p>{escape(c)}</text:p></table:table-cell>" for c in r) + "</table:table-row>" for r in b["rows"]
            )
            body.append(f'<text:p text:style-name="Caption">{escape(b["text"])}</text:p><table:table>{rows}</table:table>')
        else:
            body.append(f"<text:p>{spans(b['text'])}</text:p>")
    lists = '<text:list-style style:name="L1"><text:list-level-style-bullet text:level="1" text:bullet-char="•"/></text:list-style>'
    content = f"<office:document-content{ns}><office:automatic-styles>{lists}</office:automatic-styles><office:body><office:text>{''.join(body)}</office:text></office:body></office:document-content>"
    styles = f'<office:document-styles{ns}><office:master-styles><style:master-page><style:header><text:p>{escape(s["header"])}</text:p></style:header></style:master-page></office:master-styles></office:document-styles>'
    return zipped({
        "mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": content.encode(), "styles.xml": styles.encode(),
        "META-INF/manifest.xml": f"<manifest:manifest{ns}/>".encode(),
    })


def font(code: str) -> str:
    """Return the name of a font for a language, made known to reportlab: one embedded, or a Korean one of every reader."""
    from reportlab import rl_config
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfbase.ttfonts import TTFont

    if code == "ko":
        pdfmetrics.registerFont(UnicodeCIDFont("HYSMyeongJo-Medium"))
        return "HYSMyeongJo-Medium"
    for folder in [*rl_config.TTFSearchPath, "/usr/share/fonts/truetype/dejavu"]:
        path = Path(str(folder)) / "DejaVuSerif.ttf"
        if path.is_file():
            pdfmetrics.registerFont(TTFont("Serif", str(path)))
            return "Serif"
    import reportlab

    pdfmetrics.registerFont(TTFont("Serif", str(Path(reportlab.__file__).parent / "fonts" / "Vera.ttf")))
    return "Serif"


def printed(s: Sample, columns: int = 1, justified: bool = False) -> bytes:
    """The document as a PDF: head and number on every page, notes at the foot of the last, one column or two."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import (
        BaseDocTemplate,
        Frame,
        FrameBreak,
        NextPageTemplate,
        PageTemplate,
        Paragraph,
        Spacer,
        Table,
    )

    code = s["language"]
    face = font(code)
    size, lead = (10, 14) if columns == 1 else (9, 12)
    wrap = {"wordWrap": "CJK"} if code == "ko" else {}
    body = ParagraphStyle("b", fontName=face, fontSize=size, leading=lead, spaceAfter=5, alignment=4 if justified else 0, **wrap)
    small = ParagraphStyle("s", parent=body, fontSize=size * 0.8, leading=lead * 0.8, spaceAfter=2, alignment=0)
    head = ParagraphStyle("h", parent=body, fontSize=size * 1.25, leading=lead * 1.3, spaceBefore=8, alignment=0)
    large = ParagraphStyle("t", parent=body, fontSize=20, leading=25, spaceAfter=10, alignment=0)
    width, height = A4
    left, gap = 64, 20
    inner = (width - 2 * left - gap * (columns - 1)) / columns

    def around(canvas: Any, document: Any) -> None:
        canvas.setFont(face, 8)
        canvas.drawString(left, height - 40, s["header"])
        canvas.drawCentredString(width / 2, 32, str(document.page))

    def frames(bottom: float, top: float) -> list[Any]:
        return [Frame(left + k * (inner + gap), bottom, inner, top - bottom, 0, 0, 0, 0) for k in range(columns)]

    held = io.BytesIO()
    d = BaseDocTemplate(held, pagesize=A4, title="Microsoft Word - brief.docx")
    band = 96 if columns > 1 else 0
    opening = [Frame(left, height - 64 - band, width - 2 * left, band, 0, 0, 0, 0), *frames(60, height - 64 - band)] if band else frames(60, height - 64)
    d.addPageTemplates([PageTemplate("first", opening, around), PageTemplate("next", frames(60, height - 64), around)])
    story: list[Any] = [NextPageTemplate("next"), Paragraph(html.escape(s["title"]), large), Paragraph(html.escape(s["byline"]), body)]
    story += [FrameBreak()] if band else []
    for b in s["block"]:
        kind = b.get("kind")
        if kind == "heading":
            story.append(Paragraph(html.escape(b["text"]), head))
        elif kind == "table":
            style = [("FONT", (0, 0), (-1, -1), face, size - 2 if columns > 1 else size), ("ALIGN", (1, 0), (-1, -1), "RIGHT"), ("LINEABOVE", (0, 0), (-1, 0), 1, "black"),
                     ("LINEBELOW", (0, 0), (-1, 0), 0.5, "black"), ("LINEBELOW", (0, -1), (-1, -1), 1, "black"), ("LEFTPADDING", (0, 0), (-1, -1), 3), ("RIGHTPADDING", (0, 0), (-1, -1), 3)]
            story += [Paragraph(html.escape(b["text"]), body), Table(b["rows"], style=style, hAlign="LEFT"), Spacer(1, 8)]
        elif kind == "list_item":
            story.append(Paragraph(html.escape(b["text"].removeprefix("• ")), ParagraphStyle("l", parent=body, leftIndent=12), bulletText="•"))
        else:
            story.append(Paragraph(MARK.sub(rf'<super size="{size * 0.65}">\1</super>', html.escape(b["text"], quote=False)), body))
    story += [Spacer(1, 20)]
    story += [Paragraph(f'<super size="{size * 0.55}">{n["mark"]}</super> {html.escape(n["text"])}', small) for n in s["note"]]
    d.build(story)
    return held.getvalue()


def from_browser(s: Sample, folder: Path, css: str = "") -> bytes:
    """The document as headless Chromium prints its web page."""
    page, out = folder / "page.html", folder / "page.pdf"
    page.write_text(web(s, "nav,footer{display:none} table{border-collapse:collapse} td,th{padding:2px 9px} .footnotes{font-size:80%}" + css), encoding="utf-8")
    subprocess.run(
        [str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--print-to-pdf={out}", page.as_uri()],
        check=True, capture_output=True, timeout=120,
    )
    return out.read_bytes()


def record(s: Sample) -> dict[str, str]:
    return {"id": "r1", "title": s["title"], "text": plain(s)}


def lines_of_json(s: Sample) -> bytes:
    return (json.dumps(record(s), ensure_ascii=False) + "\n").encode()


def spreadsheet(s: Sample) -> bytes:
    held = io.StringIO()
    out = csv.DictWriter(held, list(record(s)))
    out.writeheader()
    out.writerow(record(s))
    return held.getvalue().encode()
