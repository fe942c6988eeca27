"""``foedus compact`` as people type it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from foedus.cli.main import main


def told(capsys: pytest.CaptureFixture[str], *typed: str) -> str:
    assert main(["compact", *typed]) == 0
    return capsys.readouterr().out


def data(capsys: pytest.CaptureFixture[str], *typed: str) -> dict[str, object]:
    out: dict[str, object] = json.loads(told(capsys, *typed, "--json"))["result"]
    return out


def test_it_lists_and_sums_up(capsys: pytest.CaptureFixture[str]) -> None:
    assert "kazakhstan-2022" in told(capsys)
    out = told(capsys, "csto", "--on", "2022-01-05")
    assert "chair of council: ARM" in out
    assert "[not confirmed]" in out
    assert "suspended: UZB" in out
    assert "armenia-2022" in told(capsys, "csto", "scenarios")
    assert "no scenario" in told(capsys, "brics", "scenarios")


def test_members_in_time(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "160")
    out = told(capsys, "csto", "members", "--on", "2025-01-01")
    armenia = next(line for line in out.splitlines() if line.startswith("ARM"))
    assert "frozen" in armenia
    assert "█▒" in armenia
    assert data(capsys, "csto", "members", "--on", "2011-01-01")["members"]["UZB"] == "active"  # type: ignore[index]


def test_bound_block_power(capsys: pytest.CaptureFixture[str]) -> None:
    assert "article 4" in told(capsys, "csto", "bound", "ARM", "KAZ", "--on", "2022-01-05")
    assert "no article binds" in told(capsys, "csto", "bound", "ARM", "UZB", "--on", "2022-01-05")
    assert "is bound to 31 states" in told(capsys, "all", "bound", "TUR", "--on", "2024-06-01")
    out = told(capsys, "unsc", "block", "--on", "2022-03-01")
    assert "who blocks alone: CHN, FRA, GBR, RUS, USA" in out
    assert "any 7 of 10" in out
    assert "who blocks alone: nobody" in told(capsys, "unsc", "block", "--rule", "procedure", "--on", "2022-03-01")
    assert "0.19627" in told(capsys, "unsc", "power", "--on", "2022-03-01")


def test_replay_tells_hours_reasons_record_and_sources(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "150")
    out = told(capsys, "csto", "replay", "kazakhstan-2022", "--draws", "200")
    for part in ("06.01. 03:00", "no quorum, 39 of 90 there", "on record (night)", "within", "200 draws: CLOSED 100.0%", "sources:", "█", "not confirmed by a source, in part or whole"):
        assert part in out
    result = data(capsys, "csto", "replay", "kyrgyzstan-2010", "--motion", "force")
    motion = result["motions"]["force"]  # type: ignore[index]
    assert motion["outcome"] == "BLOCKED"
    assert [g["carries"] for g in motion["grounds"]] == [False, False]
    assert all(e["sources"] for e in motion["journal"])


def test_what_if_tells_the_difference(capsys: pytest.CaptureFixture[str]) -> None:
    out = told(capsys, "unsc", "what-if", "ukraine-2022-draft", "--rule", "{yes = {at_least = 9}}")
    assert "The change alters the end." in out
    assert "changed: rule: {yes = {at_least = 9}}" in out
    assert "The end is the same." in told(capsys, "csto", "what-if", "kyrgyzstan-2010", "--asks")
    found = data(capsys, "csto", "what-if", "kazakhstan-2022", "--vote", "KGZ=no", "--wording", "2022-01-01", "--draws", "100")
    assert found["changed"] is True
    assert found["after"]["shares"] == {"BLOCKED": 1.0}  # type: ignore[index]


def test_files_of_ones_own(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    scenario = tmp_path / "drill.toml"
    scenario.write_text(
        'compact = "csto"\nname = "A drill"\nparty = "TJK"\nillustrative = true\nzero = 2023-06-01T00:00:00Z\n'
        '[[motions]]\nid = "talk"\nkind = "consultation"\nabout = "talk"\n', encoding="utf-8",
    )  # fmt: skip
    out = told(capsys, "csto", "replay", str(scenario))
    assert "an illustration, not a record" in out
    assert "CLOSED" in out


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (["csta"], "foedus compact csto"), (["csto", "membres"], "compact csto members"), (["csto", "--on", "yesterday"], "is no day"),
        (["csto", "bound"], "0 states are named"), (["csto", "bound", "FRA"], "'FRA' was never in csto"), (["csto", "replay"], "no scenario is named"),
        (["csto", "replay", "kazakhstan"], "replay kazakhstan-2022"), (["csto", "what-if", "armenia-2022"], "nothing is to be changed"),
        (["csto", "what-if", "armenia-2022", "--vote", "ARM"], "is no vote"), (["csto", "what-if", "armenia-2022", "--rule", "{yes"], "cannot be read"),
        (["csto", "what-if", "armenia-2022", "--rule", "3"], "3 is no rule"), (["csto", "block", "senate"], "has no organ 'senate'"),
        (["csto", "power", "--on", "1980-01-01"], "on 1980-01-01"), (["csto", "replay", "armenia-2022", "--motion", "war"], "there is no motion 'war'"),
    ],
)  # fmt: skip
def test_mistakes(typed: list[str], expected: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compact", *typed]) != 0
    assert expected in capsys.readouterr().err


def test_the_strip_of_members_is_whole_on_a_narrow_terminal(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    line = next(x for x in told(capsys, "csto", "members", "--on", "2022-01-05").splitlines() if x.startswith("UZB"))
    # From 1994 to 2026: five years in, six without, six in, the rest suspended.
    assert "█" * 5 + " " * 8 + "█" * 6 + "░" * 14 in line
