"""The shape of the SQLite file, made from the manifest of tables: people's tables first, foedus's own with a leading ``_``.

A column the manifest gains is added when a file is next written to; a change of any other kind is a new
`SCHEMA_VERSION` and a step in `schema_upgrade`. Columns are always named in SQL, so their order is free.
"""

from __future__ import annotations

import sqlite3
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

from foedus.evidence.rows import TABLES, Row
from foedus.store import search_index
from foedus.store.jsonl import sort_key
from foedus.store.schema_cells import TYPES, encode

SCHEMA_VERSION = 2
APPLICATION = 0x666F6564  #: "foed", by which the file is told from any other database

#: Tables without a document of their own, and the key that holds their spans.
SPANS = {"alignment": "spans", "findings": "anchors"}
_ORDER = ("_doc", "_start", "_end")
_OWN = (
    'CREATE TABLE _spans (owner TEXT, id TEXT, n INTEGER, doc TEXT REFERENCES documents(doc), part TEXT, start INTEGER, "end" INTEGER)',
    "CREATE INDEX _spans_at ON _spans (doc, start)",
    "CREATE INDEX _spans_of ON _spans (owner, id)",
    # The text comes last: what stands before it is read without reading it.
    "CREATE TABLE _texts (doc TEXT PRIMARY KEY REFERENCES documents(doc), sha256 TEXT, joins TEXT, text TEXT NOT NULL)",
    "CREATE TABLE _read (doc TEXT PRIMARY KEY, sha256 TEXT, key TEXT NOT NULL, error TEXT)",
    "CREATE TABLE _files (file TEXT PRIMARY KEY, sha256 TEXT, key TEXT NOT NULL)",
    "CREATE TABLE _file_docs (file TEXT NOT NULL, n INTEGER NOT NULL, doc TEXT NOT NULL, PRIMARY KEY (file, n)) WITHOUT ROWID",
    "CREATE INDEX _file_docs_doc ON _file_docs (doc)",
    "CREATE TABLE _signatures (doc TEXT NOT NULL, part TEXT NOT NULL, data BLOB NOT NULL, PRIMARY KEY (doc, part)) WITHOUT ROWID",
    "CREATE TABLE _kept (kind TEXT NOT NULL, name TEXT NOT NULL, data BLOB NOT NULL, PRIMARY KEY (kind, name))",
    "CREATE TABLE _meta (name TEXT PRIMARY KEY, value TEXT)",
    'CREATE TABLE _columns ("table" TEXT NOT NULL, "column" TEXT NOT NULL, meaning TEXT NOT NULL, PRIMARY KEY ("table", "column"))',
)
#: Which columns beyond the order of the rows are looked things up by.
_INDEXED = {"segments": "language", "actors": "actor, doc, start"}


@cache
def _texts() -> dict[str, dict[str, str]]:
    return tomllib.loads((files("foedus.store") / "schema.toml").read_text(encoding="utf-8"))


def create(db: sqlite3.Connection) -> None:
    """Make every table, index and view in an empty file, within the caller's transaction."""
    for name in TABLES:
        _create_table(db, name)
    for statement in _OWN:
        db.execute(statement)
    search_index.create(db)
    _describe(db)
    search_index.mark(db)
    db.execute(f"PRAGMA application_id = {APPLICATION}")
    db.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def missing(db: sqlite3.Connection) -> list[tuple[str, str | None]]:
    """Return (table, column) of what the manifest has and the file lacks; column None for a whole table."""
    out: list[tuple[str, str | None]] = []
    for name, table in TABLES.items():
        have = {r[1] for r in db.execute(f'PRAGMA table_info("{name}")')}
        out += [(name, c) for c in table.columns if c not in have] if have else [(name, None)]
    return out


def extend(db: sqlite3.Connection, lacking: Iterable[tuple[str, str | None]]) -> None:
    """Add what `missing` found, within the caller's transaction."""
    for name, column in lacking:
        if column is None:
            _create_table(db, name)
        else:
            db.execute(f'ALTER TABLE "{name}" ADD COLUMN "{column}"')
    _describe(db)


