"""A predictive distribution over the outcome of one issue, and what can be asked of it."""

from __future__ import annotations

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

    Raises
    ------
    ValueError
        If the masses are no probabilities or the ends are out of order.
    """

    issue: str
    lower: float
    upper: float
    mass: Floats

    def __post_init__(self) -> None:
        if not self.lower < self.upper:
            raise ValueError(f"issue {self.issue!r}: lower {self.lower} is not below upper {self.upper}")
        if self.mass.shape != (POINTS,) or not (self.mass >= 0).all() or abs(self.mass.sum() - 1) > 1e-9:
            raise ValueError(f"mass: expected {POINTS} probabilities with sum 1")
        self.mass.flags.writeable = False

    @property
    def points(self) -> Floats:
        """(point,): the grid, in the unit of the issue."""
        return np.linspace(self.lower, self.upper, POINTS)

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
        """The sharp forecast: the point whose window of `WINDOW` of the scale either way holds most probability.

        It is the best answer to who asks for one number and counts what comes within `WINDOW`: next to a point on which
        outcomes pile up it leans to the side on which more lies. Of equals the point with most probability of its own is
        taken, then the one nearest to the mean, then the lower.
        """
        reach = round(WINDOW * (POINTS - 1))
        cumulated = np.concatenate(([0.0], np.cumsum(self.mass)))
        index = np.arange(POINTS)
        window = cumulated[np.minimum(index + reach + 1, POINTS)] - cumulated[np.maximum(index - reach, 0)]
        best = np.flatnonzero(window >= window.max() - 1e-9)
        best = best[self.mass[best] >= self.mass[best].max() - 1e-9]
        return float(self.points[best[np.argmin(np.abs(self.points[best] - self.mean).round(9))]])

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
        step = (self.upper - self.lower) / (POINTS - 1)
        below = np.cumsum(self.mass)[:-1]  # the distribution function on each stretch between two points
        passed = np.clip((self.points[1:] - outcome) / step, 0.0, 1.0)  # share of the stretch at or above the outcome
        outside = max(self.lower - outcome, outcome - self.upper, 0.0)
        return float((below**2 * (1 - passed) + (below - 1) ** 2 * passed).sum() * step + outside)

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
