"""Pages as browsers print them: narrow columns set flush without broken words, cells that almost touch their rules."""

from __future__ import annotations

import runpy
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.pdfmetrics import stringWidth

from foedus.documents.decode import Decoded
from foedus.documents.formats.registry import unfold

MADE = runpy.run_path(str(Path(__file__).with_name("pages.py")))
Pages = MADE["Pages"]
PLAIN: list[str] = [MADE["bare"](p) for p in MADE["ENGLISH"]]
TITLE, BYLINE = "A ferry line between two islands opens after eleven years", "By Rósa Dam, 9 December 2014"


def blocks(data: bytes) -> list[str]:
    (item,) = unfold("a.pdf", data)
    assert isinstance(item.content, Decoded), item.content
    return [b for b in item.content.text.strip("\n").split("\n") if b]


def test_narrow_columns_set_flush_whose_lines_fall_into_pieces() -> None:
    p = Pages()
    p.line(40, 60, TITLE, size=17)
    p.line(40, 90, BYLINE)
    # Each column with baselines of its own, 11 points of white between them.
    for k, (text, top) in enumerate(zip(PLAIN[:3], (126, 115, 115), strict=True)):
        y = p.paragraph(40 + 171 * k, top, 160, text, size=10.5, justified=True, lead=1.4)
        if k == 0:
            p.paragraph(40, y + 10, 160, PLAIN[3], size=10.5, justified=True, lead=1.4)
    assert blocks(p.data()) == [TITLE, BYLINE, PLAIN[0], PLAIN[3], PLAIN[1], PLAIN[2]]


def test_cells_that_almost_touch_the_rules_between_them() -> None:
    rows = [("Harbour", "Berths", "Depth in metres"), ("Klaksvik", "14", "9.5"), ("Runavik", "6", "11.0")]
    widths = [max(stringWidth(r[k], "Times-Roman", 12) for r in rows) + 3 for k in range(3)]
    edges = [60.0, 60 + widths[0], 60 + widths[0] + widths[1], 60 + sum(widths)]
    p = Pages()
    p.paragraph(60, 60, 400, PLAIN[0])
    for i, row in enumerate(rows):
        for k, cell in enumerate(row):
            p.line(edges[k] + 1.5, 214 + 20 * i, cell, size=12)
    for i in range(4):
        p.rule(edges[0], 200 + 20 * i, edges[3], 200 + 20 * i)
    for x in edges:
        p.rule(x, 200, x, 260)
    assert [b for b in blocks(p.data()) if b.startswith("|")] == ["| " + " | ".join(r) + " |" for r in rows]


def test_a_korean_paragraph_that_runs_over_columns_keeps_its_words_whole() -> None:
    pdfmetrics.registerFont(UnicodeCIDFont("HYSMyeongJo-Medium"))
    text = (
        "두 섬을 잇는 여객선이 2014년 6월에 멈춘 뒤 항만청은 경사판을 열한 해 동안 아무도 점검하지 않았음을 밝혀냈다. 다친 사람은 없었으나 회사는 표값을 "
        "돌려주었고 노르웨이에서 배를 빌렸다. 어민들은 새로운 시간표 때문에 새벽에 배를 댈 자리가 없어졌다고 불평하였으며 의회는 그들의 편지를 두 차례 논의하였다."
    )
    size, lines, line = 10, [], ""
    for c in text:  # breaks anywhere, as browsers do
        if stringWidth(line + c, "HYSMyeongJo-Medium", size) > 150:
            lines.append(line.strip())
            line = ""
        line += c
    lines.append(line.strip())
    p = Pages()
    half = (len(lines) + 1) // 2
    for k, held in enumerate(lines):
        column, row = divmod(k, half)
        x, y = 60 + 180 * column, 100 + 14 * row
        room = 150 - stringWidth(held, "HYSMyeongJo-Medium", size)
        spaced = room / held.count(" ") if held.count(" ") and k + 1 < len(lines) else 0
        for word in held.split(" "):
            p.line(x, y, word, size=size, face="HYSMyeongJo-Medium")
            x += stringWidth(word + " ", "HYSMyeongJo-Medium", size) + spaced
    (read,) = blocks(p.data())
    broken = [w for w in text.split() if w not in read.split()]
    assert len(broken) <= 1, broken  # the analyser may be missing
