"""When a cited work appeared: the date that stands at an edge of its entry."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from foedus.evidence.citations.vocabulary import vocabulary
from foedus.langs.grammar.dates import DateMatch, find_dates
from foedus.langs.registry import Language, languages

_YEAR = re.compile(r"(?<![\d/.-])(?:1[5-9]|20)\d\d(?![\d/%])")
_ISSUE = re.compile(r"자(?=[,.;:)\s]|$)")  # 1월 15일자: the issue of that day
_SCRIPTS = {"Hang": re.compile(r"[가-힣]"), "Cyrl": re.compile(r"[Ѐ-ӿ]")}


@dataclass(frozen=True, slots=True)
class Published:
    """A date in an entry: its place, half-open, and ISO 8601 text, partial where the entry is.

    `apart` is false where the date is a part of the title ("Yearbook 2019").
    """

    start: int
    end: int
    iso: str
    day: bool
    apart: bool = True


def _iso(match: DateMatch) -> str | None:
    if not match.complete:
        return None
    if match.last is not None and match.last != match.first:
        return f"{match.first.iso}/{match.last.iso}"
    return match.first.iso


def languages_of(text: str) -> Iterator[Language]:
    """Yield the languages in whose script `text` is written, at least in part."""
    for lang in languages().values():
        if lang.script not in _SCRIPTS or _SCRIPTS[lang.script].search(text):
            yield lang


@lru_cache(maxsize=512)
def dates_in(text: str) -> tuple[Published, ...]:
    """Return every complete date in `text`, read by the language it is written in, longest first kept."""
    found: list[Published] = []
    for lang in languages_of(text):
        for m in find_dates(text, lang):
            iso = _iso(m)
            if iso is not None:
                found.append(Published(m.start, m.end, iso, m.precision == "day"))
    found += [Published(m.start(), m.end(), m.group(), False) for m in _YEAR.finditer(text)]
    kept: list[Published] = []
    for p in sorted(found, key=lambda p: (p.start - p.end, p.start, p.iso)):
        if not any(p.start < q.end and q.start < p.end for q in kept):
            kept.append(p)
    return tuple(sorted(kept, key=lambda p: p.start))


def _of_year(text: str, when: Published | None) -> Published | None:
    """Return the day told behind a year in brackets: "Doe, J. (2019, May 3)" and "Doe, J. (2019) …, 3 May"."""
    years = [p for p in dates_in(text) if len(p.iso) == 4 and text[max(0, p.start - 1)] == "("]
    if len(years) != 1 or (when is not None and (when.start, when.end) != (years[0].start, years[0].end)):
        return when
    year = years[0]
    beside = re.match(r",\s([^()]{3,20})\)", text[year.end :])
    tail = text[year.end :]
    for lang in languages_of(text):
        for m in find_dates(beside[1] if beside else tail, lang):
            at = year.end + (beside.start(1) if beside else 0)
            apart = beside or re.search(r",\s*$", tail[: m.start])
            if m.first.year is None and m.first.month and m.last is None and not m.relative and apart and not re.match(r"\s*\w", text[at + m.end :]):
                first = replace(m.first, year=int(year.iso))
                if beside:
                    return Published(year.start, at + m.end, first.iso, first.day is not None)
                return replace(year, iso=first.iso, day=first.day is not None)
    return when


def published(text: str) -> Published | None:
    """Return the date of the work that the entry `text` (without its address) describes.

    It is the last date that stands apart: set off by a comma, a bracket or a stop on one side at least
    and by the same or the entry's end on the other. A date within a title does not.
    """
    best = None
    named = vocabulary().dated_title
    for p in dates_in(text):
        before, after = text[: p.start].rstrip(), text[p.end :].lstrip()
        apart = not before or before[-1] in ",.;:!?()[]–—-|”\"»》〉」』"
        closed = not after or after[0] in ",.;:)]|/" or bool(_ISSUE.match(after)) or bool(vocabulary().inside.match(after))
        # "Publisher, Vienna 2019": the place of printing leans on the year.
        place = bool(re.search(r",\s*[^\W\d_][\w-]*(?:\s[^\W\d_][\w-]*)?$", before)) and not p.day and len(p.iso) == 4
        # A year belongs to the title of a yearbook; a day is when something appeared, in "Example Monitor" too.
        if closed and (apart or place) and (p.day or not named.search(before, max(0, len(before) - 12))):
            best = p
    if best is None:
        found = named.search(text)
        years = [p for p in dates_in(text) if len(p.iso) == 4]
        near = [p for p in years if found and (0 <= p.start - found.end() <= 3 or 0 <= found.start() - p.end <= 3)]
        best = replace(near[0], apart=False) if near else None
    return _of_year(text, best)
