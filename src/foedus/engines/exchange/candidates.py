"""Every exchange that two actors could make in a round, and what it is worth now.

Two actors can exchange over two issues if they stand on opposite sides of the base outcome on both, and care about
the two issues in different proportions. Each gives way where it cares less (Stokman and Van Oosten 1994).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from foedus.engines.exchange.board import LEAST, Board, Whole
from foedus.engines.exchange.short_sight import gains_as_coded, seen
from foedus.model.aggregates import Floats


@dataclass(slots=True, eq=False)
class Candidates:
    """Possible exchanges, (draw, candidate), padded with exchanges that are worth nothing.

    The first partner, i, has issue p moved for it and gives way on q; the second, j, the other way round. Numbers of
    places count through (draw, issue, actor) of the whole chunk, so that draws can be left out without renumbering.

    Attributes
    ----------
    take_p, give_p, take_q, give_q
        Places of i on p, j on p, j on q and i on q.
    reach_p, reach_q
        How far the outcome moves if the one that gives way goes all the way to the other's position, in points.
    rate_p, rate_q
        Gain to either partner per point by which the outcome of p (of q) moves, at equal gains; 0 once an exchange is off.
    past_p, past_q
        Moves of voting positions once considered, as `foedus.engines.exchange.short_sight` counts them; else None.
    """

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

    def keep(self, cells: Whole, target: Whole, shape: tuple[int, int]) -> Candidates:
        """Return the candidates at flat `cells`, put to flat `target` of a new `shape`."""
        return self._each(lambda v: _placed(v.ravel().take(cells), target, shape))

    def rows(self, which: NDArray[np.bool_]) -> Candidates:
        """Return the candidates of some of the draws."""
        return self._each(lambda v: v[which])

    def _each(self, change: Callable[[NDArray[Any]], Any]) -> Candidates:
        values: dict[str, Any] = {f.name: getattr(self, f.name) for f in fields(self)}
        changed: dict[str, Any] = {name: None if v is None else change(v) for name, v in values.items()}
        return Candidates(**changed)


def _placed(values: NDArray[Any], target: Whole, shape: tuple[int, int]) -> NDArray[Any]:
    flat = np.zeros(shape[0] * shape[1], dtype=values.dtype)
    flat[target] = values
    return flat.reshape(shape)


def columns(row: Whole, draws: int) -> tuple[Whole, tuple[int, int]]:
    """Return where items sorted by `row` stand in a padded table, as flat places, and the shape of the table."""
    count = np.bincount(row, minlength=draws)
    start = np.cumsum(count) - count
    width = int(count.max(initial=0))
    return np.arange(len(row)) - start[row] + row * width, (draws, width)


def candidates(at: Board) -> Candidates:
    """Return the exchanges possible at the start of a round, in the order of issues and actors."""
    draws, m, n = at.x.shape
    a, b = np.triu_indices(n, 1)
    d, e = np.triu_indices(m, 1)
    left, active = at.side > 0, (at.share > 0) & (at.salience > 0)
    opposed = (left[:, :, a] != left[:, :, b]) & active[:, :, a] & active[:, :, b]
    row, which = np.nonzero((opposed[:, d, :] & opposed[:, e, :]).reshape(draws, -1))
    start = row * (m * n)
    # Places of the four within a draw, for each pair of issues and of actors.
    da, db, ea, eb = (((i * n)[:, None] + k[None, :]).ravel().take(which) + start for i in (d, e) for k in (a, b))
    s = at.salience.ravel()
    s_da, s_db, s_ea, s_eb = s.take(da), s.take(db), s.take(ea), s.take(eb)
    # The one of the two that cares more about d, relative to e, has d moved for it.
    ahead = s_da * s_eb - s_ea * s_db
    take_p, give_p = np.where(ahead > 0, da, db), np.where(ahead > 0, db, da)
    take_q, give_q = np.where(ahead > 0, eb, ea), np.where(ahead > 0, ea, eb)
    x, share = at.x.ravel(), at.share.ravel()
    reach_p = share.take(give_p) * np.abs(x.take(da) - x.take(db))
    reach_q = share.take(give_q) * np.abs(x.take(ea) - x.take(eb))
    ahead = np.abs(ahead)
    past = None if at.bought is None else np.zeros(len(row))
    every = Candidates(
        take_p, give_p, take_q, give_q, reach_p, reach_q, ahead / (s_ea + s_eb), ahead / (s_da + s_db), past, past,
    )  # fmt: skip
    # What is worth nothing to begin with is left out here and not carried along.
    worth = np.flatnonzero(gains(every, at) > LEAST)
    target, shape = columns(row.take(worth), draws)
    return every.keep(worth, target, shape)


def caps(of: Candidates, at: Board, cells: Whole | None = None) -> tuple[Floats, Floats]:
    """Return how far the outcomes of p and q may move in each exchange, or in those at flat `cells`.

    The limits are the position of the partner (reach) and, under the overshoot rule, the outcome arriving there (room).
    """

    def some(values: NDArray[Any]) -> Any:
        return values if cells is None else values.ravel()[cells]

    p = _cap(at, some(of.reach_p), some(of.give_p), some(of.take_p))
    return p, _cap(at, some(of.reach_q), some(of.give_q), some(of.take_q))


def _cap(at: Board, reach: Floats, give: Whole, take: Whole) -> Floats:
    if at.bought is not None:
        return np.minimum(reach - at.given.ravel()[give], np.maximum(seen(at, give, take)[0], 0.0))
    given = at.given.ravel().take(give, mode="clip")
    np.subtract(reach, given, out=given)
    return np.minimum(given, at.room.ravel().take(take, mode="clip"), out=given)


def gains(of: Candidates, at: Board) -> Floats:
    """Return what each exchange brings either partner at equal gains; at most 0 where it is off or impossible."""
    if at.bought is not None:
        return gains_as_coded(of, at)
    p, q = caps(of, at)
    p *= of.rate_p
    q *= of.rate_q
    return np.minimum(p, q, out=p)
