"""Random numbers by address: a draw's number depends on its key and on what it is for, never on the batch.

Draws make exchanges at different steps and leave at different times, so numbers taken in turn from one
generator would depend on which draws share a batch. Each draw has one key from the generator; every number
is a hash of that key and its address.

References
----------
Steele, Lea and Flood (2014), Fast splittable pseudorandom number generators, OOPSLA (the mixing function).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Keys = NDArray[np.uint64]

_GOLDEN = 0x9E3779B97F4A7C15
_FIRST, _SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)


def keys(rng: np.random.Generator, draws: int) -> Keys:
    """Return one key per draw, (draw,)."""
    return rng.integers(0, 2**64, size=draws, dtype=np.uint64)


def uniform(key: Keys, *address: int) -> NDArray[np.float64]:
    """Return one number in [0, 1) per key, the same for the same key and address.

    Parameters
    ----------
    key
        (draw,).
    address
        Whole numbers from 0 on that say what the number is for, such as round, step and purpose.
    """
    state = key.copy()
    for part in address:
        state = _mixed(state + np.uint64((part + 1) * _GOLDEN % 2**64))
    return (state >> np.uint64(11)).astype(np.float64) * 2.0**-53


def _mixed(state: Keys) -> Keys:
    state = (state ^ (state >> np.uint64(30))) * _FIRST
    state = (state ^ (state >> np.uint64(27))) * _SECOND
    return state ^ (state >> np.uint64(31))
