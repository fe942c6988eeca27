"""Which state a name means when, and which questions are refused."""

from __future__ import annotations

import datetime

import pytest

from foedus.core.errors import FoedusError
from foedus.world.crosswalk import SYSTEMS, links, way
from foedus.world.naming import code, refusals


@pytest.mark.parametrize(
    ("state", "when", "to", "of", "reason"),
    [
        ("Germany", 1970, "cow", None, "two German states"),
        ("DEU", 1990, "cow", None, "its code changes in that year"),
        (260, 1990, "cow", "gw", "260 to 1990-10-02; Germany is 255 from 1990-10-03"),
        ("Yemen", 1985, "gw", None, "two Yemeni states"),
        (678, 1990, "cow", "gw", "its code changes in that year"),
        ("Serbia", 1999, "cow", None, "part of Yugoslavia"),
        ("Yugoslavia", 2005, "cow", None, "Serbia and Montenegro"),
        (345, 2006, "gw", "cow", "its code changes in that year"),
        ("Vietnam", 1965, "cow", None, "two Vietnamese states"),
        ("Viet Nam", 1976, "gw", None, "not yet united"),
        ("Korea", 1995, "cow", None, "two Korean states"),
        ("Congo", 1975, "iso", None, "two states are called Congo"),
        ("USSR", 1991, "iso", None, "had ended"),
        ("Russia", 1950, "cow", None, "part of the Soviet Union"),
    ],
)
def test_an_ambiguous_state_year_is_refused_with_the_reason_and_the_way_out(state: str | int, when: int, to: str, of: str | None, reason: str) -> None:
    with pytest.raises(FoedusError) as caught:
        code(state, when, to, of)
    assert caught.value.code == "world-ambiguous"
    assert reason in caught.value.message
    assert str(caught.value.hint).startswith("write ")


@pytest.mark.parametrize(
    ("state", "when", "to", "of", "expected"),
    [
        ("Germany", datetime.date(1990, 10, 3), "cow", None, 255), ("DEU", datetime.date(1990, 10, 2), "cow", None, 260), ("DEU", 1990, "gw", None, 260),
        ("Germany", 1900, "gw", None, 255), ("East Germany", 1980, "iso", None, "DDR"), ("Yemen", 2000, "cow", None, 679), ("Yemen", 2000, "gw", None, 678),
        ("YMD", 1980, "gw", None, 680), ("Serbia", 2010, "gw", None, 340), ("Serbia", 2010, "cow", None, 345), ("serbia", 1900, "gw", None, 340),
        ("Vietnam", 1990, "cow", None, 816), ("Korea", 1900, "cow", None, 730), ("South Korea", 1995, "cow", None, 732), ("USSR", 1980, "iso", None, "SUN"),
        ("kaz", 2022, "gw", None, 705), (970, 2005, "gw", "cow", 971), (970, 2005, "cow", "gw", 946), (267, 1860, "gw", "cow", 267),
    ],
)  # fmt: skip
def test_a_clear_question_is_answered(state: str | int, when: int | datetime.date, to: str, of: str | None, expected: int | str) -> None:
    assert code(state, when, to, of) == expected


@pytest.mark.parametrize(
    ("state", "when", "told"),
    [("Kazakstan", 2022, "nearest: Kazakhstan"), ("South Sudanese Kingdom", 2022, "nearest"), ("SCG", 2010, "another year"), ("260", 1980, "which list")],
)  # fmt: skip
def test_what_is_not_known_is_told(state: str, when: int, told: str) -> None:
    with pytest.raises(FoedusError) as caught:
        code(state, when)
    assert caught.value.code == "world-state"
    assert told in str(caught.value) or told in str(caught.value.hint)


def test_every_name_of_a_refusal_is_refused_on_its_days() -> None:
    for refusal in refusals():
        day = min(refusal.since + datetime.timedelta(1), refusal.until)
        for name in refusal.names:
            with pytest.raises(FoedusError, match="is refused"):
                code(name, day)


@pytest.mark.parametrize("source", [*SYSTEMS, "name"])
@pytest.mark.parametrize("target", SYSTEMS)
@pytest.mark.parametrize("policy", ["dated", "today", "continued"])
def test_a_code_never_becomes_two_in_one_year(source: str, target: str, policy: str) -> None:
    found = way(source, target, policy)
    seen: dict[object, list[tuple[int, int]]] = {}
    back: dict[tuple[object, int], set[object]] = {}
    for start, first, last, end in found.ranges:
        assert all(last < a or b < first for a, b in seen.get(start, []))
        seen.setdefault(start, []).append((first, last))
        for year in (1950, 1990, 1991, 2003, 2006, 2020):
            if first <= year <= last and source != "name":
                back.setdefault((end, year), set()).add(start)
        assert not any((start, year) in found.refused for year in range(max(first, 1816), min(last, 2030) + 1))
    assert all(len(starts) == 1 for starts in back.values())


def test_ways_there_and_back_agree() -> None:
    there, back = way("gw", "cow"), way("cow", "gw")
    for start, first, last, end in there.ranges:
        for year in {max(first, 1816), min(last, 2020)}:
            assert any(s == end and a <= year <= b and e == start for s, a, b, e in back.ranges), (start, year, end)


def test_rows_of_codes_are_of_their_days_and_cite() -> None:
    for link in links():
        assert link.source
        assert link.since <= link.until
        for other in links():
            if other is not link and link.iso and link.iso == other.iso:
                assert link.until < other.since or other.until < link.since
