"""How far the two outcomes of an exchange move: at equal gains, or at a rate of exchange drawn by lot."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from foedus.model.aggregates import Floats


@dataclass(frozen=True, slots=True, eq=False)
class Saliences:
    """Salience of both partners (i, j) on both issues (p, q), (draw,) each."""

    ip: Floats
    iq: Floats
    jp: Floats
    jq: Floats

    def gains(self, p: Floats, q: Floats) -> tuple[Floats, Floats]:
        """Return what i and j gain if the outcomes move by p for i and by q for j."""
        return self.ip * p - self.iq * q, self.jq * q - self.jp * p


def strayed(
    p: Floats, q: Floats, cap_p: Floats, cap_q: Floats, s: Saliences, lot: tuple[Floats, Floats, Floats], most: float
) -> tuple[Floats, Floats]:
    """Return the moves of both outcomes at a random rate of exchange.

    One partner, by lot, wins or loses, by lot. It gains G + p z (G_max - G) if it wins and G - p z G if it loses, with G
    the equal gain, G_max what it could gain at most without loss to the other, and z uniform (Dijkstra, Van Assen,
    Stokman and Draaijer 2018, the randomised exchange rate). Of all moves that give it this, the largest is made, which
    is the best for the other.

    Parameters
    ----------
    p, q
        (draw,): moves at equal gains.
    cap_p, cap_q
        (draw,): how far each outcome may move.
    s
        Saliences.
    lot
        Three uniform numbers per draw: which partner, whether it wins, how far.
    most
        Parameter p of the engine.
    """
    which, wins, far = lot
    equal, _ = s.gains(p, q)
    # Moves at which the other gains exactly nothing, as large as they can be.
    best_i, _ = s.gains(*_along(s.jq, s.jp, cap_p, cap_q))
    _, best_j = s.gains(*_along(s.iq, s.ip, cap_p, cap_q))
    first = which < 0.5
    best = np.where(first, best_i, best_j)
    wanted = equal + most * far * np.where(wins < 0.5, np.maximum(best - equal, 0.0), -equal)
    q_i = np.clip((s.ip * cap_p - wanted) / s.iq, 0.0, cap_q)
    p_j = np.clip((s.jq * cap_q - wanted) / s.jp, 0.0, cap_p)
    p_i = np.minimum((wanted + s.iq * q_i) / s.ip, cap_p)
    q_j = np.minimum((wanted + s.jp * p_j) / s.jq, cap_q)
    return np.where(first, p_i, p_j), np.where(first, q_i, q_j)


def _along(p: Floats, q: Floats, cap_p: Floats, cap_q: Floats) -> tuple[Floats, Floats]:
    """Return the largest moves in the proportion p : q within the caps."""
    scale = np.minimum(cap_p / p, cap_q / q)
    return p * scale, q * scale
