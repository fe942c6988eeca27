"""Ties and stances in French, on our own sentences."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.evidence.readers import relations, stances

HERE = Path(__file__).parent
FILLER = "En hiver le bac passe deux fois par jour, en été quatre fois par jour, et nul ne s'en plaint."


def _cases(name: str) -> list[dict[str, Any]]:
    cases: list[dict[str, Any]] = tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))["case"]
    return cases


def _document(sentence: str) -> Document:
    document = load_bytes("notes.txt", f"{FILLER}\n\n{FILLER} {sentence} {FILLER}\n\n{FILLER}\n".encode())
    assert isinstance(document, Document)
    return document


@pytest.mark.parametrize("case", _cases("relations"), ids=lambda c: str(c["text"])[:40])
def test_ties(case: dict[str, Any]) -> None:
    rows = relations.read(_document(case["text"]))
    found = [[r["subject"], r["relation"], r["object"], "" if r["value"] is None else r["value"]] for r in rows]
    assert found == case["expect"]


@pytest.mark.parametrize("case", _cases("stances"), ids=lambda c: str(c["text"])[:40])
def test_stances(case: dict[str, Any]) -> None:
    found = [[r["actor"], r["direction"]] for r in stances.read(_document(case["text"]))]
    assert found == case["expect"]
