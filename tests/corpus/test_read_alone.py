"""A document that stands alone is read without the sentence encoder, and nothing that is found depends on that."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.evidence.read import read_corpus, read_document
from foedus.evidence.versions import signature
from foedus.pipeline.reading import read_paths
from foedus.store.sqlite import EvidenceStore

FERRY = (
    "Finland and Estonia agreed on 4 May 2033 to share the cost of a new ferry.\n\n"
    "The Finnish government said it would pay 40 million euros. Estonia asked Latvia to join in June.\n\n"
    "Nobody knows yet which harbour the ship will call at first. Fishermen on the islands have waited for it for years.\n"
)
REPRINT = FERRY.replace("Nobody knows yet", "It is not known yet").replace("40 million", "45 million")
TOLD_TWICE = (
    "The flood in Bergen left 12 people dead, the mayor's office said.\n\n"
    "Rain had fallen for three days before the river rose.\n\n"
    "The flood in Bergen left 21 people dead, the mayor's office said.\n"
)
TWO_TONGUES = FERRY + (
    "\nFinlandia y Estonia acordaron el 4 de mayo de 2033 repartirse el coste de un nuevo transbordador.\n\n"
    "El Gobierno finlandés dijo que pagaría 45 millones de euros. Estonia pidió a Letonia que se sumara en junio.\n\n"
    "Nadie sabe todavía en qué puerto hará la primera escala el barco. Los pescadores de las islas lo esperan desde hace años.\n"
)


def tables(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in sorted(folder.glob("*.jsonl"))}


def kept(folder: Path) -> list[tuple[Any, ...]]:
    with sqlite3.connect(folder / "evidence.sqlite") as db:
        return list(db.execute("SELECT doc, part, data FROM _signatures ORDER BY doc, part"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "in"
    path.mkdir()
    return path


def no_encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(texts: Any) -> Any:
        raise AssertionError(f"encoded: {texts}")

    monkeypatch.setattr(signature, "encode", never)


def test_a_document_alone_needs_no_encoder(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "ferry.txt").write_text(FERRY, encoding="utf-8")
    no_encoder(monkeypatch)
    reading = read_paths([folder / "ferry.txt"], tmp_path / "out", strict=True)
    assert reading.counts["claims"]
    assert reading.counts["quantities"]
    assert not reading.counts["alignment"]


def test_of_two_documents_every_sentence_has_its_vector(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "ferry.txt").write_text(FERRY, encoding="utf-8")
    (folder / "flood.txt").write_text(TOLD_TWICE, encoding="utf-8")
    no_encoder(monkeypatch)
    with pytest.raises(AssertionError, match="encoded"):
        read_paths([folder], tmp_path / "out", strict=True)


def test_one_read_alone_joins_those_that_come_later_as_if_read_with_them(folder: Path, tmp_path: Path) -> None:
    (folder / "ferry.txt").write_text(FERRY, encoding="utf-8")
    read_paths([folder], tmp_path / "out")
    (folder / "reprint.txt").write_text(REPRINT, encoding="utf-8")
    (folder / "flood.txt").write_text(TOLD_TWICE, encoding="utf-8")
    again = read_paths([folder], tmp_path / "out")
    assert sorted(again.read_now) == ["flood.txt", "reprint.txt"]
    read_paths([folder], tmp_path / "fresh")
    assert tables(tmp_path / "out") == tables(tmp_path / "fresh")
    assert b"40 million" in (tmp_path / "out" / "findings.jsonl").read_bytes()
    assert kept(tmp_path / "out") == kept(tmp_path / "fresh")


def test_one_left_over_is_what_it_is_alone(folder: Path, tmp_path: Path) -> None:
    (folder / "ferry.txt").write_text(FERRY, encoding="utf-8")
    (folder / "reprint.txt").write_text(REPRINT, encoding="utf-8")
    read_paths([folder], tmp_path / "out")
    (folder / "reprint.txt").unlink()
    assert read_paths([folder], tmp_path / "out").removed == ("reprint.txt",)
    read_paths([folder], tmp_path / "fresh")
    assert tables(tmp_path / "out") == tables(tmp_path / "fresh")


def test_a_later_document_without_prose_changes_nothing(folder: Path, tmp_path: Path) -> None:
    (folder / "ferry.txt").write_text(FERRY, encoding="utf-8")
    read_paths([folder], tmp_path / "out")
    (folder / "table.txt").write_text("| State | Ships |\n|---|---|\n| Finland | 3 |\n| Estonia | 2 |\n", encoding="utf-8")
    read_paths([folder], tmp_path / "out", strict=True)
    read_paths([folder], tmp_path / "fresh", strict=True)
    assert tables(tmp_path / "out") == tables(tmp_path / "fresh")


@pytest.mark.parametrize(("text", "found"), [(TOLD_TWICE, "contradiction"), (TWO_TONGUES, "numbers_differ")])
def test_what_a_document_tells_against_itself_is_found(folder: Path, tmp_path: Path, text: str, found: str) -> None:
    (folder / "one.txt").write_text(text, encoding="utf-8")
    read_paths([folder], tmp_path / "out", strict=True)
    with EvidenceStore(tmp_path / "out" / "evidence.sqlite") as store:
        findings = store.evidence()["findings"]
    assert found in {f["kind"] for f in findings}
    document = load_bytes("one.txt", text.encode())
    assert isinstance(document, Document)
    in_memory = read_corpus([document], read_document(document))["findings"]
    assert {f["id"] for f in findings} == {f["id"] for f in in_memory}
