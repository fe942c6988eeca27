"""The reader on sentences of our own, about other crises than those it was built on; with and without parsers."""

from __future__ import annotations

import os
import runpy
from pathlib import Path
from typing import Any

import pytest

from foedus.evidence.syntax import dependency, morphemes

BENCHMARK: dict[str, Any] = runpy.run_path(str(Path(__file__).parents[2] / "benchmarks" / "events.py"))
DATA = os.environ.get("FOEDUS_DATA")
FLOORS = {"detected": 0.88, "typed": 0.85, "actors": 0.88, "recipients": 0.8, "dated": 0.9, "status": 0.85}
PLAIN = {"detected": 0.78, "typed": 0.7, "actors": 0.78, "recipients": 0.62, "dated": 0.8, "status": 0.75}


def below(figures: dict[str, float], floors: dict[str, float]) -> dict[str, float]:
    return {k: figures[k] for k, floor in floors.items() if figures[k] < floor}


@pytest.mark.parametrize("code", ["en", "es", "ko", "ru"])
def test_our_own_sentences_are_coded(code: str) -> None:
    if (code == "en" and not dependency.available()) or (code == "ko" and not morphemes.installed()):
        pytest.skip("the parser of this language is not installed")
    assert not below(BENCHMARK["own_sentences"](code), FLOORS)


@pytest.mark.parametrize("code", ["en", "ko"])
def test_they_are_coded_without_parsers_too(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dependency, "available", lambda: False)
    monkeypatch.setattr(morphemes, "installed", lambda: False)
    assert not below(BENCHMARK["own_sentences"](code), PLAIN)


@pytest.mark.data
@pytest.mark.skipif(not DATA, reason="FOEDUS_DATA is not set")
@pytest.mark.parametrize(("name", "language", "floor"), [("plover", "en", 0.6), ("protest", "es", 0.2)])
def test_public_records_are_coded(name: str, language: str, floor: float) -> None:
    folder = Path(DATA or "", "read", "events")
    if name == "plover":
        records = BENCHMARK["plover"](folder)
    else:
        records = BENCHMARK["xml_records"](folder / "spanish_protest_plover_validation.xml")[:200]
    figures = BENCHMARK["of_records"](records, language)
    print(name, figures)
    assert figures["accuracy"] >= floor
