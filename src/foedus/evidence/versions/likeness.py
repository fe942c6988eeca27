"""How like versions of one text two texts are, from the vectors of their sentences."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.floating]

#: Likeness above which two parts are versions of one text: translations, and copies within a language.
TRANSLATION, COPY = 0.47, 0.65
ENOUGH = 3  # sentences that a part needs to be compared
_ROWS = 1024  # rows of a similarity matrix held at once
_COLUMNS = 4096  # sentences of other texts compared at once


@dataclass(frozen=True, slots=True)
class Likeness:
    """How like two texts are, in [0, 1], and in how many sentences they choose each other."""

    value: float
    mutual: int


NONE = Likeness(0.0, 0)


def least(one: str, two: str) -> float:
    """Return the likeness above which texts in these languages are versions of one another."""
    return COPY if one == two else TRANSLATION


def likeness(a: Vectors, b: Vectors, bar: float = 0.0) -> Likeness:
    """Return how like versions of one text two lists of sentences are.

    The mean of the best cosine of each sentence, both ways (`bimax`), times the share of sentences that
    choose each other, times how well these keep their order. Two reports of the same days share words and
    facts; only versions share the order in which they are told.

    Parameters
    ----------
    a, b
        Unit vectors of the prose sentences, (n, d) and (m, d).
    bar
        Where the result cannot exceed it, the rest of the work is left out and `NONE` returned.
    """
    if len(a) < ENOUGH or len(b) < ENOUGH:
        return NONE
    forth, one, back, two = _best(a, b)
    value = max(0.0, _bimax(one, two))
    if value <= bar:
        return NONE
    chosen = np.flatnonzero(back[forth] == np.arange(len(a)))
    value *= len(chosen) / min(len(a), len(b))
    if value <= bar:
        return NONE
    value *= _order([int(j) for j in forth[chosen]])
    return Likeness(value, len(chosen)) if value > bar else NONE


def in_order(a: Vectors, b: Vectors) -> list[tuple[int, int]]:
    """Return the most sentences of two texts, (n, d) and (m, d), that choose each other and stand in the same order in both."""
    forth, _, back, _ = _best(a, b)
    pairs = [(int(i), int(forth[i])) for i in np.flatnonzero(back[forth] == np.arange(len(a)))]
    # Patience: the last pair of the best rising chain of each length, and what stands before each pair in its chain.
    ends: list[int] = []
    tails: list[int] = []
    before: dict[int, int | None] = {}
    for k, (_, j) in enumerate(pairs):
        at = bisect_left(ends, j)
        before[k] = tails[at - 1] if at else None
        ends[at : at + 1], tails[at : at + 1] = [j], [k]
    chain: list[tuple[int, int]] = []
    k_now = tails[-1] if tails else None
    while k_now is not None:
        chain.append(pairs[k_now])
        k_now = before[k_now]
    return chain[::-1]


def promising(a: Vectors, others: Sequence[Vectors], bars: Sequence[float]) -> list[bool]:
    """Return for each of many texts whether its likeness to `a` could exceed its bar, by `bimax` alone, at once.

    Parameters
    ----------
    a
        Unit vectors of one text, (n, d).
    others
        The same of the others, (m, d) each.
    bars
        What the likeness to each must exceed.
    """
    out: list[bool] = []
    at = 0
    while at < len(others):
        end, rows = at, 0
        while end < len(others) and (end == at or rows + len(others[end]) <= _COLUMNS):
            rows += len(others[end])
            end += 1
        group = others[at:end]
        size = np.array([len(v) for v in group])
        first = np.concatenate([[0], np.cumsum(size)[:-1]])
        cos = a @ np.concatenate(group).T
        forth = np.maximum.reduceat(cos, first, axis=1).mean(axis=0)
        back = np.add.reduceat(cos.max(axis=0), first) / size
        value = np.where(len(a) * 2 < size, forth, np.where(size * 2 < len(a), back, (forth + back) / 2))
        # The sums are those of `likeness` in another order: what is as near as that is left to it.
        out += (value > np.array(bars[at:end]) - 1e-3).tolist()
        at = end
    return out


def bimax(a: Vectors, b: Vectors) -> float:
    """Return how well two sets of unit vectors, (n, d) and (m, d), find each other, in [-1, 1].

    The shorter side counts alone where the other is more than twice as long, so that an excerpt is
    still found to be a version of the whole.
    """
    _, one, _, two = _best(a, b)
    return _bimax(one, two)


def _bimax(one: Vectors, two: Vectors) -> float:
    n, m = len(one), len(two)
    forth, back = float(one.mean()), float(two.mean())
    return forth if n * 2 < m else back if m * 2 < n else (forth + back) / 2


def _best(a: Vectors, b: Vectors) -> tuple[NDArray[np.int64], Vectors, NDArray[np.int64], Vectors]:
    """Return for every row of `a` the nearest row of `b` and its cosine, and the same from `b` to `a`."""
    forth, one = np.zeros(len(a), dtype=np.int64), np.zeros(len(a))
    back, two = np.zeros(len(b), dtype=np.int64), np.full(len(b), -np.inf)
    for at in range(0, len(a), _ROWS):
        cos = a[at : at + _ROWS] @ b.T
        rows = slice(at, at + len(cos))
        forth[rows], one[rows] = cos.argmax(axis=1), cos.max(axis=1)
        best = cos.max(axis=0)
        more = best > two
        back[more] = cos.argmax(axis=0)[more] + at
        two[more] = best[more]
    return forth, one, back, two


def _order(sequence: list[int]) -> float:
    """Return the share of pairs of distinct numbers that stand in rising order; 0 if there is no pair."""
    pairs = len(sequence) * (len(sequence) - 1) // 2
    seen: list[int] = []
    rising = 0
    for x in sequence:
        rising += bisect_left(seen, x)
        insort(seen, x)
    return rising / pairs if pairs else 0.0
