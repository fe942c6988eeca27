"""``foedus draw`` and ``foedus check --data`` as people type them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from foedus.cli.main import main


def test_without_a_wish_it_lists_what_can_be_drawn(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["draw", str(home)]) == 0
    out = capsys.readouterr().out
    for told in ("gdp", "members:nato", "exposure:", "leverage:"):
        assert told in out


def test_it_shows_bars_reasons_and_the_cell(home: Path, tables: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["draw", str(home), "--capability", "cinc", "--data", str(tables)]) == 0
    printed = capsys.readouterr()
    lines = printed.out.splitlines()
    assert next(line for line in lines if line.startswith("  USA_GOV")).count("█") == 20
    assert next(line for line in lines if line.startswith("  CAN")).count("█") == 4
    assert "GUILD is left alone" in printed.out
    assert "from table cow_nmc, row state CAN, year 2015, ccode 20, column cinc" in printed.out
    assert "--apply" in printed.out
    assert "a mean without milex" in printed.err


def test_json_holds_every_value_with_its_basis(home: Path, tables: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["draw", str(home), "--capability", "cinc", "--data", str(tables), "--apply", "--json"]) == 0
    result = json.loads(capsys.readouterr().out)["result"]
    assert result["applied"] is True
    assert (result["decided"], result["drawn_from"]["capability"]["when"]) == ("2016-05-04", "2015")
    first, last = result["values"][0], result["values"][-1]
    assert (first["actor"], first["basis"]["key"]["ccode"], first["basis"]["value"]) == ("CAN", 20, 0.05)
    assert (last["actor"], last["value"], last["basis"]) == ("GUILD", None, None)
    assert main(["check", str(home), "--data", str(tables), "--quiet"]) == 0
    assert main(["check", str(home), "--json"]) == 0
    named = {p["check"] for p in json.loads(capsys.readouterr().out)["result"]["problems"]}
    assert "basis-not-at-hand" in named


def test_a_wrong_wish_ends_with_usage_and_changes_nothing(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (home / "case.yaml").read_bytes()
    assert main(["draw", str(home), "--capability", "wealth", "--apply"]) == 2
    assert "cinc" in capsys.readouterr().err
    assert (home / "case.yaml").read_bytes() == before
