"""The procedural model against decisions of the European Union (DEU III; see its model card)."""

from __future__ import annotations

import os
from collections.abc import Iterator
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


def issues() -> Iterator[tuple[IssueInputs, float]]:
    """Yield issues with outcome, reference point and three stakeholders, under the procedure the file names, and their outcome."""
    for problem in deu.read(FILE.read_bytes(), FILE.name):
        for matter in problem.matters:
            if matter.outcome is not None and matter.reference is not None and sum(s.issue == matter.id for s in problem.stakes) >= 3:
                yield problem.inputs(matter.id), matter.outcome


@cache
def known() -> tuple[tuple[IssueInputs, float], ...]:
    return tuple(issues())


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({}, 36.80), ({"cost": 0.5}, 30.96), ({"amendments": "closed"}, 37.72), ({"amendments": "closed", "cost": 0.5}, 32.95),
    ],
)  # fmt: skip
def test_each_proposal_under_its_own_rule(params: dict[str, object], expected: float) -> None:
    rng = stream(0, ("deu",), 0)
    errors = [abs(engine("procedural").run(i, params, rng).outcome[0] - out) for i, out in known()]
    assert len(errors) == 252
    assert np.mean(errors) == pytest.approx(expected, abs=0.02)


def test_whatever_rule_the_file_names_every_issue_has_one() -> None:
    matters = [m for p in deu.read(FILE.read_bytes(), FILE.name) for m in p.matters]
    assert len(matters) == 364
    assert all(m.procedure for m in matters)
