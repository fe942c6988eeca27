"""The challenge model over all draws: chunks that bound memory, in an order of actors that ties cannot see."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from foedus.engines.challenge import loops
from foedus.engines.challenge.params import Params
from foedus.engines.challenge.rounds import bargain
from foedus.model.aggregates import Floats
from foedus.model.inputs import IssueInputs
from foedus.model.memory import keep_freed_memory
from foedus.model.results import MovesResult, Provenance

#: Bytes of a temporary array (actor, actor, draw), some twenty of which are alive at once. It bounds memory and changes
#: no bit of the result; beyond what the processor keeps near, everything takes longer.
CHUNK_BYTES = 1 << 19
#: Nanoseconds that NumPy takes for a pair of actors in a round, and more for each actor who may stand between them.
_PAIR, _BETWEEN = 32, 0.9

POWERLESS = (
    "In some draws no actor has both capability and salience; there nobody moves and every actor counts equally."
)
MOVING = "In some draws actors still moved in the last round; the outcome is where they stood then."


def solve(inputs: IssueInputs, params: Params, _rng: np.random.Generator, provenance: Provenance) -> MovesResult:
    """Bargain over `inputs` for `params.rounds` rounds; no chance enters."""
    keep_freed_memory()
    # Sorted by what they are, actors meet in the same order however the case lists them.
    order = np.lexsort((inputs.capability, inputs.salience, inputs.positions), axis=1)
    x, s, c = (
        np.take_along_axis(a, order, axis=1) for a in (inputs.positions, inputs.salience, inputs.capability)
    )
    power = s * c
    back = np.argsort(order, axis=1)
    draws, n = x.shape
    shape = (draws, params.rounds + 1, n)
    median, mean = np.empty(shape[:2]), np.empty(shape[:2])
    positions, own, other = np.empty(shape), np.full(shape, np.nan), np.full(shape, np.nan)
    proposer, kind = np.full(shape, -1, np.int16), np.zeros(shape, np.int8)
    converged = np.empty(draws, dtype=np.bool_)
    swift = params.variant == "authors_code" and params.q == 1.0
    swift = swift and loops.LOOPS.serve(draws * params.rounds * n**2 * (_PAIR + n * _BETWEEN) * 1e-9)
    size = max(2, CHUNK_BYTES // (8 * n**2))
    for start in range(0, draws, size):
        rows = slice(start, min(start + size, draws))
        many = rows if rows.stop - start > 1 else [start, start]  # a sum along one draw alone would have another order
        part = bargain(_turned(x[many]), _turned(s[many]), _turned(power[many]), inputs.upper - inputs.lower, params, swift)
        seat = back[rows][:, None]
        median[rows], mean[rows] = (a.T[: rows.stop - start] for a in (part.median, part.mean))
        converged[rows] = part.at_rest[: rows.stop - start]
        positions[rows] = _seated(part.positions, seat)
        own[rows, 1:] = _seated(np.stack([m.own_utility for m in part.moves]), seat)
        other[rows, 1:] = _seated(np.stack([m.proposer_utility for m in part.moves]), seat)
        kind[rows, 1:] = _seated(np.stack([m.kind for m in part.moves]), seat)
        by = _seated(np.stack([m.proposer for m in part.moves]), seat)
        named = np.take_along_axis(order[rows][:, None], np.maximum(by, 0).astype(np.intp), axis=2)
        proposer[rows, 1:] = np.where(by < 0, -1, named)
    notes = (POWERLESS,) * (not (power > 0).any(axis=1).all()) + (MOVING,) * (not converged.all())
    return MovesResult(
        issue=inputs.issue, actors=inputs.actors, provenance=provenance, notes=notes, converged=converged,
        outcome=(median if params.outcome == "median" else mean)[:, -1].copy(), median=median, mean=mean,
        positions=positions, proposer=proposer, kind=kind, own_utility=own, proposer_utility=other,
    )  # fmt: skip


def _turned(values: Floats) -> Floats:
    return np.ascontiguousarray(values.T)


def _seated(values: NDArray[Any], seat: NDArray[np.intp]) -> NDArray[Any]:
    """Return (round, actor, draw) as (draw, round, actor), the actors in the order of the inputs."""
    return np.take_along_axis(values.transpose(2, 0, 1)[: len(seat)], seat, axis=2)
