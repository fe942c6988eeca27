"""The tellings of a part that tell their date, found by what an undated one asks for: a long document has many of both."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from foedus.evidence.events.identity import agree
from foedus.evidence.events.sides import level
from foedus.evidence.events.telling import Telling

TALKING = frozenset(("CONSULT", "AGREE", "COOPERATE", "SUPPORT"))


def parties(t: Telling) -> frozenset[str]:
    """Return who takes part in what is told, on either side."""
    return frozenset(level(i) for i in (*t.actors, *t.recipients))


class Stated:
    """Dated tellings of one part.

    Parameters
    ----------
    tellings
        In the order of their sentences.
    """

    def __init__(self, tellings: Sequence[Telling]) -> None:
        self._by_sentence: dict[int, list[Telling]] = {}
        self._by_concept: dict[str, list[Telling]] = {}
        self._talks: dict[tuple[str, str], list[tuple[int, int, Telling]]] = {}
        for n, t in enumerate(tellings):
            self._by_sentence.setdefault(t.sentence, []).append(t)
            self._by_concept.setdefault(t.concept, []).append(t)
            for pair in combinations(sorted(parties(t)), 2) if t.type in TALKING else ():
                self._talks.setdefault(pair, []).append((t.sentence, n, t))
        self._sentences = {c: [t.sentence for t in found] for c, found in self._by_concept.items()}
        self.earliest = min((t.date or "" for t in tellings), default="")

    def of(self, sentence: int) -> Sequence[Telling]:
        """Return those of a sentence."""
        return self._by_sentence.get(sentence, ())

    def behind(self, sentence: int, reach: int) -> Iterator[Telling]:
        """Yield those of the `reach` sentences behind `sentence`."""
        for n in range(sentence + 1, sentence + reach + 1):
            yield from self.of(n)

    def nearest(self, t: Telling, reach: int) -> Telling | None:
        """Return the one nearest to `t`, at most `reach` sentences away, that tells of the same event; the first of equals."""
        found, at = self._by_concept.get(t.concept, []), self._sentences.get(t.concept, [])
        dateless = replace(t, date=None)
        before = after = bisect_left(at, t.sentence)
        while before > 0 or after < len(at):
            back = t.sentence - at[before - 1] if before > 0 else None
            ahead = at[after] - t.sentence if after < len(at) else None
            if back is not None and (ahead is None or back <= ahead):
                first, last, before = bisect_left(at, at[before - 1]), before, bisect_left(at, at[before - 1])
                distance = back
            else:
                first, last, after = after, bisect_right(at, at[after]), bisect_right(at, at[after])
                distance = ahead or 0
            if distance > reach:
                return None
            same = next((o for o in found[first:last] if agree(dateless, o)), None)
            if same is not None:
                return same
        return None

    def talks(self, t: Telling) -> Telling | None:
        """Return the last talks, up to the sentence of `t`, of two of its parties."""
        last: tuple[int, int, Telling] | None = None
        for pair in combinations(sorted(parties(t)), 2) if t.type in TALKING else ():
            held = self._talks.get(pair, [])
            k = bisect_right(held, t.sentence, key=lambda h: h[0])
            if k and (last is None or held[k - 1][1] > last[1]):
                last = held[k - 1]
        return last[2] if last else None
