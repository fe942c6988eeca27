"""Which offers stand between two actors, and which of them an actor takes (Scholz et al. 2011, steps 11, 6.2)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.engines.challenge.params import Params
from foedus.model.aggregates import TIE, Floats
from foedus.model.results import MOVE_KINDS

CONFRONTATION, COMPROMISE, CAPITULATION = (
    np.int8(MOVE_KINDS.index(k)) for k in ("confrontation", "compromise", "capitulation")
)
#: Added to what an offer that is out is judged by: beyond every position and utility.
_FAR = 1e300


@dataclass(frozen=True, slots=True, eq=False)
class Offers:
    """What each actor i (axis 0) would be moved to by each actor j (axis 1).

    Attributes
    ----------
    kind
        (i, j, draw) int8: an index into `MOVE_KINDS`; 0 where j offers i nothing that i must consider.
    target
        (i, j, draw): where i would stand, in the unit of the issue.
    key
        (i, j, draw): what is least in the offer i prefers among those of one kind, in the unit of the issue.
    """

    kind: NDArray[np.int8]
    target: Floats
    key: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Moves:
    """The offer each actor took, (actor, draw); fields as in `foedus.model.results.MovesResult`."""

    positions: Floats
    proposer: NDArray[np.int16]
    kind: NDArray[np.int8]
    own_utility: Floats
    proposer_utility: Floats


def offers(positions: Floats, own: Floats, other: Floats, params: Params) -> Offers:
    """Classify every pair from i's side.

    Parameters
    ----------
    positions
        (i, draw).
    own, other
        (i, j, draw): expected utility of a contest to i and to j. Where both gain, the one that gains less
        moves all the way; where only j gains, i moves part of the way if j gains more than i loses, and all
        the way otherwise.
    """
    here, there = positions[:, None], positions[None]
    way = there - here
    apart, loses = way != 0, own < -TIE
    least = own + TIE
    confrontation = apart & (own > TIE) & (other > least)
    np.subtract(TIE, own, out=least)
    loses &= apart
    compromise = loses & (other > least)
    kind = CONFRONTATION * confrontation.view(np.int8) + COMPROMISE * compromise.view(np.int8)
    if params.variant == "equations" or params.capitulation == "repaired":
        least -= 2 * TIE
        kind += CAPITULATION * (loses & (other > TIE) & (other < least)).view(np.int8)
    # Products with 0 and 1 choose between two values: a branch for each pair would take several times as long.
    part = compromise.astype(np.float64)
    whole = 1.0 - part
    short = (own + other) * part / (other * part + whole)  # (35), (36): how much of the way j grants i
    target = there - way * short
    if params.variant == "authors_code":
        # The code prefers the lowest of these weighted positions where the text asks for the smallest move.
        between = way * own
        between /= (other - own) * part + whole
        between += there
        between *= part
        whole *= np.abs(way, out=way)
        between += whole
        return Offers(kind, target, between)
    return Offers(kind, target, np.abs(np.subtract(target, here, out=way), out=way))


def choose(found: Offers, positions: Floats, spread: Floats, own: Floats, other: Floats, params: Params) -> Moves:
    """Let every actor take one offer; all move at once.

    Offers that the rule finds equal are told apart by the proposer's expected utility (larger first) and by
    the target (lower first), in the order `params.ties` sets; neither the order of the actors nor rounding
    decides.
    """
    tie = TIE * spread
    last = ["strong", "low"] if params.ties == "stronger" else ["low", "strong"]
    first = {"tiers": ["small"], "enforceable": ["strong", "small"], "least_move": ["small"]}[params.selection]
    open_ = found.kind > 0
    moved = open_.any(axis=1)
    if params.selection == "tiers":
        tier = found.kind.view(np.uint8) - np.uint8(1)  # no offer comes last: 255
        open_ &= tier == tier.min(axis=1)[:, None]
    for quality in first + last:
        shut = np.logical_not(open_) * _FAR
        if quality == "strong":
            open_ &= other >= (np.subtract(other, shut, out=shut).max(axis=1) - TIE)[:, None]
        else:
            value = found.key if quality == "small" else found.target
            open_ &= value <= (np.add(value, shut, out=shut).min(axis=1) + tie)[:, None]
    pick = np.argmax(open_, axis=1)
    each, draw = np.arange(len(pick))[:, None], np.arange(pick.shape[1])
    low, high = positions.min(axis=0), positions.max(axis=0)
    return Moves(
        positions=np.where(moved, np.clip(found.target[each, pick, draw], low, high), positions),
        proposer=np.where(moved, pick, -1).astype(np.int16),
        kind=np.where(moved, found.kind[each, pick, draw], np.int8(0)),
        own_utility=np.where(moved, own[each, pick, draw], np.nan),
        proposer_utility=np.where(moved, other[each, pick, draw], np.nan),
    )
