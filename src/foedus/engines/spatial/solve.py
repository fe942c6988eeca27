"""The spatial model over all draws, in chunks that bound memory."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.engines.spatial.bargains import Pairs, bargains
from foedus.engines.spatial.choice import taken
from foedus.engines.spatial.contest import View
from foedus.engines.spatial.loops import LOOPS
from foedus.engines.spatial.params import Params
from foedus.engines.spatial.result import SpatialResult
from foedus.engines.spatial.step_loops import put_to, renamed, restored
from foedus.engines.spatial.table import ABSENT, CROWDED, Table, shares, tabled
from foedus.engines.spatial.utilities import attitudes, curve, distances, estimated
from foedus.model.agenda import AgendaInputs
from foedus.model.aggregates import Floats
from foedus.model.election import coalitions, decided, elect, first_of_each, shared
from foedus.model.memory import keep_freed_memory
from foedus.model.results import Provenance

#: Bytes of a temporary array (draw, actor, actor). It changes no bit of the result.
CHUNK_BYTES = 1 << 21
#: Nanoseconds that NumPy takes in a round for a pair of actors, and more for each third who may join their contest.
_PAIR, _THIRD = 150.0, 7.0
#: Nanoseconds that NumPy takes to bring a number into the order and the unit of the inputs.
_BROUGHT = 40.0

POWERLESS = "In some draws no actor has both capability and salience; there nobody moves and every actor counts equally."
MOVING = "In some draws actors still moved in the last round; the outcome is where they stood then."


@dataclass(slots=True, eq=False)
class _Track:
    """A chunk of draws bargained out, in the order of its table; fields as in `SpatialResult`."""

    points: Floats
    challenged: Pairs
    partner: Pairs
    gain: Floats
    rested: NDArray[np.bool_]
    share: Floats
    outcome: Floats


def solve(inputs: AgendaInputs, params: Params, rng: np.random.Generator, provenance: Provenance) -> SpatialResult:
    """Bargain over `inputs`, all issues at once; chance enters only under choice: stochastic."""
    keep_freed_memory()
    n = len(inputs.actors)
    shape = (inputs.draws, params.rounds + 1, n)
    path = np.empty((*shape, len(inputs.issues)))
    low, high = np.nanmin(inputs.positions, axis=1), np.nanmax(inputs.positions, axis=1)
    challenged, partner = np.empty(shape, np.int16), np.empty(shape, np.int16)
    gain = np.empty(shape)
    share, outcome = np.empty((inputs.draws, n)), np.empty((inputs.draws, len(inputs.issues)))
    converged = np.empty(inputs.draws, dtype=np.bool_)
    crowded = powerless = False
    size = max(1, CHUNK_BYTES // (8 * n**2))
    size = -(-inputs.draws // -(-inputs.draws // size))  # chunks of one size
    for start in range(0, inputs.draws, size):
        rows = slice(start, min(start + size, inputs.draws))
        table, divided = tabled(inputs, rows)
        luck = None
        if params.choice == "stochastic":  # draw after draw, so that the chunks change no bit; equal actors, equal luck
            luck = np.take_along_axis(rng.random((rows.stop - start, params.rounds, n)), _alike(table)[:, None, :], axis=2)
        track = _bargained(table, params, luck)
        back = np.argsort(table.actors, axis=1)
        issue_back = np.argsort(table.issues, axis=1)
        if LOOPS.serve(track.points.size * _BROUGHT * 1e-9):
            # Copies, since the inputs cannot be written to, which is another type to a compiled loop.
            given, least, most, lower = (np.array(a, order="C") for a in (inputs.positions[rows], low[rows], high[rows], inputs.lower))
            actors, issues = np.ascontiguousarray(table.actors), np.ascontiguousarray(table.issues)
            restored(track.points, given, least, most, lower, inputs.upper - lower, actors, issues, path[rows])
            renamed(track.challenged, track.partner, track.gain, actors, challenged[rows], partner[rows], gain[rows])
        else:
            moved = np.take_along_axis(track.points, back[:, None, :, None], axis=2)
            moved = np.take_along_axis(moved, issue_back[:, None, None, :], axis=3)
            path[rows] = _path(moved, inputs, rows, low, high)
            for whole, part in ((challenged, track.challenged), (partner, track.partner)):
                named = np.take_along_axis(table.actors[:, None, :], np.maximum(part, 0), axis=2)
                whole[rows] = np.take_along_axis(np.where(part < 0, -1, named), back[:, None, :], axis=2)
            gain[rows] = np.take_along_axis(track.gain, back[:, None, :], axis=2)
        share[rows] = np.take_along_axis(track.share, back, axis=1)
        outcome[rows] = np.take_along_axis(track.outcome, issue_back, axis=1)
        converged[rows] = track.rested
        crowded, powerless = crowded or divided, powerless or not table.stands.any(axis=1).all()
    notes = {
        POWERLESS: powerless, CROWDED: crowded, ABSENT: not inputs.present.all(), MOVING: not converged.all(),
    }  # fmt: skip
    return SpatialResult(
        issues=inputs.issues, actors=inputs.actors, outcome=np.clip(inputs.lower + outcome * (inputs.upper - inputs.lower), low, high), converged=converged,
        provenance=provenance, notes=tuple(note for note, applies in notes.items() if applies),
        positions=path, challenged=challenged, partner=partner, gain=gain, probability=share,
    )  # fmt: skip


def _bargained(table: Table, params: Params, luck: Floats | None) -> _Track:
    draws, n, issues = table.points.shape
    rounds = params.rounds
    track = _Track(
        np.empty((draws, rounds + 1, n, issues)), np.full((draws, rounds + 1, n), -1),
        np.full((draws, rounds + 1, n), -1), np.full((draws, rounds + 1, n), np.nan),
        table.stands.sum(axis=1) < 2, np.empty((draws, n)), np.empty((draws, issues)),
    )  # fmt: skip
    track.points[:, 0] = table.points
    ideals: Floats = table.points.copy()
    live, now, x, wish = np.arange(draws), table, ideals, ideals
    resting = track.rested
    for t in range(1, rounds + 1):
        if resting.any():
            track.points[live[resting], t:] = x[resting, None]
            still = ~resting
            live, x, wish = live[still], x[still], wish[still]
            now = _rows(table, live)
        if not len(live):
            break
        swift = LOOPS.serve(len(live) * n**2 * (_PAIR + n * _THIRD) * 1e-9)
        distance = distances(wish, x, now.part, swift)
        risk = attitudes(distance, now, params, swift)
        seen = View(distance, *estimated(risk, params))
        found = bargains(x, seen, now, params, swift)
        step = taken(found, x, wish, distance, risk, now, params, None if luck is None else luck[live, t - 1], swift)
        rows = slice(None) if len(live) == draws else live  # a view is filled faster than places picked one by one
        track.points[rows, t] = step.points
        track.partner[rows, t] = step.partner
        track.gain[rows, t] = found.gain
        if swift:
            put_to(live, found.draw, found.i, found.j, t, track.challenged)
        else:
            track.challenged[live[found.draw[::-1]], t, found.i[::-1]] = found.j[::-1]  # the first of several stays
        way = _moved(step.points - x)
        x, wish = step.points, params.accommodation * step.points + (1 - params.accommodation) * wish
        ideals[live] = wish
        if t == 1:
            first = np.zeros(draws)
            first[live] = way
            resting = (way == 0) & (params.choice == "deterministic")  # else the second round may differ
        else:
            resting = way <= params.rest * first[live]
        track.rested[live] = resting
    _decide(track, table, ideals, params)
    return track


def _moved(steps: Floats) -> Floats:
    """Return how far all actors of a draw moved, (draw,), for `steps` (draw, actor, issue)."""
    steps *= steps
    if steps.shape[2] < 8:  # one by one, as NumPy adds so few, which takes it longer along so short an axis
        for d in range(1, steps.shape[2]):
            steps[:, :, 0] += steps[:, :, d]
        squares = steps[:, :, 0]
    else:
        squares = steps.sum(axis=2)
    way: Floats = np.sqrt(squares).sum(axis=1)
    return way


def _decide(track: _Track, table: Table, ideals: Floats, params: Params) -> None:
    """Hold the election over the last positions and write its shares and outcome into `track`."""
    x = track.points[:, -1]
    powerless = np.logical_not(table.stands.any(axis=1, keepdims=True), dtype=np.bool_)
    stands: NDArray[np.bool_] = table.stands | powerless
    salience = np.where(powerless[:, :, None], 1.0, table.salience)
    weights = np.where(powerless, 1.0, table.capability)
    distance = distances(ideals, x, shares(salience))
    risk = np.where(powerless, 0.0, attitudes(distance, table, params))
    candidates, leader = first_of_each(x, stands)
    support = coalitions(1 - distance + risk[:, :, None] * curve(distance), weights, params.vote)
    share = elect(support, params.victory, params.election, candidates)
    track.share = shared(share, leader, stands)
    track.outcome = decided(x, share, params.outcome)


def _rows(table: Table, live: NDArray[np.intp]) -> Table:
    return Table(
        table.points[live], table.salience[live], table.capability[live], table.power[live], table.stands[live],
        table.part[live], table.resolve[live], table.actors[live], table.issues[live],
    )  # fmt: skip


def _alike(table: Table) -> NDArray[np.intp]:
    """Return for each actor the first that equals it in everything; the table has them side by side."""
    parts = [table.points, table.salience, table.capability[:, :, None]]
    same = np.all([(p[:, 1:] == p[:, :-1]).all(axis=2) for p in parts], axis=0)
    first = np.where(same, 0, np.arange(1, table.points.shape[1]))
    zero = np.zeros((len(first), 1), dtype=np.intp)
    return np.maximum.accumulate(np.concatenate([zero, first], axis=1), axis=1)


def _path(points: Floats, inputs: AgendaInputs, rows: slice, low: Floats, high: Floats) -> Floats:
    """Return positions in the unit of each issue; where nobody has moved yet, exactly those of the inputs."""
    given = inputs.positions[rows, None]
    there = np.clip(inputs.lower + points * (inputs.upper - inputs.lower), low[rows, None, None], high[rows, None, None])
    path = np.where(points == points[:, :1], given, there)
    return np.where(np.isnan(given), np.nan, path)
