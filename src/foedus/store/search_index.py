"""Keeps the full-text index beside the segments, in the same transaction.

The index holds no text of its own (an FTS5 table with external content); to take a segment out, what was put in
is computed again. `version` therefore names everything that decides it, and an index of another version is made
anew before the first change.
"""

from __future__ import annotations

import json
import sqlite3
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.metadata import version as installed

from foedus.core.ids import canonical_json, digest
from foedus.documents.model import View
from foedus.langs.registry import languages
from foedus.store.search_words import columns, settings

VERSION = "2"
#: Plain text may be broken at the width of a page, inside words too; what other formats yield is not.
_WRAPPED = (None, "text/plain", "text/markdown")

#: What the index shows where somebody looks into it as into a table: FTS5 asks its content for columns of the same names.
CONTENT = "CREATE VIEW _indexed AS SELECT _n, quote AS words, NULL AS stems, NULL AS grams FROM segments"
# The comment stays in the file's schema, where Datasette looks for the table that the index belongs to.
# Categories with M: a vowel sign of an Indian script does not end its word. Co: the private letter of search_words.
CREATE = (
    'CREATE VIRTUAL TABLE _search USING fts5 /* content="segments" */ (words, stems, grams, content="_indexed", content_rowid="_n", '
    "tokenize=\"unicode61 remove_diacritics 2 categories 'L* M* N* Co'\")"
)


@cache
def version() -> str:
    """Return a hash of what decides which words a segment is found by."""
    particles = {code: lang.table("particles").get("particles") for code, lang in languages().items()}
    return digest(VERSION, unicodedata.unidata_version, installed("snowballstemmer"), canonical_json([settings(), particles]))[:16]


def joins(view: View) -> list[int]:
    """Return where the view closes a gap inside a word (an undone line end, a soft hyphen), as raw starts and ends in turn."""
    out: list[int] = []
    for i in (view.ends[:-1] < view.starts[1:]).nonzero()[0]:
        if view.text[i].isalnum() and view.text[i + 1].isalnum():
            out += (int(view.ends[i]), int(view.starts[i + 1]))
    return out


def text_joins(text: str, media_type: str | None) -> list[int]:
    """Return `joins` of a text whose view is not at hand."""
    from foedus.documents.load import clean

    return joins(clean(text, flowing=media_type not in _WRAPPED))


def normal(quote: str, start: int, gaps: Sequence[int]) -> View:
    """Return a segment's text as it is searched: composed, and without the `gaps` (raw, of the whole document) inside words.

    The view's offsets count from the segment's start.
    """
    from foedus.documents import offsets

    end = start + len(quote)
    edits = [(a - start, b - start, "") for a, b in zip(gaps[::2], gaps[1::2], strict=True) if start <= a and b <= end]
    return offsets.composed(offsets.apply(offsets.identity(quote), edits))


def create(db: sqlite3.Connection) -> None:
    """Make an empty index, once there are segments."""
    db.execute(CONTENT)
    db.execute(CREATE)


def add(db: sqlite3.Connection, doc: str) -> None:
    """Index the segments of a document, once they and its text are stored."""
    db.executemany("INSERT INTO _search (rowid, words, stems, grams) VALUES (?, ?, ?, ?)", list(_indexed(db, doc)))


def remove(db: sqlite3.Connection, doc: str) -> None:
    """Take the segments of a document out of the index, while they and its text are still stored."""
    db.executemany("INSERT INTO _search (_search, rowid, words, stems, grams) VALUES ('delete', ?, ?, ?, ?)", list(_indexed(db, doc)))


def is_current(db: sqlite3.Connection) -> bool:
    """Say whether the index was made as this foedus makes it."""
    found = db.execute("SELECT value FROM _meta WHERE name = 'search'").fetchone()
    return found is not None and found[0] == version()


def rebuild(db: sqlite3.Connection) -> None:
    """Make the index anew from the segments."""
    (found,) = db.execute("SELECT sql FROM sqlite_master WHERE name = '_search'").fetchone() or (None,)
    if found == CREATE:
        db.execute("INSERT INTO _search (_search) VALUES ('delete-all')")
    else:
        for old in ("TABLE IF EXISTS _search", "VIEW IF EXISTS _indexed"):
            db.execute(f"DROP {old}")
        create(db)
    for (doc,) in db.execute("SELECT DISTINCT doc FROM segments ORDER BY doc").fetchall():
        add(db, doc)
    mark(db)


def mark(db: sqlite3.Connection) -> None:
    """Note that the index is made as this foedus makes it."""
    db.execute("INSERT OR REPLACE INTO _meta VALUES ('search', ?)", (version(),))


def document_joins(db: sqlite3.Connection, doc: str) -> list[int]:
    """Return `joins` of a stored document."""
    found = db.execute("SELECT joins FROM _texts WHERE doc = ?", (doc,)).fetchone()
    return json.loads(found[0]) if found and found[0] else []


def _indexed(db: sqlite3.Connection, doc: str) -> Iterator[tuple[int, str, str, str]]:
    gaps = document_joins(db, doc)
    for number, start, quote, code in db.execute('SELECT _n, start, quote, language FROM segments WHERE doc = ? ORDER BY _n', (doc,)):
        plain = quote if not gaps and unicodedata.is_normalized("NFC", quote) else normal(quote, start, gaps).text
        yield (number, *columns(plain, code or "und"))
