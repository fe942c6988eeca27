"""Tell which day, month or year a date expression means.

Past-biased: a date without a year is the last one that does not lie after the day of writing, unless its
words look ahead. A full date told just before comes first: "On 27 December 2021 they met; on 5 January they
signed" goes on from December 2021, whenever it was written. In a text that tells of a time long past
(`foedus.langs.grammar.era`) the date told last does so however far back it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from foedus.langs.grammar.chronology import Step, onward, steps, year_alone
from foedus.langs.grammar.dates import DateMatch, Point, Precision, find_dates
from foedus.langs.grammar.elapsed import OPENING, remembered
from foedus.langs.grammar.era import aside, historic, long_ago, of_today
from foedus.langs.grammar.occasion import occasion
from foedus.langs.grammar.outlook import Direction, cues_of, outlook
from foedus.langs.grammar.placing import cut, order, place
from foedus.langs.registry import Language

GOES_ON = "day of the month told"  #: the form of a bare day that always belongs to the month told last
MONTH = 8  #: sentences over which a bare day goes on in the month told, in a text that is not historic
NEAR = 4  #: sentences over which "that day" reaches back in a text that is not historic
REMEMBERED = "remembered"  #: the form of a date that is told by the years since then
_ISO = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a date expression means: `iso` with intervals as ``a/b``, and what supplied the missing part.

    `source` is ``"text"`` where the words tell everything, ``"published"`` for the day of writing, and
    ``"previous"`` for another date of the text.
    """

    iso: str
    precision: str
    first: Point
    source: Literal["text", "published", "previous"]


@dataclass(frozen=True, slots=True)
class Told:
    """One sentence, heading or cell: its `text`, the paragraph (`block`) it stands in, and its language."""

    text: str
    block: int
    language: Language


@dataclass(frozen=True, slots=True)
class Dated:
    """A date expression of sentence `index`, resolved; `previous` is the place of the date it leans on
    (sentence, start, end), null where there is none."""

    index: int
    match: DateMatch
    resolution: Resolution
    previous: tuple[int, int, int] | None


def parse_iso(text: str | None) -> Point | None:
    """Return the day, month or year that `text` names in ISO 8601, or None (also for an interval)."""
    m = _ISO.fullmatch(text or "")
    return Point(*(int(g) if g else None for g in m.groups())) if m else None


def resolve(
    match: DateMatch,
    published: str | None,
    *,
    previous: Point | None = None,
    direction: Direction = "past",
) -> Resolution | None:
    """Resolve one date expression.

    Parameters
    ----------
    match
        What was found.
    published
        The day the text was written, ISO 8601, possibly partial; null if unknown.
    previous
        The date told just before, which a date without a year goes on from.
    direction
        ``"ahead"`` where the words around look ahead, ``"near"`` where the sentence does, ``"soon"`` where nothing
        tells of what has been (`foedus.langs.grammar.outlook`); the match's own words come before all.

    Returns
    -------
    Resolution or None
        None where nothing says which year, month or day is meant.
    """
    if match.complete:
        return _result(match, match.first, match.last, "text")
    if match.nth is not None:
        return _nth(match, published, previous, direction)
    written = parse_iso(published)
    way: Direction = match.direction or direction  # type: ignore[assignment]
    if match.relative is not None:
        base = written if match.relative.reference == "published" else previous
        return _relative(match, base)
    if match.first == Point() and match.weekday is not None:
        day = _weekday(match.weekday, _day(written), way, strict=match.direction is not None)
        return _result(match, day, None, "published") if day else None
    lean = match.direction is None and previous is not None
    base = previous if lean else written
    if base is None or base.year is None:
        return None
    ends = [p for p in (match.first, match.last) if p is not None]
    over = match.direction == "past" and match.precision == "season"
    placed = place(ends, base, written, way, lean=lean, strict=match.direction is not None, over=over)
    return (
        _result(match, placed[0], placed[-1] if len(ends) > 1 else None, "previous" if lean else "published")
        if placed
        else None
    )


