"""``foedus exposure``, ``ownership`` and ``leverage`` as people type them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from foedus.cli.main import main
from foedus.structure.exposure.parse import shipped


def told(capsys: pytest.CaptureFixture[str], *typed: str) -> dict[str, Any]:
    assert main([*typed, "--json"]) == 0
    result: dict[str, Any] = json.loads(capsys.readouterr().out)["result"]
    return result


def test_exposure_lists_its_networks(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["exposure"]) == 0
    assert "kazakhstan-oil" in capsys.readouterr().out


def test_exposure_in_words_and_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["exposure", "kazakhstan-oil", "--out-territory", "RUS", "--floors", "0"]) == 0
    shown = capsys.readouterr()
    assert "not delivered: 62.50 Mt a year, 88.7 % of exports" in shown.out
    assert "illustrative" in shown.err
    result = told(capsys, "exposure", "kazakhstan-oil", "--year", "2022", "--out-route", "cpc", "--ramp", "0.5", "--days", "30")
    assert {t["id"]: round(t["share"], 3) for t in result["territories"]}["RUS"] == 0.970
    assert result["closure"]["unserved"] == pytest.approx(45.5)
    assert len(result["days"]["shut"]) == 90


def test_a_statement_is_held_against_each_quantity(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["exposure", "--claim", "80 %"]) == 0
    assert capsys.readouterr().out.count("understates") == 2
    result = told(capsys, "exposure", "--claim", "0,8", "--year", "2022")
    assert [q["verdict"] for q in result["quantities"]][:2] == ["holds", "understates"]


def test_a_network_of_ones_own(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(shipped()["kazakhstan-gas"], encoding="utf-8")
    assert told(capsys, "exposure", str(file))["network"] == "mine"
    file.write_bytes(b"\xff\xfe\x00")
    assert main(["exposure", str(file)]) == 3
    assert "UTF-8" in capsys.readouterr().err


def test_ownership_in_words_and_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ownership", "illustration", "--of", "kaz", "--owner", "RUS", "--at-least", "0.1"]) == 0
    out = capsys.readouterr().out
    assert "would have to be 0.27" in out
    result = told(capsys, "ownership", "illustration", "--of", "RUS", "--draws", "50")
    assert result["round_tripping"] == pytest.approx(0.5399, abs=1e-4)
    assert sum(o["ultimate"] for o in result["owners"]) == pytest.approx(1)
    file, conduits = tmp_path / "h.csv", tmp_path / "c.csv"
    file.write_text("recipient,investor,value,outward\nALD,BRD,8,\nALD,CRD,,2\nBRD,CRD,5,9\n", encoding="utf-8")
    conduits.write_text("country,spe\nBRD,0.5\n", encoding="utf-8")
    found = told(capsys, "ownership", str(file), "--of", "ALD", "--conduits", str(conduits))
    assert {o["id"]: o["ultimate"] for o in found["owners"]} == pytest.approx({"ALD": 0, "BRD": 0.4, "CRD": 0.6})
    assert found["mirrored"] == ["CRD"]


def test_leverage_in_words_and_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["leverage", "russia-kazakhstan"]) == 0
    assert "what would have to be true" in capsys.readouterr().out
    result = told(capsys, "leverage", "russia-kazakhstan", "--horizon", "short", "--draws", "200")
    assert result["horizons"]["short"]["net"] > result["horizons"]["long"]["net"]
    assert sum(result["game"]["outcomes"].values()) == pytest.approx(1)
    file = tmp_path / "two.toml"
    file.write_text('sender = "ALD"\ntarget = "BRD"\ninvented = ["ALD", "BRD"]\n[[target_ties]]\ngood = "salt"\nkind = "import"\nweight = 0.02\ncut = 0.5\n', encoding="utf-8")
    assert main(["leverage", str(file)]) == 0
    assert "nothing that is told" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["exposure", "kazakhstan-oli"], "foedus exposure kazakhstan-oil"), (["exposure", "kazakhstan-oil", "--year", "2001"], "--year 2023"),
        (["exposure", "kazakhstan-oil", "--out-route", "cpcc"], "--out-route cpc"), (["exposure", "--claim", "most"], "is no share"),
        (["exposure", "kazakhstan-oil", "--claim", "80%"], "takes none"), (["ownership", "no.csv"], "there is no file"),
        (["ownership", "illustration", "--of", "Kazakhstan"], "the table has no"), (["ownership", "illustration", "--owner", "RUS"], "belong together"),
        (["leverage", "russia"], "foedus leverage russia-kazakhstan"), (["leverage", "russia-kazakhstan", "--horizon", "soon"], "one of short, medium, long"),
    ],
)  # fmt: skip
def test_mistakes(typed: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(typed) != 0
    assert said in capsys.readouterr().err


def test_ownership_without_a_file_says_what_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ownership"]) == 0
    assert "foedus ownership illustration" in capsys.readouterr().out
    assert told(capsys, "ownership") == {"illustrations": ["illustration"]}
