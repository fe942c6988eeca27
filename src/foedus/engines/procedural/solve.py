"""The winset of the reference point, and what the agenda setter picks from it.

An actor accepts y over the reference point q if |y - x| <= |q - x| + δ, so on an interval round its position. The points that the
rule passes are therefore a union of closed intervals whose ends are ends of such intervals: looking at these ends, at the
setter's own position and at q finds the setter's best point exactly, without a grid.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from foedus.engines.procedural.params import Params
from foedus.model.aggregates import TIE, Floats, weighted_mean, weighted_median, weights_or_equal
from foedus.model.inputs import IssueInputs
from foedus.model.results import IssueResult, Provenance, axes
from foedus.rules.votes import NO, YES

Bools = NDArray[np.bool_]

#: Cells of the largest temporary array, (draw, candidate, actor); it bounds memory and changes no number.
CHUNK_CELLS = 1 << 21

UNKNOWN = "No reference point is known; every proposal is better than nothing, and the one who proposes gets its own position."
OWN_RULE = "The issue brings no decision rule; a share of {counted} of at least {quota:g} must accept."
OWN_SETTER = {
    "strongest": "The issue names no agenda setter; the actor with most capability times salience proposes.",
    "median": "The issue names no agenda setter; the weighted median position is proposed.",
}
KEPT = "In some draws nothing that passes is better for the one who proposes; the reference point stays."


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ProceduralResult(IssueResult):
    """What passes, and what was chosen from it.

    Attributes
    ----------
    kept
        (draw,) bool: the reference point stays.
    lowest, highest
        (draw,): ends of what the rule passes (the winset, the reference point included), in the unit of the issue.
    """

    kept: Bools = field(default_factory=lambda: np.empty(0, np.bool_), metadata=axes("draw"))
    lowest: Floats = field(default_factory=lambda: np.empty(0), metadata=axes("draw"))
    highest: Floats = field(default_factory=lambda: np.empty(0), metadata=axes("draw"))


def solve(inputs: IssueInputs, params: Params, _rng: np.random.Generator, provenance: Provenance) -> ProceduralResult:
    """Return what the agenda setter gets through; no chance enters."""
    ideal, notes = _proposer(inputs, params)
    if inputs.procedure is None:
        notes.append(OWN_RULE.format(counted=params.counted, quota=params.quota))
    if inputs.reference is None:
        lowest, highest = np.full(inputs.draws, inputs.lower), np.full(inputs.draws, inputs.upper)
        outcome, kept = ideal, np.zeros(inputs.draws, dtype=np.bool_)
        notes.append(UNKNOWN)
    else:
        size = max(1, CHUNK_CELLS // (len(inputs.actors) * (2 * len(inputs.actors) + 2)))
        parts = [_chosen(inputs.take(slice(i, i + size)), ideal[i : i + size], params) for i in range(0, inputs.draws, size)]
        outcome, lowest, highest = (np.concatenate([p[k] for p in parts]) for k in range(3))
        scale = inputs.upper - inputs.lower
        kept = (np.abs(outcome - inputs.reference) <= TIE * scale) & (np.abs(ideal - inputs.reference) > TIE * scale)
        notes += [KEPT] if kept.any() else []
    return ProceduralResult(
        issue=inputs.issue, actors=inputs.actors, outcome=outcome, converged=np.ones(inputs.draws, dtype=np.bool_),
        provenance=provenance, notes=tuple(notes), kept=kept, lowest=lowest, highest=highest,
    )  # fmt: skip


def _proposer(inputs: IssueInputs, params: Params) -> tuple[Floats, list[str]]:
    """Return the position (draw,) of the one who proposes, and what must be said of it."""
    if inputs.procedure is not None and inputs.procedure.setter is not None:
        return inputs.positions[:, inputs.procedure.setter].copy(), []
    weights, _ = weights_or_equal(inputs.capability * inputs.salience)
    if params.proposer == "median":
        return weighted_median(inputs.positions, weights), [OWN_SETTER["median"]]
    # Equally strong actors propose together: the mean of their positions, so that their order decides nothing.
    strongest = weights >= weights.max(axis=1, keepdims=True) * (1 - TIE)
    return weighted_mean(inputs.positions, strongest.astype(np.float64)), [OWN_SETTER["strongest"]]


def _chosen(inputs: IssueInputs, ideal: Floats, params: Params) -> tuple[Floats, Floats, Floats]:
    """Return the setter's best point and the ends of the winset, each (draw,)."""
    x, reference = inputs.positions, inputs.reference
    assert reference is not None
    scale = inputs.upper - inputs.lower
    reach = np.abs(reference[:, None] - x) + params.cost * scale
    ends = np.clip(np.concatenate([x - reach, x + reach], axis=1), inputs.lower, inputs.upper)
    points = np.concatenate([ends, ideal[:, None], reference[:, None]], axis=1)
    if inputs.procedure is not None and inputs.procedure.amendment is not None and params.amendments == "as_ruled":
        points = np.concatenate([points, x], axis=1)
    accepted = np.abs(points[:, :, None] - x[:, None, :]) <= reach[:, None, :] + TIE * scale
    passed = _passes(inputs, accepted, params) | (np.abs(points - reference[:, None]) <= TIE * scale)
    lowest = np.where(passed, points, np.inf).min(axis=1)
    highest = np.where(passed, points, -np.inf).max(axis=1)
    stands = passed & _unamended(inputs, points, params)
    stands = np.where(stands.any(axis=1, keepdims=True), stands, passed)
    away = np.where(stands, np.abs(points - ideal[:, None]), np.inf)
    nearest = away <= away.min(axis=1, keepdims=True) + TIE * scale
    # Of two points equally good to the setter the one nearer to what holds already is easier to defend, then the lower one.
    from_reference = np.where(nearest, np.abs(points - reference[:, None]), np.inf)
    closest = from_reference <= from_reference.min(axis=1, keepdims=True) + TIE * scale
    return np.where(closest, points, np.inf).min(axis=1), lowest, highest


def _passes(inputs: IssueInputs, accepted: Bools, params: Params) -> Bools:
    """Say which points pass, given who accepts them, (draw, point, actor)."""
    if inputs.procedure is not None:
        return inputs.procedure.rule.passes(np.where(accepted, np.int8(YES), np.int8(NO)))
    weights = inputs.capability if params.counted == "capability" else np.ones_like(inputs.capability)
    weights, _ = weights_or_equal(weights)
    total = weights.sum(axis=1)[:, None]
    return np.asarray((accepted * weights[:, None, :]).sum(axis=2) >= (params.quota - TIE) * total)


def _unamended(inputs: IssueInputs, points: Floats, params: Params) -> Bools:
    """Say which points no coalition that may amend would move to either side."""
    rule = None if inputs.procedure is None or params.amendments == "closed" else inputs.procedure.amendment
    if rule is None:
        return np.ones(points.shape, dtype=np.bool_)
    apart = TIE * (inputs.upper - inputs.lower)
    above = inputs.positions[:, None, :] > points[:, :, None] + apart
    below = inputs.positions[:, None, :] < points[:, :, None] - apart
    moved = [rule.passes(np.where(side, np.int8(YES), np.int8(NO))) for side in (above, below)]
    return np.asarray(~(moved[0] | moved[1]))