def resolve_text(told: Sequence[Told], published: str | None) -> list[Dated]:
    """Find and resolve every date of a text, sentence by sentence.

    Parameters
    ----------
    told
        The sentences of one part in order.
    published
        The day the text was written, or null.

    Returns
    -------
    list of Dated
        In order of place. Expressions that nothing resolves are left out.
    """
    out: list[Dated] = []
    known: list[Dated] = []  # with the days that are remembered ("forty years ago today"), which are no date expressions
    published = published or occasion(told)
    written = parse_iso(published)
    past = historic(told, written)
    course = steps(told)
    for index, item in enumerate(told):
        known += _remembered(item, index, written)
        matches = find_dates(item.text, item.language)
        for n, match in enumerate(matches):
            leans = _shared_year(item, matches[n:], index) or _leans_on(
                match, index, told, known, published, past=past
            )
            entered = _entered(match, course.get(index), told[index], out) if not n else None
            leans = entered or leans
            resolution = _on_from(entered, match, course.get(index)) or resolve(
                match,
                published,
                previous=leans.resolution.first if leans else None,
                direction=outlook(item.text, match, item.language),
            )
            if resolution is not None:
                used = leans if resolution.source == "previous" else None
                leant = (used.index, used.match.start, used.match.end) if used else None
                out.append(Dated(index, match, resolution, leant))
                known.append(out[-1])
    return out


def _entered(match: DateMatch, step: Step | None, item: Told, earlier: Sequence[Dated]) -> Dated | None:
    """Return the date of the entry before, where `match` opens an entry of a chronology and tells no year."""
    if step is None or match.first.year is not None or match.first.month is None or match.relative or match.direction:
        return None
    if len(re.findall(r"\w+", item.text[: match.start])) > 1:
        return None
    return next((d for d in earlier if d.index == step.before), None)


def _on_from(before: Dated | None, match: DateMatch, step: Step | None) -> Resolution | None:
    if before is None or step is None or not step.way:
        return None
    ends = onward(match, before.resolution.first, step.way)
    return _result(match, ends[0], ends[-1] if len(ends) > 1 else None, "previous") if ends else None


def _remembered(item: Told, index: int, written: Point | None) -> list[Dated]:
    """Return the day or the year that a sentence remembers, for the dates that follow to go on from."""
    found = remembered(item.text, item.language, written, opening=index < OPENING)
    if found is None:
        return []
    span, point = found
    precision: Precision = "day" if point.day else "month" if point.month else "year"
    match = DateMatch(span.start, span.end, point, None, precision, None, None, None, REMEMBERED, 1.0)
    return [Dated(index, match, Resolution(point.iso, precision, point, "text"), None)]


def _shared_year(item: Told, matches: Sequence[DateMatch], index: int) -> Dated | None:
    """Return the date joined to the first of `matches` that tells the year of both: "in May and June 2022"."""
    first, cues = matches[0], cues_of(item.language)
    if (
        cues is None
        or first.first.year is not None
        or first.first.month is None
        or first.relative
        or first.direction
    ):
        return None
    end = first.end
    for match in matches[1:]:
        if not cues.joiner.fullmatch(item.text, end, match.start) or match.first.month is None:
            return None
        if match.complete:
            return Dated(
                index, match, Resolution(match.first.iso, match.precision, match.first, "text"), None
            )
        end = match.end
    return None


