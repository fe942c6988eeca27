"""The entries of a chronology: lines that open with a date and tell behind it what happened on it.

Entries stand in order. A day told without its year goes on from the entry before it: forward where the
entries ascend, back where the newest comes first. Runs of text that merely tell one thing after another
("On 3 May …", with a preposition) are no chronology and keep the rules of `foedus.langs.grammar.resolve`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from foedus.langs.grammar.dates import DateMatch, Point, find_dates
from foedus.langs.grammar.placing import cut
from foedus.langs.registry import Language

if TYPE_CHECKING:
    from foedus.langs.grammar.resolve import Told

LEAST = 3  #: entries that nothing sets off from what they tell
NEAR = 2  #: paragraphs from one entry to the next
OPENING = 70  #: characters in which the date that opens an entry stands
_MARK = re.compile(r"\s*(?:[☐□■◦○●•▪▶◆◇※*–—-]\s+|[▲△▶▷]\s*|\(?\d{1,3}[)]\s+)?[*_\[(]{0,3}")
_SET_OFF = re.compile(r"[*_\])]{0,3}\s?(?:\([^()]{1,12}\)\s?)?(?::|\.?[-–—―=]\s)[*_]{0,2}\s*(?=\S)")
_WORDS, _FEW = 3, 2  #: words behind a date that nothing sets off: by itself, and beside an entry that is set off


@dataclass(frozen=True, slots=True)
class Entry:
    """The date that opens a line, whether a mark before it or behind it sets it off from what is told, and whether that is short."""

    match: DateMatch
    marked: bool
    short: bool = False

    @property
    def signed(self) -> bool:
        """Whether it may be who wrote the text, and when, where it stands above entries: "14 May 2019 Ana Lopez"."""
        return self.short and not self.marked and self.match.first.year is not None


@dataclass(frozen=True, slots=True)
class Step:
    """The entry before (its place among the sentences), and which way the entries run: 1, -1, or 0 if unclear."""

    before: int
    way: int


def entry(text: str, language: Language) -> Entry | None:
    """Return the date that opens a line that goes on to tell something, or None."""
    mark = _MARK.match(text)
    at = mark.end() if mark else 0
    if not re.search(r"\d", text[at : at + OPENING // 2]):
        return None
    match = next(iter(find_dates(text[: at + OPENING], language)), None)
    if match is None or match.start != at or match.relative or match.direction or match.first.month is None:
        return None
    behind = _SET_OFF.match(text, match.end)
    told = text[behind.end() if behind else match.end :].strip()
    words = len(re.findall(r"[^\W\d_]{2,}", told))
    short = not behind and words < _WORDS
    if words < (1 if behind else _FEW) or _signs(told, language) or re.match(r"\s*(?:\||\d{1,2}:\d)", text[match.end :]):
        return None
    return Entry(match, behind is not None or bool(text[:at].strip()), short)


def entries(lines: Sequence[str], language: Language) -> frozenset[int]:
    """Return which of `lines` are entries of a chronology: two or more near each other, on days of their own.

    Days that stand alone on lines with text between them head what happened on each; they count too.
    """
    found = {k: e for k, line in enumerate(lines) if (e := entry(line, language))}
    heads = {k: day for k, line in enumerate(lines) if len(line) <= OPENING // 2 and (day := _day_alone(line, language))}
    out: set[int] = set()
    for (a, p), (b, q) in pairwise(heads.items()):
        if b - a > 1 and p != q:
            out |= {a, b}
    for (a, x), (b, y) in pairwise(found.items()):
        alike = x.marked or a in out or (y.marked and not x.signed) or not (x.short or y.short)
        told = x.marked or y.marked or len(found) >= LEAST  # two paragraphs may open with a date, above them who wrote it and when
        if b - a <= NEAR + 1 and x.match.first != y.match.first and alike and told:
            out |= {a, b}
    return frozenset(out)


def steps(told: Sequence[Told]) -> dict[int, Step]:
    """Return, for each entry of a chronology that follows another, what it goes on from.

    A year that stands alone above entries counts as one. A run counts if one of its dates tells its year, and
    if a mark sets off one of its dates, or it has three.
    """
    out: dict[int, Step] = {}
    run: list[tuple[int, Entry]] = []
    for index, item in enumerate(told):
        if index and told[index - 1].block == item.block:
            continue
        found = entry(item.text, item.language) or year_alone(item)
        if found is None and index + 1 < len(told) and told[index + 1].block == item.block:
            found = _date_alone(item)
        if found is None:
            continue
        if run and item.block - told[run[-1][0]].block > NEAR:
            out |= _walked(run)
            run = []
        run.append((index, found))
    return out | _walked(run)


def onward(match: DateMatch, base: Point, way: int) -> list[Point] | None:
    """Return the ends of `match` in the first year that puts them not before `base`, or not after it if `way` is -1."""
    ends = [p for p in (match.first, match.last) if p is not None]
    if base.year is None or any(p.year is not None or p.month is None for p in ends):
        return None
    for shift in (0, way):
        moved = [replace(p, year=base.year + shift) for p in ends]
        if len(moved) > 1 and cut(moved[1], moved[0]) < cut(moved[0], moved[1]):
            moved[1] = replace(moved[1], year=base.year + shift + 1)
        here, there = cut(moved[0], base), cut(base, moved[0])
        if all(p.real for p in moved) and (here >= there if way > 0 else here <= there):
            return moved
    return None


def _signs(told: str, language: Language) -> bool:
    """Whether what stands behind a date names who wrote the text: "14 May 2019 – By …"."""
    cues = language.table("layout").get("byline", ())
    return any(told.lower().startswith(c.lower()) and not told[len(c) : len(c) + 1].isalpha() for c in cues)


def _day_alone(line: str, language: Language) -> Point | None:
    if not re.search(r"\d", line):
        return None
    match = next(iter(find_dates(line, language)), None)
    if match is None or match.precision != "day" or match.relative or match.first.month is None:
        return None
    return None if re.search(r"\w", line[: match.start] + line[match.end :]) else match.first


def year_alone(item: Told) -> Entry | None:
    """Return the year that a line tells and nothing else."""
    if len(item.text) > 16 or not re.search(r"\d{4}", item.text):
        return None
    m = re.fullmatch(r"\W*(\d{4})\s?[^\W\d_]?\W*", item.text)
    year = Point(int(m[1])) if m else None
    if m is None or year is None or not year.real:
        return None
    return Entry(DateMatch(m.start(1), m.end(1), year, None, "year", None, None, None, "year alone", 1.0), True)


def _date_alone(item: Told) -> Entry | None:
    """Return the date that a sentence tells and nothing else, behind a mark: "- 11. 14." before what happened then."""
    if len(item.text) > OPENING // 2 or not re.match(r"\s*\W", item.text) or not re.search(r"\d", item.text):
        return None
    match = next(iter(find_dates(item.text, item.language)), None)
    if match is None or match.relative or match.direction or match.first.month is None:
        return None
    return None if re.search(r"\w", item.text[: match.start] + item.text[match.end :]) else Entry(match, True)


def _walked(run: Sequence[tuple[int, Entry]]) -> dict[int, Step]:
    if run and run[0][1].signed:
        run = run[1:]
    days = [e.match.first for _, e in run]
    told = [e for _, e in run if e.match.precision != "year"]
    if len(run) < 2 or not told or all(p.year is None for p in days) or not (len([e for e in told if not e.short]) > 2 or any(e.marked for e in told)):
        return {}
    whole = [p for p in days if p.year is not None]
    way = sum(_sign(a, b) for a, b in pairwise(whole)) or _by_months(days)
    return {b: Step(a, (way > 0) - (way < 0)) for (a, _), (b, _) in pairwise(run)}


def _by_months(days: Sequence[Point]) -> int:
    """Return which way days run whose years are not told: as most steps within a year go, else where less time goes by."""
    pairs = [(a, b) for a, b in pairwise(days) if a.month and b.month]
    total = sum(_sign(replace(a, year=None), replace(b, year=None)) for a, b in pairs)
    if total not in (0, -1):  # one step back may lead into the next year as well
        return total
    forward = sum((_in_year(b) - _in_year(a)) % 365 for a, b in pairs)
    back = sum((_in_year(a) - _in_year(b)) % 365 for a, b in pairs)
    return (forward < back) - (back < forward)


def _in_year(p: Point) -> int:
    return round(30.4 * ((p.month or 1) - 1)) + (p.day or 15)


def _sign(a: Point, b: Point) -> int:
    x, y = cut(a, b), cut(b, a)
    return (y > x) - (y < x)
