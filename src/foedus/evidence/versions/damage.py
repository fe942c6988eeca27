"""Versions that have lost single words or letters another version of their language still has."""

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

    A part is damaged if it lacks words in a fifth of the sentences it shares with another of its language, or letters
    inside words in a tenth, which editors do not take out; and more often than the other way round.
    """
    shared: Lost = defaultdict(list)
    for sides in groups:
        for one, two in permutations(sides, 2):
            if one.language == two.language:
                shared[one.key, two.key].append((one, two))
    words = {k: sum(loses(one.text, two.text) for one, two in v) for k, v in shared.items()}
    letters = {k: sum(breaks(one.text, two.text) for one, two in v) for k, v in shared.items()}
    lost = {
        k: [(one, two) for one, two in v if len(_letters(two.text)) < len(_letters(one.text))]
        for k, v in shared.items()
        if (words[k] >= max(2, len(v) / 5) and words[k] > words.get(k[::-1], 0))
        or (letters[k] >= max(2, len(v) / 10) and letters[k] > letters.get(k[::-1], 0))
    }  # fmt: skip
    return {k: v for k, v in lost.items() if v}  # a sign that stands for a letter splits words, and nothing is lost


def _letters(text: str) -> str:
    return "".join(c for c in text if c.isalnum())


def breaks(one: str, two: str) -> bool:
    """Whether `two` is `one` with letters missing at the start of or inside words, its digits all there.

    A digit more or less is another number; a word cut at its end may have lost no more than its ending.
    """
    a, b = _letters(one), _letters(two)
    if not 0.8 * len(a) <= len(b) < len(a) or [c for c in a if c.isdigit()] != [c for c in b if c.isdigit()]:
        return False
    rest = iter(a)
    if not all(c in rest for c in b):
        return False
    known = _TOKEN.findall(one)
    return any(not any(k.startswith(t) for k in known) for t in _TOKEN.findall(two))


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
