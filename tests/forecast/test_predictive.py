"""What is asked of a distribution, against definitions computed another way."""

from __future__ import annotations

import numpy as np
import pytest

from foedus.forecast.predictive import POINTS, Predictive


def spread(masses: dict[float, float], lower: float = 0.0, upper: float = 100.0) -> Predictive:
    """Return a distribution of single points on the grid of a scale."""
    mass = np.zeros(POINTS)
    for value, share in masses.items():
        mass[round((value - lower) / (upper - lower) * (POINTS - 1))] += share
    return Predictive("dam", lower, upper, mass)


def smooth(seed: int) -> Predictive:
    mass = np.random.default_rng(seed).gamma(0.3, size=POINTS)
    return Predictive("dam", -2.0, 6.0, mass / mass.sum())


@pytest.mark.parametrize("outcome", [0.0, 20.0, 33.3, 70.05, 100.0])
def test_the_score_of_a_single_point_is_its_distance(outcome: float) -> None:
    assert spread({20.0: 1.0}).crps(outcome) == pytest.approx(abs(20 - outcome), abs=1e-9)


@pytest.mark.parametrize("outcome", [-2.0, -0.4567, 1.0, 3.21, 6.0])
def test_the_score_is_distance_to_the_outcome_less_half_of_the_distance_within(outcome: float) -> None:
    told = smooth(1)  # CRPS = E|X − y| − ½ E|X − X'| (Gneiting and Raftery 2007, eq. 21)
    apart = np.abs(told.points[:, None] - told.points)
    expected = told.mass @ np.abs(told.points - outcome) - 0.5 * told.mass @ apart @ told.mass
    assert told.crps(outcome) == pytest.approx(expected, abs=1e-9)


def test_an_outcome_off_the_scale_costs_its_distance_from_the_scale_besides() -> None:
    told = smooth(2)
    assert told.crps(8.0) == pytest.approx(told.crps(6.0) + 2.0)


def test_quantiles_and_intervals() -> None:
    told = spread({10: 0.1, 20: 0.4, 30: 0.3, 90: 0.2})
    assert (told.quantile(0.1), told.median, told.quantile(0.51), told.quantile(1.0)) == pytest.approx((10, 20, 30, 90))
    assert told.interval(0.5) == pytest.approx((20, 30))
    assert told.probability(10, 20) == pytest.approx(0.5)
    assert told.mean == pytest.approx(1 + 8 + 9 + 18)
    with pytest.raises(ValueError, match="between 0 and 1"):
        told.quantile(1.2)


def test_the_sharp_forecast_takes_neighbours_together() -> None:
    assert spread({10: 0.35, 60: 0.3, 64: 0.25, 100: 0.1}).mode == pytest.approx(60, abs=5)
    assert spread({10: 0.6, 60: 0.3, 64: 0.1}).mode == pytest.approx(10)


def test_the_sharp_forecast_stands_where_the_mass_is() -> None:
    assert spread({40: 0.93, 50: 0.06, 90: 0.01}).mode == pytest.approx(40)
    assert spread({41: 0.05, 49: 0.05, 50: 0.5, 44: 0.15, 75: 0.25}).mode == pytest.approx(50)
    assert spread({10: 0.3, 18: 0.3, 60: 0.35, 100: 0.05}).mode == pytest.approx(60)  # .35 twice is more than .6 once
    assert spread({10: 0.3, 18: 0.3, 14: 0.05, 60: 0.25, 100: 0.1}).mode == pytest.approx(14)
    bell = np.exp(-0.5 * ((np.arange(POINTS) - 620) / 90) ** 2)
    assert Predictive("dam", 0.0, 100.0, bell / bell.sum()).mode == pytest.approx(62)


def test_points_beside_the_grid_count_where_they_stand() -> None:
    mass = np.zeros(POINTS)
    mass[[100, 571]] = 0.4, 0.6
    told = Predictive("dam", 10.0, 80.0, mass, ((571, 50.0),))
    assert told.mean == pytest.approx(0.4 * 17 + 0.6 * 50, abs=1e-9)
    assert (told.median, told.mode, told.likeliest(1)) == (50.0, 50.0, [(50.0, 0.6)])
    assert told.probability(50, 50) == pytest.approx(0.6)
    for outcome in (10.0, 17.0, 49.98, 50.0, 50.03, 80.0):  # CRPS = E|X − y| − ½ E|X − X'|
        expected = 0.4 * abs(17 - outcome) + 0.6 * abs(50 - outcome) - 0.4 * 0.6 * 33
        assert told.crps(outcome) == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("at", [((571, 51.0),), ((2000, 50.0),), ((1000, 80.01),)])
def test_a_point_must_stay_near_its_place(at: tuple[tuple[int, float], ...]) -> None:
    with pytest.raises(ValueError, match="nearer"):
        Predictive("dam", 10.0, 80.0, np.full(POINTS, 1 / POINTS), at)


def test_the_transform_of_outcomes_that_follow_the_forecast_is_uniform() -> None:
    rng = np.random.default_rng(3)
    told = spread({0: 0.3, 50: 0.5, 51: 0.1, 100: 0.1})
    pits = np.array([told.pit(v, rng) for v in told.sample(4000, rng)])
    assert np.histogram(pits, bins=10, range=(0, 1))[0] == pytest.approx(np.full(10, 400), abs=80)


def test_draws_follow_the_masses() -> None:
    drawn = spread({0: 0.3, 50: 0.7}).sample(5000, np.random.default_rng(4))
    assert sorted(set(drawn)) == pytest.approx([0, 50])
    assert (drawn == 0).mean() == pytest.approx(0.3, abs=0.03)


def test_the_summary_names_what_is_likely() -> None:
    text = spread({25: 0.75, 90: 0.25}).summary()
    assert "median 25" in text
    assert "25 (75%), 90 (25%)" in text
    assert "20 to 30, with 75%" in text


def test_masses_must_be_probabilities() -> None:
    with pytest.raises(ValueError, match="sum 1"):
        Predictive("dam", 0.0, 1.0, np.full(POINTS, 1.0))
    with pytest.raises(ValueError, match="not below"):
        Predictive("dam", 1.0, 0.0, np.full(POINTS, 1 / POINTS))
