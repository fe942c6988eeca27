"""The figures that the cards of condorcet, spatial and nash state for the 351 issues of the DEU III data, recomputed."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from foedus.core.rng import stream
from foedus.engines.registry import engine
from foedus.model.inputs import IssueInputs
from foedus.problems.registry import read_problems

FILE = Path(os.environ.get("FOEDUS_DATA") or "absent") / "decide" / "deu3" / "deu3.csv"

pytestmark = [
    pytest.mark.data,
    pytest.mark.skipif(not FILE.is_file(), reason="needs FOEDUS_DATA, a folder that holds decide/deu3/deu3.csv"),
]


@cache
def issues() -> tuple[tuple[IssueInputs, float], ...]:
    """Return each issue with an outcome and at least three actors, with votes in the Council as capability."""
    found = []
    for problem in read_problems(FILE.read_bytes(), FILE.name):
        for matter in problem.matters:
            if matter.outcome is not None and sum(s.issue == matter.id for s in problem.stakes) >= 3:
                found.append((problem.inputs(matter.id), matter.outcome))
    return tuple(found)


def errors(name: str, params: Mapping[str, object], *, known: bool = False) -> np.ndarray:
    """Return the absolute error on every issue, or on those whose reference point is `known`."""
    rng = stream(0, ("deu",), 0)
    chosen = [(i, out) for i, out in issues() if i.reference is not None or not known]
    return np.array([abs(engine(name).run(i, params, rng).outcome[0] - out) for i, out in chosen])


@pytest.mark.parametrize(
    ("name", "params", "expected"),
    [
        ("condorcet", {"options": "all"}, 22.63),
        ("condorcet", {}, 22.68),
        ("condorcet", {"options": "all", "election": "conditional"}, 23.40),
        ("condorcet", {"options": "all", "election": "markov_incentive"}, 23.51),
        ("condorcet", {"options": "all", "outcome": "mode"}, 26.82),
        ("spatial", {}, 23.41),
    ],
)
def test_mean_absolute_error_is_what_the_model_card_says(name: str, params: dict[str, object], expected: float) -> None:
    assert len(issues()) == 351
    assert errors(name, params).mean() == pytest.approx(expected, abs=0.02)


@pytest.mark.parametrize(
    ("params", "measured", "within"),
    [({}, 22.63, 0.02), ({"election": "conditional"}, 23.43, 0.05), ({"outcome": "mode"}, 26.84, 0.05)],
)
def test_an_earlier_independent_run_of_the_same_election(params: dict[str, object], measured: float, within: float) -> None:
    # That run put EU-25 issues and those without new members under other vote tables in places, hence not to .01.
    assert errors("condorcet", {"options": "all", **params}).mean() == pytest.approx(measured, abs=within)


def test_the_likeliest_position_is_often_near() -> None:
    assert (errors("condorcet", {"outcome": "mode"}) <= 5).mean() == pytest.approx(0.356, abs=0.003)


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({"salience": "exponent"}, [44.38, 27.49, 25.31, 24.18, 23.61]),
        ({"salience": "factor"}, [44.40, 26.57, 24.88, 23.97, 23.59]),
        ({"unit": "own"}, [44.38, 27.36, 25.18, 24.06, 23.54]),
        ({"loss": "linear"}, [44.44, 34.76, 29.63, 27.74, 28.96]),
        ({"solution": "kalai_smorodinsky"}, [44.28, 29.62, 28.20, 27.60, 27.19]),
    ],
)
def test_bargaining_solutions_by_the_cost_of_failing(params: dict[str, object], expected: list[float]) -> None:
    got = [errors("nash", {**params, "cost": cost}, known=True).mean() for cost in (0.0, 0.5, 1.0, 2.0, 5.0)]
    assert got == pytest.approx(expected, abs=0.02)
    near = {"exponent": 0.22, "own": 0.09}.get(str(params.get("salience") or params.get("unit")))
    if near:  # an earlier independent run, which does not say how salience entered and losses were measured
        assert got == pytest.approx([44.4, 27.3, 25.1, 24.1, 23.55], abs=near)


def test_a_great_cost_of_failing_leads_to_the_weighted_mean() -> None:
    mean = errors("weighted_mean", {}, known=True)
    assert len(mean) == 252
    assert mean.mean() == pytest.approx(23.41, abs=0.02)
    np.testing.assert_allclose(errors("nash", {"cost": 1e5}, known=True), mean, atol=0.01)
