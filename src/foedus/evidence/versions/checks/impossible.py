"""Dates that cannot be, and ages and durations that contradict two dates."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache

from foedus.evidence.rows import Row
from foedus.evidence.versions.checks.lines import Line
from foedus.evidence.versions.checks.rules import rules
from foedus.evidence.versions.sides import finding, show
from foedus.langs.registry import language

_MANY = 3  # dates after publication from which the date of publication is the odd one


def impossible(line: Line) -> Iterator[Row]:
    """Yield days that no month has, spans that end before they begin, durations and ages that contradict the dates beside them."""
    yield from _no_such_day(line)
    yield from _spans(line)
    yield from _births(line)


def later(lines: Sequence[Line], published: str | None) -> Iterator[Row]:
    """Yield what a document tells as past and dates after its own publication.

    Parameters
    ----------
    lines
        The sentences of one document.
    published
        The day it was published, ISO; nothing is found where it is unknown or partial.
    """
    if not published or len(published) < 10:
        return
    found: list[Row] = []
    for line in lines:
        if rules(line.language).ahead.search(line.text):
            continue
        told = [e for e in line.rows["events"] if e["status"] == "happened"]
        for d in line.rows["dates"]:
            iso = str(d["iso"])
            # A year that was supplied from elsewhere is no witness.
            if d["resolved_from"] or "/" in iso or iso <= published[: len(iso)]:
                continue
            event = any(e["start"] <= d["start"] < e["end"] for e in told)
            # A year alone may be part of a name.
            if event or (len(iso) > 4 and not line.rows["events"] and rules(line.language).behind.search(line.text)):
                found.append(d)
    if len({d["iso"] for d in found}) >= _MANY:
        yield finding(
            "impossible_date", "medium", found,
            f"The document is dated {published} and tells of {len(found)} later dates as past; its date may be that of another text.", 0.6,
        )
        return
    for d in found:
        yield finding("impossible_date", "high", [d], f"{show(d['quote'])} is told as past in a document of {published}.", 0.7)


def _no_such_day(line: Line) -> Iterator[Row]:
    for pattern in _days(line.language):
        for m in pattern.finditer(line.text):
            month = _month(line.language, m["month"])
            year = int(m["year"]) if m.groupdict().get("year") else None
            if month is None:
                continue
            last = monthrange(year or 2000, month)[1]
            if int(m["day"]) > last:
                yield finding(
                    "impossible_date", "high", [line.place(*m.span())], f"There is no day “{show(m[0])}”: that month has {last} days.", 0.9
                )


@cache
def _days(code: str) -> tuple[re.Pattern[str], ...]:
    """Return how a language writes a day of a month: as its table of months lets one tell."""
    plain = r"(?<![\d.,/-])(?P<year>[12]\d{3})-(?P<month>\d{2})-(?P<day>\d{2})(?![\d/-])"
    cjk = r"(?:(?P<year>[12]\d{3}) ?년 ?)?(?<!\d)(?P<month>\d{1,2}) ?월 ?(?P<day>\d{1,2}) ?일(?!\w*간)"
    months = [re.escape(m) for m in language(code).table("dates").get("months", {}) if len(m) > 2]
    found = [plain]
    day = language(code).table("checks").get("day", {})
    mark, join = day.get("mark", ""), day.get("join", "")
    if months:
        names = "|".join(sorted(months, key=len, reverse=True))
        found += [
            rf"(?<![\d.,-])(?P<day>\d{{1,2}}){mark}{join} (?P<month>{names})(?!\w)(?:,?{join} (?P<year>[12]\d{{3}})(?!\d))?",
            rf"(?<!\w)(?P<month>{names}) (?P<day>\d{{1,2}}){mark}(?![\d.,:]\d|\d|\w)(?:, (?P<year>[12]\d{{3}})(?!\d))?",
        ]
    if code == "ko":
        found.append(cjk)
    return tuple(re.compile(p) for p in found)


def _month(code: str, text: str) -> int | None:
    value = int(text) if text.isdigit() else language(code).table("dates")["months"].get(text)
    return value if value is not None and 1 <= value <= 12 else None


def _spans(line: Line) -> Iterator[Row]:
    found = rules(line.language)
    spans = list(found.from_to.finditer(line.text))
    if found.backwards.search(line.text):
        return
    for m in spans:
        a, b = int(m["a"]), int(m["b"])
        if b < a:
            yield finding("impossible_date", "high", [line.place(*m.span())], f"“{show(m[0])}” ends before it begins.", 0.7)
    years = [q for q in line.rows["quantities"] if q["unit"] == "years" and q["unit_kind"] == "duration" and q["value"] is not None]
    if len(spans) == len(years) == 1 and int(spans[0]["b"]) > int(spans[0]["a"]):
        apart, told = int(spans[0]["b"]) - int(spans[0]["a"]), float(years[0]["value"])
        gap = min(abs(line.where(years[0])[0] - spans[0].end()), abs(spans[0].start() - line.where(years[0])[1]))
        # Counted with both ends a span is a year longer; a rough number may be off by a fifth.
        slack = max(1.0, 0.2 * told if years[0]["approximate"] else 0.0)
        if abs(apart - told) > slack and gap <= 30 and not found.changed.search(line.text):
            yield finding(
                "contradiction", "medium", [line.place(*spans[0].span()), years[0]],
                f"“{show(spans[0][0])}” is {apart} years, and the text says {show(years[0]['quote'])}.", 0.6,
            )


def _births(line: Line) -> Iterator[Row]:
    """An age beside a year of birth, in the words of one sentence that tells of now."""
    found = rules(line.language)
    ages = [q for q in line.rows["quantities"] if q["unit"] == "years of age" and q["value"] is not None]
    dated = [d for d in line.rows["dates"] if re.match(r"\d{4}", str(d["iso"]))]
    published = next((str(d) for d in (line.document.metadata.published,) if d), None)
    if len(ages) != 1 or len(dated) != 1 or not published or not found.born.search(line.text) or found.past.search(line.text):
        return
    age = int(published[:4]) - int(str(dated[0]["iso"])[:4])
    if not age - 1 <= float(ages[0]["value"]) <= age and age < 120 and date.fromisoformat(published[:10]):
        yield finding(
            "contradiction", "medium", [ages[0], dated[0]],
            f"{show(ages[0]['quote'])} does not agree with a birth in {show(dated[0]['quote'])}, seen from {published}.", 0.6,
        )
