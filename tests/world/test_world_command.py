"""``foedus world`` as people type it, with the tables that the package has and a few of our own."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from foedus.cli.main import main


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FOEDUS_WORLD", str(tmp_path / "world"))
    return tmp_path / "world"


def test_ranks_without_any_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["world", "rank", "--by", "gdp", "--year", "2020", "--top", "3"]) == 0
    told = capsys.readouterr()
    assert "United States" in told.out
    assert "█" in told.out
    assert "no value, so no rank" in told.out
    assert "not covered in all, so null" in told.err
    assert main(["world", "rank", "--by", "vetoes", "--json"]) == 0
    result = json.loads(capsys.readouterr().out)["result"]
    assert {r["code"] for r in result["ranks"]} == {"CHN", "FRA", "GBR", "RUS", "USA"}
    assert {(r["rank"], r["tied"]) for r in result["ranks"]} == {(1, 5)}


def test_measures_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["world", "rank"]) == 0
    assert "cinc-recomputed" in capsys.readouterr().out


def test_states_and_their_years(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["world", "states", "--years", "2020"]) == 0
    told = capsys.readouterr()
    assert "197 states" in told.out
    assert "codes" in told.err
    out = tmp_path / "rows.csv"
    assert main(["world", "states", "--years", "2019:2021", "--add", "gdp", "--out", str(out), "--json"]) == 0
    result = json.loads(capsys.readouterr().out)["result"]
    with out.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == result["rows"] == 3 * 197
    assert {r["year"] for r in rows} == {"2019", "2020", "2021"}
    assert result["sources"][0]["sha256"]


def test_a_file_of_ones_own_and_its_dyads(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "list.csv"
    file.write_text("ccode,cw_abb,cw_name,start,end\n20,AAA,Aland,1950-01-10,2016-12-31\n40,BBB,Borduria,1950-01-10,2016-12-31\n", encoding="utf-8")
    assert main(["world", "dyads", "--years", "2000"]) != 0
    assert "foedus world add FILE --as cw_system" in capsys.readouterr().err
    assert main(["world", "add", str(file), "--as", "cw_system"]) == 0
    capsys.readouterr()
    assert main(["world", "dyads", "--years", "2000:2018", "--carry-forward", "2", "--undirected"]) == 0
    told = capsys.readouterr()
    assert "19 dyad-years, cow, 2000 to 2018" in told.out
    assert "the members of 2016 stand for 2017 to 2018" in told.err


def test_references(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["world", "cite", "gdp", "--system", "iso", "--unit", "state"]) == 0
    assert "World Bank" in capsys.readouterr().out
    assert main(["world", "cite", "gdp", "nuclear", "--system", "iso", "--unit", "state", "--format", "csl"]) == 0
    assert {i["id"] for i in json.loads(capsys.readouterr().out)} == {"world_bank_gdp", "sipri_2022", "sipri_2024", "sipri_2025"}


def test_codes_and_refusals(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["world", "code", "Germany", "--when", "1990-10-03"]) == 0
    assert capsys.readouterr().out.split() == ["cow", "255", "gw", "260", "iso", "DEU"]
    assert main(["world", "code", "cow:255", "--when", "1930", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["result"]["codes"] == {"cow": 255, "gw": 255, "iso": None}
    assert main(["world", "code", "Yemen", "--when", "1980"]) != 0
    assert "two Yemeni states" in capsys.readouterr().err


def test_tables_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["world", "tables", "--json"]) == 0
    rows = {t["table"]: t for t in json.loads(capsys.readouterr().out)["result"]["tables"]}
    assert rows["wb_gdp"]["checked"] is True
    assert rows["cow_nmc"]["at_hand"] is False
    assert rows["cow_nmc"]["verbs"] == ["capability"]
    assert main(["world", "tables"]) == 0


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (["rank", "--by", "gpd"], "nearest: gdp"), (["rank", "--by", "gdp", "--year", "1900"], "covers 1960 to 2023"), (["states", "--years", "nineteen"], "no range of years"),
        (["states", "--years", "2030"], "not of 2030"), (["states", "--add", "gpd"], "nearest: gdp"), (["states", "--add", "gdp", "--out", "x.xlsx"], "neither Parquet nor CSV"),
        (["cite", "gdp", "--unit", "week"], "state or dyad"), (["code", "Aland", "--when", "the day"], "no year and no day"),
    ],
)  # fmt: skip
def test_mistakes(typed: list[str], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["world", *typed]) != 0
    assert told in capsys.readouterr().err
