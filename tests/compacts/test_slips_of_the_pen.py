"""A slip in a scenario, a day or a rule is told with what to type instead; none gives a confident answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from foedus.cli.main import main

DRILL = """
compact = "csto"
name = "A drill"
party = "TJK"
illustrative = true
zero = 2023-06-01T00:00:00+05:00
[[accounts]]
by = "TJK"
features = ["armed_attack"]
at = 2023-06-01T00:00:00+05:00
[[requests]]
by = "TJK"
to = ["csto"]
kind = "force"
at = 2023-06-01T01:00:00+05:00
[[motions]]
id = "force"
kind = "force"
term = 100
votes = {ARM = "yes", BLR = "yes", KAZ = "yes", KGZ = "yes", RUS = "yes", TJK = "yes"}
[[contributors]]
motion = "force"
member = "KGZ"
[[approvals]]
member = "KGZ"
at = 2023-06-01T05:00:00+05:00
yes = 70
no = 0
[[endings]]
motion = "force"
at = 2023-06-20T05:00:00+05:00
"""


def typed(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    code = main(list(words))
    out = capsys.readouterr()
    return code, " ".join((out.out + out.err).split())


def drill(folder: Path, was: str, now: str) -> str:
    assert was in DRILL
    path = folder / "drill.toml"
    path.write_text(DRILL.replace(was, now, 1), encoding="utf-8")
    return str(path)


def test_the_drill_itself_runs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert typed(capsys, "compact", "csto", "replay", drill(tmp_path, "A drill", "Another"))[0] == 0


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        ('party = "TJK"', 'party = "TJX"', ("party: there is no state 'TJX'", 'party = "TJK"')),
        ('party = "TJK"', 'party = "tjk"', ("there is no state 'tjk'", 'party = "TJK"')),
        ('[[requests]]\nby = "TJK"', '[[requests]]\nby = "TKJ"', ("requests[0].by: there is no state 'TKJ'", 'by = "TJK"')),
        ('to = ["csto"]', 'to = ["ctso"]', ("requests[0].to: there is no state 'ctso'", 'to = "csto"')),
        ('force"\nmember = "KGZ"', 'force"\nmember = "NZI"', ("contributors[0].member: there is no state 'NZI'", 'member = "NZL"')),
        ("2023-06-01T01", "1823-06-01T01", ("requests[0].at is 1823-06-01", "within a year of hour 0")),
        ("2023-06-01T05", "2023-05-01T05", ("KGZ sat on 2023-05-01, before anything began (2023-06-01)", "approvals[0].at")),
        ("2023-06-20T05", "2023-05-20T05", ("before anything began", "endings[0].at")),
    ],
)  # fmt: skip
def test_a_slip_in_a_scenario_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str], was: str, now: str, said: tuple[str, ...]) -> None:
    code, out = typed(capsys, "compact", "csto", "replay", drill(tmp_path, was, now))
    assert code == 3
    for part in said:
        assert part in out


def test_who_asked_in_place_of_the_state_concerned_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out = typed(capsys, "compact", "csto", "replay", drill(tmp_path, 'party = "TJK"', 'party = "ARM"'), "--json")
    assert code == 0
    assert "TJK asked for it, not ARM" in out


def test_a_term_beyond_the_calendar_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "drill.toml"
    path.write_text(DRILL.partition("[[endings]]")[0].replace("term = 100", "term = 1e12"), encoding="utf-8")
    code, out = typed(capsys, "compact", "csto", "replay", str(path))
    assert code == 3
    assert "lies beyond the calendar" in out
    assert "leave term out" in out


def test_a_state_that_is_no_member_may_ask(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out = typed(capsys, "compact", "csto", "replay", drill(tmp_path, 'party = "TJK"', 'party = "CUB"'))
    assert code == 0
    assert "CUB is no member" in out


def test_a_day_beyond_the_file_is_told_and_one_before_it_named(capsys: pytest.CaptureFixture[str]) -> None:
    for one in ("csto", "unsc"):
        assert "was kept up to" in typed(capsys, "compact", one, "power", "--on", "2035-01-01")[1]
        assert "was kept up to" not in typed(capsys, "compact", one, "power", "--on", "2022-01-01")[1]
    code, out = typed(capsys, "compact", "csto", "power", "--on", "1980-01-01")
    assert code == 3
    assert "--on 1994-04-20" in out
    assert "nearest" not in out


@pytest.mark.parametrize("words", [("replay", "kazakhstan-2022", "KGZ"), ("members", "KGZ"), ("power", "council", "KGZ"), ("scenarios", "KGZ"), ("bound", "ARM", "KAZ", "KGZ")])
def test_a_word_too_many_is_refused(capsys: pytest.CaptureFixture[str], words: tuple[str, ...]) -> None:
    code, out = typed(capsys, "compact", "csto", *words)
    assert code == 2
    assert "'KGZ' is one word too many" in out
    assert out.endswith(" ".join(words[:-1]))


def test_the_nearest_member_is_offered(capsys: pytest.CaptureFixture[str]) -> None:
    assert "foedus compact csto bound ARM RUS" in typed(capsys, "compact", "csto", "bound", "ARM", "RSU", "--on", "2022-01-01")[1]
    assert "nearest: TJK" in typed(capsys, "compact", "csto", "what-if", "kazakhstan-2022", "--vote", "TKJ=no")[1]
    assert "nearest: RUS" in typed(capsys, "world", "code", "RSU", "--when", "2006")[1]
    assert "nearest: Peru" in typed(capsys, "world", "code", "Pery", "--when", "2006")[1]


def test_a_rule_of_ones_own_is_neither_confirmed_nor_in_doubt(capsys: pytest.CaptureFixture[str]) -> None:
    out = typed(capsys, "compact", "unsc", "what-if", "ukraine-2022-draft", "--rule", "{yes = {at_least = 9}}")[1]
    assert "Rule: As asked" in out
    assert "Rule [not confirmed]: As asked" not in out


@pytest.mark.parametrize("rule", ["{yes = {at_least = 50}}", "{all = [{yes = {at_least = 7}}, {quorum = {at_least = 2}}]}"])
def test_a_rule_that_nobody_can_meet_is_refused(capsys: pytest.CaptureFixture[str], rule: str) -> None:
    code, out = typed(capsys, "compact", "csto", "what-if", "kazakhstan-2022", "--rule", rule)
    assert code == 3
    assert "all 6 members together" in out or "6 vote in" in out
    assert typed(capsys, "compact", "csto", "what-if", "kazakhstan-2022", "--rule", "{yes = {at_least = 6}}")[0] == 0
