"""The words of a language that place a deed in time beside its dates: bounds, nouns' years, and spans counted from a date.

"Three weeks later" is a length, no date, and has no row of its own; of what happened then it gives the month all the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from foedus.langs.grammar.elapsed import spans
from foedus.langs.registry import Language

NONE = re.compile("(?!)")
MONTH, DAY = len("2022-01"), len("2022-01-05")
MONTHS = {"month": 1, "year": 12, "decade": 120}
DAYS = {"day": 1, "week": 7}
WEEK = 7
HOURS = 24
FEW = 10  #: days
BEFORE, AFTER, FAR, LONG = 20, 24, 40, 80  #: code points looked at beside a date


@dataclass(frozen=True, slots=True)
class Clock:
    """Patterns of a language, from ``discourse`` of its ``syntax.toml``.

    Attributes
    ----------
    lasting, lasting_after
        What stands before, or after, a date until which something lasts ("until").
    bound, bound_after
        The same of a date that dates what is done if nothing else does ("since", "by").
    attributive, attributive_after
        What stands before, or after, a year that belongs to a noun ("the 1979 treaty").
    attached, attached_after
        What stands before, or after, a date that belongs to a noun ("the uprising of March 1979"): it dates a clause only where
        nothing else does, and the text has not come to it.
    held
        What stands before a date that is told of a noun by a participle ("elections held in May").
    always
        What says that a deed has gone on for so long that no date is its own ("for decades").
    lately
        What stands before a verb in the perfect ("has"), which tells what is done by now.
    relative_first
        Relative clauses stand before their noun, so that the date of a sentence may open one.
    """

    lasting: re.Pattern[str] = NONE
    lasting_after: re.Pattern[str] = NONE
    bound: re.Pattern[str] = NONE
    bound_after: re.Pattern[str] = NONE
    attributive: re.Pattern[str] = NONE
    attributive_after: re.Pattern[str] = NONE
    held: re.Pattern[str] = NONE
    always: re.Pattern[str] = NONE
    attached: re.Pattern[str] = NONE
    attached_after: re.Pattern[str] = NONE
    lately: re.Pattern[str] = NONE
    relative_first: bool = False
    language: Language | None = None

    @staticmethod
    def of(language: Language) -> Clock:
        """Read the words of a language."""
        words = language.table("syntax")["discourse"]

        def one(name: str) -> re.Pattern[str]:
            return re.compile(words.get(name, NONE.pattern))

        return Clock(
            one("lasting"), one("lasting_after"), one("bound"), one("bound_after"), one("attributive"), one("attributive_after"),
            one("held"), one("always"), one("attached"), one("attached_after"), one("lately"), bool(words.get("relative_first")), language,
        )  # fmt: skip

    def lasts(self, text: str, start: int, end: int) -> bool:
        """Whether a date of `text` is one until which something lasts, or before which it was."""
        return _beside(self.lasting, self.lasting_after, text, start, end)

    def bounds(self, text: str, start: int, end: int) -> bool:
        """Whether a date of `text` is the first or the last day of something."""
        return _beside(self.bound, self.bound_after, text, start, end)

    def belongs(self, text: str, start: int, end: int) -> bool:
        """Whether a year of `text` belongs to a noun beside it."""
        return bool(self.attributive.search(text[:start]) or self.attributive_after.search(text[end : end + FAR]))

    def owner(self, text: str, start: int) -> tuple[int, int] | None:
        """Return the noun whose date begins at `start` of `text`, with the participle that tells it of the noun, if one does."""
        m = self.held.search(text[max(0, start - LONG) : start])
        return None if m is None else (max(0, start - LONG) + m.start(), start)

    def hangs(self, text: str, start: int, end: int) -> bool:
        """Whether a date of `text` hangs on the noun beside it."""
        return bool(self.attached.search(text[max(0, start - FAR) : start]) or self.attached_after.search(text[end : end + AFTER]))

    def elapsed(
        self, text: str, told: str | None, written: str | None, dates: Sequence[tuple[int, int, str]] = (), *, near: bool = True
    ) -> list[tuple[int, int, str]]:
        """Return the spans of time in `text` with the dates they lead to.

        Parameters
        ----------
        told, written
            The date told last, which "later" counts from, and the day of writing, which "ago" counts from: ISO 8601.
        dates
            Those in `text` itself, in order: what follows one counts from it.
        near
            The date was told just before, so that "that night" may be of that day.

        Examples
        --------
        >>> from foedus.langs.registry import language
        >>> Clock.of(language("en")).elapsed("Three weeks later it fell, and two months later it rose.", "1975-04-17", None)
        [(0, 17, '1975-05'), (31, 47, '1975-07')]
        """
        out: list[tuple[int, int, str]] = []
        for e in spans(text, self.language) if self.language else ():
            before = [iso for _, b, iso in sorted((*dates, *out)) if b <= e.start]
            last = before[-1] if before else told if e.number or near else None
            if not (e.number or e.written) and e.unit != "then" and len((last or "").split("/")[0]) < DAY:
                continue  # "that night" is of a day
            iso = _moved(written if e.written else last, e.number, e.unit)
            if iso and e.day is not None and e.unit == "year" and written:
                iso = _shifted(f"{iso}{written[4:]}", e.day)
            if iso:
                out.append((e.start, e.end, iso))
        return out


def _beside(before: re.Pattern[str], after: re.Pattern[str], text: str, start: int, end: int) -> bool:
    return bool(before.search(text[max(0, start - BEFORE) : start]) or after.search(text[end : end + AFTER]))


def one_month(iso: str) -> str:
    """Return the month that most days of a week are of where it lies in two, else `iso` as it is."""
    first, _, last = iso.partition("/")
    if len(first) != DAY or len(last) != DAY or first[:MONTH] == last[:MONTH]:
        return iso
    days = (date.fromisoformat(last) - date.fromisoformat(first)).days
    return iso if days != WEEK - 1 else _shifted(first, WEEK // 2)[:MONTH]


def _shifted(iso: str, days: int) -> str:
    """Return the day `days` after `iso`, or `iso` where it names no day."""
    try:
        return (date.fromisoformat(iso) + timedelta(days=days)).isoformat()
    except ValueError:
        return iso


def _moved(iso: str | None, number: int, unit: str) -> str | None:
    """Return the date `number` units after `iso`, no finer than the unit and the date allow."""
    first = (iso or "").split("/")[0]
    if unit == "hour":
        number, unit = round(number / HOURS), "day"
    if not number and unit in ("day", "then"):
        return first or None
    if unit in MONTHS and len(first) >= MONTH:
        months = int(first[:4]) * 12 + int(first[5:7]) - 1 + number * MONTHS[unit]
        return f"{months // 12:04d}-{months % 12 + 1:02d}"[: MONTH if unit == "month" else 4] if months >= 12 else None
    if unit in ("year", "decade") and first:
        return f"{int(first[:4]) + number * MONTHS[unit] // 12:04d}"
    if unit in DAYS and len(first) == MONTH and abs(number * DAYS[unit]) <= FEW:
        return first  # "in May ... three days later": most likely May still
    if unit in DAYS and len(first) == DAY:
        try:
            day = date.fromisoformat(first) + timedelta(days=number * DAYS[unit])
        except (ValueError, OverflowError):
            return None
        return day.isoformat()[: DAY if unit == "day" else MONTH]
    return None
