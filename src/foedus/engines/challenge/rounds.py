"""One round of bargaining, and a sequence of them, for a chunk of draws."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.engines.challenge.offers import Moves, choose, offers
from foedus.engines.challenge.params import Params
from foedus.engines.challenge.probabilities import as_coded, as_printed, support
from foedus.engines.challenge.security import exponents
from foedus.engines.challenge.utilities import contest, stakes
from foedus.model.aggregates import TIE, Floats, weighted_mean, weighted_median, weights_or_equal


@dataclass(frozen=True, slots=True, eq=False)
class Bargain:
    """A chunk of draws bargained out; fields as in `foedus.model.results.MovesResult`."""

    positions: Floats
    median: Floats
    mean: Floats
    converged: NDArray[np.bool_]
    moves: tuple[Moves, ...]
    powerless: NDArray[np.bool_]


def bargain(positions: Floats, salience: Floats, capability: Floats, scale: float, params: Params) -> Bargain:
    """Run all rounds.

    Parameters
    ----------
    positions, salience, capability
        (draw, actor), as in `foedus.model.inputs.IssueInputs`.
    scale
        Length of the issue scale, the measure of rest.
    params
        Parameters of the engine.

    Returns
    -------
    Bargain
        Draws in which no actor has both capability and salience are `powerless`: nobody moves, and the
        median and mean count every actor equally.
    """
    power = salience * capability
    weights, powerless = weights_or_equal(power)
    r: Floats | None = None
    at_rest = powerless.copy()
    still = np.zeros(len(positions), dtype=np.int64)
    initial = _spread(positions)
    track, moves = [positions], []
    median = [weighted_median(positions, weights)]
    for _ in range(params.rounds):
        x = track[-1]
        spread = initial if params.spread == "initial" else _spread(x)
        if params.exponent == "reset":
            r = None
        step, r = _round(x, salience, power, median[-1], spread, r, params)
        step = _frozen(step, x, at_rest)
        track.append(step.positions)
        moves.append(step)
        median.append(weighted_median(step.positions, weights))
        if params.stop == "at_rest":
            still = np.where(np.abs(median[-1] - median[-2]) <= params.rest * scale, still + 1, 0)
            at_rest = at_rest | (still >= 2)
    unmoved = (np.abs(track[-1] - track[-2]) <= TIE * initial[:, None]).all(axis=1)
    path = np.stack(track, axis=1)
    return Bargain(
        path, np.stack(median, axis=1), weighted_mean(path, np.broadcast_to(weights[:, None, :], path.shape)),
        at_rest | unmoved, tuple(moves), powerless,
    )


def _round(
    x: Floats, salience: Floats, power: Floats, median: Floats, spread: Floats, r: Floats | None, params: Params
) -> tuple[Moves, Floats | None]:
    """Steps 4 to 11: utilities once with the exponents `r` (None: 1), once with those that follow from them."""
    distance = np.abs(x[:, :, None] - x[:, None, :]) / spread[:, None, None]
    from_median = np.abs(x - median[:, None]) / spread[:, None]
    coded = params.variant == "authors_code"
    printed = None if coded else as_printed(support(distance, power))
    own = other = distance
    for second in (False, True):
        if second:
            r = exponents(other)
        felt = None if r is None else r[:, :, None]
        at = stakes(distance, felt)
        p = as_coded(support(distance if felt is None else distance**felt, power)) if printed is None else printed
        own = contest(at, from_median[:, :, None], p, salience[:, None, :], params.q)
        if coded:  # the actor judges both sides of the contest with its own exponent
            other = contest(at, from_median[:, None, :], p.transpose(0, 2, 1), salience[:, :, None], params.q)
        else:
            other = own.transpose(0, 2, 1)
    found = offers(x, own, other, params)
    return choose(found, x, spread, own, other, params), r


def _spread(x: Floats) -> Floats:
    width = x.max(axis=1) - x.min(axis=1)
    spread: Floats = np.where(width > 0, width, 1.0)  # all agree: every distance is zero, whatever the measure
    return spread


def _frozen(step: Moves, x: Floats, at_rest: NDArray[np.bool_]) -> Moves:
    if not at_rest.any():
        return step
    rest = at_rest[:, None]
    return Moves(
        np.where(rest, x, step.positions), np.where(rest, np.int16(-1), step.proposer),
        np.where(rest, np.int8(0), step.kind), np.where(rest, np.nan, step.own_utility),
        np.where(rest, np.nan, step.proposer_utility),
    )  # fmt: skip
