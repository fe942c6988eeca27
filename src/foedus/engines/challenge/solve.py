"""The challenge model over all draws: chunks that bound memory, in an order of actors that ties cannot see."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from foedus.engines.challenge.offers import Moves
from foedus.engines.challenge.params import Params
from foedus.engines.challenge.rounds import Bargain, bargain
from foedus.model.inputs import IssueInputs
from foedus.model.results import MovesResult, Provenance

#: Bytes of the largest temporary array, (draw, actor, actor, actor). It bounds memory and changes no bit of
#: the result. Between 2 and 64 MB the speed is the same within a fifth; below half a MB it halves.
CHUNK_BYTES = 1 << 23

POWERLESS = (
    "In some draws no actor has both capability and salience; there nobody moves and every actor counts equally."
)
MOVING = "In some draws actors still moved in the last round; the outcome is where they stood then."


def solve(inputs: IssueInputs, params: Params, _rng: np.random.Generator, provenance: Provenance) -> MovesResult:
    """Bargain over `inputs` for `params.rounds` rounds; no chance enters."""
    # Sorted by what they are, actors meet in the same order however the case lists them.
    order = np.lexsort((inputs.capability, inputs.salience, inputs.positions), axis=1)
    x, s, c = (
        np.take_along_axis(a, order, axis=1) for a in (inputs.positions, inputs.salience, inputs.capability)
    )
    size = max(1, CHUNK_BYTES // (8 * len(inputs.actors) ** 3))
    parts = [
        bargain(x[i : i + size], s[i : i + size], c[i : i + size], inputs.upper - inputs.lower, params)
        for i in range(0, inputs.draws, size)
    ]
    median, mean = (np.concatenate([getattr(p, name) for p in parts]) for name in ("median", "mean"))
    converged = np.concatenate([p.converged for p in parts])
    powerless = np.concatenate([p.powerless for p in parts])
    back = np.argsort(order, axis=1)[:, None, :]
    proposer = np.take_along_axis(_moves(parts, "proposer", -1), back, axis=2)
    named = np.take_along_axis(order[:, None, :], np.maximum(proposer, 0).astype(np.intp), axis=2)
    notes = (POWERLESS,) * bool(powerless.any()) + (MOVING,) * bool(not converged.all())
    return MovesResult(
        issue=inputs.issue, actors=inputs.actors, provenance=provenance, notes=notes, converged=converged,
        outcome=(median if params.outcome == "median" else mean)[:, -1].copy(), median=median, mean=mean,
        positions=np.take_along_axis(np.concatenate([p.positions for p in parts]), back, axis=2),
        proposer=np.where(proposer < 0, -1, named).astype(np.int16),
        kind=np.take_along_axis(_moves(parts, "kind", 0), back, axis=2),
        own_utility=np.take_along_axis(_moves(parts, "own_utility", np.nan), back, axis=2),
        proposer_utility=np.take_along_axis(_moves(parts, "proposer_utility", np.nan), back, axis=2),
    )  # fmt: skip


def _moves(parts: list[Bargain], name: str, at_start: float) -> NDArray[Any]:
    """Stack one field of the moves to (draw, round, actor); round 0 is the start, before any move."""
    return np.concatenate([_rounds(p.moves, name, at_start) for p in parts])


def _rounds(moves: tuple[Moves, ...], name: str, at_start: float) -> NDArray[Any]:
    first: NDArray[Any] = getattr(moves[0], name)
    return np.stack([np.full_like(first, at_start), *(getattr(m, name) for m in moves)], axis=1)
