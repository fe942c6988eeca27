"""State-years, dyad-years and what verbs add to them, on a world small enough to count by hand."""

from __future__ import annotations

import datetime
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.core.errors import FoedusError
from foedus.world.frame import Frame
from foedus.world.systems import Spells, dyad_years_sql
from foedus.world.world import World

CAPABILITY = """ccode,year,milex,milper,irst,pec,tpop,upop,cinc
20,2001,10,5,0,8,100,10,0.6
40,2001,,5,0,2,100,30,0.4
20,2002,10,5,0,8,100,10,0.6
"""
ALLIANCES = """ccode1,ccode2,year,atop_defense,atop_offense,atop_neutral,atop_nonagg,atop_consul
20,40,2001,1,0,0,0,1
20,40,2003,1,0,0,0,1
"""
MAJORS = """ccode,styear,stmonth,stday,endyear,endmonth,endday,version
20,1950,1,1,2004,12,31,1
"""


def cells(frame: Frame, *names: str) -> dict[tuple[object, ...], tuple[object, ...]]:
    return {tuple(r[c] for c in (*frame.codes, "year")): tuple(r[n] for n in names) for r in frame.rows()}


def test_a_year_holds_who_was_a_member_for_a_day(make) -> None:
    world = make()
    assert [r["ccode"] for r in world.state_years("cow", 2005).rows()] == [20, 40, 41, 42]
    assert [r["ccode"] for r in world.state_years("cow", 2006).rows()] == [20, 40, 42]
    assert [r["until"] for r in world.states("cow", 2005).rows()][2] == datetime.date(2005, 6, 30)


def test_two_states_that_never_shared_a_day_are_no_dyad(make) -> None:
    world = make()
    pairs = {(r["ccode1"], r["ccode2"]) for r in world.dyad_years("cow", 2005).rows()}
    assert pairs == set(permutations([20, 40, 41, 42], 2)) - {(41, 42), (42, 41)}
    assert world.dyad_years("cow", 2005, directed=False).count() * 2 == len(pairs)


SPELL = st.tuples(st.integers(1, 4), st.dates(datetime.date(2000, 1, 1), datetime.date(2003, 12, 31)), st.integers(0, 700))


@given(st.lists(SPELL, min_size=1, max_size=7))
def test_dyad_years_are_those_of_a_plain_count(spells: list[tuple[int, datetime.date, int]]) -> None:
    held = [(c, a, min(a + datetime.timedelta(n), datetime.date(2003, 12, 31))) for c, a, n in spells]
    expected = set()
    for c, a, b in held:
        for d, e, f in held:
            first, last = max(a, e), min(b, f)
            if c != d and first <= last:
                expected |= {(c, d, y) for y in range(first.year, last.year + 1)}
    rows = ", ".join(f"({c}, 'X', 'X', DATE '{a}', DATE '{b}')" for c, a, b in held)
    sql = dyad_years_sql(Spells("cow", f"SELECT * FROM (VALUES {rows}) AS s(code, abb, name, since, until)", (2000, 2003), None, 0), (2000, 2003), True)
    with World() as world:
        found = world.query(sql)
    assert len(found) == len(set(found))
    assert set(found) == expected


def test_years_beyond_the_list_are_refused_unless_asked_to_be_carried(make) -> None:
    world = make()
    with pytest.raises(FoedusError, match="speaks of 1900 to 2010") as caught:
        world.state_years("cow", (2009, 2012))
    assert "carry_forward=2" in str(caught.value.hint)
    carried = world.state_years("cow", (2009, 2012), carry_forward=2)
    assert [r["ccode"] for r in carried.rows() if r["year"] == 2012] == [20, 40, 42]  # who left before the end stays out
    assert any("the members of 2010 stand for 2011 to 2012" in n for n in carried.notes())
    with pytest.raises(FoedusError, match="run backwards"):
        world.state_years("cow", (2005, 2001))


def test_who_has_no_row_is_null_where_rows_are_the_coverage(make) -> None:
    frame = make(cow_nmc=CAPABILITY).state_years("cow", (2000, 2002)).add.capability()
    found = cells(frame, "milper", "milex", "cow_nmc_covered")
    assert found[20, 2001] == (5, 10, True)
    assert found[40, 2001] == (5, None, True)  # covered, with a component missing
    assert found[41, 2001] == (None, None, False)
    assert found[20, 2000] == (None, None, False)
    assert frame.coverage() == [{"table": "cow_nmc", "verb": "capability", "rows": 9, "covered": 3, "carried": 0}]
    assert any("6 of 9 state-years not covered" in n for n in frame.notes())


def test_who_has_no_row_is_zero_only_within_a_list_of_what_is(make) -> None:
    frame = make(atop_alliance=ALLIANCES).dyad_years("cow", (2000, 2004)).add.alliances()
    found = cells(frame, "defense", "atop_alliance_covered")
    assert found[20, 40, 2001] == (1, True)
    assert found[20, 40, 2002] == (0, True)
    assert found[40, 20, 2001] == (0, True)
    assert found[20, 40, 2000] == found[20, 40, 2004] == (None, False)


