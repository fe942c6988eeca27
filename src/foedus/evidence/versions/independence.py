"""Whether two places are told by independent sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from foedus.evidence.rows import Row
from foedus.evidence.versions.families import Family, Sources


@dataclass(frozen=True, slots=True)
class Independence:
    """Tells sources apart: two places are one source if their documents are, or if their parts are versions."""

    sources: Sources
    versions: dict[tuple[str, str], int]

    @classmethod
    def of(cls, sources: Sources, families: Sequence[Family]) -> Independence:
        """Return it for source families and families of versions."""
        return cls(sources, {(p.doc, p.part): n for n, f in enumerate(families) for p in f.places})

    def of_row(self, row: Row) -> tuple[str, int]:
        """Return what names the source of a row: of two rows both must differ for them to be independent."""
        # A part that has no versions is a family of its own, which no number names.
        return self.family(row["doc"]), self.versions.get((row["doc"], row["part"]), -1)

    def family(self, doc: str) -> str:
        """Return the source family of a document."""
        return self.sources.family.get(doc, doc)

    def apart(self, a: Row, b: Row) -> bool:
        """Whether two rows come from independent sources."""
        (one, x), (two, y) = self.of_row(a), self.of_row(b)
        return one != two and (x != y or x < 0)
