"""A threat as a game: demand, answer, carrying out, answer again; each choice with logit noise.

The sender may demand something under threat. The target yields or resists. The sender carries the threat out or backs down,
which costs it the belief of its audience. Under sanctions the target may still give in. Choices are logit in the expected payoffs
from there on (McKelvey and Palfrey 1998, agent quantal response), solved from the end. The tree follows Morgan and Miers and Lacy
and Niou (2004): sanctions that are seen are those that the threat of them did not make unnecessary, so they succeed less often
than threats do. The draws are the spread of disputes over which such rates are taken.

Expected conflict (Drezner 1999): a concession today strengthens an adversary tomorrow, so yielding costs the target
``1 + shadow * conflict`` times as much; and the sender counts part of what the target loses beyond its own loss as gained.
Sanctions against adversaries are therefore carried out more often, and yield less.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Stakes:
    """What is at stake, (draw,) or single numbers, in one unit.

    Attributes
    ----------
    demand
        What the demand is worth to the sender.
    yielding
        What yielding costs the target.
    cut_target, cut_sender
        What the cut costs each.
    audience
        What backing down costs the sender.
    borne
        Share of the cut that is borne even if the target gives in under it, 0 to 1.
    conflict, shadow
        How much conflict is expected in future, 0 to 1, and how much it weighs.
    """

    demand: Array | float
    yielding: Array | float
    cut_target: Array | float
    cut_sender: Array | float
    audience: Array | float = 0.0
    borne: float = 0.25
    conflict: Array | float = 0.0
    shadow: float = 1.0


@dataclass(frozen=True, slots=True)
class Threat:
    """Probabilities of each choice where it comes up, (draw,).

    Attributes
    ----------
    threatens, yields, imposes, concedes
        The sender threatens; the target yields to the threat; the sender carries it out; the target gives in under it.
    """

    threatens: Array
    yields: Array
    imposes: Array
    concedes: Array

    @property
    def outcomes(self) -> dict[str, Array]:
        """Probability of each end, (draw,); they sum to 1."""
        t, y, i, c = self.threatens, self.yields, self.imposes, self.concedes
        return {
            "no threat": 1 - t, "yields to the threat": t * y, "backed down": t * (1 - y) * (1 - i),
            "concedes under sanctions": t * (1 - y) * i * c, "deadlock": t * (1 - y) * i * (1 - c),
        }  # fmt: skip

    @property
    def success_threatened(self) -> float | None:
        """How often disputes in which a threat was made end in the sender's favour; None where none is made."""
        return _rate(self._won, self.threatens)

    @property
    def success_imposed(self) -> float | None:
        """How often disputes in which the threat was carried out do; None where none is."""
        ends = self.outcomes
        return _rate(ends["concedes under sanctions"], ends["concedes under sanctions"] + ends["deadlock"])

    @property
    def backed_down(self) -> float | None:
        """Share of the threats made that end in backing down; None where none is made."""
        return _rate(self.outcomes["backed down"], self.threatens)

    @property
    def success_stood_by(self) -> float | None:
        """How often disputes in which the threat was made and not taken back end in the sender's favour; None where there are none."""
        return _rate(self._won, self._won + self.outcomes["deadlock"])

    @property
    def _won(self) -> Array:
        ends = self.outcomes
        return np.asarray(ends["yields to the threat"] + ends["concedes under sanctions"])

    @property
    def imposed(self) -> float:
        """How often a dispute comes to sanctions."""
        ends = self.outcomes
        return float(np.mean(ends["concedes under sanctions"] + ends["deadlock"]))


def play(stakes: Stakes, noise: float = 1.0) -> Threat:
    """Return how the threat goes.

    Parameters
    ----------
    stakes
        What is at stake.
    noise
        Scale of the logit noise, in the unit of the stakes; near 0 each takes the better choice.
    """
    v, s, hurt, pay, audience = (np.asarray(a, dtype=np.float64) for a in (stakes.demand, stakes.yielding, stakes.cut_target, stakes.cut_sender, stakes.audience))
    expected = stakes.shadow * np.asarray(stakes.conflict, dtype=np.float64)
    give = s * (1.0 + expected)
    relative = expected * np.maximum(hurt - pay, 0.0)
    borne = stakes.borne
    # Under sanctions: give in and bear part of them, or hold out and bear all.
    target_concedes, target_holds = -give - borne * hurt, -hurt
    concedes = _logit(target_concedes - target_holds, noise)
    sender_imposes = concedes * (v - borne * (pay - relative)) + (1 - concedes) * (relative - pay)
    imposes = _logit(sender_imposes + audience, noise)
    target_resists = imposes * (concedes * target_concedes + (1 - concedes) * target_holds)
    yields = _logit(-give - target_resists, noise)
    sender_threatens = yields * v + (1 - yields) * (imposes * sender_imposes - (1 - imposes) * audience)
    threatens = _logit(sender_threatens, noise)
    return Threat(*np.broadcast_arrays(threatens, yields, imposes, concedes))


def _rate(won: Array, of: Array) -> float | None:
    return float(won.sum() / of.sum()) if of.sum() > 0 else None


def _logit(better: Array, noise: float) -> Array:
    # Beyond 700 the exponential overflows, and the choice is certain long before.
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(better / noise, -700, 700))))


def credible(stakes: Stakes, threat: Threat) -> NDArray[np.bool_]:
    """Return where carrying the threat out beats backing down, (draw,): cost at most ``v Pr(success) + audience``."""
    gain = np.asarray(stakes.demand) * threat.concedes
    return np.asarray(np.asarray(stakes.cut_sender) <= gain + np.asarray(stakes.audience))
