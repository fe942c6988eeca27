"""Drivers: exact where the answer is known, and blind to everything but the input that is moved."""

from __future__ import annotations

import numpy as np
import pytest

from foedus.analysis.sensitivity import DRIVER_DRAWS, drivers, uncertain_inputs
from foedus.core.rng import stream
from foedus.engines.registry import engine
from foedus.model.inputs import IssueInputs


def inputs(draws: int = 700) -> IssueInputs:
    """Two certain towns and an uncertain one, with equal and certain weights."""
    positions = np.tile([2.0, 4.0, 0.0], (draws, 1))
    positions[:, 2] = stream(4, ("sensitivity",), 0).uniform(6, 10, draws)
    ones = np.ones((draws, 3))
    return IssueInputs("toll", ("north", "middle", "south"), positions, 0.5 * ones, ones, 0.0, 10.0)


def test_a_constant_has_no_driver() -> None:
    assert uncertain_inputs(inputs()) == [(2, "position")]


def test_swing_of_a_mean_is_the_share_of_the_range() -> None:
    given = inputs()
    (d,) = drivers(engine("weighted_mean"), None, given)
    low, high = np.quantile(given.positions[:, 2], (0.1, 0.9))
    assert (d.actor, d.field, d.low, d.high) == ("south", "position", low, high)
    assert d.outcome_low == pytest.approx((2 + 4 + low) / 3)
    assert d.swing == pytest.approx((high - low) / 3)


def test_more_draws_than_are_used_change_only_the_percentiles() -> None:
    given = inputs(DRIVER_DRAWS + 188)
    salience = given.salience.copy()
    salience[DRIVER_DRAWS:, 0] = 0.9  # beyond the draws the outcome is averaged over
    changed = IssueInputs(
        given.issue, given.actors, given.positions.copy(), salience, given.capability.copy(), given.lower, given.upper
    )
    before = {(d.actor, d.field): d for d in drivers(engine("weighted_mean"), None, given)}
    after = {(d.actor, d.field): d for d in drivers(engine("weighted_mean"), None, changed)}
    assert after["south", "position"] == before["south", "position"]
    assert set(after) - set(before) == {("north", "salience")}


def test_drivers_are_sorted_and_signed_by_what_they_do() -> None:
    rng = stream(5, ("sensitivity",), 0)
    n = 600
    given = IssueInputs(
        "toll", ("north", "south"), np.column_stack([rng.uniform(0, 1, n), rng.uniform(4, 10, n)]),
        np.column_stack([rng.uniform(0.1, 1, n), np.full(n, 0.5)]), np.ones((n, 2)), 0.0, 10.0,
    )  # fmt: skip
    found = drivers(engine("weighted_mean"), None, given)
    assert [d.swing for d in found] == sorted((d.swing for d in found), reverse=True)
    by = {(d.actor, d.field): d for d in found}
    assert set(by) == {("north", "position"), ("south", "position"), ("north", "salience")}
    assert by["north", "salience"].outcome_high < by["north", "salience"].outcome_low  # north wants little
    assert by["south", "position"].outcome_high > by["south", "position"].outcome_low


def test_an_input_that_does_not_matter_has_no_swing() -> None:
    found = drivers(engine("weighted_median"), None, inputs())
    assert [d.swing for d in found] == [0.0]  # the middle town decides, wherever the south stands beyond it
