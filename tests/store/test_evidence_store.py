"""The SQLite file returns what was put in, document by document, and JSON Lines writes it the same every time."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.core.errors import FoedusError
from foedus.evidence.rows import TABLES, Row
from foedus.store.jsonl import export, sort_key, table_text
from foedus.store.sqlite import EvidenceStore

cells = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abc", min_size=1), inner, max_size=3),
    max_leaves=6,
)


def make_row(table: str, doc: str, start: int, **values: Any) -> Row:
    row: Row = dict.fromkeys(TABLES[table].columns)
    own = {"id": f"{table}-{doc}-{start}", "doc": doc, "part": "p1", "start": start, "end": start + 3, "quote": "abc"}
    return row | {k: v for k, v in own.items() if k in row} | values


def typed(value: Any) -> Any:
    """Make True differ from 1 and 1 from 1.0 in a comparison."""
    if isinstance(value, list):
        return [typed(v) for v in value]
    if isinstance(value, dict):
        return {k: typed(v) for k, v in value.items()}
    return (type(value).__name__, value)


@given(values=st.fixed_dictionaries(dict.fromkeys(TABLES["claims"].keys, cells)))
def test_every_cell_comes_back_as_it_was(tmp_path_factory: pytest.TempPathFactory, values: dict[str, Any]) -> None:
    row = make_row("claims", "a.txt", 5, **values)
    with EvidenceStore(tmp_path_factory.mktemp("store") / "e.sqlite") as store:
        store.put_document(make_row("documents", "a.txt", 0), "text", {"claims": [row]}, "k")
        assert typed(store.rows("claims")) == typed([row])


def test_a_document_is_replaced_whole_and_the_others_stay(tmp_path: Path) -> None:
    path = tmp_path / "evidence" / "e.sqlite"
    with EvidenceStore(path) as store:
        for doc in ("a", "b"):
            rows = {"dates": [make_row("dates", doc, s, iso="2022-01-05") for s in (9, 1)]}
            store.put_document(make_row("documents", doc, 0, sha256=doc * 64), f"text of {doc}", rows, f"key-{doc}")
    with EvidenceStore(path) as store:
        store.put_document(make_row("documents", "a", 0, error="gone bad"), None, {}, "key-2")
        assert [r["start"] for r in store.rows("dates")] == [1, 9]
        assert {r["doc"] for r in store.rows("dates")} == {"b"}
        assert store.text("a") is None
        assert store.text("b") == "text of b"
        assert store.known()["a"].error == "gone bad"
        assert store.known()["b"].key == "key-b"
        store.drop_document("b")
        assert store.counts() == {**dict.fromkeys(TABLES, 0), "documents": 1}


def test_a_document_that_fails_half_way_changes_nothing(tmp_path: Path) -> None:
    with EvidenceStore(tmp_path / "e.sqlite") as store:
        store.put_document(make_row("documents", "a", 0), "old", {"dates": [make_row("dates", "a", 1)]}, "k")
        bad = make_row("dates", "a", 2, iso=[float("nan")])
        with pytest.raises(ValueError, match="compliant"):
            store.put_document(make_row("documents", "a", 0), "new", {"dates": [make_row("dates", "a", 7), bad]}, "k2")
        assert store.text("a") == "old"
        assert [r["start"] for r in store.rows("dates")] == [1]


def test_a_full_disk_keeps_the_documents_before(tmp_path: Path) -> None:
    with EvidenceStore(tmp_path / "e.sqlite") as store:
        store.put_document(make_row("documents", "a", 0), "first", {}, "k")
        (pages,) = store._db.execute("PRAGMA page_count").fetchone()
        store._db.execute(f"PRAGMA max_page_count = {pages + 2}")  # the same error as that of a full disk
        with pytest.raises(FoedusError, match="free some space") as caught:
            store.put_document(make_row("documents", "b", 0), "long " * 10_000, {}, "k")
        assert caught.value.code == "disk-full"
    with EvidenceStore(tmp_path / "e.sqlite") as store:
        assert store.text("a") == "first"
        assert list(store.known()) == ["a"]


def test_a_damaged_file_is_set_aside_and_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "e.sqlite"
    content = b"this is no database at all, " * 100
    path.write_bytes(content)
    with EvidenceStore(path) as store:
        store.put_document(make_row("documents", "a", 0), "t", {}, "k")
        (note,) = store.notes
    (aside,) = tmp_path.glob("e.sqlite.damaged-*")
    assert aside.read_bytes() == content
    assert aside.name in note


def test_a_store_that_cannot_be_made_says_where(tmp_path: Path) -> None:
    (tmp_path / "e.sqlite").mkdir()
    with pytest.raises(FoedusError) as caught:
        EvidenceStore(tmp_path / "e.sqlite")
    assert "e.sqlite" in str(caught.value)


def test_people_can_query_the_file(tmp_path: Path) -> None:
    with EvidenceStore(tmp_path / "e.sqlite") as store:
        rows = {"quantities": [make_row("quantities", "a", 4, value=2500, approximate=True)]}
        store.put_document(make_row("documents", "a", 0), "t", rows, "k")
    db = sqlite3.connect(tmp_path / "e.sqlite")
    assert db.execute("SELECT doc, value, approximate FROM quantities WHERE value > 2000").fetchall() == [("a", 2500, 1)]
    db.close()


def test_json_lines_hold_every_key_in_order_and_end_in_a_newline(tmp_path: Path) -> None:
    rows = [make_row("dates", "b", 4), make_row("dates", "a", 10, iso="2022"), make_row("dates", "a", 9, quote="서울")]
    files = export({"dates": rows}, tmp_path)
    assert {f.stem for f in files} == set(TABLES)
    text = (tmp_path / "dates.jsonl").read_text(encoding="utf-8")
    assert text.endswith("}\n")
    assert "서울" in text
    told = [json.loads(line) for line in text.splitlines()]
    assert [(r["doc"], r["start"]) for r in told] == [("a", 9), ("a", 10), ("b", 4)]
    assert all(tuple(r) == TABLES["dates"].columns for r in told)
    assert (tmp_path / "claims.jsonl").read_bytes() == b""


def test_groups_are_ordered_by_their_first_span() -> None:
    def group(n: str, *starts: int) -> Row:
        spans = [{"doc": "a", "part": "p1", "start": s, "end": s + 1} for s in starts]
        return make_row("alignment", "", 0, id=n, spans=spans)

    rows = [group("x", 30, 5), group("y", 4, 40), group("z", 20)]
    assert [r["id"] for r in sorted(rows, key=sort_key)] == ["y", "x", "z"]
    assert table_text("alignment", rows) == table_text("alignment", rows[::-1])
