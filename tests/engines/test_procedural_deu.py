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
from foedus.rules.procedure import procedure

FILE = Path(os.environ.get("FOEDUS_DATA") or "absent") / "decide" / "deu3" / "deu3.csv"
COMMISSION, PARLIAMENT = "EUROPEAN_COMMISSION", "EUROPEAN_PARLIAMENT"

pytestmark = [
    pytest.mark.data,
    pytest.mark.skipif(not FILE.is_file(), reason="needs FOEDUS_DATA, a folder that holds decide/deu3/deu3.csv"),
]


def issues() -> Iterator[tuple[IssueInputs, float]]:
    """Yield issues with outcome, reference point and Commission, under the rule the file names for each, and their outcome."""
    for problem in deu.read(FILE.read_bytes(), FILE.name):
        for matter in problem.matters:
            stakes = [s.actor for s in problem.stakes if s.issue == matter.id]
            if matter.outcome is None or matter.reference is None or len(stakes) < 3 or COMMISSION not in stakes:
                continue
            inputs = problem.inputs(matter.id)
            states = [a for a in inputs.actors if a not in (COMMISSION, PARLIAMENT)]
            votes = {a: float(c) if a in states else 0.0 for a, c in zip(inputs.actors, inputs.capability[0], strict=True)}
            unanimous = "unan" in matter.rule.casefold()
            council = {"consent": states} if unanimous else {"yes": {"at_least": "71 %", "weight": "votes"}}
            parliament = [{"consent": [PARLIAMENT]}] if "cod" in matter.rule.casefold() and PARLIAMENT in stakes else []
            said = {"rule": {"all": [council, *parliament]}, "setter": COMMISSION}
            yield replace(inputs, procedure=procedure(said, inputs.actors, weights={"votes": votes})), matter.outcome


@cache
def known() -> tuple[tuple[IssueInputs, float], ...]:
    return tuple(issues())


@pytest.mark.parametrize(("cost", "expected"), [(0.0, 37.63), (0.5, 32.24)])
def test_the_commission_as_agenda_setter(cost: float, expected: float) -> None:
    rng = stream(0, ("deu",), 0)
    errors = [abs(engine("procedural").run(i, {"cost": cost}, rng).outcome[0] - out) for i, out in known()]
    assert len(errors) == 247
    assert np.mean(errors) == pytest.approx(expected, abs=0.02)
