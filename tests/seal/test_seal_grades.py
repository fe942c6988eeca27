"""Grades by hand, what cannot be graded, and grading twice."""

from __future__ import annotations

import json
import math
import runpy
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.core.errors import ExitCode, FoedusError
from foedus.forecast.predictive import POINTS
from foedus.pipeline.grading import grade
from foedus.pipeline.sealed.record import freeze, inspect, render
from foedus.pipeline.sealed.scores import WINDOWS, scores
from foedus.pipeline.sealing import verify

MADE = runpy.run_path(str(Path(__file__).with_name("example.py")))
LATER: datetime = MADE["LATER"]


@pytest.fixture
def forecast(tmp_path: Path) -> Path:
    path: Path = MADE["sealed"](tmp_path)
    return path


def record_of(mass: dict[int, float], lower: float = 0.0, upper: float = 10.0) -> dict[str, Any]:
    """Return what of a sealed forecast is scored, with probabilities at some grid points."""
    told = np.zeros(POINTS)
    told[list(mass)] = list(mass.values())
    other = np.zeros(POINTS)
    other[0] = 1.0
    return {
        "question": {"issue": "i", "lower": lower, "upper": upper}, "forecast": {"mass": told.tolist()},
        "engines": {"nash": {"mean": 3.0}}, "references": {"positions": {"mass": other.tolist()}},
    }  # fmt: skip


def test_scores_by_hand() -> None:
    s = scores(record_of({200: 0.5, 400: 0.3, 1000: 0.2}), 4.0)
    f = s["forecast"]
    # The distribution function is .5 from 2 to 4, .8 from 4 to 10, against a step at 4.
    assert f["crps"] == pytest.approx(2 * 0.25 + 6 * 0.04)
    assert (f["median"]["value"], f["median"]["error"]) == (2.0, 2.0)
    assert f["interval"]["held"] is True
    assert (f["interval"]["low"], f["interval"]["high"], f["interval"]["probability"]) == (2.0, 10.0, pytest.approx(1.0))
    assert (f["pit"]["below"], f["pit"]["upto"]) == pytest.approx((0.5, 0.8))
    assert (f["window"]["low"], f["window"]["high"], f["window"]["probability"]) == pytest.approx((4.0, 5.0, 0.3))
    assert f["log_score"] == pytest.approx(-math.log(0.3))
    assert s["engines"]["nash"] == {"value": 3.0, "error": 1.0}
    assert s["references"]["even"]["crps"] == pytest.approx(10 * (0.4**3 + 0.6**3) / 3, rel=1e-3)
    assert s["references"]["even"]["log_score"] == pytest.approx(math.log(10), rel=1e-2)
    assert s["references"]["positions"]["crps"] == pytest.approx(4.0)
    assert s["references"]["positions"]["log_score"] is None


def test_an_outcome_outside_the_interval_is_missed() -> None:
    s = scores(record_of({200: 0.05, 400: 0.9, 1000: 0.05}), 2.0)["forecast"]
    assert s["interval"]["held"] is False
    assert (s["pit"]["below"], s["pit"]["upto"]) == pytest.approx((0.0, 0.05))


def test_a_third_of_the_scale_is_held_by_an_interval_that_ends_at_the_nearest_grid_point() -> None:
    assert scores(record_of({333: 1.0}, 0.0, 100.0), 100 / 3)["forecast"]["interval"]["held"] is True


@given(st.floats(0, 10))
def test_the_windows_of_the_scale_hold_everything_once(outcome: float) -> None:
    s = scores(record_of(dict.fromkeys(range(POINTS), 1 / POINTS)), outcome)["forecast"]
    window = s["window"]
    assert window["low"] - 0.006 <= outcome <= window["high"] + 0.006
    assert window["probability"] == pytest.approx(1 / WINDOWS, abs=1e-3)


@given(st.integers(0, 1000), st.integers(0, 1000), st.floats(0.05, 0.95))
def test_nobody_does_better_than_by_saying_what_they_believe(a: int, b: int, share: float) -> None:
    if a == b:
        return
    # Outcomes fall on a with the chance `share`, else on b.
    def expected(told: float, score: str) -> float:
        out = [scores(record_of({a: told, b: 1 - told}), x / 100)["forecast"][score] for x in (a, b)]
        return math.inf if None in out else share * out[0] + (1 - share) * out[1]

    for score in ("crps", "log_score"):
        honest = expected(share, score)
        assert all(honest <= expected(told, score) + 1e-12 for told in (0.02, 0.4, 0.7, 0.98))


def test_a_grade_stands_beside_its_forecast_sealed(forecast: Path) -> None:
    done = grade(forecast, 62.5, on="2031-06-30", source="Gazette 7", now=LATER)
    assert done.path == forecast.with_name("toll.graded.json")
    assert done.notes == ()
    data = done.path.read_bytes()
    there = json.loads(data)
    assert inspect(there, data) == []
    assert there["of"]["seal"] == json.loads(forecast.read_text())["seal"]
    assert there["outcome"] == {"value": 62.5, "on": "2031-06-30", "source": "Gazette 7"}
    assert there["scores"]["engines"].keys() == json.loads(forecast.read_text())["engines"].keys()
    held = verify(done.path)
    assert (held.exit_code, held.regraded) == (ExitCode.OK, True)


