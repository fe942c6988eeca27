"""Power of members under a decision rule: how often, and in how many ways, the outcome turns on each.

Notation: a coalition S wins or loses; n members; η_i coalitions without i lose and win once i joins (swings of i); ω win.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import comb, factorial, prod
from typing import TypeVar

import numpy as np

from foedus.rules.conditions import Rule
from foedus.rules.counting import Counts, counts, types
from foedus.rules.game import Game, Ints, game
from foedus.rules.votes import Bools

Shares = tuple[Fraction, ...]
T = TypeVar("T")

#: Kinds of coalitions that are looked at one by one, at most; `Power.johnston` and the indices of minimal coalitions need them.
MOST_KINDS = 30_000_000


@dataclass(frozen=True, slots=True)
class _Minimal:
    johnston: Shares
    sharing: Shares
    belonging: tuple[int, ...]
    number: int


class Power:
    """Power of each member, exact; computed when first asked for.

    Parameters
    ----------
    rule
        The decision rule.
    n
        Number of members.

    Raises
    ------
    ValueError
        If the rule speaks of another number of members, or the game is too large to be counted exactly (when asked).
    """

    def __init__(self, rule: Rule, n: int) -> None:
        self.game: Game = game(rule, n)
        self.n = n

    @cached_property
    def counts(self) -> Counts:
        """Swings and winning coalitions."""
        return counts(self.game)

    @property
    def swings(self) -> tuple[int, ...]:
        """η_i of each member."""
        return self._each([sum(by_size) for by_size in self.counts.swings])

    @property
    def winning(self) -> int:
        """ω, the number of winning coalitions."""
        return self.counts.winning

    @property
    def banzhaf_absolute(self) -> Shares:
        """η_i / 2^(n - 1) (Penrose 1946; Banzhaf 1965): the chance that i decides if all others vote by the toss of a coin."""
        return tuple(Fraction(s, 2 ** (self.n - 1)) for s in self.swings)

    @property
    def banzhaf(self) -> Shares:
        """η_i / Σ η_j; all 0 if nobody ever decides."""
        return _normalised(self.swings)

    @property
    def shapley_shubik(self) -> Shares:
        """Σ_S |S|! (n - |S| - 1)! / n! over the swings of i (Shapley and Shubik 1954)."""
        weigh = [Fraction(factorial(s) * factorial(self.n - s - 1), factorial(self.n)) for s in range(self.n)]
        per_class = [sum((w * x for w, x in zip(weigh, by_size, strict=False)), Fraction(0)) for by_size in self.counts.swings]
        return self._each(per_class)

    @property
    def coleman_act(self) -> Fraction:
        """ω / 2^n, the power of the body to act (Coleman 1971)."""
        return Fraction(self.winning, 2**self.n)

    @property
    def coleman_prevent(self) -> Shares:
        """η_i / ω, the power to prevent action (Coleman 1971); 0 if nothing wins."""
        return tuple(Fraction(s, self.winning) if self.winning else Fraction(0) for s in self.swings)

    @property
    def coleman_initiate(self) -> Shares:
        """η_i / (2^n - ω), the power to initiate action (Coleman 1971); 0 if everything wins."""
        losing = 2**self.n - self.winning
        return tuple(Fraction(s, losing) if losing else Fraction(0) for s in self.swings)

    @property
    def johnston(self) -> Shares:
        """Shares of Σ 1 / (number of critical members) over the coalitions to which i is critical (Johnston 1978)."""
        return self._minimal.johnston

    @property
    def deegan_packel(self) -> Shares:
        """Mean over the minimal winning coalitions of 1 / size for their members (Deegan and Packel 1978)."""
        return self._minimal.sharing

    @property
    def holler_packel(self) -> Shares:
        """Shares of the number of minimal winning coalitions that i belongs to (Holler and Packel 1983)."""
        return _normalised(self._minimal.belonging)

    @property
    def minimal(self) -> int:
        """Number of minimal winning coalitions."""
        return self._minimal.number

    @cached_property
    def blockers(self) -> tuple[bool, ...]:
        """Who can block alone: whether everybody else together loses."""
        everybody = self.wins(np.array([[len(c) for c in self.game.classes]]))
        return self._each([
            bool(everybody[0]) and not bool(self.wins(np.array([[len(c) - (k == j) for j, c in enumerate(self.game.classes)]]))[0])
            for k in range(len(self.game.classes))
        ])

    def wins(self, kinds: Ints) -> Bools:
        """Say which kinds of coalitions, (kind, class), win."""
        sums = [kinds @ np.array([leaf.weights[c[0]] for c in self.game.classes], dtype=np.int64) for leaf in self.game.leaves]
        won = self.game.wins([np.asarray(s >= leaf.quota) for s, leaf in zip(sums, self.game.leaves, strict=True)])
        return np.broadcast_to(won, (len(kinds),))

    @cached_property
    def _minimal(self) -> _Minimal:
        sizes = [len(c) for c in self.game.classes]
        if prod(s + 1 for s in sizes) > MOST_KINDS:
            raise ValueError(
                f"{prod(s + 1 for s in sizes):,} kinds of coalitions are too many to look at one by one (at most {MOST_KINDS:,}); "
                "the Banzhaf, Shapley-Shubik and Coleman indices need no such list"
            )
        ways = [np.array([comb(s, k) for k in range(s + 1)], dtype=np.float64 if self.n > 60 else np.int64) for s in sizes]
        critical = np.zeros((len(sizes), self.n + 1), dtype=object)
        belonging, minimal = np.zeros((len(sizes), self.n + 1), dtype=object), np.zeros(self.n + 1, dtype=object)
        for kinds in types(self.game):
            kinds = kinds[self.wins(kinds)]
            often = np.prod([w[kinds[:, c]] for c, w in enumerate(ways)], axis=0)
            needed = np.stack([(kinds[:, c] > 0) & ~self.wins(np.maximum(kinds - (np.arange(len(sizes)) == c), 0)) for c in range(len(sizes))], axis=1)
            turning, size = (kinds * needed).sum(axis=1), kinds.sum(axis=1)
            least = turning == size
            for c in range(len(sizes)):
                for table, where, by in ((critical, needed[:, c], turning), (belonging, least & needed[:, c], size)):
                    for m in np.unique(by[where]):
                        at = where & (by == m)
                        table[c, m] += int((often[at] * kinds[at, c]).sum())
            for m in np.unique(size[least]):
                minimal[m] += int(often[least & (size == m)].sum())
        number = int(minimal.sum())
        # A kind with k of the s members of a class holds each of them in k / s of its coalitions.
        raw = [sum((Fraction(int(critical[c, m]), m * s) for m in range(1, self.n + 1)), Fraction(0)) for c, s in enumerate(sizes)]
        total = sum((r * s for r, s in zip(raw, sizes, strict=True)), Fraction(0))
        shared = [sum((Fraction(int(belonging[c, m]), m * s) for m in range(1, self.n + 1)), Fraction(0)) for c, s in enumerate(sizes)]
        return _Minimal(
            self._each([r / total if total else Fraction(0) for r in raw]),
            self._each([s / number if number else Fraction(0) for s in shared]),
            self._each([int(sum(belonging[c])) // s for c, s in enumerate(sizes)]), number,
        )

    def _each(self, per_class: Sequence[T]) -> tuple[T, ...]:
        of = {m: k for k, members in enumerate(self.game.classes) for m in members}
        return tuple(per_class[of[m]] for m in range(self.n))


def _normalised(numbers: tuple[int, ...]) -> Shares:
    total = sum(numbers)
    return tuple(Fraction(x, total) if total else Fraction(0) for x in numbers)


#: Indices that give each member a number: properties of `Power`.
INDICES = (
    "shapley_shubik", "banzhaf", "banzhaf_absolute", "coleman_prevent", "coleman_initiate", "johnston", "deegan_packel",
    "holler_packel",
)  # fmt: skip
