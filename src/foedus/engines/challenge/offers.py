"""Which offers stand between two actors, and which of them an actor takes (Scholz et al. 2011, steps 11, 6.2)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.engines.challenge.params import Params
from foedus.model.aggregates import TIE, Floats
from foedus.model.results import MOVE_KINDS

CONFRONTATION, COMPROMISE, CAPITULATION = (
    MOVE_KINDS.index(k) for k in ("confrontation", "compromise", "capitulation")
)


@dataclass(frozen=True, slots=True, eq=False)
class Offers:
    """What each actor i (axis 1) would be moved to by each actor j (axis 2).

    Attributes
    ----------
    kind
        (draw, i, j) int8: an index into `MOVE_KINDS`; 0 where j offers i nothing that i must consider.
    target
        (draw, i, j): where i would stand, in the unit of the issue.
    key
        (draw, i, j): what is least in the offer i prefers among those of one kind, in the unit of the issue.
    """

    kind: NDArray[np.int8]
    target: Floats
    key: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Moves:
    """The offer each actor took, (draw, actor); fields as in `foedus.model.results.MovesResult`."""

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
        (draw, i).
    own, other
        (draw, i, j): expected utility of a contest to i and to j. Where both gain, the one that gains less
        moves all the way; where only j gains, i moves part of the way if j gains more than i loses, and all
        the way otherwise.
    """
    here, there = positions[:, :, None], positions[:, None, :]
    gains, loses, theirs = own > TIE, own < -TIE, other > TIE
    apart = here != there
    kind = np.zeros(own.shape, dtype=np.int8)
    kind[apart & gains & theirs & (other > own + TIE)] = CONFRONTATION
    compromise = apart & loses & theirs & (other > TIE - own)
    kind[compromise] = COMPROMISE
    if params.variant == "equations" or params.capitulation == "repaired":
        kind[apart & loses & theirs & (other < -own - TIE)] = CAPITULATION
    ratio = np.divide(-own, other, out=np.ones_like(own), where=compromise)
    target = np.where(compromise, here + (there - here) * ratio, np.broadcast_to(there, own.shape))  # (35), (36)
    key = np.abs(target - here)
    if params.variant == "authors_code":
        # The code prefers the lowest of these weighted positions where the text asks for the smallest move.
        between = np.divide(-own * here + other * there, other - own, out=np.zeros_like(own), where=compromise)
        key = np.where(compromise, between, key)
    return Offers(kind, target, key)


def choose(found: Offers, positions: Floats, spread: Floats, own: Floats, other: Floats, params: Params) -> Moves:
    """Let every actor take one offer; all move at once.

    Offers that the rule finds equal are told apart by the proposer's expected utility (larger first) and by
    the target (lower first), in the order `params.ties` sets; neither the order of the actors nor rounding
    decides.
    """
    tie = TIE * spread[:, None, None]
    tier = found.kind.astype(np.float64)
    small, strong, low_ = (found.key, tie), (-other, TIE), (found.target, tie)
    last = [strong, low_] if params.ties == "stronger" else [low_, strong]
    first: dict[str, list[tuple[Floats, Floats | float]]] = {
        "tiers": [(tier, 0.0), small], "enforceable": [strong, small], "least_move": [small],
    }  # fmt: skip
    open_ = found.kind > 0
    moved = open_.any(axis=2)
    for value, tolerance in first[params.selection] + last:
        least = np.where(open_, value, np.inf).min(axis=2, keepdims=True)
        open_ = open_ & (value <= least + tolerance)
    pick = np.argmax(open_, axis=2)

    def taken(values: NDArray[np.float64]) -> Floats:
        return np.take_along_axis(values, pick[:, :, None], axis=2)[:, :, 0]

    low, high = positions.min(axis=1, keepdims=True), positions.max(axis=1, keepdims=True)
    kind = np.take_along_axis(found.kind, pick[:, :, None], axis=2)[:, :, 0]
    return Moves(
        positions=np.where(moved, np.clip(taken(found.target), low, high), positions),
        proposer=np.where(moved, pick, -1).astype(np.int16),
        kind=np.where(moved, kind, 0).astype(np.int8),
        own_utility=np.where(moved, taken(own), np.nan),
        proposer_utility=np.where(moved, taken(other), np.nan),
    )
