"""The exchange model over all draws: chunks that bound memory, in an order of actors and issues that labels cannot change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from foedus.engines.exchange.board import base, board
from foedus.engines.exchange.chance import Keys, keys
from foedus.engines.exchange.externalities import BOOKS
from foedus.engines.exchange.loops import LOOPS, renamed, restored
from foedus.engines.exchange.params import Params
from foedus.engines.exchange.result import ExchangeResult
from foedus.engines.exchange.trading import HOW_FAR, WHO, Trades, simple, trade
from foedus.model.agenda import AgendaInputs
from foedus.model.aggregates import Floats
from foedus.model.memory import keep_freed_memory
from foedus.model.results import Provenance

#: Bytes of the table of possible exchanges of a chunk. It bounds memory and changes no bit of the result; much larger tables
#: cost time, as their memory is fetched anew in every step.
CHUNK_BYTES = 3 << 19
#: Nanoseconds that NumPy takes in a round for two actors and two issues.
_PAIRS = 25.0

ALONE = "There is one issue only, so nothing can be exchanged; the outcome is the weighted mean of the positions."
POWERLESS = "On some issue nobody has both capability and salience; there every actor counts equally and nothing is exchanged."
MOVING = "In some draws actors still made exchanges in the last round; the outcome is what they led to by then."


@dataclass(frozen=True, slots=True, eq=False)
class _Table:
    """Inputs on scales of 0 to 100 as (draw, issue, actor), sorted by what actors and issues are."""

    x: Floats
    salience: Floats
    share: Floats
    there: NDArray[np.bool_]
    actors: NDArray[np.intp]  #: (draw, actor): index in the inputs
    issues: NDArray[np.intp]  #: (draw, issue)
    powerless: bool


def solve(inputs: AgendaInputs, params: Params, rng: np.random.Generator, provenance: Provenance) -> ExchangeResult:
    """Let actors exchange voting positions for `params.rounds` rounds.

    Chance enters only with `params.p` above 0 or `params.ties` random: one key per draw is then taken from `rng`.
    """
    keep_freed_memory()
    m, n = len(inputs.issues), len(inputs.actors)
    chance = params.p > 0 or params.ties == "random"
    key = keys(rng, inputs.draws) if chance else np.zeros(inputs.draws, dtype=np.uint64)
    pairs = max(1, n * (n - 1) * m * (m - 1) // 4)
    swift = simple(params) and LOOPS.serve(4 * pairs * inputs.draws * params.rounds * _PAIRS * 1e-9)
    # A loop has one draw at a time before it; then it is what it tells of a chunk that takes memory.
    held = m * n * params.rounds if swift else pairs * (n if params.choice == "externalities" else 1)
    size = max(1, CHUNK_BYTES // (8 * held))
    size = -(-inputs.draws // -(-inputs.draws // size))  # chunks of one size
    parts, powerless = [], False
    for k in range(0, inputs.draws, size):
        table = _table(inputs, slice(k, k + size))
        powerless |= table.powerless
        parts.append(_play(table, params, key[k : k + size], swift))
    return _result(inputs, params, provenance, parts, powerless, swift)


def _table(inputs: AgendaInputs, part: slice) -> _Table:
    there = ~np.isnan(inputs.positions[part])
    scale = inputs.upper - inputs.lower
    x = np.where(there, (inputs.positions[part] - inputs.lower) / scale * 100.0, 0.0).transpose(0, 2, 1)
    s = inputs.salience[part].transpose(0, 2, 1)
    weight = inputs.capability[part].transpose(0, 2, 1) * s
    most = weight.max(axis=2, keepdims=True)
    empty = most <= 0
    weight = np.where(empty, there.transpose(0, 2, 1), weight / np.where(empty, 1.0, most))
    share = weight / weight.sum(axis=2, keepdims=True)
    s = np.where(empty, 0.0, s)  # nobody can give anything there, so nobody is asked what it is worth
    a, d = _order(x, s, share)

    def sort(values: NDArray[Any]) -> NDArray[Any]:
        return np.ascontiguousarray(np.take_along_axis(np.take_along_axis(values, d[:, :, None], 1), a[:, None, :], 2))

    return _Table(sort(x), sort(s), sort(share), sort(there.transpose(0, 2, 1)), a, d, bool(empty.any()))


def _order(x: Floats, s: Floats, share: Floats) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return orders of the actors and of the issues, by what they are and not by where they stand in a list.

    Rounded, so that another unit of a scale gives the same order.
    """
    mean = base(x, share)
    d = np.lexsort([np.round(v, 9) for v in (base(x * x, share), base(s, share), mean)], axis=-1)
    rows = [np.take_along_axis(v, d[:, :, None], 1) for v in (x, s, share)]
    a = np.lexsort([np.round(v[:, k], 9) for v in rows for k in range(x.shape[1])], axis=-1)
    return a, d