def test_a_grade_with_other_scores_is_found_out(forecast: Path) -> None:
    done = grade(forecast, 62.5, source="Gazette 7", now=LATER)
    content = {k: v for k, v in done.record.items() if k not in ("hashes", "seal")}
    content["scores"]["forecast"]["crps"] /= 2
    done.path.write_text(render(freeze(content)), encoding="utf-8")
    assert verify(done.path).regraded is False
    assert verify(done.path).exit_code is ExitCode.CHECK_FAILED


def test_a_grade_whose_forecast_was_moved_is_not_confirmed(forecast: Path) -> None:
    done = grade(forecast, 62.5, source="Gazette 7", now=LATER)
    away = forecast.rename(forecast.with_name("moved.json"))
    held = verify(done.path)
    assert (held.regraded, held.ungraded, held.exit_code) == (None, True, ExitCode.PARTIAL)
    assert verify(done.path, hash_only=True).exit_code is ExitCode.OK
    away.rename(forecast)
    assert verify(done.path).exit_code is ExitCode.OK
    forecast.write_text(forecast.read_text(encoding="utf-8").replace('"median": ', '"median": 1'), encoding="utf-8")
    assert verify(done.path).exit_code is ExitCode.PARTIAL


def test_a_grade_that_says_another_question_is_found_out(forecast: Path) -> None:
    done = grade(forecast, 62.5, source="Gazette 7", now=LATER)
    content = {k: v for k, v in done.record.items() if k not in ("hashes", "seal")}
    content["of"]["question"] = "How low will it be?"
    done.path.write_text(render(freeze(content)), encoding="utf-8")
    assert verify(done.path).exit_code is ExitCode.CHECK_FAILED


def test_grading_twice_is_asked_for_and_keeps_the_first(forecast: Path) -> None:
    first = grade(forecast, 62.5, on="2031-05-01", source="Gazette 5", now=LATER).record
    before = forecast.with_name("toll.graded.json").read_bytes()
    with pytest.raises(FoedusError, match=r"graded already: outcome 62\.5, known on 2031-05-01") as caught:
        grade(forecast, 70.0, source="Gazette 7", now=LATER)
    assert "--again" in str(caught.value)
    assert forecast.with_name("toll.graded.json").read_bytes() == before
    second = grade(forecast, 70.0, source="Gazette 7", again=True, now=LATER).record
    assert [g["outcome"]["value"] for g in second["earlier"]] == [62.5]
    assert {k: v for k, v in first.items() if k != "earlier"} == second["earlier"][0]
    third = grade(forecast, 71.0, source="Gazette 8", again=True, now=LATER).record
    assert [g["outcome"]["value"] for g in third["earlier"]] == [62.5, 70.0]


@pytest.mark.parametrize("outcome", [-0.1, 100.1, math.nan, math.inf, -math.inf])
def test_outcomes_off_the_scale_are_refused(forecast: Path, outcome: float) -> None:
    with pytest.raises(FoedusError, match="off the scale") as caught:
        grade(forecast, outcome, now=LATER)
    assert caught.value.expected == "a number from 0 to 100"
    assert not forecast.with_name("toll.graded.json").exists()


@pytest.mark.parametrize(("on", "code"), [("2031-03-03", "grade-day"), ("2031-07-02", "grade-day"), ("soon", "day-form")])
def test_days_on_which_it_cannot_have_been_known(forecast: Path, on: str, code: str) -> None:
    with pytest.raises(FoedusError) as caught:
        grade(forecast, 50.0, on=on, now=LATER)
    assert caught.value.code == code


def test_grading_before_the_day_and_without_a_source_is_noted(forecast: Path) -> None:
    notes = grade(forecast, 50.0, now=datetime(2031, 4, 1, tzinfo=UTC)).notes
    assert any("before the day 2031-06-30" in n for n in notes)
    assert any("no source" in n for n in notes)


def test_a_changed_forecast_is_not_graded(forecast: Path, tmp_path: Path) -> None:
    with pytest.raises(FoedusError, match="'forecast' was changed"):
        grade(MADE["tampered"](forecast, tmp_path / "t.json", "forecast", "median", 62.5), 62.5, now=LATER)


def test_a_grade_is_no_forecast(forecast: Path) -> None:
    done = grade(forecast, 50.0, source="x", now=LATER)
    with pytest.raises(FoedusError, match="this is a grade"):
        grade(done.path, 50.0, now=LATER)


@pytest.mark.parametrize("what", ["broken", "other", "junk"])
def test_what_stands_in_the_way_is_not_lost(forecast: Path, what: str) -> None:
    done = grade(forecast, 50.0, source="x", now=LATER)
    if what == "broken":
        MADE["tampered"](done.path, done.path, "outcome", "value", 51.0)
    elif what == "other":
        content = {k: v for k, v in done.record.items() if k not in ("hashes", "seal")}
        done.path.write_text(render(freeze({**content, "of": {**content["of"], "seal": "0" * 64}})), encoding="utf-8")
    else:
        done.path.write_text("my notes", encoding="utf-8")
    before = done.path.read_bytes()
    with pytest.raises(FoedusError, match="move that file away") as caught:
        grade(forecast, 52.0, again=True, now=LATER)
    assert caught.value.code == "grade-there"
    assert done.path.read_bytes() == before
