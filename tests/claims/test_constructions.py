"""Whose words a sentence holds, by construction: offices alone, groups, describing clauses, gerunds, missions, bodies named again."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.evidence.shared import rows_named

CASES = tomllib.loads((Path(__file__).parent / "constructions.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("who", "text"), [case for cases in CASES.values() for case in cases])
def test_the_last_sentence_holds_the_words_of(who: str, text: str) -> None:
    document = load_bytes("a.txt", text.replace("\\n", "\n").encode())
    assert isinstance(document, Document)
    last = [s for _, s in document.segments() if s.kind in {"sentence", "list_item"}][-1]
    start, end = document.view.raw(last.start, last.end)
    rows = [r for r in rows_named("claims", document) if r["start"] < end and r["end"] > start and r["form"] != "author"]
    speakers = {i for r in rows for i in (r["speaker"] if isinstance(r["speaker"], list) else [r["speaker"]])}
    assert speakers == (set() if who == "-" else set(who.split("+")))
