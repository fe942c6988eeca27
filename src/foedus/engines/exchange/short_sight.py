"""How the program of the Groningen group judges outcomes: each pair knows only its own moves and those made for it.

The outcome a pair sees on an issue counts, of this round's moves, what the partner that gives way has given so far and
what others gave the partner it is given to, of each of them the first time only. An outcome that stands on that
partner's position, or has passed it, may move on without limit. And a move that is cut is measured from where the one
that gives way stood when it first gave way to this partner. Last, an exchange is dropped once the moves to the right that
its partners ever considered for it, made or not, add up to more than the scale. None of this is in the published description; it is
what decides the program's numbers (decide-exchange-model 2022.1.28, read and replayed exchange by exchange).
"""

from __future__ import annotations

from typing import Protocol

import numpy as np

from foedus.engines.exchange.board import ON_IT, Board, Whole
from foedus.model.aggregates import Floats


class Pairs(Protocol):
    """Possible exchanges; attributes as in `foedus.engines.exchange.candidates.Candidates`."""

    take_p: Whole
    give_p: Whole
    take_q: Whole
    give_q: Whole
    reach_p: Floats
    reach_q: Floats
    rate_p: Floats
    rate_q: Floats
    past_p: Floats | None
    past_q: Floats | None


def seen(at: Board, give: Whole, take: Whole) -> tuple[Floats, Floats]:
    """Return how far the outcome may still move, as a pair sees it and as the program cuts it, in points.

    `give` and `take` are the places of the partner that gives way and of the other.
    """
    if at.bought is None or at.first is None:
        raise TypeError("this board knows all moves")
    n = at.x.shape[2]
    known = at.first.ravel()[take * n + give % n]
    own = at.given.ravel()[give]
    others = at.room.ravel()[take] - at.bought.ravel()[take] + known
    return others - own, others - np.where(known > 0, known, own)


def gains_as_coded(of: Pairs, at: Board) -> Floats:
    """Return the equal gain of each exchange; at most 0 where it is off or impossible."""
    given = at.given.ravel()
    gain = np.minimum((of.reach_p - given[of.give_p]) * of.rate_p, (of.reach_q - given[of.give_q]) * of.rate_q)
    for give, take, rate in ((of.give_q, of.take_q, of.rate_q), (of.give_p, of.take_p, of.rate_p)):
        room, cut = seen(at, give, take)
        gain = np.where((room >= ON_IT) & (gain > room * rate), cut * rate, gain)
    for give, rate, past in ((of.give_q, of.rate_q, of.past_q), (of.give_p, of.rate_p, of.past_p)):
        side, x, share = (a.ravel()[give] for a in (at.side, at.x, at.share))
        end = share * np.where(side > 0, 100.0 - x, x) - given[give]
        if past is not None:
            end = np.where(side > 0, np.minimum(end, share * (100.0 - past)), end)
        gain = np.where(gain > (end + ON_IT) * rate, 0.0, gain)
    return gain


def consider(of: Pairs, at: Board, gain: Floats, gave: Whole) -> None:
    """Note what exchanges had in mind for places that now gave way for another; (draw, 2) in `gave`, in place."""
    for give, rate, past in ((of.give_q, of.rate_q, of.past_q), (of.give_p, of.rate_p, of.past_p)):
        if past is None:
            raise TypeError("these exchanges know all moves")
        hit = ((give == gave[:, :1]) | (give == gave[:, 1:])) & (rate > 0)
        share = at.share.ravel()[give]
        past += np.divide(gain, rate * share, out=np.zeros_like(gain), where=hit)
