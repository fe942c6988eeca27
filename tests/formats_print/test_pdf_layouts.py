"""Pages in many layouts, set by hand: what is read is what was set, in the order in which it is to be read."""

from __future__ import annotations

import io
import runpy
from pathlib import Path

import pytest
from reportlab.lib.utils import ImageReader

from foedus.documents.decode import Decoded
from foedus.documents.formats.pdf.joints import learn
from foedus.documents.formats.registry import unfold
from foedus.documents.load import load_item
from foedus.documents.model import Document

MADE = runpy.run_path(str(Path(__file__).with_name("pages.py")))
Pages, WIDTH, HEIGHT, bare = MADE["Pages"], MADE["WIDTH"], MADE["HEIGHT"], MADE["bare"]
ENGLISH: list[str] = MADE["ENGLISH"]
PLAIN = [bare(p) for p in ENGLISH]


def read(data: bytes, name: str = "a.pdf") -> Decoded:
    (item,) = unfold(name, data)
    assert isinstance(item.content, Decoded), item.content
    return item.content


def blocks(data: bytes) -> list[str]:
    return [b for b in read(data).text.strip("\n").split("\n") if b]


def kinds(d: Decoded) -> dict[str, str]:
    return {d.text[h.start : h.end]: h.kind for h in d.hints}


def error(data: bytes, name: str = "a.pdf") -> str:
    (item,) = unfold(name, data)
    assert isinstance(item.content, str)
    return item.content


@pytest.mark.parametrize("justified", [False, True])
@pytest.mark.parametrize("indent", [0, 14])
def test_one_column_with_broken_words(justified: bool, indent: int) -> None:
    p = Pages()
    y = 80
    for text in ENGLISH:
        y = p.paragraph(72, y, 300, text, indent=indent, justified=justified) + (0 if indent else 5)
    assert blocks(p.data()) == PLAIN


def test_indented_paragraphs_without_space_between_them_fill_a_narrow_column() -> None:
    p = Pages()
    y = 80
    for text in ENGLISH:
        y = p.paragraph(72, y, 140, text, size=9, indent=9, justified=True)
    assert blocks(p.data()) == PLAIN


@pytest.mark.parametrize("by_rows", [False, True])
def test_two_columns_under_a_title(by_rows: bool) -> None:
    p = Pages()
    p.line(72, 80, "The ferry that stopped for eleven years", size=20, face="Times-Bold")
    columns = []
    for k, texts in enumerate((ENGLISH[:2], ENGLISH[2:])):
        y, lines = 120.0, []
        for text in texts:
            for line in MADE["wrapped"](text, 210, 10):
                lines.append((72 + k * 235, y, line))
                y += 12
            y += 6
        columns.append(lines)
    drawn = [n for pair in zip(*columns, strict=False) for n in pair] if by_rows else [n for c in columns for n in c]
    drawn += [n for c in columns for n in c if n not in drawn]
    for x, y, line in drawn:
        p.line(x, y, line)
    data = p.data()
    assert blocks(data) == ["The ferry that stopped for eleven years", *PLAIN]
    assert kinds(read(data))["The ferry that stopped for eleven years"] == "title"


def test_a_paragraph_runs_over_columns_and_pages_past_heads_and_numbers() -> None:
    text = bare(" ".join(ENGLISH))
    lines = list(MADE["wrapped"](text, 210, 10))
    p = Pages()
    at, quarter = 0, len(lines) // 4 + 1
    for page in (1, 2):
        p.line(72, 40, "Notes from the islands", size=8)
        p.line(290, 810, str(page), size=8)
        for k in (0, 1):
            for n, line in enumerate(lines[at : at + quarter]):
                p.line(72 + 235 * k, 90 + 12 * n, line)
            at += quarter
        p.turn()
    data = p.data()
    d = read(data)
    assert d.text.split("\n")[0] == text
    assert kinds(d) == {"Notes from the islands": "furniture", "1": "furniture", "2": "furniture"}
    second = d.pages[1]
    assert second.label == "2"
    assert d.text[second.start :].startswith(lines[2 * quarter])


