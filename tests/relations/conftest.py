"""Sentences read by the reader of ties, each in a document of its own."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.evidence.readers import relations
from foedus.evidence.rows import Row

#: A paragraph before, so that the sentence under test is not taken for a title.
FILLER = {
    "en": "The ferry ran twice a day in winter and four times a day in summer.",
    "es": "El transbordador salía dos veces al día en invierno y cuatro veces al día en verano.",
    "ko": "여객선은 겨울에 하루 두 번, 여름에 하루 네 번 다녔다.",
}


@pytest.fixture(scope="session")
def read_ties() -> Callable[[str, str], list[Row]]:
    """Read a text of some language; every row's quote stands where it says."""

    def read(language: str, text: str) -> list[Row]:
        whole = f"{FILLER[language]}\n\n{text}\n"
        document = load_bytes("notes.txt", whole.encode())
        assert isinstance(document, Document)
        rows = [r for r in relations.read(document) if r is not None]
        assert all(whole[r["start"] : r["end"]] == r["quote"] for r in rows)
        return rows

    return read


@pytest.fixture(scope="session")
def sentences() -> Callable[[str], list[dict[str, Any]]]:
    """Give the annotated sentences of a language."""

    def load(language: str) -> list[dict[str, Any]]:
        files = [Path(__file__).parent / f"{name}_{language}.toml" for name in ("sentences", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")]
        return [s for f in files for s in tomllib.loads(f.read_text(encoding="utf-8"))["sentence"]]

    return load
