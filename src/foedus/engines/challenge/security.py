"""How much risk an actor takes, from how secure the others leave it (Scholz et al. 2011, equations 32 to 34)."""

from __future__ import annotations

import numpy as np

from foedus.model.aggregates import Floats


def exponents(threats: Floats) -> Floats:
    """Return r_i = (1 − R_i/3) / (1 + R_i/3), with R_i the place of i's threats between the least and the most.

    Parameters
    ----------
    threats
        (draw, i, j): expected utility to j of challenging i.

    Returns
    -------
    numpy.ndarray
        (draw, i), in [1/2, 2]; 1 for all where all are equally threatened.
    """
    others = ~np.eye(threats.shape[1], dtype=np.bool_)
    total = np.where(others, threats, 0.0).sum(axis=2)
    high, low = total.max(axis=1, keepdims=True), total.min(axis=1, keepdims=True)
    spread = np.broadcast_to(high - low, total.shape)
    # Rounding alone must not turn equally threatened actors into the most and the least threatened one.
    differ = spread > 1e-12 * threats.shape[1]
    risk = np.divide(2.0 * total - high - low, spread, out=np.zeros_like(total), where=differ)  # (32)
    result: Floats = (1.0 - risk / 3.0) / (1.0 + risk / 3.0)  # (33)
    return result
