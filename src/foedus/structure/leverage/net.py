"""Leverage between two sides in one number, and what a bargain under threat would yield."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Leverage:
    """What one side has over another.

    Attributes
    ----------
    target, sender
        (draw,): what a cut costs the target, and what it costs the sender to carry it out; each as a share of its own GDP.
    """

    target: Array
    sender: Array

    @property
    def net(self) -> Array:
        """(draw,): difference, in shares of own GDP."""
        return self.target - self.sender

    @property
    def index(self) -> Array:
        """(draw,): difference over sum, -1 to 1; 0 where there is nothing to cut. Antisymmetric, and free of units."""
        total = self.target + self.sender
        return np.divide(self.target - self.sender, total, out=np.zeros_like(total), where=total > 0)

    def money(self, target_gdp: float, sender_gdp: float) -> Array:
        """Return the difference in money, (draw,): what a bargain is about."""
        return self.target * target_gdp - self.sender * sender_gdp

    def interval(self, level: float = 0.9) -> tuple[float, float, float]:
        """Return the lower bound, the median and the upper bound of the index over the draws."""
        low, middle, high = np.quantile(np.atleast_1d(self.index), [(1 - level) / 2, 0.5, (1 + level) / 2])
        return float(low), float(middle), float(high)


def leverage(target: Array | float, sender: Array | float) -> Leverage:
    """Return the leverage of a sender to whom carrying out a threat costs `sender` over a target whom it costs `target`."""
    a, b = np.broadcast_arrays(np.asarray(target, dtype=np.float64), np.asarray(sender, dtype=np.float64))
    return Leverage(a, b)


def concession(target: Array | float, sender: Array | float, patience: float = 0.5) -> Array:
    """Return what the target gives up in a Nash bargain whose breakdown is the cut, in the unit of the two costs.

    ``x = beta V_T - (1 - beta) V_S``: with equal bargaining power half the net leverage. Negative where the sender would pay to
    avoid its own threat.

    Parameters
    ----------
    target, sender
        What the cut costs each, in one unit (money).
    patience
        beta, the bargaining power of the sender, 0 to 1.
    """
    return np.asarray(patience * np.asarray(target, dtype=np.float64) - (1.0 - patience) * np.asarray(sender, dtype=np.float64))
