"""Files of one's own, manifests of one's own, and the data files of the package."""

from __future__ import annotations

import csv
import tomllib
from pathlib import Path

import pytest

import foedus.world
from foedus.core.errors import FoedusError
from foedus.world.folder import add, fingerprint
from foedus.world.manifest import tables
from foedus.world.verbs import verbs
from foedus.world.world import World

PACKAGE = Path(foedus.world.__file__).parent
SPELLS = "stateabb,ccode,statenme,styear,stmonth,stday,endyear,endmonth,endday,version\nAAA,20,Aland,1950,1,10,2016,12,31,1\nBBB,40,Borduria,1960,5,1,1999,2,28,1\n"
NUMBERS = "version,ccode,year,milex,milper,irst,pec,tpop,upop,cinc\n1,20,2001,-9,5,0,8,100,10,0.6\n"


def test_a_file_is_taken_in_and_missing_is_missing(tmp_path: Path) -> None:
    brought = tmp_path / "NMC.csv"
    brought.write_text(NUMBERS + "1,40,2001,NA,3,NA,8,100,,0.4\n", encoding="utf-8")
    done = add(brought, "cow_nmc", tmp_path / "here" / "world")
    assert (done["rows"], done["checked"], done["sha256"]) == (2, False, fingerprint(brought))
    with World(tmp_path / "here" / "world") as world:
        assert world.query(f"SELECT milex, milper FROM {world.held('cow_nmc').reader()} ORDER BY ccode") == [(None, 5), (None, 3)]


def test_a_file_that_lies_in_the_folder_stays(tmp_path: Path) -> None:
    mine = tmp_path / "cow_nmc.csv"
    mine.write_text(NUMBERS, encoding="utf-8")
    add(mine, "cow_nmc", tmp_path)
    assert mine.read_text(encoding="utf-8") == NUMBERS
    with World(tmp_path) as world:
        assert world.held("cow_nmc").path.suffix == ".parquet"


def test_the_list_of_its_authors_is_taken_in_as_they_publish_it(tmp_path: Path) -> None:
    brought = tmp_path / "states2016.csv"
    brought.write_text(SPELLS, encoding="utf-8")
    assert add(brought, "cw_system", tmp_path / "world")["form"] == "states2016"
    with World(tmp_path / "world") as world:
        assert [r["name"] for r in world.state_years("cow", 1999).rows()] == ["Aland", "Borduria"]
        assert [r["name"] for r in world.state_years("cow", 2000).rows()] == ["Aland"]


@pytest.mark.parametrize(
    ("name", "text", "as_name", "code"),
    [
        ("x.csv", "a,b\n1,2\n", "cow_nmc", "world-columns"), ("x.xlsx", "no", "cow_nmc", "world-file"), ("x.parquet", "no", "cow_nmc", "world-file"),
        ("x.csv", "a,b\n1,2\n", "cow_nmcs", "world-table"),
    ],
)  # fmt: skip
def test_a_file_that_is_none_is_refused_and_what_was_there_stays(tmp_path: Path, name: str, text: str, as_name: str, code: str) -> None:
    good = tmp_path / "good.csv"
    good.write_text(NUMBERS, encoding="utf-8")
    kept = Path(add(good, "cow_nmc", tmp_path)["file"]).read_bytes()
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(FoedusError) as caught:
        add(tmp_path / name, as_name, tmp_path)
    assert caught.value.code == code
    assert (tmp_path / "cow_nmc.parquet").read_bytes() == kept


def test_a_manifest_of_ones_own_names_file_and_version(tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text(NUMBERS.replace("-9", "7"), encoding="utf-8")
    (tmp_path / "list.csv").write_text("ccode,cw_abb,cw_name,start,end\n20,AAA,Aland,1950-01-10,2016-12-31\n", encoding="utf-8")
    manifest = tmp_path / "mine.toml"
    sha256 = fingerprint(tmp_path / "mine.csv")
    manifest.write_text(f'[tables.cow_nmc]\nfile = "mine.csv"\nversion = "8.0"\nsha256 = "{sha256}"\ncoverage = [2001, 2001]\n[tables.cw_system]\nfile = "list.csv"\n', encoding="utf-8")
    with World(manifest) as world:
        frame = world.state_years("cow", (2000, 2002)).add.capability()
        assert [r["milex"] for r in frame.rows()] == [None, 7, None]
        (used,) = [s for s in world.sources(frame) if s["table"] == "cow_nmc"]
        assert (used["version"], used["checked"]) == ("8.0", True)
        assert "cow_nmc (8.0)" in world.cite(frame).csl[-1]["note"]


@pytest.mark.parametrize("text", ["[tables.cow_nmc]\nfiel = 'x'\n", "not toml", "[tabels]\n", "[tables.nothing]\nfile = 'x'\n", "[tables.cow_nmc]\nfile = 'gone.csv'\n"])
def test_a_manifest_that_is_wrong_is_told(tmp_path: Path, text: str) -> None:
    (tmp_path / "m.toml").write_text(text, encoding="utf-8")
    with pytest.raises(FoedusError) as caught, World(tmp_path / "m.toml") as world:
        world.held("cow_nmc")
    assert caught.value.code in {"world-manifest", "world-table", "world-file"}


def test_what_the_package_ships_may_be_shipped() -> None:
    shipped = {n: t for n, t in tables().items() if t.shipped}
    assert set(shipped) == {"wb_gdp", "nuclear_inventories", "arms_exports"}
    for table in shipped.values():
        assert table.sha256 == fingerprint(PACKAGE / str(table.shipped))
        with (PACKAGE / str(table.shipped)).open(encoding="utf-8") as file:
            assert tuple(csv.DictReader(file).fieldnames or ()) == table.columns
    assert "CC BY 4.0" in shipped["wb_gdp"].licence


@pytest.mark.parametrize("path", sorted((PACKAGE / "data").glob("*.csv")), ids=lambda p: p.name)
def test_every_row_of_a_data_file_has_a_source(path: Path) -> None:
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    if "source" in rows[0]:
        assert all(r["source"] for r in rows)
    else:  # one source for the whole table: the manifest's
        assert tables()[path.stem].cite


def test_every_refusal_has_a_source() -> None:
    data = tomllib.loads((PACKAGE / "data" / "refusals.toml").read_text(encoding="utf-8"))
    assert all(r["source"] and r["reason"] and r["instead"] for r in data["refusal"])


def test_verbs_and_tables_fit() -> None:
    used = set()
    for verb in verbs().values():
        for source in verb.sources:
            for system, name, keys in source.tables:
                assert set(keys) <= set(tables()[name].columns)
                assert system in ("cow", "gw", "iso", "name")
                assert len(keys) == (1 if source.unit == "state" else 2)
                used.add(name)
    assert set(tables()) - used == {"cw_system", "gw_system"}
    assert set(verbs()) >= {"capability", "alliances", "contiguity", "distance", "majors", "rivalries", "igos", "disputes", "trade", "democracy", "ideal_points", "gdp", "nuclear"}


def test_every_table_says_where_it_is_from() -> None:
    for table in tables().values():
        assert table.cite
        assert table.licence
        assert table.get
        assert len({c["id"] for c in table.cite}) == len(table.cite)
    ids: dict[str, object] = {}
    for table in tables().values():
        for item in table.cite:
            assert ids.setdefault(item["id"], item) == item
