"""Each step is done again only where something changed, and nothing that was read is lost."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from foedus.core.errors import ExitCode, FoedusError
from foedus.documents.model import Document
from foedus.pipeline import drafting, items, reading, reporting, running, versions
from foedus.pipeline.checking import check
from foedus.store.folder import CaseFolder
from foedus.store.sqlite import EvidenceStore


@pytest.fixture
def texts(small_case: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(small_case / "documents", tmp_path / "texts"))


def files(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in folder.iterdir()}


def test_two_readings_give_identical_files(texts: Path, tmp_path: Path) -> None:
    reading.read_paths([texts], tmp_path / "one")
    reading.read_paths([texts], tmp_path / "two")
    one = files(tmp_path / "one")
    assert one == files(tmp_path / "two")
    reading.read_paths([texts], tmp_path / "one")
    assert one == files(tmp_path / "one")
    assert one["documents.jsonl"].count(b"\n") == 2
    assert b"2031-03-02" in one["dates.jsonl"]


def test_only_the_changed_document_is_read_again(texts: Path, tmp_path: Path) -> None:
    first = reading.read_paths([texts], tmp_path / "out")
    assert first.read_now == ("harbour.md", "puerto.txt")
    assert reading.read_paths([texts], tmp_path / "out").read_now == ()
    (texts / "puerto.txt").write_text("Nada más se dijo el 7 de marzo de 2031 en el puerto de Aland.\n", encoding="utf-8")
    changed = reading.read_paths([texts], tmp_path / "out")
    assert changed.read_now == ("puerto.txt",)
    fresh = reading.read_paths([texts], tmp_path / "fresh")
    assert changed.key == fresh.key
    for path in fresh.files:
        assert path.read_bytes() == (tmp_path / "out" / path.name).read_bytes(), path.name


def test_a_document_that_went_is_forgotten(texts: Path, tmp_path: Path) -> None:
    reading.read_paths([texts], tmp_path / "out")
    (texts / "puerto.txt").unlink()
    left = reading.read_paths([texts], tmp_path / "out")
    assert left.removed == ("puerto.txt",)
    assert {r["doc"] for r in left.evidence()["segments"]} == {"harbour.md"}


def test_a_change_of_the_readers_reads_all_again(texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reading.read_paths([texts], tmp_path / "out")
    monkeypatch.setattr(reading, "code_version", lambda _: "another version")
    assert len(reading.read_paths([texts], tmp_path / "out").read_now) == 2


def test_stopping_keeps_what_was_read(texts: Path, tmp_path: Path) -> None:
    def stop(event: Any) -> None:
        if event.stage == "reading" and event.done == 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        reading.read_paths([texts], tmp_path / "out", listen=stop)
    with EvidenceStore(tmp_path / "out" / "evidence.sqlite") as store:
        assert list(store.known()) == ["harbour.md"]
        assert store.rows("segments")
    assert reading.read_paths([texts], tmp_path / "out").read_now == ("puerto.txt",)


def test_a_reader_that_fails_costs_one_document(texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = items.read_document

    def fail(document: Document) -> Any:
        if document.id == "puerto.txt":
            raise ZeroDivisionError("no such luck")
        return whole(document)

    with monkeypatch.context() as patch:
        patch.setattr(items, "read_document", fail)
        part = reading.read_paths([texts], tmp_path / "out")
        assert part.documents == ("harbour.md",)
        assert "no such luck" in part.unreadable["puerto.txt"]
        assert part.exit_code == ExitCode.PARTIAL
        with pytest.raises(ZeroDivisionError):
            reading.read_paths([texts], tmp_path / "strict", strict=True)
    # Once the reader is mended, the document is read without being touched.
    assert reading.read_paths([texts], tmp_path / "out").read_now == ("puerto.txt",)


def test_the_result_is_not_written_among_the_documents(texts: Path) -> None:
    with pytest.raises(FoedusError) as caught:
        reading.read_paths([texts], texts)
    assert caught.value.code == "out-is-input"
    assert len(list(texts.iterdir())) == 2


def test_an_unchanged_case_is_not_run_again(small_case: Path) -> None:
    first = running.run(small_case, workers=1)
    assert not first.reused
    again = running.run(small_case, workers=1)
    assert again.reused
    assert again.run.id == first.run.id
    assert [e.result.outcome.tobytes() for e in again.run.engines] == [e.result.outcome.tobytes() for e in first.run.engines]
    assert running.figures(again.run) == running.figures(first.run)


@pytest.mark.parametrize("what", ["seed", "case", "document", "run file", "code"])
def test_whatever_changes_it_is_run_again(small_case: Path, monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    first = running.run(small_case, workers=1)
    options: dict[str, Any] = {}
    match what:
        case "seed":
            options = {"seed": 99}
        case "case":
            case_file = small_case / "case.yaml"
            case_file.write_text(case_file.read_text(encoding="utf-8").replace("high: 320", "high: 330"), encoding="utf-8")
        case "document":
            (small_case / "documents" / "third.txt").write_text("A third voice was heard on 6 March 2031.\n", encoding="utf-8")
        case "run file":
            next(first.path.glob("*.npz")).write_bytes(b"spoilt")
        case "code":
            monkeypatch.setattr(running, "code_version", lambda d: "other" if d == versions.RUN else "same")
    second = running.run(small_case, workers=1, **options)
    assert not second.reused
    if what in {"seed", "case", "document"}:  # what it rests on is part of what it is
        assert second.run.id != first.run.id
    else:
        assert second.run.id == first.run.id


def test_the_number_of_processes_changes_nothing(small_case: Path) -> None:
    one = running.run(small_case, workers=1, draws=300)
    shutil.rmtree(small_case / "runs")
    two = running.run(small_case, workers=2, draws=300)
    assert not two.reused
    assert [e.result.outcome.tobytes() for e in one.run.engines] == [e.result.outcome.tobytes() for e in two.run.engines]


def test_a_run_that_is_stopped_is_kept_as_partial_and_done_in_full_later(small_case: Path) -> None:
    def stop(event: Any) -> None:
        if event.stage == "draws" and event.done >= event.total // 2:
            raise KeyboardInterrupt

    part = running.run(small_case, workers=1, draws=2000, listen=stop)
    assert part.run.partial
    assert part.run.draws < 2000
    assert part.exit_code == ExitCode.INTERRUPTED
    assert running.runs(small_case) == [part.run.id]
    whole = running.run(small_case, workers=1, draws=2000)
    assert not whole.reused
    assert not whole.run.partial


def test_a_case_with_an_error_is_not_run_and_every_error_is_told(small_case: Path) -> None:
    case_file = small_case / "case.yaml"
    text = case_file.read_text(encoding="utf-8").replace("value: 0.9", "value: 140").replace("asked for 300 guards", "asked for 900 guards")
    case_file.write_text(text, encoding="utf-8")
    with pytest.raises(FoedusError) as caught:
        running.run(small_case, workers=1)
    assert caught.value.exit_code == ExitCode.CHECK_FAILED
    assert "140" in str(caught.value)
    assert "900 guards" in str(caught.value)
    assert str(caught.value).count("next: ") == 2
    assert (small_case / "evidence" / "evidence.sqlite").exists()
    assert not (small_case / "runs").exists()


def test_the_report_repeats_the_options_of_the_last_run(small_case: Path) -> None:
    running.run(small_case, workers=1, draws=33)
    reported = reporting.report(small_case, workers=1)
    assert reported.ran.reused
    assert reported.ran.run.draws == 33
    assert not reported.reused
    assert reporting.report(small_case, workers=1).reused
    (small_case / "elsewhere").mkdir()
    copy = reporting.report(small_case, small_case / "elsewhere" / "x.html", workers=1)
    assert copy.path.read_bytes() == reported.path.read_bytes()
    reported.path.write_text("spoilt", encoding="utf-8")
    assert not reporting.report(small_case, workers=1).reused


def test_generated_folders_can_be_deleted_at_any_time(small_case: Path) -> None:
    first = reporting.report(small_case, workers=1).path.read_bytes()
    for folder in ("evidence", "runs", "report"):
        shutil.rmtree(small_case / folder)
        assert reporting.report(small_case, workers=1).path.read_bytes() == first


def test_checking_writes_nothing(small_case: Path) -> None:
    before = sorted(p.relative_to(small_case) for p in small_case.rglob("*"))
    assert check(small_case).errors == ()
    assert sorted(p.relative_to(small_case) for p in small_case.rglob("*")) == before


def test_a_new_case_keeps_a_file_of_the_same_name(texts: Path, tmp_path: Path) -> None:
    home = CaseFolder(tmp_path / "new")
    home.documents.mkdir(parents=True)
    (home.documents / "harbour.md").write_text("Mine, from before.\n", encoding="utf-8")
    refused = drafting._copy(drafting.gather([texts]), home, lambda _: None)
    assert list(refused) == ["harbour.md"]
    assert (home.documents / "harbour.md").read_text(encoding="utf-8") == "Mine, from before.\n"
    assert (home.documents / "puerto.txt").read_bytes() == (texts / "puerto.txt").read_bytes()


def test_the_demo_leaves_a_folder_of_something_else_alone(tmp_path: Path) -> None:
    (tmp_path / "diary.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(FoedusError) as caught:
        reporting.demo(tmp_path)
    assert caught.value.code == "folder-not-empty"
    with pytest.raises(FoedusError, match="kazakhstan-2022"):
        reporting.demo(tmp_path / "new", case="kazakhstan-2023")

