"""How likely an actor is to prevail over another, from the weight of those who would rather see it win."""

from __future__ import annotations

import numpy as np

from foedus.model.aggregates import Floats

_TINY = np.finfo(np.float64).tiny


def support(gaps: Floats, weights: Floats) -> Floats:
    """Return the weight, times the gain, of everybody who prefers actor i's position to actor j's.

    Of i below j, everybody at or below i prefers i and everybody at or above j prefers j, whatever exponent above 0
    the distances were raised to, since x -> x^r keeps their order. Running sums over k give those in O(n²); only who
    stands strictly between is asked, n³/6 in place of n³. Looking up where the middle between i and j divides the actors
    would need no n³ at all; the look-ups cost more than they save below some sixty actors.

    Parameters
    ----------
    gaps
        (k, a, draw): distance from k to the position of a as k feels it, in shares of the spread; the actors in the
        order of their positions.
    weights
        (k, draw): capability times salience.

    Returns
    -------
    numpy.ndarray
        (i, j, draw): Σ_k max(0, w_k (gap_kj - gap_ki)); zero where i and j stand on one position.
    """
    felt = weights[:, None] * gaps
    n = len(felt)
    total = np.empty_like(felt)
    below = felt[0].copy()
    for i in range(n):  # the upper half: i below j
        np.subtract(below[i:], below[i], out=total[i, i:])
        if i + 1 < n:
            below += felt[i + 1]
    for k in range(1, n - 1):
        gain = felt[k, None, k + 1 :] - felt[k, :k, None]
        total[:k, k + 1 :] += np.maximum(gain, 0.0, out=gain)
    for j in range(1, n):  # the lower half: what speaks for i less what speaks for j is linear in the distances
        np.subtract(total[:j, j], below[j] - below[:j], out=total[j, :j])
    np.maximum(total, 0.0, out=total)  # a difference of sums may miss zero by rounding
    return total


def as_printed(backing: Floats) -> Floats:
    """Return P_ij = support_ij / (support_ij + support_ji) (Scholz et al. 2011, equations 30 and 31).

    `backing` is (i, j, draw) from `support` with plain distances. P_ij + P_ji = 1, but for 0 where nobody
    prefers either.
    """
    share: Floats = backing / np.maximum(backing + backing.swapaxes(0, 1), _TINY)
    return share


def as_coded(backing: Floats) -> Floats:
    """Return P_ij as the authors' code has it: support_ij over that of all ordered pairs, counted both ways.

    `backing` is (i, j, draw) from `support` with distances raised to each k's exponent. The sum of
    |gap_kb − gap_ka| over all k and all ordered pairs (a, b) is twice the sum of the supports. The
    probabilities are small, and do not add up to one within a pair.
    """
    whole = 2.0 * backing.sum(axis=1).sum(axis=0)
    share: Floats = backing / np.maximum(whole, _TINY)
    return share
