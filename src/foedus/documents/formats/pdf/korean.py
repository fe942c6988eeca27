"""Whether a line break stands inside a Korean word or between two, where the page does not tell.

A morphological analyser (Kiwi, the extra ``ko``) weighs both readings if it is installed; without it the document's
own words and characters decide. ``benchmarks/printed.py`` measures both: 98 and 84 of 100 breaks of its sample are set
right, and most of those that the analyser gets wrong are compounds that are written either way.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

from foedus.langs.registry import language

_OPENERS, _CLOSERS = "“‘\"'(《〈「[", "”’\"')》〉」].,;:"
_COUNTED = re.compile(r"\d[가-힣]")
#: Difference of the analyser's scores (natural logarithms of probabilities) that counts.
_MARGIN = 2.0
_NEAR = 3  # words on either side that the analyser sees


@dataclass(slots=True)
class Words:
    """The words of a document that stand inside its lines, where they are surely whole."""

    whole: Counter[str]
    inner: Counter[str]  # two characters within a word
    outer: Counter[str]  # the last character of a word and the first of the next
    closes: Mapping[str, float]  # how often a character ends its word
    opens: Mapping[str, float]  # how often a character begins its word
    sorted: list[str]
    pairs: Counter[tuple[str, str]]  # a word and the first two characters of the next
    solid: bool  # figures and what they count are written in one

    def begin(self, start: str) -> int:
        """Return how many different words begin so."""
        k = bisect_left(self.sorted, start)
        return bisect_left(self.sorted, start + "\uffff") - k


def learn(texts: list[list[str]]) -> Words:
    """Learn from whole words, given as runs of words that follow each other."""
    whole: Counter[str] = Counter()
    inner: Counter[str] = Counter()
    outer: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    first: Counter[str] = Counter()
    last: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for tokens in texts:
        for token in tokens:
            whole.update(w.lower() for w in {token, token.strip(_OPENERS + _CLOSERS + "!?"), *re.findall(r"[^\W_]+", token)})
            inner.update(a + b for a, b in pairwise(token))
            seen.update(token)
            first[token[0]] += 1
            last[token[-1]] += 1
        outer.update(a[-1] + b[0] for a, b in pairwise(tokens))
        pairs.update((a.lstrip(_OPENERS), b[:2]) for a, b in pairwise(tokens))
    # One doubtful case on either side keeps rare characters undecided.
    counted = [sum(n for pair, n in table.items() if _COUNTED.fullmatch(pair)) for table in (inner, outer)]
    return Words(
        whole, inner, outer, {c: (last[c] + 1) / (n + 2) for c, n in seen.items()}, {c: (first[c] + 1) / (n + 2) for c, n in seen.items()},
        sorted(whole), pairs, counted[0] >= counted[1],
    )


@cache
def _analyser() -> Any:
    try:
        from kiwipiepy import Kiwi
    except ImportError:
        return None
    return Kiwi(num_workers=1, load_multi_dict=False)  # names of several words, 190 MB


@cache
def _particles() -> frozenset[str]:
    return frozenset(language("ko").table("particles").get("particles", ()))


def inside(left: str, right: str, words: Words, analyser: Any = ...) -> bool:
    """Whether the break between two stretches of a paragraph stands inside a word.

    Parameters
    ----------
    left, right
        Text before and after the break, without the white space around it.
    words
        The document's words.
    analyser
        Kiwi, or None to do without it; by default what is installed.
    """
    before, after = re.search(r"\S+$", left), re.match(r"\S+", right)
    if before is None or after is None:
        return False
    a, b = before.group().lstrip(_OPENERS), after.group().rstrip(_CLOSERS)
    if _COUNTED.fullmatch(left[-1] + right[0]):
        return words.solid
    if len(b) > 1 and len(a) > 1:
        glued, apart = words.begin((a + b[:2]).lower()), words.pairs[a, b[:2]]
        if bool(glued) != bool(apart):
            return bool(glued)
    if b in _particles() and not words.whole[b]:
        return True
    kiwi = _analyser() if analyser is ... else analyser
    if kiwi is not None:
        return _analysed(kiwi, left, right)
    pair = left[-1] + right[0]
    closes, opens = words.closes.get(left[-1], 0.5), words.opens.get(right[0], 0.5)
    within = (1 - closes) * (1 - opens) * (words.inner[pair] + 0.5)
    between = closes * opens * (words.outer[pair] + 0.5)
    return within > between


def _analysed(kiwi: Any, left: str, right: str) -> bool:
    """Let the analyser weigh both readings of the few words around the break."""
    x, y = " ".join(left.split()[-_NEAR:]), " ".join(right.split()[:_NEAR])
    (_, together), (tokens, parted) = (kiwi.analyze(t)[0] for t in (x + y, f"{x} {y}"))
    if abs(together - parted) > _MARGIN:
        return bool(together > parted)
    # It forgives a blank that is missing, so equal scores tell nothing; but no word begins with an ending, a particle
    # or a suffix, and none ends with a prefix.
    before = next((t.tag for t in tokens if t.start + t.len == len(x)), "")
    after = next((t.tag for t in tokens if t.start == len(x) + 1), "")
    return after.startswith(("XS", "E", "J", "VCP")) or before == "XPN"
