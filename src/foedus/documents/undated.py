"""The day of writing of a report whose dateline leaves out the year: the first such day after all that the report dates.

"NAIROBI, Nov. 17 –" above a text that tells of 2 November 2022 was written on 17 November 2022. Days that the words around
them put after the day of writing do not count, nor do years told alone; a day of the month that follows is still to come:
nobody writes the day of all but a year before without its year.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from foedus.documents.blocks import Block
from foedus.langs.grammar.dates import Point, find_dates
from foedus.langs.grammar.outlook import outlook
from foedus.langs.registry import Language, languages

AHEAD = 31  #: days


def day_of_writing(blocks: Sequence[Block], bylines: Sequence[Block], language: Language) -> str | None:
    """Return the day that one of `bylines` tells without its year, ISO 8601, with the year that the text gives it, or None.

    Parameters
    ----------
    blocks
        The whole document, notes included.
    bylines
        Its bylines and datelines, in order.
    """
    short = next((p for b in bylines for p in _short(b.text, language)), None)
    if short is None:
        return None
    latest = max((_key(p) for b in blocks for p in _told(b.text, language)), default=None)
    if latest is None:
        return None
    day = replace(short, year=latest[0])
    if not day.real or (date(*latest) - date.fromisoformat(day.iso)).days > AHEAD:
        day = replace(short, year=latest[0] + 1)
    return day.iso if day.real else None


def _short(text: str, language: Language) -> Iterator[Point]:
    for lang in (language, *(x for x in languages().values() if x != language)):
        for d in find_dates(text, lang):
            if d.first.year is None and d.first.month and d.first.day and d.last is None and d.relative is None:
                yield d.first


def _told(text: str, language: Language) -> Iterator[Point]:
    for d in find_dates(text, language):
        if d.complete and d.first.month is not None and d.last is None and outlook(text, d, language) in ("past", "soon"):
            yield d.first


def _key(p: Point) -> tuple[int, int, int]:
    return p.year or 0, p.month or 0, p.day or 1
