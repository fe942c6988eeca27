"""Weighted mean and median of positions over the actors.

Both are written so that a batch gives every draw the bits it would get alone, and so that neither the
order of the actors nor the unit of the scale decides a tie.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

#: Sums of weights closer than this share of their total count as equal; far above rounding, far below data.
TIE = 1e-12


def weights_or_equal(weights: Floats) -> tuple[Floats, NDArray[np.bool_]]:
    """Replace weights that sum to zero by equal ones.

    Parameters
    ----------
    weights
        (draw, actor), non-negative.

    Returns
    -------
    tuple
        The weights (draw, actor), and (draw,) bool: where they were replaced.
    """
    empty: NDArray[np.bool_] = np.logical_not((weights > 0).any(axis=-1, keepdims=True))
    return np.where(empty, 1.0, weights), empty[..., 0]


def weighted_mean(positions: Floats, weights: Floats) -> Floats:
    """Return Σ w x / Σ w over the last axis, kept within the positions.

    Parameters
    ----------
    positions, weights
        (..., actor); the weights of each draw have a positive sum.
    """
    share = weights / weights.max(axis=-1, keepdims=True)  # tiny weights would lose their digits otherwise
    low, high = positions.min(axis=-1), positions.max(axis=-1)
    # Measured from the lowest position, so that equal positions give exactly that position.
    offset = (share * (positions - low[..., None])).sum(axis=-1) / share.sum(axis=-1)
    mean: Floats = np.clip(low + offset, low, high)
    return mean


def weighted_median(positions: Floats, weights: Floats, split: str = "lower") -> Floats:
    """Return the smallest position at or below which at least half of the weight stands.

    Parameters
    ----------
    positions, weights
        (..., actor); the weights of each draw have a positive sum.
    split
        What to return where the weight splits into two equal halves: ``"lower"``, the lower of the two
        middle positions, or ``"middle"``, the point half-way between them.
    """
    order = np.argsort(positions, axis=-1, kind="stable")
    x = np.take_along_axis(positions, order, axis=-1)
    w = np.take_along_axis(weights, order, axis=-1)
    cumulated = np.cumsum(w / w.max(axis=-1, keepdims=True), axis=-1)
    lower = _reaching(cumulated, 0.5 - TIE, x)
    if split == "lower":
        return lower
    upper = _reaching(cumulated, 0.5 + TIE, x)
    return lower + (upper - lower) / 2


def _reaching(cumulated: Floats, share: float, positions: Floats) -> Floats:
    index = np.argmax(cumulated >= share * cumulated[..., -1:], axis=-1)
    reached: Floats = np.take_along_axis(positions, index[..., None], axis=-1)[..., 0]
    return reached
