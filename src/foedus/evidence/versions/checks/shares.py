"""Shares and parts in prose that are more than their whole."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from foedus.evidence.confidence import level
from foedus.evidence.rows import Row
from foedus.evidence.versions.checks.lines import Line
from foedus.evidence.versions.checks.rules import Rules, number_of, rules
from foedus.evidence.versions.sides import finding, show
from foedus.evidence.versions.values import bounds
from foedus.langs.grammar.numbers import parse_number

_NEAR = 45  # code points between a whole, the word that makes the next number its part, and that part
_ROUNDED = 1.0  # percentage points that rounding adds
_BODIES = frozenset(("persons", "people", "troops", "members", "deaths", "injuries", "protesters", None))


def shares(line: Line) -> Iterator[Row]:
    """Yield shares above 100 %, answers to one question that make more than 100 %, and parts larger than their whole."""
    found = rules(line.language)
    told = [q for q in line.rows["quantities"] if bounds(q)]
    percent = [q for q in told if q["unit_kind"] == "share" and q["unit"] == "%" and q["value"] is not None]
    for q in percent:
        yield from _too_large(line, q, found)
    yield from _answers(line, percent, found)
    yield from _parts(line, [q for q in told if q["unit_kind"] == "count"], found)


def _too_large(line: Line, q: Row, found: Rules) -> Iterator[Row]:
    start, end = line.where(q)
    behind, before = line.text[end : end + 60].lstrip(), line.text[max(0, start - 25) : start]
    own = line.text[start:end]
    if q["value"] > 100 and (found.whole.match(behind) or found.whole_before.search(before) or found.whole_before.search(own.split(str(int(q["value"])))[0])):
        yield finding("contradiction", "high", [q], f"A share of {show(q['quote'])} is more than the whole.", 0.75)


def _answers(line: Line, percent: list[Row], found: Rules) -> Iterator[Row]:
    if len(percent) < 2 or found.changed.search(line.text):
        return
    classes = [k for k, words in found.answers.items() if words.search(line.text)]
    groups = {g for q in percent if (g := _group(line, q, found))}
    total = sum(float(q["value"]) for q in percent)
    if len(classes) >= 2 and len(classes) >= len(percent) - 1 and len(groups) < 2 and total > 100 + _ROUNDED * len(percent):
        yield finding(
            "contradiction", "medium", percent,
            f"The shares of one question make {total:g}%: " + ", ".join(show(q["quote"]) for q in percent) + ".", 0.6,
        )


def _group(line: Line, q: Row, found: Rules) -> str | None:
    """Of whom a share is, if the words beside it tell."""
    start, end = line.where(q)
    m = found.group.search(line.text[end : end + 40]) or found.group_before.search(line.text[max(0, start - 12) : start])
    return m["noun"].casefold() if m else None


def _parts(line: Line, counts: list[Row], found: Rules) -> Iterator[Row]:
    ordered = sorted(counts, key=lambda q: q["start"])
    for one, two in itertools.pairwise(ordered):
        if found.among.search(line.text[line.where(one)[1] : line.where(two)[0]]) and _alike(two, one):
            yield from _larger(two, bounds(two), one, bounds(one))
    for whole in ordered:
        if whole["confidence"] < level("quantities", 0.5):
            continue
        end = line.where(whole)[1]
        link = found.part.search(line.text, end, end + _NEAR)
        if link is None or any(line.where(q)[0] < link.start() for q in ordered if q["start"] >= whole["end"]):
            continue
        part = _next(line, link.end(), ordered)
        # "30 members, of whom 41 engineers": right behind its whole a part may have a noun of its own.
        if part is not None and (part[0].get("unit") is None or _alike(whole, part[0]) or (link.start() - end <= 2 and whole["unit"] in _BODIES)):
            yield from _larger(whole, bounds(whole), *part)


def _next(line: Line, at: int, counts: list[Row]) -> tuple[Row, tuple[float, float] | None] | None:
    """Return the number that follows at once, as a count or as a bare number, and what it allows."""
    for q in counts:
        if at <= line.where(q)[0] <= at + _NEAR:
            return q, bounds(q)
    m = number_of(line.language).search(line.text, at, at + _NEAR)
    value = parse_number(m[0], line.language) if m and m.start() - at <= 12 else None
    taken = [line.where(q) for q in line.rows["quantities"] if q["unit_kind"] != "count"]
    if m is None or value is None or re.match(r" ?(?:%|[-–/.,:]\d)", line.text[m.end() :]) or any(a <= m.start() < b for a, b in taken):
        return None
    place = line.place(*m.span())
    return {**place, "quote": m[0], "unit": None, "approximate": False}, (value, value)


def _larger(whole: Row, all_of: tuple[float, float] | None, part: Row, some_of: tuple[float, float] | None) -> Iterator[Row]:
    if all_of and some_of and some_of[0] > all_of[1]:
        yield finding(
            "contradiction", "high", [whole, part], f"A part, {show(part['quote'])}, is larger than its whole, {show(whole['quote'])}.", 0.65
        )


def _alike(whole: Row, part: Row) -> bool:
    one, two = whole["unit"], part["unit"]
    return one == two or two is None or (one in _BODIES and two in _BODIES)
