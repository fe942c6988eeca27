"""What a contest would bring the challenger (Scholz, Calbert and Smith 2011, equations 15, 16, 22 to 25)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from foedus.model.aggregates import Floats


@dataclass(frozen=True, slots=True, eq=False)
class Stakes:
    """What is at stake between i and j in the view of actor i, (i, j, draw).

    Attributes
    ----------
    distance
        |x_i − x_j| in shares of the spread, in [0, 1].
    exponent
        (i, 1, draw): r of actor i, in [1/2, 2]; None stands for 1 and spares the powers.
    success
        What winning is worth beyond `q` times what being left alone is worth.
    risked
        What winning is worth beyond losing.
    q
        Belief that the other side leaves things as they are if not challenged.
    """

    distance: Floats
    exponent: Floats | None
    success: Floats
    risked: Floats
    q: float


def stakes(distance: Floats, exponent: Floats | None, q: float) -> Stakes:
    """Return the stakes of every pair; see `Stakes`."""
    half = 0.5 * distance
    lost = _power(0.5 + half, exponent)
    won = _power(np.subtract(0.5, half, out=half), exponent)
    alone = _power(np.full((1, 1, distance.shape[2]), 0.5), exponent)
    np.subtract(lost, won, out=lost)
    lost *= 4.0  # (15) less (16)
    success = np.subtract((2.0 - q * (2.0 - 4.0 * alone)) / 4.0, won, out=won)  # (15) less q times (24), over 4
    success *= 4.0
    return Stakes(distance, exponent, success, lost, q)


def contest(at: Stakes, from_median: Floats | None, probability: Floats, resolve: Floats) -> Floats:
    """Return the expected utility of a challenge, (i, j, draw), as actor i sees it (equation 25).

    Parameters
    ----------
    at
        The stakes; a contest between i and j has the same for whoever challenges, if i is who judges.
    from_median
        Broadcastable to (i, j, draw): |x − μ| of the challenger, in shares of the spread; at q = 1 it drops out.
    probability
        (i, j, draw): that the challenger prevails.
    resolve
        Broadcastable: salience of the one challenged; with the rest of it the challenge goes unanswered.
    """
    value = 1.0 - probability
    value *= resolve
    value *= at.risked
    np.subtract(at.success, value, out=value)
    if at.q < 1.0 and from_median is not None:
        quarter = 0.25 * (from_median + at.distance)
        quarter *= 1.0 - 2.0 * (from_median < at.distance)
        base = np.maximum(0.5 + quarter, 0.0)  # (22) where the median is nearer to i than j is, else (23)
        value -= (1.0 - at.q) * (2.0 - 4.0 * _power(base, at.exponent))
    return value


def _power(base: Floats, exponent: Floats | None) -> Floats:
    power: Floats = base if exponent is None else base**exponent
    return power
