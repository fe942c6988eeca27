"""What an outcome can be: actors' positions, the reference point, compromises; and what is known of each beforehand.

Lengths are shares of the scale. An actor without weight offers no candidate. Positions closer than `NEAR` count in part
as one: each actor's candidate weighs one over the number of actors near it, so that many actors on one point make one
candidate and uncertain positions pass from one to several without a jump.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.forecast.parameters import NAMES
from foedus.forecast.predictive import POINTS
from foedus.model.aggregates import TIE, weighted_mean
from foedus.model.election import chances, coalitions, stationary
from foedus.model.inputs import IssueInputs
from foedus.model.weighting import weigh

Floats = NDArray[np.float64]

#: Distance at which two positions cease to count as one in part.
NEAR = 0.05
#: Added to shares and chances before the logarithm, so that a hopeless position keeps a chance.
FLOOR = 0.02
#: Share or chance whose logarithm counts as 0: that of one position of about three.
USUAL = 0.3
#: Widths of the spreads round the weighted mean.
NARROW, WIDE = 0.1, 0.2

#: Spreads, in the order in which `Candidates.spreads` holds them.
SPREADS = ("hull_even", "scale_even", "mean_narrow", "mean_wide")

_GRID = np.linspace(0.0, 1.0, POINTS)
_AT = {name: i for i, name in enumerate(NAMES)}


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """Candidates of some draws: points first (one per actor, then middles and reference point), then `SPREADS`.

    Attributes
    ----------
    points
        (draw, point): where the points lie, as shares of the scale.
    spreads
        (draw, spread, grid point): masses of the spreads, each with sum 1.
    features
        (draw, candidate, parameter): what the parameters multiply, points before spreads.
    offset
        (draw, candidate): log weight before the parameters; minus infinity where there is no candidate.
    """

    points: Floats
    spreads: Floats
    features: Floats
    offset: Floats


def candidates(inputs: IssueInputs, unanimous: bool) -> Candidates:
    """Return the candidates of all draws of `inputs`.

    Parameters
    ----------
    inputs
        One issue; memory grows with draws times `POINTS`, so callers pass some draws at a time.
    unanimous
        Whether all must agree.
    """
    x = (inputs.positions - inputs.lower) / (inputs.upper - inputs.lower)
    weights, _ = weigh(inputs, "capability_salience")
    # Sorted, actors count alike however they are listed; those without weight stand last, as elections want it.
    order = np.lexsort((weights, x, weights == 0), axis=1)
    x, weights = np.take_along_axis(x, order, axis=1), np.take_along_axis(weights, order, axis=1)
    there = weights > 0
    share = weights / weights.sum(axis=1, keepdims=True)
    low = np.where(there, x, np.inf).min(axis=1)
    high = np.where(there, x, -np.inf).max(axis=1)
    mean = weighted_mean(x, weights)
    points, offset, positions = _positions(x, share, there, low, high, mean)

    draws = inputs.draws
    known = inputs.reference is not None
    reference = (inputs.reference - inputs.lower) / (inputs.upper - inputs.lower) if inputs.reference is not None else np.zeros(draws)
    positions[:, :, _AT["position_reference"]] = _near(points - reference[:, None]) * known
    positions[:, :, _AT["position_unanimous"]] = float(unanimous)

    others = ("scale_middle", "hull_middle", "reference", *SPREADS)
    rest = np.zeros((draws, len(others), len(NAMES)))
    for i, name in enumerate(others):
        rest[:, i, _AT[name]] = 1.0
    rest[:, others.index("reference"), _AT["reference_unanimous"]] = float(unanimous)
    rest[:, others.index("scale_middle"), _AT["middle_unanimous"]] = float(unanimous)
    without = np.zeros((draws, len(others)))
    without[:, others.index("reference")] = 0.0 if known else -np.inf
    middles = np.stack([np.full(draws, 0.5), (low + high) / 2, reference], axis=1)
    return Candidates(
        np.concatenate([points, middles], axis=1), _spreads(low, high, mean), np.concatenate([positions, rest], axis=1),
        np.concatenate([offset, without], axis=1),
    )  # fmt: skip


def _positions(
    x: Floats, share: Floats, there: NDArray[np.bool_], low: Floats, high: Floats, mean: Floats
) -> tuple[Floats, Floats, Floats]:  # fmt: skip
    """Return points (draw, actor), log offsets (draw, actor) and features (draw, actor, parameter) of the positions."""
    close = _near(x[:, :, None] - x[:, None, :]) * there[:, None, :]
    many = np.where(there, close.sum(axis=2), 1.0)
    chance = _chances(x, share, many, there)
    apart = x[:, None, :] - x[:, :, None]  # [draw, i, k]: how far k stands above i
    below = (share[:, None, :] * (apart < -TIE)).sum(axis=2)
    above = (share[:, None, :] * (apart > TIE)).sum(axis=2)
    central = there & (below <= 0.5 + TIE) & (above <= 0.5 + TIE)

    features = np.zeros((*x.shape, len(NAMES)))
    told: dict[str, Floats] = {
        "position_share": np.log(((close * share[:, None, :]).sum(axis=2) + FLOOR) / USUAL),
        "position_election": np.log(((close * chance[:, None, :]).sum(axis=2) + FLOOR) / USUAL),
        "position_distance": np.abs(x - mean[:, None]),
        "position_pole": np.maximum(_near(x), _near(1 - x)),
        "position_inner": 1 - np.maximum(_near(x - low[:, None]), _near(high[:, None] - x)),
        "position_median": (close * central[:, None, :]).max(axis=2),
    }
    for name, value in told.items():
        features[:, :, _AT[name]] = value
    offset = np.where(there, -np.log(many), -np.inf)
    return x, offset, features


def _chances(x: Floats, share: Floats, many: Floats, there: NDArray[np.bool_]) -> Floats:
    """Return (draw, actor): the chance of each actor's position in the probabilistic Condorcet election, with sum 1.

    The election of the condorcet engine with its defaults, except that positions near each other are put forward as if they
    were one: an actor's position is proposed in proportion to one over the number of actors near it.
    """
    utilities = 1 - np.abs(np.round(x[:, :, None] - x[:, None, :], 12))
    wins = chances(coalitions(utilities, share, "prop"), "linear")
    rates = np.where(there[:, :, None], wins / many[:, :, None], 0.0)
    return stationary(rates.swapaxes(1, 2), there)


def _near(distance: Floats) -> Floats:
    """Return 1 for no distance, falling evenly to 0 at `NEAR`; rounded, so that the unit of a scale cannot matter."""
    near: Floats = np.maximum(0.0, 1 - np.round(np.abs(distance) / NEAR, 9))
    return near


def _spreads(low: Floats, high: Floats, mean: Floats) -> Floats:
    slack = 0.5 / (POINTS - 1)  # the hull reaches the grid points next to its ends
    hull = ((low[:, None] - slack <= _GRID) & (high[:, None] + slack >= _GRID)).astype(np.float64)
    bell: Callable[[float], Floats] = lambda width: np.exp(-0.5 * ((_GRID - mean[:, None]) / width) ** 2) * hull  # noqa: E731
    made = np.stack([hull, np.ones_like(hull), bell(NARROW), bell(WIDE)], axis=1)
    spread: Floats = made / made.sum(axis=2, keepdims=True)
    return spread
