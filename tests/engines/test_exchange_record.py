"""The exchange engine beside the authors' program, on the tables that come with it.

The numbers were measured by running decide-exchange-model 2022.1.28 (foarsitter/decide-exchange-model) on its tables
with p = 0, ten rounds and ``random.seed(0)``. Equal exchanges it takes by lot, so its numbers are one of many paths;
it reads outcomes on the positions that the next round starts from.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from foedus.core.rng import stream
from foedus.engines.exchange.result import ExchangeResult
from foedus.engines.registry import engine
from foedus.model.agenda import together
from foedus.problems.registry import read_problems

FOLDER = Path(os.environ.get("FOEDUS_DATA") or "absent") / "decide" / "decide_exchange"

pytestmark = [
    pytest.mark.data,
    pytest.mark.skipif(not FOLDER.is_dir(), reason="needs FOEDUS_DATA, a folder that holds decide/decide_exchange"),
]

COPENHAGEN = {
    "Newtreaty": (61.241057833, 58.98), "DevlopC2020": (60.170779239, 71.57), "Domestred": (32.362114090, 32.67),
    "MRVdecrease": (50.698832160, 49.00), "Commitments": (46.903921569, 20.41), "Control": (61.277733969, 75.57),
    "Extra": (73.409655172, 94.65),
}  # fmt: skip
TOLLS = {
    "tolheffing-binnenstad": 52.624209204, "tol-hoogte": 32.218046584, "wanneer-tol": 51.003161905,
    "woonwerkverkeer": 45.128457128, "extra-investering": 57.264619883, "kleine-of-grote-ring": 56.476930066,
}  # fmt: skip
PARIS = {
    "differentiation": 47.739410207, "mrv": 57.969802936, "legal": 59.693591155, "adapt_legal": 65.996946565,
    "adapt_inst": 62.571673018, "finance_vol": 45.730615086, "finance_who": 37.604093207, "adapt_finance": 60.052767097,
    "ld": 35.260457240, "progress": 45.862596977, "amb2050": 70.221979866, "amb2100": 88.543031389, "eaa": 46.285490746,
}  # fmt: skip


@cache
def run(name: str, draws: int, rounds: int, **params: object) -> tuple[ExchangeResult, np.ndarray]:
    """Return the result, and outcomes on the positions after each round, (draw, round, issue), on scales of 0 to 100."""
    inputs = read_problems((FOLDER / name).read_bytes(), name)[0].agenda(draws=draws)
    given = {"rounds": rounds, "record": "outcomes", **params}
    result = engine("exchange").run_agenda(inputs, given, stream(0, ("record",), 0))
    assert isinstance(result, ExchangeResult)
    return result, (result.by_positions - inputs.lower) / (inputs.upper - inputs.lower) * 100


CODED = {"outlook": "as_coded", "ties": "random"}


@pytest.mark.parametrize(("name", "wanted"), [("copenhagen.csv", {k: v[0] for k, v in COPENHAGEN.items()}), ("sample_data.txt", TOLLS)])
def test_some_order_of_equal_exchanges_gives_the_first_round_of_the_program_to_nine_digits(name: str, wanted: dict[str, float]) -> None:
    result, got = run(name, 100, 1, **CODED)
    distance = np.abs(got[:, 1] - [wanted[i] for i in result.issues]).max(axis=1)
    assert distance.min() < 1e-8
    assert distance.max() > 1e-3  # the lot matters, so this is no accident of a table without equal exchanges


def test_the_first_round_on_the_paris_table_lies_within_the_range_of_orders() -> None:
    result, got = run("cop21.csv", 400, 1, **CODED)
    wanted = np.array([PARIS[i] for i in result.issues])
    low, high = got[:, 1].min(axis=0), got[:, 1].max(axis=0)
    assert ((low - 0.005 <= wanted) & (wanted <= high + 0.005)).all()
    settled = high - low < 1e-9  # issues on which no order changes anything
    assert [i for i, s in zip(result.issues, settled, strict=True) if s] == ["ld", "amb2100"]
    np.testing.assert_allclose(low[settled], wanted[settled], rtol=0, atol=1e-8)


def test_ten_rounds_on_the_copenhagen_table_lie_within_the_range_of_orders() -> None:
    result, got = run("copenhagen.csv", 400, 10, **CODED)
    wanted = np.array([COPENHAGEN[i][1] for i in result.issues])
    low, high = got[:, 10].min(axis=0), got[:, 10].max(axis=0)
    # Four hundred orders do not reach every end of the range that two thousand do (docs/engines/exchange.md).
    assert ((low - 0.25 <= wanted) & (wanted <= high + 0.25)).all()
    assert (high - low).max() < 10


def test_knowing_all_moves_leads_elsewhere_on_issues_where_outcomes_met_positions() -> None:
    result, got = run("copenhagen.csv", 200, 1, ties="random")
    wanted = np.array([COPENHAGEN[i][0] for i in result.issues])
    low, high = got[:, 1].min(axis=0), got[:, 1].max(axis=0)
    apart = [i for i, w, a, b in zip(result.issues, wanted, low, high, strict=True) if not a - 0.005 <= w <= b + 0.005]
    assert apart == ["DevlopC2020", "Domestred", "Control"]
    assert np.abs(got[:, 1].mean(axis=0) - wanted).max() < 1.0


def test_the_base_outcomes_are_the_weighted_means() -> None:
    inputs = read_problems((FOLDER / "copenhagen.csv").read_bytes(), "copenhagen.csv")[0].agenda()
    _, got = run("copenhagen.csv", 100, 1, **CODED)
    for d, issue in enumerate(inputs.issues):
        mean = engine("weighted_mean").run(inputs.issue(issue), None, stream(0, ("record",), 0))
        assert got[0, 0, d] == pytest.approx(mean.outcome[0], abs=1e-9)


def test_mean_absolute_error_on_issues_with_known_outcomes_is_what_the_model_card_says() -> None:
    path = FOLDER.parent / "deu3" / "deu3.csv"
    errors = []
    for problem in read_problems(path.read_bytes(), path.name):
        matters = [m for m in problem.matters if m.outcome is not None and sum(s.issue == m.id for s in problem.stakes) >= 3]
        if not matters:
            continue
        inputs = together([problem.inputs(m.id) for m in matters])
        result = engine("exchange").run_agenda(inputs, {"record": "outcomes"}, stream(0, ("deu",), 0))
        assert isinstance(result, ExchangeResult)
        errors += [abs(result.by_votes[0, (0, 1, 10), d] - m.outcome) for d, m in enumerate(matters)]
    assert len(errors) == 351
    np.testing.assert_allclose(np.mean(errors, axis=0), [23.03, 24.45, 24.03], rtol=0, atol=0.02)
