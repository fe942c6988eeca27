"""What must not matter to a forecast, and what must."""

from __future__ import annotations

import numpy as np
import pytest

from foedus.core.errors import FoedusError
from foedus.forecast.mixture import forecast
from foedus.forecast.parameters import NAMES, Parameters, parse, render, shipped
from foedus.forecast.predictive import Predictive
from foedus.model.inputs import IssueInputs


def issue(
    positions: list[float], salience: list[float], capability: list[float], reference: float | None = None,
    lower: float = 0.0, upper: float = 100.0,
) -> IssueInputs:  # fmt: skip
    told = (np.array([v], dtype=np.float64) for v in (positions, salience, capability))
    names = tuple(f"actor{i}" for i in range(len(positions)))
    return IssueInputs("quota", names, *told, lower, upper, None if reference is None else np.array([reference]))


def uncertain(draws: int, seed: int = 0) -> IssueInputs:
    rng = np.random.default_rng(seed)
    return IssueInputs(
        "quota", ("a", "b", "c", "d"), rng.uniform(0, 100, (draws, 4)), rng.uniform(0.1, 1, (draws, 4)),
        rng.uniform(1, 9, (draws, 4)), 0.0, 100.0, rng.uniform(0, 100, draws),
    )  # fmt: skip


def same(one: Predictive, other: Predictive) -> bool:
    return bool(np.abs(one.mass - other.mass).max() < 1e-9)


POSITIONS, SALIENCE, CAPABILITY = [0.0, 20, 20, 60, 100], [0.5, 0.9, 0.3, 0.7, 0.4], [10.0, 4, 5, 8, 3]


def test_the_order_of_actors_does_not_matter() -> None:
    order = [3, 0, 4, 2, 1]
    shuffled = [[v[i] for i in order] for v in (POSITIONS, SALIENCE, CAPABILITY)]
    assert same(forecast(issue(POSITIONS, SALIENCE, CAPABILITY, 0.0)), forecast(issue(*shuffled, 0.0)))


@pytest.mark.parametrize(("lower", "upper"), [(-1.0, 1.0), (2000.0, 2050.0), (0.0, 7.0)])
def test_the_unit_of_the_scale_does_not_matter(lower: float, upper: float) -> None:
    other = [lower + p / 100 * (upper - lower) for p in POSITIONS]
    told = forecast(issue(other, SALIENCE, CAPABILITY, lower, lower, upper))
    assert same(told, forecast(issue(POSITIONS, SALIENCE, CAPABILITY, 0.0)))
    assert (told.lower, told.upper) == (lower, upper)


def test_the_direction_of_the_scale_does_not_matter() -> None:
    turned = forecast(issue([100 - p for p in POSITIONS], SALIENCE, CAPABILITY, 100.0))
    assert np.abs(turned.mass[::-1] - forecast(issue(POSITIONS, SALIENCE, CAPABILITY, 0.0)).mass).max() < 1e-9


def test_an_actor_without_weight_changes_nothing() -> None:
    added = forecast(issue([85.0, *POSITIONS, 40.0], [0.0, *SALIENCE, 0.9], [7.0, *CAPABILITY, 0.0], 0.0))
    assert same(added, forecast(issue(POSITIONS, SALIENCE, CAPABILITY, 0.0)))


def test_an_actor_divided_in_two_changes_little() -> None:
    whole = forecast(issue([0.0, 30, 100], [1.0, 1, 1], [4.0, 6, 5]))
    parted = forecast(issue([0.0, 30, 30, 100], [1.0, 1, 1, 1], [4.0, 3, 3, 5]))
    assert same(whole, parted)


def test_a_forecast_of_draws_is_the_mean_of_the_forecasts_of_each() -> None:
    inputs = uncertain(600)
    each = np.mean([forecast(inputs.take(slice(i, i + 1))).mass for i in range(600)], axis=0)
    assert np.abs(forecast(inputs).mass - each).max() < 1e-12


def test_neither_order_nor_number_of_equal_draws_matters() -> None:
    inputs = uncertain(40)
    twice = np.concatenate([np.arange(40)[::-1], np.arange(40)])
    assert same(forecast(inputs), forecast(inputs.take(twice)))


def test_positions_that_are_nearly_one_count_as_one() -> None:
    apart = forecast(issue([10.0, 10.001, 90.0], [1.0, 1, 1], [3.0, 3, 6]))
    one = forecast(issue([10.0, 10.0, 90.0], [1.0, 1, 1], [3.0, 3, 6]))
    assert apart.probability(9.9, 10.1) == pytest.approx(one.probability(9.9, 10.1), abs=0.02)


def test_one_actor_mostly_has_its_way() -> None:
    told = forecast(issue([70.0], [0.5], [1.0]))
    assert told.probability(69.9, 70.1) > 0.7
    assert told.mode == pytest.approx(70)


def test_two_actors_share_it_out_by_weight() -> None:
    told = forecast(issue([0.0, 100], [1.0, 1], [1.0, 3]))
    assert told.mass[-1] > told.mass[0] > 0
    assert told.probability(0.1, 99.9) > 0.2  # compromises


