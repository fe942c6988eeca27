"""The support of third parties in the challenge model, against the sum over all of them, and the memory it runs in."""

from __future__ import annotations

import platform
import subprocess
import sys

import numpy as np
import pytest

from foedus.core.rng import stream
from foedus.engines.challenge.probabilities import as_coded, as_printed, support


def table(actors: int, draws: int, exponents: bool) -> tuple[np.ndarray, np.ndarray]:
    """Return distances (k, a, draw) of actors in order, as each feels them, and weights; every other draw on a grid."""
    rng = stream(31, ("support", actors), 0)
    x = rng.random((actors, draws))
    x[:, ::2] = np.round(x[:, ::2], 1)
    x.sort(axis=0)
    weights = rng.exponential(2.0, (actors, draws)) * (rng.random((actors, draws)) > 0.2)
    gaps = np.abs(x[:, None] - x)
    if exponents:
        gaps = gaps ** rng.uniform(0.5, 2.0, (actors, 1, draws))
    return gaps, weights


def over_all(gaps: np.ndarray, weights: np.ndarray) -> np.ndarray:
    gain = weights[:, None, None] * (gaps[:, None, :] - gaps[:, :, None])  # (k, i, j, draw)
    total: np.ndarray = np.maximum(gain, 0.0).sum(axis=0)
    return total


@pytest.mark.parametrize("exponents", [False, True])
@pytest.mark.parametrize("actors", [1, 2, 3, 4, 9, 31])
def test_running_sums_give_the_sum_over_everybody(actors: int, exponents: bool) -> None:
    gaps, weights = table(actors, 40, exponents)
    found, expected = support(gaps, weights), over_all(gaps, weights)
    np.testing.assert_allclose(found, expected, rtol=0, atol=1e-13 * max(1, actors) * weights.max())
    assert (found >= 0).all()
    assert (expected > 0).any() == (actors > 1)


def test_nobody_prefers_either_of_two_who_stand_on_one_position() -> None:
    gaps, weights = table(9, 40, exponents=True)
    together = gaps[np.arange(9), :, :] == 0
    assert together.sum() > 9 * 40
    backing = support(gaps, weights)
    assert (backing[together] == 0).all()
    assert (as_printed(backing)[together] == 0).all()
    assert as_coded(backing).sum(axis=(0, 1)) == pytest.approx([0.5] * 40)


def test_shares_of_a_pair_add_up() -> None:
    gaps, weights = table(7, 30, exponents=False)
    share = as_printed(support(gaps, weights + 0.1))
    apart = gaps[np.arange(7)] > 0
    assert (share + share.swapaxes(0, 1))[apart] == pytest.approx(np.ones(int(apart.sum())))


FAULTS = """
import resource, sys
import numpy as np
from foedus.model.memory import keep_freed_memory
if sys.argv[1] == "kept":
    keep_freed_memory()
for turn in range(21):
    if turn == 1:
        before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    some = [np.ones(1 << 17) for _ in range(12)]
    del some
print(resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before)
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only the C library of GNU is told anything")
def test_freed_memory_is_used_again() -> None:
    def faults(how: str) -> int:
        done = subprocess.run([sys.executable, "-c", FAULTS, how], capture_output=True, text=True, check=True)
        return int(done.stdout)

    assert faults("kept") * 10 < faults("given back")
