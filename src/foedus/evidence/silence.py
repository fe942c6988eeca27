"""Sentences of which the readers say nothing: they name an actor, and no event, claim, tie or stance was read from them.

A reader that does not know what a sentence tells leaves it without a row rather than guess. What it left so is no row
either, so it would be invisible; here it is found again from the tables alone, for whoever wants to read it with their own eyes.
A sentence may be silent because nothing of the four kinds is told in it. And one that has a row may tell more than the row.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from foedus.evidence.rows import Row

#: Kinds of segment that are running text.
RUNNING = ("sentence",)
#: Tables a sentence has a row of when something was read from it.
TELLING = ("events", "claims", "relations", "stances")


class Silent(NamedTuple):
    """A sentence without a row, and the actors it names, in the order of their names."""

    sentence: Row
    actors: tuple[str, ...]


class Silences(NamedTuple):
    """The silent sentences of a document, in their order, and how many of its sentences name an actor at all."""

    silent: tuple[Silent, ...]
    named: int


class _Spans:
    """Half-open spans of one document, asked which of them share a character with another."""

    def __init__(self, spans: Iterable[tuple[int, int, str]]) -> None:
        self._spans = sorted(spans)
        self._starts = [a for a, _, _ in self._spans]
        self._longest = max((b - a for a, b, _ in self._spans), default=0)

    def touching(self, start: int, end: int) -> list[str]:
        """Return the names of the spans that share a character with ``[start, end)``."""
        first = bisect_left(self._starts, start - self._longest)
        return [name for a, b, name in self._spans[first : bisect_left(self._starts, end)] if b > start]


def silences(segments: Iterable[Row], actors: Iterable[Row], told: Iterable[Row]) -> Silences:
    """Find the sentences of one document that name an actor and that nothing was read from.

    Parameters
    ----------
    segments, actors
        Its rows of these tables.
    told
        Its rows of the tables `TELLING`.

    Returns
    -------
    Silences
        The sentences in their order, and the number of sentences that name an actor.
    """
    mentions = _Spans((r["start"], r["end"], str(r["actor"])) for r in actors)
    rows = _Spans((r["start"], r["end"], "") for r in told)
    silent: list[Silent] = []
    named = 0
    for s in _running(segments):
        who = mentions.touching(s["start"], s["end"])
        named += bool(who)
        if who and not rows.touching(s["start"], s["end"]):
            silent.append(Silent(s, tuple(sorted(set(who)))))
    return Silences(tuple(silent), named)


def _running(segments: Iterable[Row]) -> Sequence[Row]:
    return sorted((s for s in segments if s["kind"] in RUNNING), key=lambda s: (s["start"], s["end"]))
