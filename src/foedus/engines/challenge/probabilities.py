"""How likely an actor is to prevail over another, from the weight of those who would rather see it win."""

from __future__ import annotations

import numpy as np

from foedus.model.aggregates import Floats


def support(gaps: Floats, weights: Floats) -> Floats:
    """Return the weight, times the gain, of everybody who prefers actor i's position to actor j's.

    Parameters
    ----------
    gaps
        (draw, k, a): distance from k to the position of a as k feels it, in shares of the spread.
    weights
        (draw, k): capability times salience.

    Returns
    -------
    numpy.ndarray
        (draw, i, j): Σ_k max(0, w_k (gap_kj − gap_ki)); zero where i and j stand on one position.
    """
    felt = weights[:, :, None] * gaps
    gain = felt[:, :, None, :] - felt[:, :, :, None]  # (draw, k, i, j)
    np.maximum(gain, 0.0, out=gain)
    total: Floats = gain.sum(axis=1)
    return total


def as_printed(backing: Floats) -> Floats:
    """Return P_ij = support_ij / (support_ij + support_ji) (Scholz et al. 2011, equations 30 and 31).

    `backing` is (draw, i, j) from `support` with plain distances. P_ij + P_ji = 1, but for 0 where nobody
    prefers either.
    """
    return _share(backing, backing + backing.transpose(0, 2, 1))


def as_coded(backing: Floats) -> Floats:
    """Return P_ij as the authors' code has it: support_ij over that of all ordered pairs, counted both ways.

    `backing` is (draw, i, j) from `support` with distances raised to each k's exponent. The sum of
    |gap_kb − gap_ka| over all k and all ordered pairs (a, b) is twice the sum of the supports. The
    probabilities are small, and do not add up to one within a pair.
    """
    return _share(backing, 2.0 * backing.sum(axis=(1, 2), keepdims=True))


def _share(part: Floats, whole: Floats) -> Floats:
    whole = np.broadcast_to(whole, part.shape)
    return np.divide(part, whole, out=np.zeros_like(part), where=whole > 0)
