"""English deeds by noun, by what one is in, and by headings of few words: which are told, and which are none."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.evidence.shared import rows_named
from foedus.evidence.syntax import dependency

TOLD = tomllib.loads(Path(__file__).with_name("english_nouns_of_war.toml").read_text(encoding="utf-8"))["told"]
pytestmark = pytest.mark.skipif(not dependency.available(), reason="needs the extra en")


def test_nouns_of_war_tell_deeds_where_they_name_one() -> None:
    text, at = "Notes of 4 May 2021\n\n", []
    for told in TOLD:
        at.append((len(text), len(text) + len(told["text"]), told))
        text += told["text"] + "\n\n"
    document = load_bytes("d.txt", text.encode())
    assert isinstance(document, Document)
    rows = list(rows_named("events", document))
    wrong = [(t["text"], found) for a, b, t in at if (found := sorted({r["type"] for r in rows if a <= r["start"] < b})) != sorted(t["types"])]
    assert wrong == []
