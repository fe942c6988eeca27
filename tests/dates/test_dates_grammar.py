"""What the date grammars find and how it is resolved, sentence by sentence and round trip."""

from __future__ import annotations

import datetime
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.langs.grammar.dates import find_dates, grammar
from foedus.langs.grammar.resolve import Told, parse_iso, resolve, resolve_text
from foedus.langs.grammar.roman import roman
from foedus.langs.registry import language, languages

CASES = tomllib.loads((Path(__file__).parent / "dates.toml").read_text(encoding="utf-8"))["case"]
WITH_DATES = [c for c, tongue in languages().items() if tongue.table("dates")]


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c['language']}: {c['text'][:40]}")
def test_sentences(case: dict[str, object]) -> None:
    text = str(case["text"])
    told = [Told(text, 0, language(str(case["language"])))]
    published = case.get("published")
    found = resolve_text(told, str(published) if published else None)
    assert [[text[d.match.start : d.match.end], d.resolution.iso] for d in found] == case["dates"]


def _written(day: datetime.date, code: str) -> list[str]:
    """Write a day in words with the language's own month names, or as it writes dates."""
    months = {
        m: n for n, m in language(code).table("dates").get("months", {}).items() if len(n) > 4 or n == "May"
    }
    name = next(
        (w for w, n in language(code).table("dates").get("months", {}).items() if n == day.month), None
    )
    name = months.get(day.month, name)
    return {
        "en": [f"{day.day} {name} {day.year}", f"{name} {day.day}, {day.year}"],
        "es": [f"{day.day} de {name} de {day.year}", f"{day.day}/{day.month}/{day.year}"],
        "ko": [f"{day.year}년 {day.month}월 {day.day}일", f"{day.year}. {day.month}. {day.day}."],
    }.get(code) or [form.format(**_parts(day, code)) for form in language(code).table("dates").get("written", ())]


def _parts(day: datetime.date, code: str) -> dict[str, object]:
    """What a folder's own way to write a day (`written`, `written_short`) may name."""
    genitive = language(code).table("dates").get("genitive", [""] * 12)[day.month - 1]
    named = language(code).table("dates").get("months", {})
    word = day.month if genitive else next(w for w, n in named.items() if n == day.month)
    return {"day": day.day, "month": word, "number": day.month, "year": day.year, "genitive": genitive}


@pytest.mark.parametrize("code", WITH_DATES)
@settings(max_examples=60, deadline=None)
@given(day=st.dates(datetime.date(1800, 1, 1), datetime.date(2099, 12, 31)))
def test_a_written_date_reads_back(code: str, day: datetime.date) -> None:
    for written in [*_written(day, code), day.isoformat(), day.strftime("%d.%m.%Y")]:
        found = find_dates(f"({written})", language(code))
        assert [m.first.iso for m in found] == [day.isoformat()], written
        assert f"({written})"[found[0].start : found[0].end].rstrip(".") == written.rstrip(".")


@pytest.mark.parametrize("code", ["en", "es", "ko"])  # whose way of writing a day without a year is known here
@settings(max_examples=40, deadline=None)
@given(day=st.dates(datetime.date(1990, 1, 1), datetime.date(2040, 1, 1)), back=st.integers(0, 360))
def test_a_day_without_year_is_the_last_one(code: str, day: datetime.date, back: int) -> None:
    told = day - datetime.timedelta(days=back)
    if (told.month, told.day) == (2, 29):
        return
    written = {"en": f"{told.day} {told:%B}", "ko": f"{told.month}월 {told.day}일"}.get(code)
    if code == "es":
        written = _written(told, "es")[0].rsplit(" de ", 1)[0]
    if "written_short" in language(code).table("dates"):
        written = language(code).table("dates")["written_short"].format(**_parts(told, code))
    assert written is not None
    (match,) = find_dates(f"({written})", language(code))
    meaning = resolve(match, day.isoformat())
    assert meaning is not None
    assert meaning.iso == told.isoformat()


@settings(max_examples=150, deadline=None)
@given(
    text=st.text(alphabet="0123456789 .,-/~–년월일세기del of in May [](){}%$abc\n", max_size=60),
    code=st.sampled_from(WITH_DATES),
)
def test_nothing_overlaps_and_nothing_breaks(text: str, code: str) -> None:
    found = find_dates(text, language(code))
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(0 <= m.start < m.end <= len(text) and 0 < m.confidence <= 1 for m in found)


def test_a_day_that_does_not_exist_is_not_read() -> None:
    assert find_dates("31 February 2020", language("en"))[0].first.iso == "2020-02"
    assert not find_dates("2021-02-29", language("en"))


def test_day_and_month_that_cannot_be_told_apart_are_left_out() -> None:
    assert not find_dates("03/04/2022", language("en"))
    assert find_dates("03/04/2022", language("es"))[0].first.iso == "2022-04-03"
    assert find_dates("13/04/2022", language("en"))[0].first.iso == "2022-04-13"


def test_what_supplied_the_year_is_told() -> None:
    told = [
        Told("On 28 December 2014 it began.", 0, language("en")),
        Told("By 2 January it was over.", 0, language("en")),
    ]
    first, second = resolve_text(told, "2020-06-01")
    assert (first.resolution.source, first.previous) == ("text", None)
    assert (second.resolution.iso, second.resolution.source) == ("2015-01-02", "previous")
    assert second.previous == (0, first.match.start, first.match.end)
    apart = [told[0], Told(told[1].text, 1, language("en"))]
    assert resolve_text(apart, "2020-06-01")[1].resolution.iso == "2015-01-02"
    today = [told[0], Told("Since 2 January it has been over.", 1, language("en"))]
    assert resolve_text(today, "2020-06-01")[1].resolution.iso == "2020-01-02"


def test_partial_day_of_writing() -> None:
    (match,) = find_dates("in October", language("en"))
    assert resolve(match, None) is None
    assert (meaning := resolve(match, "2022-01")) is not None
    assert meaning.iso == "2021-10"
    assert (meaning := resolve(match, "2022")) is not None
    assert meaning.iso == "2022-10"
    assert parse_iso("2020/2021") is None


def test_roman_numerals() -> None:
    assert [roman(w) for w in ("I", "XIV", "XXI", "Kyiv", "")] == [1, 14, 21, None, None]


@pytest.mark.parametrize("code", WITH_DATES)
def test_every_pattern_of_a_language_compiles(code: str) -> None:
    rules = grammar(language(code))
    assert len(rules.patterns) >= 20
    assert all(p.values.get("drop") or 0 < p.values["confidence"] <= 1 for p in rules.patterns)
    assert {"sentence", "near_past", "near_ahead", "until", "side"} <= set(
        language(code).table("dates")["ahead"]
    )
