"""What an exchange does to those who take no part in it (Van Assen, Stokman and Van Oosten 2003)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.engines.exchange.board import Board, Whole
from foedus.engines.exchange.candidates import Candidates
from foedus.model.aggregates import Floats

#: What is booked for each actor, in this order.
BOOKS = ("own", "inner_positive", "inner_negative", "outer_positive", "outer_negative")


@dataclass(frozen=True, slots=True, eq=False)
class Effects:
    """Effects of exchanges on all actors, (..., actor).

    Attributes
    ----------
    change
        Salience times how much nearer the two outcomes come, in points; 0 for the partners and for actors who take no part
        in both issues.
    inner
        Whether an actor stands on both issues on the side of one of the partners.
    """

    change: Floats
    inner: NDArray[np.bool_]


def effects(at: Board, take: tuple[Whole, Whole], by: tuple[Floats, Floats], before: tuple[Floats, Floats]) -> Effects:
    """Return what exchanges do to others: Σ over both issues of s (|O - x| before - |O - x| after).

    Parameters
    ----------
    at
        The board of the round.
    take
        (...,): places of the partner the outcome of p is moved for, and of the one that of q is moved for.
    by, before
        (...,): how far the two outcomes move, in points, and where they stood.
    """
    n = at.x.shape[2]
    (side_p, near_p), (side_q, near_q) = (_nearer(at, *one) for one in zip(take, by, before, strict=True))
    side_p *= side_q
    near_p += near_q
    # Partners have books of their own; who takes no part in one of the issues (side 0) has none.
    near_p[side_p == 0] = 0.0
    for partner in take:
        np.put_along_axis(near_p, (partner % n)[..., None], 0.0, axis=-1)
    opposed = at.side.ravel().take(take[0]) * -at.side.ravel().take(take[1])
    return Effects(near_p, side_p == opposed[..., None])


def _nearer(at: Board, take: Whole, by: Floats, before: Floats) -> tuple[Floats, Floats]:
    n = at.x.shape[2]
    on = take // n
    x, near, side = (a.reshape(-1, n).take(on, axis=0) for a in (at.x, at.salience, at.side))
    after = before - at.side.ravel().take(take) * by
    gap = before[..., None] - x
    np.abs(gap, out=gap)
    np.subtract(after[..., None], x, out=x)
    np.abs(x, out=x)
    gap -= x
    near *= gap
    return side, near


def concern(of: Candidates, at: Board, gain: Floats, allies: bool) -> Floats:
    """Return the sum of what each candidate, made at equal gains, would do to others (or to allies), (draw, candidate)."""
    p = np.divide(gain, of.rate_p, out=np.zeros_like(gain), where=of.rate_p > 0)
    q = np.divide(gain, of.rate_q, out=np.zeros_like(gain), where=of.rate_p > 0)
    n, outcome = at.x.shape[2], at.outcome.ravel()
    before = outcome[of.take_p // n], outcome[of.take_q // n]
    found = effects(at, (of.take_p, of.take_q), (p, q), before)
    total: Floats = (np.where(found.inner, found.change, 0.0) if allies else found.change).sum(axis=-1)
    return total


def ledger(found: Effects, partners: tuple[Whole, Whole], gained: tuple[Floats, Floats]) -> Floats:
    """Return the books of all actors, (draw, book, actor), from the effects of a round's exchanges, (draw, exchange, actor).

    `partners` and what they `gained` are (draw, exchange).
    """
    draws, _, n = found.change.shape
    row = np.arange(draws)[:, None] * n
    own = sum(
        np.bincount((row + who).ravel(), gain.ravel(), draws * n).reshape(draws, n)
        for who, gain in zip(partners, gained, strict=True)
    )  # fmt: skip
    inner = found.change * found.inner
    outer = found.change - inner
    good, outer_good = np.maximum(inner, 0.0).sum(axis=1), np.maximum(outer, 0.0).sum(axis=1)
    bad, outer_bad = np.minimum(inner, 0.0).sum(axis=1), np.minimum(outer, 0.0).sum(axis=1)
    return np.stack([own, good, bad, outer_good, outer_bad], axis=1)
