"""All documents together: families, alignment, findings; nothing is done again for what did not change."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from foedus.core.ids import canonical_json, digest
from foedus.evidence.rows import Row
from foedus.evidence.versions.align import align
from foedus.evidence.versions.checks.within import check, within
from foedus.evidence.versions.copies import Anchors, copies
from foedus.evidence.versions.coverage import coverage, tables
from foedus.evidence.versions.differences import differences
from foedus.evidence.versions.edges import Edge, Place, edges
from foedus.evidence.versions.families import Family, Sources, sources, versions
from foedus.evidence.versions.independence import Independence
from foedus.evidence.versions.library import Library
from foedus.evidence.versions.repair import METHOD as REPAIR
from foedus.evidence.versions.repair import REPAIRED, repaired
from foedus.evidence.versions.same_events import joined, pairs
from foedus.evidence.versions.sides import gravest
from foedus.evidence.versions.tellings import tellings

KIND = "families"
#: Documents, and characters of them, that are held together while the versions of a family are compared; a larger
#: family is compared in batches, the pivot in each.
MEMBERS, CHARACTERS = 32, 2_000_000
_COMPARED = ("quantities", "dates", "actors")

Heard = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Joined:
    """What the documents are to one another.

    Attributes
    ----------
    sources
        Which documents are one source, and why.
    translation_of
        By document and part: ``doc#part`` of the version in another language it is aligned to.
    """

    sources: Sources
    translation_of: Mapping[tuple[str, str], str]
    _library: Library
    _families: Sequence[Family]
    _names: Sequence[str]
    _edges: Mapping[tuple[str, str], Edge]
    _places: Mapping[str, Sequence[Place]]

    def document(self, row: Row) -> Row:
        """Return a row of the table ``documents`` with its family and what its parts are translations of."""
        parts = [{**p, "translation_of": self.translation_of.get((row["doc"], p["part"]))} for p in row["parts"] or []]
        return {**row, "parts": parts, "family": self.sources.family.get(row["doc"])}

    def alignment(self) -> Iterator[Row]:
        """Yield the rows of the table ``alignment``, a family at a time."""
        number = 0
        for name in self._names:
            for row in self._kept(name)["alignment"]:
                number += 1
                yield {**row, "group": number}

    def findings(self) -> Iterator[Row]:
        """Yield the rows of the table ``findings``, each content once."""
        seen: set[str] = set()
        for row in self._findings():
            if row["id"] not in seen:
                seen.add(row["id"])
                yield row

    def _findings(self) -> Iterator[Row]:
        wanted = {(f.doc, f.other) for f in self.sources.folds}
        aligned: dict[tuple[str, str], Anchors] = {}
        for name in self._names:
            kept = self._kept(name)
            for row in kept["alignment"] if wanted else ():
                for a, b in combinations(row["spans"], 2):
                    if (a["doc"], b["doc"]) in wanted:
                        aligned.setdefault((a["doc"], b["doc"]), (a, b))
            yield from kept["findings"]
        yield from tables(self._library)
        yield from within(self._library)
        yield from copies(self._library, self.sources.folds, self.sources.family, self._edges, self._places, aligned)
        if len(self.sources.family) > 1:
            yield from tellings(self._library, Independence.of(self.sources, self._families))

    def same_events(self) -> dict[str, str]:
        """Return the ids of events that become another, since versions of one text tell them of one event."""
        return joined((a, b) for name in self._names for a, b in self._kept(name)["same_events"])

    def repaired(self, table: str) -> Iterator[Row]:
        """Yield the rows of ``dates`` or ``quantities`` that a damaged version owes to its whole twin."""
        seen: set[str] = set()
        for name in self._names:
            for row in self._kept(name)["repaired"]:
                if row["id"].startswith(f"{table[:2]}-") and row["id"] not in seen:
                    seen.add(row["id"])
                    yield row

    def _kept(self, name: str) -> dict[str, list[Any]]:
        data = self._library.kept(KIND, name)
        assert data is not None
        found: dict[str, list[Any]] = json.loads(data)
        return found


def silent(done: int, total: int) -> None:
    """Hear nothing."""


def join(library: Library, heard: Heard = silent) -> Joined:
    """Compare the documents of a library with each other.

    Parameters
    ----------
    library
        Every document that was read. What is found is kept there; a text or a family that was met before is not
        compared again.
    heard
        Told how much is done, and of how much.
    """
    places = sorted((Place(*found) for found in library.signatures()), key=lambda p: (p.doc, p.signature.start))
    about = {
        r["doc"]: (r["published"] or "", r["text_sha256"] or "") for r in library.rows("documents") if not r["error"]
    }
    bound = edges(library, places, heard)
    families = versions(places, bound)
    names = [_name(library, f) for f in families]
    kept = library.names(KIND)
    library.forget(KIND, kept - set(names))
    for n, (family, name) in enumerate(zip(families, names, strict=True)):
        heard(n, len(families))
        if name not in kept:
            library.keep(KIND, {name: _compared(library, family)})
    check(library)
    heard(len(families), len(families))
    by_doc: dict[str, list[Place]] = {}
    for p in places:
        by_doc.setdefault(p.doc, []).append(p)
    translation_of = {
        (p.doc, p.part): f"{f.pivot.doc}#{f.pivot.part}"
        for f in families for p in f.others if p.signature.language != f.pivot.signature.language
    }
    return Joined(sources(places, bound, about), translation_of, library, families, names, bound, by_doc)


def _name(library: Library, family: Family) -> str:
    """Return a hash of all that the comparison of a family depends on."""
    return digest(*(canonical_json([p.doc, p.part, library.stamp(p.doc)]) for p in family.places))


def _compared(library: Library, family: Family) -> bytes:
    """Align a family and find what differs in it."""
    alignment = align(library, family)
    found: dict[str, Row] = {}
    restored: dict[str, Row] = {}
    same: list[tuple[str, str]] = []
    for docs in _batches(library, family):
        held = set(docs)
        documents = [library.document(d) for d in docs]
        evidence = {t: [r for d in docs for r in library.rows(t, d) if r["method"] != REPAIR] for t in _COMPARED}
        rows = [{**r, "spans": [s for s in r["spans"] if s["doc"] in held]} for r in alignment]
        rows = [r for r in rows if len(r["spans"]) > 1]
        same += pairs([r for d in docs for r in library.rows("events", d)], rows)
        for f in (*differences(documents, evidence, rows), *coverage(documents, rows)):
            found[f["id"]] = f
        for table, made in repaired(documents, evidence, rows):
            (restored if table in REPAIRED else found)[made["id"]] = made
    kept = {
        "alignment": alignment, "findings": sorted(found.values(), key=gravest), "repaired": list(restored.values()),
        "same_events": sorted(set(same)),
    }  # fmt: skip
    return json.dumps(kept, ensure_ascii=False).encode("utf-8", "surrogatepass")


def _batches(library: Library, family: Family) -> Iterator[list[str]]:
    docs = list(dict.fromkeys(p.doc for p in family.places))
    batch, size = [docs[0]], 0
    for doc in docs[1:]:
        length = len(library.document(doc).text)
        if len(batch) > 1 and (len(batch) == MEMBERS or size + length > CHARACTERS):
            yield sorted(batch)
            batch, size = [docs[0]], 0
        batch.append(doc)
        size += length
    yield sorted(batch)
