"""Versions that have lost single words another version of their language still has."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import permutations

from foedus.evidence.rows import Row
from foedus.evidence.versions.sides import Side, finding

_TOKEN = re.compile(r"[^\W_]+")

Place = tuple[str, str]
Lost = dict[tuple[Place, Place], list[tuple[Side, Side]]]


def damaged(groups: Sequence[Sequence[Side]]) -> Lost:
    """Return the sentences (whole, damaged) in which a version has lost words, by pair of parts (whole, damaged).

    A part is damaged if that is so in a fifth of the sentences it shares with another of its language, and more often than
    the other way round.
    """
    shared: Lost = defaultdict(list)
    for sides in groups:
        for one, two in permutations(sides, 2):
            if one.language == two.language:
                shared[one.key, two.key].append((one, two))
    lost = {k: sum(loses(one.text, two.text) for one, two in v) for k, v in shared.items()}
    return {
        k: [(one, two) for one, two in v if _letters(two.text) < _letters(one.text)]
        for k, v in shared.items() if lost[k] >= max(2, len(v) / 5) and lost[k] > lost.get(k[::-1], 0)
    }  # fmt: skip


def _letters(text: str) -> int:
    return sum(c.isalnum() for c in text)


def loses(one: str, two: str) -> bool:
    """Whether `two` is `one` with tokens missing, single syllables most of all."""
    a, b = Counter(_TOKEN.findall(one)), Counter(_TOKEN.findall(two))
    gone, new = a - b, b - a
    if not gone or sum(new.values()) > 0.5 * sum(a.values()):
        return False
    short = sum(n for w, n in gone.items() if len(w) <= 2)
    return short >= 1 and sum(a.values()) > sum(b.values())


def words_lost(lost: Mapping[tuple[Place, Place], Sequence[tuple[Side, Side]]]) -> Iterator[Row]:
    """Yield one finding per damaged version, which points at every sentence that lost something and at its whole twin.

    A damaged version is blamed for nothing else: what it lacks is not compared with third versions.
    """
    best: dict[Place, tuple[Place, Place]] = {}
    for pair, found in lost.items():
        if pair[1] not in best or len(found) > len(lost[best[pair[1]]]):
            best[pair[1]] = pair
    for pair in best.values():
        found = lost[pair]
        (doc, part), (hurt, hurt_part) = pair
        yield finding(
            "words_lost", "high", [s.span for both in found for s in both],
            f"{hurt} ({hurt_part}) has lost words or syllables in {len(found)} of its sentences that "
            f"{doc} ({part}) still has; its dates and numbers are not to be read alone.", 0.9,
        )
