"""Find the dates a text states, by the grammar in a language's ``dates.toml``. Nothing is resolved here.

Slots a template may use: ``year`` (1000-2099), ``yy`` (two digits), ``month`` (a name), ``mon`` (1-12),
``day`` (1-31), ``day_word``, ``weekday``, ``decade`` (1970), ``dec`` (70), ``decade_word``, ``century``, ``century_word``,
``quarter``, ``half``, ``season``, ``nth`` (which weekday of a month), ``num`` (day or month, undecided) and ``rel`` (a phrase of the ``relative`` table).
The second end of a range takes the same names followed by 2. A pattern with ``drop`` finds what looks like a date and
is none ("the March 14 Alliance"); one with ``joined = n`` holds only where its two days, months or years lie n apart. One with
``closing`` means the last month of a year ("the end of 2019"); one with ``relative`` tells that itself ("by the end of the year").
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from importlib.resources import files
from tomllib import loads
from typing import Any, Literal

from foedus.langs.grammar.masking import mask
from foedus.langs.grammar.patterns import Hit, Pattern, compile_patterns, hits, word_choice
from foedus.langs.grammar.roman import roman
from foedus.langs.registry import Language

Precision = Literal["day", "week", "month", "quarter", "season", "half", "year", "decade", "century"]

_DIGITS = {
    "year": r"1[0-9]{3}|20[0-9]{2}",
    "yy": r"[0-9]{2}",
    "yy_two": r"[0-9]{2}",
    "mon": r"1[0-2]|0?[1-9]",
    "mon_two": r"1[0-2]|0[1-9]",
    "mon_roman": r"XII|XI|IX|IV|VIII|VII|VI|V|III|II|I|X",
    "day": r"3[01]|[12][0-9]|0?[1-9]",
    "num": r"3[01]|[12][0-9]|0?[1-9]",
    "decade": r"1[0-9]{2}0|20[0-9]0",
    "dec": r"[2-9]0",
    "century": r"2[01]|1[0-9]|[1-9]",
}
_LEFT = r"(?<![0-9A-Za-zÀ-ɏЀ-ԯ$€£₩#])(?<![0-9][.,:/~–-])"
_RIGHT = r"(?![0-9A-Za-zÀ-ɏЀ-ԯ%])(?![.,:/~–—-][0-9])"
_HELD = 16_384  # texts whose dates are remembered: several readers ask for those of every sentence of a long document


@dataclass(frozen=True, slots=True)
class Point:
    """What a text says of one day, month or year; whatever it leaves out is null."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    @property
    def known(self) -> bool:
        """Whether the year is known, and no gap lies between year and day."""
        return self.year is not None and (self.day is None or self.month is not None)

    @property
    def iso(self) -> str:
        """The point in ISO 8601, as precise as it is known. Needs a year."""
        return "-".join([f"{self.year:04d}"] + [f"{v:02d}" for v in (self.month, self.day) if v is not None])

    @property
    def real(self) -> bool:
        """Whether such a day exists in some year (in this one, if the year is known)."""
        try:
            date(self.year or 2000, self.month or 1, self.day or 1)
        except ValueError:
            return False
        return True


@dataclass(frozen=True, slots=True)
class Relative:
    """A date told from another: `offset` units of `unit` after the reference.

    `reference` is ``"published"`` (the day the text was written) or ``"previous"`` (the date told before).
    """

    unit: Literal["day", "week", "weekend", "month", "year"]
    offset: int
    reference: Literal["published", "previous"] = "published"


@dataclass(frozen=True, slots=True)
class DateMatch:
    """A date expression found in a text.

    Attributes
    ----------
    start, end
        Half-open offsets into the text searched.
    first
        The date, or the first end of a range.
    last
        The last end of a range, else null.
    precision
        What one end of the expression tells: a day, a month, ... A decade, a century, a season, a quarter and a half
        year are ranges: `first` and `last` are their first and last year or month.
    relative
        How it is told from another date, else null. Parts already in `first` hold besides: "October last
        year" is month 10 and relative year -1.
    weekday
        Monday is 0.
    nth
        Which such weekday of its month, -1 for the last; else null.
    direction
        ``"past"`` or ``"ahead"`` where the expression says on which side of the reference it lies; ``"current"`` of a season
        that the reference lies in or has just left.
    form
        Name of the pattern.
    confidence
        Probability in [0, 1] that this is a date expression rightly read, by pattern.
    """

    start: int
    end: int
    first: Point
    last: Point | None
    precision: Precision
    relative: Relative | None
    weekday: int | None
    direction: str | None
    form: str
    confidence: float
    nth: int | None = None

    @property
    def complete(self) -> bool:
        """Whether no other date is needed to tell which one is meant."""
        return self.nth is None and self.relative is None and self.first.known and (self.last is None or self.last.known)


