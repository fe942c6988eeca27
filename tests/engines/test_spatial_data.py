"""The spatial model on KTAB's tables: every option runs, and outcomes are where the model's card says."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from foedus.core.rng import stream
from foedus.engines.registry import engine
from foedus.engines.spatial.result import SpatialResult
from foedus.model.agenda import AgendaInputs
from foedus.model.params import specs
from foedus.problems.registry import read_problems

FOLDER = Path(os.environ.get("FOEDUS_DATA") or "absent") / "decide" / "ktab_smp"
ENGINE = engine("spatial")
CHOICES = {s.name: s.choices for s in specs(ENGINE.params) if s.choices and s.name != "outcome"}

pytestmark = [
    pytest.mark.data,
    pytest.mark.skipif(not FOLDER.is_dir(), reason="needs FOEDUS_DATA, a folder that holds decide/ktab_smp"),
]


@cache
def table(name: str) -> AgendaInputs:
    # One example leaves a coordinate empty, which foedus refuses to guess; here any will do.
    data = (FOLDER / name).read_bytes().replace(b"<dCoord></dCoord>", b"<dCoord>20.0</dCoord>")
    (problem,) = read_problems(data, name)
    return problem.agenda()


def run(name: str, params: dict[str, object], draws: int = 1) -> SpatialResult:
    inputs = table(name)
    result = ENGINE.run_agenda(inputs.take(np.zeros(draws, dtype=np.intp)), params, stream(3, ("ktab",), 0))
    assert isinstance(result, SpatialResult)
    return result


def pairwise() -> Iterator[dict[str, object]]:
    """Yield settings that together hold every pair of choices: each adds, by choice, what has been seen least."""
    open_ = {(a, x, b, y) for a, b in itertools.combinations(CHOICES, 2) for x in CHOICES[a] for y in CHOICES[b]}
    while open_:
        a, x, b, y = min(open_)
        setting: dict[str, object] = {a: x, b: y}
        for name in CHOICES:
            if name not in setting:
                setting[name] = max(CHOICES[name], key=lambda v, name=name: len(open_ & _pairs({**setting, name: v})))  # type: ignore[misc]
        open_ -= _pairs(setting)
        yield setting


def _pairs(setting: dict[str, object]) -> set[tuple[str, object, str, object]]:
    return {(a, setting[a], b, setting[b]) for a, b in itertools.combinations(CHOICES, 2) if a in setting and b in setting}


PAIRWISE = list(pairwise())


def test_the_covering_set_covers() -> None:
    wanted = {(a, x, b, y) for a, b in itertools.combinations(CHOICES, 2) for x in CHOICES[a] for y in CHOICES[b]}
    assert wanted == set().union(*(_pairs(p) for p in PAIRWISE))
    assert len(PAIRWISE) == 33


@pytest.mark.parametrize(
    ("name", "low", "high"),
    [("SOE-Policy.csv", [29.9], [57.0]), ("SOE-Competitive.csv", [24.1], [46.6]), ("SOE-Pol-Comp.csv", [29.7, 29.7], [43.4, 51.8])],
)
def test_the_tables_of_china_run_under_every_pair_of_options(name: str, low: list[float], high: list[float]) -> None:
    results = [run(name, {**params, "rounds": 60}) for params in PAIRWISE]
    assert [r.probability.sum() for r in results] == pytest.approx([1.0] * len(results), abs=1e-9)
    outcomes = np.array([r.outcome[0] for r in results])
    assert outcomes.min(axis=0) == pytest.approx(low, abs=0.06)
    assert outcomes.max(axis=0) == pytest.approx(high, abs=0.06)


def test_a_table_of_three_dimensions_runs_under_combinations_of_all_options() -> None:
    # Every 61st of the 72,900 combinations, which the number of no option divides; all of them take four minutes.
    inputs = table("dummyData_3Dim.csv")
    low, high = inputs.positions[0].min(axis=0), inputs.positions[0].max(axis=0)
    seen = set()
    for values in itertools.islice(itertools.product(*CHOICES.values()), 0, None, 61):
        result = ENGINE.run_agenda(inputs, {**dict(zip(CHOICES, values, strict=True)), "rounds": 1}, stream(3, ("ktab",), 0))
        assert ((result.outcome[0] >= low) & (result.outcome[0] <= high)).all()
        seen.add(result.outcome.tobytes())
    assert len(seen) > 500


@pytest.mark.parametrize("name", ["smpExample.xml", "dummyData_3Dim.xml", "dummyData_6Dim.csv", "dummyData-a040.csv"])
def test_the_examples_of_the_toolkit_run(name: str) -> None:
    result = run(name, {"rounds": 40})
    assert (np.abs(np.diff(result.positions, axis=1)).sum(axis=(2, 3)) > 0).any()


@pytest.mark.parametrize(
    ("name", "params", "expected"),
    [
        ("SOE-Policy.csv", {}, [35.7]), ("SOE-Policy.csv", {"vote": "cubic"}, [27.1]),
        ("SOE-Policy.csv", {"election": "conditional"}, [38.6]), ("SOE-Policy.csv", {"bargain": "s1p1"}, [46.8]),
        ("SOE-Policy.csv", {"bargain": "s2pmax"}, [30.5]), ("SOE-Policy.csv", {"commitment": "full"}, [38.7]),
        ("SOE-Competitive.csv", {}, [35.6]), ("SOE-Competitive.csv", {"vote": "cubic"}, [27.5]),
        ("SOE-Competitive.csv", {"election": "conditional"}, [32.4]), ("SOE-Competitive.csv", {"bargain": "s1p1"}, [40.0]),
        ("SOE-Competitive.csv", {"bargain": "s2pmax"}, [32.3]), ("SOE-Competitive.csv", {"commitment": "full"}, [36.6]),
        ("SOE-Pol-Comp.csv", {}, [35.6, 33.9]),
    ],
)  # fmt: skip
def test_outcomes_are_those_on_the_page(name: str, params: dict[str, object], expected: list[float]) -> None:
    result = run(name, {"rounds": 100, **params})
    assert result.converged.all()
    assert result.outcome[0] == pytest.approx(expected, abs=0.06)


@pytest.mark.parametrize(
    ("name", "params", "expected"),
    [("SOE-Competitive.csv", {"vote": "cubic"}, 37.1), ("SOE-Policy.csv", {"commitment": "full"}, 41.3)],
)
def test_the_rounds_of_the_default_end_before_some_settings_rest(name: str, params: dict[str, object], expected: float) -> None:
    result = run(name, params)
    assert not result.converged.any()
    assert result.outcome[0] == pytest.approx([expected], abs=0.06)


@pytest.mark.parametrize(("name", "low", "high"), [("SOE-Policy.csv", 15, 45), ("SOE-Competitive.csv", 20, 40)])
def test_outcomes_lie_in_the_published_ranges(name: str, low: float, high: float) -> None:
    # Efird, Lester and Wise (2016) report these ranges in words and charts; the options they used are not all printed.
    assert low <= run(name, {}).outcome[0, 0] <= high


def test_chance_spreads_the_outcomes_of_one_table() -> None:
    result = run("SOE-Policy.csv", {"choice": "stochastic"}, draws=40)
    assert len(set(result.outcome[:, 0].tolist())) > 20
    assert 25 < result.outcome.mean() < 50
