"""Single words that one version has and the other has not: "only", "almost", "openly".

A word of a class that a language's table ``cues`` names under ``focus`` is missing where the other version has no word of
that class, nor one that may stand for it. An adverb that says how something is done is known by its form; it is missing
if no word or two words of the other version come near it in meaning. Rejected for these: the gain in likeness by which
phrases are found missing (`foedus.evidence.versions.phrases`), which a single word hardly moves.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from foedus.evidence.versions.cues import cues
from foedus.evidence.versions.embed import encode
from foedus.evidence.versions.sides import Side

NEAR = 0.62  #: cosine of an adverb with some one or two words of the other version from which it is taken to be told
_MOST = 120  # adverbs of one pair of texts that are looked into
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Word:
    """A word ``side.text[start:end]`` that `other` does not have; `strong` if it changes how much or how many; `sure` in [0, 1]."""

    side: Side
    other: Side
    start: int
    end: int
    strong: bool
    sure: float


def single_words(pairs: Sequence[tuple[Side, Side]]) -> Iterator[Word]:
    """Yield the words that the first of each pair has and the second has not.

    Parameters
    ----------
    pairs
        Sentences that correspond, of two texts in two languages.
    """
    open_words: list[tuple[Side, Side, int, int]] = []
    for a, b in pairs:
        here, there = cues(a.language), cues(b.language)
        if here is None or there is None or not there.focus:
            continue
        focused = here.focused(a.text)
        for name, (start, end) in focused.items():
            if not there.may_focus(name, b.text):
                yield Word(a, b, start, end, True, 0.65)
        sure = [s for places in here.places(a.text).values() for s in places] + list(focused.values())
        if there.manner is not None:
            told = there.ways(b.text)
            open_words += [
                (a, b, x, y) for x, y in here.manners(a.text)
                if not any(p < y and x < q for p, q in sure) and not here.ways(a.text[x:y]) & told
            ]
    yield from _manners(open_words[:_MOST])


def _manners(found: Sequence[tuple[Side, Side, int, int]]) -> Iterator[Word]:
    stretches: dict[str, list[str]] = {}
    for _, b, _, _ in found:
        if b.text not in stretches:
            words = _WORD.findall(b.text)
            stretches[b.text] = [*words, *(f"{x} {y}" for x, y in itertools.pairwise(words))]
    texts = [w for held in stretches.values() for w in held] + [a.text[x:y] for a, _, x, y in found]
    unique = sorted(set(texts))
    if not found:
        return
    at = dict(zip(unique, encode(unique), strict=True))
    for a, b, x, y in found:
        own = at[a.text[x:y]]
        near = max((float(at[w] @ own) for w in stretches[b.text]), default=1.0)
        if near < NEAR:
            yield Word(a, b, x, y, False, 0.55 + (NEAR - near))
