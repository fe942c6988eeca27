"""Reading in several processes, again, and after a worker died: the store is the one a plain reading makes."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import time
import zipfile
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from foedus.core.crew import Crew, Died
from foedus.core.errors import ExitCode
from foedus.evidence.versions import edges, join
from foedus.pipeline import reading
from foedus.store.sqlite import EvidenceStore


@pytest.fixture
def folder(made_up: ModuleType, tmp_path: Path) -> Path:
    """Return a folder of fourteen documents: twelve files and an archive of two."""
    texts = tmp_path / "texts"
    texts.mkdir()
    everything = list(made_up.corpus(80, 5))
    made = [m for m in everything if "alone" not in m.name][:8] + [m for m in everything if "alone" in m.name][:6]
    assert len(made) == 14
    for m in made[:12]:
        (texts / m.name).write_text(m.text, encoding="utf-8")
    with zipfile.ZipFile(texts / "more.zip", "w") as archive:
        for m in made[12:]:
            archive.writestr(zipfile.ZipInfo(m.name, (2024, 1, 1, 0, 0, 0)), m.text)
    return texts


def dump(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in sorted(folder.glob("*.jsonl"))}


def content(database: Path) -> list[str]:
    with sqlite3.connect(database) as db:
        return sorted(db.iterdump())


def test_the_number_of_workers_changes_nothing(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = reading.read_paths([folder], tmp_path / "one", workers=1)
    monkeypatch.setattr(reading, "WORTH_A_WORKER", 1_000)
    two = reading.read_paths([folder], tmp_path / "two", workers=2)
    assert one.documents == two.documents
    assert len(one.documents) == 14
    assert one.read_now == two.read_now
    assert one.key == two.key
    assert dump(tmp_path / "one") == dump(tmp_path / "two")
    assert (tmp_path / "one" / "evidence.sqlite").read_bytes() == (tmp_path / "two" / "evidence.sqlite").read_bytes()


def test_a_few_documents_are_read_without_starting_workers(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*args: Any, **kwargs: Any) -> None:
        raise AssertionError("a worker was started")

    monkeypatch.setattr(reading, "Crew", never)
    assert reading.read_paths([folder], tmp_path / "out", workers=8).exit_code == ExitCode.OK


def test_of_an_archive_only_what_changed_is_read_again(folder: Path, tmp_path: Path) -> None:
    first = reading.read_paths([folder], tmp_path / "out")
    inner = [d for d in first.documents if d.startswith("more.zip/")]
    assert len(inner) == 2
    with zipfile.ZipFile(folder / "more.zip") as archive:
        texts = {i.filename: archive.read(i) for i in archive.infolist()}
    names = sorted(texts)
    with zipfile.ZipFile(folder / "more.zip", "w") as archive:
        archive.writestr(names[0], texts[names[0]])
        archive.writestr("new.txt", "Nobody came to the harbour of Aland on 3 March 2031.\n")
    again = reading.read_paths([folder], tmp_path / "out")
    assert again.read_now == ("more.zip/new.txt",)
    assert again.removed == (f"more.zip/{names[1]}",)
    fresh = reading.read_paths([folder], tmp_path / "fresh")
    assert again.documents == fresh.documents
    assert dump(tmp_path / "out") == dump(tmp_path / "fresh")


def test_a_document_added_is_compared_with_the_others_and_nothing_else_is(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reprint = next(p for p in sorted(folder.glob("*reprint*")))
    late = folder.parent / "late.txt"
    reprint.rename(late)
    reading.read_paths([folder], tmp_path / "out")
    late.rename(reprint)
    compared: list[tuple[int, int]] = []
    aligned: list[set[str]] = []
    choose, align = edges.candidates, join.align
    with monkeypatch.context() as patch:

        def chosen(texts: Any, fresh: Any) -> Any:
            compared.append((len(texts), sum(fresh)))
            return choose(texts, fresh)

        def seen(library: Any, family: Any) -> Any:
            aligned.append({p.doc for p in family.places})
            return align(library, family)

        patch.setattr(edges, "candidates", chosen)
        patch.setattr(join, "align", seen)
        reading.read_paths([folder], tmp_path / "out")
    assert [n for _, n in compared] == [1]
    assert len(aligned) == 1
    assert reprint.name in aligned[0]
    reading.read_paths([folder], tmp_path / "fresh")
    assert dump(tmp_path / "out") == dump(tmp_path / "fresh")


def test_a_document_taken_away_leaves_what_a_reading_from_nothing_finds(folder: Path, tmp_path: Path) -> None:
    reading.read_paths([folder], tmp_path / "out")
    next(folder.glob("*wire*")).unlink()
    next(folder.glob("*reprint*")).unlink()
    reading.read_paths([folder], tmp_path / "out")
    reading.read_paths([folder], tmp_path / "fresh")
    assert dump(tmp_path / "out") == dump(tmp_path / "fresh")
    with EvidenceStore(tmp_path / "out" / "evidence.sqlite") as store:
        kept = {r[0] for r in store._db.execute("SELECT name FROM _kept WHERE kind = 'edges'")}
        assert len(kept) == 12


def test_ids_of_documents_are_unique_over_all_files(tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    record = {"id": "a", "text": "The ferry of Aland did not sail on 3 March 2031.", "title": "No ferry"}
    (texts / "list.jsonl").write_text(json.dumps(record) + "\n", encoding="utf-8")
    (texts / "list.jsonl#a").write_text("A file with an odd name says that it did sail.\n", encoding="utf-8")
    found = reading.read_paths([texts], tmp_path / "out")
    assert sorted(found.documents) == ["list.jsonl#a", "list.jsonl#a~2"]
    with EvidenceStore(found.database) as store:
        assert "odd name" in str(store.text("list.jsonl#a"))


def double(job: int) -> int:
    """Work for the tests of the crew: some jobs end the process, some raise."""
    if job == 13:
        os.kill(os.getpid(), signal.SIGKILL)
    if job == 17:
        raise MemoryError
    if job == 23:
        raise ZeroDivisionError("no such luck")
    time.sleep(0.002 * (job % 3))
    return 2 * job


def weight(job: int) -> int:
    return 1


def test_results_come_in_order_and_a_worker_that_dies_costs_its_job_only() -> None:
    crew = Crew(double, 2, weigh=weight, limit=1000)
    found = dict(crew.map([*range(13), 13, 14, 17, 18, 19]))
    assert list(found) == [*range(13), 13, 14, 17, 18, 19]
    assert isinstance(found.pop(13), Died)
    last = found.pop(17)
    assert isinstance(last, Died)
    assert "memory" in last.why
    assert found == {k: 2 * k for k in found}
    assert not crew._workers


def test_what_work_raises_is_raised_and_the_processes_end() -> None:
    crew = Crew(double, 2, weigh=weight, limit=1000)
    with pytest.raises(ZeroDivisionError):
        list(crew.map([1, 23, 2, 3]))
    assert not crew._workers


def test_no_more_is_under_way_than_the_limit() -> None:
    begun: list[int] = []

    def jobs() -> Any:
        for k in range(20):
            begun.append(k)
            yield k % 10

    crew = Crew(double, 2, weigh=weight, limit=4)
    for done, _ in enumerate(crew.map(jobs())):
        assert len(begun) <= done + 6
    assert len(begun) == 20


def test_a_document_at_which_workers_die_is_reported_and_tried_again(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    victim = sorted(folder.glob("*alone*"))[0].name
    monkeypatch.setattr(reading, "WORTH_A_WORKER", 1_000)
    with monkeypatch.context() as patch:
        patch.setattr(reading, "read_job", _Fatal(victim))
        part = reading.read_paths([folder], tmp_path / "out", workers=2)
    assert list(part.unreadable) == [victim]
    assert "died" in part.unreadable[victim] or "ended" in part.unreadable[victim]
    assert part.exit_code == ExitCode.PARTIAL
    assert len(part.documents) == 13
    again = reading.read_paths([folder], tmp_path / "out", workers=1)
    assert again.read_now == (victim,)
    reading.read_paths([folder], tmp_path / "fresh", workers=1)
    assert dump(tmp_path / "out") == dump(tmp_path / "fresh")


class _Fatal:
    """Reads jobs, and kills its process at one document."""

    def __init__(self, victim: str) -> None:
        self.victim = victim

    def __call__(self, job: Any) -> Any:
        from foedus.pipeline.items import read_job

        if job.file == self.victim:
            os.kill(os.getpid(), signal.SIGKILL)
        return read_job(job)


def test_stopping_workers_keeps_what_was_read(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "WORTH_A_WORKER", 1_000)

    def stop(event: Any) -> None:
        if event.stage == "reading" and event.done == 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        reading.read_paths([folder], tmp_path / "out", workers=2, listen=stop)
    with EvidenceStore(tmp_path / "out" / "evidence.sqlite") as store:
        assert len(store.known()) == 5
    rest = reading.read_paths([folder], tmp_path / "out", workers=1)
    assert len(rest.read_now) == 9
    reading.read_paths([folder], tmp_path / "fresh", workers=1)
    assert dump(tmp_path / "out") == dump(tmp_path / "fresh")
