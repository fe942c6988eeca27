"""Give a day or month told without its year the one that suits the date it goes on from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from foedus.langs.grammar.dates import Point
from foedus.langs.grammar.outlook import Direction

SOON = 31  # days ahead within which a day without a year is still to come, where nothing looks back
BACK = 1.6  #: how much farther a day back seems than one on
HALF_YEAR = 183  # days; a sentence about what is to come reaches no further without a year


def place(
    ends: Sequence[Point], base: Point, written: Point | None, way: Direction, *, lean: bool, strict: bool, over: bool = False
) -> list[Point] | None:
    """Give `ends` the year (and month) that suits `base`: the candidates differ by one period each; `over`: the last one that is over."""
    by_month = ends[0].month is None
    if by_month and base.month is None:
        return None
    if ends[-1].year is not None:  # only the first end lacks its year; `_pair` has left no such case open
        return None
    candidates = []
    for shift in (-1, 0, 1):
        if by_month:
            months = (base.year or 0) * 12 + (base.month or 1) - 1 + shift
            moved = [Point(months // 12, months % 12 + 1, p.day) for p in ends]
        else:
            moved = [replace(p, year=(base.year or 0) + shift) for p in ends]
            if len(moved) > 1 and order(moved[0]) > order(moved[1]):
                moved[0] = replace(moved[0], year=(moved[0].year or 0) - 1)
        if all(p.real for p in moved):
            candidates.append(moved)
    if lean:
        limit = order(written) if written else None
        open_ = [c for c in candidates if limit is None or way not in ("past", "soon") or cut(c[0], written) <= limit]
        return min(open_ or candidates, key=lambda c: _leap(_distance(c[0], base), before=not by_month and (c[0].year or 0) < (base.year or 0)), default=None)
    past = [c for c in candidates if (_over(c[-1], base) if over else cut(c[0], base) < order(base) or (not strict and cut(c[0], base) == order(base)))]
    ahead = [c for c in candidates if c not in past]
    # Told where the day has begun already, or will tomorrow: nobody says so of a day that was a year ago.
    if ahead and not strict and base.day and ahead[0][0].day and _distance(ahead[0][0], base) == 1:
        return ahead[0]
    if way == "ahead" and ahead:
        return ahead[0]
    # A day of the weeks to come is told without its year; of one that is all but a year ago the year is told.
    if way == "soon" and not strict and not by_month and ahead and ahead[0][0].day and base.day and _distance(ahead[0][0], base) <= SOON:
        return ahead[0]
    if (
        way == "near"
        and ahead
        and 0 <= _distance(ahead[0][0], base) <= HALF_YEAR
        and not (past and abs(_distance(past[-1][0], base)) < _distance(ahead[0][0], base))
    ):
        return ahead[0]
    return past[-1] if past else None


def _over(last: Point, base: Point) -> bool:
    """Whether a month is over: "last summer", said in June, is that of the year before."""
    return cut(last, base) < cut(base, last)


def order(p: Point) -> tuple[int, int, int]:
    """Return what orders dates; what is not told comes first."""
    return p.year or 0, p.month or 0, p.day or 0


def cut(p: Point, like: Point | None) -> tuple[int, int, int]:
    """Return `p` no finer than `like`, so that 5 January does not lie after January."""
    if like is None:
        return order(p)
    return p.year or 0, (p.month or 0) if like.month else 0, (p.day or 0) if like.day else 0


def _leap(days: int, *, before: bool) -> float:
    """Return how far a telling goes; it goes on more often than back, and back into the year `before` only where that is near."""
    return days if days >= 0 else -(BACK * 2 if before else BACK) * days


def _distance(p: Point, base: Point) -> int:
    """Return the days from `base` to `p`, taking the middle of what is not told."""
    a, b = (date(x.year or 1, x.month or 7, x.day or 15) for x in (p, base))
    return (a - b).days
