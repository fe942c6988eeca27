"""Sentences that name an actor and that nothing was read from: listed, counted, and told in the report."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import foedus
from foedus.cli.main import main
from foedus.evidence.rows import Row
from foedus.evidence.silence import silences
from foedus.pipeline.reading import read_paths

TEXT = """# The ferry dispute

4 March 2031

Uganda sent two battalions to Congo on 2 March 2031. The hills of Uganda are green in spring. Nobody had asked the ferrymen.
"""


@pytest.fixture
def evidence(tmp_path: Path) -> Path:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.md").write_text(TEXT, encoding="utf-8")
    (tmp_path / "texts" / "b.md").write_text("Nobody had asked the ferrymen.\n", encoding="utf-8")
    read_paths([tmp_path / "texts"], tmp_path / "evidence", format="sqlite")
    return tmp_path / "evidence"


def test_what_names_an_actor_and_has_no_row_is_listed(evidence: Path) -> None:
    (found,) = foedus.silent(evidence)
    assert (found.doc, found.held.named) == ("a.md", 2)
    assert [(s.sentence["quote"], s.actors) for s in found.held.silent] == [("The hills of Uganda are green in spring.", ("UGA",))]
    assert foedus.silent(evidence, "b.md") == []


def test_the_command_prints_sentences_with_addresses_and_what_to_type_next(evidence: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["silent", str(evidence)]) == 0
    out = capsys.readouterr().out
    start = TEXT.index("The hills")
    address = f"a.md:{start}-{start + len('The hills of Uganda are green in spring.')}"
    assert "1 of 2 sentences that name an actor have no row" in out
    assert f"next: foedus show {evidence} {address}" in out
    assert main(["show", str(evidence), address]) == 0
    assert main(["silent", str(evidence), "b.md"]) == 0
    assert "no sentence names an actor" in capsys.readouterr().out
    assert main(["silent", str(evidence), "--json"]) == 0
    (told,) = json.loads(capsys.readouterr().out)["result"]["documents"]
    assert (told["named"], [s["address"] for s in told["silent"]]) == (2, [address])


def test_who_names_no_document_is_told_which_there_are(evidence: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["silent", str(evidence), "c.md"]) == 3
    told = capsys.readouterr().err
    assert "there is no document 'c.md'" in told
    assert "documents here: " in told
    assert "a.md" in told


@pytest.mark.parametrize(("row", "without"), [((0, 4), [(10, 20)]), ((19, 25), [(0, 10)]), ((5, 15), []), ((20, 24), [(0, 10), (10, 20)])])
def test_a_row_speaks_for_each_sentence_it_shares_a_character_with(row: tuple[int, int], without: list[tuple[int, int]]) -> None:
    def span(start: int, end: int, **more: str) -> Row:
        return {"start": start, "end": end, **more}

    segments = [span(0, 10, kind="sentence"), span(10, 20, kind="sentence"), span(20, 30, kind="furniture")]
    actors = [span(2, 5, actor="UGA"), span(12, 15, actor="COD"), span(16, 18, actor="COD"), span(22, 24, actor="KEN")]
    found = silences(segments, actors, [span(*row)])
    assert found.named == 2
    assert [(s.sentence["start"], s.sentence["end"]) for s in found.silent] == without
    assert all(len(s.actors) == 1 for s in found.silent)
