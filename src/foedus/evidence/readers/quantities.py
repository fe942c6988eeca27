"""Reads quantities: counts, shares, money, ranks, lengths, masses, durations, and the figures of table rows."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from foedus.documents.model import Document, Segment
from foedus.evidence.mentions import named_in
from foedus.evidence.quantities.header import bare_head, header_unit
from foedus.evidence.quantities.subject import Named, date_of, subject_of
from foedus.evidence.readers.dates import read_dated
from foedus.evidence.rows import Row, row
from foedus.langs.grammar.masking import mask
from foedus.langs.grammar.numbers import number_grammar, parse_number
from foedus.langs.grammar.quantities import find_quantities
from foedus.langs.registry import Language, language

NAME = "quantities"
VERSION = "2"
TABLE = "quantities"

_GAP = re.compile(r"\s{2,}|\t|\s*[|│]\s*")
_RANK = re.compile(r"\d{1,3}[.)]?")
_RANKED = re.compile(r"(\d{1,3}[.)])\s+(?=\S)")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_PERCENT = re.compile(r"%|％|percent|per cent|por ciento|퍼센트", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Cell:
    start: int
    end: int
    text: str


def read(document: Document) -> Iterator[Row]:
    """Read `document` into rows of the table ``quantities``.

    A figure under "Budget (US$ billion)" is so many billion dollars; the cell itself stays as printed in ``tables``.
    A quantity holds for the date its own sentence tells, if it tells exactly one (a length of time holds
    for none); else for the only date of its clause; the figures of a table hold for the date its title tells.
    `subject` is the actor it is about, where that is plain (`foedus.evidence.quantities.subject`); in a table, the only actor named
    in the row.
    """
    actors = _actors(document)
    for part, segments, dated in read_dated(document):
        when: dict[int, list[tuple[int, int, str]]] = {}
        for d in dated:
            when.setdefault(d.index, []).append((d.match.start, d.match.end, d.resolution.iso))
        title = header = -1
        for index, segment in enumerate(segments):
            tongue = language(segment.language if segment.language != "und" else part.language)
            text = document.slice(segment)
            named = _inside(segment, actors)
            if segment.kind == "table_row":
                if index == 0 or segments[index - 1].kind != "table_row":
                    title = index - 1 if index and segments[index - 1].kind == "table_title" else -1
                    header = -1
                if header < 0 and not any(_figure(c, tongue) is not None for c in _cells(text)):
                    header = index
                    continue
                told = [document.slice(segments[i]) if i >= 0 else "" for i in (title, header)]
                holds = {
                    "as_of": _only({iso for *_, iso in when.get(title, ())}),
                    "subject": _only({n.actor for n in named}),
                }
                yield from _row_figures(document, part.id, segment, text, told, holds, tongue)
                continue
            for match in find_quantities(text, tongue):
                made = row(
                    TABLE, document, part.id, segment.start + match.start, segment.start + match.end,
                    method=f"{NAME}/{VERSION}", confidence=match.confidence, value=match.value, low=match.low,
                    high=match.high, unit=match.unit, unit_kind=match.unit_kind, approximate=match.approximate,
                    about=match.about,
                    subject=subject_of(text, (match.start, match.end), match.unit_kind, named, tongue),
                    as_of=None if match.unit_kind == "duration" else date_of(text, match.start, when.get(index, ()), tongue),
                )  # fmt: skip
                if made is not None:
                    yield made


def _actors(document: Document) -> list[tuple[int, int, str, str]]:
    """Return the actors named in `document`, by their places in its view."""
    return sorted((*document.view.from_raw(r["start"], r["end"]), r["actor"], r["kind"]) for r in named_in(document))


def _inside(segment: Segment, actors: Sequence[tuple[int, int, str, str]]) -> tuple[Named, ...]:
    here = actors[bisect_left(actors, (segment.start,)) : bisect_left(actors, (segment.end,))]
    return tuple(Named(a - segment.start, b - segment.start, who, kind) for a, b, who, kind in here if b <= segment.end)


def _only(told: set[str]) -> str | None:
    return next(iter(told)) if len(told) == 1 else None


def _cells(text: str) -> list[_Cell]:
    """Return the cells of a table row with their places; a rank written into the first one stands alone."""
    cells, at, piped = [], 0, False
    for gap in [*_GAP.finditer(text), None]:
        end = gap.start() if gap else len(text)
        pipe = gap is not None and "|" in gap.group()
        # Between two pipes an empty cell keeps its column.
        if text[at:end].strip() or (piped and pipe):
            cells.append(_Cell(at, end, text[at:end]))
        piped = pipe
        at = gap.end() if gap else end
    if cells and (ranked := _RANKED.match(cells[0].text)):
        first, cut = cells[0], cells[0].start + ranked.end()
        cells[:1] = [_Cell(first.start, cut, ranked[1]), _Cell(cut, first.end, text[cut : first.end])]
    return cells


def _figure(cell: _Cell, tongue: Language) -> float | None:
    """Return the number that a cell holds, or None; a bare year is a date."""
    body = mask(cell.text).strip().strip("\x00").strip()
    share = re.sub(r"\s*[%％]$", "", body)
    if _YEAR.fullmatch(body) or not re.fullmatch(number_grammar(tongue).figures, share):
        return None
    return parse_number(share, tongue)


def _row_figures(
    document: Document,
    part: str,
    segment: Segment,
    text: str,
    told: Sequence[str],
    holds: Mapping[str, str | None],
    tongue: Language,
) -> Iterator[Row]:
    """Yield the figures of one row; its first cell, where names follow, is a rank or a number in a list."""
    cells = _cells(text)
    numbers = [_figure(c, tongue) for c in cells]
    if len(cells) > 1 and _RANK.fullmatch(cells[0].text.strip()) and (numbers[1] is None):
        numbers[0] = None
    named = next(
        (
            c.text.strip()
            for c, n in zip(cells, numbers, strict=True)
            if n is None and c.text.strip() and not _RANK.fullmatch(c.text.strip())
        ),
        None,
    )
    heads = _cells(told[1])
    for k, (cell, value) in enumerate(zip(cells, numbers, strict=True)):
        if value is None:
            continue
        head = _head(k, cell, len(cells), heads)
        share = bool(_PERCENT.search(cell.text) or _PERCENT.search(head))
        factor, currency = (1.0, None) if share else header_unit(head, tongue)
        caption = re.sub(r"[\s\x00]+", " ", mask(told[0])).strip()
        made = row(
            TABLE, document, part, segment.start + cell.start, segment.start + cell.end,
            method=f"{NAME}/{VERSION}", confidence=0.95, value=round(value * factor, 6),
            unit="%" if share else currency or (bare_head(head) if factor != 1 else head).lower() or None,
            unit_kind="share" if share else "money" if currency else "count", approximate=False,
            about="; ".join(filter(None, (caption, head, named))) or None, **holds,
        )  # fmt: skip
        if made is not None:
            yield made


def _head(k: int, cell: _Cell, width: int, heads: Sequence[_Cell]) -> str:
    """Return the column name over a cell: by order, or where cells are empty by the nearest place."""
    if not heads:
        return ""
    if len(heads) == width:
        return heads[k].text.strip()
    middle = (cell.start + cell.end) / 2
    return min(heads, key=lambda h: abs((h.start + h.end) / 2 - middle)).text.strip()
