"""The procedure of an issue, from the case file to the engine that needs it."""

from __future__ import annotations

import pytest

from foedus.analysis.rests import rests
from foedus.case.arrays import draw_inputs
from foedus.case.check import check_case
from foedus.case.dump import dump_case
from foedus.case.parse import parse_case
from foedus.case.schema import Anchor, Case, Procedure, Value
from foedus.core.errors import FoedusError
from foedus.core.rng import stream
from foedus.engines.registry import engine


def ruled(case: Case, **said: object) -> Case:
    procedure = Procedure.model_validate({"rule": {"consent": "all"}, "setter": "COAST", "assumption": "The league decides alone.", **said})
    reference = Value(value=10.0, assumption="Ten boats are lent today.")
    issue = case.issues[0].model_copy(update={"procedure": procedure, "reference": reference})
    return case.model_copy(update={"issues": (issue, *case.issues[1:])})


def test_it_reaches_the_engine(small: Case) -> None:
    inputs = draw_inputs(ruled(small), "boats", draws=20, seed=1)
    assert inputs.procedure is not None
    assert inputs.actors[inputs.procedure.setter or 0] == "COAST"
    result = engine("procedural").run(inputs, None, stream(0, ("t",), 0))
    assert not any("brings no decision rule" in n for n in result.notes)
    assert inputs.hash() != draw_inputs(ruled(small, rule={"unopposed": "all"}), "boats", draws=20, seed=1).hash()


def test_weights_are_part_of_the_hash(small: Case) -> None:
    rule = {"yes": {"at_least": 2, "weight": "votes"}}
    one, other = (ruled(small, rule=rule, weights={"votes": {"UPPER": 1, "COAST": n, "LOWER": 1}}) for n in (1, 3))
    assert draw_inputs(one, "boats", draws=2, seed=1).hash() != draw_inputs(other, "boats", draws=2, seed=1).hash()


def test_it_is_written_and_read_back(small: Case) -> None:
    case = ruled(small, members=["UPPER", "COAST"])
    assert parse_case(dump_case(case), "case.yaml") == case


def test_its_anchors_are_part_of_what_the_case_rests_on(small: Case) -> None:
    anchored = ruled(small, anchors=[Anchor(doc="ford.txt", start=0, end=3, quote="The")])
    assert len(list(rests(anchored))) == len(list(rests(small))) + 1


@pytest.mark.parametrize("wrong", [{"setter": "NOBODY"}, {"rule": {"unopose": "all"}}, {"rule": {"consent": ["NOBODY"]}}, {"members": ["NOBODY"]}])
def test_mistakes_are_found_before_a_run(small: Case, wrong: dict[str, object]) -> None:
    case = ruled(small, **wrong)
    (problem,) = [p for p in check_case(case, {}) if p.check == "procedure"]
    assert "boats" in problem.message
    with pytest.raises(FoedusError):
        draw_inputs(case, "boats", draws=2, seed=1)


def test_it_needs_a_source() -> None:
    with pytest.raises(ValueError, match="anchor or a written assumption"):
        Procedure(rule={"consent": "all"})