@dataclass(frozen=True, slots=True, eq=False)
class _Part:
    """A chunk played, (draw, round, ...), in the order of the inputs and on scales of 0 to 100.

    `positions` and `votes` are (draw, round, issue, actor) in the order of `table`.
    """

    table: _Table
    positions: Floats
    votes: Floats
    by_positions: Floats
    by_votes: Floats
    who: list[NDArray[np.int16]]
    how_far: list[Floats]
    ledger: Floats
    resting: NDArray[np.bool_]


def _play(table: _Table, params: Params, key: Keys, swift: bool) -> _Part:
    x, start = table.x, base(table.x, table.share)
    positions, votes, by_positions, by_votes = [x], [x], [start], [start]
    told: list[Trades] = []
    some = np.zeros(len(x), dtype=np.bool_)
    adopted = params.fixed_weight + params.salience_weight * (1.0 - table.salience)
    for r in range(params.rounds):
        at = board(x, table.salience, table.share, table.there, params)
        some, made = trade(at, params, key, r, swift)
        told += [made] if made else []
        y = at.votes
        votes.append(y)
        by_votes.append(base(y, table.share))
        x = x + adopted * (y - x)
        positions.append(x)
        by_positions.append(base(x, table.share))
    a, d = np.argsort(table.actors, axis=1), np.argsort(table.issues, axis=1)

    def back(values: list[Floats]) -> Floats:
        """(draw, issue) of each round to (draw, round, issue) of the inputs."""
        return np.take_along_axis(np.stack(values, axis=1), d[:, None, :], 2)

    none = np.zeros((len(x), 0, len(BOOKS), x.shape[2]))
    ledger = np.stack([t.ledger for t in told], axis=1) if told else none
    return _Part(
        table, np.stack(positions, axis=1), np.stack(votes, axis=1), back(by_positions), back(by_votes),
        [_named(t, table, swift) for t in told], [t.how_far for t in told],
        np.take_along_axis(ledger, a[:, None, None, :], 3), ~some,
    )  # fmt: skip


def _named(made: Trades, table: _Table, swift: bool) -> NDArray[np.int16]:
    """Return who made exchanges on what as indices into the inputs."""
    if swift:
        renamed(made.who, table.actors, table.issues)
        return made.who
    names = made.who.astype(np.intp)
    actors, issues = (np.take_along_axis(order[:, None, :], np.maximum(names[:, :, part], 0), 2) for order, part in (
        (table.actors, slice(0, 2)), (table.issues, slice(2, 4)),
    ))  # fmt: skip
    return np.where(names < 0, -1, np.concatenate([actors, issues], axis=2)).astype(np.int16)