def test_spells_are_read_by_year(make) -> None:
    frame = make(cow_majors=MAJORS).state_years("cow", (2003, 2005)).add.majors(carry_forward=1)
    found = cells(frame, "major", "cow_majors_covered", "cow_majors_carried")
    assert found[20, 2004] == (1, True, 0)
    assert found[40, 2004] == (0, True, 0)
    assert found[20, 2005] == (1, False, 1)
    assert found[42, 2005] == (0, False, 1)


def test_both_sides_of_a_dyad_are_told_apart(make) -> None:
    frame = make(cow_nmc=CAPABILITY).dyad_years("cow", 2001).add.capability()
    found = cells(frame, "upop1", "upop2", "cow_nmc_covered1", "cow_nmc_covered2")
    assert found[20, 40, 2001] == (10, 30, True, True)
    assert found[40, 41, 2001] == (30, None, True, False)
    assert frame.coverage()[0]["covered"] == 2


@pytest.mark.parametrize("carry", [0, 1, 2])
def test_a_carried_value_is_the_last_and_no_further_than_asked(carry: int) -> None:
    # The packaged table of the World Bank ends in 2023, the packaged list of codes in 2025.
    with World() as world:
        last = world.use("gdp", None, "iso", "state", 0).coverage[1]
        frame = world.state_years("iso", (2020, 2025)).add.gdp(carry_forward=carry)
        found = {(r["iso3"], r["year"]): r for r in frame.rows() if r["iso3"] in ("FRA", "JPN")}
    assert {y for _, y in found} == set(range(2020, 2026))
    for (code, y), row in found.items():
        if y <= last:
            assert row["wb_gdp_covered"]
        elif y - last <= carry:
            assert row["gdp"] == found[code, last]["gdp"]
            assert row["wb_gdp_carried"] == y - last
        else:
            assert row["gdp"] is None


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (lambda w: w.state_years("cow", 2001).add.alliances(), "world-unit"),
        (lambda w: w.state_years("cow", 2001).add.capabilities(), "world-verb"),
        (lambda w: w.state_years("cow", 2001).add.capability(source="nmcc"), "world-source"),
        (lambda w: w.state_years("cow", 2001).add.trade(), "world-missing"),
        (lambda w: w.states("cow").add.capability(), "world-unit"),
        (lambda w: w.state_years("cow", 2001).add.capability().add.capability(), "world-twice"),
        (lambda w: w.state_years("cow", 2001).add.capability(carry_forward=-1), "world-carry"),
        (lambda w: w.state_years("correlates"), "world-system"),
    ],
)
def test_mistakes_are_told(make, act, code: str) -> None:
    with pytest.raises(FoedusError) as caught:
        act(make(cow_nmc=CAPABILITY))
    assert caught.value.code == code
    assert caught.value.hint


def test_a_package_that_is_not_there_is_asked_for_in_words(make) -> None:
    import importlib.util

    frame = make().state_years("cow", 2001)
    for method, module in (("pl", "polars"), ("df", "pandas"), ("arrow", "pyarrow")):
        if importlib.util.find_spec(module) is None:
            with pytest.raises(FoedusError, match=f"{module} is not installed"):
                getattr(frame, method)()
        else:
            assert len(getattr(frame, method)()) == 3


def test_the_relation_goes_on_in_duckdb(make) -> None:
    world = make(cow_nmc=CAPABILITY)
    kept = world.state_years("cow", (2001, 2002)).add.capability().relation().filter("cinc > 0.5")
    assert sorted(r[0] for r in kept.fetchall()) == [20, 20]


def test_sources_and_references_are_of_what_was_used(make) -> None:
    world = make(cow_nmc=CAPABILITY, atop_alliance=ALLIANCES)
    frame = world.dyad_years("cow", 2001).add.alliances()
    assert [s["table"] for s in world.sources(frame)] == ["cw_system", "atop_alliance"]
    assert all(s["checked"] is False and s["version"] is None for s in world.sources(frame))  # our files are none of the known
    cited = world.cite(frame)
    assert set(cited.tables) == {"cw_system", "atop_alliance"}
    assert "leeds_etal_2002" in cited.bibtex
    assert "singer" not in cited.bibtex
    assert {i["id"] for i in cited.csl} == {k for keys in cited.tables.values() for k in keys}


def test_the_bibtex_is_read_back(make) -> None:
    from bibtexparser import parse_string

    world = make(cow_nmc=CAPABILITY)
    cited = world.cite(world.state_years("cow", 2001).add.capability())
    read = parse_string(cited.bibtex)
    assert not read.failed_blocks
    assert {e.key for e in read.entries} == {i["id"] for i in cited.csl}
    entry = next(e for e in read.entries if e.key == "singer_1987")
    assert entry.fields_dict["pages"].value == "115--132"


def test_another_file_says_that_it_is_another(make) -> None:
    frame = make(cow_nmc=CAPABILITY).state_years("cow", 2001).add.capability()
    assert any("another file" in n and n.startswith("cow_nmc") for n in frame.notes())


def test_a_file_that_lacks_columns_is_told(make) -> None:
    with pytest.raises(FoedusError, match="lacks: year, imports, exports"):
        make(cow_trade_sy="ccode\n20\n").state_years("cow", 2001).add.trade()


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(FoedusError, match="no such folder"):
        World(tmp_path / "nothing")
