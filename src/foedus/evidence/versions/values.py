"""When two numbers, or two dates, say the same."""

from __future__ import annotations

from foedus.evidence.rows import Row

EXACT, ROUGH = 0.005, 0.1  # relative slack of a plain and of an approximate number


def bounds(q: Row) -> tuple[float, float] | None:
    """Return the interval a quantity allows, or None if it states no number."""
    if q["value"] is not None:
        v = float(q["value"])
        slack = abs(v) * (ROUGH if q["approximate"] else EXACT)
        return v - slack, v + slack
    if q["low"] is None and q["high"] is None:
        return None
    low = float(q["low"]) if q["low"] is not None else float("-inf")
    return low, float(q["high"]) if q["high"] is not None else float("inf")


def apart(a: Row, b: Row) -> bool:
    """Whether two quantities exclude each other: their intervals do not meet."""
    one, two = bounds(a), bounds(b)
    if one is None or two is None:
        return False
    return one[1] < two[0] or two[1] < one[0]


def same_number(a: Row, b: Row) -> bool:
    """Whether two versions give the same number: a rounded number is another one, vague ones need only meet."""
    if a["value"] is not None and b["value"] is not None:
        v, w = float(a["value"]), float(b["value"])
        return abs(v - w) <= EXACT * max(abs(v), abs(w))
    return not apart(a, b)


def same_date(a: Row, b: Row) -> bool:
    """Whether one date is the other, or holds it: a month holds its days."""
    one, two = str(a["iso"]), str(b["iso"])
    return one.startswith(two) or two.startswith(one)