def test_a_wide_figure_between_columns() -> None:
    p = Pages()
    picture = ImageReader(_picture())
    for k, text in enumerate(ENGLISH[:2]):
        p.paragraph(72 + 235 * k, 80, 210, text)
    p.canvas.drawImage(picture, 72, HEIGHT - 420, 445, 200)
    p.line(72, 436, "Figure 1. The ramp at Vágur as it was found on the morning of 3 June 2014, seen from the breakwater", size=9)
    for k, text in enumerate(ENGLISH[2:]):
        p.paragraph(72 + 235 * k, 470, 210, text)
    assert blocks(p.data()) == [*PLAIN[:2], "Figure 1. The ramp at Vágur as it was found on the morning of 3 June 2014, seen from the breakwater", *PLAIN[2:]]


def test_three_columns() -> None:
    p = Pages()
    for k, text in enumerate(ENGLISH[:3]):
        p.paragraph(60 + 165 * k, 80, 145, text, size=9)
    assert blocks(p.data()) == PLAIN[:3]


def test_real_hyphens_stay() -> None:
    text = "The state-owned company signed a long-term lease, and a state-owned bank in Addis Ababa paid the deposit for the long-term lease of the Franco-Ethiopian line."
    p = Pages()
    p.paragraph(72, 80, 118, text)
    p.paragraph(72, 300, 300, "A state-owned company wants a long-term lease.")
    assert blocks(p.data())[0] == text


def test_notes_at_the_foot_of_each_page() -> None:
    p = Pages()
    first, second = PLAIN[0], PLAIN[1]
    lines = list(MADE["wrapped"](first, 400, 10))
    y = 80
    for line in lines[:-1]:
        p.line(72, y, line)
        y += 12
    p.line(72, y, lines[-1])
    end = 72 + MADE["stringWidth"](lines[-1], "Times-Roman", 10)
    p.canvas.setFont("Times-Roman", 6)
    p.canvas.drawString(end, HEIGHT - y + 4, "1")
    p.rule(72, 700, 200, 700)
    p.line(72, 709, "1", size=5)
    p.line(76, 712, "Jógvan Dam: The ramp, Island Post, 4 June 2014,", size=8)
    p.line(72, 722, "https://islandpost.example/2014/06/the-ramp-that-nobody-", size=8)
    p.line(72, 732, "inspected.html", size=8)
    p.turn()
    y = p.paragraph(72, 80, 400, second)
    p.line(72, 740, "2", size=5)
    p.line(76, 743, "See the minutes of the parliament, 12 September 2014.", size=8)
    d = read(p.data())
    out = [b for b in d.text.split("\n") if b]
    assert out[0] == f"{first}[1]"
    assert "[1] Jógvan Dam: The ramp, Island Post, 4 June 2014, https://islandpost.example/2014/06/the-ramp-that-nobody-inspected.html" in out
    assert kinds(d)[out[1]] == "note"
    assert out[2] == second


def test_exponents_are_no_notes() -> None:
    p = Pages()
    p.line(72, 80, "The lagoon covers 41 km")
    p.canvas.setFont("Times-Roman", 6)
    p.canvas.drawString(72 + MADE["stringWidth"]("The lagoon covers 41 km", "Times-Roman", 10), HEIGHT - 76, "2")
    p.line(72 + MADE["stringWidth"]("The lagoon covers 41 km", "Times-Roman", 10) + 3, 80, ", and it is two metres deep.")
    assert blocks(p.data()) == ["The lagoon covers 41 km², and it is two metres deep."]


ROWS = [["Port", "Boats in 2010", "Boats in 2020"], ["Vágur", "41", "37"], ["Tvøroyri", "118", ""], ["Sandur", "6", "9"]]


