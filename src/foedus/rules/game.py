"""A rule as a simple game: every member says yes or no, and some coalitions of those who say yes win."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.rules.conditions import Leaf, Rule
from foedus.rules.votes import Bools

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Game:
    """A simple game.

    Attributes
    ----------
    rule
        The decision rule.
    n
        Number of members.
    leaves
        The distinct weighted sums that it depends on.
    places
        For each leaf of the rule, in order, which of `leaves` it is.
    classes
        Members of equal weights everywhere, who are interchangeable, by index; each member is in one class.
    """

    rule: Rule
    n: int
    leaves: tuple[Leaf, ...]
    places: tuple[int, ...]
    classes: tuple[tuple[int, ...], ...]

    def wins(self, reached: Sequence[Bools]) -> Bools:
        """Say where a coalition wins, given for each of `leaves` where its sum is reached."""
        return self.rule.decided(iter([reached[k] for k in self.places]))

    def weights(self, member: int) -> tuple[int, ...]:
        """Return the weight of a member in each of `leaves`."""
        return tuple(leaf.weights[member] for leaf in self.leaves)


def game(rule: Rule, n: int) -> Game:
    """Return `rule` for `n` members as a simple game.

    Raises
    ------
    ValueError
        If the rule speaks of another number of members.
    """
    found = list(rule.leaves())
    if any(len(leaf.weights) != n for leaf in found):
        raise ValueError(f"the rule does not speak of {n} members")
    leaves = tuple(dict.fromkeys(found))
    classes: dict[tuple[int, ...], list[int]] = {}
    for member in range(n):
        classes.setdefault(tuple(leaf.weights[member] for leaf in leaves), []).append(member)
    return Game(rule, n, leaves, tuple(leaves.index(leaf) for leaf in found), tuple(map(tuple, classes.values())))
