"""What an export is made from: rows in order, and the texts they point into."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from foedus.evidence.rows import TABLES, Row


class Evidence(Protocol):
    """A source of rows that can be read more than once, table by table."""

    def rows(self, table: str) -> Iterator[Row]:
        """Yield the rows of a table, ordered by document and start."""

    def text(self, doc: str) -> str | None:
        """Return the decoded text of a document; None if it could not be read."""

    def text_file(self, doc: str) -> str | None:
        """Return under which path an export holds the text that a document's offsets count in.

        None if the document's own file is that text in UTF-8, or if it could not be read.
        """


@dataclass(frozen=True, slots=True)
class InMemory:
    """Evidence held in memory: tables by name, texts by document."""

    tables: Mapping[str, Iterable[Row]]
    texts: Mapping[str, str] = field(default_factory=dict)

    def rows(self, table: str) -> Iterator[Row]:
        """Yield the rows of a table, in the order given."""
        return iter(self.tables.get(table, ()))

    def text(self, doc: str) -> str | None:
        """Return the text of a document, or None."""
        return self.texts.get(doc)

    def text_file(self, doc: str) -> str | None:
        """Return ``texts/DOC.txt`` for a document whose text has another hash than its file."""
        row = next((r for r in self.rows("documents") if r["doc"] == doc), None)
        plain = row is None or row["text_sha256"] is None or row["text_sha256"] == row["sha256"]
        return None if plain else f"texts/{doc}.txt"


def counts(evidence: Evidence) -> dict[str, int]:
    """Return the number of rows of every table."""
    return {name: sum(1 for _ in evidence.rows(name)) for name in TABLES}
