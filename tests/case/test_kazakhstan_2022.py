"""The shipped case: every quote holds, nothing of the forecast knew the outcome, every account tells its own."""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import pytest
import yaml
from jsonschema import Draft202012Validator

from foedus.case.arrays import draw_inputs
from foedus.case.check import check_case
from foedus.case.parse import ParsedCase, dump_case, parse_source
from foedus.case.schema_export import case_json_schema
from foedus.documents.load import load_bytes
from foedus.documents.model import Document

FOLDER = Path(__file__).parents[2] / "cases" / "kazakhstan-2022"
FILE = FOLDER / "case.yaml"


@pytest.fixture(scope="module")
def parsed() -> ParsedCase:
    return parse_source(FILE.read_bytes(), "case.yaml")


@pytest.fixture(scope="module")
def corpus() -> dict[str, Document]:
    found = {p.name: load_bytes(p.name, p.read_bytes()) for p in sorted((FOLDER / "documents").iterdir())}
    read = {name: d for name, d in found.items() if isinstance(d, Document)}
    assert len(read) == len(found)
    return read


def test_no_check_finds_anything(parsed: ParsedCase, corpus: dict[str, Document]) -> None:
    assert check_case(parsed.case, corpus, lines=parsed.lines, where="case.yaml") == []


def test_every_quote_is_the_slice_of_the_raw_text(parsed: ParsedCase) -> None:
    seen = 0
    stack = [parsed.case.model_dump()]
    while stack:
        item = stack.pop()
        if isinstance(item, dict) and "quote" in item:
            text = (FOLDER / "documents" / item["doc"]).read_bytes().decode("utf-8")
            assert text[item["start"] : item["end"]] == item["quote"]
            seen += 1
        elif isinstance(item, (dict, list, tuple)):
            stack += item.values() if isinstance(item, dict) else item
    assert seen >= 40


def test_inputs_rest_only_on_documents_up_to_5_january(parsed: ParsedCase, corpus: dict[str, Document]) -> None:
    case = parsed.case
    inputs = [a for s in case.stakeholders for v in (s.position, s.salience, s.capability) for a in v.anchors]
    inputs += [a for i in case.issues for a in i.anchors]
    assert inputs
    assert {str(corpus[a.doc].metadata.published) for a in inputs} <= {"2022-01-04", "2022-01-05"}


def test_documents_are_dated_labelled_summaries_in_three_languages(corpus: dict[str, Document]) -> None:
    languages = [d.parts[0].language for d in corpus.values()]
    assert languages.count("ko") >= 2
    assert languages.count("en") >= 3
    assert languages.count("es") >= 2
    for name, document in corpus.items():
        assert document.metadata.published == name[:10]
        # Every text begins by saying that the foedus developers summarise others, and ends with those others.
        assert re.search(r"foedus", document.text.splitlines()[2])
        assert re.search(r"^(## )?(References|Referencias|참고자료)$", document.text, re.M)
        assert "\n[1] " in document.text


def test_documents_after_the_decision_say_so(corpus: dict[str, Document]) -> None:
    marks = ("Published after the decision", "Publicado después de la decisión", "결정 이후에 나온 자료")
    for name, document in corpus.items():
        assert any(m in document.text for m in marks) == (name[:10] >= "2022-01-06")


def test_the_disagreement_is_intact(corpus: dict[str, Document]) -> None:
    whole = "\n".join(d.text for d in corpus.values())
    for figure in ("3,000 troops", "about 2,500 troops", "2,030 troops and 250 vehicles", "3,000명", "약 2,500명"):
        assert figure in whole


def test_the_file_is_as_foedus_writes_it_and_valid_by_the_schema_beside_it(parsed: ParsedCase) -> None:
    text = FILE.read_text(encoding="utf-8")
    assert text == dump_case(parsed.case)
    schema = json.loads((FOLDER / "case.schema.json").read_text(encoding="utf-8"))
    assert schema == json.loads(json.dumps(case_json_schema()))
    Draft202012Validator(schema).validate(yaml.safe_load(text))


def test_it_says_that_it_is_an_illustration_and_what_is_not_modelled(parsed: ParsedCase) -> None:
    assert "outcome known" in str(parsed.case.label)
    assert any("consensus rule" in limit and "not modelled" in limit for limit in parsed.case.limits)


def test_every_account_changes_some_issue_and_nothing_it_does_not_tell(parsed: ParsedCase) -> None:
    case = parsed.case
    assert len(case.accounts) >= 3
    for account in case.accounts:
        changed = 0
        for issue in case.issues:
            base = draw_inputs(case, issue.id, account=None, draws=50, seed=1)
            told = draw_inputs(case, issue.id, account=account.id, draws=50, seed=1)
            for field, name in (("position", "positions"), ("salience", "salience"), ("capability", "capability")):
                targets = {o.actor for o in account.overrides if (o.issue, o.field) == (issue.id, field)}
                same = (getattr(base, name) == getattr(told, name)).all(axis=0)
                assert {a for a, s in zip(base.actors, same, strict=True) if not s} == targets
                changed += len(targets)
        assert changed == len(account.overrides)


def test_positions_are_wide(parsed: ParsedCase) -> None:
    for issue in parsed.case.issues:
        inputs = draw_inputs(parsed.case, issue.id, account=None, draws=500, seed=1)
        spread = np.quantile(inputs.positions, 0.9, axis=0) - np.quantile(inputs.positions, 0.1, axis=0)
        assert (spread > 0.2 * (issue.upper - issue.lower)).all()
