"""Full-text search over the segments of a store: the index proposes, the words decide, and every hit knows its place.

Order: bm25 (Robertson and Zaragoza 2009, "The probabilistic relevance framework: BM25 and beyond", eq. 3.15, as
FTS5 computes it), the word as typed weighing twice its other forms; then document and place.
"""

from __future__ import annotations

import json
import sqlite3
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from operator import itemgetter
from typing import Any

from foedus.store.search_fields import Limits, actor_ids, limits_of
from foedus.store.search_index import document_joins, is_current, normal
from foedus.store.search_query import Query, Span, parse
from foedus.store.search_words import words

RANKED = 5_000  #: segments at most that are ranked against each other
_LOOKED_AT = 4_000  # segments at most whose words are compared for one search
_BATCH = 64
_WEIGHTS = "2.0, 1.0, 1.0"


@dataclass(frozen=True, slots=True)
class Hit:
    """A segment that holds what was looked for.

    Attributes
    ----------
    doc, part, start, end, quote
        The segment, as every row of evidence has it; offsets count code points of the document's decoded text.
    spans
        Where the words of the query stand, in the same offsets, ascending and apart.
    kind, language
        Kind of the segment, and its language (ISO 639-1).
    page
        Label of the page, if the document has pages.
    title, published, publisher, family
        Of the document; `family` is shared by copies and translations of one source.
    score
        bm25, higher is better; 0 where nothing was ranked.
    """

    doc: str
    part: str
    start: int
    end: int
    quote: str
    spans: tuple[Span, ...]
    kind: str | None
    language: str | None
    page: str | None
    title: str | None
    published: str | None
    publisher: str | None
    family: str | None
    score: float

    @property
    def address(self) -> str:
        """What ``foedus show`` takes."""
        return f"{self.doc}:{self.start}-{self.end}"


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found.

    Attributes
    ----------
    hits
        The best ones, best first.
    more
        Whether there are others.
    notes
        What was left out of the query or of the ranking, in words.
    """

    hits: tuple[Hit, ...]
    more: bool
    notes: tuple[str, ...] = ()


def search(db: sqlite3.Connection, text: str, *, limit: int = 20, languages: Sequence[str] = ()) -> Found:
    """Search the segments of a store.

    Parameters
    ----------
    db
        An open store's connection.
    text
        What the user typed; see `foedus.store.search_query`. Nothing typed is an error.
    limit
        Hits at most, at least 1.
    languages
        Only segments in these languages (ISO 639-1).
    """
    query = parse(text)
    if query.empty:
        return Found((), False, query.notes)
    notes = list(query.notes)
    if not is_current(db):
        notes.append("the index was made by another version of foedus or its libraries: some words may be missed until the next reading")
    limits = limits_of(db, query, languages, notes)
    proposed = _ranked(db, query, limits, notes) if query.clauses else _listed(db, query, limits)
    hits = _hits(db, query, islice(proposed, _LOOKED_AT))
    found = tuple(islice(hits, limit))
    return Found(found, next(hits, None) is not None, tuple(notes))


def stored_languages(db: sqlite3.Connection) -> list[str]:
    """Return the languages of the segments."""
    # One step of the index per language, instead of a look at every segment.
    rows = db.execute(
        "WITH RECURSIVE found(code) AS (SELECT min(language) FROM segments UNION ALL "
        "SELECT (SELECT min(language) FROM segments WHERE language > code) FROM found WHERE code IS NOT NULL) "
        "SELECT code FROM found WHERE code IS NOT NULL"
    )
    return [str(r[0]) for r in rows]


def page_of(pages: Sequence[dict[str, Any]] | None, start: int) -> str | None:
    """Return the label of the page on which an offset stands, from the ``pages`` of a row of ``documents``."""
    at = bisect_right(pages or (), start, key=lambda p: int(p["start"])) - 1
    return str(pages[at]["page"]) if pages and at >= 0 and start < pages[at]["end"] else None


def _ranked(db: sqlite3.Connection, query: Query, limits: Limits, notes: list[str]) -> Iterator[tuple[int, float]]:
    """Yield (segment, score) of those the index proposes, best first; of equals, in order of documents."""
    expression = query.expression(stored_languages(db))
    # CROSS JOIN keeps SQLite from walking through the segments and asking the index for each.
    joined = " CROSS JOIN segments s ON s._n = f.rowid" if limits.terms else ""
    proposed = db.execute(
        f"SELECT f.rowid AS n, -bm25(_search, {_WEIGHTS}) AS score FROM _search f{joined} WHERE _search MATCH ?{limits.sql} LIMIT ?",
        [expression, *limits.values, RANKED + 1],
    ).fetchall()
    if len(proposed) > RANKED:
        notes.append(f"more than {RANKED:,} sentences hold these words; the first {RANKED:,} read were ranked")
    proposed.sort(key=itemgetter(1), reverse=True)
    for score, equal in groupby(proposed, key=itemgetter(1)):
        numbers = [n for n, _ in equal]
        yield from ((n, max(0.0, score)) for n in (_in_order(db, numbers) if len(numbers) > 1 else numbers))


def _in_order(db: sqlite3.Connection, numbers: list[int]) -> Iterator[int]:
    """Yield segments in order of document and place."""
    rows = db.execute(
        'SELECT _n FROM segments WHERE _n IN (SELECT value FROM json_each(?)) ORDER BY doc, start, "end", id', (json.dumps(numbers),)
    )
    return (int(r[0]) for r in rows)


def _listed(db: sqlite3.Connection, query: Query, limits: Limits) -> Iterator[tuple[int, float]]:
    """Yield every segment that fields alone name, in order of documents."""
    actors = query.wanted.get("actor")
    if actors:
        ids = actor_ids(actors)
        rows: Iterable[tuple[int]] = db.execute(
            "SELECT DISTINCT s._n FROM actors a JOIN segments s ON s._n = (SELECT _n FROM segments WHERE doc = a.doc AND start <= a.start "
            "ORDER BY start DESC LIMIT 1) WHERE a.actor IN (SELECT value FROM json_each(?))" + limits.sql + " ORDER BY s.doc, s.start",
            [json.dumps(ids), *limits.values],
        )
    else:
        rows = db.execute(f'SELECT s._n FROM segments s WHERE 1{limits.sql} ORDER BY s.doc, s.start, s."end", s.id', limits.values)
    for (number,) in rows:
        yield number, 0.0


def _hits(db: sqlite3.Connection, query: Query, proposed: Iterator[tuple[int, float]]) -> Iterator[Hit]:
    """Yield those of the proposed segments that are hits."""
    documents: dict[str, tuple[Any, ...]] = {}
    while batch := list(islice(proposed, _BATCH)):
        rows = db.execute(
            'SELECT _n, doc, part, start, "end", quote, kind, language FROM segments WHERE _n IN (SELECT value FROM json_each(?))',
            (json.dumps([n for n, _ in batch]),),
        )
        held = {r[0]: r[1:] for r in rows}
        for number, score in batch:
            doc, part, start, end, quote, kind, language = held[number]
            about = documents.get(doc)
            if about is None:
                about = documents[doc] = _document(db, doc)
            spans = _spans(query, quote, start, language or "und", about[0])
            if spans is None:
                continue
            _, pages, title, published, publisher, family = about
            yield Hit(doc, part, start, end, quote, spans, kind, language, page_of(pages, start), title, published, publisher, family, score)


def _spans(query: Query, quote: str, start: int, language: str, gaps: Sequence[int]) -> tuple[Span, ...] | None:
    view = normal(quote, start, gaps)
    found = query.find(words(view.text), language)
    if found is None:
        return None
    out = []
    for a, b in found:
        low, high = view.raw(a, b)
        out.append((start + low, start + high))
    return tuple(out)


def _document(db: sqlite3.Connection, doc: str) -> tuple[Any, ...]:
    found = db.execute("SELECT pages, title, published, publisher, family FROM documents WHERE doc = ?", (doc,)).fetchone()
    pages, *rest = found or (None,) * 5
    return (document_joins(db, doc), json.loads(pages) if pages else None, *rest)
