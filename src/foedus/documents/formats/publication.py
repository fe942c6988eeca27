"""Dates of publication as fields give them, to ISO 8601; none where the field can be read in two ways."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from typing import Literal

from foedus.langs.grammar.dates import find_dates
from foedus.langs.registry import languages

Order = Literal["day", "month"]  #: which comes first in "3/4/2020"

_ISO = re.compile(r"\s*(\d{4})(?:[-/.]\s*(\d{1,2})(?:[-/.]\s*(\d{1,2}))?)?\.?(?:[T\s]\s*\d{1,2}:\d.*)?\s*$", re.DOTALL)
_SOLID = re.compile(r"\s*(\d{4})(\d{2})(\d{2})(?:[T\s]?\d{4,6}.*)?$", re.DOTALL)
_TRIPLE = re.compile(r"\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\b")
_EPOCH = re.compile(r"\s*(\d{10}|\d{13})(?:\.\d+)?\s*$")
#: Years that a document can have been published in.
FIRST, LAST = 1450, 2150


def iso_day(text: str, order: Order | None = None) -> str | None:
    """Return the date in a field as ISO 8601, partial where the field is, or None if it is none or in doubt.

    Parameters
    ----------
    text
        The field: ISO 8601, RFC 2822, seconds since 1970, or a date as people write it. Of a moment in time the
        day it is given for is taken, in its own time zone.
    order
        Which part comes first where day and month are both figures; None if that is not known.
    """
    text = text.strip()
    for pattern in (_SOLID, _ISO):
        m = pattern.match(text)
        if m:
            return _iso(*(int(g) if g else None for g in m.groups()))
    m = _EPOCH.match(text)
    if m:
        return datetime.fromtimestamp(int(m.group(1)[:10]), UTC).date().isoformat()
    m = _TRIPLE.match(text)
    if m:
        a, b, year = (int(g) for g in m.groups())
        first = order or order_of([text])
        if first is None:
            return _iso(year, a, b) if a == b else None
        return _iso(year, b, a) if first == "day" else _iso(year, a, b)
    try:
        return parsedate_to_datetime(text).date().isoformat()
    except (ValueError, TypeError, IndexError):
        pass
    found = {d.first.iso for lang in languages().values() for d in find_dates(text[:120], lang) if d.precision == "day" and d.complete and d.last is None}
    return found.pop() if len(found) == 1 else None


def order_of(column: Iterable[str]) -> Order | None:
    """Return whether day or month comes first in the dates of a column, or None if they do not tell."""
    told: set[Order] = set()
    for text in column:
        m = _TRIPLE.match(text)
        if m and int(m.group(1)) > 12:
            told.add("day")
        elif m and int(m.group(2)) > 12:
            told.add("month")
    return told.pop() if len(told) == 1 else None


def _iso(year: int | None, month: int | None, day: int | None) -> str | None:
    if year is None or not FIRST <= year <= LAST:
        return None
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return None
    return "-".join([f"{year:04}", *(f"{p:02}" for p in (month, day) if p)])
