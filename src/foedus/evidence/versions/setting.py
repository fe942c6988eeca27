"""Which crisis words belong to: the states their document is about, and the years they may be of.

Documents that have a great power in common tell of one matter as little as those that were printed in one week. Two rows
are held against each other only where the states most named in their documents meet, and their years do.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

from foedus.evidence.events.sides import state_of
from foedus.evidence.rows import Row
from foedus.evidence.versions.index import Inside
from foedus.evidence.versions.library import Library

MOST = 3  # states named so often that a document is about them
_DOCS = 256  # documents whose settings are held


class Settings:
    """Settings of the documents of a library."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._published = {r["doc"]: str(r["published"] or "")[:4] for r in library.rows("documents")}
        self._about = lru_cache(_DOCS)(self._states)
        self._dates = lru_cache(_DOCS)(self._dated)

    def shared(self, a: Row, b: Row) -> bool:
        """Whether two rows can be of one crisis; what a document does not tell excludes nothing."""
        one, two = self._about(a["doc"]), self._about(b["doc"])
        if one and two and not one & two:
            return False
        then, now = self._years(a), self._years(b)
        return not then or not now or bool(then & now)

    def _states(self, doc: str) -> frozenset[str]:
        named = Counter(s for a in self._library.rows("actors", doc) if (s := state_of(a["actor"])))
        return frozenset(s for s, _ in sorted(named.items(), key=lambda n: (-n[1], n[0]))[:MOST])

    def _dated(self, doc: str) -> Inside:
        return Inside([d for d in self._library.rows("dates", doc) if str(d["iso"])[:4].isdigit()])

    def _years(self, row: Row) -> frozenset[str]:
        """The years told in the sentence, else that of the date before it and that of the document."""
        if row.get("as_of"):
            return _span(str(row["as_of"]))
        dates = self._dates(row["doc"])
        sentences = self._library.sentences(row["doc"], row["part"])
        k = sentences.at(row["start"]) if sentences else None
        place = row if sentences is None or k is None else {"doc": row["doc"], "start": int(sentences.starts[k]), "end": int(sentences.ends[k])}
        here = frozenset[str]().union(*(_span(str(d["iso"])) for d in dates(place)))
        if here:
            return here
        before = dates({"doc": row["doc"], "start": 0, "end": place["start"]})[-1:]
        years = frozenset[str]().union(*(_span(str(d["iso"])) for d in before))
        published = self._published.get(row["doc"])
        return years | {published} if published else years


def _span(iso: str) -> frozenset[str]:
    ends = [x[:4] for x in iso.split("/") if x[:4].isdigit()]
    if not ends:
        return frozenset()
    first, last = int(ends[0]), int(ends[-1])
    return frozenset(str(y) for y in range(first, min(last, first + 50) + 1))
