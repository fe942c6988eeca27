"""Random streams: the same whatever the order and the size of the work."""

from __future__ import annotations

import numpy as np
import pytest

from foedus.core.rng import BLOCK, blocks, sample, state_text, stream


def test_blocks_cover_every_draw_once() -> None:
    covered = [d for b in blocks(2 * BLOCK + 3) for d in range(b.start, b.stop)]
    assert covered == list(range(2 * BLOCK + 3))


@pytest.mark.parametrize("fewer", [1, BLOCK - 1, BLOCK, BLOCK + 1])
def test_more_draws_extend_earlier_ones(fewer: int) -> None:
    def draw(rng: np.random.Generator, n: int) -> np.ndarray:
        return rng.triangular(0, 1, 3, n) + rng.standard_normal(n)

    longer = sample(5, ("salience", "a"), 3 * BLOCK, draw)
    assert sample(5, ("salience", "a"), fewer, draw).tobytes() == longer[:fewer].tobytes()


def test_every_part_of_the_address_counts() -> None:
    addresses = [
        (1, ("a", "b"), 0), (2, ("a", "b"), 0), (1, ("a", "c"), 0), (1, ("ab",), 0), (1, ("a", "b"), 1),
        (1, ("a", "b"), 2**32), (1, ("a", "b", 0), 0),
    ]
    first = {stream(*address).random() for address in addresses}
    assert len(first) == len(addresses)


def test_state_text_tells_where_a_stream_stands() -> None:
    a, b = stream(3, ("x",), 0), stream(3, ("x",), 0)
    assert state_text(a) == state_text(b)
    a.random()
    assert state_text(a) != state_text(b)
