"""Rows, texts, files and signatures come out of the store a few at a time, in one order, as they went in."""

from __future__ import annotations

import hashlib
import json
import random
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from foedus.evidence.rows import TABLES, Row
from foedus.store.jsonl import export, export_store, sort_key, text_name
from foedus.store.sqlite import EvidenceStore, StoredFile


def make_row(table: str, doc: str, start: int, **values: Any) -> Row:
    row: Row = dict.fromkeys(TABLES[table].columns)
    own = {"id": f"{table[:2]}-{doc}-{start}", "doc": doc, "part": "p1", "start": start, "end": start + 3, "quote": "abc"}
    return row | {k: v for k, v in own.items() if k in row} | values


def group(identifier: str, *places: tuple[str, int]) -> Row:
    spans = [{"doc": d, "part": "p1", "start": s, "end": s + 2} for d, s in places]
    return make_row("alignment", "", 0, id=identifier, group=1, spans=spans)


DOCS = ["ähre.txt", "b/z.txt", "b.txt", "가.txt", "𠮷.txt", "Z.txt"]


def filled(path: Path) -> EvidenceStore:
    store = EvidenceStore(path)
    rng = random.Random(5)
    for doc in rng.sample(DOCS, len(DOCS)):
        starts = rng.choices(range(30), k=20)
        evidence: dict[str, list[Row]] = {
            name: [make_row(name, doc, s, end=s + rng.randint(1, 3), id=f"x{rng.randint(0, 3)}", method=f"m{n}") for n, s in enumerate(starts)]
            for name in ("dates", "claims", "segments")
        }
        store.put_document(make_row("documents", doc, 0, sha256="0" * 64), f"text of {doc}", evidence, "k")
    groups = [group(f"al-{n}", *((rng.choice(DOCS), rng.randrange(9)) for _ in range(rng.randint(0, 3)))) for n in range(40)]
    store.put_corpus({"alignment": groups}, "key")
    return store


def test_rows_stream_in_the_order_of_the_exports(tmp_path: Path) -> None:
    with filled(tmp_path / "e.sqlite") as store:
        for name in TABLES:
            rows = list(store.iter_rows(name))
            assert rows == sorted(rows, key=sort_key), name
            assert len(rows) == store.counts()[name]
        assert {r["doc"] for r in store.iter_rows("dates", "b.txt")} == {"b.txt"}
        assert next(store.iter_rows("documents"))["doc"] == "Z.txt"  # by code points, not by the alphabet


def test_the_first_row_comes_before_the_last_is_read(tmp_path: Path) -> None:
    with EvidenceStore(tmp_path / "e.sqlite") as store:
        for doc in ("a", "b"):
            store.put_document(make_row("documents", doc, 0), "t", {"dates": [make_row("dates", doc, n) for n in range(500)]}, "k")
        steps = [0]
        store._db.set_progress_handler(lambda: steps.__setitem__(0, steps[0] + 1), 50)
        rows = store.iter_rows("dates")
        next(rows)
        first = steps[0]
        list(rows)
        assert first * 20 < steps[0]


def test_rows_of_a_group_are_found_by_any_of_its_spans(tmp_path: Path) -> None:
    with EvidenceStore(tmp_path / "e.sqlite") as store:
        store.put_corpus({"alignment": [group("al-1", ("a", 10), ("b", 4)), group("al-2", ("a", 11)), group("al-3", ("c", 10))]}, "k")
        assert [r["id"] for r in store.iter_rows("alignment", "b")] == ["al-1"]
        assert [r["id"] for r in store.rows_at("alignment", "a", 0, 10)] == []
        assert [r["id"] for r in store.rows_at("alignment", "a", 0, 11)] == ["al-1"]
        assert [r["id"] for r in store.rows_at("alignment", "a", 11, 12)] == ["al-1", "al-2"]
        store.put_corpus({"alignment": []}, "k")
        assert list(store.rows_at("alignment", "a", 0, 99)) == []


def test_rows_at_a_place_share_a_character_with_it(tmp_path: Path) -> None:
    with EvidenceStore(tmp_path / "e.sqlite") as store:
        store.put_document(make_row("documents", "a", 0), "t", {"dates": [make_row("dates", "a", s) for s in (0, 3, 6)]}, "k")
        assert [r["start"] for r in store.rows_at("dates", "a", 2, 4)] == [0, 3]
        assert [r["start"] for r in store.rows_at("dates", "a", 3, 6)] == [3]
        assert store.row("da-a-6") == ("dates", make_row("dates", "a", 6))
        assert store.row("da-a-7") is None
        assert store.row("nonsense") is None


def test_exporting_from_the_store_writes_the_same_bytes(tmp_path: Path) -> None:
    with filled(tmp_path / "e.sqlite") as store:
        shuffled = {name: random.Random(1).sample(rows, len(rows)) for name, rows in store.evidence().items()}
        plain = export(shuffled, tmp_path / "plain")
        streamed = export_store(store, tmp_path / "streamed")
        for path in plain:
            assert (tmp_path / "streamed" / path.name).read_bytes() == path.read_bytes(), path.name
        assert {p.name for p in plain} == {p.name for p in streamed if p.suffix == ".jsonl"}


