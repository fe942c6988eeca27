"""Each check finds its mistake, names its line, and says how to mend it; a right case passes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from foedus.case.check import CHECKS, Problem, check_case, reference_page
from foedus.case.parse import parse_case, parse_source
from foedus.case.schema import Case
from foedus.core.errors import FoedusError
from foedus.documents.model import Document

ENGINES = ("challenge", "weighted_mean", "weighted_median")
PAGE = Path(__file__).parents[2] / "docs" / "reference" / "checks.md"

Documents = Mapping[str, Document]


def refuse_nothing(engine: str, params: Mapping[str, Any]) -> None:
    """Accept every parameter."""


def run(text: str, documents: Documents) -> list[Problem]:
    parsed = parse_source(text, "case.yaml")
    return check_case(
        parsed.case, documents, engines=ENGINES, validate_params=refuse_nothing, lines=parsed.lines, where="case.yaml"
    )


def test_a_right_case_has_no_problem(small_text: str, documents: Documents) -> None:
    assert run(small_text, documents) == []


MISTAKES = [
    ("unknown-actor", "  - actor: LOWER", "  - actor: LOWR", "- actor: LOWR", "LOWER"),
    ("unknown-issue", "  - actor: LOWER\n    issue: boats", "  - actor: LOWER\n    issue: bots", "issue: bots", "boats"),
    ("duplicate-id", "{id: COAST, name", "{id: UPPER, name", "{id: UPPER, name: The", "rename"),
    ("duplicate-stakeholder", "  - actor: LOWER", "  - actor: UPPER", None, "delete"),
    ("position-range", "mode: 40, high: 90", "mode: 40, high: 900", "high: 900", "widen"),
    ("salience-range", "salience: {value: 0.9", "salience: {value: 140", "value: 140", "0.9 for 90 %"),
    ("salience-range", "salience: {value: 0.9", "salience: {value: -0.1", "value: -0.1", "0.9 for 90 %"),
    ("capability-range", "low: 5, high: 15", "low: -5, high: 15", "low: -5", "write 0"),
    ("scale-ends", "      - {at: 0, means: none}\n", "", "- id: boats", "at: 0"),
    ("scale-ends", "{at: 0, means: none}", "{at: 0, means: none}\n      - {at: 120, means: too many}", "at: 120", "delete"),
    ("zero-width", "low: 5, high: 15", "low: 5, high: 5", "low: 5, high: 5", "value: 5"),
    ("anchor-document", "doc: ford.txt", "doc: fort.txt", "doc: fort.txt", "ford.txt"),
    ("anchor-quote", "start: 58, end: 66", "start: 57, end: 65", "start: 57", "start: 58, end: 66"),
    ("anchor-quote", "quote: 40 boats", "quote: 41 boats", "quote: 41", "no document"),
    ("anchor-quote", "start: 58, end: 66, quote: 40 boats", "start: 900, end: 915, quote: All boats left.", "900", "later.txt"),
    (
        "anchor-after-decision", "{doc: ford.txt, start: 58, end: 66, quote: 40 boats}",
        "{doc: later.txt, start: 0, end: 3, quote: All}", None, "assumption",
    ),
    ("decided-date", "1990-05-04", "1990-02-30", "1990-02-30", "2022-01-06"),
    ("drafted", "low: 5, high: 15}, assumption: it is small, status: accepted", "low: 5, high: 15}, assumption: it is small", None, "status: accepted"),
    ("drafted", "hundred boats\n    status: accepted", "hundred boats", "issues:", "status: accepted"),
    ("override-target", "      - actor: COAST\n        issue: boats\n        field", "      - actor: FAR\n        issue: boats\n        field", "- actor: FAR", "add a stakeholder"),
    ("headline-engine", "seed: 7", "seed: 7\nheadline: mean", "headline: mean", "weighted_mean"),
    ("unknown-engine", "seed: 7", "seed: 7\nheadline: mean\nengines: [{engine: mean}]", "engines:", "weighted_mean"),
    ("stakeholder-missing", "The coast}", "The coast}\n  - {id: FAR, name: Far away}", "- {id: FAR, name: Far", "FAR"),
]


@pytest.mark.parametrize(("name", "old", "new", "line", "hint"), MISTAKES)
def test_a_mistake_is_found_by_its_check(
    name: str, old: str, new: str, line: str | None, hint: str, small_text: str, documents: Documents
) -> None:
    assert old in small_text
    broken = small_text.replace(old, new, 1)
    if name == "override-target":
        broken = broken.replace("The coast}", "The coast}\n  - {id: FAR, name: Far away}")
    found = [p for p in run(broken, documents) if p.check == name]
    assert found
    assert hint in found[0].hint
    if line is not None:
        number = int(found[0].where.removeprefix("case.yaml:"))
        assert line in broken.splitlines()[number - 1]


def test_every_check_is_exercised_here() -> None:
    apart = {"few-stakeholders", "reference-range", "procedure", "no-weight", "engine-params", "anchor-undated"}
    apart |= {"basis-after-decision", "basis-year-of-decision", "basis-value", "basis-differs", "basis-version", "basis-not-at-hand"}  # test_basis.py
    assert {m[0] for m in MISTAKES} | apart == set(CHECKS)


def test_few_stakeholders(small: Case, documents: Documents) -> None:
    one = small.model_copy(update={"stakeholders": small.stakeholders[:1], "accounts": ()})
    (problem,) = [p for p in check_case(one, documents) if p.check == "few-stakeholders"]
    assert problem.severity == "error"
    assert "expected at least 2" in problem.message


def test_no_weight_is_found_in_the_case_and_in_an_account(small_text: str, documents: Documents) -> None:
    nobody = small_text.replace("salience: {value: 0.9", "salience: {value: 0").replace("salience: {value: 0.5", "salience: {value: 0")
    assert not [p for p in run(nobody, documents) if p.check == "no-weight"]
    silent = nobody.replace("field: position", "field: salience").replace("low: 80, high: 100", "low: 0, high: 0")
    (problem,) = [p for p in run(silent, documents) if p.check == "no-weight"]
    assert "upper-tells" in problem.message
    assert len([p for p in run(silent.replace("salience: {value: 0.1", "salience: {value: 0"), documents) if p.check == "no-weight"]) == 2


def test_parameters_are_checked_by_the_function_passed_in(small: Case, documents: Documents) -> None:
    def refuse(engine: str, params: Mapping[str, Any]) -> None:
        if engine == "challenge":
            raise FoedusError("engine-param", "no parameter 'rouns'", expected="one of rounds")

    (problem,) = check_case(small, documents, engines=ENGINES, validate_params=refuse)
    assert problem.check == "engine-params"
    assert "rouns" in problem.message
    assert "rounds" in problem.hint


@pytest.mark.parametrize("published", [None, "1990", "1990-05"])
def test_a_document_that_cannot_be_placed_before_the_decision_is_a_warning(
    published: str | None, small: Case, documents: Documents, document: Callable[..., Document]
) -> None:
    vague = {**documents, "ford.txt": document("ford.txt", documents["ford.txt"].text, published)}
    (problem,) = check_case(small, vague)
    assert (problem.check, problem.severity) == ("anchor-undated", "warning")


@pytest.mark.parametrize(("published", "errors"), [("1990-05-03", 0), ("1990-05-04", 1), ("1990-06", 1), ("1991", 1)])
def test_an_input_must_be_older_than_the_decision(
    published: str, errors: int, small: Case, documents: Documents, document: Callable[..., Document]
) -> None:
    dated = {**documents, "ford.txt": document("ford.txt", documents["ford.txt"].text, published)}
    assert len([p for p in check_case(small, dated) if p.check == "anchor-after-decision"]) == errors


def test_errors_come_before_warnings(small_text: str, documents: Documents) -> None:
    found = run(small_text.replace("status: accepted", "status: drafted").replace("value: 0.9", "value: 9"), documents)
    severities = [p.severity for p in found]
    assert severities == sorted(severities)
    assert set(severities) == {"error", "warning"}


def test_without_lines_the_path_is_told(small_text: str, documents: Documents) -> None:
    case = parse_case(small_text.replace("value: 0.9", "value: 9"), "case.yaml")
    (problem,) = check_case(case, documents, where="x/case.yaml")
    assert problem.where == "x/case.yaml: stakeholders.0.salience.value"


def test_the_reference_page_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == reference_page(), (
        "write it again: python -c 'from foedus.case.check import reference_page; print(reference_page(), end=\"\")'"
    )
