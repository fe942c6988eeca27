"""The date that lies so many days, weeks, months or years from another."""

from __future__ import annotations

from datetime import date, timedelta

from foedus.langs.grammar.dates import Point


def counted_from(base: Point | None, number: int, unit: str) -> Point | None:
    """Return the date `number` `unit` after `base` (before it, if negative), no finer than `unit`, or None.

    Parameters
    ----------
    base
        A day, a month or a year; null if unknown.
    unit
        ``day``, ``week``, ``month``, ``year`` or ``decade``.

    Returns
    -------
    Point or None
        Null where `base` is not told as finely as the unit counts, and for hours.

    Examples
    --------
    >>> counted_from(Point(2023, 11, 8), -13, "month").iso, counted_from(Point(2023, 1, 30), 3, "day").iso
    ('2022-10', '2023-02-02')
    """
    if base is None or base.year is None:
        return None
    if unit in ("year", "decade"):
        year = base.year + number * (10 if unit == "decade" else 1)
        return Point(year) if 1000 <= year < 2100 else None
    if unit == "month":
        if base.month is None:
            return None
        months = base.year * 12 + base.month - 1 + number
        return Point(months // 12, months % 12 + 1)
    if unit not in ("day", "week") or base.month is None or base.day is None:
        return None
    day = date(base.year, base.month, base.day) + timedelta(days=number * (7 if unit == "week" else 1))
    return Point(day.year, day.month, day.day)