def test_nobody_with_weight_is_everybody_with_the_same() -> None:
    assert same(forecast(issue([0.0, 50, 100], [0.0] * 3, [1.0] * 3)), forecast(issue([0.0, 50, 100], [1.0] * 3, [1.0] * 3)))


def test_what_holds_without_a_decision_is_likelier_if_it_is_known() -> None:
    unknown = forecast(issue(POSITIONS, SALIENCE, CAPABILITY)).probability(34.9, 35.1)
    assert forecast(issue(POSITIONS, SALIENCE, CAPABILITY, 35.0)).probability(34.9, 35.1) > unknown + 0.01


def test_the_likelier_position_is_the_one_with_more_behind_it() -> None:
    told = forecast(issue([20.0, 50, 80], [1.0, 1, 1], [9.0, 2, 3]))
    assert told.probability(19, 21) > told.probability(79, 81)


def test_unanimity_counts_where_parameters_say_so() -> None:
    values = np.zeros(len(NAMES))
    values[NAMES.index("reference_unanimous")] = 2.0
    told = [
        forecast(issue(POSITIONS, SALIENCE, CAPABILITY, 35.0), unanimous=u, parameters=Parameters(values, "hand", "a test"))
        for u in (False, True)
    ]
    assert told[1].probability(34.9, 35.1) > 2 * told[0].probability(34.9, 35.1)


def test_shipped_parameters_say_how_they_were_made_and_survive_writing() -> None:
    again = parse(render(shipped()), "memory")
    assert np.allclose(again.values, shipped().values, atol=5e-4)
    assert (again.made_by, again.basis, again.fitted) == (shipped().made_by, shipped().basis, shipped().fitted)


@pytest.mark.parametrize(
    "text",
    ["made_by = 3", "[weights]\nscale_middle = 1.0", render(shipped()).replace("scale_even", "evn"), "not toml ="],
)
def test_parameters_of_another_form_are_refused_with_the_command_that_makes_them(text: str) -> None:
    with pytest.raises(FoedusError, match="fit_forecast") as caught:
        parse(text, "mine.toml")
    assert caught.value.where == "mine.toml"


@pytest.mark.parametrize("place", [0.0, 12.0, 35.0, 60.0, 62.0, 90.0, 100.0])
@pytest.mark.parametrize("reference", [None, 88.0])
def test_a_negligible_actor_changes_next_to_nothing(place: float, reference: float | None) -> None:
    without = forecast(issue([10.0, 60, place], [1.0, 1, 1], [1.0, 1, 0], reference)).mass
    away = [np.abs(forecast(issue([10.0, 60, place], [1.0, 1, 1], [1.0, 1, c], reference)).mass - without).max() for c in (1e-12, 1e-9, 1e-6)]
    assert away[0] < 1e-9
    assert away[1] < 1e-5
    assert away[2] < 2e-2


def test_weight_that_grows_evenly_never_makes_the_forecast_jump() -> None:
    def below(weight: float) -> np.ndarray:
        return np.cumsum(forecast(issue([10.0, 60, 90], [1.0, 1, 1], [1.0, 1, weight])).mass)

    moved = [np.abs(below(0.001 * k + 0.0001) - below(0.001 * k)).mean() for k in range(60)]
    assert max(moved) < 0.002  # how far mass moves on average, as a share of the scale
    assert np.abs(below(0.06) - below(0.0)).mean() > 0.05


def test_heads_do_not_count_only_weight_does() -> None:
    crowd = forecast(issue([0.0, *[33.0] * 9, 80], [1.0] * 11, [5.0, *[1.0] * 9, 6]))
    assert same(crowd, forecast(issue([0.0, 33, 80], [1.0] * 3, [5.0, 9, 6])))


@pytest.mark.parametrize(("lower", "upper", "place"), [(10.0, 80.0, 50.0), (0.0, 7.0, 3.3337), (-4000.0, -1000.0, -2718.28), (0.0, 1e-6, 3.3333e-7)])
def test_a_position_between_points_of_the_grid_is_one_point_and_told_as_it_is(lower: float, upper: float, place: float) -> None:
    told = forecast(issue([lower, place, upper], [1.0] * 3, [1.0, 3, 1], lower=lower, upper=upper))
    value, share = told.likeliest(1)[0]
    step = (upper - lower) / 1000
    assert value == pytest.approx(place, abs=step * 1e-6)
    assert abs(told.points - value).min() == 0
    near = told.mass[np.abs(told.points - place) < 1.5 * step]
    assert share > 0.4
    assert near.sum() - share < 0.01
    assert told.median == told.mode == value
    assert (np.diff(told.points) > 0).all()


def test_uncertain_positions_stay_on_the_grid() -> None:
    inputs = uncertain(40)
    told = forecast(inputs)
    grid = np.linspace(0, 100, 1001)
    places = [value for number, value in told.at]
    assert all(np.abs(inputs.positions - v).min() < 1e-6 or abs(v - np.round(v, 1)) > 1e-9 for v in places)
    assert np.abs(told.points - grid).max() <= 0.05 + 1e-9
    assert told.mean == pytest.approx(float(told.mass @ grid), abs=0.05)
