"""How much risk an actor takes, from how secure the others leave it (Scholz et al. 2011, equations 32 to 34)."""

from __future__ import annotations

import numpy as np

from foedus.model.aggregates import Floats


def threatened(threats: Floats) -> Floats:
    """Return how threatened each actor i is, (i, draw): the sum of the expected utilities to all others of challenging i.

    `threats` has one for each, (i, j, draw).
    """
    each = np.arange(len(threats))
    total: Floats = threats.sum(axis=1) - threats[each, each]
    return total


def exponents(threat: Floats) -> Floats:
    """Return r_i = (1 − R_i/3) / (1 + R_i/3), with R_i the place of i's threats between the least and the most.

    Parameters
    ----------
    threat
        (i, draw): how threatened i is.

    Returns
    -------
    numpy.ndarray
        (i, draw), in [1/2, 2]; 1 for all where all are equally threatened.
    """
    high, low = threat.max(axis=0), threat.min(axis=0)
    # Rounding alone must not turn equally threatened actors into the most and the least threatened one.
    differ = high - low > 1e-12 * len(threat)
    risk = np.where(differ, (2.0 * threat - high - low) / np.where(differ, high - low, 1.0), 0.0)  # (32)
    result: Floats = (1.0 - risk / 3.0) / (1.0 + risk / 3.0)  # (33)
    return result
