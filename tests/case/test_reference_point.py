"""The reference point of an issue, from the case file to the arrays of an engine."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from foedus.analysis.rests import rests
from foedus.case.arrays import draw_inputs
from foedus.case.check import check_case
from foedus.case.dump import dump_case
from foedus.case.parse import parse_case
from foedus.case.schema import Anchor, Case, Uniform, Value

pytestmark = pytest.mark.filterwarnings("error")


def with_reference(case: Case, low: float, high: float) -> Case:
    value = Value(
        value=Uniform(low=low, high=high), assumption="Nothing was lent before.",
        anchors=(Anchor(doc="ford.txt", start=0, end=3, quote="The"),),
    )
    issue = case.issues[0].model_copy(update={"reference": value})
    return case.model_copy(update={"issues": (issue, *case.issues[1:])})


def test_a_case_without_one_says_nothing_of_it(small: Case) -> None:
    assert draw_inputs(small, "boats", draws=3, seed=1).reference is None
    assert "reference" not in dump_case(small)


def test_it_is_drawn_apart_and_changes_no_other_value(small: Case) -> None:
    plain = draw_inputs(small, "boats", draws=50, seed=1)
    drawn = draw_inputs(with_reference(small, 0, 10), "boats", draws=50, seed=1)
    assert drawn.reference is not None
    assert np.ptp(drawn.reference) > 0
    assert ((drawn.reference >= 0) & (drawn.reference <= 10)).all()
    np.testing.assert_array_equal(drawn.positions, plain.positions)
    assert drawn.hash() != plain.hash()
    assert replace(drawn, reference=None).hash() == plain.hash()


def test_it_is_written_and_read_back(small: Case) -> None:
    case = with_reference(small, 0, 10)
    assert parse_case(dump_case(case), "case.yaml") == case


def test_its_anchors_are_part_of_what_the_case_rests_on(small: Case) -> None:
    assert "boats/reference" in [r.name for r in rests(with_reference(small, 0, 10))]


def test_off_the_scale_it_is_refused(small: Case) -> None:
    found = [p for p in check_case(with_reference(small, -5, 10), {}) if p.check == "reference-range"]
    assert len(found) == 1
    assert "reference point on boats is -5 to 10" in found[0].message
