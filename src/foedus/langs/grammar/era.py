"""Whether a text tells of a time long before it was written, so that its short dates go on from there.

"On 6 June 1975 … On 11 June …" in an article of 2020 stays in 1975 however many sentences lie between; one look back
in a report on today ("who had signed in 1979") does not take the report with it. The words come from ``[ahead]`` of
a language's ``dates.toml``: ``present``, signs that a sentence speaks of the day of writing, and ``aside``, what stands
before a date that is told by the way only (``aside_after``: behind it).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from foedus.langs.grammar.dates import DateMatch, Point, find_dates
from foedus.langs.grammar.elapsed import OPENING, remembered
from foedus.langs.grammar.outlook import unquoted
from foedus.langs.registry import Language

if TYPE_CHECKING:
    from foedus.langs.grammar.resolve import Told

REMEMBERS = 2  #: full dates that "forty years ago" is worth where nothing older stands before it
LONG_AGO = 1.0  #: years before the day of writing from which a short date is no longer taken for the last such day


@lru_cache(maxsize=64)
def _cue(language: Language, name: str) -> re.Pattern[str] | None:
    pattern = language.table("dates").get("ahead", {}).get(name)
    return re.compile(pattern) if pattern else None


def of_today(told: Told) -> bool:
    """Return whether a sentence speaks of the day of writing ("has blocked", "today"), its quotations apart."""
    cue = _cue(told.language, "present")
    return cue is not None and cue.search(unquoted(told.text)) is not None


def aside(told: Told, match: DateMatch) -> bool:
    """Return whether a date is told by the way: in a clause that looks back ("who had signed on …")."""
    before, after = _cue(told.language, "aside"), _cue(told.language, "aside_after")
    return bool((before and before.search(told.text[: match.start])) or (after and after.match(told.text, match.end)))


def long_ago(point: Point, written: Point) -> bool:
    """Return whether `point` lies more than `LONG_AGO` years before the day of writing."""
    return _years(written) - _years(point) > LONG_AGO


def historic(told: Sequence[Told], written: Point | None) -> bool:
    """Return whether most days and months that a text tells in full lie long before it was written.

    Parameters
    ----------
    told
        The sentences of one part in order.
    written
        The day the text was written; without it no text is historic.

    Notes
    -----
    A text that opens with what was so many years ago counts as one of two such days. Against it count full dates of the
    last year, expressions such as "yesterday", and short dates that come before the first full one.
    """
    if written is None or written.year is None:
        return False
    old = new = 0
    for index, item in enumerate(told):
        kept = remembered(item.text, item.language, written, opening=index < OPENING)
        old += REMEMBERS * (kept is not None and not old)
        for match in find_dates(item.text, item.language):
            if match.relative is not None or (match.weekday is not None and not match.complete):
                new += match.relative is None or match.relative.reference == "published"
            elif match.first.month is None or aside(item, match) or match.first == written:
                continue
            elif match.complete and long_ago(match.first, written):
                old += 1
            elif match.complete or not old:
                new += 1
    return old > new


def _years(point: Point) -> float:
    return (point.year or 0) + ((point.month or 7) - 1) / 12 + ((point.day or 15) - 1) / 365
