"""One SQLite file holds a folder's evidence: a table per kind of row, the texts, and what was read from what.

Each document is one transaction, so what was read stays read whatever happens to the next one. The file
is generated: one of another version, or a damaged one, is replaced.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from foedus.core.errors import FoedusError
from foedus.core.ids import canonical_json, digest
from foedus.evidence.rows import TABLES, Row
from foedus.store.atomic import make_folder
from foedus.store.jsonl import sort_key

SCHEMA_VERSION = 1
# Which cells of a row are not what SQLite shows: "key:j" JSON, "key:b" a truth value.
_TYPES = "_types"
_INT64 = 2**63
# A change of the manifest is a change of the file's shape; 31 bits fit SQLite's version field.
_SHAPE = (int(digest(canonical_json([(t.name, t.columns) for t in TABLES.values()]))[:6], 16) << 4) | SCHEMA_VERSION


@dataclass(frozen=True, slots=True)
class Known:
    """What the store knows of a document: the hash of its bytes and the key it was read under."""

    sha256: str | None
    key: str
    error: str | None


class EvidenceStore:
    """The evidence of one folder.

    Parameters
    ----------
    path
        The SQLite file; made if missing.

    Raises
    ------
    FoedusError
        If the file can be neither opened nor replaced.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        make_folder(path.parent)
        with self._reporting():
            try:
                self._db = self._open()
            except sqlite3.DatabaseError as error:
                if isinstance(error, sqlite3.OperationalError) and path.exists() and path.stat().st_size == 0:
                    raise
                if "not a database" not in str(error) and "malformed" not in str(error):
                    raise
                path.unlink()
                self._db = self._open()

    def __enter__(self) -> EvidenceStore:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def known(self) -> dict[str, Known]:
        """Return every document in the store."""
        rows = self._db.execute("SELECT doc, sha256, key, error FROM _read ORDER BY doc")
        return {doc: Known(sha, key, error) for doc, sha, key, error in rows}

    def put_document(self, row: Row, text: str | None, evidence: Mapping[str, Iterable[Row]], key: str) -> None:
        """Replace all that is known of one document, in one transaction.

        Parameters
        ----------
        row
            Its row of the ``documents`` table.
        text
            Its decoded text; None if it could not be read.
        evidence
            Its rows, by table.
        key
            What they were read under; equal keys and bytes need no second reading.
        """
        doc = row["doc"]
        with self._transaction():
            self._forget(doc)
            self._insert("documents", [row])
            for name, rows in evidence.items():
                if name != "documents":
                    self._insert(name, rows)
            if text is not None:
                self._db.execute("INSERT INTO _texts VALUES (?, ?, ?)", (doc, row.get("sha256"), text))
            self._db.execute("INSERT INTO _read VALUES (?, ?, ?, ?)", (doc, row.get("sha256"), key, row.get("error")))

    def drop_document(self, doc: str) -> None:
        """Forget a document that is no longer there."""
        with self._transaction():
            self._forget(doc)

    def corpus_key(self) -> str | None:
        """Return the key under which the rows that join documents were made."""
        found = self._db.execute("SELECT value FROM _meta WHERE name = 'corpus'").fetchone()
        return None if found is None else str(found[0])

    def put_corpus(self, evidence: Mapping[str, Iterable[Row]], key: str) -> None:
        """Replace whole tables: those without a document of their own, and ``documents`` with what comparing added."""
        with self._transaction():
            for name, rows in evidence.items():
                self._db.execute(f'DELETE FROM "{name}"')
                self._insert(name, rows)
            self._db.execute("INSERT OR REPLACE INTO _meta VALUES ('corpus', ?)", (key,))

    def rows(self, table: str) -> list[Row]:
        """Return a table's rows, ordered by document and start.

        Raises
        ------
        KeyError
            If there is no such table.
        """
        columns = TABLES[table].columns
        names = ", ".join(f'"{c}"' for c in columns)
        cursor = self._db.execute(f'SELECT {names}, "{_TYPES}" FROM "{table}"')
        return sorted((_decode(columns, cells) for cells in cursor), key=sort_key)

    def evidence(self) -> dict[str, list[Row]]:
        """Return every table."""
        return {name: self.rows(name) for name in TABLES}

    def counts(self) -> dict[str, int]:
        """Return the number of rows of every table."""
        return {name: int(self._db.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]) for name in TABLES}

    def text(self, doc: str) -> str | None:
        """Return a document's decoded text, or None if it was not read."""
        found = self._db.execute("SELECT text FROM _texts WHERE doc = ?", (doc,)).fetchone()
        return None if found is None else str(found[0])

    def _open(self) -> sqlite3.Connection:
        db = sqlite3.connect(self.path, isolation_level=None)
        try:
            version = db.execute("PRAGMA user_version").fetchone()[0]
            if version != _SHAPE:
                if db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
                    db.close()
                    self.path.unlink()
                    db = sqlite3.connect(self.path, isolation_level=None)
                _create(db)
        except BaseException:
            db.close()
            raise
        return db

    @contextlib.contextmanager
    def _reporting(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            full = "full" in str(error)
            raise FoedusError(
                "disk-full" if full else "store-not-writable", f"the evidence cannot be stored: {error}", where=str(self.path),
                hint="free some space, then type the same command again; what was read before is kept" if full
                else "check that you may write there, or name another folder",
            ) from error  # fmt: skip

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._reporting():
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                with contextlib.suppress(sqlite3.Error):  # a full disk has rolled back already
                    self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    def _forget(self, doc: str) -> None:
        for name, table in TABLES.items():
            if table.anchored or name == "documents":
                self._db.execute(f'DELETE FROM "{name}" WHERE doc = ?', (doc,))
        self._db.execute("DELETE FROM _texts WHERE doc = ?", (doc,))
        self._db.execute("DELETE FROM _read WHERE doc = ?", (doc,))

    def _insert(self, table: str, rows: Iterable[Row]) -> None:
        columns = TABLES[table].columns
        marks = ", ".join("?" * (len(columns) + 1))
        self._db.executemany(f'INSERT INTO "{table}" VALUES ({marks})', (_encode(columns, row) for row in rows))


def _create(db: sqlite3.Connection) -> None:
    db.execute("BEGIN IMMEDIATE")
    for name, table in TABLES.items():
        columns = ", ".join(f'"{c}"' for c in (*table.columns, _TYPES))
        db.execute(f'CREATE TABLE "{name}" ({columns})')
        if "doc" in table.columns:
            db.execute(f'CREATE INDEX "{name}_doc" ON "{name}" (doc)')
    db.execute("CREATE TABLE _texts (doc TEXT PRIMARY KEY, sha256 TEXT, text TEXT NOT NULL)")
    db.execute("CREATE TABLE _read (doc TEXT PRIMARY KEY, sha256 TEXT, key TEXT NOT NULL, error TEXT)")
    db.execute("CREATE TABLE _meta (name TEXT PRIMARY KEY, value TEXT)")
    db.execute(f"PRAGMA user_version = {_SHAPE}")
    db.execute("COMMIT")


def _encode(columns: tuple[str, ...], row: Row) -> list[Any]:
    cells: list[Any] = []
    types = []
    for key in columns:
        value = row.get(key)
        if isinstance(value, bool):
            types.append(f"{key}:b")
            value = int(value)
        elif not (value is None or isinstance(value, str | float) or (isinstance(value, int) and -_INT64 <= value < _INT64)):
            types.append(f"{key}:j")
            value = json.dumps(value, ensure_ascii=False, allow_nan=False)
        cells.append(value)
    return [*cells, ",".join(types)]


def _decode(columns: tuple[str, ...], cells: tuple[Any, ...]) -> Row:
    row = dict(zip(columns, cells[:-1], strict=True))
    for mark in filter(None, str(cells[-1]).split(",")):
        key, kind = mark.rsplit(":", 1)
        row[key] = bool(row[key]) if kind == "b" else json.loads(row[key])
    return row
