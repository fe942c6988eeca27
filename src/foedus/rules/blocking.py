"""Who can stop a decision together: minimal blocking coalitions, by kinds of members who are alike."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from math import comb, prod

import numpy as np

from foedus.rules.conditions import Rule
from foedus.rules.power import Power

MOST_KINDS = 200_000  #: kinds of coalitions that are looked at, at most


@dataclass(frozen=True, slots=True)
class Blocking:
    """A kind of minimal blocking coalition.

    Attributes
    ----------
    parts
        For each kind of members who are alike: their columns, and how many of them it takes.
    number
        How many coalitions are of this kind.
    """

    parts: tuple[tuple[tuple[int, ...], int], ...]
    number: int


def minimal_blocking(rule: Rule, n: int) -> tuple[Blocking, ...]:
    """Return the kinds of minimal blocking coalitions, the smallest first.

    A coalition blocks if nothing passes once each of its members says no; it is minimal if none of them is needless.

    Parameters
    ----------
    rule
        The decision rule.
    n
        Number of members.

    Raises
    ------
    ValueError
        If there are too many kinds of coalitions, or the rule speaks of another number of members.
    """
    power = Power(rule, n)
    classes = power.game.classes
    if prod(len(c) + 1 for c in classes) > MOST_KINDS:
        raise ValueError(f"{prod(len(c) + 1 for c in classes):,} kinds of coalitions are too many to look at one by one (at most {MOST_KINDS:,})")
    kinds = np.array(list(product(*(range(len(c) + 1) for c in classes))), dtype=np.int64)
    sizes = np.array([len(c) for c in classes])
    blocks = ~power.wins(sizes - kinds)
    minimal = blocks.copy()
    for c in range(len(classes)):
        less = np.maximum(kinds - (np.arange(len(classes)) == c), 0)
        minimal &= (kinds[:, c] == 0) | power.wins(sizes - less)
    found = [
        Blocking(tuple((classes[c], int(k)) for c, k in enumerate(kind) if k), prod(comb(int(s), int(k)) for s, k in zip(sizes, kind, strict=True)))
        for kind in kinds[minimal]
    ]
    return tuple(sorted(found, key=lambda b: (sum(k for _, k in b.parts), b.parts)))
