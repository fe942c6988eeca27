"""What ``foedus leverage`` and ``ownership`` say of slips, of threats without gain, and of chains without an owner."""

from __future__ import annotations

from pathlib import Path

import pytest

from foedus.cli.main import main

SIDES = 'sender = "BRD"\ntarget = "ALD"\n'
KNOWN = SIDES + 'invented = ["ALD", "BRD"]\n'
SMALL = "[gdp]\ntarget = 40\nsender = 300\nunit = 'billion crowns'\n"


def ties(target: float, sender: float) -> str:
    one = '[[{side}_ties]]\ngood = "salt"\nkind = "export"\nweight = {weight}\ncut = 1\n'
    return one.format(side="target", weight=target) + one.format(side="sender", weight=sender)


def typed(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    code = main(list(words))
    out = capsys.readouterr()
    return code, " ".join((out.out + out.err).split())


def saved(folder: Path, name: str, text: str) -> str:
    (folder / name).write_text(text, encoding="utf-8")
    return str(folder / name)


@pytest.mark.parametrize(("sender", "near"), [("RSU", "RUS"), ("deu", "DEU"), ("BRZ", "BR"), ("EPS", "ESP")])
def test_a_side_that_is_no_state_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str], sender: str, near: str) -> None:
    text = SIDES.replace("BRD", sender).replace("ALD", "FRA") + ties(0.1, 0.01)
    code, out = typed(capsys, "leverage", saved(tmp_path, "d.toml", text))
    assert code == 3
    assert f"sender: there is no state '{sender}'" in out
    assert f"nearest: {near}" in out
    assert f'invented = ["{sender}"]' in out


def test_sides_that_are_invented_or_no_codes_are_taken(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert typed(capsys, "leverage", saved(tmp_path, "d.toml", KNOWN + ties(0.1, 0.01)))[0] == 0
    league = SIDES.replace("BRD", "League of ports").replace("ALD", "NOR")
    assert typed(capsys, "leverage", saved(tmp_path, "l.toml", league + ties(0.1, 0.01)))[0] == 0


def test_a_threat_that_costs_its_maker_more_yields_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = typed(capsys, "leverage", saved(tmp_path, "even.toml", KNOWN + SMALL + ties(0.05, 0.05)))[1]
    assert "yields BRD -" not in out
    assert "no gain from the threat: the cut would cost BRD" in out
    assert "billion crowns a year more than ALD" in out
    gains = typed(capsys, "leverage", saved(tmp_path, "gain.toml", KNOWN + SMALL + ties(0.2, 0.001)))[1]
    assert "an even bargain under the threat yields BRD" in gains
    assert "no gain" not in gains


def test_a_table_without_stock_is_told_as_such(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = saved(tmp_path, "t.csv", "recipient,investor,value\nA,B,-5\n")
    conduits = saved(tmp_path, "c.csv", "country,pc\nB,0.5\n")
    for of in ((), ("--of", "A")):
        code, out = typed(capsys, "ownership", table, "--conduits", conduits, *of)
        assert code == 3
        assert "no figure is above 0, and 1 are below 0" in out
        assert "--of A" not in out


def test_conduits_among_themselves_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = saved(tmp_path, "t.csv", "recipient,investor,value\nNOR,MLT,5\nMLT,CYP,3\nCYP,MLT,4\nNOR,USA,1\n")
    code, out = typed(capsys, "ownership", table, "--conduits", saved(tmp_path, "c.csv", "country,pc\nMLT,1\nCYP,1\nUSA,0\n"), "--of", "NOR")
    assert code == 3
    assert "t.csv, estimate told: MLT, CYP are conduits with probability 1" in out
    assert "lower pc or spe of MLT" in out
    assert "state 0" not in out
    assert typed(capsys, "ownership", table, "--conduits", saved(tmp_path, "d.csv", "country,pc\nMLT,1\nCYP,0.9\nUSA,0\n"), "--of", "NOR")[0] == 0