@dataclass(frozen=True, slots=True)
class Grammar:
    """A language's date tables, compiled."""

    patterns: tuple[Pattern, ...]
    words: Mapping[str, Mapping[str, Any]]
    day_first: bool | None


@lru_cache(maxsize=64)
def grammar(language: Language) -> Grammar:
    """Return the compiled date grammar of `language`; for one without a table, that of digits alone."""
    table = language.table("dates")
    shared = loads((files(__package__) / "dates.toml").read_text(encoding="utf-8"))
    tables = {
        "month": table.get("months", {}),
        "weekday": table.get("weekdays", {}),
        "day_word": table.get("day_words", {}),
        "decade_word": table.get("decade_words", {}),
        "century_word": table.get("century_words", {}),
        "quarter": table.get("quarters", {}),
        "half": table.get("halves", {}),
        "season": table.get("seasons", {}),
        "nth": table.get("nth", {}),
        "rel": table.get("relative", {}),
    }
    relative = list(tables["rel"])
    slots = dict(_DIGITS)
    slots |= {name: word_choice(list(words)) for name, words in tables.items() if words}
    if relative:  # they open sentences too
        slots["rel"] = word_choice([*relative, *(w[0].upper() + w[1:] for w in relative)])
    slots["century_word"] = (
        "|".join(filter(None, [slots.get("century_word"), table.get("roman_centuries")])) or "(?!)"
    )
    patterns = compile_patterns(
        [*table.get("pattern", []), *shared["pattern"]],
        slots,
        table.get("macros", {}),
        left=_LEFT,
        right=table.get("right", _RIGHT),
        flags=0 if table.get("case_sensitive", False) else re.IGNORECASE,
    )
    folded = {name: {_fold(k): v for k, v in words.items()} for name, words in tables.items()}
    return Grammar(patterns, folded, table.get("day_first"))


def find_dates(text: str, language: Language) -> list[DateMatch]:
    """Find every date expression in `text`.

    Parameters
    ----------
    text
        Any text; addresses and footnote marks in it are passed over.
    language
        Whose grammar to use. Dates in digits alone are found in any language.

    Returns
    -------
    list of DateMatch
        In order of place, none overlapping another. A stretch that cannot be a date (31 February) and one
        that cannot be told from a number is left out.

    Examples
    --------
    >>> from foedus.langs.registry import language
    >>> [m.first.iso for m in find_dates("Signed on 4 March 2015 in Minsk.", language("en"))]
    ['2015-03-04']
    """
    return list(_found(text, language))


@lru_cache(maxsize=_HELD)
def _found(text: str, language: Language) -> tuple[DateMatch, ...]:
    rules = grammar(language)
    found: list[DateMatch] = []
    candidates = sorted(hits(mask(text), rules.patterns), key=lambda h: (h.start - h.end, h.start, not h.pattern.values.get("drop")))
    taken: list[tuple[int, int]] = []
    for hit in candidates:
        if any(hit.start < b and a < hit.end for a, b in taken):
            continue
        match = None if hit.pattern.values.get("drop") else _read(hit, rules)
        if match is not None:
            found.append(match)
        if match is not None or hit.pattern.values.get("drop"):
            taken.append((hit.start, hit.end))
    return tuple(sorted(found, key=lambda m: m.start))


def _fold(word: str) -> str:
    return re.sub(r"\s+", " ", word).casefold()


def _read(hit: Hit, rules: Grammar) -> DateMatch | None:
    """Turn slots into a match; None where they tell no possible date."""
    slots, values = dict(hit.slots), hit.pattern.values
    if "num" in slots and not _settle_order(slots, rules.day_first):
        return None
    first = _point(slots, "", rules)
    second = _point(slots, "2", rules)
    last: Point | None = None
    relative = None
    if "rel" in slots or "relative" in values:
        relative = Relative(**(rules.words["rel"][_fold(slots["rel"])] if "rel" in slots else values["relative"]))
    if values.get("closing") and first.month is None and (relative is None or relative.unit == "year"):
        first = replace(first, month=12)
    precision: Precision = "day" if first.day else "month" if first.month else "year"
    span = _span(slots, first, rules)
    if span is not None:
        first, last, precision = span
    elif second != Point():
        ends = _pair(first, second)
        if ends is None:
            return None
        first, last = ends
        ends_of = [((last.day or 0), (first.day or 0)), ((last.month or 0), (first.month or 0)), ((last.year or 0), (first.year or 0))]
        apart = next((b - a for b, a in ends_of if b != a), 0)
        if "joined" in values and apart != values["joined"]:
            return None
        precision = "day" if second.day else "month" if second.month else "year"
    if relative is not None and first == Point():
        precision = "week" if relative.unit == "weekend" else relative.unit
    weekday = rules.words["weekday"].get(_fold(slots["weekday"])) if "weekday" in slots else None
    if weekday is not None and first == Point():
        precision = "day"
    nth = int(rules.words["nth"][_fold(slots["nth"])]) if "nth" in slots else None
    if nth is not None:
        precision = "day"
    if first == Point() and relative is None and weekday is None:
        return None
    if not first.real or (last is not None and not last.real):
        return None
    return DateMatch(
        hit.start,
        hit.end,
        first,
        last,
        precision,
        relative,
        weekday,
        values.get("direction"),
        hit.pattern.form,
        float(values.get("confidence", 0.8)),
        nth,
    )


