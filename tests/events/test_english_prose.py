"""English constructions of the prose of crises: questions, doubts and hopes tell no deed; joined verbs and clauses find their sides."""

from __future__ import annotations

import runpy
import tomllib
from pathlib import Path
from typing import Any

import pytest

from foedus.evidence.syntax import dependency

HERE = Path(__file__).parent
TOLD = runpy.run_path(str(HERE.parents[1] / "benchmarks" / "events.py"))["told"]
TABLE: dict[str, Any] = tomllib.loads((HERE / "constructions_en.toml").read_text(encoding="utf-8"))


def rows(text: str) -> list[list[Any]]:
    if not dependency.available():
        pytest.skip("the parser is not installed")
    return [[r["type"], r["actors"], r["recipients"]] for r in TOLD(text, "2024-05-10", "en")]


@pytest.mark.parametrize("case", TABLE["told"], ids=lambda c: c["text"][:40])
def test_a_construction_tells_its_deeds(case: dict[str, Any]) -> None:
    assert rows(case["text"]) == case["rows"]


@pytest.mark.parametrize("text", TABLE["silent"], ids=lambda t: t[:40])
def test_what_is_asked_doubted_or_hoped_is_no_deed(text: str) -> None:
    assert rows(text) == []