def test_texts_that_are_not_their_file_are_written_beside_the_tables(tmp_path: Path) -> None:
    utf8, page = "Aland protestó.\r\n", unicodedata.normalize("NFD", "한국 é\u2028\r\n text")
    with EvidenceStore(tmp_path / "e.sqlite") as store:
        store.put_document(make_row("documents", "a.txt", 0, sha256=hashlib.sha256(utf8.encode()).hexdigest()), utf8, {}, "k")
        store.put_document(make_row("documents", "in/b?.html", 0, sha256="f" * 64), page, {}, "k")
        inner = hashlib.sha256(b"inside").hexdigest()
        store.put_document(make_row("documents", "c.zip/d.txt", 0, sha256=inner), "inside", {}, "k")
        store.put_file("c.zip", "e" * 64, "k", ["c.zip/d.txt"])
        files = export_store(store, tmp_path / "out")
        texts = {p.relative_to(tmp_path / "out").as_posix(): p.read_bytes().decode() for p in files if p.suffix == ".txt"}
        assert texts == {"texts/in/b%3F.html.txt": page, "texts/c.zip/d.txt.txt": "inside"}
        store.drop_file("c.zip")
        export_store(store, tmp_path / "out")
        assert [p.name for p in (tmp_path / "out" / "texts").rglob("*.txt")] == ["b%3F.html.txt"]
        assert not (tmp_path / "out" / "texts" / "c.zip").exists()


@pytest.mark.parametrize(
    ("doc", "name"),
    [
        ("a/b.html", "a/b.html.txt"), ("../up.pdf", "%2E./up.pdf.txt"), ("a/../b", "a/%2E./b.txt"), (".hidden", "%2Ehidden.txt"),
        ("한국 기사.pdf", "한국 기사.pdf.txt"), ("list.csv#3", "list.csv#3.txt"), ("a\\b:c*", "a%5Cb%3Ac%2A.txt"), ("x\ny", "x%0Ay.txt"),
    ],
)  # fmt: skip
def test_names_of_texts_are_safe_and_tell_the_document(doc: str, name: str) -> None:
    assert text_name(doc) == name


def test_long_names_of_texts_stay_apart(tmp_path: Path) -> None:
    one, two = text_name("가" * 300), text_name("가" * 299 + "나")
    assert one != two
    for name in (one, two):
        assert len(name.encode()) <= 255
        (tmp_path / name).touch()


def test_files_hold_documents_and_forget_those_that_went(tmp_path: Path) -> None:
    with EvidenceStore(tmp_path / "e.sqlite") as store:
        for doc in ("z.zip/b", "z.zip/a", "plain"):
            store.put_document(make_row("documents", doc, 0), doc, {}, "k")
        store.put_file("z.zip", "1" * 64, "key", ["z.zip/b", "z.zip/a"])
        store.put_file("plain", None, "", ["plain"])
        assert store.files() == {"plain": StoredFile(None, "", ("plain",)), "z.zip": StoredFile("1" * 64, "key", ("z.zip/b", "z.zip/a"))}
        store.put_document(make_row("documents", "z.zip/c", 0), "c", {}, "k")
        store.put_file("z.zip", "2" * 64, "key", ["z.zip/c", "z.zip/a"])
        assert sorted(store.known()) == ["plain", "z.zip/a", "z.zip/c"]
        store.put_file("copy.zip", "2" * 64, "key", ["z.zip/a"])
        store.drop_file("z.zip")
        assert sorted(store.known()) == ["plain", "z.zip/a"]  # which another file holds too
        assert sorted(store.files()) == ["copy.zip", "plain"]
        assert [doc for doc, _ in store.texts()] == ["plain", "z.zip/a"]


def test_signatures_go_with_their_document(tmp_path: Path) -> None:
    with EvidenceStore(tmp_path / "e.sqlite") as store:
        store.put_document(make_row("documents", "b", 0), "t", {}, "k", {"p2": b"\x00\xff", "p1": b""})
        store.put_document(make_row("documents", "a", 0), "t", {}, "k", {"p1": b"one"})
        assert list(store.signatures()) == [("a", "p1", b"one"), ("b", "p1", b""), ("b", "p2", b"\x00\xff")]
        store.put_document(make_row("documents", "b", 0), "t", {}, "k")
        assert list(store.signatures()) == [("a", "p1", b"one")]
        store.drop_document("a")
        assert list(store.signatures()) == []


def test_every_column_is_explained(tmp_path: Path) -> None:
    with EvidenceStore(tmp_path / "e.sqlite") as store:
        told = {(t, c) for t, c, meaning in store._db.execute('SELECT "table", "column", meaning FROM _columns') if meaning}
        names = [r[0] for r in store._db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        own = [n for n in names if not n.startswith("_search_")]
        assert {(n, "") for n in own} <= told
        for table in TABLES:
            have = {r[1] for r in store._db.execute(f'PRAGMA table_info("{table}")')}
            assert {(table, c) for c in have} <= told
        for (view,) in store._db.execute("SELECT name FROM sqlite_master WHERE type = 'view'").fetchall():
            store._db.execute(f'SELECT * FROM "{view}"').fetchall()


def test_json_lines_are_written_without_the_table_in_memory(tmp_path: Path) -> None:
    import tracemalloc

    def peak(count: int) -> int:
        with EvidenceStore(tmp_path / f"{count}.sqlite") as store:
            rows = [make_row("dates", "a", n, quote="x" * 200) for n in range(count)]
            store.put_document(make_row("documents", "a", 0), "t", {"dates": rows}, "k")
            del rows
            tracemalloc.start()
            export_store(store, tmp_path / str(count))
            size = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
        assert len((tmp_path / str(count) / "dates.jsonl").read_text().splitlines()) == count
        return size

    peak(10)  # what is made once
    assert peak(8000) < 2 * peak(500)
    assert json.loads((tmp_path / "500" / "dates.jsonl").read_text().splitlines()[3])["start"] == 3
