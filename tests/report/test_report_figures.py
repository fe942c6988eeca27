"""Figures: titles that say the finding, numbers that are those of the run, ink that stays on the page."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.report import charts
from foedus.report.brief import brief
from foedus.report.numbers import NBSP


def number(cell: str) -> float:
    return float(cell.replace(",", "").replace("\u2212", "-"))


def circles(made: Any) -> Any:
    return next(layer for layer in made.spec["layer"] if layer["mark"]["type"] == "circle")["data"]["values"]


def figure(sample: Any, name: str) -> Any:
    return next(f for f in brief(*sample).figures if f.id == name)


def test_the_table_of_a_forecast_holds_the_numbers_of_the_run(sample: Any) -> None:
    made = figure(sample, "fig-guards-forecast")
    for row, run in zip(made.table.rows, sample.run.engines, strict=True):
        low, mid, high = np.quantile(run.result.outcome, (0.1, 0.5, 0.9))
        assert row[0] == run.title
        assert [number(c) for c in row[1:5]] == pytest.approx([mid, low, high, run.result.outcome.mean()], rel=1e-5)
    settled = sample.run.engines[2].result.converged.mean()
    assert made.table.rows[2][-1] == f"{int(settled * 100)}{NBSP}%"


def test_every_dot_stands_for_an_equal_share(sample: Any) -> None:
    made = figure(sample, "fig-guards-forecast")
    dots = circles(made)
    per_engine = len(dots) // len(sample.run.engines)
    assert f"Each dot is {100 // per_engine}{NBSP}%" in made.subtitle
    strong = sorted(d["x"] for d in dots if d["strong"])
    assert len(strong) == per_engine
    median = np.median(sample.run.engines[0].result.outcome)
    assert strong[per_engine // 2] == pytest.approx(median, abs=500 / charts.COLUMNS * 1.5)


def test_draws_at_one_point_make_fewer_dots(sample: Any) -> None:
    run = sample.run.engines[0]
    one = replace(run, result=replace(run.result, outcome=np.full(400, 250.0)))
    made = next(
        f for f in brief(sample.case, replace(sample.run, engines=(one,)), {}, sample.documents).figures
        if f.id.endswith("forecast")
    )
    dots = circles(made)
    assert len(dots) == 20
    assert made.title == "Weighted mean puts the median at 250\u00a0guards"


def test_outcomes_at_the_ends_of_the_scale_stay_on_it(sample: Any) -> None:
    run = sample.run.engines[0]
    ends = replace(run, result=replace(run.result, outcome=np.repeat([0.0, 500.0], 200)))
    made = brief(sample.case, replace(sample.run, engines=(ends,)), {}, sample.documents).figures[0]
    dots = circles(made)
    assert {0 <= d["x"] <= 500 for d in dots} == {True}


def test_paths_begin_and_end_at_the_medians_of_the_run(sample: Any) -> None:
    made = figure(sample, "fig-guards-rounds-challenge")
    result = sample.run.engines[2].result
    for k, row in enumerate(made.table.rows[:-1]):
        medians = np.median(result.positions[:, :, k], axis=0)
        assert [number(c) for c in row[1:]] == pytest.approx(list(medians), rel=1e-5)
    dashes = {d["name"]: d["dash"] for d in made.spec["layer"][0]["data"]["values"]}
    assert dashes["River League"] == "plain"  # a document states its position
    assert dashes["Northern Union"] == "dashed"


def test_a_tornado_prints_input_values_and_hatches_what_no_document_states(sample: Any) -> None:
    made = figure(sample, "fig-guards-drivers-weighted_mean")
    assert made.title == "The position of Northern Union moves the outcome most, from 268 to 356\u00a0guards"
    halves = made.spec["layer"][0]["data"]["values"]
    assert halves[0]["fill"] == "url(#hatch-low)"
    assert halves[2]["fill"].startswith("#")
    assert made.table.rows[0][:4] == ("Northern Union, position", "assumed", "215", "462")
    # Salience of the port works the other way round: its low value is the bar's right end.
    assert {h["text"]: h["left"] for h in halves[4:6]} == {"0.45": False, "0.85": True}
    for half, (row, column) in zip(halves, [(r, c) for r in made.table.rows for c in (2, 3)], strict=True):
        assert number(half["text"]) == pytest.approx(number(row[column]), rel=0.05)


def test_accounts_that_change_something_stand_beside_the_case(sample: Any) -> None:
    made = figure(sample, "fig-guards-accounts")
    assert [r[0] for r in made.table.rows] == ["The case as coded", "Gaceta del Puerto"]
    assert "The northern envoy" in made.subtitle  # who changes nothing is named, not drawn


def test_every_figure_says_measure_draws_and_seed(sample: Any) -> None:
    figures = brief(*sample).figures
    assert [f.number for f in figures] == list(range(1, len(figures) + 1))
    for f in figures:
        assert "guards" in f.subtitle
        assert "400\u00a0draws" in f.source
        assert "seed\u00a07" in f.source
        assert f.table.rows
        assert len(f.summary) > len(f.title)
        json.dumps(f.spec, allow_nan=False)


def test_other_engines_are_said_to_disagree_by_a_fixed_rule(sample: Any) -> None:
    (answer,) = brief(*sample).answers
    assert any("weighted median disagrees: its median lies outside" in s for s in answer.sentences)
    alike = replace(sample.run, engines=(sample.run.engines[0], replace(sample.run.engines[0], engine="twin", title="Twin")))
    (answer,) = brief(sample.case, alike, {}, sample.documents).answers
    assert any(s.startswith("The other engine puts its median inside") for s in answer.sentences)


def test_the_answer_counts_what_documents_state(sample: Any) -> None:
    (answer,) = brief(*sample).answers
    assert answer.sentences[-1].startswith("Of 12 inputs, documents state 1; 1 is inferred")


@given(st.lists(st.floats(0, 100), min_size=1, max_size=12))
def test_labels_never_touch_and_keep_their_order(values: list[float]) -> None:
    placed = charts._apart(values, 4.0, charts.Scale(0, 100))
    order = sorted(range(len(values)), key=values.__getitem__)
    ordered = [placed[i] for i in order]
    assert all(b - a >= 4.0 - 1e-9 for a, b in pairwise(ordered))
    assert max(placed) <= 100 + 1e-9
