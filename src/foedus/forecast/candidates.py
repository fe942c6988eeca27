"""What an outcome can be: actors' positions, the reference point, compromises; and what is known of each beforehand.

Lengths are shares of the scale. Nothing counts heads, so that an actor fades with its weight and an actor without any leaves no
trace. Positions closer than `NEAR` count in part as one, weighed by what stands there: each actor's candidate weighs its own part
of the weight near it, so that many actors on one point make one candidate and uncertain positions pass from one to several without
a jump. Where less than `HEARD` of all weight is near, the candidate weighs less in proportion; the outermost positions are
the means of the lowest and of the highest `HEARD` of the weight.
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
#: Share of all weight from which a position counts in full.
HEARD = 0.01
#: Share of all weight below which an actor is not there: far below what could show in a forecast.
FAINT = 1e-12
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
    share = weights / weights.sum(axis=1, keepdims=True)
    # Sorted, actors count alike however they are listed; those without weight stand last, as elections want it.
    order = np.lexsort((weights, x, share <= FAINT), axis=1)
    x, weights, share = (np.take_along_axis(v, order, axis=1) for v in (x, weights, share))
    there = share > FAINT
    low, high = _tail(x, share, there), 1 - _tail(1 - x, share, there)
    mean = weighted_mean(x, weights)
    points, offset, positions = _positions(x, share, there, mean)

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


def _tail(x: Floats, share: Floats, there: NDArray[np.bool_]) -> Floats:
    """Return (draw,): the mean position of the lowest `HEARD` of the weight."""
    order = np.argsort(np.where(there, x, np.inf), axis=1, kind="stable")
    x, share = np.take_along_axis(x, order, axis=1), np.take_along_axis(share, order, axis=1)
    before = np.cumsum(share, axis=1) - share
    part = np.clip(HEARD - before, 0.0, share)
    mean: Floats = (part * x).sum(axis=1) / part.sum(axis=1)
    return mean


def _positions(
    x: Floats, share: Floats, there: NDArray[np.bool_], mean: Floats
) -> tuple[Floats, Floats, Floats]:  # fmt: skip
    """Return points (draw, actor), log offsets (draw, actor) and features (draw, actor, parameter) of the positions."""
    close = _near(x[:, :, None] - x[:, None, :]) * there[:, None, :]
    behind = np.where(there, (close * share[:, None, :]).sum(axis=2), 1.0)
    presence = np.where(there, share / behind * _heard(behind), 0.0)
    chance = _chances(x, share, presence, there)
    apart = x[:, None, :] - x[:, :, None]  # [draw, i, k]: how far k stands above i
    below = (share[:, None, :] * (apart < -TIE)).sum(axis=2)
    above = (share[:, None, :] * (apart > TIE)).sum(axis=2)
    central = there & (below <= 0.5 + TIE) & (above <= 0.5 + TIE)

    beyond = share[:, None, :] * (1 - _near(apart))  # weight that is not where i is
    inner = np.minimum(_heard((beyond * (apart < 0)).sum(axis=2)), _heard((beyond * (apart > 0)).sum(axis=2)))

    features = np.zeros((*x.shape, len(NAMES)))
    told: dict[str, Floats] = {
        "position_share": np.log((behind + FLOOR) / USUAL),
        "position_election": np.log(((close * chance[:, None, :]).sum(axis=2) + FLOOR) / USUAL),
        "position_distance": np.abs(x - mean[:, None]),
        "position_pole": np.maximum(_near(x), _near(1 - x)),
        "position_inner": inner,
        "position_median": (close * central[:, None, :]).max(axis=2),
    }
    for name, value in told.items():
        features[:, :, _AT[name]] = value
    offset = np.log(presence, out=np.full(x.shape, -np.inf), where=there)
    return x, offset, features


def _heard(weight: Floats) -> Floats:
    """Return 1 from a share of `HEARD` on, falling evenly to 0."""
    heard: Floats = np.minimum(1.0, weight / HEARD)
    return heard


def _chances(x: Floats, share: Floats, presence: Floats, there: NDArray[np.bool_]) -> Floats:
    """Return (draw, actor): the chance of each actor's position in the probabilistic Condorcet election, with sum 1.

    The election of the condorcet engine with its defaults, except that positions near each other are put forward as if they
    were one and those of negligible actors hardly ever: an actor's position is proposed in proportion to its `presence`.
    """
    utilities = 1 - np.abs(np.round(x[:, :, None] - x[:, None, :], 12))
    wins = chances(coalitions(utilities, share, "prop"), "linear")
    rates = np.where(there[:, :, None], wins * presence[:, :, None], 0.0)
    return stationary(rates.swapaxes(1, 2), there)


def _near(distance: Floats) -> Floats:
    """Return 1 for no distance, falling evenly to 0 at `NEAR`; rounded, so that the unit of a scale cannot matter."""
    near: Floats = np.maximum(0.0, 1 - np.round(np.abs(distance) / NEAR, 9))
    return near


def _spreads(low: Floats, high: Floats, mean: Floats) -> Floats:
    past = np.maximum(low[:, None] - _GRID, _GRID - high[:, None]) * (POINTS - 1)
    hull = np.clip(1 - np.round(past, 6), 0.0, 1.0)  # grid points next to its ends have a part in it
    bell: Callable[[float], Floats] = lambda width: np.exp(-0.5 * ((_GRID - mean[:, None]) / width) ** 2) * hull  # noqa: E731
    made = np.stack([hull, np.ones_like(hull), bell(NARROW), bell(WIDE)], axis=1)
    spread: Floats = made / made.sum(axis=2, keepdims=True)
    return spread
