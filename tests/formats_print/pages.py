"""Sets pages by hand, line by line, so that a test knows what stands where; tests load this file by its path."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = A4
FACE = "Times-Roman"


def wrapped(text: str, width: float, size: float, face: str = FACE) -> Iterator[str]:
    """Yield the lines of a paragraph; a soft hyphen is where a word may be broken."""
    line = ""
    for word in text.split(" "):
        rest = f"{line} {word}" if line else word
        while stringWidth(rest.replace("\u00ad", ""), face, size) > width:
            cuts = [k for k, c in enumerate(rest) if c == "\u00ad" and k > len(line)]
            fitting = [k for k in cuts if stringWidth(rest[:k].replace("\u00ad", "") + "-", face, size) <= width]
            hard = [k + 1 for k, c in enumerate(rest) if c == "-" and k > len(line) and stringWidth(rest[: k + 1].replace("\u00ad", ""), face, size) <= width]
            if fitting and fitting[-1] >= max(hard, default=0):
                yield rest[: fitting[-1]].replace("\u00ad", "") + "-"
                rest, line = rest[fitting[-1] + 1 :], ""
            elif hard:
                yield rest[: hard[-1]].replace("\u00ad", "")
                rest, line = rest[hard[-1] :], ""
            elif line:
                yield line.replace("\u00ad", "")
                rest, line = word, ""
            else:
                break
        line = rest
    if line:
        yield line.replace("\u00ad", "")


class Pages:
    """A file of pages."""

    def __init__(self, **options: Any) -> None:
        self.held = io.BytesIO()
        self.canvas = Canvas(self.held, pagesize=A4, **options)
        self.number = 1

    def line(self, x: float, y: float, text: str, size: float = 10, face: str = FACE) -> None:
        """Set one line, `y` from the top."""
        self.canvas.setFont(face, size)
        self.canvas.drawString(x, HEIGHT - y, text)

    def paragraph(
        self, x: float, y: float, width: float, text: str, size: float = 10, face: str = FACE, indent: float = 0, justified: bool = False, lead: float = 1.2
    ) -> float:
        """Set a paragraph and return the baseline of the line that would follow it."""
        lines = list(wrapped(("\u2003" if indent else "") + text, width, size, face))
        for k, line in enumerate(lines):
            shift = indent if k == 0 else 0
            line = line.removeprefix("\u2003")
            self.canvas.setFont(face, size)
            if justified and k + 1 < len(lines) and " " in line:
                room = width - shift - stringWidth(line, face, size)
                self.canvas.drawString(x + shift, HEIGHT - y, line, wordSpace=room / line.count(" "))
            else:
                self.canvas.drawString(x + shift, HEIGHT - y, line)
            y += lead * size
        return y

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self.canvas.line(x0, HEIGHT - y0, x1, HEIGHT - y1)

    def turn(self) -> None:
        self.canvas.showPage()
        self.number += 1

    def data(self) -> bytes:
        self.canvas.save()
        return self.held.getvalue()


#: Paragraphs with places where words may be broken; without those they are what must be read.
ENGLISH = [
    "The ferry between the two islands was stop\u00adped on 3 June 2014, after the har\u00adbour master of Vágur found that the ramp had not been in\u00adspect\u00aded for eleven years. "
    "No\u00adbody had been hurt, but the com\u00adpany re\u00adfund\u00aded 4,310 tick\u00adets within a week and hired a boat from Nor\u00adway.",
    "A long-term agree\u00adment with the Danish state-owned yard fol\u00adlowed in Sep\u00adtem\u00adber. It cov\u00aders main\u00adte\u00adnance, spare parts and a well-known pro\u00adblem with the "
    "for\u00adward doors. The yard asked for 17 per cent more than in 2009, and the is\u00adlands paid half of it in ad\u00advance.",
    "Fish\u00ader\u00admen from Ice\u00adland com\u00adplained that the new time\u00adtable left them no berth be\u00adtween five and seven in the morn\u00ading. Their as\u00adso\u00adci\u00ada\u00adtion wrote to the par\u00adlia\u00adment "
    "in Tórs\u00adhavn, which dis\u00adcussed the letter twice and then for\u00adward\u00aded it to the har\u00adbour com\u00adpany with\u00adout a com\u00adment of its own.",
    "By the end of the year the ferry car\u00adried more pas\u00adsen\u00adgers than ever be\u00adfore: 212,000, of whom a third were vis\u00adi\u00adtors. The am\u00adbas\u00adsa\u00addor of Nor\u00adway called the new line "
    "a small thing that had gone right, and the har\u00adbour master, who had start\u00aded it all, re\u00adtired to his vil\u00adlage.",
]


def bare(text: str) -> str:
    return text.replace("\u00ad", "")