def _result(
    inputs: AgendaInputs, params: Params, provenance: Provenance, parts: list[_Part], powerless: bool, swift: bool
) -> ExchangeResult:
    scale = inputs.upper - inputs.lower
    low = np.nanmin(inputs.positions, axis=1)[:, None, :]
    high = np.nanmax(inputs.positions, axis=1)[:, None, :]

    def outcomes(name: str) -> Floats:
        values = np.concatenate([getattr(p, name) for p in parts])
        return np.clip(inputs.lower + values / 100.0 * scale, low, high)

    def places(name: str) -> Floats:
        out = np.empty((inputs.draws, params.rounds + 1, len(inputs.actors), len(inputs.issues)))
        first = 0
        for p in parts:  # one after the other, so that each stays near the processor
            rows = slice(first, first := first + len(p.positions))
            _placed(getattr(p, name), p.table, inputs, (rows, low[rows], high[rows]), out[rows], swift)
        return out

    by_votes, by_positions = outcomes("by_votes"), outcomes("by_positions")
    who, how_far = _padded(parts, inputs.draws, params.rounds)
    units = [scale[np.maximum(issue, 0)] / 100.0 for issue in who[2:]]
    for k in range(4):
        how_far[k] *= units[k % 2]
    ledger = np.concatenate([p.ledger for p in parts])
    converged = np.concatenate([p.resting for p in parts])
    notes = (ALONE,) * (len(inputs.issues) == 1) + (POWERLESS,) * powerless + (MOVING,) * bool(not converged.all())
    tables: dict[str, Any] = dict(zip(WHO, who, strict=True)) | dict(zip(HOW_FAR, how_far, strict=True))
    tables |= {name: np.ascontiguousarray(ledger[:, :, k]) for k, name in enumerate(BOOKS)}
    return ExchangeResult(
        issues=inputs.issues, actors=inputs.actors, provenance=provenance, notes=notes, converged=converged,
        outcome=(by_votes if params.reading == "votes" else by_positions)[:, -1].copy(),
        positions=places("positions"), votes=places("votes"), by_positions=by_positions, by_votes=by_votes,
        **tables,
    )  # fmt: skip


def _placed(
    points: Floats, table: _Table, inputs: AgendaInputs, part: tuple[slice, Floats, Floats], out: Floats, swift: bool
) -> None:
    """Write `points` (draw, round, issue, actor) in the units and the order of the inputs into `out` (draw, round, actor, issue).

    `part` is which draws they are, and the lowest and highest position of each issue there, (draw, 1, issue).
    """
    rows, low, high = part
    width, given = (inputs.upper - inputs.lower) / 100.0, inputs.positions[rows]
    if swift:
        # Copies, since the inputs cannot be written to, which is another type to a compiled loop.
        restored(points, table.actors, table.issues, given.copy(), low[:, 0].copy(), high[:, 0].copy(), inputs.lower.copy(), width, out)
        return
    a, d = np.argsort(table.actors, axis=1), np.argsort(table.issues, axis=1)
    points = np.take_along_axis(np.take_along_axis(points, d[:, None, :, None], 2), a[:, None, None, :], 3).transpose(0, 1, 3, 2)
    values = points * width
    values += inputs.lower
    np.clip(values, low[:, :, None], high[:, :, None], out=values)
    # Who never moved stands where it stood, to the bit.
    out[...] = np.where(points == points[:, :1], given[:, None], values)
    out[np.broadcast_to(np.isnan(given)[:, None], out.shape)] = np.nan


def _padded(parts: list[_Part], draws: int, rounds: int) -> tuple[list[NDArray[np.int16]], list[Floats]]:
    """Return each field of all exchanges, (draw, round, exchange); as many places as the longest round of any draw has."""
    most = max((w.shape[1] for p in parts for w in p.who), default=0)
    who = [np.full((draws, rounds, most), -1, dtype=np.int16) for _ in WHO]
    how_far = [np.full((draws, rounds, most), np.nan) for _ in HOW_FAR]
    first = 0
    for p in parts:
        for r, (names, numbers) in enumerate(zip(p.who, p.how_far, strict=True)):
            place = slice(first, first + len(names)), r, slice(names.shape[1])
            for k, name in enumerate(who):
                name[place] = names[..., k]
            for k, number in enumerate(how_far):
                number[place] = numbers[..., k]
        first += len(p.resting)
    return who, how_far
