"""Gains from an agreement, which agreements nobody blocks, and the one that a bargaining solution picks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from foedus.model.aggregates import Floats

#: Halvings of the interval that holds the solution: what remains is below 1e-15 of the scale.
_HALVINGS = 50
#: Share of the scale below which agreements that nobody blocks count as one.
POINT = 1e-12
#: Gains below this are rounding at the ends of the interval, where some gain is 0.
_LEAST = 1e-280


@dataclass(frozen=True, slots=True, eq=False)
class Stakes:
    """What agreement is worth to those who count, in shares of the scale.

    The gain of actor i from outcome O is g_i = size_i (|rp - x_i|^α - |O - x_i|^α) + cost.

    Attributes
    ----------
    points
        (draw, actor).
    size
        (draw, actor): size of the losses; 0 for an actor that does not count.
    limit
        (draw, actor): loss of nobody's agreement, |rp - x_i|^α.
    cost
        What everybody gains from any agreement at all.
    power
        α: 2 for quadratic, 1 for linear losses.
    low, high
        (draw,): ends of the agreements from which nobody loses, within the positions; equal where there is one only.
    """

    points: Floats
    size: Floats
    limit: Floats
    cost: float
    power: int
    low: Floats
    high: Floats

    def gains(self, outcome: Floats) -> Floats:
        """Return g_i(O) of every actor, (draw, actor), for outcomes (draw,)."""
        away = np.abs(outcome[:, None] - self.points)
        gains: Floats = self.size * (self.limit - away**self.power) + self.cost
        return gains


def stakes(points: Floats, size: Floats, reference: Floats, cost: float, power: int) -> Stakes:
    """Return what is at stake.

    Parameters
    ----------
    points, size
        (draw, actor), as in `Stakes`; each draw has an actor that counts.
    reference
        (draw,): the reference point as a share of the scale.
    cost, power
        As in `Stakes`.
    """
    counts = size > 0
    limit = np.abs(reference[:, None] - points) ** power
    reach = limit + np.divide(cost, size, out=np.zeros_like(size), where=counts)
    reach = np.sqrt(reach) if power == 2 else reach
    low = np.where(counts, np.maximum(points - reach, np.where(counts, points, np.inf).min(axis=1, keepdims=True)), -np.inf)
    high = np.where(counts, np.minimum(points + reach, np.where(counts, points, -np.inf).max(axis=1, keepdims=True)), np.inf)
    a, b = low.max(axis=1), high.min(axis=1)
    middle = a + (b - a) / 2
    one = b - a <= POINT
    return Stakes(points, size, limit, cost, power, np.where(one, middle, a), np.where(one, middle, b))


def nash(at: Stakes, weights: Floats) -> Floats:
    """Return the outcome that maximises Σ w_i log g_i, (draw,).

    The sum is concave, so its derivative falls along the scale and changes sign at the maximum, which halving finds.
    """

    def rises(outcome: Floats) -> Floats:
        gap = at.points - outcome[:, None]
        slope = np.sign(gap) if at.power == 1 else 2 * gap
        pull: Floats = (weights * at.size * slope / np.maximum(at.gains(outcome), _LEAST)).sum(axis=1)
        return pull

    return _halved(at, rises)


def kalai_smorodinsky(at: Stakes) -> Floats:
    """Return the outcome at which the smallest of g_i / max g_i is largest, (draw,); max over what nobody blocks.

    Each share rises up to the actor's position and falls after it, so that the smallest says on which side to look.
    """
    counts = at.size > 0
    nearest = np.clip(at.points, at.low[:, None], at.high[:, None])
    best = at.size * (at.limit - np.abs(nearest - at.points) ** at.power) + at.cost

    def rises(outcome: Floats) -> Floats:
        share = np.divide(at.gains(outcome), best, out=np.full_like(best, np.inf), where=counts & (best > 0))
        who = np.argmin(share, axis=1)[:, None]
        toward: Floats = np.take_along_axis(at.points, who, axis=1)[:, 0] - outcome
        return toward

    return _halved(at, rises)


def _halved(at: Stakes, rises: Callable[[Floats], Floats]) -> Floats:
    low, high = at.low, at.high
    for _ in range(_HALVINGS):
        middle = low + (high - low) / 2
        slope = rises(middle)
        low = np.where(slope >= 0, middle, low)
        high = np.where(slope <= 0, middle, high)
    out: Floats = low + (high - low) / 2
    return out
