"""``foedus power`` as people type it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from foedus.cli.main import main

TABLE = 'members = ["A", "B", "C"]\n[weights.w]\nA = 3\nB = 2\nC = 1\n[rules.most]\nabout = "More than half."\nrule = {yes = {more_than = "1/2", weight = "w"}}\n'


def test_it_lists_the_bodies(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["power"]) == 0
    out = capsys.readouterr().out
    assert "un-security-council" in out
    assert "rules: substance, procedure" in out


def test_the_council_in_words_and_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["power", "un-security-council", "--index", "all"]) == 0
    assert "0.19627" in capsys.readouterr().out
    assert main(["power", "un-security-council", "--json"]) == 0
    result = json.loads(capsys.readouterr().out)["result"]
    assert result["members"][0]["exact"]["shapley_shubik"] == "421/2145"
    assert [m["id"] for m in result["members"] if m["blocks"]] == ["CHN", "FRA", "GBR", "RUS", "USA"]


def test_a_compact_names_its_organ(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["power", "UNSC", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["result"]["body"] == "un-security-council"


def test_a_file_of_ones_own(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "three.toml"
    file.write_text(TABLE, encoding="utf-8")
    assert main(["power", str(file)]) == 0
    out = capsys.readouterr().out
    assert "0.66667" in out
    assert "0.16667" in out


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (["unsd"], "next: foedus power un-security-council"), (["csto", "--rule", "vote"], "has no rule 'vote'"),
        (["csto", "--index", "shaply"], "nearest: shapley_shubik"),
    ],
)  # fmt: skip
def test_mistakes(typed: list[str], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["power", *typed]) != 0
    assert told in capsys.readouterr().err


def test_a_body_too_large_is_refused_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    members = [f"m{k}" for k in range(30)]
    weights = "".join(f"[weights.{w}]\n" + "".join(f"{m} = {10007 * (k + 3) % (90000 + n)}\n" for k, m in enumerate(members)) for n, w in enumerate("uv"))
    rule = '[rules.r]\nrule = {all = [{yes = {at_least = "1/2", weight = "u"}}, {yes = {at_least = "1/2", weight = "v"}}]}\n'
    file = tmp_path / "large.toml"
    file.write_text(f"members = {json.dumps(members)}\n{weights}{rule}", encoding="utf-8")
    assert main(["power", str(file)]) != 0
    assert "too many to count exactly" in capsys.readouterr().err


def test_with_abstention_a_permanent_member_blocks_by_no_alone(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["power", "un-security-council", "--abstention"]) == 0
    out = capsys.readouterr().out
    assert "0.16339" in out
    assert "by no" in out
    assert "146,796 of 14,348,907 ways to vote pass it" in out
    assert main(["power", "un-security-council", "--abstention", "--index", "all", "--json"]) == 0
    result = json.loads(capsys.readouterr().out)["result"]
    assert result["abstention"] is True
    assert not any(m["blocks_by_abstaining"] for m in result["members"])
    assert result["members"][0]["exact"]["banzhaf_absolute"] == "36112/1594323"


def test_an_index_that_abstention_leaves_undefined_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["power", "csto", "--abstention", "--index", "johnston"]) != 0
    assert "johnston is not defined with abstention" in capsys.readouterr().err


def test_a_rule_of_consent_is_blocked_by_abstaining(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "three.toml"
    file.write_text('members = ["A", "B", "C"]\n[rules.both]\nrule = {all = [{consent = ["A"]}, {yes = {at_least = 2}}]}\n', encoding="utf-8")
    assert main(["power", str(file), "--abstention", "--json"]) == 0
    members = json.loads(capsys.readouterr().out)["result"]["members"]
    assert [(m["blocks"], m["blocks_by_abstaining"]) for m in members] == [(True, True), (False, False), (False, False)]


def test_an_organ_of_a_day_with_abstention(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compact", "unsc", "power", "--on", "1962-05-01", "--abstention"]) == 0
    assert "0.16835" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('members = ["A", "B"]\n[weights]\nw = 3\n[rules.r]\nrule = {yes = {at_least = 1, weight = "w"}}\n', "weights must name tables"),
        ('members = ["A", "B"]\nweights = 5\n[rules.r]\nrule = {yes = {at_least = 1}}\n', "weights must name tables"),
        ('members = ["A", "B"]\nsince = "yesterday"\n[rules.r]\nrule = {yes = {at_least = 1}}\n', "odd: since is no day"),
        ('members = ["A", "B"]\n[rules.r]\nrule = {yes = {at_least = "120 %"}}\n', "cannot be reached"),
        ('members = ["A", "B"]\n', "rules is missing"),
    ],
)
def test_a_file_that_describes_no_body(tmp_path: Path, text: str, told: str, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "odd.toml"
    file.write_text(text, encoding="utf-8")
    assert main(["power", str(file)]) == 3
    err = capsys.readouterr().err
    assert told in err
    assert "next: " in err


def test_a_command_that_keeps_nothing_does_not_say_that_it_goes_on(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("foedus.analysis.power.power_table", stopped)
    assert main(["power", "csto"]) == 130
    err = capsys.readouterr().err
    assert "begins anew" in err
    assert "goes on from there" not in err