def _settle_order(slots: dict[str, str], day_first: bool | None) -> bool:
    """Decide which of two numbers is the day; False where nobody could tell."""
    a, b = int(slots.pop("num")), int(slots.pop("num2"))
    if a > 12 or (day_first is True and b <= 12):
        slots["day"], slots["mon"] = str(a), str(b)
    elif b > 12 or (day_first is False and a <= 12):
        slots["day"], slots["mon"] = str(b), str(a)
    elif a == b:
        slots["day"] = slots["mon"] = str(a)
    else:
        return False
    return int(slots["mon"]) <= 12


def _point(slots: Mapping[str, str], end: str, rules: Grammar) -> Point:
    year = slots.get("year" + end)
    short = slots.get("yy" + end) or slots.get("yy_two" + end)
    if year is None and short is not None and end and "year" in slots:
        year = slots["year"][:2] + short
    elif year is None and short is not None:
        year = str(1900 + int(short) if int(short) >= 50 else 2000 + int(short))
    month: str | int | None = slots.get("mon" + end) or slots.get("mon_two" + end)
    if month is None and "mon_roman" + end in slots:
        month = roman(slots["mon_roman" + end])
    if month is None and "month" + end in slots:
        month = rules.words["month"].get(_fold(slots["month" + end]))
    day = slots.get("day" + end)
    if day is None and "day_word" + end in slots:
        day = rules.words["day_word"].get(_fold(slots["day_word" + end]))
    return Point(*(int(v) if v is not None else None for v in (year, month, day)))


def _pair(first: Point, last: Point) -> tuple[Point, Point] | None:
    """Let each end of a range supply what the other leaves out; None if it would run backwards."""
    if last.year is None:
        last = replace(last, year=first.year)
    if last.month is None and last.day is not None:
        last = replace(last, month=first.month)
    if first.month is None and first.day is not None:
        first = replace(first, month=last.month)
    if first.year is None and last.year is not None:
        later = (first.month or 0, first.day or 0) > (last.month or 0, last.day or 0)
        first = replace(first, year=last.year - later)
    a, b = ((p.year or 0, p.month or 0, p.day or 0) for p in (first, last))
    if a[0] and b[0] and a >= b:
        return None
    return first, last


def _span(slots: Mapping[str, str], first: Point, rules: Grammar) -> tuple[Point, Point, Precision] | None:
    """Return the ends of a decade, century, season, quarter or half year, or None if none is named."""
    year = first.year
    if "season" in slots:  # of three months; a winter is that of the year it begins in
        start = int(rules.words["season"][_fold(slots["season"])])
        over = start + 2 > 12
        return Point(year, start), Point(year + 1 if over and year else year, (start + 1) % 12 + 1), "season"
    if "decade" in slots:
        return Point(int(slots["decade"])), Point(int(slots["decade"]) + 9), "decade"
    if "dec" in slots or "decade_word" in slots:
        tens = slots.get("dec") or rules.words["decade_word"][_fold(slots["decade_word"])]
        start = 1900 + int(tens)
        return Point(start), Point(start + 9), "decade"
    if "century" in slots or "century_word" in slots:
        word = slots.get("century_word", "")
        n = (
            int(slots["century"])
            if "century" in slots
            else rules.words["century_word"].get(_fold(word)) or roman(word)
        )
        return (Point(100 * n - 99), Point(100 * n), "century") if n else None
    for name, months in (("quarter", 3), ("half", 6)):
        if name in slots:
            n = int(rules.words[name][_fold(slots[name])])
            precision: Precision = "quarter" if name == "quarter" else "half"
            return Point(year, months * (n - 1) + 1), Point(year, months * n), precision
    return None
