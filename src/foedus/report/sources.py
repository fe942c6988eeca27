"""How many independent sources stand behind some documents: copies, translations and reprints count once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from foedus.evidence.rows import Row
from foedus.report.numbers import count


@dataclass(frozen=True, slots=True)
class Sources:
    """The source family of each document.

    An upper bound on independence: documents may rest on one origin without anybody having found it out.

    Attributes
    ----------
    family
        Family by document; a document that is not in it is a source of its own.
    """

    family: Mapping[str, str]

    @classmethod
    def of(cls, evidence: Mapping[str, list[Row]]) -> Sources:
        """Return what the table ``documents`` says."""
        return cls({r["doc"]: r["family"] for r in evidence.get("documents", ()) if r.get("family")})

    def independent(self, docs: Iterable[str]) -> int:
        """Return how many of `docs` remain when those of one source count once."""
        return len({self.family.get(d, d) for d in docs})

    def told(self, docs: Iterable[str]) -> str:
        """Return how many documents and independent sources there are, such as ``4 documents, 2 independent sources``.

        Where no two are of one source, the documents alone are counted.
        """
        every = set(docs)
        independent = self.independent(every)
        if independent == len(every):
            return count(len(every), "document")
        return f"{count(len(every), 'document')}, {count(independent, 'independent source')}"

    def others(self, doc: str, docs: Iterable[str]) -> tuple[str, ...]:
        """Return those of `docs` that are of one source with `doc`, itself left out."""
        own = self.family.get(doc)
        return tuple(d for d in docs if d != doc and own is not None and self.family.get(d) == own)
