"""Years at the edges: what no list of states speaks of, hints that can be typed, and years in which a territory changed."""

from __future__ import annotations

import datetime
import json
import re
from pathlib import Path

import pytest

from foedus.cli.main import main
from foedus.core.errors import FoedusError
from foedus.pipeline.lookups import Lookups
from foedus.world.asking import codes_of
from foedus.world.capability import rank
from foedus.world.crosswalk import SYSTEMS, broken, changes, links, way
from foedus.world.naming import code, spoken
from foedus.world.world import World


@pytest.mark.parametrize(("when", "hint"), [(1500, "1816"), (1815, "1816"), (2026, "2025"), (9999, "2025"), (datetime.date(1700, 5, 1), "1816")])
@pytest.mark.parametrize("to", SYSTEMS)
def test_a_year_of_which_no_list_speaks_has_no_codes(when: int | datetime.date, hint: str, to: str) -> None:
    with pytest.raises(FoedusError) as caught:
        code("CAN", when, to)
    assert caught.value.code == "world-years"
    assert caught.value.hint == f"--when {hint}"
    assert code("CAN", int(hint), to)


def test_lists_at_hand_tell_who_was_a_member(make) -> None:
    world = make()  # Canada from 1900 to 2010, and number 41 (Haiti) to June 2005
    assert codes_of(world, "CAN", 1950, ["cow"]).codes == {"cow": 20}
    found = codes_of(world, "HTI", 2003, SYSTEMS)
    assert found.codes == {"cow": 41, "gw": 41, "iso": "HTI"}
    assert [n.split(":")[0] for n in found.notes] == ["gw", "iso"], "whose list is not at hand"
    gone = codes_of(world, "HTI", 2008, SYSTEMS)
    assert gone.codes["cow"] is None
    assert "41 is no member in 2008 (a day of 1900-01-01 to 2005-06-30)" in gone.notes[0]
    assert codes_of(world, "HTI", datetime.date(2005, 6, 30), ["cow"]).codes == {"cow": 41}
    for when, told in ((datetime.date(2005, 7, 1), "no member"), (1850, "begins in 1900")):
        with pytest.raises(FoedusError, match=told):
            codes_of(world, "HTI", when, ["cow"])
    later = codes_of(world, "CAN", 2015, ["cow"])
    assert later.codes == {"cow": 20}
    assert "its list ends in 2010" in later.notes[0]


def test_what_no_list_has_is_refused_whole(make) -> None:
    with pytest.raises(FoedusError, match="there was no SCG in 1985"):
        codes_of(make(), "SCG", 1985, SYSTEMS)
    early = codes_of(make(), "CAN", 1900, SYSTEMS)
    assert early.codes["iso"] is None
    assert any("first published in 1974" in n for n in early.notes)


