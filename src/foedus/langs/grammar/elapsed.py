"""Spans of time that lead to a date without being one: "three weeks later", "forty years ago today".

They are durations in the evidence, not dates; but a text told from an anniversary goes on from the day it remembers,
and what happened three weeks later happened in a month. The words come from ``[elapsed]`` of a language's ``syntax.toml``:
patterns ``same`` ("that night"), ``then`` ("at the time", of whatever was told, however finely), ``later``, ``earlier`` (counted from the date told last) and ``ago`` (back from the day of writing) with the groups
``n``, ``unit`` and perhaps ``day``, ``now`` and ``eve`` (the day of writing, and the one before); what these mean in ``units``, ``counts``
and ``days``. ``lasting`` matches what makes a length of a span behind it ("for three years").
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from foedus.langs.grammar.dates import Point
from foedus.langs.registry import Language

YEARS = {"year": 1, "decade": 10}
OPENING = 4  #: sentences and headings with which a text opens


@dataclass(frozen=True, slots=True)
class Elapsed:
    """A span of `number` `unit` (``hour``, ``day``, ``week``, ``month``, ``year``, ``decade``), negative where it leads back.

    `written`: counted from the day of writing, else from the date told last. `day`: the days from today of the day of the
    year that is meant ("tomorrow"), or None.
    """

    start: int
    end: int
    number: int
    unit: str
    written: bool
    day: int | None = None


@dataclass(frozen=True, slots=True)
class _Words:
    patterns: tuple[tuple[re.Pattern[str], int, bool, str], ...]
    units: Mapping[str, str]
    counts: Mapping[str, int]
    days: Mapping[str, int]
    lasting: re.Pattern[str]


@lru_cache(maxsize=64)
def _words(language: Language) -> _Words:
    table = language.table("syntax").get("elapsed", {})
    kinds = (("same", 0, False), ("then", 0, False), ("later", 1, False), ("earlier", -1, False), ("ago", -1, True), ("now", 0, True), ("eve", -1, True))
    patterns = tuple((re.compile(p, re.IGNORECASE), sign, written, "then" if kind == "then" else "day") for kind, sign, written in kinds for p in table.get(kind, ()))
    lasting = re.compile(table.get("lasting", "(?!)"), re.IGNORECASE)
    return _Words(patterns, table.get("units", {}), table.get("counts", {}), table.get("days", {}), lasting)


def spans(text: str, language: Language) -> list[Elapsed]:
    """Return the spans of time told in `text`, in order.

    Examples
    --------
    >>> from foedus.langs.registry import language
    >>> [(e.number, e.unit, e.written) for e in spans("Two weeks later, as ten years ago, it fell.", language("en"))]
    [(2, 'week', False), (-10, 'year', True)]
    """
    words = _words(language)
    found: dict[int, Elapsed] = {}
    for pattern, sign, written, alone in words.patterns:
        for m in pattern.finditer(text):
            told = m.groupdict()
            if any(e.start <= m.start() < e.end for e in found.values()):
                continue  # "forty years ago today"
            if "unit" not in told:  # the day told of, or that of writing, or the one before
                found.setdefault(m.start(), Elapsed(m.start(), m.end(), sign, alone, written))
                continue
            n = (told.get("n") or "").lower()
            number = words.counts.get(n) or (int(n) if n.isdecimal() and len(n) < 4 else 0)
            unit = words.units.get((told.get("unit") or "").lower(), "")
            day = words.days.get((told.get("day") or told.get("day2") or "").lower())
            if number and unit and not words.lasting.search(text, 0, m.start()):
                found.setdefault(m.start(), Elapsed(m.start(), m.end(), sign * number, unit, written, day))
    return [found[k] for k in sorted(found)]


def remembered(text: str, language: Language, written: Point | None, *, opening: bool = True) -> tuple[Elapsed, Point] | None:
    """Return the first span of two years or more back from the day of writing, with the date it remembers, or None.

    A text remembers what it opens with (`opening`: one of its first sentences), or what was so many years ago today;
    "the script was written ten years ago" in the middle of it is told by the way.

    Examples
    --------
    >>> from foedus.langs.registry import language
    >>> remembered("Forty years ago today the war began.", language("en"), Point(2024, 5, 3))[1].iso
    '1984-05-03'
    """
    for e in spans(text, language) if written is not None and written.year is not None else ():
        years = -e.number * YEARS.get(e.unit, 0)
        if e.written and years > 1 and (opening or e.day is not None) and written is not None and written.year is not None:
            if e.day is None or written.day is None or written.month is None:
                return e, Point(written.year - years)
            day = written.day + e.day
            point = Point(written.year - years, written.month, day)
            return e, (point if point.real else Point(written.year - years, written.month))
    return None
