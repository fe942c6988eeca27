"""What a contest would bring the challenger (Scholz, Calbert and Smith 2011, equations 15, 16, 22 to 25)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from foedus.model.aggregates import Floats


@dataclass(frozen=True, slots=True, eq=False)
class Stakes:
    """What winning, losing and being left alone are worth, (draw, i, j), in the view of actor i.

    `exponent` is r of actor i, (draw, i, 1), in [1/2, 2]; None stands for 1 and spares the powers.
    """

    distance: Floats
    exponent: Floats | None
    success: Floats
    failure: Floats
    status_quo: Floats


def stakes(distance: Floats, exponent: Floats | None) -> Stakes:
    """Return the stakes of every pair.

    Parameters
    ----------
    distance
        (draw, i, j): |x_i − x_j| in shares of the spread, in [0, 1].
    exponent
        (draw, i, 1), or None for 1.
    """
    half = 0.5 * distance
    return Stakes(
        distance, exponent,
        success=_utility(0.5 - half, exponent),  # (15)
        failure=_utility(0.5 + half, exponent),  # (16)
        status_quo=_utility(np.full((1, 1, 1), 0.5), exponent),  # (24)
    )  # fmt: skip


def contest(at: Stakes, from_median: Floats, probability: Floats, resolve: Floats, q: float) -> Floats:
    """Return the expected utility of a challenge, (draw, i, j), as actor i sees it (equation 25).

    Parameters
    ----------
    at
        The stakes; a contest between i and j has the same for whoever challenges, if i is who judges.
    from_median
        Broadcastable to (draw, i, j): |x − μ| of the challenger, in shares of the spread.
    probability
        (draw, i, j): that the challenger prevails.
    resolve
        Broadcastable: salience of the one challenged; with the rest of it the challenge goes unanswered.
    q
        Belief that the other side leaves things as they are if not challenged; at 1 the median drops out.
    """
    fought = probability * at.success + (1.0 - probability) * at.failure
    value = resolve * fought + (1.0 - resolve) * at.success - q * at.status_quo
    if q < 1.0:
        quarter = 0.25 * (from_median + at.distance)
        better = _utility(np.maximum(0.5 - quarter, 0.0), at.exponent)  # (22)
        worse = _utility(0.5 + quarter, at.exponent)  # (23)
        value = value - (1.0 - q) * np.where(from_median < at.distance, better, worse)
    return value


def _utility(base: Floats, exponent: Floats | None) -> Floats:
    utility: Floats = 2.0 - 4.0 * (base if exponent is None else base**exponent)
    return utility