def insert(db: sqlite3.Connection, table: str, rows: Iterable[Row]) -> None:
    """Add rows to a table of evidence."""
    columns = TABLES[table].columns
    if table not in SPANS:
        db.executemany(_statement(table, (*columns, TYPES)), (encode(columns, row) for row in rows))
        return
    own = _statement(table, (*columns, TYPES, *_ORDER))
    for row in rows:
        doc, start, end = sort_key(row)[:3]
        db.execute(own, [*encode(columns, row), doc, start, end])
        db.executemany(
            "INSERT INTO _spans VALUES (?, ?, ?, ?, ?, ?, ?)",
            [(table, row["id"], n, s["doc"], s.get("part"), s["start"], s["end"]) for n, s in enumerate(row.get(SPANS[table]) or ())],
        )


def clear(db: sqlite3.Connection, table: str) -> None:
    """Remove every row of a table of evidence."""
    db.execute(f'DELETE FROM "{table}"')
    if table in SPANS:
        db.execute("DELETE FROM _spans WHERE owner = ?", (table,))


def forget(db: sqlite3.Connection, doc: str) -> None:
    """Remove all rows of one document, its text and what is known of its reading."""
    search_index.remove(db, doc)
    for name, table in TABLES.items():
        if table.anchored or name == "documents":
            db.execute(f'DELETE FROM "{name}" WHERE doc = ?', (doc,))
    for own in ("_texts", "_read", "_signatures"):
        db.execute(f"DELETE FROM {own} WHERE doc = ?", (doc,))


def order(table: str) -> str:
    """Return the SQL terms that put a table's rows in the order of `foedus.store.jsonl.sort_key`, but for equal ids."""
    if table == "documents":
        return "doc"
    return 'doc, start, "end", id' if TABLES[table].anchored else "_doc, _start, _end, id"


def _create_table(db: sqlite3.Connection, name: str) -> None:
    table = TABLES[name]
    if name == "documents":
        kinds = {"doc": "TEXT PRIMARY KEY"}
        extra = [f'"{TYPES}"']
    else:
        # No column but these has a type: SQLite would turn the text "7" of a cell into a number, or a number into text.
        kinds = {"id": "TEXT", "doc": "TEXT REFERENCES documents(doc)", "start": "INTEGER", "end": "INTEGER"} if table.anchored else {"id": "TEXT"}
        extra = [f'"{TYPES}"', *(() if table.anchored else _ORDER), "_n INTEGER PRIMARY KEY"]
    columns = [f'"{c}" {kinds.get(c, "")}'.strip() for c in table.columns]
    db.execute(f'CREATE TABLE "{name}" ({", ".join([*columns, *extra])})')
    if name != "documents":
        db.execute(f'CREATE INDEX "{name}_order" ON "{name}" ({order(name)})')
        db.execute(f'CREATE INDEX "{name}_id" ON "{name}" (id)')
    if name in _INDEXED:
        db.execute(f'CREATE INDEX "{name}_by" ON "{name}" ({_INDEXED[name]})')


def _describe(db: sqlite3.Connection) -> None:
    texts = _texts()
    rows: list[tuple[str, str, str]] = []
    for name, table in TABLES.items():
        rows.append((name, "", f"one row is {table.meaning}"))
        rows += [(name, c, table.keys.get(c) or texts["columns"][c]) for c in table.columns]
        have = [r[1] for r in db.execute(f'PRAGMA table_info("{name}")')]
        rows += [(name, c, texts["internal"][c]) for c in have if c in texts["internal"]]
    rows += [(name, "", meaning) for name, meaning in texts["internal_tables"].items()]
    db.execute("DELETE FROM _columns")
    db.executemany("INSERT INTO _columns VALUES (?, ?, ?)", rows)
    for name, statement in texts["views"].items():
        db.execute(f'DROP VIEW IF EXISTS "{name}"')
        db.execute(f'CREATE VIEW "{name}" AS {statement}')


@cache
def _statement(table: str, columns: tuple[str, ...]) -> str:
    names = ", ".join(f'"{c}"' for c in columns)
    return f'INSERT INTO "{table}" ({names}) VALUES ({", ".join("?" * len(columns))})'


def selected(table: str) -> tuple[tuple[str, ...], str]:
    """Return a table's keys, and the SQL list of columns that `foedus.store.schema_cells.decode` takes."""
    columns = TABLES[table].columns
    return columns, ", ".join(f'"{c}"' for c in (*columns, TYPES))




def pragma(db: sqlite3.Connection, name: str) -> Any:
    """Return the value of a pragma."""
    return db.execute(f"PRAGMA {name}").fetchone()[0]
