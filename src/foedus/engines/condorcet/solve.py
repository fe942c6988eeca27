"""One election over the first positions, in chunks of draws."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from foedus.engines.condorcet.params import Params
from foedus.model.aggregates import Floats
from foedus.model.election import LARGEST, coalitions, decided, elect, first_of_each, shared
from foedus.model.inputs import IssueInputs
from foedus.model.results import IssueResult, Provenance, axes
from foedus.model.weighting import weigh

#: Bytes of a temporary array (draw, option, option). It changes no bit of the result.
CHUNK_BYTES = 1 << 18


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ElectionResult(IssueResult):
    """The outcome of an election, and the distribution it was taken from.

    Attributes
    ----------
    probability
        (draw, actor): the chance of the position an actor holds, divided equally among those who hold it; each draw has
        sum 1.
    """

    probability: Floats = field(default_factory=lambda: np.empty((0, 0)), metadata=axes("draw", "actor"))


def solve(inputs: IssueInputs, params: Params, _rng: np.random.Generator, provenance: Provenance) -> ElectionResult:
    """Elect one of the positions in each draw; no chance enters, the chances are the result."""
    weights, notes = weigh(inputs, params.weights)
    weights = weights / weights.max(axis=1, keepdims=True) * LARGEST
    # Actors without weight stand last: they do not vote, nor offer a position but under options: all.
    order = np.lexsort((weights, inputs.positions, weights == 0), axis=1)
    x, w = (np.take_along_axis(a, order, axis=1) for a in (inputs.positions, weights))
    size = max(1, CHUNK_BYTES // (8 * len(inputs.actors) ** 2))
    chunks = [slice(i, i + size) for i in range(0, inputs.draws, size)]
    parts = [_elected(x[c], w[c], inputs.lower, inputs.upper - inputs.lower, params) for c in chunks]
    outcome, probability = (np.concatenate([p[k] for p in parts]) for k in (0, 1))
    return ElectionResult(
        issue=inputs.issue, actors=inputs.actors, outcome=outcome, converged=np.ones(inputs.draws, dtype=np.bool_),
        provenance=provenance, notes=notes,
        probability=np.take_along_axis(probability, np.argsort(order, axis=1), axis=1),
    )  # fmt: skip


def _elected(x: Floats, w: Floats, lower: float, width: float, params: Params) -> tuple[Floats, Floats]:
    stands: NDArray[np.bool_] = np.ones(w.shape, dtype=np.bool_) if params.options == "all" else w > 0
    # Rounded, so that the unit of the scale tells no two positions apart.
    points = np.round((x - lower) / width, 12)[:, :, None]
    utilities = 1 - np.abs(points - points[:, None, :, 0])
    candidates, leader = stands, np.broadcast_to(np.arange(x.shape[1]), x.shape)
    if params.options != "actors":
        candidates, leader = first_of_each(points, stands)
    support = coalitions(utilities, w, params.vote)
    share = elect(support, params.victory, params.election, candidates)
    return decided(x[:, :, None], share, params.outcome)[:, 0], shared(share, leader, stands)