def test_the_command_tells_notes_and_refuses(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["world", "code", "KAZ", "--when", "2023", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["result"]
    assert found["codes"] == {"cow": 705, "gw": 705, "iso": "KAZ"}
    assert len(found["notes"]) == 2
    assert main(["world", "code", "KAZ", "--when", "1600"]) == 3
    assert "a year from 1816 to 2025" in capsys.readouterr().err


@pytest.mark.parametrize("asked", [(1500, 1600), (2030, 2040), (1850, 1880), (2009, 2040), (1850, 2005), (2011, 2011)])
def test_hints_for_years_can_be_taken(make, asked: tuple[int, int]) -> None:
    world = make()
    with pytest.raises(FoedusError) as caught:
        world.state_years("cow", asked)
    typed = re.search(r"--years (\d+):(\d+)", str(caught.value.hint))
    assert typed
    assert world.state_years("cow", (int(typed[1]), int(typed[2]))).count()


@pytest.mark.parametrize(("measure", "year", "told"), [("gdp", 2030, "covers 1960 to 2023"), ("gdp", 1850, "covers 1960"), ("vetoes", 2030, "kept up to"), ("vetoes", 1900, "from 1945")])
def test_a_ranking_of_a_year_without_values_says_what_there_is(measure: str, year: int, told: str) -> None:
    with World() as world, pytest.raises(FoedusError) as caught:
        rank(world, measure, year)
    assert caught.value.code == "world-rank"
    assert told in str(caught.value.expected)
    assert re.search(r"--year \d{4}$", str(caught.value.hint))


SHAPES = [("DEU", 1990), ("YEM", 1990), ("RUS", 1991), ("SRB", 2006), ("MNE", 2006), ("SDN", 2011), ("ETH", 1993), ("IDN", 2002)]


@pytest.mark.parametrize(("state", "year"), SHAPES)
def test_a_yearly_value_of_a_year_in_which_the_territory_changed_is_of_nobody(state: str, year: int) -> None:
    for system in SYSTEMS:
        found = way("iso", system, "today")
        assert (state, year) in found.refused, system
        assert not any(s == state and a <= year <= b for s, a, b, _ in found.ranges)
        assert any(s == state and a <= year + 1 <= b for s, a, b, _ in found.ranges)
    with pytest.raises(FoedusError) as caught:
        Lookups(folder=None).code(state, year, "iso", "today")  # type: ignore[arg-type]
    assert caught.value.code == "world-ambiguous"


def test_the_same_codes_are_held_to_the_territory_too() -> None:
    found = way("iso", "iso", "today")
    of = {s: (a, b) for s, a, b, _ in found.ranges if s in ("DEU", "CAN")}
    assert of["DEU"][0] == 1991
    assert of["CAN"][0] <= 1900


def test_every_loss_of_territory_names_its_source_and_a_state_of_today() -> None:
    known = {link.iso for link in links() if not link.ends}
    assert set(changes()) <= known
    assert all(day.year >= 1960 and source for days in changes().values() for day, _, source in days)
    assert sum(len(broken(link)) for link in links() if not link.ends) >= len(SHAPES)


AS_OF_OLD = {"gw_system": "gwcode,gw_abb,gw_name,microstate,start,end\n260,GFR,Germany,0,1955-05-05,2020-12-31\n625,SUD,Sudan,0,1956-01-01,2020-12-31\n626,SSD,South Sudan,0,2011-07-09,2020-12-31\n"}


def test_gdp_of_a_year_of_change_is_null_and_said(make) -> None:
    rows = "".join(f"{iso},{year},{n}\n" for n, (iso, year) in enumerate((i, y) for i in ("DEU", "SDN", "SSD") for y in (1985, 1990, 1991, 2010, 2011)))
    world = make(**AS_OF_OLD, wb_gdp="iso3,year,gdp\n" + rows)
    for system, key in (("gw", "gwcode"), ("iso", "iso3")):
        for years in ((1985, 1991), (2010, 2011)):
            frame = world.state_years(system, years).add.gdp()
            by = {(r[key], r["year"]): (r["gdp"], r["wb_gdp_covered"]) for r in frame.rows()}
            germany, sudan = (260, 625) if system == "gw" else ("DEU", "SDN")
            if years[0] == 1985:
                assert [by[germany, y][1] for y in (1985, 1990, 1991)] == [False, False, True]
                assert by[germany, 1990] == (None, False)
                assert any("1990 is refused" in n and "1990-10-03" in n for n in frame.notes())
            else:
                assert [by[sudan, y][1] for y in (2010, 2011)] == [True, False]
                assert any("South Sudan left it on 2011-07-09" in n for n in frame.notes())


def test_the_lists_that_foedus_knows() -> None:
    assert {s: spoken(s) for s in SYSTEMS} == {"cow": (1816, 2016), "gw": (1816, 2020), "iso": (1974, 2025)}


@pytest.mark.parametrize(("year", "first"), [(2016, ["USA", "RUS", "CHN", "FRA", "DEU"]), (2020, ["USA", "RUS", "FRA", "DEU", "CHN"]), (2024, ["USA", "FRA", "RUS", "CHN", "DEU"])])
def test_arms_exports_of_our_own_table(year: int, first: list[str]) -> None:
    with World() as world:
        found = rank(world, "arms-exports", year)
        assert [r.code for r in found.ranks][:5] == first
        assert found.ranks[0].value > 30
        assert sum(r.value for r in found.ranks) <= 100
        assert {s["table"] for s in found.sources} == {"arms_exports"}
        with pytest.raises(FoedusError, match="no arms-exports for 2015"):
            rank(world, "arms-exports", 2015)


def test_every_year_of_arms_exports_names_its_source_and_a_state() -> None:
    with World() as world:
        rows = world.query(f"SELECT iso3, year, share, source FROM {world.held('arms_exports').reader()}")
    assert {y for _, y, _, _ in rows} == set(range(2016, 2025))
    assert all(source and 0 < share < 100 for _, _, share, source in rows)
    assert {iso for iso, *_ in rows} <= {link.iso for link in links() if not link.ends}


def test_the_world_holds_a_code_against_its_list(make) -> None:
    world = make()
    assert world.code("HTI", 2003) == 41
    with pytest.raises(FoedusError, match="no member in 2008"):
        world.code("HTI", 2008)
    assert world.code("HTI", 2008, "gw") == 41, "that list is not at hand"


@pytest.mark.parametrize(
    ("typed", "said", "again"),
    [
        (("code", "345", "--when", "2006"), "which list", "foedus world code cow:345 --when 2006"),
        (("states", "--add", "alliances"), "two states", "foedus world dyads --add alliances"),
        (("add", "nowhere.csv", "--as", "cow_nmc"), "no such file", "foedus world add FILE --as cow_nmc"),
    ],
)
def test_a_mistake_at_the_command_is_told_in_its_own_words(typed: tuple[str, ...], said: str, again: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["world", *typed, *([] if typed[0] == "add" else ["--data", str(tmp_path)])]) == 3
    told = capsys.readouterr().err
    assert said in told
    assert again in told
    assert "of=" not in told
