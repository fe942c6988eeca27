"""One round of bargaining, and a sequence of them, for a chunk of draws.

Draws are the last axis here, so that every step runs along them and every sum over actors has one order.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.engines.challenge import loops
from foedus.engines.challenge.offers import Moves, choose, offers
from foedus.engines.challenge.params import Params
from foedus.engines.challenge.probabilities import as_coded, as_printed, support
from foedus.engines.challenge.security import exponents, threatened
from foedus.engines.challenge.utilities import contest, stakes
from foedus.model.aggregates import TIE, Floats


@dataclass(frozen=True, slots=True, eq=False)
class Bargain:
    """A chunk of draws bargained out.

    Attributes
    ----------
    positions
        (round, actor, draw); round 0 is the start.
    median, mean
        (round, draw), weighted by power.
    moves
        One for each round but the start.
    at_rest
        (draw,): nobody moved in the last round, or the draw was frozen.
    """

    positions: Floats
    median: Floats
    mean: Floats
    moves: tuple[Moves, ...]
    at_rest: NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class _Row:
    """The actors of a chunk in the order of their positions.

    Attributes
    ----------
    order
        (place, draw): the actor at each place.
    places
        (place, draw): where that actor is found in a flat (actor, draw).
    seats
        (actor, draw): where an actor is found in a flat (place, draw).
    positions, median
        (place, draw) and (draw,).
    """

    order: NDArray[np.intp]
    places: NDArray[np.intp]
    seats: NDArray[np.intp]
    positions: Floats
    median: Floats


def bargain(positions: Floats, salience: Floats, power: Floats, scale: float, params: Params, swift: bool) -> Bargain:
    """Run all rounds.

    Parameters
    ----------
    positions, salience, power
        (actor, draw), two draws or more; power is capability times salience. A draw in which nobody has power is
        frozen from the start, and its median and mean count every actor equally.
    scale
        Length of the issue scale, the measure of rest.
    params
        Parameters of the engine.
    swift
        Whether to take the compiled loops, which stand for the authors' code at q = 1 alone.
    """
    powerless = np.logical_not((power > 0).any(axis=0))
    weights = np.where(powerless, 1.0, power)
    at_rest: NDArray[np.bool_] = powerless.copy()
    still = np.zeros(positions.shape[1], dtype=np.int64)
    initial = _spread(positions)
    track, moves, row = [positions], list[Moves](), _row(positions, weights)
    median = [row.median]
    r: Floats | None = None
    for _ in range(params.rounds):
        spread = initial if params.spread == "initial" else _spread(row.positions)
        felt = None if r is None or params.exponent == "reset" else r.take(row.places)
        step, felt = _round(row, salience.take(row.places), power.take(row.places), spread, felt, params, swift)
        r = felt.take(row.seats)
        step = _frozen(_seated(step, row), track[-1], at_rest)
        row = _row(step.positions, weights)
        track.append(step.positions)
        moves.append(step)
        median.append(row.median)
        if params.stop == "at_rest":
            still = np.where(np.abs(median[-1] - median[-2]) <= params.rest * scale, still + 1, 0)
            at_rest = at_rest | (still >= 2)
    unmoved = (np.abs(track[-1] - track[-2]) <= TIE * initial).all(axis=0)
    path = np.stack(track)
    # The mean as `foedus.model.aggregates.weighted_mean` takes it.
    share = weights / weights.max(axis=0)
    low, high = path.min(axis=1), path.max(axis=1)
    mean = np.clip(low + (share * (path - low[:, None])).sum(axis=1) / share.sum(axis=0), low, high)
    return Bargain(path, np.stack(median), mean, tuple(moves), at_rest | unmoved)


def _row(positions: Floats, weights: Floats) -> _Row:
    """Return the row; its median is `foedus.model.aggregates.weighted_median` of sorted positions."""
    n, draws = positions.shape
    draw = np.arange(draws)
    order = np.argsort(positions, axis=0, kind="stable")
    places = order * draws + draw
    seats = np.empty_like(order)
    seats.put(places, np.arange(n * draws))
    x, cumulated = positions.take(places), (weights / weights.max(axis=0)).take(places)
    for k in range(1, n):
        cumulated[k] += cumulated[k - 1]
    half = np.argmax(cumulated >= (0.5 - TIE) * cumulated[-1], axis=0)
    return _Row(order, places, seats, x, x[half, draw])


def _round(
    row: _Row, salience: Floats, power: Floats, spread: Floats, r: Floats | None, params: Params, swift: bool
) -> tuple[Moves, Floats]:
    """Steps 4 to 11: utilities once with the exponents `r` (None: 1), once with those that follow from them.

    The actors come in the order of their positions.
    """
    x = row.positions
    if swift:
        return _looped(x, salience, power, spread, r, params)
    distance = np.abs(x[:, None] - x[None]) / spread
    from_median = np.abs(x - row.median) / spread if params.q < 1.0 else None
    coded = params.variant == "authors_code"
    printed = None if coded else as_printed(support(distance, power))
    resolve = salience[:, None] if coded else salience[None]

    def judged(r: Floats | None, own: bool) -> tuple[Floats, Floats]:
        """Return the expected utilities to i and to j of a contest, (i, j, draw); without `own` the second alone counts."""
        felt = None if r is None else r[:, None]
        at = stakes(distance, felt, params.q)
        p = as_coded(support(distance if felt is None else distance**felt, power)) if printed is None else printed
        if not coded:
            mine = contest(at, None if from_median is None else from_median[:, None], p, resolve)
            return mine, mine.swapaxes(0, 1)
        # The actor judges both sides of the contest with its own exponent.
        theirs = contest(at, None if from_median is None else from_median[None], p.swapaxes(0, 1), resolve)
        if not own:
            return theirs, theirs
        return contest(at, None if from_median is None else from_median[:, None], p, salience[None]), theirs

    r = exponents(threatened(judged(r, own=False)[1]))
    own, other = judged(r, own=True)
    return choose(offers(x, own, other, params), x, spread, own, other, params), r


def _looped(
    x: Floats, salience: Floats, power: Floats, spread: Floats, r: Floats | None, params: Params
) -> tuple[Moves, Floats]:
    """Do what `_round` does, by the loops; powers are NumPy's, which has them for several numbers at once."""
    n, draws = x.shape
    base = np.empty((3, n, n, draws))
    loops.bases(x, spread, base)
    felt, total, below, whole = (np.empty(shape) for shape in (base.shape[1:], base.shape[1:], x.shape, draws))

    def backed(r: Floats | None) -> tuple[Floats, Floats, Floats, Floats, Floats, Floats]:
        gaps, lost, won = base if r is None else base ** r[:, None]
        alone = np.full_like(x, 0.5) if r is None else np.full_like(x, 0.5) ** r
        loops.supports(gaps, power, felt, below, total, whole)
        return lost, won, (2.0 - params.q * (2.0 - 4.0 * alone)) / 4.0, total, whole, salience

    threat = np.empty_like(x)
    loops.threats(*backed(r), threat)
    r = exponents(threat)
    out, kind, proposer = np.empty((3, n, draws)), np.empty(x.shape, np.int8), np.empty(x.shape, np.int16)
    repaired, stronger = params.capitulation == "repaired", params.ties == "stronger"
    loops.moves(x, spread, *backed(r), repaired, stronger, out, kind, proposer)
    return Moves(out[0], proposer, kind, out[1], out[2]), r


def _spread(x: Floats) -> Floats:
    width = x.max(axis=0) - x.min(axis=0)
    spread: Floats = np.where(width > 0, width, 1.0)  # all agree: every distance is zero, whatever the measure
    return spread


def _seated(step: Moves, row: _Row) -> Moves:
    """Return the moves of a round in the order of the actors in the chunk."""
    draw = np.arange(row.order.shape[1])
    proposer = np.where(step.proposer < 0, -1, row.order[step.proposer, draw]).astype(np.int16)
    return Moves(
        step.positions.take(row.seats), proposer.take(row.seats), step.kind.take(row.seats),
        step.own_utility.take(row.seats), step.proposer_utility.take(row.seats),
    )  # fmt: skip


def _frozen(step: Moves, x: Floats, rest: NDArray[np.bool_]) -> Moves:
    if not rest.any():
        return step
    return Moves(
        np.where(rest, x, step.positions), np.where(rest, np.int16(-1), step.proposer),
        np.where(rest, np.int8(0), step.kind), np.where(rest, np.nan, step.own_utility),
        np.where(rest, np.nan, step.proposer_utility),
    )  # fmt: skip
