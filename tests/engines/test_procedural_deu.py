"""The procedural model against decisions of the European Union (DEU III; see its model card)."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from foedus.core.rng import stream
from foedus.engines.registry import engine
from foedus.model.inputs import IssueInputs
from foedus.problems.formats import deu

FILE = Path(os.environ.get("FOEDUS_DATA") or "absent") / "decide" / "deu3" / "deu3.csv"

pytestmark = [
    pytest.mark.data,
    pytest.mark.skipif(not FILE.is_file(), reason="needs FOEDUS_DATA, a folder that holds decide/deu3/deu3.csv"),
]


def issues() -> Iterator[tuple[IssueInputs, float, str]]:
    """Yield issues with outcome, reference point and three stakeholders, under the procedure the file names, their outcome and that rule."""
    for problem in deu.read(FILE.read_bytes(), FILE.name):
        for matter in problem.matters:
            if matter.outcome is not None and matter.reference is not None and sum(s.issue == matter.id for s in problem.stakes) >= 3:
                yield problem.inputs(matter.id), matter.outcome, matter.rule


@cache
def ruled() -> tuple[tuple[IssueInputs, float, str], ...]:
    return tuple(issues())


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({}, 36.80), ({"cost": 0.5}, 30.96), ({"amendments": "closed"}, 37.72), ({"amendments": "closed", "cost": 0.5}, 32.95),
    ],
)  # fmt: skip
def test_each_proposal_under_its_own_rule(params: dict[str, object], expected: float) -> None:
    rng = stream(0, ("deu",), 0)
    errors = [abs(engine("procedural").run(i, params, rng).outcome[0] - out) for i, out, _ in ruled()]
    assert len(errors) == 252
    assert np.mean(errors) == pytest.approx(expected, abs=0.02)


@pytest.mark.parametrize(
    ("proc", "unanimous", "expected"),
    [
        ("COD", False, (130, 35.3, 30.5, 38.5, 33.5)), ("COD", True, (17, 37.4, 27.7, 37.4, 35.0)),
        ("CNS", False, (79, 36.0, 31.3, 33.7, 35.7)), ("CNS", True, (26, 46.2, 34.3, 46.6, 20.7)),
    ],
)  # fmt: skip
def test_the_record_by_procedure(proc: str, unanimous: bool, expected: tuple[float, ...]) -> None:
    rng = stream(0, ("deu",), 0)
    about = [(i, out) for i, out, rule in ruled() if rule.endswith(proc) and rule.startswith("Unan") == unanimous]
    got: list[float] = [len(about)]
    for params, bare in (({}, False), ({"cost": 0.5}, False), ({"amendments": "closed"}, False), ({}, True)):
        errors = [abs(engine("procedural").run(replace(i, procedure=None) if bare else i, params, rng).outcome[0] - out) for i, out in about]
        got.append(float(np.mean(errors)))
    assert got == pytest.approx(expected, abs=0.06)


def test_whatever_rule_the_file_names_every_issue_has_one() -> None:
    matters = [m for p in deu.read(FILE.read_bytes(), FILE.name) for m in p.matters]
    assert len(matters) == 364
    assert all(m.procedure for m in matters)
