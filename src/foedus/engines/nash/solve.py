"""Bargaining solutions over all draws, in chunks that bound memory."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from foedus.engines.nash.agreement import POINT, Stakes, kalai_smorodinsky, nash, stakes
from foedus.engines.nash.params import Params
from foedus.model.aggregates import Floats, weighted_mean, weights_or_equal
from foedus.model.inputs import IssueInputs
from foedus.model.results import IssueResult, Provenance, axes
from foedus.model.weighting import NO_WEIGHT

#: Bytes of a temporary array (draw, actor). It changes no bit of the result.
CHUNK_BYTES = 1 << 17

NO_REFERENCE = (
    "What holds if nothing is decided is not known; the outcome is the weighted mean, which the solution approaches "
    "as failing to agree becomes very bad for everybody."
)
BLOCKED = "In some draws every other outcome would leave somebody worse off than no decision; there nothing changes."


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class BargainResult(IssueResult):
    """The outcome of a bargaining solution.

    Attributes
    ----------
    gain
        (draw, actor): what the outcome is worth to an actor beyond no decision, the loss that `unit` names being 1 (or the
        actor's salience, under salience: factor); NaN where the reference point is not known.
    blocked
        (draw,) bool: somebody would lose from any other outcome than the reference point.
    """

    gain: Floats = field(default_factory=lambda: np.empty((0, 0)), metadata=axes("draw", "actor"))
    blocked: NDArray[np.bool_] = field(default_factory=lambda: np.empty(0, np.bool_), metadata=axes("draw"))


def solve(inputs: IssueInputs, params: Params, _rng: np.random.Generator, provenance: Provenance) -> BargainResult:
    """Return the agreement that the chosen solution picks in each draw; no chance enters."""
    weights, size, empty = _weights(inputs, params)
    notes = (NO_WEIGHT,) * bool(empty.any())
    blocked = np.zeros(inputs.draws, dtype=np.bool_)
    gain = np.full(inputs.positions.shape, np.nan)
    if inputs.reference is None:
        outcome, notes = weighted_mean(inputs.positions, weights * size), (*notes, NO_REFERENCE)
    else:
        width = inputs.upper - inputs.lower
        points = (inputs.positions - inputs.lower) / width
        reference = (inputs.reference - inputs.lower) / width
        share = np.empty(inputs.draws)
        step = max(1, CHUNK_BYTES // (8 * len(inputs.actors)))
        power = 2 if params.loss == "quadratic" else 1
        if params.unit == "own":
            size = size / np.maximum(points, 1.0 - points) ** power  # the farther end of the scale is at least half of it away
        for rows in (slice(i, i + step) for i in range(0, inputs.draws, step)):
            at = stakes(points[rows], size[rows], reference[rows], params.cost, power)
            share[rows] = _agreed(at, weights[rows], params)
            gain[rows] = at.gains(share[rows])
            blocked[rows] = (at.high - at.low <= POINT) & (np.ptp(points[rows], axis=1) > POINT)
        low, high = inputs.positions.min(axis=1), inputs.positions.max(axis=1)
        outcome = np.clip(inputs.lower + share * width, low, high)
        notes += (BLOCKED,) * bool(blocked.any())
    return BargainResult(
        issue=inputs.issue, actors=inputs.actors, outcome=outcome, converged=np.ones(inputs.draws, dtype=np.bool_),
        provenance=provenance, notes=notes, gain=gain, blocked=blocked,
    )  # fmt: skip


def _agreed(at: Stakes, weights: Floats, params: Params) -> Floats:
    return nash(at, weights) if params.solution == "nash" else kalai_smorodinsky(at)


def _weights(inputs: IssueInputs, params: Params) -> tuple[Floats, Floats, NDArray[np.bool_]]:
    """Return the exponents of the gains, the sizes of the losses, both (draw, actor), and where they had to be made equal.

    An actor without weight counts for nothing: neither does its gain, nor can it block.
    """
    weights = inputs.capability if params.power == "asymmetric" else np.ones_like(inputs.capability)
    size = np.ones_like(weights)
    if params.salience == "exponent":
        weights = weights * inputs.salience
    elif params.salience == "factor":
        size = inputs.salience
    _, empty = weights_or_equal(weights * size)
    none = empty[:, None]
    weights, size = np.where(none, 1.0, weights), np.where(none, 1.0, size)
    weights = weights / weights.max(axis=1, keepdims=True)
    return weights, np.where(weights > 0, size, 0.0), empty
