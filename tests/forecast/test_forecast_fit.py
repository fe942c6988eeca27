"""The fit finds what made the outcomes, and cross-validation does not see what it is scored on."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from foedus.forecast.fit import Decided, fit, terms
from foedus.forecast.mixture import forecast
from foedus.forecast.parameters import NAMES, Parameters
from foedus.forecast.validate import cross_validated, latest
from foedus.model.inputs import IssueInputs


def truth() -> np.ndarray:
    values = np.zeros(len(NAMES))
    values[NAMES.index("position_election")] = 2.5
    values[NAMES.index("hull_middle")] = 1.5
    values[NAMES.index("scale_even")] = -3.0
    return values


def world(count: int, seed: int) -> list[Decided]:
    """Return made-up issues whose outcomes follow the forecast under `truth`."""
    rng = np.random.default_rng(seed)
    parameters = Parameters(truth(), "hand", "made up")
    out = []
    for k in range(count):
        n = int(rng.integers(3, 9))
        positions = rng.integers(0, 11, (1, n)) * 0.5
        inputs = IssueInputs(
            f"issue{k}", tuple(f"a{i}" for i in range(n)), positions, rng.uniform(0.1, 1, (1, n)), rng.uniform(1, 10, (1, n)),
            0.0, 5.0, np.array([0.0]) if k % 3 else None,
        )  # fmt: skip
        drawn = float(forecast(inputs, parameters=parameters).sample(1, rng)[0])
        out.append(Decided(inputs, drawn, f"group{k // 3}", bool(k % 2)))
    return out


def test_the_terms_give_the_score_of_the_distribution() -> None:
    issues = world(12, 1)
    parameters = Parameters(truth(), "hand", "made up")
    told = [forecast(i.inputs, unanimous=i.unanimous, parameters=parameters).crps(i.outcome) / 5 for i in issues]
    assert terms(issues).crps(truth()) == pytest.approx(np.array(told), abs=1e-9)


def test_the_fit_is_at_rest_where_it_stops() -> None:
    known, start = terms(world(60, 2)), np.zeros(len(NAMES))

    def loss(values: np.ndarray) -> float:
        return float(known.crps(values).mean() + 0.001 * ((values - start) ** 2).sum())

    found = fit(known, start, 0.001)
    for k in range(len(NAMES)):
        step = np.eye(len(NAMES))[k] * 0.05
        assert loss(found) <= min(loss(found + step), loss(found - step))
    assert loss(found) < loss(start)


def test_the_fit_does_as_well_on_new_issues_as_what_made_them() -> None:
    found = fit(terms(world(240, 3)), np.zeros(len(NAMES)), 0.0003)
    fresh = terms(world(240, 4))
    best, nothing = fresh.crps(truth()).mean(), fresh.crps(np.zeros(len(NAMES))).mean()
    assert fresh.crps(found).mean() - best < 0.25 * (nothing - best)


def test_a_strong_penalty_stays_at_the_start() -> None:
    assert fit(terms(world(30, 5)), truth(), 1e4) == pytest.approx(truth(), abs=1e-3)


def test_a_cross_validated_forecast_does_not_know_the_outcomes_of_its_group() -> None:
    issues = world(66, 6)
    changed = [replace(i, outcome=5.0 - i.outcome) if i.group == "group4" else i for i in issues]
    before, after = cross_validated(issues), cross_validated(changed)
    own = [k for k, i in enumerate(issues) if i.group == "group4"]
    assert all((before[k].mass == after[k].mass).all() for k in own)
    assert any((before[k].mass != after[k].mass).any() for k in range(len(issues)) if k not in own)


def test_the_latest_fifth_is_told_by_date_then_name() -> None:
    dates = {f"p{k}": f"20{k:02d}-01-01" for k in range(11)} | {"q": "2010-01-01"}
    assert latest(dates) == {"p10", "q"}
    assert latest({"only": "2001-01-01"}) == frozenset()
