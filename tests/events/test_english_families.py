"""Families of English words for deeds: signed, fortified, swept by strikes; and prose that tells no deed at all."""

from __future__ import annotations

import runpy
import tomllib
from pathlib import Path
from typing import Any

import pytest

from foedus.evidence.syntax import dependency

HERE = Path(__file__).parent
TOLD = runpy.run_path(str(HERE.parents[1] / "benchmarks" / "events.py"))["told"]
TABLE: dict[str, Any] = tomllib.loads((HERE / "english_families.toml").read_text(encoding="utf-8"))


def rows(text: str) -> list[tuple[str, list[str], list[str]]]:
    if not dependency.available():
        pytest.skip("the parser is not installed")
    return [(r["type"], r["actors"], r["recipients"]) for r in TOLD(text, "2024-05-10", "en")]


@pytest.mark.parametrize("sentence", TABLE["told"], ids=lambda s: s["text"][:40])
def test_a_deed_is_told_with_its_sides(sentence: dict[str, Any]) -> None:
    assert rows(sentence["text"]) == [(sentence["type"], sentence["actors"], sentence["recipients"])]


@pytest.mark.parametrize("text", TABLE["silent"], ids=lambda s: s[:40])
def test_what_tells_no_deed_is_silent(text: str) -> None:
    assert rows(text) == []
