"""The few numbers of a distribution that the report prints, taken from `foedus.analysis.summary`."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Measure:
    """Median, 80 % interval, mean and its Monte Carlo standard error of (draw,) outcomes."""

    draws: Floats
    low: float
    mid: float
    high: float
    mean: float
    error: float

    def dots(self, n: int) -> tuple[float, ...]:
        """Return `n` draws at evenly spaced ranks, so that each stands for an equal share of all."""
        ordered = np.sort(self.draws)
        ranks = ((np.arange(n) + 0.5) / n * ordered.size).astype(np.intp)
        return tuple(ordered[ranks].tolist())

    def tallest(self, n: int, lower: float, upper: float) -> int:
        """Return how many of `n` dots would stand in the fullest column of a figure."""
        counts, _ = np.histogram(self.dots(n), bins=72, range=(lower, upper))
        return int(counts.max())


def measure(draws: Floats) -> Measure:
    low, mid, high = (float(q) for q in np.quantile(draws, (0.1, 0.5, 0.9)))
    return Measure(draws, low, mid, high, float(draws.mean()), float(draws.std(ddof=1) / np.sqrt(draws.size)) if draws.size > 1 else 0.0)


def round_medians(values: Floats) -> Floats:
    """Return (round, actor) medians over draws of (draw, round, actor) values."""
    return np.asarray(np.median(values, axis=0))