@pytest.mark.parametrize("ruled", ["not", "level", "boxes"])
def test_tables(ruled: str) -> None:
    p = Pages()
    y = p.paragraph(72, 80, 400, ENGLISH[0]) + 10
    p.line(72, y, "Table 2. Boats registered in three ports", face="Times-Bold")
    y += 20
    top = y - 12
    for k, row in enumerate(ROWS):
        for x, cell in zip((76, 200, 300), row, strict=True):
            p.line(x, y + 16 * k, cell)
    bottom = top + 16 * len(ROWS)
    if ruled == "level":
        for at in (top, top + 16, bottom):
            p.rule(72, at, 400, at)
    if ruled == "boxes":
        for k in range(len(ROWS) + 1):
            p.rule(72, top + 16 * k, 400, top + 16 * k)
        for x in (72, 196, 296, 400):
            p.rule(x, top, x, bottom)
    p.paragraph(72, bottom + 30, 400, ENGLISH[1])
    d = read(p.data())
    rows = [" ".join(f"| {' | '.join(r)} |".split()) for r in ROWS]
    assert [b for b in d.text.split("\n") if b] == [PLAIN[0], "Table 2. Boats registered in three ports", *rows, PLAIN[1]]
    assert [k for k in kinds(d).values() if k.startswith("table")] == ["table_title"] + ["table_row"] * 4


def test_cells_of_several_lines_in_a_ruled_table() -> None:
    p = Pages()
    rows = [["Party", "What it asked for"], ["Islands", "a new ramp, paid for in equal shares, before the first of October"], ["Company", "seventeen per cent more than in the year before, and a written promise"]]
    y = 100.0
    edges = [y - 12]
    for party, asked in rows:
        p.line(76, y, party)
        end = p.paragraph(156, y, 150, asked)
        y = end + 8
        edges.append(y - 12)
    for e in edges:
        p.rule(72, e, 312, e)
    for x in (72, 152, 312):
        p.rule(x, edges[0], x, edges[-1])
    assert blocks(p.data()) == ["| " + " | ".join(r) + " |" for r in rows]


def test_a_list_is_no_table_and_no_columns() -> None:
    p = Pages()
    items = ["a berth for the boats from Iceland", "a ramp that is inspected every year, and a book in which each inspection is written down by hand", "two more sailings on Sundays"]
    y = p.paragraph(72, 80, 300, "The letter asked for three things.") + 6
    for k, item in enumerate(items, 1):
        p.line(72, y, f"{k}.")
        y = p.paragraph(92, y, 250, item)
    d = read(p.data())
    assert [b for b in d.text.split("\n") if b] == ["The letter asked for three things.", *(f"{k}. {t}" for k, t in enumerate(items, 1))]
    assert list(kinds(d).values()) == ["list_item"] * 3


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_turned_pages(turned: int) -> None:
    p = Pages()
    p.canvas.setPageRotation(turned)  # which lays the page on its side at a quarter turn
    p.paragraph(72, 400, 300, ENGLISH[0])
    p.turn()
    p.canvas.translate(WIDTH, 0)
    p.canvas.rotate(90)
    p.canvas.setFont("Times-Roman", 10)
    for n, line in enumerate(MADE["wrapped"](ENGLISH[1], 500, 10)):
        p.canvas.drawString(80, 400 - 12 * n, line)
    assert blocks(p.data()) == PLAIN[:2]


def test_what_lies_beside_the_page_is_not_read() -> None:
    p = Pages()
    p.line(700, 80, "Slug of the printer")
    p.line(72, 900, "Below the sheet")
    p.paragraph(72, 80, 300, ENGLISH[0])
    assert blocks(p.data()) == PLAIN[:1]


def test_a_letter_set_twice_to_look_bold_is_read_once() -> None:
    p = Pages()
    for shift in (0, 0.3):
        p.line(72 + shift, 80, "The harbour is closed")
    p.paragraph(72, 110, 300, ENGLISH[0])
    assert blocks(p.data()) == ["The harbour is closed", PLAIN[0]]


def test_letters_set_wide_are_one_word() -> None:
    p = Pages()
    p.canvas.setFont("Times-Roman", 10)
    p.canvas.drawString(72, HEIGHT - 80, "BULLETIN OF THE HARBOUR", charSpace=4)
    p.paragraph(72, 110, 300, ENGLISH[0])
    assert blocks(p.data())[0] == "BULLETIN OF THE HARBOUR"


def _picture() -> io.BytesIO:
    from PIL import Image

    held = io.BytesIO()
    Image.new("L", (60, 40), 128).save(held, "PNG")
    held.seek(0)
    return held


