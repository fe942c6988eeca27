"""Documents, rows, inputs and outcomes are compared by what they are, not by their order."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

import numpy as np
import pytest

from foedus.analysis.compare.evidence import document_changes, row_changes
from foedus.analysis.compare.inputs import input_changes
from foedus.analysis.compare.outputs import output_changes
from foedus.case.schema import Case
from foedus.model.results import IssueResult, Provenance
from foedus.model.run import EngineRun, Run


def date(number: int, start: int, iso: str, doc: str = "a.txt", **more: Any) -> tuple[str, dict[str, Any]]:
    return "dates", {"id": f"da-{number}", "doc": doc, "part": "p1", "start": start, "end": start + 6, "quote": "May 24", "iso": iso, **more}


def test_documents_are_added_removed_changed_and_renamed() -> None:
    def row(doc: str, sha: str) -> dict[str, Any]:
        return {"doc": doc, "sha256": sha, "text_sha256": sha, "error": None}

    before = [row("same", "1"), row("edited", "2"), row("gone", "3"), row("old name", "4")]
    now = [row("new name", "4"), row("come", "5"), row("edited", "6"), row("same", "1")]
    told = [(c.kind, c.doc, c.other) for c in document_changes(before, now)]
    assert told == [("added", "come", None), ("changed", "edited", None), ("removed", "gone", None), ("renamed", "new name", "old name")]


def test_rows_are_matched_by_id_then_place_then_words() -> None:
    before = [date(1, 0, "2031"), date(2, 10, "2031"), date(3, 20, "2031-05"), date(4, 30, "2032"), date(9, 90, "2030", confidence=0.5)]
    now = [date(1, 0, "2031"), date(5, 10, "2033"), date(6, 25, "2031-05"), date(7, 50, "2040"), date(9, 90, "2030", confidence=0.6)]
    (table,) = row_changes(reversed(before), now)
    assert (table.added, table.removed, table.changed, table.moved) == (1, 1, 2, 1)
    by_kind: dict[str, list[Any]] = {}
    for e in table.examples:
        by_kind.setdefault(e.kind, []).append(e)
    assert [dict(e.fields) for e in by_kind["changed"]] == [{"iso": ("2031", "2033")}, {"confidence": (0.5, 0.6)}]
    assert [e.id for e in by_kind["added"]] == ["da-7"]
    assert [e.id for e in by_kind["removed"]] == ["da-4"]


def test_equal_rows_in_another_order_are_no_change() -> None:
    rows = [date(1, 0, "2031"), date(2, 10, "2031"), ("segments", {"id": "se-1", "doc": "a.txt", "part": "p1", "start": 0, "end": 4})]
    assert row_changes(rows, list(reversed(rows))) == []


def test_the_number_of_a_group_is_no_change() -> None:
    def group(number: int) -> tuple[str, dict[str, Any]]:
        return "alignment", {"id": "al-1", "group": number, "spans": [], "kind": "sentence"}

    assert row_changes([group(1)], [group(7)]) == []


def test_examples_are_few_and_the_counts_are_of_all() -> None:
    (table,) = row_changes([], [date(n, 10 * n, "2031") for n in range(50)])
    assert table.added == 50
    assert len(table.examples) == 20


def case(**changes: Any) -> Case:
    told: dict[str, Any] = {
        "foedus": 1, "title": "t", "question": "q", "actors": [{"id": "ALD", "name": "Aland"}],
        "issues": [{"id": "toll", "question": "How high?", "unit": "coins", "lower": 0, "upper": 10}],
        "stakeholders": [{
            "actor": "ALD", "issue": "toll", "position": {"value": 3.0, "anchors": [{"doc": "d.txt", "start": 0, "end": 5, "quote": "three"}]},
            "salience": {"value": 0.5, "assumption": "Taken as half."}, "capability": {"value": 1.0, "assumption": "The only one."},
        }],
    }  # fmt: skip
    return Case.model_validate(told | changes)


def test_a_number_is_told_with_the_source_on_either_side() -> None:
    moved = case().model_dump(mode="json")
    moved["stakeholders"][0]["position"] = {"value": {"dist": "uniform", "low": 1, "high": 2}, "assumption": "It wavers."}
    (change,) = input_changes(case(), Case.model_validate(moved))
    assert (change.what, change.before, change.now) == ("toll/ALD/position", 3.0, {"dist": "uniform", "low": 1.0, "high": 2.0})
    assert (change.source_before, change.source_now) == ("d.txt: “three” (drafted)", "assumed: It wavers. (drafted)")


def test_issues_actors_engines_and_options_of_the_case_are_told() -> None:
    other = case(
        title="u", draws=10, actors=[{"id": "ALD", "name": "Aland"}, {"id": "BRD", "name": "Borduria"}],
        issues=[{"id": "toll", "question": "How high?", "unit": "coins", "lower": 0, "upper": 20}],
        engines=[{"engine": "challenge", "params": {"rounds": 3}}],
    )  # fmt: skip
    told = {c.what: (c.before, c.now) for c in input_changes(case(), other)}
    assert told == {
        "title": ("t", "u"), "draws": (2000, 10), "actor BRD": (None, {"name": "Borduria", "kind": "state"}),
        "issue toll: upper": (10.0, 20.0), "engine weighted_mean": ({}, None), "engine weighted_median": ({}, None),
        "engine challenge": ({}, {"rounds": 3}),
    }  # fmt: skip
    assert input_changes(other, other) == []


def result(draws: np.ndarray[Any, Any], seed: int = 1) -> Run:
    made = IssueResult(
        issue="toll", actors=("ALD",), outcome=draws, converged=np.ones(len(draws), bool),
        provenance=Provenance("weighted_mean", "1", {}, "", ""),
    )  # fmt: skip
    engines = (EngineRun("weighted_mean", "Mean", made),)
    return Run("run-x", "c", seed, len(draws), engines, MappingProxyType({}), MappingProxyType({}))


@pytest.mark.parametrize("seed", [1, 2])
def test_an_outcome_moves_by_more_than_chance_or_not(seed: int) -> None:
    rng = np.random.default_rng(5)
    base = rng.normal(5, 1, 400)
    noise = rng.normal(5, 1, 400)
    (small,) = output_changes(result(base), case(), result(noise, seed=2), case())
    assert small.exceeds is False
    assert small.error == pytest.approx(1.96 * np.sqrt(base.var(ddof=1) / 400 + noise.var(ddof=1) / 400))
    (large,) = output_changes(result(base), case(), result(base + 0.9 + rng.normal(0, 0.01, 400), seed=seed), case())
    assert large.exceeds is True
    assert large.paired is (seed == 1)
    assert large.error == pytest.approx(0.001, rel=0.2) if seed == 1 else large.error > 0.1  # type: ignore[operator]


def test_the_error_of_independent_runs_covers_the_truth_as_often_as_it_says() -> None:
    rng = np.random.default_rng(6)
    wrong = 0
    for _ in range(400):
        (change,) = output_changes(result(rng.normal(5, 1, 100)), case(), result(rng.normal(5, 1, 100), seed=2), case())
        wrong += bool(change.exceeds)
    assert 8 <= wrong <= 34  # 5 % of 400 is 20; three standard deviations either side


def test_an_outcome_that_one_run_lacks_is_told_without_a_verdict() -> None:
    run = result(np.array([1.0, 2.0]))
    none = Run("run-y", "c", 1, 2, (), MappingProxyType({}), MappingProxyType({}))
    (change,) = output_changes(none, case(), run, case())
    assert (change.before, change.exceeds, change.now is not None) == (None, None, True)
    assert output_changes(run, case(), run, case()) == []
