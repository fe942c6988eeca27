"""Reads date expressions, with what supplied the parts they leave out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from foedus.documents.model import Document, Part, Segment
from foedus.evidence.rows import Row, row
from foedus.langs.grammar.counted import counted_from
from foedus.langs.grammar.dates import find_dates
from foedus.langs.grammar.elapsed import spans
from foedus.langs.grammar.resolve import Dated, Told, parse_iso, resolve_text
from foedus.langs.registry import language

NAME = "dates"
VERSION = "2"
TABLE = "dates"

ROUND = frozenset(("year", "decade", "century"))  #: units in which nobody counts days
SILENT = frozenset({"note", "reference", "furniture", "front"})
COUNTED = 0.7  #: of a date told by the time since then
BORROWED = 0.9  #: a date with a borrowed year is right less often than one told whole


def read_dated(document: Document) -> Iterator[tuple[Part, tuple[Segment, ...], list[Dated]]]:
    """Yield each part with its sentences that are read, and the dates found in them.

    Notes, references and site furniture are passed over: their dates belong to the works they cite.
    """
    for part in document.parts:
        segments = tuple(s for s in part.segments if s.kind not in SILENT)
        told = [
            Told(document.slice(s), s.block, language(s.language if s.language != "und" else part.language))
            for s in segments
        ]
        yield part, segments, resolve_text(told, document.metadata.published)


def read(document: Document) -> Iterator[Row]:
    """Read `document` into rows of the table ``dates``."""
    byline = _byline(document)
    for part, segments, found in read_dated(document):
        for dated in found:
            start = segments[dated.index].start
            match, meaning = dated.match, dated.resolution
            source = None
            if dated.previous is not None:
                at = segments[dated.previous[0]].start
                source = _place(document, at + dated.previous[1], at + dated.previous[2])
            elif meaning.source == "published":
                source = byline
            made = row(
                TABLE, document, part.id, start + match.start, start + match.end,
                method=f"{NAME}/{VERSION}",
                confidence=match.confidence * (1.0 if meaning.source == "text" else BORROWED),
                resolved_from=source, **_told(dated),
            )  # fmt: skip
            if made is not None:
                yield made
        yield from _counted(document, part, segments, found, byline)


def _told(dated: Dated) -> dict[str, str]:
    """Return what a row tells of a date: of a season its year, since its months are others south of the equator."""
    iso = dated.resolution.iso
    if dated.match.precision != "season":
        return {"iso": iso, "precision": dated.resolution.precision}
    return {"iso": "/".join(dict.fromkeys(end[:4] for end in iso.split("/"))), "precision": "year"}


def _counted(
    document: Document, part: Part, segments: Sequence[Segment], found: Sequence[Dated], byline: dict[str, object] | None
) -> Iterator[Row]:
    """Yield the dates told by the time since then: "two weeks ago". The length itself is a quantity.

    A date is no finer than what is counted. Years ago are a length, told roundly ("forty years ago"), and give no row; nor does
    "three days later": as often as a day it is how long something took.
    """
    written = parse_iso(document.metadata.published)
    for index, segment in enumerate(segments) if written else ():
        tongue = language(segment.language if segment.language != "und" else part.language)
        text, deed = document.slice(segment), tongue.table("dates").get("of_a_deed", "(?!)")
        for span in spans(text, tongue):
            if re.search(deed, text[: span.start]):
                continue
            near = span.written and span.number and span.unit not in ROUND
            meant = counted_from(written, span.number, span.unit) if near else None
            if meant is None or any(d.index == index and d.match.start < span.end and span.start < d.match.end for d in found):
                continue
            made = row(
                TABLE, document, part.id, segment.start + span.start, segment.start + span.end,
                method=f"{NAME}/{VERSION}", confidence=COUNTED, iso=meant.iso,
                precision="day" if meant.day else "month" if meant.month else "year", resolved_from=byline,
            )  # fmt: skip
            if made is not None:
                yield made


def _byline(document: Document) -> dict[str, object] | None:
    """Return the anchor of the date of publication, or None where the text does not show it."""
    published = document.metadata.published
    ranked = sorted(document.segments(), key=lambda item: item[1].kind != "byline")
    for part, segment in ranked if published else ():
        if segment.kind in ("note", "reference"):
            continue
        tongue = language(segment.language if segment.language != "und" else part.language)
        for match in find_dates(document.slice(segment), tongue):
            if match.complete and match.last is None and match.first.iso == published:
                return _place(document, segment.start + match.start, segment.start + match.end)
    return None


def _place(document: Document, start: int, end: int) -> dict[str, object] | None:
    anchor = document.anchor(start, end)
    return None if anchor is None else {"doc": document.id, "start": anchor[0], "end": anchor[1]}
