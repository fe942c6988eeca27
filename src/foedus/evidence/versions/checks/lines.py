"""The sentences of a document with the evidence that stands in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from foedus.documents.model import Document
from foedus.evidence.mentions import outermost
from foedus.evidence.rows import Row
from foedus.evidence.versions.index import Inside
from foedus.evidence.versions.library import Library

TOLD = frozenset(("sentence", "list_item", "title", "heading"))
_TABLES = ("quantities", "dates", "events", "claims", "actors")


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence: its text in the view from `at` on, its language, and the rows that start in it by table."""

    document: Document
    part: str
    language: str
    kind: str
    at: int
    text: str
    span: Row
    rows: dict[str, list[Row]]

    def place(self, start: int, end: int) -> Row:
        """Return the anchor of ``text[start:end]``."""
        found = self.document.anchor(self.at + start, self.at + end)
        a, b = found[:2] if found else (self.span["start"], self.span["end"])
        return {"doc": self.document.id, "part": self.part, "start": a, "end": b}

    def where(self, row: Row) -> tuple[int, int]:
        """Return where a row stands in `text`."""
        a, b = self.document.view.from_raw(row["start"], row["end"])
        return a - self.at, b - self.at


def lines(library: Library, doc: str) -> Iterator[Line]:
    """Yield the sentences, list items and headings of a document in their order."""
    document = library.document(doc)
    inside = {t: Inside(outermost(library.rows(t, doc)) if t == "actors" else list(library.rows(t, doc))) for t in _TABLES}
    for part in document.parts:
        for s in part.segments:
            if s.kind not in TOLD:
                continue
            start, end = document.view.raw(s.start, s.end)
            span = {"doc": doc, "part": part.id, "start": start, "end": end}
            yield Line(
                document, part.id, part.language, s.kind, s.start, document.slice(s), span,
                {t: found(span) for t, found in inside.items()},
            )  # fmt: skip
