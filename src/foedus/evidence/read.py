"""Run every reader over a document, and the readers of versions over all documents together."""

from __future__ import annotations

import hashlib
import pkgutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib import import_module
from typing import Protocol, cast

from foedus.documents import tongues
from foedus.documents.load import VERSION as DOCUMENTS_VERSION
from foedus.documents.model import Document, Unreadable
from foedus.evidence.rows import TABLES, Row, row
from foedus.evidence.shared import rows_of


class Reader(Protocol):
    """What a module of `foedus.evidence.readers` offers."""

    NAME: str
    VERSION: str
    TABLE: str

    def read(self, document: Document) -> Iterable[Row | None]:
        """Yield the rows read from one document."""


@cache
def readers() -> tuple[Reader, ...]:
    """Return every reader found in `foedus.evidence.readers`, by name."""
    package = import_module("foedus.evidence.readers")
    modules = (import_module(m.name) for m in pkgutil.iter_modules(package.__path__, package.__name__ + "."))
    found = [cast(Reader, m) for m in modules if hasattr(m, "TABLE")]
    return tuple(sorted(found, key=lambda r: r.NAME))


def versions() -> dict[str, str]:
    """Return the version of the documents layer and of each reader: part of the key of cached readings."""
    return {"documents": DOCUMENTS_VERSION, **{r.NAME: r.VERSION for r in readers()}}


def read_document(document: Document | Unreadable) -> dict[str, list[Row]]:
    """Read one document into rows of every per-document table.

    Returns
    -------
    dict of list of dict
        By table name, rows ordered by start. A document that could not be read has one row in
        ``documents``, with its ``error``.
    """
    out: dict[str, list[Row]] = {name: [] for name in TABLES}
    out["documents"].append(document_row(document))
    if isinstance(document, Unreadable):
        return out
    out["segments"] = _ordered(_segments(document))
    for reader in readers():
        out[reader.TABLE] += rows_of(reader, document)
    for name, rows in out.items():
        if TABLES[name].anchored:
            out[name] = _ordered(rows)
    return out


def read_corpus(documents: Sequence[Document], evidence: Mapping[str, Sequence[Row]]) -> dict[str, list[Row]]:
    """Compare a few documents with each other, in memory.

    Parameters
    ----------
    documents
        Every readable document.
    evidence
        The rows of `read_document` for all of them, by table.

    Returns
    -------
    dict of list of dict
        Tables ``alignment`` and ``findings``; ``documents`` with ``translation_of`` and ``family`` filled in; ``dates`` and
        ``quantities`` with what damaged versions owe to whole ones; ``events``, ``claims`` and ``stances`` with one id for
        what versions of one text tell.
    """
    from foedus.evidence.versions.join import join
    from foedus.evidence.versions.library import Shelf
    from foedus.evidence.versions.repair import REPAIRED
    from foedus.evidence.versions.same_events import NAMING, renamed

    joined = join(Shelf(documents, evidence))
    names = joined.same_events()
    told = {t: list(renamed(evidence[t], names)) for t in NAMING if t in evidence}
    restored = {t: sorted([*evidence[t], *joined.repaired(t)], key=lambda r: (r["doc"], r["start"], r["end"])) for t in REPAIRED}
    return restored | told | {
        "documents": [joined.document(r) for r in evidence["documents"]],
        "alignment": list(joined.alignment()), "findings": list(joined.findings()),
    }  # fmt: skip


def document_row(document: Document | Unreadable) -> Row:
    """Return the row of the table ``documents``."""
    blank: Row = dict.fromkeys(TABLES["documents"].columns)
    if isinstance(document, Unreadable):
        return {
            **blank, "doc": document.id, "sha256": document.sha256, "media_type": document.media_type,
            "encoding": document.encoding, "error": document.error, "parts": [],
        }
    about = document.metadata
    parts = []
    for p in document.parts:
        start, end = document.view.raw(p.start, p.end)
        parts.append({"part": p.id, "language": p.language, "start": start, "end": end, "translation_of": None, "unread": tongues.unread(p)})
    return {
        **blank, "doc": document.id, "sha256": document.sha256, "media_type": document.media_type,
        "encoding": document.encoding, "title": about.title, "author": about.author, "publisher": about.publisher,
        "published": about.published, "url": about.url, "kind": about.kind, "truncated": about.truncated, "parts": parts,
        "text_sha256": hashlib.sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest(),
        "pages": [{"page": p.label, "start": p.start, "end": p.end} for p in document.pages] or None,
    }


def _segments(document: Document) -> Iterator[Row | None]:
    method = f"segments/{DOCUMENTS_VERSION}"
    for part, s in document.segments():
        yield row(
            "segments", document, part.id, s.start, s.end, method=method, confidence=0.95, kind=s.kind, language=s.language
        )


def _ordered(rows: Iterable[Row | None]) -> list[Row]:
    """Return the rows by start, each content once."""
    seen: dict[str, Row] = {r["id"]: r for r in rows if r is not None}
    return sorted(seen.values(), key=lambda r: (r["start"], r["end"], r["id"]))
