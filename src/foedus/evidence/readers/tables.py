"""Reads the tables of a document: title, column names, typed cells, and the note below."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from foedus.documents.layout import cells
from foedus.documents.model import Document, Part, Segment
from foedus.evidence.rows import Row, row
from foedus.evidence.tables.parse import ParsedTable, parse_table
from foedus.langs.registry import language, languages

NAME = "tables"
VERSION = "1"
TABLE = "tables"

_FIGURE = re.compile(r"[^\w\s]?\s?[-−–]?\d[\d.,\s]*\W?(?:\s?[^\W\d]{1,3})?")
_KINDS = frozenset({"table_title", "table_row"})


def _begins(document: Document, segments: Sequence[Segment], k: int, first: int) -> bool:
    """Whether a row behind a blank line opens another table: it is without figures, as the first row was, and the row above has some."""
    between = document.view.text[segments[k - 1].end : segments[k].start]
    if between.count("\n") < 2:
        return False
    figures = [any(map(_FIGURE.fullmatch, cells(document.slice(segments[n])))) for n in (first, k - 1, k)]
    rows = k + 1 < len(segments) and segments[k + 1].kind == "table_row"
    return rows and figures == [False, True, False]


def _blocks(document: Document, segments: Sequence[Segment]) -> Iterator[tuple[int, int]]:
    """Yield runs of segments (index of the first, index past the last) that make one table each."""
    start: int | None = None
    rows = 0
    for k, segment in enumerate(segments):
        inside = segment.kind in _KINDS
        other = start is not None and inside and rows and segment.kind == "table_row" and _begins(document, segments, k, k - rows)
        if start is not None and (not inside or other or (segment.kind == "table_title" and rows)):
            yield start, k
            start, rows = None, 0
        if inside:
            start = k if start is None else start
            rows += segment.kind == "table_row"
    if start is not None:
        yield start, len(segments)


def _lines(text: str, start: int, end: int) -> list[tuple[int, str]]:
    """Return the whole lines that ``[start, end)`` lies on, each with its offset."""
    start = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", end)
    out = []
    for line in text[start : len(text) if stop < 0 else stop].split("\n"):
        out.append((start, line))
        start += len(line) + 1
    return out


def _note_below(document: Document, following: Sequence[Segment]) -> str | None:
    """Return the labelled note ("Source: …") that stands right below a table."""
    labels = {w for lang in languages().values() for w in lang.table("tables").get("note", ())}
    pattern = re.compile(rf"[*(※\s]*(?:{'|'.join(map(re.escape, sorted(labels, key=len, reverse=True)))})\s*[:：.]", re.IGNORECASE)
    kept = []
    for segment in following[:3]:
        body = document.slice(segment).strip()
        if not pattern.match(body):
            break
        kept.append(" ".join(body.split()))
    return " ".join(kept) or None


def _footnote(part: Part, document: Document, mark: str | None) -> str | None:
    """Return the footnote of a table's title, without its mark."""
    if mark is None:
        return None
    notes = (document.slice(s).strip() for p in (part, *document.parts) for s in p.segments if s.kind == "note")
    found = next((n for n in notes if n.startswith(mark)), None)
    return " ".join(found.removeprefix(mark).split()) or None if found else None


def _parse(document: Document, part: Part, block: Sequence[Segment]) -> tuple[ParsedTable, int, int] | None:
    lines = _lines(document.view.text, block[0].start, block[-1].end)
    if lines and lines[0][0] < part.start:  # the part may begin within a line
        lines[0] = (part.start, document.view.text[part.start : lines[0][0] + len(lines[0][1])])
    known = language(block[0].language if block[0].language != "und" else part.language)
    titled = True if block[0].kind == "table_title" else None
    parsed = parse_table([line for _, line in lines], known, titled=titled)
    if parsed is None:
        return None
    at, last = lines[parsed.last]
    return parsed, max(lines[0][0], part.start), min(at + len(last), part.end)


def read(document: Document) -> Iterator[Row]:
    """Yield one row per table of `document`; navigation of the page and single lines are no tables."""
    for part in document.parts:
        segments = part.segments
        for a, b in _blocks(document, segments):
            found = _parse(document, part, segments[a:b])
            if found is None:
                continue
            table, start, end = found
            made = row(
                TABLE, document, part.id, start, end, method=f"{NAME}/{VERSION}", confidence=table.confidence,
                title=table.title, header=list(table.header), rows=[list(r) for r in table.rows],
                note=_note_below(document, segments[b:]) or _footnote(part, document, table.mark),
            )
            if made is not None:
                yield made
