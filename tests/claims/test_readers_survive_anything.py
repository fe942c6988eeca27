"""Readers never raise, and their spans are honest, whatever stands in the segments."""

from __future__ import annotations

from types import ModuleType

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.documents.model import Document, Metadata, Part, Segment, View
from foedus.evidence.readers import citations, claims, tables
from foedus.evidence.rows import TABLES

KINDS = ("title", "heading", "byline", "sentence", "list_item", "table_title", "table_row", "note", "reference", "furniture")
PIECES = st.one_of(
    st.text(max_size=80),
    st.lists(
        st.sampled_from(
            ["[1]", "“", "”", '"', "said", "that", "Vale", "따르면", "라고", "말했다", "다고", "푸틴은", "según", "dijo", "que", ":", ";", "(", ")",
             "2020년 3월 4일", "4 May 2021", "https://example.org/a-b", "p. 3", "Table 1.", "표 1.", "12", "  ", "|", "\t", ",", ".", "<", ">", "["]
        ),
        max_size=14,
    ).map(" ".join),
)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    pieces = draw(st.lists(st.tuples(PIECES, st.sampled_from(KINDS), st.booleans()), max_size=8))
    text = ""
    segments = []
    block = 0
    for body, kind, same in pieces:
        block += not same
        if body.strip():
            segments.append(Segment(len(text), len(text) + len(body), kind, "en", block))
        text += body + "\n"
    starts = np.arange(len(text), dtype=np.int64)
    code = draw(st.sampled_from(["en", "es", "ko", "und"]))
    parts = (Part("p1", code, 0, len(text), tuple(segments)),) if segments else ()
    return Document("odd.txt", text, "0", "utf-8", "text/plain", View(text, starts, starts + 1), parts, Metadata(kind="remarks"))


@pytest.mark.parametrize("reader", [tables, citations, claims], ids=lambda r: r.NAME)
@given(document=documents(), data=st.data())
def test_reader_survives_odd_documents(reader: ModuleType, document: Document, data: st.DataObject) -> None:
    if reader is claims:
        n = len(document.text)
        spans = data.draw(st.lists(st.tuples(st.integers(0, max(0, n - 1)), st.integers(1, 9)), max_size=4)) if n else []
        kinds = ("person", "state", "media", "organisation")
        actors = [
            {"start": a, "end": min(n, a + b), "actor": f"A{k}", "kind": kinds[k % 4]} for k, (a, b) in enumerate(spans)
        ]
        rows = list(claims.read(document, actors))
    else:
        rows = list(reader.read(document))
    for row in rows:
        assert tuple(row) == TABLES[reader.TABLE].columns
        assert document.text[row["start"] : row["end"]] == row["quote"] != ""
        assert 0 <= row["confidence"] <= 1
