"""Summaries of draws, against distributions whose figures are known."""

from __future__ import annotations

import numpy as np
import pytest

from foedus.analysis.summary import mode, regions, summarise
from foedus.core.rng import stream


def test_figures_of_a_small_set() -> None:
    s = summarise(np.array([1.0, 2.0, 3.0, 4.0, 10.0]), 0, 10)
    assert (s.draws, s.mean, s.median) == (5, 4.0, 3.0)
    assert s.sd == pytest.approx(12.5**0.5)  # squares 9 + 4 + 1 + 0 + 36 = 50, over 4
    assert s.standard_error == pytest.approx(2.5**0.5)
    assert s.quantiles[25] == 2.0
    assert s.interval == (pytest.approx(1.4), pytest.approx(7.6))


def test_one_draw_and_none() -> None:
    s = summarise(np.array([7.0]), 0, 10)
    assert (s.mean, s.mode, s.sd, s.standard_error, s.interval) == (7.0, 7.0, 0.0, 0.0, (7.0, 7.0))
    with pytest.raises(ValueError, match="at least one draw"):
        summarise(np.array([]), 0, 1)


def test_quantiles_and_error_of_a_known_distribution() -> None:
    draws = stream(2, ("summary",), 0).triangular(0, 2, 10, 200_000)
    s = summarise(draws, 0, 10)
    assert s.mean == pytest.approx(4.0, abs=5 * s.standard_error)
    assert s.sd == pytest.approx((84 / 18) ** 0.5, rel=0.01)  # (a² + b² + c² − ab − ac − bc) / 18
    assert s.quantiles[90] == pytest.approx(10 - 8**0.5, abs=0.03)  # 10 − √(.1 · 10 · 8)
    assert s.mode == pytest.approx(2.0, abs=0.4)


def test_mode_returns_a_point_on_which_many_draws_stand() -> None:
    rng = stream(2, ("mode",), 0)
    draws = np.concatenate([np.full(300, 6.54321), rng.uniform(0, 10, 700)])
    assert mode(draws, 0, 10) == 6.54321


def test_mode_breaks_ties_downward_and_never_names_an_empty_place() -> None:
    assert mode(np.array([2.0, 8.0]), 0, 10) == 2.0
    comb = np.repeat(np.arange(0.1, 10, 0.4), 3)  # every other bin empty
    assert mode(comb, 0, 10) in comb


def test_regions_cover_the_scale_once() -> None:
    draws = np.array([0.0, 0.9, 1.0, 2.9, 3.0, 9.0, 10.0, 10.0])
    found = regions(draws, 0, 10, [4, 0, 2, 4, 10])
    assert [(r.at, r.low, r.high) for r in found] == [(0, 0, 1), (2, 1, 3), (4, 3, 7), (10, 7, 10)]
    assert [r.probability * 8 for r in found] == [2, 2, 1, 3]
    assert regions(draws, 0, 10, []) == ()
    assert [r.probability for r in regions(draws, 0, 10, [5])] == [1.0]