def _leans_on(
    match: DateMatch, index: int, told: Sequence[Told], earlier: Iterable[Dated], published: str | None, *, past: bool
) -> Dated | None:
    """Return the date told before that supplies what `match` leaves out, if one does; `past`: the text is historic."""
    if match.complete:
        return None
    told_before = [d for d in earlier if d.match.precision in ("day", "month", "season", "year")]
    if match.relative is not None:
        if match.relative.reference == "published":
            return None
        known = [d for d in told_before if _can_be_that(d, match.relative.unit, published)]
        near = bool(known) and (past or index - known[-1].index <= NEAR or match.relative.unit != "day")
        return known[-1] if near else None
    if match.first == Point():
        return None
    if match.form == GOES_ON:
        monthly = [d for d in told_before if d.resolution.first.month is not None and (past or index - d.index <= MONTH)]
        daily = [d for d in monthly if d.resolution.first.day is not None]
        # A month of another year is told by the way: "on 3 May they deposed her, in office since March 1979; on the 9th".
        strays = daily and monthly[-1].resolution.first.year != daily[-1].resolution.first.year
        return (daily if strays else monthly)[-1] if monthly else None
    joined = _shared_month(match, told[index], told_before, index)
    if joined is not None:
        return joined
    written, today, unbroken = parse_iso(published), of_today(told[index]), True
    later = 0  # a year told between, which the telling has reached
    for d in reversed(told_before):
        first = d.resolution.first
        if d.resolution.source == "published" and published is not None:
            if _of_last_year(d, told, index):
                return d  # "on 27 September last year ... . On 10 November ..."
            unbroken = False  # the telling has come back to the day of writing, which supplies nothing further
            continue
        here = d.index == index and d.match.end <= match.start
        if here and first.month is None and d.match.first.year is not None and d.match.last is None:
            later = max(later, d.match.first.year)
        if here and first.month is not None and (first.year or 0) < later:
            return None
        opens = here and not told[index].text[: d.match.start].strip().count(" ")
        if here and (first.month is not None or opens):
            return d
        if d.index == index or today or aside(told[d.index], d.match):
            continue  # told by the way: the next sentence does not go on from it
        same_block = told[d.index].block == told[index].block
        heads = same_block and year_alone(told[d.index]) is not None  # "2020. On 13 November ..."
        heads = heads or (same_block and d.index == index - 1 and _opens(d, told[d.index]) and (written is None or long_ago(first, written)))
        if heads or (same_block and d.index == index - 1 and first.day is not None) or written is None:
            return d
        whole = first.month is not None or (past and d.match.form == REMEMBERED)
        if unbroken and whole and (past or same_block) and long_ago(first, written):
            return d
        unbroken = unbroken and (first.month is None or long_ago(first, written))
    return None


def _opens(d: Dated, item: Told) -> bool:
    """Whether a year opens its sentence ("In 2014 they closed the border. In September ..."), which the next one goes on from."""
    return d.match.precision == "year" and d.match.last is None and not d.match.relative and len(item.text[: d.match.start].split()) < 2


def _of_last_year(d: Dated, told: Sequence[Told], index: int) -> bool:
    """Whether a date of a former year, told from the day of writing, opens what sentence `index` of its paragraph goes on with."""
    beside = d.match.relative
    back = beside is not None and beside.unit == "year" and beside.offset < 0 and d.match.first.month is not None
    return back and told[d.index].block == told[index].block and index - d.index <= NEAR and (index == d.index or not of_today(told[index]))


def _shared_month(match: DateMatch, item: Told, earlier: Sequence[Dated], index: int) -> Dated | None:
    """Return the day before a bare one whose month both have: joined to it ("le 3 mai et le 7"), or in the clause it goes on from."""
    cues = cues_of(item.language)
    if cues is None or match.first.month is not None or match.first.day is None or match.direction or not earlier:
        return None
    d = earlier[-1]
    whole = d.index == index and d.match.first.month is not None and d.match.first.day is not None
    if not whole:
        return None
    onward = cues.onward is not None and cues.onward.search(item.text, d.match.end, match.start)
    later = onward and match.first.day > (d.match.first.day or 0)
    return d if later or cues.joiner.fullmatch(item.text, d.match.end, match.start) else None


