"""A case file is read with every mistake told at once, and written back as an equal case."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from foedus.case.dump import MODELINE, case_hash
from foedus.case.parse import CaseFileError, dump_case, parse_case, parse_source
from foedus.case.schema import (
    Account,
    Actor,
    Anchor,
    Case,
    EngineChoice,
    Issue,
    Override,
    ScalePoint,
    Stakeholder,
    Triangular,
    Uniform,
    Value,
)
from foedus.case.schema_export import case_json_schema
from foedus.core.errors import FoedusError

WORDS = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=30)
IDS = st.from_regex(r"\A[A-Za-z][A-Za-z0-9_.-]{0,8}\Z")
NUMBERS = st.floats(allow_nan=False, allow_infinity=False, width=64)


@st.composite
def anchors(draw: st.DrawFn) -> Anchor:
    start = draw(st.integers(0, 10**6))
    return Anchor(doc=draw(WORDS), start=start, end=start + draw(st.integers(1, 99)), quote=draw(WORDS))


@st.composite
def values(draw: st.DrawFn) -> Value:
    a, b, c = sorted(draw(st.lists(NUMBERS, min_size=3, max_size=3)))
    value = draw(st.sampled_from([a, Uniform(low=a, high=c), Triangular(low=a, mode=b, high=c)]))
    held = tuple(draw(st.lists(anchors(), max_size=2)))
    assumption = draw(st.text(st.characters(exclude_categories=("Cs",)), min_size=8, max_size=40)) if not held else None
    return Value(value=value, anchors=held, assumption=assumption, status=draw(st.sampled_from(["drafted", "accepted"])))


@st.composite
def cases(draw: st.DrawFn) -> Case:
    low = draw(st.floats(-1e6, 1e6))
    issue = Issue(
        id=draw(IDS), question=draw(WORDS), unit=draw(WORDS), lower=low, upper=low + 1.5,
        scale=tuple(draw(st.lists(st.builds(ScalePoint, at=NUMBERS, means=WORDS), max_size=2))),
        anchors=tuple(draw(st.lists(anchors(), max_size=1))), assumption=draw(st.none() | WORDS),
    )
    holder = st.builds(
        Stakeholder, actor=IDS, issue=st.just(issue.id), position=values(), salience=values(), capability=values(),
        note=st.none() | WORDS,
    )
    override = st.builds(Override, actor=IDS, issue=IDS, field=st.sampled_from(["position", "salience"]), to=values())
    account = st.builds(
        Account, id=IDS, source=WORDS, summary=WORDS, anchors=st.tuples(anchors()),
        overrides=st.lists(override, max_size=1).map(tuple),
    )
    params = st.dictionaries(IDS, st.integers(-9, 9) | NUMBERS | st.booleans() | WORDS, max_size=2)
    return Case(
        foedus=1, title=draw(WORDS), question=draw(WORDS), decided=draw(st.sampled_from([None, "2001-02-03"])),
        label=draw(st.none() | WORDS), limits=tuple(draw(st.lists(WORDS, max_size=2))),
        seed=draw(st.integers(0, 2**63)), draws=draw(st.integers(1, 10**6)),
        actors=tuple(draw(st.lists(st.builds(Actor, id=IDS, name=WORDS), max_size=2))), issues=(issue,),
        stakeholders=tuple(draw(st.lists(holder, max_size=2))), accounts=tuple(draw(st.lists(account, max_size=1))),
        engines=tuple(draw(st.lists(st.builds(EngineChoice, engine=IDS, params=params), max_size=2))),
        headline=draw(IDS),
    )


@settings(deadline=None, max_examples=60)
@given(cases())
def test_a_dumped_case_is_read_back_equal(case: Case) -> None:
    text = dump_case(case)
    again = parse_case(text, "case.yaml")
    assert again == case
    assert dump_case(again) == text
    assert case_hash(again) == case_hash(case)


@settings(deadline=None, max_examples=25)
@given(cases())
def test_a_dumped_case_is_valid_by_the_exported_schema(case: Case) -> None:
    data = json.loads(json.dumps(case.model_dump(mode="json", exclude_none=True)))
    Draft202012Validator(case_json_schema()).validate(data)


def test_the_exported_schema_is_a_schema_and_refuses_an_unknown_key(small: Case) -> None:
    schema = case_json_schema()
    Draft202012Validator.check_schema(schema)
    data: dict[str, Any] = small.model_dump(mode="json", exclude_none=True)
    data["titel"] = "x"
    assert not Draft202012Validator(schema).is_valid(data)


def test_the_head_names_the_schema_and_the_states(small: Case) -> None:
    text = dump_case(small)
    assert text.startswith(MODELINE)
    assert all(word in text for word in ("drafted", "accepted", "corrected"))


def test_dates_and_yes_no_words_stay_text(small_text: str) -> None:
    case = parse_case(small_text.replace('"1990-05-04"', "1990-05-04").replace("title: The ford", "title: no"), "c")
    assert case.decided == "1990-05-04"
    assert case.title == "no"


def test_all_mistakes_are_told_at_once_in_the_order_of_their_lines(small_text: str) -> None:
    broken = (
        small_text.replace("title: The ford", "titel: The ford")
        .replace("draws: 300", "draws: 0")
        .replace("upper: 100\n", "upper: -1\n")
        .replace("low: 20, mode: 40", "low: 20, mode: 10")
        .replace("assumption: it is busy", "assumtion: it is busy")
        .replace("value: 30,", "value: many,")
    )
    with pytest.raises(CaseFileError) as caught:
        parse_case(broken, "case.yaml")
    told = {p.where: p for p in caught.value.problems}
    lines = [int(str(w).rpartition(":")[2]) for w in told]
    assert lines == sorted(lines)
    text = str(caught.value)
    for needle in (
        "unknown key 'titel'", "did you mean title?", "key 'title' is missing", "draws is 0", "lower < upper",
        "low <= mode <= high", "did you mean assumption?", "stakeholders[1].capability.value is 'many'",
    ):
        assert needle in text
    wrong_line = broken.splitlines().index("draws: 0") + 1
    assert told[f"case.yaml:{wrong_line}"].message == "draws is 0"
    assert len(caught.value.to_dict()["problems"]) == len(caught.value.problems)


def test_one_wrong_distribution_is_one_problem(small_text: str) -> None:
    with pytest.raises(CaseFileError) as caught:
        parse_case(small_text.replace("dist: triangular", "dist: triangle"), "case.yaml")
    (problem,) = caught.value.problems
    assert "dist: triangular" in str(problem.expected)


@pytest.mark.parametrize(
    ("text", "code", "where"),
    [
        ("", "case-empty", "c.yaml"),
        ("# only a comment\n", "case-empty", "c.yaml"),
        ("- a\n- b\n", "case-not-mapping", "c.yaml:1"),
        ("just words", "case-not-mapping", "c.yaml:1"),
        ("title: [1, 2\nquestion: x\n", "case-yaml", "c.yaml:2"),
        ("title: x\n\tquestion: y\n", "case-yaml", "c.yaml:2"),
        ("title: &a x\nquestion: *a\n", "case-yaml", "c.yaml:1"),
        ("title: !!python/object:os.system x\n", "case-yaml", "c.yaml:1"),
        ("a\u0000b: 1", "case-yaml", "c.yaml"),
        ("? [a, b]\n: 1\n", "case-yaml", "c.yaml:1"),
        ("a: 1\n---\nb: 2\n", "case-yaml", "c.yaml:2"),
        ("[" * 5000, "case-yaml", "c.yaml:1"),
        ("title: 가\n".encode("cp949"), "case-encoding", "c.yaml:1"),
        ("title: x\n".encode("utf-16"), "case-encoding", "c.yaml:1"),
    ],
)
def test_what_is_no_case_file_is_told_with_its_line(text: str | bytes, code: str, where: str) -> None:
    with pytest.raises(FoedusError) as caught:
        parse_case(text, "c.yaml")
    assert caught.value.code == code
    assert caught.value.where == where
    assert caught.value.expected
    assert caught.value.hint


def test_a_key_that_stands_twice_is_a_mistake_even_if_all_else_is_right(small_text: str) -> None:
    with pytest.raises(CaseFileError) as caught:
        parse_case(small_text + "seed: 8\n", "case.yaml")
    (problem,) = caught.value.problems
    assert problem.code == "case-duplicate-key"
    assert "first in line 5" in problem.message
    assert problem.where == f"case.yaml:{len(small_text.splitlines()) + 1}"


def test_lines_are_known_for_every_stakeholder(small_text: str) -> None:
    parsed = parse_source(small_text, "case.yaml")
    rows = small_text.splitlines()
    for n, s in enumerate(parsed.case.stakeholders):
        assert rows[parsed.lines["stakeholders", n] - 1].strip() == f"- actor: {s.actor}"


@settings(deadline=None, max_examples=150)
@given(st.text(max_size=80) | st.binary(max_size=80))
@example("foedus: 1\nactors: {}\n")
@example("=: 1")
@example("<<: 3")
@example("seed: " + "9" * 5000)
def test_any_text_gives_a_case_or_an_error_that_can_be_acted_on(text: str | bytes) -> None:
    with pytest.raises(FoedusError) as caught:
        parse_case(text, "case.yaml")
    assert caught.value.hint
