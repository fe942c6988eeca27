"""One round: in every draw the best exchange is made, what it touches is valued anew, until nothing is left to gain."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.engines.exchange.board import LEAST, Board, Whole
from foedus.engines.exchange.candidates import Candidates, candidates, caps, columns, gains
from foedus.engines.exchange.chance import Keys, uniform
from foedus.engines.exchange.externalities import BOOKS, concern, effects, ledger
from foedus.engines.exchange.loops import traded
from foedus.engines.exchange.params import Params
from foedus.engines.exchange.rates import Saliences, strayed
from foedus.engines.exchange.short_sight import consider
from foedus.model.aggregates import Floats

#: What is kept of an exchange, in the order of the fields of `Trades`.
WHO = ("taker_p", "taker_q", "issue_p", "issue_q")
HOW_FAR = ("move_p", "move_q", "shift_p", "shift_q", "gain_p", "gain_q")


@dataclass(frozen=True, slots=True, eq=False)
class Trades:
    """The exchanges of one round, (draw, exchange, field), padded with -1 and NaN; and the ledger (draw, book, actor)."""

    who: NDArray[np.int16]
    how_far: Floats
    ledger: Floats


#: Exchanges made at once, one in each of some draws: those draws, the four places take_p, take_q, give_p, give_q, and
#: moves and outcomes before of p and q, with what the partners gained.
_Made = tuple[Whole, Whole, Floats]


def trade(at: Board, params: Params, key: Keys, round_: int, swift: bool) -> tuple[NDArray[np.bool_], Trades | None]:
    """Make exchanges on the board `at`, which is changed, until none is left.

    Returns which draws made any, (draw,), and the exchanges where they are to be kept. Every draw makes its own best
    exchange in each step. An exchange is made once in a round at most, and one that is worth nothing at any step is off
    for the round. With `swift` a compiled loop does all this; the rules must be `simple`.
    """
    if swift:
        return _traded_at_once(at, params)
    of = candidates(at)
    rows = np.arange(len(at.x))
    done: list[_Made] = []
    step = 0
    while of.rate_p.size:
        gain = gains(of, at)
        off = gain <= LEAST
        np.copyto(of.rate_p, 0.0, where=off)
        value = gain if params.choice == "equal_gain" else _valued(of, at, gain, params)
        best = value.max(axis=1)
        going = best > LEAST
        if not going.any():
            break
        equal = value >= (best - LEAST)[:, None]
        pick = _pick(equal, key[rows], round_, step) if params.ties == "random" else equal.argmax(axis=1)
        cells = np.arange(len(rows)) * value.shape[1] + pick
        made = np.flatnonzero(going)
        if at.bought is not None:
            gave = np.stack([of.give_p.ravel()[cells], of.give_q.ravel()[cells]], axis=1)
            consider(of, at, gain, np.where(going[:, None], gave, -1))
        done.append(_make(of, at, rows[made], cells[made], gain, params, key, (round_, step)))
        of.rate_p.ravel()[cells[made]] = 0.0  # made once
        step += 1
        if 8 * len(made) <= 7 * len(rows):
            of, rows, off = of.rows(going), rows[made], off[going]
        if step % 4 == 0:
            of = _narrowed(of, off)
    some = np.zeros(len(at.x), dtype=np.bool_)
    for made_in, _, _ in done[:1]:  # who makes no exchange at first makes none later
        some[made_in] = True
    return some, _told(at, done) if params.record == "exchanges" else None


def simple(params: Params) -> bool:
    """Return whether the rules are those that the compiled loop stands for: equal gains in order, all moves known."""
    short = params.outlook == "as_coded" and params.overshoot
    return params.choice == "equal_gain" and params.ties == "ordered" and params.p == 0 and not short


def _traded_at_once(at: Board, params: Params) -> tuple[NDArray[np.bool_], Trades | None]:
    """Do what `trade` does by a compiled loop, at equal gains and ties in order."""
    draws, m, n = at.x.shape
    start, count = (at.given.copy(), at.outcome.copy(), at.room.copy()), np.zeros(draws, dtype=np.intp)
    tell = params.record == "exchanges"
    room = m * n if tell else 0
    while True:
        who, how_far = np.full((draws, room, len(WHO)), -1, dtype=np.int16), np.full((draws, room, len(HOW_FAR)), np.nan)
        books = np.zeros((draws, len(BOOKS), n))
        given, outcome, open_ = (a.reshape(draws, -1) for a in (at.given, at.outcome, at.room))
        traded(
            at.x, at.salience, at.share, at.side, given, outcome, open_, at.ruled, LEAST, tell, count, who, how_far, books
        )
        most = int(count.max(initial=0))
        if most <= room or not tell:
            return count > 0, Trades(who[:, :most].copy(), how_far[:, :most].copy(), books) if tell else None
        room = most  # there were more than expected
        for values, before in zip((at.given, at.outcome, at.room), start, strict=True):
            values[...] = before


def _valued(of: Candidates, at: Board, gain: Floats, params: Params) -> Floats:
    found = gain + params.concern * concern(of, at, gain, params.concern_for == "allies")
    return np.where(gain > LEAST, found, 0.0)


def _pick(equal: NDArray[np.bool_], key: Keys, round_: int, step: int) -> Whole:
    """Return one of the columns marked in each row, by lot."""
    pick: Whole = equal.argmax(axis=1)
    count = equal.sum(axis=1)
    tied = np.flatnonzero(count > 1)
    if tied.size:
        nth = (uniform(key[tied], round_, step, 0) * count[tied]).astype(np.intp)
        pick[tied] = (np.cumsum(equal[tied], axis=1) > nth[:, None]).argmax(axis=1)
    return pick


def _make(
    of: Candidates, at: Board, rows: Whole, cells: Whole, gain: Floats, params: Params, key: Keys, when: tuple[int, int]
) -> _Made:
    """Make the exchanges at `cells`, one in each draw of `rows`."""
    places = np.stack([v.ravel().take(cells) for v in (of.take_p, of.take_q, of.give_p, of.give_q)])
    take_p, take_q, give_p, give_q = places
    worth = gain.ravel()[cells]
    p, q = worth / of.rate_p.ravel().take(cells), worth / of.rate_q.ravel().take(cells)
    gain_i, gain_j = worth, worth
    if params.p > 0:
        s = at.salience.ravel()
        saliences = Saliences(s[take_p], s[give_q], s[give_p], s[take_q])
        which, wins, far = (uniform(key[rows], *when, purpose) for purpose in (1, 2, 3))
        p, q = strayed(p, q, *caps(of, at, cells), saliences, (which, wins, far), params.p)
        gain_i, gain_j = saliences.gains(p, q)
    both = np.concatenate([p, q])
    before = _shift(at, places[:2].ravel(), places[2:].ravel(), both)
    return rows, places, np.concatenate([both, before, gain_i, gain_j]).reshape(6, -1)


def _shift(at: Board, take: Whole, give: Whole, by: Floats) -> Floats:
    """Let the actors at `give` move outcomes by `by` towards the actors at `take`; return where they stood.

    No outcome may be named twice.
    """
    n = at.x.shape[2]
    on = take // n
    at.given.ravel()[give] += by
    outcome, side = at.outcome.ravel(), at.side.ravel()
    before: Floats = outcome.take(on)
    now = before - side.take(take) * by
    outcome[on] = now
    if at.bought is not None and at.first is not None:
        new = at.first.ravel()[take * n + give % n] == 0
        known = np.where(new, at.given.ravel()[give], 0.0)  # the program keeps the first move of each seller
        at.first.ravel()[take * n + give % n] += known
        at.bought.ravel()[take] += known
    elif at.ruled:
        room, x, sides = (a.reshape(-1, n) for a in (at.room, at.x, at.side))
        room[on] = sides.take(on, axis=0) * (now[:, None] - x.take(on, axis=0))
    return before


def _narrowed(of: Candidates, off: NDArray[np.bool_]) -> Candidates:
    """Return `of` without the exchanges that are off, if that makes the table a quarter narrower."""
    draws, width = off.shape
    if (width - off.sum(axis=1)).max() > 0.75 * width:
        return of
    kept = np.flatnonzero(~off)
    target, shape = columns(kept // width, draws)
    return of.keep(kept, target, shape)


def _told(at: Board, done: list[_Made]) -> Trades:
    """Return the exchanges of a round as tables, with what they did to others."""
    draws, m, n = at.x.shape
    places = np.full((4, draws, len(done)), -1, dtype=np.intp)
    numbers = np.zeros((6, draws, len(done)))
    for step, (rows, where, what) in enumerate(done):
        places[:, rows, step], numbers[:, rows, step] = where, what
    none = places[0] < 0
    take_p, take_q, give_p, give_q = np.maximum(places, 0)
    p, q, before_p, before_q, gain_i, gain_j = numbers
    i, j = take_p % n, take_q % n
    found = effects(at, (take_p, take_q), (p, q), (before_p, before_q))
    side, share = at.side.ravel(), at.share.ravel()
    shift_p, shift_q = -side[take_p] * p, -side[take_q] * q
    who = np.stack([i, j, take_p // n % m, take_q // n % m], axis=2).astype(np.int16)
    move_p, move_q = (np.divide(v, share[g], out=np.zeros_like(v), where=~none) for v, g in ((shift_p, give_p), (shift_q, give_q)))
    how_far = np.stack([move_p, move_q, shift_p, shift_q, gain_i, gain_j], axis=2)
    who[none], how_far[none] = -1, np.nan
    return Trades(who, how_far, ledger(found, (i, j), (gain_i, gain_j)))
