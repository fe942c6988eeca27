"""A distribution over outcomes in a few numbers, by fixed rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

#: The quantiles of a summary, in percent.
PERCENTS = (5, 10, 25, 50, 75, 90, 95)

_BINS = 50


@dataclass(frozen=True, slots=True)
class Summary:
    """What a set of draws says, in the unit of the issue.

    Attributes
    ----------
    sd
        Standard deviation of the draws; 0 for one draw.
    quantiles
        By percent, for each of `PERCENTS`: linear between order statistics.
    mode
        Where outcomes are densest; see `mode`.
    standard_error
        Monte Carlo standard error of the mean, sd / √n: how far the mean would wander if the same case were
        drawn again with another seed. It says nothing of how wrong the case is.
    """

    draws: int
    mean: float
    median: float
    sd: float
    mode: float
    quantiles: Mapping[int, float]
    standard_error: float

    @property
    def interval(self) -> tuple[float, float]:
        """The central 80 % interval: 10th to 90th percentile."""
        return self.quantiles[10], self.quantiles[90]


@dataclass(frozen=True, slots=True)
class Region:
    """The part of a scale that lies nearest to one of its named points, and how likely an outcome falls there.

    `low` belongs to the region, `high` to the next one (the upper end of the scale to the last).
    """

    at: float
    low: float
    high: float
    probability: float


def summarise(outcome: Floats, lower: float, upper: float) -> Summary:
    """Summarise the draws of an outcome.

    Parameters
    ----------
    outcome
        (draw,), in the unit of the issue, within [lower, upper].
    lower, upper
        Ends of the issue scale.

    Raises
    ------
    ValueError
        If there is no draw.
    """
    if outcome.size == 0:
        raise ValueError("a summary needs at least one draw")
    sd = float(outcome.std(ddof=1)) if outcome.size > 1 else 0.0
    values = np.quantile(outcome, [p / 100 for p in PERCENTS])
    quantiles = MappingProxyType({p: float(v) for p, v in zip(PERCENTS, values, strict=True)})
    return Summary(
        draws=outcome.size, mean=float(outcome.mean()), median=quantiles[50], sd=sd,
        mode=mode(outcome, lower, upper), quantiles=quantiles, standard_error=sd / outcome.size**0.5,
    )  # fmt: skip


def mode(outcome: Floats, lower: float, upper: float) -> float:
    """Return where outcomes are densest, by a rule that leaves nothing to choose.

    The scale is cut into 50 equal bins; the counts are smoothed by weights ¼, ½, ¼ over neighbours; of the
    fullest bin (the lowest, if several are) that holds any draw the median of its draws is returned. If many
    draws stand on one point, as with a weighted median, that point results.
    """
    bins = np.clip(((outcome - lower) / (upper - lower) * _BINS).astype(np.intp), 0, _BINS - 1)
    counts = np.bincount(bins, minlength=_BINS).astype(np.float64)
    padded = np.concatenate([[0.0], counts, [0.0]])
    smooth = np.where(counts > 0, padded[:-2] / 4 + padded[1:-1] / 2 + padded[2:] / 4, -1.0)
    inside = np.sort(outcome[bins == int(np.argmax(smooth))])
    return float(inside[(len(inside) - 1) // 2])


def regions(outcome: Floats, lower: float, upper: float, points: Sequence[float]) -> tuple[Region, ...]:
    """Return how likely the outcome is nearest to each of some points of the scale.

    Parameters
    ----------
    outcome
        (draw,), within [lower, upper].
    points
        Named points of the scale in any order; equal ones count once. The regions meet half-way between
        neighbours and cover the whole scale.

    Returns
    -------
    tuple of Region
        From the lowest to the highest; the probabilities sum to one. Empty if there is no point.
    """
    at = sorted(set(points))
    if not at:
        return ()
    cuts = [lower, *((a + b) / 2 for a, b in pairwise(at)), upper]
    which = np.searchsorted(cuts[1:-1], outcome, side="right")
    share = np.bincount(which, minlength=len(at)) / outcome.size
    return tuple(Region(p, cuts[k], cuts[k + 1], float(share[k])) for k, p in enumerate(at))
