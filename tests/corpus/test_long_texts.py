"""Long versions are aligned piece by piece, and no more than a few documents are held at a time."""

from __future__ import annotations

import gc
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.evidence.read import document_row
from foedus.evidence.rows import TABLES, Row
from foedus.evidence.versions import align
from foedus.evidence.versions.join import join
from foedus.evidence.versions.library import Shelf
from foedus.pipeline import reading
from foedus.store import library


def aligned(texts: dict[str, str]) -> list[dict[str, str]]:
    documents = [load_bytes(name, text.encode()) for name, text in texts.items()]
    evidence: dict[str, list[Row]] = {t: [] for t in TABLES} | {"documents": [document_row(d) for d in documents]}
    joined = join(Shelf([d for d in documents if isinstance(d, Document)], evidence))
    return [{s["doc"]: texts[s["doc"]][s["start"] : s["end"]] for s in row["spans"]} for row in joined.alignment()]


def test_pieces_give_the_links_of_the_whole(made_up: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    teller = made_up.Teller(3)
    story = teller.story(45)
    texts = {"en.txt": teller.tell(story, "en", length=None), "es.txt": teller.tell(story, "es", length=None)}
    whole = aligned(texts)
    assert len(whole) > 40
    sizes: list[tuple[int, int]] = []
    link = align.links

    def seen(a: Any, b: Any) -> Any:
        sizes.append((len(a.segments), len(b.segments)))
        return link(a, b)

    monkeypatch.setattr(align, "_AT_ONCE", 400)
    monkeypatch.setattr(align, "_PIECE", 8)
    monkeypatch.setattr(align, "links", seen)
    cut = aligned(texts)
    assert len(sizes) >= 4
    assert max(n * m for n, m in sizes) <= 600
    same = sum(row in whole for row in cut)
    assert same >= 0.9 * len(whole)


def test_reading_holds_a_few_documents_however_many_there_are(
    made_up: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library, "_MOST", 2)
    folder = tmp_path / "texts"
    folder.mkdir()
    for m in made_up.corpus(30, 9):
        (folder / m.name).write_text(m.text[:700], encoding="utf-8")
    held: list[int] = []

    def listen(event: Any) -> None:
        held.append(sum(isinstance(o, Document) for o in gc.get_objects()))

    before = sum(isinstance(o, Document) for o in gc.get_objects())
    reading.read_paths([folder], tmp_path / "out", workers=1, listen=listen)
    assert len(held) > 30
    assert max(held) - before < 6
