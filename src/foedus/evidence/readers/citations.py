"""Reads the works a document cites: notes, reference lists, bracketed sources, source lines, addresses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from foedus.documents.model import Document, Part, Segment
from foedus.evidence.citations.again import cited_before, cited_in_short
from foedus.evidence.citations.entry import Reference
from foedus.evidence.citations.inline import bracketed, labelled, pointers, source_line
from foedus.evidence.citations.marks import cited_at, parts_served
from foedus.evidence.citations.pieces import note_mark, parse_note
from foedus.evidence.rows import Row, row

NAME = "citations"
VERSION = "2"
TABLE = "citations"

_LISTS = frozenset({"note", "reference"})
_TEXT = frozenset({"sentence", "list_item"})
_LINES = _TEXT | {"byline", "heading"}
#: Lines of a part from its end within which a line of names and a date is its source, not its byline.
_TAIL = 3


@dataclass(frozen=True, slots=True)
class _Found:
    part: Part
    segment: Segment
    reference: Reference
    number: int | None
    marker: str | None


def _of_lists(document: Document, part: Part) -> Iterator[_Found]:
    number: int | None = None
    marker: str | None = None
    told: list[Reference] = []
    previous: Segment | None = None
    for segment in part.segments:
        text = document.slice(segment)
        if segment.kind in _LISTS:
            noted = segment.kind == "note"
            mark = note_mark(text, bare=noted)
            if mark is not None:
                number, marker = mark.number, mark.text
            elif segment.kind == "reference":
                number = marker = None
            again = cited_in_short(text, mark.end, told) if mark is not None else None
            for reference in [again] if again else parse_note(text, listed=not noted or mark is not None, bare=noted):
                work = cited_before(reference, told)
                told.append(work)
                yield _Found(part, segment, work, number, marker)
        elif segment.kind in _LINES and number is not None:
            # A paragraph between notes goes on the note before it.
            for found in _addresses(document, part, previous, segment):
                yield replace(found, number=number, marker=marker)
        previous = segment


def _of_text(document: Document, part: Part) -> Iterator[_Found]:
    segments = [s for s in part.segments if s.kind != "furniture"]
    last = len(segments) - 1
    noted = False
    previous: Segment | None = None
    for k, segment in enumerate(segments):
        text = document.slice(segment)
        noted = noted or segment.kind in _LISTS
        if segment.kind in _TEXT:
            for reference in bracketed(text, document.metadata.published):
                yield _Found(part, segment, reference, None, None)
        tail = k > last / 2 and last - k < _TAIL
        if segment.kind in _LINES and (tail or labelled(text)):
            line = source_line(text)
            told = line is not None and (tail or line.date or line.url or line.title)  # "Source: the Harbour Office" names no work
            if line is not None and told and not any(True for _ in bracketed(text, document.metadata.published)):
                yield _Found(part, segment, line, None, None)
                previous = segment
                continue
        if segment.kind in _LINES and not noted:
            yield from _addresses(document, part, previous, segment)
        previous = segment


def _addresses(document: Document, part: Part, previous: Segment | None, segment: Segment) -> Iterator[_Found]:
    text = document.slice(segment)
    found = list(pointers(text))
    alone = found and found[0].end - found[0].start >= len(text.strip(" .,;:<>()\n"))
    if alone and previous is not None and previous.block == segment.block and previous.kind in _LINES:
        # The address is a sentence of its own: the one before it in the paragraph says what it is.
        joined = list(pointers(document.view.text[previous.start : segment.end]))
        if len(joined) == 1:
            yield _Found(part, previous, joined[0], None, None)
            return
    for reference in found:
        yield _Found(part, segment, reference, None, None)


def _points_to(bracket: Reference, entry: Reference) -> bool:
    """Whether a source named in brackets is an entry of the list: of the same outlet or author, and the same day."""
    if bracket.kind != "attribution" or bracket.date is None or bracket.date != entry.date:
        return False
    name = (bracket.outlet or "").lower()
    return any(name and (name in n.lower() or n.lower() in name) for n in (entry.outlet or "", *entry.authors) if n)


def read(document: Document) -> Iterator[Row]:
    """Yield one row per cited work, in order of place within each part.

    `cited_at` holds the raw starts of a note's marks in the text, in every part of the document that has
    them: its own part, and parts printed without notes. A source in brackets that names the outlet and the day of
    an entry of the list is such a mark and no work of its own.
    """
    found: list[_Found] = []
    pointing: dict[int, list[int]] = {}  # entries of a list to the places where brackets in the text point to them
    for part in document.parts:
        listed = list(_of_lists(document, part))
        found += listed
        for f in _of_text(document, part):
            entry = next((e for e in listed if _points_to(f.reference, e.reference)), None)
            if entry is None:
                found.append(f)
            else:
                place = document.anchor(f.segment.start + f.reference.start, f.segment.start + f.reference.end)
                pointing.setdefault(id(entry), []).extend([place[0]] if place else [])
    numbered: dict[str, set[int]] = {}
    for f in found:
        if f.number is not None:
            numbered.setdefault(f.part.id, set()).add(f.number)
    marks = cited_at(document) if numbered else {}
    served = parts_served(document, numbered)
    for f in sorted(found, key=lambda f: (f.segment.start + f.reference.start, f.segment.start + f.reference.end)):
        r = f.reference
        starts = [
            s for p in served.get(f.part.id, ()) for s in marks[p.id].get(f.number or -1, ())
        ] if f.number is not None else []
        starts += pointing.get(id(f), [])
        made = row(
            TABLE, document, f.part.id, f.segment.start + r.start, f.segment.start + r.end,
            method=f"{NAME}/{VERSION}", confidence=r.confidence, marker=f.marker, authors=list(r.authors),
            title=r.title, outlet=r.outlet, date=r.date, url=r.url, cited_at=sorted(starts),
        )
        if made is not None:
            yield made
