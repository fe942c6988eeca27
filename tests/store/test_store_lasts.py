"""The file of evidence outlives a kill, a newer and an older foedus, damage, and those who read while it is written."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from foedus.core.errors import FoedusError
from foedus.evidence.rows import TABLES, Row
from foedus.pipeline.reading import read_paths
from foedus.pipeline.searching import open_evidence, search
from foedus.store import schema, schema_open, search_index
from foedus.store.sqlite import EvidenceStore

VERSION_1 = Path(__file__).with_name("evidence_version_1.sql")


def document(doc: str) -> Row:
    return dict.fromkeys(TABLES["documents"].columns) | {"doc": doc}


def sentence(doc: str, start: int, quote: str) -> Row:
    row: Row = dict.fromkeys(TABLES["segments"].columns)
    return row | {"id": f"se-{doc}-{start}", "doc": doc, "part": "p1", "start": start, "end": start + len(quote), "quote": quote, "language": "en"}


def put(store: EvidenceStore, doc: str, text: str = "The ferry left.") -> None:
    store.put_document(document(doc), text, {"segments": [sentence(doc, 0, text)]}, "k")


def version_1(path: Path) -> Path:
    with contextlib.closing(sqlite3.connect(path)) as db:
        db.executescript(VERSION_1.read_text(encoding="utf-8"))
    return path


def dump(path: Path) -> list[str]:
    with contextlib.closing(sqlite3.connect(path)) as db:
        return list(db.iterdump())


def names(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir())


@contextlib.contextmanager
def nobody() -> Iterator[Path]:
    """Give a folder, and within it the rights of a user who owns nothing."""
    if os.name == "nt" or os.geteuid() != 0:
        pytest.skip("needs the right to give up rights")
    folder = Path(tempfile.mkdtemp())
    try:
        yield folder
    finally:
        os.seteuid(0)
        shutil.rmtree(folder)


def test_a_finished_store_is_one_file_that_any_program_opens(tmp_path: Path) -> None:
    with EvidenceStore(tmp_path / "e.sqlite") as store:
        put(store, "a")
        assert "e.sqlite-wal" in names(tmp_path)
    assert names(tmp_path) == ["e.sqlite"]
    header = (tmp_path / "e.sqlite").read_bytes()[:20]
    assert header[18:20] == b"\x01\x01"  # no log needed beside it, so a read-only disk will do
    with EvidenceStore(tmp_path / "e.sqlite", readonly=True) as store:
        assert store._db.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_store_that_is_looked_at_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "e.sqlite"
    with EvidenceStore(path) as store:
        put(store, "a")
    before = path.read_bytes(), path.stat().st_mtime_ns
    for readonly in (False, True):
        with EvidenceStore(path, readonly=readonly) as store:
            assert store.text("a") == "The ferry left."
            store.search("ferry")
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    assert names(tmp_path) == ["e.sqlite"]


def test_two_readings_give_the_same_bytes_of_database_and_index(small_case: Path, tmp_path: Path) -> None:
    for out in ("one", "two"):
        read_paths([small_case / "documents"], tmp_path / out)
    assert (tmp_path / "one" / "evidence.sqlite").read_bytes() == (tmp_path / "two" / "evidence.sqlite").read_bytes()
    assert search(tmp_path / "one", "harbour").found.hits


def test_readers_read_on_while_a_document_is_written(tmp_path: Path) -> None:
    path = tmp_path / "e.sqlite"
    with EvidenceStore(path) as writer:
        put(writer, "a")
        with EvidenceStore(path, readonly=True) as reader, writer._transaction():
            schema.forget(writer._db, "a")
            assert reader.text("a") == "The ferry left."
            assert [h.doc for h in reader.search("ferries").hits] == ["a"]
        put(writer, "b", "A second ferry sank.")
        with EvidenceStore(path, readonly=True) as reader:
            assert [h.doc for h in reader.search("sank").hits] == ["b"]
    assert names(tmp_path) == ["e.sqlite"]


def test_a_search_goes_on_while_another_process_writes(tmp_path: Path) -> None:
    path = tmp_path / "evidence.sqlite"
    program = (
        "import sys; sys.path.insert(0, sys.argv[2]); from pathlib import Path; import test_store_lasts as t\n"
        "with t.EvidenceStore(Path(sys.argv[1])) as s:\n"
        "    for n in range(150): t.put(s, f'{n:03}', 'The ferry left.'); print(n, flush=True)"
    )
    here = str(Path(__file__).parent)
    with subprocess.Popen([sys.executable, "-c", program, str(path), here], stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "0\n"
        counts = []
        while writer.poll() is None:
            counts.append(len(search(tmp_path, "ferry", limit=500).found.hits))
            if counts[-1] < 150:
                writer.stdout.readline()
    assert writer.returncode == 0
    assert len(counts) > 3
    assert counts == sorted(counts)
    assert len(search(tmp_path, "ferry", limit=500).found.hits) == 150


def test_one_writer_waits_for_the_other(tmp_path: Path) -> None:
    path = tmp_path / "e.sqlite"
    with EvidenceStore(path) as first:
        put(first, "a")

        def other() -> None:
            with EvidenceStore(path) as second:
                put(second, "b")

        with first._transaction():
            thread = threading.Thread(target=other)
            thread.start()
            thread.join(0.3)
            assert thread.is_alive()
        thread.join()
        assert sorted(first.known()) == ["a", "b"]


def test_a_writer_that_never_ends_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema_open, "BUSY", 0.1)
    path = tmp_path / "e.sqlite"
    with EvidenceStore(path) as store:
        put(store, "a")
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(FoedusError) as caught, EvidenceStore(path) as store:
            put(store, "b")
    assert caught.value.code == "store-busy"


def test_a_disk_without_a_log_is_told_and_written_all_the_same(tmp_path: Path) -> None:
    class Disk(sqlite3.Connection):
        def execute(self, sql: str, *values: object) -> sqlite3.Cursor:  # type: ignore[override]
            return super().execute("PRAGMA journal_mode" if sql == "PRAGMA journal_mode = WAL" else sql, *values)  # type: ignore[arg-type]

    path = tmp_path / "e.sqlite"
    with EvidenceStore(path) as store:
        store._db.close()
        store._db = sqlite3.connect(path, isolation_level=None, factory=Disk)
        put(store, "a")
        (note,) = store.notes
        assert "no write-ahead log" in note
    with EvidenceStore(path, readonly=True) as store:
        assert store.text("a")


def test_a_killed_writer_leaves_what_it_had_finished(tmp_path: Path) -> None:
    path = tmp_path / "e.sqlite"
    program = (
        "import os, sys; sys.path.insert(0, sys.argv[2]); from pathlib import Path; import test_store_lasts as t\n"
        "s = t.EvidenceStore(Path(sys.argv[1])); t.put(s, 'a'); t.put(s, 'b')\n"
        "with s._transaction():\n"
        "    t.schema.forget(s._db, 'a'); s._db.execute('PRAGMA cache_spill = 1'); os.kill(os.getpid(), 9)"
    )
    done = subprocess.run([sys.executable, "-c", program, str(path), str(Path(__file__).parent)], check=False)
    assert done.returncode == -signal.SIGKILL
    with EvidenceStore(path) as store:
        assert list(store.known()) == ["a", "b"]
        assert len(store.search("ferry").hits) == 2
        put(store, "c")
    assert names(tmp_path) == ["e.sqlite"]


def test_a_folder_without_the_right_to_write_is_searched() -> None:
    with nobody() as folder:
        with EvidenceStore(folder / "evidence.sqlite") as store:
            put(store, "a")
        folder.chmod(0o555)
        os.seteuid(65534)
        with pytest.raises(PermissionError):
            (folder / "x").touch()
        assert [h.doc for h in search(folder, "ferry").found.hits] == ["a"]


def test_a_finished_file_that_says_it_has_a_log_is_searched_without_one() -> None:
    with nobody() as folder:
        path = folder / "evidence.sqlite"
        with EvidenceStore(path) as store:
            put(store, "a")
        with contextlib.closing(sqlite3.connect(path)) as db:
            db.execute("PRAGMA journal_mode = WAL")
        assert names(folder) == ["evidence.sqlite"]
        folder.chmod(0o555)
        os.seteuid(65534)
        assert [h.doc for h in search(folder, "ferry").found.hits] == ["a"]


def test_a_file_of_version_1_is_upgraded_and_a_copy_kept(tmp_path: Path) -> None:
    path = version_1(tmp_path / "evidence.sqlite")
    with contextlib.closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE mine (note)")
        db.execute("CREATE VIEW my_dates AS SELECT iso FROM dates")
        db.execute("INSERT INTO mine VALUES ('kept')")
        db.commit()
        rows = {name: db.execute(f'SELECT * FROM "{name}"').fetchall() for name in ("dates", "claims", "segments")}
    before = dump(path)
    with EvidenceStore(path) as store:
        (note,) = store.notes
        assert "evidence.sqlite.v1.bak" in note
        assert sorted(store.known()) == ["ferry.md", "해협.txt"]
        assert store.counts()["segments"] == 6
        assert [r["iso"] for r in store.rows("dates")] == ["2031-03-04", "2031-03-02", "2031-03-02"]
        assert store.rows("quantities")[0]["approximate"] is True
        assert store.rows("claims")[0]["through"] == []
        assert store.rows("documents")[0]["family"] is None
        assert [h.quote for h in store.search("정부군").hits] == ["보르두리아 정부군과의 교전은 없었다."]
        assert [h.start for h in store.search("ferry date:2031-03").hits] == [0, 56]
        assert store._db.execute("SELECT note, (SELECT count(*) FROM my_dates) FROM mine").fetchone() == ("kept", 3)
        for name, old in rows.items():
            assert store.counts()[name] == len(old)
    assert dump(tmp_path / "evidence.sqlite.v1.bak") == before
    with EvidenceStore(path) as store:
        assert store.notes == []
    assert names(tmp_path) == ["evidence.sqlite", "evidence.sqlite.v1.bak"]


def test_searching_an_older_file_upgrades_it_first(tmp_path: Path) -> None:
    version_1(tmp_path / "evidence.sqlite")
    assert search(tmp_path, "strait").found.hits
    assert "evidence.sqlite.v1.bak" in names(tmp_path)


def test_an_earlier_copy_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "e.sqlite.v1.bak").write_text("mine", encoding="utf-8")
    EvidenceStore(version_1(tmp_path / "e.sqlite")).close()
    assert (tmp_path / "e.sqlite.v1.bak").read_text(encoding="utf-8") == "mine"
    assert names(tmp_path) == ["e.sqlite", "e.sqlite.v1-2.bak", "e.sqlite.v1.bak"]


@pytest.mark.parametrize("where", ["schema_upgrade.schema.create", "schema_upgrade.search_index.rebuild", "schema_open.replacing"])
def test_an_upgrade_that_is_killed_leaves_the_old_file(tmp_path: Path, where: str) -> None:
    path = version_1(tmp_path / "e.sqlite")
    before = dump(path)
    program = (
        "import os, sys; from pathlib import Path; from foedus.store import schema_open, schema_upgrade, sqlite\n"
        f"def kill(*a, **k): os.kill(os.getpid(), 9)\n{where} = kill\nsqlite.EvidenceStore(Path(sys.argv[1]))"
    )
    assert subprocess.run([sys.executable, "-c", program, str(path)], check=False).returncode == -signal.SIGKILL
    assert dump(path) == before
    with EvidenceStore(path) as store:
        assert store.counts()["segments"] == 6


def test_a_file_of_a_newer_foedus_is_refused_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "evidence.sqlite"
    with EvidenceStore(path) as store:
        put(store, "a")
    with contextlib.closing(sqlite3.connect(path)) as db:
        db.execute(f"PRAGMA user_version = {schema.SCHEMA_VERSION + 1}")
    before = path.read_bytes()
    for look in (lambda: EvidenceStore(path), lambda: EvidenceStore(path, readonly=True), lambda: search(tmp_path, "ferry")):
        with pytest.raises(FoedusError) as caught:
            look()
        assert caught.value.code == "evidence-newer"
        assert caught.value.hint
    assert path.read_bytes() == before
    assert names(tmp_path) == ["evidence.sqlite"]


def test_a_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "e.sqlite"
    with contextlib.closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE recipes (name)")
    before = path.read_bytes()
    with pytest.raises(FoedusError) as caught:
        EvidenceStore(path)
    assert caught.value.code == "not-evidence"
    assert path.read_bytes() == before


def test_damage_found_in_the_midst_of_work_sets_the_file_aside(tmp_path: Path) -> None:
    path = tmp_path / "e.sqlite"
    with EvidenceStore(path) as store:
        for n in range(30):
            put(store, f"{n}", f"The ferry {n} left. " * 40)
        (root,) = store._db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'segments'").fetchone()
    data = bytearray(path.read_bytes())
    data[(root - 1) * 4096 : root * 4096] = b"\xff" * 4096
    path.write_bytes(data)
    with pytest.raises(FoedusError) as caught, EvidenceStore(path, readonly=True) as store:
        store.search("ferry")
    assert caught.value.code == "evidence-damaged"
    assert path.read_bytes() == data
    with pytest.raises(FoedusError) as caught, EvidenceStore(path) as store:
        put(store, "1")
    assert caught.value.code == "evidence-damaged"
    (aside,) = tmp_path.glob("*.damaged-*")
    assert aside.name in str(caught.value)
    assert aside.read_bytes()[100:] == data[100:]  # the header says that a log was begun
    with EvidenceStore(path) as store:
        put(store, "1")


def test_a_file_cut_short_is_set_aside(tmp_path: Path) -> None:
    path = tmp_path / "e.sqlite"
    with EvidenceStore(path) as store:
        put(store, "a")
    data = path.read_bytes()[:5000]
    path.write_bytes(data)
    with contextlib.suppress(FoedusError), EvidenceStore(path) as store:
        put(store, "b")
    with EvidenceStore(path) as store:
        put(store, "b")
        assert list(store.known()) == ["b"]
    assert [p.read_bytes() for p in tmp_path.glob("*.damaged-*")] == [data]


def test_a_column_that_the_manifest_gains_is_added(tmp_path: Path) -> None:
    path = tmp_path / "e.sqlite"
    with EvidenceStore(path) as store:
        put(store, "a")
    with contextlib.closing(sqlite3.connect(path)) as db:
        for (view,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'view'").fetchall():
            db.execute(f'DROP VIEW "{view}"')
        db.execute('ALTER TABLE documents DROP COLUMN "publisher"')
        db.execute("DROP TABLE stances")
        db.commit()
    with EvidenceStore(path) as store:
        assert store.rows("documents")[0]["publisher"] is None
        assert store.counts()["stances"] == 0
        assert store.notes == []
        assert store._db.execute("SELECT publisher FROM sentences").fetchall() == [(None,)]
        assert store.text("a")


def test_an_index_made_otherwise_is_made_anew_before_it_is_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "e.sqlite"
    with monkeypatch.context() as older:
        older.setattr(search_index, "version", lambda: "older")
        older.setattr(search_index, "columns", lambda text, code: ("something else", "", ""))
        with EvidenceStore(path) as store:
            put(store, "a")
            assert store.search("ferry").hits == ()
    with EvidenceStore(path) as store:
        put(store, "b", "Snow fell.")
        assert [h.doc for h in store.search("ferry").hits] == ["a"]
        assert store.search('"something else"').hits == ()
        store._db.execute("INSERT INTO _search (_search) VALUES ('integrity-check')")


def test_a_search_makes_an_index_of_another_version_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "evidence.sqlite"
    with monkeypatch.context() as older:
        older.setattr(search_index, "version", lambda: "older")
        older.setattr(search_index, "columns", lambda text, code: ("something else", "", ""))
        with EvidenceStore(path) as store:
            put(store, "a")
    with EvidenceStore(path, readonly=True) as store:
        assert "some words may be missed" in store.search("ferry").notes[0]
    result = search(tmp_path, "ferry").found
    assert [h.doc for h in result.hits] == ["a"]
    assert result.notes == ()
    before = path.read_bytes()
    search(tmp_path, "ferry")
    assert path.read_bytes() == before


def test_replacing_documents_leaves_no_word_of_them_in_the_index(tmp_path: Path) -> None:
    with EvidenceStore(tmp_path / "e.sqlite") as store:
        for text in ("Серые лодки.", "Год ёжика и é.", "정부군과 전쟁.", "Señor Núñez 👍"):
            put(store, "a", text)
        put(store, "b", "Other words.")
        store.drop_document("a")
        store._db.execute("CREATE VIRTUAL TABLE temp.v USING fts5vocab(main, _search, 'row')")
        assert {r[0] for r in store._db.execute("SELECT term FROM temp.v")} <= {"other", "words", "word"}


def test_a_store_of_5000_documents_opens_at_once(tmp_path: Path) -> None:
    import time

    path = tmp_path / "evidence.sqlite"
    with EvidenceStore(path) as store, store._transaction():
        store._db.executemany("INSERT INTO documents (doc, title) VALUES (?, ?)", ((f"{n:04}", f"Text {n}") for n in range(5000)))
        store._db.executemany("INSERT INTO _texts (doc, text) VALUES (?, ?)", ((f"{n:04}", "word " * 400) for n in range(5000)))
    began = time.process_time()
    with open_evidence(tmp_path) as store:
        store.search("word doc:0042")
    assert time.process_time() - began < 0.2


def test_an_index_of_an_older_shape_is_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "e.sqlite"
    with EvidenceStore(path) as store:
        put(store, "a")
        with store._transaction():
            store._db.execute("DROP TABLE _search")
            store._db.execute("DROP VIEW _indexed")
            store._db.execute('CREATE VIRTUAL TABLE _search USING fts5(words, stems, grams, content="segments", content_rowid="_n")')
            store._db.execute("UPDATE _meta SET value = 'older' WHERE name = 'search'")
    with EvidenceStore(path) as store:
        put(store, "b", "Snow fell.")
        assert [h.doc for h in store.search("ferry").hits] == ["a"]
        assert [h.doc for h in store.search("snow").hits] == ["b"]
        assert store._db.execute("SELECT count(*) FROM _search").fetchone() == (2,)
