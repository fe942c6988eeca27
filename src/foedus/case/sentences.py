"""Which sentence a row of evidence stands in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping

from foedus.documents.model import Document
from foedus.evidence.rows import Row

Place = tuple[str, str, int]  #: document, part, number of the segment


class Sentences:
    """The segments of some documents, found by raw offset, and the dates of the documents."""

    def __init__(self, documents: Mapping[str, Document]) -> None:
        self.dates = {name: d.metadata.published for name, d in documents.items()}
        self._texts: dict[str, list[str]] = {}
        self._starts: dict[str, list[int]] = {}
        for name, document in documents.items():
            found = sorted(
                (document.view.raw(s.start, s.end)[0], document.slice(s))
                for _, s in document.segments() if s.start < s.end
            )
            self._starts[name] = [start for start, _ in found]
            self._texts[name] = [text for _, text in found]

    def place(self, row: Row) -> Place:
        """Return where a row stands: equal for rows of one sentence."""
        return row["doc"], row["part"], bisect_right(self._starts[row["doc"]], row["start"])

    def text(self, row: Row) -> str:
        """Return the sentence a row begins in, empty if it stands before the first."""
        doc, _, number = self.place(row)
        return self._texts[doc][number - 1] if number else ""
