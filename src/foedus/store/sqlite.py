"""One SQLite file holds a folder's evidence: a table per kind of row, the texts, and what was read from what.

Each document is one transaction, so what was read stays read whatever happens to the next one. While a file is
written it has a write-ahead log, so that it can be read at the same time; when it is closed it is one file again.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from foedus.core.errors import FoedusError
from foedus.evidence.rows import TABLES, Row
from foedus.store import schema, schema_open, search_index
from foedus.store.jsonl import sort_key
from foedus.store.schema_cells import decode

if TYPE_CHECKING:
    from foedus.store.search import Found

NOTHING: Mapping[str, bytes] = {}
_OF_DOCUMENT = "WHERE id IN (SELECT id FROM _spans WHERE owner = ? AND doc = ?)"


@dataclass(frozen=True, slots=True)
class Known:
    """What the store knows of a document: the hash of its bytes and the key it was read under."""

    sha256: str | None
    key: str
    error: str | None


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that was read: the hash of its bytes, the key it was read under, and the documents it held, in its order."""

    sha256: str | None
    key: str
    docs: tuple[str, ...]


class EvidenceStore:
    """The evidence of one folder.

    Parameters
    ----------
    path
        The SQLite file; made if missing.
    readonly
        Open what is there beside whoever writes to it, and write nothing.

    Attributes
    ----------
    notes
        In words, what was done to a file that was there (upgraded, set aside), or what its disk cannot do.

    Raises
    ------
    FoedusError
        If the file can be neither opened nor made, or was made by a newer foedus or another program.
    """

    def __init__(self, path: Path, *, readonly: bool = False) -> None:
        self.path = path
        self.notes: list[str] = []
        self.readonly = readonly
        self._logged = self._indexed = False
        with self._reporting():
            if readonly:
                self._db = schema_open.open_for_reading(path)
            else:
                self._db, self.notes = schema_open.open_for_writing(path)

    def __enter__(self) -> EvidenceStore:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the file. What was logged goes into it, and unless others have it open, no file stays beside it."""
        if self._logged:
            with contextlib.suppress(sqlite3.Error):
                self._db.execute("PRAGMA busy_timeout = 0")  # whoever has it open closes it in turn
                self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                self._db.execute("PRAGMA journal_mode = DELETE")
        self._db.close()

    def known(self) -> dict[str, Known]:
        """Return every document in the store."""
        rows = self._ask("SELECT doc, sha256, key, error FROM _read ORDER BY doc")
        return {doc: Known(sha, key, error) for doc, sha, key, error in rows}

    def put_document(
        self,
        row: Row,
        text: str | None,
        evidence: Mapping[str, Iterable[Row]],
        key: str,
        signatures: Mapping[str, bytes] = NOTHING,
    ) -> None:
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
        signatures
            What the comparison of documents keeps of each part, by the part's id.
        """
        doc = row["doc"]
        with self._transaction():
            schema.forget(self._db, doc)
            schema.insert(self._db, "documents", [row])
            for name, rows in evidence.items():
                if name != "documents":
                    schema.insert(self._db, name, rows)
            if text is not None:
                gaps = search_index.text_joins(text, row.get("media_type"))
                cells = (doc, row.get("sha256"), json.dumps(gaps) if gaps else None, text)
                self._db.execute("INSERT INTO _texts (doc, sha256, joins, text) VALUES (?, ?, ?, ?)", cells)
            search_index.add(self._db, doc)
            self._db.execute("INSERT INTO _read VALUES (?, ?, ?, ?)", (doc, row.get("sha256"), key, row.get("error")))
            self._db.executemany("INSERT INTO _signatures VALUES (?, ?, ?)", ((doc, part, data) for part, data in signatures.items()))

    def drop_document(self, doc: str) -> None:
        """Forget a document that is no longer there."""
        with self._transaction():
            schema.forget(self._db, doc)

    def signatures(self) -> Iterator[tuple[str, str, bytes]]:
        """Yield (document, part, signature), ordered by document and part."""
        for doc, part, data in self._ask("SELECT doc, part, data FROM _signatures ORDER BY doc, part"):
            yield str(doc), str(part), bytes(data)

    def files(self) -> dict[str, StoredFile]:
        """Return every file that was read, by its path."""
        held: dict[str, list[str]] = {}
        for file, doc in self._ask("SELECT file, doc FROM _file_docs ORDER BY file, n"):
            held.setdefault(file, []).append(doc)
        rows = self._ask("SELECT file, sha256, key FROM _files ORDER BY file")
        return {file: StoredFile(sha, key, tuple(held.get(file, ()))) for file, sha, key in rows}

    def put_file(self, file: str, sha256: str | None, key: str, docs: Sequence[str]) -> None:
        """Note which documents a file holds, after they were put; those it held before and holds no more are forgotten."""
        with self._transaction():
            before = self._held(file)
            self._forget_file(file)
            self._db.execute("INSERT INTO _files VALUES (?, ?, ?)", (file, sha256, key))
            self._db.executemany("INSERT INTO _file_docs VALUES (?, ?, ?)", [(file, n, doc) for n, doc in enumerate(docs)])
            self._forget_orphans(before)

    def drop_file(self, file: str) -> None:
        """Forget a file that is no longer there, and the documents that came from no other."""
        with self._transaction():
            before = self._held(file)
            self._forget_file(file)
            self._forget_orphans(before)

    def corpus_key(self) -> str | None:
        """Return the key under which the rows that join documents were made."""
        found = next(self._ask("SELECT value FROM _meta WHERE name = 'corpus'"), None)
        return None if found is None else str(found[0])

    def put_corpus(self, evidence: Mapping[str, Iterable[Row]], key: str) -> None:
        """Replace whole tables: those without a document of their own, and ``documents`` with what comparing added."""
        with self._transaction():
            for name, rows in evidence.items():
                schema.clear(self._db, name)
                schema.insert(self._db, name, rows)
            if "segments" in evidence:
                search_index.rebuild(self._db)
            self._db.execute("INSERT OR REPLACE INTO _meta VALUES ('corpus', ?)", (key,))

    def iter_rows(self, table: str, doc: str | None = None) -> Iterator[Row]:
        """Yield a table's rows in the order of `foedus.store.jsonl.sort_key`, a few at a time.

        Parameters
        ----------
        table
            Name of a table of evidence.
        doc
            Only the rows of this document; of groups and findings, those with a span in it.

        Raises
        ------
        KeyError
            If there is no such table.
        """
        if doc is None:
            return self._rows(table, "", [])
        own = table in schema.SPANS
        return self._rows(table, _OF_DOCUMENT if own else "WHERE doc = ?", [table, doc] if own else [doc])

    def rows_at(self, table: str, doc: str, start: int, end: int) -> Iterator[Row]:
        """Yield the rows of a table that share a character with ``[start, end)`` of a document; of groups, with one span.

        Raises
        ------
        KeyError
            If there is no such table.
        """
        if table in schema.SPANS:
            return self._rows(table, f'{_OF_DOCUMENT[:-1]} AND start < ? AND "end" > ?)', [table, doc, end, start])
        return self._rows(table, 'WHERE doc = ? AND start < ? AND "end" > ?', [doc, end, start])

    def row(self, identifier: str) -> tuple[str, Row] | None:
        """Return the row with this id and the name of its table, or None."""
        for table in TABLES:
            if table != "documents" and identifier.startswith(f"{table[:2]}-"):
                for row in self._rows(table, "WHERE id = ?", [identifier]):
                    return table, row
        return None

    def rows(self, table: str) -> list[Row]:
        """Return a table's rows, ordered by document and start.

        Raises
        ------
        KeyError
            If there is no such table.
        """
        return list(self.iter_rows(table))

    def evidence(self) -> dict[str, list[Row]]:
        """Return every table."""
        return {name: self.rows(name) for name in TABLES}

    def counts(self) -> dict[str, int]:
        """Return the number of rows of every table."""
        return {name: int(next(self._ask(f'SELECT count(*) FROM "{name}"'))[0]) for name in TABLES}

    def lengths(self, kinds: Iterable[str]) -> dict[str, dict[str, int]]:
        """Return how many characters of each document segments of these kinds hold, by language."""
        named = list(kinds)
        asked = f'SELECT doc, language, sum("end" - start) FROM segments WHERE kind IN ({", ".join("?" * len(named))}) GROUP BY doc, language'
        out: dict[str, dict[str, int]] = {}
        for doc, tongue, n in self._ask(asked, named):
            out.setdefault(str(doc), {})[str(tongue)] = int(n)
        return out

    def damaged(self) -> dict[str, tuple[int, int]]:
        """Return, of each document with damaged characters, how many there are, each of which stands as U+FFFD, and the offset of the first."""
        asked = "SELECT doc, length(text) - length(replace(text, char(65533), '')), instr(text, char(65533)) FROM _texts WHERE instr(text, char(65533)) ORDER BY doc"
        return {str(doc): (int(n), int(first) - 1) for doc, n, first in self._ask(asked)}

    def text(self, doc: str) -> str | None:
        """Return a document's decoded text, or None if it was not read."""
        found = next(self._ask("SELECT text FROM _texts WHERE doc = ?", [doc]), None)
        return None if found is None else str(found[0])

    def texts(self) -> Iterator[tuple[str, str]]:
        """Yield (document, decoded text) of every document that was read, one at a time, ordered by document."""
        for doc, text in self._ask("SELECT doc, text FROM _texts ORDER BY doc"):
            yield str(doc), str(text)

    def search(self, text: str, *, limit: int = 20, languages: Sequence[str] = ()) -> Found:
        """Search the segments; see `foedus.store.search.search`."""
        from foedus.store.search import search

        with self._reporting():
            return search(self._db, text, limit=limit, languages=languages)

    def index_is_current(self) -> bool:
        """Say whether the full-text index was made as this foedus makes it, with its tables and libraries."""
        with self._reporting():
            return search_index.is_current(self._db)

    def refresh(self) -> None:
        """Make the full-text index anew if it is not current."""
        with self._transaction():
            pass

    def joins(self, doc: str) -> list[int]:
        """Return where line ends inside words of a document were undone: raw starts and ends in turn."""
        with self._reporting():
            return search_index.document_joins(self._db, doc)

    def _ask(self, sql: str, values: Sequence[object] = ()) -> Iterator[tuple[Any, ...]]:
        with self._reporting():
            # Through `map`, because `yield from` a cursor closes it, which fails when the store was closed first.
            yield from map(tuple, self._db.execute(sql, values))

    def _rows(self, table: str, where: str, values: Sequence[object]) -> Iterator[Row]:
        columns, names = schema.selected(table)
        cursor = self._ask(f'SELECT {names} FROM "{table}" {where} ORDER BY {schema.order(table)}', values)
        rows = (decode(columns, cells) for cells in cursor)
        # Only rows of equal place and id are left to order; there is hardly ever more than one.
        for _, equal in groupby(map(_keyed, rows), key=itemgetter(0)):
            found = [row for _, row in equal]
            yield from found if len(found) == 1 else sorted(found, key=sort_key)

    @contextlib.contextmanager
    def _reporting(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise self._told(error) from error

    def _told(self, error: Exception) -> FoedusError:
        words, where = str(error), str(self.path)
        if "full" in words:
            return FoedusError(
                "disk-full", f"the evidence cannot be stored: {error}", where=where,
                hint="free some space, then type the same command again; what was read before is kept",
            )  # fmt: skip
        if "locked" in words:
            return FoedusError(
                "store-busy", "another program is writing to the evidence", where=where,
                hint="close what has the file open, then type the same command again; what was read before is kept",
            )  # fmt: skip
        if self.readonly and isinstance(error, sqlite3.Error):
            return schema_open.unreadable(self.path, error)
        if schema_open.is_damage(error):
            with contextlib.suppress(sqlite3.Error):
                self._db.close()
            aside = schema_open.set_aside(self.path)
            return FoedusError(
                "evidence-damaged", f"the evidence is damaged ({error}); it is kept as {aside.name}", where=where,
                hint="type the same command again: the evidence is made anew",
            )  # fmt: skip
        return FoedusError(
            "store-not-writable", f"the evidence cannot be stored: {error}", where=where,
            hint="check that you may write there, or name another folder",
        )  # fmt: skip

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._reporting():
            self._log()
            self._db.execute("BEGIN IMMEDIATE")
            try:
                if not self._indexed:
                    if not search_index.is_current(self._db):
                        search_index.rebuild(self._db)
                    self._indexed = True
                yield
            except BaseException:
                with contextlib.suppress(sqlite3.Error):  # a full disk has rolled back already
                    self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    def _log(self) -> None:
        """Begin a write-ahead log before the first change, so that a store that is only looked at is not touched."""
        if self._logged:
            return
        mode = str(self._db.execute("PRAGMA journal_mode = WAL").fetchone()[0])
        self._logged = True
        if mode == "wal":
            # A killed process loses nothing, a power cut at most the last documents, which are read again.
            self._db.execute("PRAGMA synchronous = NORMAL")
        else:
            self.notes.append("this disk keeps no write-ahead log: while foedus writes, others wait to read the evidence")

    def _held(self, file: str) -> list[str]:
        return [str(r[0]) for r in self._db.execute("SELECT doc FROM _file_docs WHERE file = ? ORDER BY n", (file,))]

    def _forget_file(self, file: str) -> None:
        self._db.execute("DELETE FROM _files WHERE file = ?", (file,))
        self._db.execute("DELETE FROM _file_docs WHERE file = ?", (file,))

    def _forget_orphans(self, docs: Iterable[str]) -> None:
        for doc in docs:
            if self._db.execute("SELECT 1 FROM _file_docs WHERE doc = ?", (doc,)).fetchone() is None:
                schema.forget(self._db, doc)


def _keyed(row: Row) -> tuple[tuple[object, ...], Row]:
    return sort_key(row)[:4], row
