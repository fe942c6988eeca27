"""From an output back to its inputs and their sources."""

from __future__ import annotations

from dataclasses import replace

import pytest

from foedus.analysis.trace import trace
from foedus.case.schema import Case
from foedus.ensemble.run import run_case


def case() -> Case:
    """A toll that two towns disagree about; a letter states where one stands."""
    letter = [{"doc": "letter.txt", "start": 4, "end": 9, "quote": "seven"}]
    sure = {"value": 1.0, "assumption": "the towns are equally large"}
    return Case.model_validate(
        {
            "foedus": 1, "title": "Toll", "question": "How high is the toll?", "draws": 300,
            "actors": [{"id": "north", "name": "North"}, {"id": "south", "name": "South"}],
            "issues": [{"id": "toll", "question": "How high?", "unit": "crowns", "lower": 0.0, "upper": 10.0}],
            "stakeholders": [
                {
                    "actor": "north", "issue": "toll", "salience": sure, "capability": sure,
                    "position": {
                        "value": {"dist": "uniform", "low": 1.0, "high": 2.0},
                        "assumption": "the north has always wanted little",
                    },
                },
                {
                    "actor": "south", "issue": "toll", "salience": sure, "capability": sure,
                    "position": {"value": {"dist": "uniform", "low": 5.0, "high": 9.0}, "anchors": letter},
                },
            ],
            "engines": [{"engine": "weighted_mean"}],
        }
    )


def test_inputs_stand_by_importance_with_their_source() -> None:
    (step,) = trace(case(), run_case(case()))
    assert (step.issue, step.engine, step.summary.draws) == ("toll", "weighted_mean", 300)
    assert [(i.actor, i.field) for i in step.inputs[:2]] == [("south", "position"), ("north", "position")]
    assert len(step.inputs) == 6
    assert [i.driver is None for i in step.inputs] == [False, False, True, True, True, True]
    first, second = step.inputs[:2]
    assert first.sourced
    assert first.value.anchors[0].quote == "seven"
    assert not second.sourced
    assert second.value.assumption
    assert first.share == pytest.approx(0.8, abs=0.02)  # ranges 4 and 1 under equal weights
    assert first.share + second.share == pytest.approx(1.0)
    assert step.sourced_share == first.share


def test_without_drivers_inputs_stand_in_the_order_of_the_case() -> None:
    run = run_case(case())
    bare = replace(run, engines=tuple(replace(e, drivers=()) for e in run.engines))
    (step,) = trace(case(), bare)
    assert [(i.actor, i.field) for i in step.inputs[:3]] == [
        ("north", "position"), ("north", "salience"), ("north", "capability"),
    ]  # fmt: skip
    assert step.sourced_share == 0


def test_a_run_of_another_case_is_refused() -> None:
    run = run_case(case())
    other = case().model_copy(update={"stakeholders": case().stakeholders[:1]})
    with pytest.raises(ValueError, match="run the case again"):
        trace(other, run)
