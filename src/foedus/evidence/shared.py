"""What one reader found, lent to the next: the rows of a document are read once, not once per reader that builds on them."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from typing import Protocol

from foedus.documents.model import Document
from foedus.evidence.rows import Row


class Reads(Protocol):
    """A module of `foedus.evidence.readers`."""

    NAME: str

    def read(self, document: Document) -> Iterable[Row | None]:
        """Yield the rows read from one document."""


class _Held:
    """The document asked for last and its rows by reader, replaced as one so that threads cannot mix two."""

    now: tuple[Document, dict[str, tuple[Row, ...]]] | None = None


def rows_of(reader: Reads, document: Document) -> tuple[Row, ...]:
    """Return the rows of one reader for `document`, read at most once while the same document is at hand.

    Only the document asked for last is held, so that memory does not grow with the number of documents.
    """
    held = _Held.now
    if held is None or held[0] is not document:
        held = _Held.now = (document, {})
    found = held[1].get(reader.NAME)
    if found is None:
        found = held[1][reader.NAME] = tuple(r for r in reader.read(document) if r is not None)
    return found


def rows_named(name: str, document: Document) -> tuple[Row, ...]:
    """Return the rows of the reader module ``foedus.evidence.readers.<name>``, as `rows_of` does.

    Raises
    ------
    ModuleNotFoundError
        If there is no such reader.
    """
    return rows_of(import_module(f"foedus.evidence.readers.{name}"), document)
