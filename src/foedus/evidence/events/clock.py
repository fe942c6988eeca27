"""The words of a language that place a deed in time beside its dates: bounds, nouns' years, and spans counted from a date.

"Three weeks later" is a length, no date, and has no row of its own; of what happened then it gives the month all the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from foedus.langs.grammar.elapsed import spans
from foedus.langs.registry import Language

NONE = re.compile("(?!)")
MONTH, DAY = len("2022-01"), len("2022-01-05")
MONTHS = {"month": 1, "year": 12, "decade": 120}
DAYS = {"day": 1, "week": 7}
FEW = 10  #: days
BEFORE, AFTER, FAR = 20, 8, 40  #: code points looked at beside a date


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
    always
        What says that a deed has gone on for so long that no date is its own ("for decades").
    relative_first
        Relative clauses stand before their noun, so that the date of a sentence may open one.
    """

    lasting: re.Pattern[str] = NONE
    lasting_after: re.Pattern[str] = NONE
    bound: re.Pattern[str] = NONE
    bound_after: re.Pattern[str] = NONE
    attributive: re.Pattern[str] = NONE
    attributive_after: re.Pattern[str] = NONE
    always: re.Pattern[str] = NONE
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
            one("always"), bool(words.get("relative_first")), language,
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

    def elapsed(self, text: str, told: str | None, written: str | None) -> tuple[int, int, str] | None:
        """Return the first span of time in `text` with the date it leads to, or None.

        Parameters
        ----------
        told, written
            The date told last, which "later" counts from, and the day of writing, which "ago" counts from: ISO 8601.

        Examples
        --------
        >>> from foedus.langs.registry import language
        >>> Clock.of(language("en")).elapsed("Three weeks later it fell.", "1975-04-17", None)
        (0, 17, '1975-05')
        """
        for e in spans(text, self.language) if self.language else ():
            iso = _moved(written if e.written else told, e.number, e.unit)
            if iso and e.day is not None and e.unit == "year" and written:
                iso = _shifted(f"{iso}{written[4:]}", e.day)
            if iso:
                return e.start, e.end, iso
        return None


def _beside(before: re.Pattern[str], after: re.Pattern[str], text: str, start: int, end: int) -> bool:
    return bool(before.search(text[max(0, start - BEFORE) : start]) or after.search(text[end : end + AFTER]))


def _shifted(iso: str, days: int) -> str:
    """Return the day `days` after `iso`, or `iso` where it names no day."""
    try:
        return (date.fromisoformat(iso) + timedelta(days=days)).isoformat()
    except ValueError:
        return iso


def _moved(iso: str | None, number: int, unit: str) -> str | None:
    """Return the date `number` units after `iso`, no finer than the unit and the date allow."""
    first = (iso or "").split("/")[0]
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
