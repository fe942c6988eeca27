"""Numbered references: a document gets its number when it is first cited, and keeps it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from foedus.analysis.bibliography import source_from_document
from foedus.documents.model import Document
from foedus.evidence.rows import Row
from foedus.report.numbers import day
from foedus.report.sources import Sources

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Work:
    """A publication that one of the documents refers to."""

    marker: str | None
    text: str
    url: str | None
    doc_href: str | None


@dataclass(frozen=True, slots=True)
class Reference:
    """An entry of the list of references."""

    number: int
    doc: str
    label: str
    title: str
    details: str
    languages: str
    language: str  #: of the title
    sha256: str
    truncated: bool
    cited: bool
    works: tuple[Work, ...]
    same: tuple[int, ...] = ()  #: numbers of the documents that are one source with it


@dataclass(slots=True)
class Citations:
    """The register of one report: which documents are cited, and which of their spans.

    Parameters
    ----------
    documents
        Documents of the case by id. A citation of an id that is not among them is numbered all the same.
    evidence
        Tables of evidence; metadata and bibliographic references are taken from them.
    """

    documents: Mapping[str, Document]
    evidence: Mapping[str, list[Row]]
    numbers: dict[str, int] = field(default_factory=dict)
    spans: dict[str, set[Span]] = field(default_factory=dict)

    def number(self, doc: str) -> int:
        """Return the number of a document, giving it the next one at its first citation."""
        return self.numbers.setdefault(doc, len(self.numbers) + 1)

    def cite(self, doc: str, start: int, end: int) -> str:
        """Register a span (raw offsets) and return the id under which the appendix marks it."""
        number = self.number(doc)
        self.spans.setdefault(doc, set()).add((start, end))
        return span_id(number, start, end)

    def label(self, doc: str) -> str:
        """Return who speaks in a document, in few words: publisher, author, title or file name."""
        document = self.documents.get(doc)
        return doc if document is None else source_from_document(document).label

    def language(self, doc: str) -> str:
        """Return the language in which a document begins: that of its title and names."""
        document = self.documents.get(doc)
        return document.parts[0].language if document and document.parts else "und"

    def references(self) -> tuple[Reference, ...]:
        """Return every document, the cited ones first in the order of citation."""
        cited = len(self.numbers)
        for doc in sorted(self.documents, key=lambda d: (self.documents[d].metadata.published or "9", d)):
            self.number(doc)
        sources = Sources.of(self.evidence)
        return tuple(
            replace(
                self._reference(doc, n, n <= cited),
                same=tuple(sorted(self.numbers[d] for d in sources.others(doc, self.documents) if d in self.numbers)),
            )
            for doc, n in self.numbers.items()
        )

    def _reference(self, doc: str, number: int, cited: bool) -> Reference:
        document = self.documents.get(doc)
        if document is None:
            return Reference(number, doc, doc, doc, "not among the documents of this case", "", "und", "", False, cited, ())
        source = source_from_document(document)
        return Reference(
            number, doc, source.label, source.title or doc, source.details, source.language_names, self.language(doc),
            document.sha256, source.truncated, cited, self._works(doc),
        )

    def _works(self, doc: str) -> tuple[Work, ...]:
        rows = sorted((r for r in self.evidence.get("citations", ()) if r["doc"] == doc), key=lambda r: r["start"])
        return tuple(Work(r.get("marker"), work_text(r), safe_url(r.get("url")), None) for r in rows)


def span_id(number: int, start: int, end: int) -> str:
    """Return the permanent id of a span of the document with this number."""
    return f"d{number}-{start}-{end}"


def work_text(row: Row) -> str:
    """Return a bibliographic reference as one line; the printed text where it was not taken apart."""
    fields = [", ".join(row.get("authors") or ()), row.get("title"), row.get("outlet"), day(row.get("date"))]
    parts = [str(f).rstrip(" .") for f in fields if f]
    if not row.get("title"):
        return " ".join(str(row["quote"]).split())
    return ". ".join(parts) + "."


def safe_url(url: str | None) -> str | None:
    """Return `url` if it is a web address, else None: other schemes could do more than open a page."""
    if not url:
        return None
    full = url if "://" in url else f"https://{url}"
    try:
        parts = urlsplit(full)
    except ValueError:
        return None
    return full if parts.scheme in ("http", "https") and "." in parts.netloc else None
