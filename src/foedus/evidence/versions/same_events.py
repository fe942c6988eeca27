"""Tellings in sentences that correspond are of one event: what a translation tells in other words, names or types.

The id of an event is made from what one document tells (`foedus.evidence.events.identity`), so that tellings of strangers
fall on it by themselves. Versions of one text are no strangers: where alignment pairs their sentences, the ids of what they
tell are joined, and all rows that name one of them (`NAMING`) name the smallest. What joins is undone before documents are
compared again, so that ids depend on the documents there are, not on the order in which they came.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from foedus.evidence.rows import Row
from foedus.evidence.versions.index import Inside

#: Tables whose rows name an event.
NAMING = ("events", "claims", "stances")
#: Types that tell the same deed in other words.
_KIN = (
    {"MOBILIZE", "ASSAULT", "COERCE"}, {"AID", "SUPPORT"}, {"AGREE", "CONSULT", "COOPERATE"}, {"REJECT", "SANCTION", "ACCUSE"},
    {"CONCEDE", "RETREAT"}, {"ASSAULT", "PROTEST"}, {"REQUEST", "THREATEN"}, {"AID", "MOBILIZE"},
)  # fmt: skip
_TYPE, _KINDRED, _SIDE = 2.0, 1.0, 0.5  #: what one type, types of one kind, and a shared actor or recipient are worth
_ENOUGH = 1.4
_ORDER = 0.4  #: at most, for standing at another place of the sentence


def pairs(events: Sequence[Row], alignment: Iterable[Row]) -> Iterator[tuple[str, str]]:
    """Yield pairs of different ids under which versions of one text tell the same event.

    Parameters
    ----------
    events
        Rows of the table ``events`` of the versions.
    alignment
        Rows of the table ``alignment``.
    """
    inside = Inside(events)
    for group in alignment:
        told = [[e for e in inside(s) if e["event"] and e["part"] == s["part"]] for s in group["spans"]]
        for one, two in combinations([t for t in told if t], 2):
            yield from ((a["event"], b["event"]) for a, b in _matched(one, two) if a["event"] != b["event"])


def _matched(one: Sequence[Row], two: Sequence[Row]) -> Iterator[tuple[Row, Row]]:
    """Yield the tellings of two versions of a sentence that match, each once, the likest first."""
    likest = sorted((-_alike(a, b) + _ORDER * abs(i / len(one) - j / len(two)), i, j) for i, a in enumerate(one) for j, b in enumerate(two))
    left, right = set(range(len(one))), set(range(len(two)))
    for score, i, j in likest:
        if -score >= _ENOUGH and i in left and j in right:
            left.remove(i)
            right.remove(j)
            yield one[i], two[j]


def _alike(a: Row, b: Row) -> float:
    kind = _TYPE if a["type"] == b["type"] else _KINDRED if any({a["type"], b["type"]} <= kin for kin in _KIN) else 0.0
    return kind + _SIDE * sum(bool(_sides(a[k]) & _sides(b[k])) for k in ("actors", "recipients")) if kind else 0.0


def _sides(ids: Sequence[str] | None) -> set[str]:
    return {i.removesuffix("_GOV").removesuffix("_MILITARY") for i in ids or ()}


def joined(same: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return which id each id becomes: the smallest of those it is joined with, directly or through others.

    Examples
    --------
    >>> sorted(joined([("c", "b"), ("b", "a"), ("y", "x")]).items())
    [('b', 'a'), ('c', 'a'), ('y', 'x')]
    """
    above: dict[str, str] = {}

    def top(i: str) -> str:
        while i in above:
            i = above[i]
        return i

    for a, b in same:
        one, two = sorted((top(a), top(b)))
        if one != two:
            above[two] = one
    return {i: top(i) for i in above}


def renamed(rows: Iterable[Row], names: Mapping[str, str]) -> Iterator[Row]:
    """Yield rows with the event they name under the id it has become."""
    for r in rows:
        now = names.get(r["event"] or "")
        yield r if now is None else {**r, "event": now}
