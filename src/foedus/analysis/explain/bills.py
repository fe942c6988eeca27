"""Who pays for exchanges: what they brought and cost each actor, and what each actor's own did to everybody else."""

from __future__ import annotations

from dataclasses import asdict, dataclass

import numpy as np

from foedus.engines.exchange.result import ExchangeResult
from foedus.model.agenda import AgendaInputs
from foedus.model.aggregates import Floats


@dataclass(frozen=True, slots=True)
class Bill:
    """What exchanges brought an actor and cost it, over all rounds, in salience times points of a scale of 0 to 100.

    Attributes
    ----------
    actor
        Its id.
    own
        What it gained by its own exchanges.
    received, paid
        What it gained and lost by those of others, where it had no say.
    brought, caused
        What others gained and lost by its own. It takes two for an exchange: half of it is counted to each partner, so that over all
        actors `caused` sums to what `paid` does, and `brought` to what `received` does.
    """

    actor: str
    own: float
    received: float
    paid: float
    brought: float
    caused: float

    @property
    def balance(self) -> float:
        """All that came to it: `own` and `received`, less `paid`."""
        return self.own + self.received - self.paid

    def to_dict(self) -> dict[str, object]:
        """Return it as the object that ``--json`` prints."""
        return {**asdict(self), "balance": self.balance}


def bills(result: ExchangeResult, agenda: AgendaInputs, draw: int = 0) -> tuple[Bill, ...]:
    """Return what the exchanges of one draw brought and cost each actor, who pays most last.

    Parameters
    ----------
    result, agenda
        What the engine returned, and the inputs it saw.
    draw
        Which draw.
    """
    own = result.own[draw].sum(axis=0)
    received = (result.inner_positive[draw] + result.outer_positive[draw]).sum(axis=0)
    paid = np.abs((result.inner_negative[draw] + result.outer_negative[draw]).sum(axis=0))
    brought, caused = np.zeros(len(result.actors)), np.zeros(len(result.actors))
    for partners, effect in _effects(result, agenda, draw):
        brought[partners] += np.maximum(effect, 0.0).sum() / 2
        caused[partners] -= np.minimum(effect, 0.0).sum() / 2
    found = [Bill(a, *(float(v[k]) for v in (own, received, paid, brought, caused))) for k, a in enumerate(result.actors)]
    return tuple(sorted(found, key=lambda b: (-b.balance, b.actor)))


def _effects(result: ExchangeResult, agenda: AgendaInputs, draw: int) -> list[tuple[list[int], Floats]]:
    """Return the partners of each exchange, and what it did to each actor beside them, (actor,).

    Σ over both issues of s (|O - x| before - |O - x| after), with positions of the start of the round (Van Assen, Stokman and Van Oosten
    2003); nobody who takes no part in one of the issues is counted.
    """
    unit = 100.0 / (agenda.upper - agenda.lower)
    idle = (agenda.capability[draw] * agenda.salience[draw]).sum(axis=0) <= 0
    salience = np.where(idle, 0.0, agenda.salience[draw])
    out = []
    for r in range(result.taker_p.shape[1]):
        stands, outcome = result.positions[draw, r], result.by_positions[draw, r].copy()
        for k in np.flatnonzero(result.taker_p[draw, r] >= 0):
            partners = [int(result.taker_p[draw, r, k]), int(result.taker_q[draw, r, k])]
            effect = np.zeros(len(result.actors))
            for issue, shift in ((int(result.issue_p[draw, r, k]), result.shift_p[draw, r, k]), (int(result.issue_q[draw, r, k]), result.shift_q[draw, r, k])):
                before = np.abs(outcome[issue] - stands[:, issue])
                outcome[issue] += shift
                effect += salience[:, issue] * (before - np.abs(outcome[issue] - stands[:, issue])) * unit[issue]
            effect[partners] = 0.0
            out.append((partners, np.nan_to_num(effect)))
    return out
