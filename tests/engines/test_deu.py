"""Engines against the outcomes of 351 issues decided in the European Union (DEU III; see each model card)."""

from __future__ import annotations

import csv
import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from foedus.core.rng import stream
from foedus.engines.registry import engine
from foedus.model.inputs import IssueInputs

FILE = Path(os.environ.get("FOEDUS_DATA") or "absent") / "decide" / "deu3" / "deu3.csv"

pytestmark = [
    pytest.mark.data,
    pytest.mark.skipif(not FILE.is_file(), reason="needs FOEDUS_DATA, a folder that holds decide/deu3/deu3.csv"),
]


@cache
def issues() -> tuple[tuple[IssueInputs, float], ...]:
    """Return each issue with an outcome and at least three actors with position and salience, and its outcome."""
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))[1:]  # the first line holds the actors' products
    known = [k[1:] for k in rows[0] if k[0] == "p" and f"s{k[1:]}" in rows[0]]
    assert len(known) == 30
    found = []
    for row in rows:
        actors = tuple(a for a in known if row[f"p{a}"] and row[f"s{a}"])
        if row["out"] and len(actors) >= 3:
            positions = np.array([[float(row[f"p{a}"]) for a in actors]])
            salience = np.array([[float(row[f"s{a}"]) / 100 for a in actors]])
            inputs = IssueInputs(row["isnr"], actors, positions, salience, np.ones_like(positions), 0.0, 100.0)
            found.append((inputs, float(row["out"])))
    return tuple(found)


def error(name: str, params: Mapping[str, object]) -> float:
    """Return the mean absolute error of an engine over all issues, on the scale of 0 to 100."""
    rng = stream(0, ("deu",), 0)
    return float(np.mean([abs(engine(name).run(i, params, rng).outcome[0] - out) for i, out in issues()]))


def test_the_issues_are_those_of_the_published_comparison() -> None:
    assert len(issues()) == 351


@pytest.mark.parametrize(
    ("name", "params", "expected"),
    [
        ("weighted_mean", {"weights": "none"}, 23.63),
        ("weighted_mean", {"weights": "salience"}, 23.64),
        ("weighted_mean", {"weights": "none", "centre": "midrange"}, 26.78),
        ("weighted_median", {"weights": "none", "split": "middle"}, 28.37),
        ("weighted_median", {"weights": "none", "split": "lower"}, 28.67),
        ("challenge", {}, 29.20),
        ("challenge", {"outcome": "mean"}, 26.31),
    ],
)
def test_mean_absolute_error_is_what_the_model_card_says(name: str, params: dict[str, object], expected: float) -> None:
    assert error(name, params) == pytest.approx(expected, abs=0.02)


def test_the_constant_that_the_model_cards_compare_with() -> None:
    assert np.mean([abs(50 - out) for _, out in issues()]) == pytest.approx(27.96, abs=0.02)
