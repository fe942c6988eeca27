"""Exact counts of winning coalitions and swings, by size.

Three ways lead to the same numbers, and the cheapest that applies is taken:

* generating functions Π (1 + t x^w) multiplied out on an array over (size, capped sums), for weights with small quotas [1]_;
* two halves of the members enumerated, and their coalitions matched by sorting, where one sum is too large for an array
  (Horowitz and Sahni's device for knapsacks [2]_);
* all coalitions one by one, for up to `MOST_LISTED` members.

References
----------
.. [1] Brams and Affuso (1976), Theory and Decision 7:29-56; Bilbao et al. (2000), TOP 8:191-213.
.. [2] Horowitz and Sahni (1974), Journal of the ACM 21:277-292.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from foedus.rules.game import Game, Ints
from foedus.rules.votes import Bools

#: Largest array of generating functions, in cells.
MOST_CELLS = 4_000_000
#: Pairs of groups of coalitions that are matched, at most (some twenty seconds); and where coalitions can be listed, which is then faster.
MOST_PAIRS, MOST_BESIDE_LIST = 3_000_000, 100_000
#: Members whose coalitions are listed one by one, and members split into two halves, at most.
MOST_LISTED, MOST_HALVED = 22, 40


@dataclass(frozen=True, slots=True)
class Counts:
    """Coalitions of a game.

    Attributes
    ----------
    swings
        For each class of members, the number of coalitions of each size 0 … n - 1 without a given member of it that lose and win
        once it joins.
    sizes
        Number of winning coalitions of each size 0 … n.
    """

    swings: tuple[tuple[int, ...], ...]
    sizes: tuple[int, ...]

    @property
    def winning(self) -> int:
        """Number of winning coalitions."""
        return sum(self.sizes)


def counts(g: Game) -> Counts:
    """Count the swings of each class of members.

    Raises
    ------
    ValueError
        If the game is too large for every way.
    """
    by_sum = [k for k, leaf in enumerate(g.leaves) if len(set(leaf.weights)) > 1]
    cells = (g.n + 1) * int(np.prod([g.leaves[k].quota + 1 for k in by_sum], dtype=np.float64))
    if cells <= MOST_CELLS:
        return _multiplied(g, by_sum)
    largest = max(by_sum, key=lambda k: g.leaves[k].quota)
    if g.n <= MOST_HALVED and cells <= MOST_CELLS * (g.leaves[largest].quota + 1) and _pairs(g, largest) <= (MOST_PAIRS if g.n > MOST_LISTED else MOST_BESIDE_LIST):
        return _matched(g, largest)
    if g.n <= MOST_LISTED:
        return _listed(g)
    raise ValueError(
        f"{g.n} members under {len(by_sum)} different weights are too many to count exactly; "
        f"one large weight is possible for up to {MOST_HALVED} members, several for up to {MOST_LISTED}, and for {g.n} members weights "
        f"whose quotas multiplied make at most {MOST_CELLS // (g.n + 1):,}"
    )


def _multiplied(g: Game, by_sum: Sequence[int]) -> Counts:
    caps = [g.leaves[k].quota for k in by_sum]
    kind: Any = np.int64 if g.n <= 61 else object
    start = np.zeros((1, *(c + 1 for c in caps)), dtype=kind)
    start[(0,) * start.ndim] = 1

    def steps(member: int) -> list[int]:
        return [g.leaves[k].weights[member] for k in by_sum]

    def reached(sizes: int, member: int | None) -> list[Bools]:
        """Where each leaf is reached on an array of `sizes` rows, with one more member or as it is."""
        grid = np.ogrid[tuple(slice(m) for m in (sizes, *(c + 1 for c in caps)))]
        more = [0] * len(g.leaves) if member is None else list(g.weights(member))
        out = []
        for k, leaf in enumerate(g.leaves):
            total = grid[1 + by_sum.index(k)] if k in by_sum else grid[0] * leaf.weights[0]
            out.append(np.asarray(total + more[k] >= leaf.quota))
        return out

    found: dict[int, tuple[int, ...]] = {}
    winning: list[int] = []

    def all_but_one(table: NDArray[Any], classes: Sequence[int]) -> None:
        """`table` holds every member outside `classes`; halve them until one is left."""
        if len(classes) == 1:
            members = g.classes[classes[0]]
            for _ in members[1:]:
                table = _joined(table, steps(members[0]))
            size = len(table)
            by_size = []
            for wins in (g.wins(reached(size, None)), g.wins(reached(size, members[0]))):
                won = np.where(np.broadcast_to(wins, table.shape), table, 0)
                by_size.append([int(x) for x in won.reshape(size, -1).sum(axis=1)])
            found[classes[0]] = tuple(b - a for a, b in zip(*by_size, strict=True))
            winning[:] = [a + b for a, b in zip([*by_size[0], 0], [0, *by_size[1]], strict=True)]  # without the member, and with it
            return
        middle = len(classes) // 2
        for mine, others in ((classes[:middle], classes[middle:]), (classes[middle:], classes[:middle])):
            rest = table
            for c in others:
                for _ in g.classes[c]:
                    rest = _joined(rest, steps(g.classes[c][0]))
            all_but_one(rest, mine)

    all_but_one(start, range(len(g.classes)))
    return Counts(tuple(found[c] for c in range(len(g.classes))), tuple(winning))


def _joined(table: NDArray[Any], steps: Sequence[int]) -> NDArray[Any]:
    """Multiply a table by 1 + t x^w; sums beyond the last cell of an axis stay in it."""
    moved = table
    for axis, step in enumerate(steps, start=1):
        if step:
            moved = shifted(moved, axis, step)
    out = np.zeros((len(table) + 1, *table.shape[1:]), dtype=table.dtype)
    out[:-1] = table
    out[1:] += moved
    return out


def shifted(table: NDArray[Any], axis: int, step: int) -> NDArray[Any]:
    """Return a table moved up an axis by `step` cells; what passes its end stays in the last cell."""
    table = np.moveaxis(table, axis, 0)
    out = np.zeros_like(table)
    last = len(table) - 1
    if step <= last:
        out[step:] = table[: last + 1 - step]
        out[last] += table[last + 1 - step :].sum(axis=0)
    else:
        out[last] = table.sum(axis=0)
    return np.moveaxis(out, 0, axis)


@dataclass(frozen=True, slots=True)
class _Half:
    """The coalitions of some members, grouped by (size, other sums); the large sums of each group in order."""

    groups: tuple[tuple[int, ...], ...]
    sums: tuple[Ints, ...]


def _matched(g: Game, largest: int) -> Counts:
    small = [k for k in range(len(g.leaves)) if k != largest]
    swings = []
    for members in g.classes:
        one = members[0]
        others = [m for m in range(g.n) if m != one]
        halves = [_half(g, part, largest, small) for part in (others[::2], others[1::2])]
        without = _by_size(g, halves, largest, small, (0,) * len(g.leaves))
        with_it = _by_size(g, halves, largest, small, g.weights(one))
        swings.append(tuple(b - a for a, b in zip(without[:-1], with_it[:-1], strict=True)))
    halves = [_half(g, part, largest, small) for part in (range(0, g.n, 2), range(1, g.n, 2))]
    return Counts(tuple(swings), tuple(_by_size(g, halves, largest, small, (0,) * len(g.leaves))))


def _pairs(g: Game, largest: int) -> int:
    """Return how many pairs of groups `_matched` looks at, or a number beyond all that it may."""
    small = [k for k in range(len(g.leaves)) if k != largest]
    halves = (range(0, g.n, 2), range(1, g.n, 2))
    often = 2 * len(g.classes) + 1
    groups = [_sums(g, half, small, MOST_PAIRS // often) for half in halves]
    return groups[0] * groups[1] * often


def _sums(g: Game, members: Sequence[int], small: Sequence[int], most: int) -> int:
    """Return how many different sizes and small sums the coalitions of some members have; beyond `most` it stops counting."""
    found = {(0,) * (1 + len(small))}
    for m in members:
        step = (1, *(g.leaves[k].weights[m] for k in small))
        caps = (g.n, *(g.leaves[k].quota for k in small))
        found |= {tuple(min(a + b, c) for a, b, c in zip(one, step, caps, strict=True)) for one in found}
        if len(found) > most:
            break
    return len(found)


def _half(g: Game, members: Sequence[int], largest: int, small: Sequence[int]) -> _Half:
    picked = ((np.arange(1 << len(members))[:, None] >> np.arange(len(members))) & 1).astype(np.int64)
    weigh = [np.array([g.leaves[k].weights[m] for m in members], dtype=np.int64) for k in range(len(g.leaves))]
    keys = np.stack([picked.sum(axis=1), *(np.minimum(picked @ weigh[k], g.leaves[k].quota) for k in small)], axis=1)
    groups, which = np.unique(keys, axis=0, return_inverse=True)
    sums = picked @ weigh[largest]
    order = np.lexsort((sums, which.reshape(-1)))
    cuts = np.cumsum(np.bincount(which.reshape(-1)))[:-1]
    return _Half(tuple(tuple(map(int, row)) for row in groups), tuple(np.split(sums[order], cuts)))


def _by_size(
    g: Game, halves: Sequence[_Half], largest: int, small: Sequence[int], more: Sequence[int]
) -> list[int]:
    """Count the winning coalitions by the size that they have without the weights `more` which are added to them."""
    first, second = halves
    out = [0] * (g.n + 1)
    quota = g.leaves[largest].quota - more[largest]
    for a, in_a in zip(first.groups, first.sums, strict=True):
        for b, in_b in zip(second.groups, second.sums, strict=True):
            reached: list[Bools] = [np.asarray(True)] * len(g.leaves)
            for k, x, y in zip(small, a[1:], b[1:], strict=True):
                reached[k] = np.asarray(x + y + more[k] >= g.leaves[k].quota)
            reached[largest] = np.asarray(False)
            if g.wins(reached):
                out[a[0] + b[0]] += len(in_a) * len(in_b)
                continue
            reached[largest] = np.asarray(True)
            if g.wins(reached):
                short = np.searchsorted(in_b, quota - in_a, side="left")
                out[a[0] + b[0]] += int((len(in_b) - short).sum())
    return out


def _listed(g: Game) -> Counts:
    every = 1 << g.n
    sums = [np.zeros(every, dtype=np.int64) for _ in g.leaves]
    size = np.zeros(every, dtype=np.int64)
    for member in range(g.n):
        half = 1 << member
        for total, leaf in zip((*sums, size), (*(leaf.weights[member] for leaf in g.leaves), 1), strict=True):
            total[half : 2 * half] = total[:half] + leaf
    won = g.wins([np.asarray(s >= leaf.quota) for s, leaf in zip(sums, g.leaves, strict=True)])
    won = np.broadcast_to(won, (every,))
    swings = []
    for members in g.classes:
        split, sizes = (a.reshape(-1, 2, 1 << members[0]) for a in (won, size))
        swing = split[:, 1] & ~split[:, 0]
        swings.append(tuple(int(x) for x in np.bincount(sizes[:, 0][swing], minlength=g.n)))
    return Counts(tuple(swings), tuple(int(x) for x in np.bincount(size[won], minlength=g.n + 1)))


def types(g: Game, chunk: int = 1 << 17) -> Iterator[Ints]:
    """Yield every kind of coalition as the number of members from each class, (kind, class), in chunks."""
    shape = tuple(len(c) + 1 for c in g.classes)
    total = int(np.prod(shape, dtype=np.float64))
    for start in range(0, total, chunk):
        yield np.stack(np.unravel_index(np.arange(start, min(total, start + chunk)), shape), axis=1).astype(np.int64)
