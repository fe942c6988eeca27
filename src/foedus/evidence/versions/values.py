"""When two numbers, or two dates, say the same."""

from __future__ import annotations

import re
from functools import lru_cache

from foedus.evidence.rows import Row
from foedus.evidence.versions.cues import cues
from foedus.langs.grammar.numbers import number_grammar, parse_number
from foedus.langs.registry import language

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
    """Whether two versions give the same number: a rounded number is another one, vague ones of one kind need only meet."""
    if a["value"] is not None and b["value"] is not None:
        v, w = float(a["value"]), float(b["value"])
        return abs(v - w) <= EXACT * max(abs(v), abs(w))
    # "Several hours" leaves room for any number, but says nothing of soldiers.
    return a["unit_kind"] == b["unit_kind"] and not apart(a, b)


def same_date(a: Row, b: Row) -> bool:
    """Whether one date is the other, or holds it: a month holds its days. A year that was not told is not compared."""
    one, two = str(a["iso"]), str(b["iso"])
    if (a["resolved_from"] or b["resolved_from"]) and min(len(one), len(two)) > 4 and "/" not in one + two:
        one, two = one[5:], two[5:]
    return one.startswith(two) or two.startswith(one)


def stated(q: Row, text: str, code: str) -> bool:
    """Whether a text of a language states the number of a quantity in some way or other: in words, as a place, as a half."""
    if q["value"] is None:
        return False
    told = _numbers(text, code)
    return any(abs(float(q["value"]) - v) <= EXACT * abs(v) for v in told)


def date_told(d: Row, text: str, code: str) -> bool:
    """Whether a text of a language has the figures of a date ("the 17th", 17일) or names its month, in whatever words."""
    figures = re.findall(r"\d+", str(d["quote"]))
    if figures and all(re.search(rf"(?<!\d){int(f)}(?!\d)", text) for f in figures):
        return True
    month = str(d["iso"])[5:7]
    if d["precision"] != "month" or not month.isdigit():
        return False
    names = [n for n, v in language(code).table("dates").get("months", {}).items() if v == int(month)]
    return any(re.search(rf"(?<!\w){re.escape(n)}(?![^\W\d_]{{3}})", text) for n in names) or bool(re.search(rf"(?<!\d){int(month)} ?월", text))


@lru_cache(maxsize=512)
def _numbers(text: str, code: str) -> frozenset[float]:
    tongue = language(code)
    found = (parse_number(m[0], tongue) for m in _number(code).finditer(text))
    ordinals = tongue.table("numbers").get("ordinals", {})
    places = (float(v) for w, v in ordinals.items() if re.search(rf"(?<!\w){re.escape(w)}(?!\w)", text, re.IGNORECASE))
    table = cues(code)
    amounts = (v for v, words in table.amounts.items() if words.search(text)) if table else ()
    return frozenset(v for v in (*found, *places, *amounts) if v)


@lru_cache(maxsize=16)
def _number(code: str) -> re.Pattern[str]:
    return re.compile(number_grammar(language(code)).regex, re.IGNORECASE)
