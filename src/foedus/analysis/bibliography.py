"""A document of a case as a source to cite: one record, from which reports and lists of references are made alike."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from anyascii import anyascii

from foedus.analysis.wording import day, language_name, listing
from foedus.core.ids import digest
from foedus.documents.model import Document
from foedus.evidence.rows import Row


@dataclass(frozen=True, slots=True)
class Source:
    """One document.

    Attributes
    ----------
    doc
        Its id: the path relative to the path that was read.
    title, author, publisher, published
        As printed in it, or as a list beside it says; null where neither does. `published` is ISO 8601, possibly
        partial.
    languages
        ISO 639-1 codes of its parts, in their order.
    sha256
        Hash of the file's bytes.
    translation_of
        Documents that it holds translations of.
    same_source
        Other documents of the same source family: copies and translations, which count as one source.
    pages
        Labels of the pages that are cited, in their order.
    uses
        What rests on it, in words.
    """

    doc: str
    title: str | None
    author: str | None
    publisher: str | None
    published: str | None
    kind: str | None
    languages: tuple[str, ...]
    sha256: str | None
    truncated: bool
    translation_of: tuple[str, ...] = ()
    same_source: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """Who speaks in it, in few words: publisher, author, title or file name."""
        return self.publisher or self.author or self.title or self.doc

    @property
    def key(self) -> str:
        """A key for reference managers that depends on this document alone: ``gazette-2031-4f0c9a``."""
        words = re.findall(r"[a-z0-9]+", anyascii(self.author or self.publisher or self.title or "").lower())
        year = (self.published or "")[:4]
        return "-".join(p for p in ("-".join(words[:3])[:32] or "document", year, digest(self.doc)[:6]) if p)

    @property
    def details(self) -> str:
        """Author, publisher and day, those that are known, each once."""
        facts = [f for f in (self.author, self.publisher, day(self.published)) if f]
        return ", ".join(dict.fromkeys(facts))

    @property
    def language_names(self) -> str:
        """The languages of its parts, in words."""
        return listing([language_name(code) for code in self.languages])


def source_from_document(document: Document) -> Source:
    """Return a document that is at hand as a source."""
    meta = document.metadata
    return Source(
        document.id, meta.title, meta.author, meta.publisher, meta.published, meta.kind,
        tuple(dict.fromkeys(p.language for p in document.parts)), document.sha256, meta.truncated,
    )  # fmt: skip


def source_from_row(row: Row) -> Source:
    """Return a row of the table ``documents`` as a source."""
    parts = row.get("parts") or []
    others = (str(p["translation_of"]).rsplit("#", 1)[0] for p in parts if p.get("translation_of"))
    return Source(
        row["doc"], row["title"], row["author"], row["publisher"], row["published"], row["kind"],
        tuple(dict.fromkeys(p["language"] for p in parts)), row["sha256"], bool(row["truncated"]),
        translation_of=tuple(d for d in dict.fromkeys(others) if d != row["doc"]),
    )  # fmt: skip


def sources(rows: Sequence[Row], spans: Mapping[str, Iterable[tuple[int, int]]], uses: Mapping[str, Iterable[str]]) -> list[Source]:
    """Return every readable document as a source, by day and id.

    Parameters
    ----------
    rows
        The table ``documents``.
    spans
        Cited spans (raw offsets) by document; they decide which pages are named.
    uses
        What rests on each document, by document.
    """
    readable = [r for r in rows if not r.get("error")]
    families: dict[str, list[str]] = {}
    for r in readable:
        if r.get("family"):
            families.setdefault(r["family"], []).append(r["doc"])
    out = []
    for r in readable:
        where = list(spans.get(r["doc"], ()))
        pages = [p["page"] for p in r.get("pages") or () if any(p["start"] < end and start < p["end"] for start, end in where)]
        kin = [d for d in families.get(r.get("family") or "", ()) if d != r["doc"]]
        made = source_from_row(r)
        out.append(
            replace(made, same_source=tuple(kin), pages=tuple(map(str, pages)), uses=tuple(dict.fromkeys(uses.get(r["doc"], ()))))
        )
    return sorted(out, key=lambda s: (s.published or "9", s.doc))
