"""How much risk an actor takes, from how secure the others leave it (Scholz et al. 2011, equations 32 to 34)."""

from __future__ import annotations

import numpy as np

from foedus.model.aggregates import Floats


def exponents(threats: Floats) -> Floats:
    """Return r_i = (1 − R_i/3) / (1 + R_i/3), with R_i the place of i's threats between the least and the most.

    Parameters
    ----------
    threats
        (i, j, draw): expected utility to j of challenging i.

    Returns
    -------
    numpy.ndarray
        (i, draw), in [1/2, 2]; 1 for all where all are equally threatened.
    """
    each = np.arange(len(threats))
    total = threats.sum(axis=1) - threats[each, each]
    high, low = total.max(axis=0), total.min(axis=0)
    # Rounding alone must not turn equally threatened actors into the most and the least threatened one.
    differ = high - low > 1e-12 * len(threats)
    risk = np.where(differ, (2.0 * total - high - low) / np.where(differ, high - low, 1.0), 0.0)  # (32)
    result: Floats = (1.0 - risk / 3.0) / (1.0 + risk / 3.0)  # (33)
    return result
