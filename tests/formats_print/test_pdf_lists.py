"""Lists in narrow columns set flush: an item stays one, however wide the blanks of its lines are."""

from __future__ import annotations

import io
import re

import pytest
from reportlab.lib.enums import TA_JUSTIFY
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import BaseDocTemplate, Frame, ListFlowable, ListItem, PageTemplate, Paragraph

from foedus.documents.load import load_bytes
from foedus.documents.model import Document

INTRO = "Los dos Estados acordaron en otoño cuatro puntos que valen diez años y pueden renovarse."
ITEMS = [
    "Los ministros de ambos Estados se reunirán cada primavera en una de las dos capitales, por turno.",
    "Una oficina conjunta de doce personas lleva las cuentas e informa a los parlamentos de ambos Estados una vez al año.",
    "Quien abandone el acuerdo lo anunciará con nueve meses de antelación; las deudas contraídas antes siguen vigentes.",
]


def pages(kind: str, width: float, columns: int, size: int) -> bytes:
    body = ParagraphStyle("body", fontName="Times-Roman", fontSize=size, leading=1.35 * size, alignment=TA_JUSTIFY, spaceAfter=4)
    if kind == "hanging":
        hanging = ParagraphStyle("hanging", parent=body, leftIndent=12, firstLineIndent=-12)
        items = [Paragraph(f"• {t}", hanging) for t in ITEMS]
    elif kind == "flat":
        items = [Paragraph(f"• {t}", body) for t in ITEMS]
    else:
        form = {"bulletType": "1", "bulletFormat": "%s."} if kind == "numbers" else {"bulletType": "bullet", "start": "•"}
        items = [ListFlowable([ListItem(Paragraph(t, body)) for t in ITEMS], leftIndent=12, **form)]
    out = io.BytesIO()
    made = BaseDocTemplate(out, pagesize=(width * columns + 60 + 14 * (columns - 1), 700))
    made.addPageTemplates(PageTemplate(frames=[Frame(30 + k * (width + 14), 30, width, 640, 0, 0, 0, 0) for k in range(columns)]))
    made.build([Paragraph(INTRO, body), *items, Paragraph(INTRO, body)])
    return out.getvalue()


@pytest.mark.parametrize("columns", [1, 2])
@pytest.mark.parametrize("size", [9, 10])  # marks and numbers are set in 12 points
@pytest.mark.parametrize("width", [84, 95, 105, 120, 135, 165])
@pytest.mark.parametrize("kind", ["bullets", "numbers", "hanging", "flat"])
def test_items_stay_whole(kind: str, width: float, columns: int, size: int) -> None:
    document = load_bytes("list.pdf", pages(kind, width, columns, size))
    assert isinstance(document, Document)
    lines = [" ".join(b.split()) for b in document.text.split("\n") if b.strip()]
    assert [re.sub(r"^(?:•|\d\.) ", "", b) for b in lines] == [INTRO, *ITEMS, INTRO]
    assert "table_row" not in {s.kind for _, s in document.segments()}
    if kind == "numbers":
        assert [b[:3] for b in lines[1:4]] == ["1. ", "2. ", "3. "]
