"""Random streams that depend on what they are for and which block of draws they serve, on nothing else.

Draws come in blocks of `BLOCK`. A stream belongs to a seed, a purpose (words and numbers that name it) and
the index of a block. Neither the order of the work, nor the number of workers, nor the size of a chunk can
change a draw, and asking for more draws extends the earlier ones without changing them.

References
----------
Salmon, Moraes, Dror and Shaw (2011), "Parallel random numbers: as easy as 1, 2, 3" (the Philox generator);
NumPy's ``SeedSequence`` with ``spawn_key`` for child seeds by index.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.core.ids import canonical_json, digest

BLOCK = 256  #: draws per block; changing it changes every random number of every run

Key = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """Draws ``start`` to ``stop`` (half-open) of a run, the `index`-th stretch of `BLOCK` draws."""

    index: int
    start: int
    stop: int

    @property
    def slice(self) -> slice:
        """The draws of this block as a slice of axis 0."""
        return slice(self.start, self.stop)


def blocks(draws: int) -> Iterator[Block]:
    """Yield the blocks that cover `draws` draws, in order; only the last can be shorter than `BLOCK`."""
    for index, start in enumerate(range(0, draws, BLOCK)):
        yield Block(index, start, min(start + BLOCK, draws))


def stream(seed: int, key: Key, index: int) -> np.random.Generator:
    """Return the generator for block `index` of the purpose `key`.

    Parameters
    ----------
    seed
        Seed of the run, non-negative.
    key
        What the numbers are for, such as ``("salience", "force-size", "KAZ")``. Equal keys give equal
        numbers, which is how two runs share their draws; different keys give independent ones.
    index
        Index of the block, non-negative.

    Returns
    -------
    numpy.random.Generator
        A fresh Philox generator at the start of its stream.
    """
    purpose = int(digest(canonical_json(list(key)))[:16], 16)
    # Fixed number of 32-bit words, so that no two (purpose, index) pairs share a spawn key.
    words = (purpose >> 32, purpose & 0xFFFFFFFF, index >> 32, index & 0xFFFFFFFF)
    return np.random.Generator(np.random.Philox(np.random.SeedSequence(seed, spawn_key=words)))


def sample(
    seed: int, key: Key, draws: int, draw: Callable[[np.random.Generator, int], NDArray[np.float64]]
) -> NDArray[np.float64]:
    """Return `draws` values of ``draw``, block by block.

    Parameters
    ----------
    seed, key
        As for `stream`.
    draws
        Number of draws, at least 1.
    draw
        Function of ``(generator, n)`` that returns an array with `n` draws on axis 0.

    Returns
    -------
    numpy.ndarray
        (draw, ...). Every block is drawn in full and cut, so that a longer run begins with the same numbers.
    """
    parts = [draw(stream(seed, key, b.index), BLOCK)[: b.stop - b.start] for b in blocks(draws)]
    return np.concatenate(parts)


def state_text(rng: np.random.Generator) -> str:
    """Return the whole state of `rng` as one line of text: equal texts, equal numbers to come."""
    return canonical_json(_plain(rng.bit_generator.state))


def _plain(value: object) -> object:
    if isinstance(value, dict):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, np.ndarray):
        return [int(v) for v in value]
    return value.item() if isinstance(value, np.generic) else value
