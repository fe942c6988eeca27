"""What the comparison of documents needs to know of them, one document at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from foedus.core.ids import digest
from foedus.documents.model import Document
from foedus.evidence.rows import Row
from foedus.evidence.versions.signature import Sentences, Signature, sign


class Library(Protocol):
    """Read documents, wherever they are kept. Nothing here returns all of them at once but their signatures.

    What was compared is kept by kind and name, so that documents that did not change need not be compared again.
    Names are hashes of content; what is kept under a name that is no longer met is forgotten.
    """

    def signatures(self) -> Iterator[tuple[str, str, Signature]]:
        """Yield (document, part, signature) of every part with prose, ordered by document.

        If there is but one document with one such part, its mean vectors may be missing.
        """

    def sentences(self, doc: str, part: str) -> Sentences | None:
        """Return the sentences of a part, with their vectors; None if it has no prose."""

    def document(self, doc: str) -> Document:
        """Return a document that was read."""

    def stamp(self, doc: str) -> str:
        """Return a hash that changes whenever anything changes that was read from the document."""

    def rows(self, table: str, doc: str | None = None) -> Iterator[Row]:
        """Yield the rows of a table, ordered by document and place, or those of one document."""

    def names(self, kind: str) -> set[str]:
        """Return the names under which something of this kind is kept."""

    def kept(self, kind: str, name: str) -> bytes | None:
        """Return what is kept, or None."""

    def keep(self, kind: str, found: Mapping[str, bytes]) -> None:
        """Keep data by name, instead of what was kept before."""

    def forget(self, kind: str, names: Iterable[str]) -> None:
        """Forget what is kept under these names."""


class Shelf:
    """A library in memory, for a few documents.

    Parameters
    ----------
    documents
        Documents that were read.
    evidence
        Their rows, by table.
    """

    def __init__(self, documents: Sequence[Document], evidence: Mapping[str, Sequence[Row]]) -> None:
        self._documents = {d.id: d for d in documents}
        self._rows = evidence
        self._signed = {(d.id, part): (one, two) for d in documents for part, one, two in sign(d)}
        self._kept: dict[tuple[str, str], bytes] = {}

    def signatures(self) -> Iterator[tuple[str, str, Signature]]:
        """Yield (document, part, signature) of every part with prose, ordered by document."""
        for (doc, part), (signature, _) in sorted(self._signed.items()):
            yield doc, part, signature

    def sentences(self, doc: str, part: str) -> Sentences | None:
        """Return the sentences of a part; None if it has no prose."""
        found = self._signed.get((doc, part))
        return found[1] if found else None

    def document(self, doc: str) -> Document:
        """Return a document that was read."""
        return self._documents[doc]

    def stamp(self, doc: str) -> str:
        """Return a hash that changes whenever anything changes that was read from the document."""
        return digest(doc, self._documents[doc].text)

    def rows(self, table: str, doc: str | None = None) -> Iterator[Row]:
        """Yield the rows of a table, or those of one document."""
        return (r for r in self._rows.get(table, ()) if doc is None or r["doc"] == doc)

    def names(self, kind: str) -> set[str]:
        """Return the names under which something of this kind is kept."""
        return {name for k, name in self._kept if k == kind}

    def kept(self, kind: str, name: str) -> bytes | None:
        """Return what is kept, or None."""
        return self._kept.get((kind, name))

    def keep(self, kind: str, found: Mapping[str, bytes]) -> None:
        """Keep data by name, instead of what was kept before."""
        self._kept |= {(kind, name): data for name, data in found.items()}

    def forget(self, kind: str, names: Iterable[str]) -> None:
        """Forget what is kept under these names."""
        for name in names:
            self._kept.pop((kind, name), None)
