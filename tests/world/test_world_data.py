"""The world against the published tables: the index recomputed, dyad-years as R makes them, every verb beyond what it covers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from foedus.world.capability import cinc, measures, rank
from foedus.world.crosswalk import links
from foedus.world.frame import Frame, added
from foedus.world.joining import written
from foedus.world.manifest import tables
from foedus.world.verbs import Source, Verb, verbs
from foedus.world.world import World

pytestmark = pytest.mark.data

ALL = [(verb, source) for verb in verbs().values() for source in verb.sources]


@pytest.fixture(scope="module")
def world(foedus_data: Path) -> Iterator[World]:
    folder = foedus_data / "world"
    if not folder.is_dir():
        pytest.skip("FOEDUS_DATA holds no folder world")
    with World(folder) as found:
        yield found


def frame(world: World, source: Source, years: tuple[int, int], system: str = "cow") -> Frame:
    last = world.list_years(system)[1]
    make = world.dyad_years if source.unit == "dyad" or source.pair else world.state_years
    return make(system, years, carry_forward=max(0, years[1] - last))


def test_the_index_of_capability_is_recomputed_in_every_row(world: World) -> None:
    stored = {(c, y): v for c, y, v in world.query(f"SELECT ccode, year, cinc FROM {world.held('cow_nmc').reader()}")}
    again = {(c, y): v for c, y, v, _ in cinc(world)}
    assert len(again) == 17_121
    assert again.keys() == stored.keys()
    assert max(abs(again[k] - stored[k]) for k in stored) < 1e-7


@pytest.mark.parametrize(("system", "carried", "rows"), [("cow", 8, 2_214_930), ("gw", 4, 2_599_466)])
def test_dyad_years_are_as_many_as_in_r(world: World, system: str, carried: int, rows: int) -> None:
    made = world.dyad_years(system, (1816, 2024), carry_forward=carried)
    assert made.count() == rows  # benchmarks/world.py says in what time and memory
    assert world.dyad_years(system, (1816, 2024), directed=False, carry_forward=carried).count() * 2 == rows


@pytest.mark.parametrize("name", [n for n, t in tables().items()])
def test_the_manifest_tells_what_is_in_the_file(world: World, name: str) -> None:
    held = world.held(name)
    assert held.checked
    columns = [r[0] for r in world.query(f"DESCRIBE SELECT * FROM {held.reader()}")]
    assert tuple(columns) == held.table.columns
    assert world.query(f"SELECT count(*) FROM {held.reader()}")[0][0] == held.table.rows
    for source in (s for _, s in ALL for _, t, _ in s.tables if t == name):
        low, high = world.query(f"SELECT min({source.years[0]}), max({source.years[-1]}) FROM {held.reader()}")[0]
        assert (low, high) == held.table.coverage


@pytest.mark.parametrize(("verb", "source"), ALL, ids=lambda x: x.name)
@pytest.mark.parametrize("system", ["cow", "gw", "iso"])
def test_beyond_its_years_every_verb_gives_null_and_a_note(world: World, verb: Verb, source: Source, system: str) -> None:
    last = world.use(verb.name, source.name, system, "dyad" if source.unit == "dyad" else "state", 0).coverage[1]
    if system == "iso" and last >= 2025:
        pytest.skip("the list of codes ends with the table")
    base = frame(world, source, (max(last - 1, 2012) if system == "iso" else last - 1, max(last, 2012) + 1), system)
    made = added(base, verb.name, source.name)
    name = made.uses[0].held.table.name
    flags = [c for c in written(made.uses[0], made.unit) if "_covered" in c]
    values = [c for c in written(made.uses[0], made.unit) if "_covered" not in c]
    something = " OR ".join(f'"{c}" IS NOT NULL' for c in values)
    beyond = f"SELECT count(*), count(*) FILTER (WHERE {' OR '.join(flags)}), count(*) FILTER (WHERE {something}) FROM ({made.sql}) WHERE year > {last}"
    rows, covered, written_in = world.query(beyond)[0]
    assert rows > 0
    assert (covered, written_in) == (0, 0)
    assert any(note.startswith(f"{name}: covers") and "null" in note for note in made.notes())
    if system == "cow" and last <= 2024:  # and within them it says something, so that the nulls are no accident
        assert world.query(f"SELECT count(*) FILTER (WHERE {something}) FROM ({made.sql}) WHERE year = {last}")[0][0] > 0


@pytest.mark.parametrize(("verb", "source"), ALL, ids=lambda x: x.name)
def test_before_its_years_too(world: World, verb: Verb, source: Source) -> None:
    first = world.use(verb.name, source.name, "cow", "dyad" if source.unit == "dyad" else "state", 0).coverage[0]
    if first <= 1816:
        pytest.skip("the list of states begins no earlier")
    made = added(frame(world, source, (first - 1, first - 1)), verb.name, source.name)
    something = " OR ".join(f'"{c}"' + (" " if "_covered" in c else " IS NOT NULL ") for c in written(made.uses[0], made.unit))
    assert world.query(f"SELECT count(*) FILTER (WHERE {something}) FROM ({made.sql})")[0][0] == 0
    assert any("covers" in note for note in made.notes())


@pytest.mark.parametrize(("verb", "source"), ALL, ids=lambda x: x.name)
def test_who_is_not_covered_is_null_too(world: World, verb: Verb, source: Source) -> None:
    made = added(frame(world, source, (2005, 2010), "gw"), verb.name, source.name)
    use = made.uses[0]
    suffixes = ("1", "2") if source.unit == "state" and made.unit == "dyad" and not source.pair else ("",)
    for suffix in suffixes:
        mine = [c for c in written(use, made.unit) if "_covered" not in c and c.endswith(suffix)]
        flag = f"{use.held.table.name}_covered{suffix}"
        something = " OR ".join(f'"{c}" IS NOT NULL' for c in mine)
        assert world.query(f"SELECT count(*) FROM ({made.sql}) WHERE NOT {flag} AND ({something})")[0][0] == 0
        if source.members == "rows":
            assert world.query(f"SELECT count(*) FROM ({made.sql}) WHERE {flag} AND NOT ({something})")[0][0] == 0
    (told,) = made.coverage()
    assert (told["covered"] < told["rows"]) == any("not covered in all" in n for n in made.notes())


@pytest.mark.parametrize(("verb", "source"), ALL, ids=lambda x: x.name)
@pytest.mark.parametrize("system", ["cow", "gw", "iso"])
def test_a_verb_neither_adds_nor_loses_rows(world: World, verb: Verb, source: Source, system: str) -> None:
    for year in (1990, 2003):  # years in which codes change
        base = frame(world, source, (year, year), system)
        assert added(base, verb.name, source.name, 3).count() == base.count()


@pytest.mark.parametrize(("verb", "source"), [(v, s) for v, s in ALL if s.members == "list"], ids=lambda x: x.name)
def test_a_state_outside_the_list_of_a_table_is_null_in_it(world: World, verb: Verb, source: Source) -> None:
    made = added(frame(world, source, (2010, 2010), "gw"), verb.name, source.name)
    outside = " OR ".join(f"{code} IN (396, 397)" for code in made.codes)  # Abkhazia and South Ossetia, in one list only
    value = source.columns[0].name + ("1" if source.unit == "state" and made.unit == "dyad" else "")
    rows, told, elsewhere = world.query(
        f"SELECT count(*) FILTER (WHERE {outside}), count(\"{value}\") FILTER (WHERE {outside}), count(\"{value}\") FILTER (WHERE NOT ({outside})) FROM ({made.sql})"
    )[0]
    assert rows > 0
    assert told == 0
    assert elsewhere > 0


def test_micro_states_that_the_project_does_not_list_have_no_alliances_rather_than_none(world: World) -> None:
    made = world.dyad_years("gw", 2010).add.alliances()
    found = {(r["gwcode1"], r["gwcode2"]): r for r in made.rows()}
    assert found[396, 365]["defense"] is None  # Abkhazia is in the one list and not in the other
    assert found[396, 365]["atop_alliance_covered"] is False
    assert found[2, 705]["defense"] == 0
    assert "cw_system" in world.cite(made).tables


def test_our_crosswalk_is_the_panel_of_the_lists(world: World, foedus_data: Path) -> None:
    from foedus.world.crosswalk import way
    from foedus.world.joining import recoded_list

    # Both made of days: the panel has, for each year, the number in the other list.
    panel = f"read_parquet('{foedus_data / 'world' / 'gw_cw_panel.parquet'}')"
    years = f"SELECT gwcode AS code, gwcode, ccode, year FROM {panel} WHERE gwcode IS NOT NULL AND ccode IS NOT NULL"
    ours = recoded_list(f"SELECT DISTINCT gwcode AS code, year FROM ({years})", way("gw", "cow"))
    both = world.query(f"SELECT count(*), count(*) FILTER (WHERE o.code IS NOT NULL) FROM ({years}) p LEFT JOIN ({ours}) o ON o.code = p.ccode AND o.year = p.year")
    rows, same = both[0]
    refused = world.query(f"SELECT gwcode, year FROM ({years}) p WHERE NOT EXISTS (FROM ({ours}) o WHERE o.code = p.ccode AND o.year = p.year) ORDER BY 1, 2")
    assert rows > 17_000
    assert rows - same == len(refused)
    assert set(refused) <= set(way("gw", "cow").refused)


def test_carried_values_are_those_of_the_last_year_and_say_so(world: World) -> None:
    made = world.state_years("cow", (2013, 2016)).add.trade(carry_forward=1)
    by = {(r["ccode"], r["year"]): r for r in made.rows()}
    assert by[2, 2015]["imports"] == by[2, 2014]["imports"]
    assert (by[2, 2015]["cow_trade_sy_carried"], by[2, 2015]["cow_trade_sy_covered"]) == (1, False)
    assert by[2, 2016]["imports"] is None
    assert any("carried forward as asked for" in n for n in made.notes())


def test_values_by_hand(world: World) -> None:
    pair = {(r["ccode1"], r["ccode2"]): r for r in world.dyad_years("cow", 2014).add.alliances().add.contiguity().add.distance().add.rivalries().rows()}
    assert pair[365, 705]["defense"] == 1
    assert pair[365, 705]["conttype"] == 1
    assert pair[365, 705]["capdist"] == pair[705, 365]["capdist"]
    assert 2_100 < pair[365, 705]["capdist"] < 2_400  # Moscow to the capital of Kazakhstan
    assert pair[2, 20]["rivalry"] == 0
    assert pair[731, 732]["rivalry"] == pair[732, 731]["rivalry"] == 1


@pytest.mark.parametrize("measure", [m for m in measures() if m != "vetoes"])
def test_every_ranking_counts_its_ties_and_leaves_gaps_out(world: World, measure: str) -> None:
    from foedus.world.capability import last_year

    found = rank(world, measure, last_year(world, measure))
    values = [r.value for r in found.ranks]
    assert values == sorted(values, reverse=True)
    for r in found.ranks:
        assert r.rank == 1 + sum(v > r.value for v in values)
        assert r.tied == values.count(r.value)
    assert not {r.code for r in found.ranks} & {c for c, _ in found.gaps}


def test_a_missing_component_is_told(world: World) -> None:
    found = {r.code: r for r in rank(world, "cinc", 2021).ranks}
    assert found[704].missing == ("milex",)
    assert found[705].missing == ()
    assert found[704].rank < found[705].rank


def test_world_bank_values_before_a_change_of_territory_go_to_nobody(world: World) -> None:
    made = world.state_years("cow", (1985, 1993)).add.gdp().rows()
    by = {(r["ccode"], r["year"]): r["gdp"] for r in made}
    assert by[260, 1985] is None  # the bank's Germany of 1985 has the borders of today
    assert by[255, 1992] > 1e12
    assert by[365, 1990] is None  # and its Russia of 1990 is not the Soviet Union
    assert by[365, 1992] is not None
    assert by[200, 1985] > 1e11


def test_names_that_mean_no_state_are_told(world: World) -> None:
    made = world.state_years("cow", (1960, 1990)).add.nuclear(source="status")
    (note,) = [n for n in made.notes() if "goes by" in n]
    assert "Zanzibar" in note
    assert "Republic of Vietnam" not in note
    by = {(r["ccode"], r["year"]): r["nuclear_status"] for r in made.rows()}
    assert by[365, 1970] == 3
    assert by[817, 1970] is not None


def test_every_code_is_of_a_state_in_a_list(world: World) -> None:
    cow = {r[0] for r in world.query(f"SELECT ccode FROM {world.held('cw_system').reader()}")}
    gw = {r[0] for r in world.query(f"SELECT gwcode FROM {world.held('gw_system').reader()}")}
    assert {link.cow for link in links() if link.cow is not None} <= cow
    assert {link.gw for link in links() if link.gw is not None} <= gw
