"""Steps from one version of the SQLite file to the next, each within the transaction of the caller."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping

from foedus.evidence.rows import TABLES, Row
from foedus.store import schema, search_index
from foedus.store.schema_cells import TYPES, decode


def one_to_two(db: sqlite3.Connection) -> None:
    """Order and spans of groups, typed keys, files, signatures, views and full-text search."""
    # What somebody added to the file stays as it is, views on the old tables too.
    db.execute("PRAGMA legacy_alter_table = ON")
    there = {str(r[0]) for r in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    old = [name for name in (*TABLES, "_texts", "_read", "_meta") if name in there]
    for name in old:
        db.execute(f'DROP INDEX IF EXISTS "{name}_doc"')
        db.execute(f'ALTER TABLE "{name}" RENAME TO "old{name}"')
    schema.create(db)
    db.execute("INSERT INTO _read SELECT doc, sha256, key, error FROM old_read")
    db.execute("INSERT OR IGNORE INTO _meta SELECT name, value FROM old_meta")
    for name in TABLES:
        if name in old:
            schema.insert(db, name, _rows(db, name))
    for (doc,) in db.execute("SELECT doc FROM old_texts ORDER BY doc").fetchall():
        sha, text = db.execute("SELECT sha256, text FROM old_texts WHERE doc = ?", (doc,)).fetchone()
        (media,) = db.execute("SELECT media_type FROM documents WHERE doc = ?", (doc,)).fetchone() or (None,)
        gaps = search_index.text_joins(text, media)
        db.execute("INSERT INTO _texts (doc, sha256, joins, text) VALUES (?, ?, ?, ?)", (doc, sha, json.dumps(gaps) if gaps else None, text))
    search_index.rebuild(db)
    for name in old:
        db.execute(f'DROP TABLE "old{name}"')
    db.execute("PRAGMA legacy_alter_table = OFF")


def _rows(db: sqlite3.Connection, table: str) -> Iterator[Row]:
    have = {r[1] for r in db.execute(f'PRAGMA table_info("old{table}")')}
    columns = tuple(c for c in TABLES[table].columns if c in have)
    names = ", ".join(f'"{c}"' for c in (*columns, TYPES))
    for cells in db.execute(f'SELECT {names} FROM "old{table}" ORDER BY rowid'):
        yield decode(columns, cells)


#: By the version each starts from.
STEPS: Mapping[int, Callable[[sqlite3.Connection], None]] = {1: one_to_two}
