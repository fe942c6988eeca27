"""Find the evidence that stands inside a span."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from babel import Locale

from foedus.evidence.rows import Row

Span = Mapping[str, Any]


class Inside:
    """Rows of one table by document, found by the span they start in."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._rows: dict[str, list[Row]] = defaultdict(list)
        for r in rows:
            self._rows[r["doc"]].append(r)
        for found in self._rows.values():
            found.sort(key=lambda r: (r["start"], r["end"]))
        self._starts = {doc: [r["start"] for r in found] for doc, found in self._rows.items()}

    def __call__(self, span: Span) -> list[Row]:
        """Return the rows that start in the span ``{doc, start, end}``."""
        doc = span["doc"]
        starts = self._starts.get(doc)
        if not starts:
            return []
        return self._rows[doc][bisect_left(starts, span["start"]) : bisect_right(starts, span["end"] - 1)]


@cache
def tongue(code: str) -> str:
    """Return the English name of a language, by its ISO 639-1 code; the code where it has none."""
    return str(Locale("en").languages.get(code, code))


def anchor(r: Row) -> Row:
    """Return the bare anchor of a row."""
    return {"doc": r["doc"], "part": r["part"], "start": r["start"], "end": r["end"]}
