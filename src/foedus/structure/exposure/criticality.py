"""How much hangs on each route and territory: one closed at a time, all together, and what each adds to a joint closure.

Criticality is by route and territory. What is lost when several close is shared out by the Shapley value (Shapley 1953): the mean
of what each adds, over all orders in which they close.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import factorial
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from foedus.core.errors import FoedusError
from foedus.structure.exposure.flow import Flows, Program
from foedus.structure.exposure.network import Network
from foedus.structure.exposure.outage import by_route, closed, respond

Array = NDArray[np.float64]
MOST = 12  #: names that can be closed in all combinations: 4,096 flows


@dataclass(frozen=True, slots=True)
class Closures:
    """What is lost in every combination of closures.

    Attributes
    ----------
    names
        Routes or territories.
    unserved
        (2^n,): exports not delivered, by the combination closed: bit k stands for name k.
    """

    names: tuple[str, ...]
    unserved: Array

    @property
    def alone(self) -> Array:
        """(name,): what is lost when it closes alone, beyond what is lost anyway."""
        return np.array([self.unserved[1 << k] - self.unserved[0] for k in range(len(self.names))])

    @property
    def together(self) -> float:
        """What is lost when all close."""
        return float(self.unserved[-1] - self.unserved[0])

    @property
    def shapley(self) -> Array:
        """(name,): share of each in the loss when all close; they sum to `together`."""
        n = len(self.names)
        weight = [factorial(s) * factorial(n - s - 1) / factorial(n) for s in range(n)]
        out = np.zeros(n)
        for k in range(n):
            for subset in range(1 << n):
                if not subset >> k & 1:
                    out[k] += weight[subset.bit_count()] * (self.unserved[subset | 1 << k] - self.unserved[subset])
        return out

    def expected(self, chance: Array) -> tuple[float, Array]:
        """Return the expected loss, and how fast it rises with the chance of each closure (Birnbaum 1969).

        Parameters
        ----------
        chance
            (name,): probability that it is closed, independent of the others.
        """
        n = len(self.names)
        bits = (np.arange(1 << n)[:, None] >> np.arange(n)) & 1
        factors = np.where(bits == 1, chance, 1.0 - chance)
        rise = np.zeros(n)
        for k in range(n):
            others = np.prod(np.delete(factors, k, axis=1), axis=1)
            rise[k] = (others * np.where(bits[:, k] == 1, self.unserved, -self.unserved)).sum()
        return float((np.prod(factors, axis=1) * self.unserved).sum()), rise


def closures(made: Program, names: Sequence[str], by: Literal["route", "territory"], ramp: float = 1.0, before: Flows | None = None) -> Closures:
    """Return what is lost in every combination of closed routes or territories.

    Parameters
    ----------
    made
        The programme of the network.
    names
        At most 12 routes or territories.
    by
        Which of the two they are.
    ramp, before
        As for `foedus.structure.exposure.outage.respond`.

    Raises
    ------
    FoedusError
        If there are more than 12 (``closures-many``), or one is not there.
    """
    if len(names) > MOST:
        raise FoedusError("closures-many", f"{len(names)} cannot be closed in all combinations", made.network.id, f"at most {MOST}")
    marks = np.array([_closed(made.network, name, by) for name in names]).reshape(len(names), -1)
    available = np.ones((1 << len(names), len(made.network.edges)))
    for subset in range(1 << len(names)):
        shut = [k for k in range(len(names)) if subset >> k & 1]
        available[subset, marks[shut].any(axis=0)] = 0.0
    return Closures(tuple(names), respond(made, available, ramp, before=before).unserved)


def alone(made: Program, names: Sequence[str], by: Literal["route", "territory"], ramp: float = 1.0, before: Flows | None = None) -> Array:
    """Return the share of the exports lost when each route or territory closes alone, beyond what is lost anyway, (name,) (N-1)."""
    available = np.array([~_closed(made.network, name, by) for name in names], dtype=np.float64).reshape(len(names), -1)
    if not len(names):
        return np.zeros(0)
    found = respond(made, available, ramp, before=before)
    anyway = np.where(made.network.export, found.before.short, 0.0).sum(axis=(1, 2))[0] / made.network.exports
    return np.asarray(np.maximum(found.share - anyway, 0.0))


def _closed(network: Network, name: str, by: str) -> NDArray[np.bool_]:
    return closed(network, [name]) if by == "route" else closed(network, (), [name])


def concentration(shares: Array) -> float:
    """Return the Herfindahl-Hirschman index of `shares`, which need not sum to 1: 1/n (even) to 1 (all in one)."""
    total = float(np.sum(shares))
    return float(np.sum((shares / total) ** 2)) if total > 0 else float("nan")


def ways(network: Network, found: Flows) -> dict[str, float]:
    """Return what is exported by each set of foreign territories crossed on the way, in the first state of `found`.

    A route's sections are in series, so what it delivers crossed the territories of all of them.
    """
    out: dict[str, float] = {}
    for route, amount in by_route(network, found).items():
        crossed = sorted({t for e in network.edges if e.route == route for t in e.territories} - network.home)
        key = "+".join(crossed) or "none"
        out[key] = out.get(key, 0.0) + float(amount[0])
    return out
