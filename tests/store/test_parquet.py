"""Parquet holds what JSON Lines holds, with types, the same every time, and without a network."""

from __future__ import annotations

import json
import socket
from pathlib import Path
from typing import Any

import duckdb
import pytest

from foedus.core.errors import FoedusError
from foedus.evidence.rows import TABLES, Row
from foedus.pipeline.reading import read_paths
from foedus.store import parquet
from foedus.store.folder import DATABASE
from foedus.store.jsonl import export_store
from foedus.store.sqlite import EvidenceStore


def make_row(table: str, **values: Any) -> Row:
    own = {"id": f"{table[:2]}-1", "doc": "a.txt", "part": "p1", "start": 0, "end": 3, "quote": "abc", "method": "m/1", "confidence": 0.5}
    row: Row = dict.fromkeys(TABLES[table].columns)
    return row | {k: v for k, v in own.items() if k in row} | values


SPAN = {"doc": "a.txt", "part": "p1", "start": 1, "end": 2}
EVERY: dict[str, Row] = {
    "documents": make_row(
        "documents", title="한국 \x00 'quoted' 😀\u2028", truncated=True, pages=[{"page": "iv", "start": 0, "end": 9}],
        parts=[{"part": "p1", "language": "ko", "start": 0, "end": 3, "translation_of": None, "unread": 0}],
    ),
    "dates": make_row("dates", iso="2031-03", resolved_from={"doc": "a.txt", "start": 1, "end": 2}),
    "actors": make_row("actors", actor="KAZ", metonym=False),
    "quantities": make_row("quantities", value=3, low=2.5, high=10**17, approximate=True),
    "claims": make_row("claims", speaker=["A", "B"], through=[]),
    "events": make_row("events", context=["military"], actors=["A"], recipients=[]),
    "relations": make_row("relations", value=29.1),
    "tables": make_row("tables", header=["country", ""], rows=[["Aland", 1, None, 2.5], []]),
    "citations": make_row("citations", authors=["N. N."], cited_at=[4, 9]),
    "stances": make_row("stances", reasons=["cost"]),
    "alignment": make_row("alignment", group=3, spans=[SPAN, SPAN]),
    "findings": make_row("findings", anchors=[SPAN]),
}  # fmt: skip


def written(path: Path, rows: dict[str, Row]) -> EvidenceStore:
    store = EvidenceStore(path)
    held = {name: [row] for name, row in rows.items() if TABLES[name].anchored}
    store.put_document(rows["documents"], "text", held, "k")
    store.put_corpus({name: [rows[name]] for name in ("alignment", "findings") if name in rows}, "k")
    return store


def read_back(path: Path) -> list[Row]:
    with duckdb.connect(":memory:", config={"autoinstall_known_extensions": False, "autoload_known_extensions": False}) as db:
        rows = db.read_parquet([str(path)])
        return [dict(zip(rows.columns, r, strict=True)) for r in rows.fetchall()]


def as_parquet(table: str, row: Row) -> Row:
    """Say what a row of JSON Lines is in Parquet, by the rules the module states."""
    out = dict(row)
    for column, kind in parquet.types(table).items():
        value = row[column]
        if value is not None and kind == "VARCHAR" and not isinstance(value, str):
            out[column] = json.dumps(value, ensure_ascii=False)
        elif value is not None and kind.endswith("[]") and not isinstance(value, list):
            out[column] = [value]
    return out


def test_every_kind_of_value_is_read_back(tmp_path: Path) -> None:
    with written(tmp_path / "e.sqlite", EVERY) as store:
        files = parquet.export(store, tmp_path / "out")
        export_store(store, tmp_path / "lines")
    assert [f.name for f in files] == [*(f"{name}.parquet" for name in TABLES), "a.txt.txt"]
    for name in TABLES:
        lines = (tmp_path / "lines" / f"{name}.jsonl").read_text(encoding="utf-8").split("\n")[:-1]
        told = read_back(tmp_path / "out" / f"{name}.parquet")
        assert told == [as_parquet(name, json.loads(line)) for line in lines], name
        assert len(told) == (1 if name in EVERY else 0)
        assert all(list(r) == list(TABLES[name].columns) for r in told)
    (quantity,) = read_back(tmp_path / "out" / "quantities.parquet")
    assert isinstance(quantity["value"], float)
    assert quantity["high"] == 1e17


def test_evidence_that_was_read_is_read_back_in_order(small_case: Path, tmp_path: Path) -> None:
    read_paths([small_case / "documents"], tmp_path / "read", format="jsonl")
    with EvidenceStore(tmp_path / "read" / DATABASE, readonly=True) as store:
        parquet.export(store, tmp_path / "out")
    total = 0
    for name in TABLES:
        lines = (tmp_path / "read" / f"{name}.jsonl").read_text(encoding="utf-8").split("\n")[:-1]
        assert read_back(tmp_path / "out" / f"{name}.parquet") == [as_parquet(name, json.loads(line)) for line in lines], name
        total += len(lines)
    assert total > 20


def test_empty_tables_have_their_columns_and_types(tmp_path: Path) -> None:
    with EvidenceStore(tmp_path / "e.sqlite") as store:
        parquet.export(store, tmp_path / "out")
    with duckdb.connect(":memory:") as db:
        for name in TABLES:
            rows = db.read_parquet([str(tmp_path / "out" / f"{name}.parquet")])
            assert rows.columns == list(TABLES[name].columns)
            assert [str(t) for t in rows.types] == [str(duckdb.type(t)) for t in parquet.types(name).values()], name
            assert rows.fetchall() == []


def test_equal_rows_give_equal_bytes_in_any_folder(tmp_path: Path) -> None:
    odd = tmp_path / "it's [1] * ? 서울"
    with written(tmp_path / "e.sqlite", EVERY) as store:
        for folder in (tmp_path / "one", odd):
            parquet.export(store, folder)
            parquet.export(store, folder)  # over what is there
    assert sorted(p.name for p in odd.iterdir()) == sorted([*(f"{name}.parquet" for name in TABLES), "texts"])
    for name in TABLES:
        assert (tmp_path / "one" / f"{name}.parquet").read_bytes() == (odd / f"{name}.parquet").read_bytes(), name


def test_no_table_is_left_out_of_the_types_by_a_slip() -> None:
    for table, columns in parquet._declared().items():
        assert table == "common" or set(columns) <= set(TABLES[table].columns), table


def test_nothing_of_a_structure_is_left_out_without_a_word(tmp_path: Path) -> None:
    rows = {"documents": EVERY["documents"], "findings": make_row("findings", anchors=[SPAN | {"colour": "red"}])}
    with written(tmp_path / "e.sqlite", rows) as store, pytest.raises(KeyError, match="colour"):
        parquet.export(store, tmp_path / "out")


def test_nothing_is_fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a network was asked for")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    with written(tmp_path / "e.sqlite", EVERY) as store:
        parquet.export(store, tmp_path / "out")
    assert not (tmp_path / "home").exists()


def test_a_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine", encoding="utf-8")
    with EvidenceStore(tmp_path / "e.sqlite") as store, pytest.raises(FoedusError) as caught:
        parquet.export(store, tmp_path / "out")
    assert "out" in str(caught.value)
