"""What the exchange engine returns, and its exchanges in words."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from foedus.model.agenda import AgendaInputs, AgendaResult
from foedus.model.aggregates import Floats, weighted_mean, weighted_median, weights_or_equal
from foedus.model.results import IssueResult, RoundsResult, axes

_TRADE = axes("draw", "round", "exchange")
_LEDGER = axes("draw", "round", "actor")
_PLACES = axes("draw", "round", "actor", "issue")
_OUTCOMES = axes("draw", "round", "issue")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ExchangeResult(AgendaResult):
    """Outcomes reached by exchanges of voting positions.

    Round 0 of `positions`, `votes`, `by_positions` and `by_votes` is the start; the other arrays begin with round 1, at index
    0. Exchanges of a round stand in the order in which they were made; a draw that made fewer than others is padded
    with -1 and NaN.

    Attributes
    ----------
    positions
        (draw, round, actor, issue): where actors stand after each round, from which the next would start; NaN where an
        actor takes no part.
    votes
        (draw, round, actor, issue): voting positions of each round.
    by_positions, by_votes
        (draw, round, issue): weighted mean of either.
    taker_p, taker_q
        (draw, round, exchange) int16: the actors of an exchange; the outcome of issue p moves for `taker_p`, for which the
        other gives way there, and that of q for `taker_q`.
    issue_p, issue_q
        (draw, round, exchange) int16: index of the issues.
    move_p, move_q
        (draw, round, exchange): how far the voting position of the one that gives way moves, in the unit of the issue.
    shift_p, shift_q
        (draw, round, exchange): how far the outcome moves, in the unit of the issue.
    gain_p, gain_q
        (draw, round, exchange): what `taker_p` and `taker_q` gain, in salience times points of a scale of 0 to 100.
    own, inner_positive, inner_negative, outer_positive, outer_negative
        (draw, round, actor): what an actor gained by its own exchanges, and what those of others brought and cost it;
        inner where it stands on both issues with one of the partners. Unit as the gains.
    """

    positions: Floats = field(metadata=_PLACES)
    votes: Floats = field(metadata=_PLACES)
    by_positions: Floats = field(metadata=_OUTCOMES)
    by_votes: Floats = field(metadata=_OUTCOMES)
    taker_p: NDArray[np.int16] = field(metadata=_TRADE)
    taker_q: NDArray[np.int16] = field(metadata=_TRADE)
    issue_p: NDArray[np.int16] = field(metadata=_TRADE)
    issue_q: NDArray[np.int16] = field(metadata=_TRADE)
    move_p: Floats = field(metadata=_TRADE)
    move_q: Floats = field(metadata=_TRADE)
    shift_p: Floats = field(metadata=_TRADE)
    shift_q: Floats = field(metadata=_TRADE)
    gain_p: Floats = field(metadata=_TRADE)
    gain_q: Floats = field(metadata=_TRADE)
    own: Floats = field(metadata=_LEDGER)
    inner_positive: Floats = field(metadata=_LEDGER)
    inner_negative: Floats = field(metadata=_LEDGER)
    outer_positive: Floats = field(metadata=_LEDGER)
    outer_negative: Floats = field(metadata=_LEDGER)

    def of(self, inputs: AgendaInputs, issue: str) -> IssueResult:
        """Return the rounds of one issue: positions of its actors after each, their weighted median and mean."""
        d = self.issues.index(issue)
        there = np.flatnonzero(inputs.present[:, d])
        path = np.ascontiguousarray(self.positions[:, :, there, d])
        weights, _ = weights_or_equal((inputs.capability * inputs.salience)[:, there, d])
        each = np.ascontiguousarray(np.broadcast_to(weights[:, None, :], path.shape))
        return RoundsResult(
            issue=issue, actors=tuple(self.actors[k] for k in there), outcome=np.ascontiguousarray(self.outcome[:, d]),
            converged=self.converged, provenance=self.provenance, notes=self.notes, positions=path,
            median=weighted_median(path, each), mean=weighted_mean(path, each),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Trade:
    """One exchange: `taker_p` has `issue_p` moved for it by `taker_q`, and gives way on `issue_q` in return.

    Numbers are as in `ExchangeResult`; `round` counts from 1.
    """

    round: int
    taker_p: str
    taker_q: str
    issue_p: str
    issue_q: str
    move_p: float
    move_q: float
    shift_p: float
    shift_q: float
    gain_p: float
    gain_q: float

    def words(self) -> str:
        """Return the exchange as a sentence."""
        if abs(self.gain_p - self.gain_q) < 5e-5:
            gained = f"each gains {self.gain_p:.4g}"
        else:
            gained = f"{self.taker_p} gains {self.gain_p:.4g}, {self.taker_q} gains {self.gain_q:.4g}"
        return (
            f"Round {self.round}: {self.taker_q} moves by {self.move_p:+.4g} on {self.issue_p} for {self.taker_p} "
            f"(outcome {self.shift_p:+.4g}), {self.taker_p} by {self.move_q:+.4g} on {self.issue_q} for {self.taker_q} "
            f"(outcome {self.shift_q:+.4g}); {gained}."
        )


def trades(result: ExchangeResult, draw: int = 0) -> list[Trade]:
    """Return the exchanges of one draw in the order in which they were made.

    Raises
    ------
    IndexError
        If there is no such draw.
    """
    numbers = [getattr(result, name)[draw] for name in ("move_p", "move_q", "shift_p", "shift_q", "gain_p", "gain_q")]
    who = [getattr(result, name)[draw] for name in ("taker_p", "taker_q", "issue_p", "issue_q")]
    return [
        Trade(
            int(r) + 1, result.actors[who[0][r, k]], result.actors[who[1][r, k]], result.issues[who[2][r, k]],
            result.issues[who[3][r, k]], *(float(v[r, k]) for v in numbers),
        )
        for r, k in np.argwhere(who[0] >= 0)
    ]  # fmt: skip
