"""A predictive distribution over the outcome of one issue, and what can be asked of it."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

#: Points of the grid on which a distribution is held: a step is a thousandth of the scale.
POINTS = 1001
#: Half-width of the window whose mass makes the mode, as a share of the scale.
WINDOW = 0.05
#: Probability from which a single point counts as one on which outcomes pile up.
PILE = 0.01
#: Quantile levels are compared with this slack, so that sums of masses that meet a level by rounding count as meeting it.
_SLACK = 1e-12
#: Places nearer than this share of the scale are one: positions that agree but for rounding.
_ONE = 1e-9
#: Digits of the length of the scale to which such a place is told.
_DIGITS = 12
#: Weight up to which a place is not told.
_TRACE = 1e-6


def nearest(places: Floats) -> NDArray[np.intp]:
    """Return for places in [0, 1] the number of the grid point nearest to each; ties fall alike from either end of the scale."""
    at = np.round(np.clip(places, 0.0, 1.0) * (POINTS - 1), 6)  # a point of the grid is one, whatever the rounding
    return np.rint(at).astype(np.intp)


class Places:
    """Single places on a scale, gathered so that a position between two points of the grid can be told as what it is.

    Parameters
    ----------
    lower, upper
        Ends of the scale, in its unit.
    """

    def __init__(self, lower: float, upper: float) -> None:
        self._lower, self._upper = lower, upper
        self._low, self._high = np.full(POINTS, np.inf), np.full(POINTS, -np.inf)

    def add(self, places: Floats, weights: Floats) -> None:
        """Take in places, as shares of the scale, that have more than a trace of weight; both of one shape."""
        told = places[weights > _TRACE]
        number = nearest(told)
        np.minimum.at(self._low, number, told)
        np.maximum.at(self._high, number, told)

    def beside(self) -> tuple[tuple[int, float], ...]:
        """Return the points round which all places are one and not on the even grid, with that place in the unit of the scale.

        Places that differ, as those of uncertain positions do, leave their point where it is.
        """
        one = np.isfinite(self._low)
        one[one] = self._high[one] - self._low[one] <= _ONE
        number = np.flatnonzero(one)
        place = self._low[number]
        off = np.abs(place - number / (POINTS - 1)) > _ONE
        span = self._upper - self._lower
        digits = _DIGITS - math.ceil(math.log10(span))
        values = np.clip(self._lower + place[off] * span, self._lower, self._upper)
        return tuple((int(i), round(float(v), digits)) for i, v in zip(number[off], values, strict=True))


@dataclass(frozen=True, slots=True, eq=False)
class Predictive:
    """Probabilities of outcomes on a grid over the scale of an issue.

    Attributes
    ----------
    issue
        Id of the issue.
    lower, upper
        Ends of the scale, in its unit.
    mass
        (point,): probability of each of `POINTS` equally spaced points from `lower` to `upper`; the sum is 1.
    at
        Points that stand beside their place on the even grid, by less than a step: number and place (`Places`).

    Raises
    ------
    ValueError
        If the masses are no probabilities or the ends are out of order.
    """

    issue: str
    lower: float
    upper: float
    mass: Floats
    at: tuple[tuple[int, float], ...] = ()

    def __post_init__(self) -> None:
        if not self.lower < self.upper:
            raise ValueError(f"issue {self.issue!r}: lower {self.lower} is not below upper {self.upper}")
        if self.mass.shape != (POINTS,) or not (self.mass >= 0).all() or abs(self.mass.sum() - 1) > 1e-9:
            raise ValueError(f"mass: expected {POINTS} probabilities with sum 1")
        step = (self.upper - self.lower) / (POINTS - 1)
        even = np.linspace(self.lower, self.upper, POINTS)
        if not all(0 <= i < POINTS and abs(v - even[i]) <= step * 0.501 and self.lower <= v <= self.upper for i, v in self.at):
            raise ValueError("at: expected numbers of points, each with a place nearer to it than to another point")
        self.mass.flags.writeable = False

    @property
    def points(self) -> Floats:
        """(point,): where the masses stand, in the unit of the issue and in order."""
        points: Floats = np.linspace(self.lower, self.upper, POINTS)
        for i, value in self.at:
            points[i] = value
        return points

    @property
    def mean(self) -> float:
        """Expected outcome."""
        return float(self.mass @ self.points)

    @property
    def median(self) -> float:
        """Smallest outcome with half of the probability at or below it."""
        return self.quantile(0.5)

    @property
    def mode(self) -> float:
        """The sharp forecast: the point for which its own probability and that of the window round it have the largest sum.

        It is the best answer to who asks for one number and counts a hit within `WINDOW` of the scale once, and an exact one once
        more: so it stands where outcomes pile up, and without such points in the middle of the best window. Of equals the one
        nearest to the mean is taken, then the lower.
        """
        reach = round(WINDOW * (POINTS - 1))
        points = self.points
        cumulated = np.concatenate(([0.0], np.cumsum(self.mass)))
        index = np.arange(POINTS)
        window = cumulated[np.minimum(index + reach + 1, POINTS)] - cumulated[np.maximum(index - reach, 0)]
        worth = window + self.mass
        best = np.flatnonzero(worth >= worth.max() - 1e-9)
        away = np.abs(points[best] - self.mean) / (self.upper - self.lower)
        return float(points[best[np.argmin(away.round(9))]])

    def quantile(self, level: float) -> float:
        """Return the smallest outcome with probability `level` at or below it.

        Raises
        ------
        ValueError
            If the level is not between 0 and 1.
        """
        if not 0 <= level <= 1:
            raise ValueError(f"level {level} is not between 0 and 1")
        return float(self.points[int(np.argmax(np.cumsum(self.mass) >= level - _SLACK))])

    def interval(self, share: float = 0.8) -> tuple[float, float]:
        """Return the central interval that holds at least `share` of the probability."""
        return self.quantile((1 - share) / 2), self.quantile((1 + share) / 2)

    def probability(self, low: float, high: float) -> float:
        """Return the probability of an outcome from `low` to `high`, both included."""
        slack = (self.upper - self.lower) * 1e-9
        return float(self.mass[(self.points >= low - slack) & (self.points <= high + slack)].sum())

    def crps(self, outcome: float) -> float:
        """Return the continuous ranked probability score: ∫ (F(z) − 1[z ≥ outcome])² dz, in the unit of the issue.

        Lower is better; for a forecast of one point it is the absolute error. Exact for the masses on the grid.

        References
        ----------
        Gneiting and Raftery (2007), Strictly proper scoring rules, prediction, and estimation, JASA 102: 359-378, eq. 20.
        """
        points = self.points
        long = np.diff(points)
        below = np.cumsum(self.mass)[:-1]  # the distribution function on each stretch between two points
        passed = np.clip(points[1:] - outcome, 0.0, long)  # how much of the stretch lies at or above the outcome
        outside = max(self.lower - outcome, outcome - self.upper, 0.0)
        return float((below**2 * (long - passed) + (below - 1) ** 2 * passed).sum() + outside)

    def pit(self, outcome: float, rng: np.random.Generator) -> float:
        """Return the randomised probability integral transform: uniform on [0, 1] if forecasts are calibrated.

        Where the outcome has probability of its own, as points on which outcomes pile up have, the value is drawn from
        the jump of the distribution function there.

        References
        ----------
        Czado, Gneiting and Held (2009), Predictive model assessment for count data, Biometrics 65: 1254-1261.
        """
        at = round((outcome - self.lower) / (self.upper - self.lower) * (POINTS - 1))
        at = min(max(at, 0), POINTS - 1)
        return float(self.mass[:at].sum() + self.mass[at] * rng.random())

    def sample(self, draws: int, rng: np.random.Generator) -> Floats:
        """Return (draw,) outcomes."""
        cumulated = np.cumsum(self.mass)
        at = np.searchsorted(cumulated, rng.random(draws) * cumulated[-1], side="right")
        drawn: Floats = self.points[np.minimum(at, POINTS - 1)]
        return drawn

    def likeliest(self, count: int = 3) -> list[tuple[float, float]]:
        """Return up to `count` points that hold at least `PILE` by themselves, with their probability."""
        order = np.argsort(-self.mass, kind="stable")[:count]
        return [(float(self.points[i]), float(self.mass[i])) for i in order if self.mass[i] >= PILE]

    def summary(self) -> str:
        """Return the distribution in three lines of text."""
        low, high = self.interval()
        reach = (self.upper - self.lower) * WINDOW
        left, right = max(self.mode - reach, self.lower), min(self.mode + reach, self.upper)
        single = ", ".join(f"{value:.4g} ({share:.0%})" for value, share in self.likeliest())
        return "\n".join(
            (
                f"{self.issue}: median {self.median:.4g}, mean {self.mean:.4g}, 80 % from {low:.4g} to {high:.4g}",
                f"  sharpest: {left:.4g} to {right:.4g}, with {self.probability(left, right):.0%}",
                f"  single points: {single or 'none above 1 %'}",
            )
        )
