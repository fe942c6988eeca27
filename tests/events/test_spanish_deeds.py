"""Single Spanish sentences of our own: the deed each tells, and figures of speech, sport and plain description that tell none."""

from __future__ import annotations

import runpy
import tomllib
from pathlib import Path
from typing import Any

import pytest

TOLD = runpy.run_path(str(Path(__file__).parents[2] / "benchmarks" / "events.py"))["told"]
TABLE: dict[str, Any] = tomllib.loads((Path(__file__).parent / "deeds_told_es.toml").read_text(encoding="utf-8"))
DAY = "2021-05-10"


@pytest.mark.parametrize(("kind", "sentence"), [(d["type"], s) for d in TABLE["deed"] for s in d["sentences"]])
def test_a_sentence_tells_its_deed_and_no_other(kind: str, sentence: str) -> None:
    assert {r["type"] for r in TOLD(sentence, DAY, "es")} == {kind}


@pytest.mark.parametrize("sentence", TABLE["silent"]["sentences"])
def test_a_sentence_tells_no_deed(sentence: str) -> None:
    assert not TOLD(sentence, DAY, "es")


def test_what_is_asked_for_is_told_with_the_asking() -> None:
    (row,) = TOLD("Kenia pidió que Uganda retire sus barcos del lago.", DAY, "es")
    assert row["quote"].endswith("del lago")


def test_adjectives_before_a_noun_hide_nothing() -> None:
    (row,) = TOLD("Chile expresó su firme y enérgica condena al ataque de Perú.", DAY, "es")
    assert row["type"] == "ACCUSE"
