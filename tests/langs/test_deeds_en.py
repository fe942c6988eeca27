"""English prose of our own: deeds are found, and what only sounds like one is left alone."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.evidence.readers import events

PASSAGES = tomllib.loads((Path(__file__).parent / "deeds_en.toml").read_text(encoding="utf-8"))["passage"]


def _told(text: str, published: str) -> list[dict[str, Any]]:
    document = load_bytes("passage.txt", text.encode())
    assert isinstance(document, Document)
    about = replace(document.metadata, published=published)
    parts = tuple(replace(p, language="en") for p in document.parts)
    return [r for r in events.read(replace(document, metadata=about, parts=parts)) if r]


def _count(passage: dict[str, Any]) -> tuple[int, int, int, int]:
    """Return deeds found, deeds wanted, rows beyond them, and such rows in sentences that tell no deed."""
    text = " ".join(line[0] for line in passage["sentences"])
    rows = _told(text, passage["published"])
    found = wanted = beyond = alone = at = 0
    for sentence, *deeds in passage["sentences"]:
        start = text.index(sentence, at)
        at = start + len(sentence)
        left = [r["type"] for r in rows if start <= r["start"] < at]
        for deed in deeds:
            must = not deed.endswith("?")
            hit = next((t for t in left if t in deed.rstrip("?").split("/")), None)
            if hit is not None:
                left.remove(hit)
            found += must and hit is not None
            wanted += must
        beyond += len(left)
        alone += len(left) if not deeds else 0
    return found, wanted, beyond, alone


def test_deeds_of_connected_prose_are_found_and_little_else() -> None:
    found, wanted, beyond, alone = (sum(column) for column in zip(*map(_count, PASSAGES), strict=True))
    idle = sum(len(line) == 1 for p in PASSAGES for line in p["sentences"])
    assert wanted > 60
    assert idle > 50
    assert found / wanted > 0.75
    assert found / (found + beyond) > 0.87
    assert alone / idle < 0.1
