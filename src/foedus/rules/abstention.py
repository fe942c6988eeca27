"""Power where members may abstain: games in which each says yes, abstains or says no, counted exactly.

Felsenthal and Machover (1997), Ternary voting games, International Journal of Game Theory 26: 335-351. More support never hurts,
so that a member decides in at most one of its two steps, from no to abstaining and from abstaining to yes.

Counting: with t for a member who has spoken, x for what its vote adds to a sum, and a later member taken for a no, or for a yes,
Π (1 + t (1 + x^a + x^y)) and Π (x^y + t (1 + x^a + x^y)) hold all roll calls by the number of those who have spoken and by their sums.
A proposal is settled for certain when it passes though all the rest say no, or fails though all the rest say yes. Where abstaining
does everywhere the same as saying no (or yes), the swings of the game of yes and no (`foedus.rules.counting`) say as much, and larger games can
be counted: each coalition then stands for u^k d^(n - k) ways to vote, with k members in one of u ways for it and the others in one of d against.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import comb, factorial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from foedus.rules.conditions import Ballot, Rule
from foedus.rules.counting import MOST_CELLS, Counts, counts, shifted
from foedus.rules.game import game
from foedus.rules.votes import ABSTAIN, NO, YES, Bools

Shares = tuple[Fraction, ...]

#: Votes, from the least to the most support.
_STEPS = (NO, ABSTAIN, YES)
#: Members up to which numbers of roll calls fit 64 bits: 4^n.
_SMALL = 31


@dataclass(frozen=True, slots=True)
class _Turned:
    """What turns on a member: ways of the others to vote in which yes passes and no fails, and those of them in which abstaining passes.

    `pivots` is the chance that its vote settles the outcome in a roll call of random order and votes.
    """

    decided: int
    abstaining: int
    pivots: Fraction


class TernaryPower:
    """Power of each member where all may abstain, exact; computed when first asked for.

    Parameters
    ----------
    rule
        The decision rule.
    n
        Number of members.

    Raises
    ------
    ValueError
        If the rule speaks of another number of members, or the game is too large to be counted exactly.
    """

    def __init__(self, rule: Rule, n: int) -> None:
        found = list(rule.ballots())
        if any(len(b.yes) != n for b in found):
            raise ValueError(f"the rule does not speak of {n} members")
        self.n, self.rule = n, rule
        self.sums: tuple[Ballot, ...] = tuple(dict.fromkeys(found))
        self.places = tuple(self.sums.index(b) for b in found)
        alike: dict[tuple[tuple[int, int], ...], list[int]] = {}
        for m in range(n):
            alike.setdefault(tuple((b.yes[m], b.abstain[m]) for b in self.sums), []).append(m)
        self.classes = tuple(map(tuple, alike.values()))
        #: Ways to support, where abstaining is everywhere the same as a no (1) or as a yes (2); 0 where it differs.
        self.ways = 1 if not any(any(b.abstain) for b in found) else 2 if all(b.abstain == b.yes for b in found) else 0
        cells = (n + 1) * int(np.prod([b.quota + 1 for b in self.sums], dtype=np.float64))
        if not self.ways and cells > MOST_CELLS:
            raise ValueError(f"with abstention, {n} members under {len(self.sums)} different sums are too many to count exactly: {cells:,} cells, at most {MOST_CELLS:,}")

    @cached_property
    def winning(self) -> int:
        """Ways to vote, of 3^n, that pass."""
        if self.ways:
            u, d = self.ways, 3 - self.ways
            return sum(number * u**k * d ** (self.n - k) for k, number in enumerate(self._counts.sizes))
        table = self._table(range(len(self.classes)), NO)
        return int(np.where(self._wins(0, NO, table.shape), table, 0)[self.n].sum())

    @property
    def act(self) -> Fraction:
        """The share of ways to vote that pass: Coleman's power of the body to act, with abstention."""
        return Fraction(self.winning, 3**self.n)

    @property
    def banzhaf_absolute(self) -> Shares:
        """The share of the 3^(n - 1) ways of the others to vote in which i's yes or no decides (Felsenthal and Machover 1997)."""
        return tuple(Fraction(t.decided, 3 ** (self.n - 1)) for t in self._turned)

    @property
    def banzhaf(self) -> Shares:
        """`banzhaf_absolute`, to a sum of 1; all 0 if nobody ever decides."""
        total = sum(t.decided for t in self._turned)
        return tuple(Fraction(t.decided, total) if total else Fraction(0) for t in self._turned)

    @property
    def shapley_shubik(self) -> Shares:
        """The share of the n! 3^n roll calls in which i's vote settles the outcome (Felsenthal and Machover 1997)."""
        return tuple(t.pivots for t in self._turned)

    @property
    def coleman_prevent(self) -> Shares:
        """The share of the ways to vote that pass which would fail if i said no; 0 if nothing passes."""
        return tuple(Fraction(t.decided + t.abstaining, self.winning) if self.winning else Fraction(0) for t in self._turned)

    @property
    def coleman_initiate(self) -> Shares:
        """The share of the ways to vote that fail which would pass if i said yes; 0 if everything passes."""
        losing = 3**self.n - self.winning
        return tuple(Fraction(2 * t.decided - t.abstaining, losing) if losing else Fraction(0) for t in self._turned)

    def blockers(self, vote: int) -> tuple[bool, ...]:
        """Say who can block alone by a `vote` of no, or by abstaining, where everybody else says yes."""
        votes = np.full((self.n + 1, self.n), YES, dtype=np.int8)
        votes[np.arange(self.n), np.arange(self.n)] = vote
        passed = self.rule.passes(votes)
        return tuple(bool(passed[-1]) and not p for p in passed[:-1].tolist())

    @cached_property
    def _turned(self) -> tuple[_Turned, ...]:
        if self.ways:
            swings = [self._alike(by_size) for by_size in self._counts.swings]
            which = {m: k for k, members in enumerate(game(self.rule, self.n).classes) for m in members}
            return tuple(swings[which[m]] for m in range(self.n))
        of: dict[int, _Turned] = {}
        every = range(len(self.classes))
        tables = [dict(self._without(self._start(), every, later)) for later in (NO, YES)]
        for c in every:
            found = self._counted(c, tables[0][c], tables[1][c])
            of.update(dict.fromkeys(self.classes[c], found))
        return tuple(of[m] for m in range(self.n))

    @cached_property
    def _counts(self) -> Counts:
        return counts(game(self.rule, self.n))

    def _alike(self, swings: Sequence[int]) -> _Turned:
        """Count for a member with so many swings by size, where abstaining is the same as a no or as a yes."""
        n, u, d = self.n, self.ways, 3 - self.ways
        decided = sum(number * u**k * d ** (n - 1 - k) for k, number in enumerate(swings))
        pivots = Fraction(0)
        for k, number in enumerate(swings):
            for s in range(n):
                # Those of the k who stand for it have all spoken and it passes with i, or those against it have and it fails without i.
                passing = comb(n - 1 - k, s - k) * u ** (k + 1) * d ** (s - k) if s >= k else 0
                failing = comb(k, s - (n - 1 - k)) * d ** (n - k) * u ** (s - (n - 1 - k)) if s >= n - 1 - k else 0
                pivots += number * (passing + failing) * self._chance(s)
        return _Turned(decided, decided if u == 2 else 0, pivots)

    def _chance(self, s: int) -> Fraction:
        """The chance of one order in which s members, given by name, speak before i and vote in one given way each, and i in one."""
        return Fraction(factorial(s) * factorial(self.n - 1 - s), factorial(self.n) * 3 ** (s + 1))

    def _counted(self, c: int, pessimist: NDArray[Any], optimist: NDArray[Any]) -> _Turned:
        """Count for a member of a class, given the roll calls of all others with the later ones as no and as yes."""
        no, abstain, yes = (self._wins(c, vote, pessimist.shape) for vote in _STEPS)
        everybody = pessimist[self.n - 1]
        decided, abstaining = (int(np.where((won & ~no)[0], everybody, 0).sum()) for won in (yes, abstain))
        settled = [self._by_size(pessimist, won & ~no) for won in (abstain, yes)]
        no, abstain, yes = (self._wins(c, vote, optimist.shape) for vote in _STEPS)
        settled += [self._by_size(optimist, yes & ~won) for won in (abstain, no)]
        pivots = sum((self._chance(s) * sum(some[s] for some in settled) for s in range(self.n)), Fraction(0))
        return _Turned(decided, abstaining, pivots)

    def _by_size(self, table: NDArray[Any], where: Bools) -> list[int]:
        return [int(x) for x in np.where(where, table, 0).reshape(len(table), -1).sum(axis=1)]

    def _wins(self, c: int, vote: int, shape: Sequence[int]) -> Bools:
        """Say on the cells of a table where the rule passes once a member of class `c` adds its vote; first axis 1."""
        grid = np.ogrid[tuple(slice(size) for size in (1, *shape[1:]))]
        reached = []
        for total, ballot in zip(grid[1:], self.sums, strict=True):
            reached.append(np.asarray(total + _adds(ballot, self.classes[c][0], vote) >= ballot.quota))
        won = np.asarray(self.rule.decided(iter([reached[k] for k in self.places])))
        return np.broadcast_to(won, (1, *shape[1:]))

    def _start(self) -> NDArray[Any]:
        start = np.zeros((1, *(b.quota + 1 for b in self.sums)), dtype=np.int64 if self.n <= _SMALL else object)
        start[(0,) * start.ndim] = 1
        return start

    def _table(self, classes: Sequence[int], later: int) -> NDArray[Any]:
        table = self._start()
        for c in classes:
            for _ in self.classes[c]:
                table = self._joined(table, c, later)
        return table

    def _without(self, table: NDArray[Any], classes: Sequence[int], later: int) -> Iterator[tuple[int, NDArray[Any]]]:
        """Yield for each class the table of everybody but one of its members; `table` holds the members outside `classes`."""
        if len(classes) == 1:
            for _ in self.classes[classes[0]][1:]:
                table = self._joined(table, classes[0], later)
            yield classes[0], table
            return
        middle = len(classes) // 2
        for mine, others in ((classes[:middle], classes[middle:]), (classes[middle:], classes[:middle])):
            rest = table
            for c in others:
                for _ in self.classes[c]:
                    rest = self._joined(rest, c, later)
            yield from self._without(rest, mine, later)

    def _joined(self, table: NDArray[Any], c: int, later: int) -> NDArray[Any]:
        """Return a table with one more member, who has not spoken (and is taken for `later`) or has, in one of three ways."""
        member = self.classes[c][0]
        by_vote = {}
        for vote in _STEPS:
            moved = table
            for axis, ballot in enumerate(self.sums, start=1):
                if step := _adds(ballot, member, vote):
                    moved = shifted(moved, axis, step)
            by_vote[vote] = moved
        out = np.zeros((len(table) + 1, *table.shape[1:]), dtype=table.dtype)
        out[:-1] = by_vote[later]
        for moved in by_vote.values():
            out[1:] += moved
        return out


def _adds(ballot: Ballot, member: int, vote: int) -> int:
    """Return what a vote adds to a sum that counts from a no of everybody."""
    return {NO: 0, ABSTAIN: ballot.abstain[member], YES: ballot.yes[member]}[vote]


#: Indices that are defined with abstention: properties of `TernaryPower`.
TERNARY = ("shapley_shubik", "banzhaf", "banzhaf_absolute", "coleman_prevent", "coleman_initiate")
