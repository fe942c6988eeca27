"""Aligned versions of one text side by side, with the words marked in which they differ."""

from __future__ import annotations

from collections.abc import Sequence

from foedus.evidence.rows import Row
from foedus.report.cite import Citations
from foedus.report.numbers import direction, language_name
from foedus.report.quotes import Stretch, segment_with_marks
from foedus.report.tree import Cell, Parallel

Version = tuple[str, str]  #: (doc, part)


def parallels(alignment: Sequence[Row], found: Sequence[Row], citations: Citations) -> tuple[Parallel, ...]:
    """Return one table per set of versions that are aligned with each other, differing words marked."""
    out = []
    for versions in families(alignment):
        member = set(versions)
        rows = [r for r in alignment if any((s["doc"], s["part"]) in member for s in r["spans"])]
        # Only what differs between these very versions; that they share a source is no difference.
        between = [
            f for f in found
            if f["kind"] != "same_source" and all((a["doc"], a["part"]) in member for a in f.get("anchors") or ())
        ]
        marks = [a for f in between for a in f.get("anchors") or ()]
        order = {v: k for k, v in enumerate(versions)}
        rows.sort(key=lambda r: _place(r, order))
        cells = [_cells(r, versions, marks, citations) for r in rows]
        differing = sum(any(s.mark for c in line for s in c.stretches) for line in cells)
        out.append(Parallel(tuple(_head(v, citations) for v in versions), tuple(cells), differing))
    return tuple(out)


def families(alignment: Sequence[Row]) -> list[list[Version]]:
    """Return the versions that alignment connects, each family in the order in which it was met."""
    family: dict[Version, list[Version]] = {}
    for row in alignment:
        joined: list[Version] = []
        for span in row["spans"]:
            version = (span["doc"], span["part"])
            for v in family.get(version, [version]):
                if v not in joined:
                    joined.append(v)
        for v in joined:
            family[v] = joined
    return list({id(f): f for f in family.values()}.values())


def _place(row: Row, order: dict[Version, int]) -> tuple[int, int]:
    # Groups follow the first version; a group that the first version lacks keeps its own number's place.
    first = min((order[s["doc"], s["part"]], s["start"]) for s in row["spans"])
    return (int(row.get("group") or 0), first[1])


def _cells(row: Row, versions: list[Version], marks: Sequence[Row], citations: Citations) -> tuple[Cell, ...]:
    cells = []
    for version in versions:
        doc = version[0]
        document = citations.documents.get(doc)
        language = _language(version, citations)
        runs: list[Stretch] = []
        for s in row["spans"]:
            if (s["doc"], s["part"]) != version or document is None:
                continue
            inside = [
                (max(m["start"], s["start"]), min(m["end"], s["end"]))
                for m in marks
                if m["doc"] == doc and m["start"] < s["end"] and m["end"] > s["start"]
            ]
            runs += segment_with_marks(document, s["start"], s["end"], inside)
        cells.append(Cell(language, direction(language), tuple(runs)))
    return tuple(cells)


def _language(version: Version, citations: Citations) -> str:
    document = citations.documents.get(version[0])
    for part in document.parts if document else ():
        if part.id == version[1]:
            return part.language
    return "und"


def _head(version: Version, citations: Citations) -> str:
    return f"{language_name(_language(version, citations))}, document {citations.number(version[0])}"
