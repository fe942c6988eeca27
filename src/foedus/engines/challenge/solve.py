"""The challenge model over all draws: chunks that bound memory, in an order of actors that ties cannot see."""

from __future__ import annotations

from dataclasses import dataclass
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


@dataclass(slots=True, eq=False)
class _Track:
    """What is filled in as actors bargain; fields as in `MovesResult`."""

    median: Floats
    mean: Floats
    positions: Floats
    own: Floats
    other: Floats
    proposer: NDArray[np.int16]
    kind: NDArray[np.int8]
    converged: NDArray[np.bool_]


def solve(inputs: IssueInputs, params: Params, _rng: np.random.Generator, provenance: Provenance) -> MovesResult:
    """Bargain over `inputs` for `params.rounds` rounds; no chance enters.

    Who has no capability takes no part: it counts in no sum, moves nobody and stays where it is.
    """
    keep_freed_memory()
    x, s, c = inputs.positions, inputs.salience, inputs.capability
    draws, n = x.shape
    powered: NDArray[np.bool_] = np.asarray((s * c > 0).any(axis=1))
    swift = params.variant == "authors_code" and params.q == 1.0
    swift = swift and loops.LOOPS.serve(draws * params.rounds * n**2 * (_PAIR + n * _BETWEEN) * 1e-9)
    width = inputs.upper - inputs.lower
    there = (c > 0) | ~powered[:, None]
    if there.all():
        track = _bargained(x, s, c, width, params, swift)
    else:
        track = _still(x, params.rounds)
        parties, which = np.unique(there, axis=0, return_inverse=True)
        for k, party in enumerate(parties):
            rows, who = np.flatnonzero(which.reshape(-1) == k), np.flatnonzero(party)
            at = np.ix_(rows, who)
            _place(_bargained(x[at], s[at], c[at], width, params, swift), track, rows, who)
    notes = (POWERLESS,) * (not powered.all()) + (MOVING,) * (not track.converged.all())
    return MovesResult(
        issue=inputs.issue, actors=inputs.actors, provenance=provenance, notes=notes, converged=track.converged,
        outcome=(track.median if params.outcome == "median" else track.mean)[:, -1].copy(), median=track.median, mean=track.mean,
        positions=track.positions, proposer=track.proposer, kind=track.kind, own_utility=track.own, proposer_utility=track.other,
    )  # fmt: skip


def _still(x: Floats, rounds: int) -> _Track:
    """Return a track on which nobody moves, each array to be written into."""
    draws, n = x.shape
    shape = (draws, rounds + 1, n)
    return _Track(
        np.empty(shape[:2]), np.empty(shape[:2]), np.repeat(x[:, None], rounds + 1, axis=1), np.full(shape, np.nan), np.full(shape, np.nan),
        np.full(shape, -1, np.int16), np.zeros(shape, np.int8), np.empty(draws, dtype=np.bool_),
    )  # fmt: skip


def _place(part: _Track, track: _Track, rows: NDArray[np.intp], who: NDArray[np.intp]) -> None:
    """Write what some actors did in some draws into the track of all."""
    at = np.ix_(rows, np.arange(part.positions.shape[1]), who)
    track.median[rows], track.mean[rows], track.converged[rows] = part.median, part.mean, part.converged
    track.positions[at], track.own[at], track.other[at], track.kind[at] = part.positions, part.own, part.other, part.kind
    track.proposer[at] = np.where(part.proposer < 0, -1, who[part.proposer])


def _bargained(x: Floats, s: Floats, c: Floats, width: float, params: Params, swift: bool) -> _Track:
    """Bargain in all draws, (draw, actor), chunk by chunk."""
    # Sorted by what they are, actors meet in the same order however the case lists them.
    order = np.lexsort((c, s, x), axis=1)
    track = _still(x, params.rounds)
    x, s, c = (np.take_along_axis(a, order, axis=1) for a in (x, s, c))
    power = s * c
    back = np.argsort(order, axis=1)
    draws, n = x.shape
    size = max(2, CHUNK_BYTES // (8 * n**2))
    for start in range(0, draws, size):
        rows = slice(start, min(start + size, draws))
        many = rows if rows.stop - start > 1 else [start, start]  # a sum along one draw alone would have another order
        part = bargain(_turned(x[many]), _turned(s[many]), _turned(power[many]), width, params, swift)
        seat = back[rows][:, None]
        track.median[rows], track.mean[rows] = (a.T[: rows.stop - start] for a in (part.median, part.mean))
        track.converged[rows] = part.at_rest[: rows.stop - start]
        track.positions[rows] = _seated(part.positions, seat)
        track.own[rows, 1:] = _seated(np.stack([m.own_utility for m in part.moves]), seat)
        track.other[rows, 1:] = _seated(np.stack([m.proposer_utility for m in part.moves]), seat)
        track.kind[rows, 1:] = _seated(np.stack([m.kind for m in part.moves]), seat)
        by = _seated(np.stack([m.proposer for m in part.moves]), seat)
        named = np.take_along_axis(order[rows][:, None], np.maximum(by, 0).astype(np.intp), axis=2)
        track.proposer[rows, 1:] = np.where(by < 0, -1, named)
    return track


def _turned(values: Floats) -> Floats:
    return np.ascontiguousarray(values.T)


def _seated(values: NDArray[Any], seat: NDArray[np.intp]) -> NDArray[Any]:
    """Return (round, actor, draw) as (draw, round, actor), the actors in the order of the inputs."""
    return np.take_along_axis(values.transpose(2, 0, 1)[: len(seat)], seat, axis=2)