def test_a_scan_is_refused_and_a_scanned_page_is_told_of() -> None:
    p = Pages()
    p.canvas.drawImage(ImageReader(_picture()), 0, 0, WIDTH, HEIGHT)
    p.turn()
    said = error(p.data())
    assert "pictures of 1 pages" in said
    assert "ocrmypdf" in said
    p = Pages()
    p.paragraph(72, 80, 300, " ".join(ENGLISH))
    p.turn()
    p.canvas.drawImage(ImageReader(_picture()), 0, 0, WIDTH, HEIGHT)
    d = read(p.data())
    assert kinds(d)["[page 2 is a picture; no text was read from it]"] == "furniture"


def test_locked_damaged_empty_and_textless_files_are_told_apart() -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption

    p = Pages(encrypt=StandardEncryption("secret", canPrint=0))
    p.paragraph(72, 80, 300, ENGLISH[0])
    assert "qpdf --password" in error(p.data())
    p = Pages(encrypt=StandardEncryption("", ownerPassword="owner", canPrint=0))
    p.paragraph(72, 80, 300, ENGLISH[0])
    assert blocks(p.data()) == [PLAIN[0]]  # only printing is locked
    p = Pages()
    p.paragraph(72, 80, 300, ENGLISH[0])
    whole = p.data()
    assert "damaged" in error(whole[:300])
    assert "end is missing" in error(whole[:300])
    p = Pages()
    p.rule(72, 72, 300, 300)
    assert "has no text" in error(p.data())


def test_fonts_without_characters_are_told_of() -> None:
    writers = runpy.run_path(str(Path(__file__).parents[1] / "formats" / "writers.py"))
    p = Pages()
    face = writers["font"]("ru")
    for k in range(8):
        p.line(72, 80 + 14 * k, "Паром остановили третьего июня, и порт закрыли до осени.", face=face)
    data = p.data()
    assert blocks(data)[0].startswith("Паром остановили")
    said = error(data.replace(b"/ToUnicode", b"/NoUnicode"))
    assert "do not say which characters" in said
    assert "--force-ocr" in said


def test_titles_left_by_programs_are_not_taken() -> None:
    p = Pages()
    p.canvas.setTitle("Microsoft Word - ferry.docx")
    p.canvas.setAuthor("user01")
    p.paragraph(72, 80, 300, ENGLISH[0])
    (item,) = unfold("a.pdf", p.data())
    document = load_item(item)
    assert isinstance(document, Document)
    assert document.metadata.title != "Microsoft Word - ferry.docx"
    assert document.metadata.author is None


def test_a_head_of_several_lines_is_one_row() -> None:
    p = Pages()
    y = p.paragraph(72, 80, 400, ENGLISH[0]) + 30
    for k, row in enumerate((("", "Boats", "Boats"), ("Port", "in", "in"), ("", "2010", "2020"))):
        for x, cell in zip((76, 200, 300), row, strict=True):
            if cell:
                p.line(x, y + 12 * k, cell)
    for k, row in enumerate(ROWS[1:]):
        for x, cell in zip((76, 200, 300), row, strict=True):
            p.line(x, y + 40 + 16 * k, cell)
    rows = [" ".join(f"| {' | '.join(r)} |".split()) for r in ROWS]
    assert [b for b in read(p.data()).text.split("\n") if b.startswith("|")] == rows


@pytest.mark.parametrize(
    ("left", "right", "joined"),
    [
        ("the govern-", "ment of the islands", "the government of the islands"),
        ("its north-", "eastern villages", "its north-eastern villages"),
        ("a cease-", "fire in the strait", "a cease-fire in the strait"),
        ("the mainte-", "nance of the ramp", "the maintenance of the ramp"),
    ],
)
def test_a_hyphen_at_a_line_s_end_is_the_word_s_own_where_both_halves_are_words(left: str, right: str, joined: str) -> None:
    joints = learn([], [])
    joints.hyphenates = True
    assert joints.joined(left, right) == joined


def test_a_short_line_that_ends_in_a_semicolon_goes_on_in_lower_case() -> None:
    p = Pages()
    lines = ["The ministry kept the ferry in the harbour all winter, and the mayor said so in the council,", "and the islands waited for the other half of what had been promised to them;", "everybody knew it, and nobody who sat there asked for anything more in that long evening.", "A shorter last line."]
    for k, line in enumerate(lines):
        p.line(72, 80 + 12 * k, line)
    assert blocks(p.data()) == [" ".join(lines)]