def _can_be_that(dated: Dated, unit: str, published: str | None) -> bool:
    """Whether "that day" may mean this one: told finely enough, not a day beside another, not yet to come."""
    first, beside = dated.resolution.first, dated.match.relative
    if (unit != "year" and first.month is None) or (unit == "day" and first.day is None):
        return False
    written = parse_iso(published)
    return not (beside and beside.offset) and (written is None or cut(first, written) <= order(written))


def _day(point: Point | None) -> date | None:
    return date(point.year, point.month, point.day) if point and point.year and point.month and point.day else None


def _point(day: date) -> Point:
    return Point(day.year, day.month, day.day)


def _result(
    match: DateMatch, first: Point, last: Point | None, source: Literal["text", "published", "previous"]
) -> Resolution | None:
    if not first.real or (last is not None and not last.real):
        return None
    if last is None:
        precision = "day" if first.day else "month" if first.month else "year"
        return Resolution(first.iso, precision, first, source)
    return Resolution(
        f"{first.iso}/{last.iso}", "decade" if match.precision == "decade" else "interval", first, source
    )


def _relative(match: DateMatch, base: Point | None) -> Resolution | None:
    rel = match.relative
    if rel is None or base is None or base.year is None:
        return None
    source = rel.reference
    if rel.unit == "year":
        year = base.year + rel.offset
        over = match.last is not None and (match.last.month or 12) < (match.first.month or 0)  # a winter
        last = replace(match.last, year=year + over) if match.last else None
        return _result(match, replace(match.first, year=year), last, source)
    if rel.unit == "month":
        if base.month is None:
            return None
        months = base.year * 12 + base.month - 1 + rel.offset
        ends = [Point(months // 12, months % 12 + 1, p.day) for p in (match.first, match.last) if p]
        return _result(match, ends[0], ends[1] if len(ends) > 1 else None, source)
    day = _day(base)
    if day is None:
        return None
    if rel.unit == "day":
        return _result(match, _point(day + timedelta(days=rel.offset)), None, source)
    monday = day - timedelta(days=day.weekday()) + timedelta(weeks=rel.offset)
    if rel.unit == "weekend":
        return _result(match, _point(monday + timedelta(days=5)), _point(monday + timedelta(days=6)), source)
    if match.weekday is not None:
        return _result(match, _point(monday + timedelta(days=match.weekday)), None, source)
    return _result(match, _point(monday), _point(monday + timedelta(days=6)), source)


def _nth(
    match: DateMatch, published: str | None, previous: Point | None, direction: Direction
) -> Resolution | None:
    """Resolve "the second Monday of May": first the month, then its day."""
    month = replace(match, nth=None, weekday=None)
    if match.first.month is None and match.relative is None:  # of the month the text was written in
        written = parse_iso(published)
        if written is None or written.month is None:
            return None
        month = replace(month, first=Point(written.year, written.month))
    found = resolve(month, published, previous=previous, direction=direction)
    if (
        found is None
        or found.first.year is None
        or found.first.month is None
        or match.weekday is None
        or match.nth is None
    ):
        return None
    year, number = found.first.year, found.first.month
    opens = date(year, number, 1)
    days = [
        day
        for n in range(31)
        if (day := opens + timedelta(days=n)).month == number and day.weekday() == match.weekday
    ]
    index = match.nth - 1 if match.nth > 0 else match.nth
    if not -len(days) <= index < len(days):
        return None
    source = "published" if match.first.month is None and match.relative is None else found.source
    return _result(replace(match, precision="day"), _point(days[index]), None, source)


def _weekday(weekday: int, written: date | None, way: Direction, *, strict: bool) -> Point | None:
    if written is None:
        return None
    if way in ("past", "soon"):
        back = (written.weekday() - weekday) % 7
        return _point(written - timedelta(days=back or (7 if strict else 0)))
    return _point(written + timedelta(days=(weekday - written.weekday()) % 7 or 7))
