"""The DEU format, on a made-up table, and on the data where they are at hand."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from foedus.analysis.record import STAKEHOLDERS, decided
from foedus.core.errors import FoedusError
from foedus.core.rng import stream
from foedus.engines.registry import engine
from foedus.forecast.mixture import forecast
from foedus.forecast.validate import latest
from foedus.problems.formats import deu
from foedus.problems.registry import read_problems

HEAD = "prnr;prname;isnr;proc;counvte;intro;finact;pcom;pfr;plu;ppl;scom;sfr;slu;spl;rp;out"
ROWS = (
    "x1;ferries;x1a;COD;QMV;14-06-98;999;100;0;50;;80;40;10;0;0;50",
    "x1;ferries;x1b;COD;QMV;14-06-98;999;100;;20;;80;40;10;0;;999",
    "x2;lamps;x2a;CNS;Unan;2017-04-18;2012-07-19;70,5;0;50;30;80;40;10;60;100;30",
    "x3;ports;x3a;COD;QMV;03-03-05;;10;0;50;30;80;40;10;60;100;30",
)
FILE = Path(os.environ.get("FOEDUS_DATA") or "absent") / "decide" / "deu3" / "deu3.csv"


def table(*rows: str) -> bytes:
    return ("\n".join((HEAD, *rows)) + "\n").encode()


def test_a_table_is_recognised_by_its_headings() -> None:
    assert deu.recognises(table(*ROWS), "any.csv")
    assert deu.recognises(table(*ROWS).replace(b";", b"\t"), "any.tsv")
    assert not deu.recognises(b"actor,position,salience,capability\nfrance,10,1,1\n", "deu.csv")


def test_one_problem_per_proposal_with_what_the_file_says() -> None:
    ferries, lamps, _ = deu.read(table(*ROWS), "made-up.csv")
    assert (ferries.id, ferries.title, ferries.introduced, ferries.decided) == ("x1", "ferries", "1998-06-14", None)
    first, second = ferries.matters
    assert (first.outcome, first.reference, first.rule) == (50.0, 0.0, "QMV COD")
    assert (second.outcome, second.reference) == (None, None)  # 999 lies outside the scale
    assert [s.actor for s in ferries.stakes if s.issue == "x1b"] == ["EU_COMMISSION", "LUX"]
    assert ferries.stakes[0].where == "line 2"
    assert lamps.stakes[0].position == pytest.approx(70.5)
    assert lamps.stakes[0].salience == pytest.approx(0.8)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("14-06-98", "1998-06-14"), ("2017-04-18", "2018-04-17"), ("1930-05-01", "2001-05-30"), ("18-12-2013", "2013-12-18"),
        ("999", None), ("", None), ("31-02-04", None),
    ],
)  # fmt: skip
def test_days_that_were_taken_for_years_are_read_as_days(text: str, expected: str | None) -> None:
    assert deu.moment(text) == expected


def test_votes_are_those_of_the_day_and_the_largest_state_lends_its_own_to_who_has_none() -> None:
    votes = [{s.actor: s.capability for s in p.stakes} for p in deu.read(table(*ROWS), "made-up.csv")]
    assert votes[0] == {"EU_COMMISSION": 10, "FRA": 10, "LUX": 2}
    assert votes[1]["FRA"] == pytest.approx(66.66)  # population
    assert votes[2] == {"EU_COMMISSION": 29, "FRA": 29, "LUX": 4, "POL": 27}
    equal = next(deu.read(table(*ROWS), "made-up.csv", capability="equal"))
    assert {s.capability for s in equal.stakes} == {1.0}


def test_a_later_member_at_the_table_brings_the_later_votes() -> None:
    early = ROWS[3].replace("03-03-05", "03-03-03")
    assert {s.actor: s.capability for s in next(deu.read(table(early), "made-up.csv")).stakes}["POL"] == 27


def test_an_issue_is_decided_by_the_procedure_that_its_line_names() -> None:
    ferries, lamps, ports = deu.read(table(*ROWS), "made-up.csv")
    said = ferries.matters[0].procedure
    assert (said["setter"], said["members"]) == ("EU_COMMISSION", ["FRA", "LUX"])
    assert said["rule"] == {"yes": {"weight": "votes", "at_least": "62/87"}}  # codecision, but Parliament has no position
    assert lamps.matters[0].procedure["rule"] == {"unopposed": ["FRA", "POL", "LUX"]}
    assert ports.matters[0].procedure["rule"]["all"][0] == {"yes": {"weight": "votes", "at_least": "232/321"}}
    assert ferries.inputs("x1a").procedure is not None


def test_what_the_table_lacks_of_a_body_is_told() -> None:
    ferries, lamps, _ = deu.read(table(*ROWS), "made-up.csv")
    told = " ".join(ferries.notes)
    assert "x1a: 13 of 15 members of the Council have no position (DEU, ITA, GBR, ESP and 9 more)" in told
    assert "x1a: European Parliament has no position, and must consent" in told
    assert not any("Parliament" in n for n in lamps.notes)  # it is only heard
    unknown = next(deu.read(table(ROWS[0].replace("COD", "ACC")), "made-up.csv"))
    assert not unknown.matters[0].procedure
    assert "x1a: the file names no procedure that is known" in " ".join(unknown.notes)


def test_the_parliament_can_refuse_under_codecision_and_is_heard_only_under_consultation() -> None:
    head = HEAD.replace("pcom;pfr", "pcom;pep;pfr").replace("scom;sfr", "scom;sep;sfr").encode()
    row = "x4;lifts;x4a;{};QMV;03-03-99;;80;10;90;90;;50;50;50;50;;0;80"
    for proc, expected in (("COD", 20.0), ("CNS", 80.0)):  # 20 is as far from 10 as 0 is
        problem = next(deu.read(head + b"\n" + row.format(proc).encode() + b"\n", "made-up.csv"))
        result = engine("procedural").run(problem.inputs("x4a"), {"amendments": "closed"}, stream(0, ("lifts",), 0))
        assert result.outcome[0] == pytest.approx(expected)


def test_a_cell_without_a_number_is_told_with_its_line() -> None:
    with pytest.raises(FoedusError, match="pfr is 'many'") as caught:
        list(deu.read(table(ROWS[0].replace("100;0;50", "100;many;50")), "made-up.csv"))
    assert caught.value.where == "made-up.csv:2"


def test_an_issue_that_stands_twice_is_refused() -> None:
    with pytest.raises(FoedusError, match="two lines"):
        list(deu.read(table(ROWS[0], ROWS[0]), "made-up.csv"))


def test_a_table_without_outcomes_cannot_be_scored() -> None:
    with pytest.raises(FoedusError, match="no issue can be scored"):
        decided(read_problems(table(ROWS[1]), "made-up.csv"))


needs_data = pytest.mark.skipif(not FILE.is_file(), reason="needs FOEDUS_DATA, a folder that holds decide/deu3/deu3.csv")


@pytest.mark.data
@needs_data
def test_the_data_hold_the_issues_of_the_published_comparison() -> None:
    problems = read_problems(FILE.read_bytes(), FILE.name)
    issues = decided(problems)
    assert (len(issues), len({i.group for i in issues})) == (351, 137)
    assert min(len(i.inputs.actors) for i in issues) == STAKEHOLDERS
    assert all(p.introduced for p in problems)
    assert all(p.introduced <= p.decided for p in problems if p.introduced and p.decided)


@pytest.mark.data
@needs_data
def test_the_shipped_forecast_on_the_earlier_proposals_scores_what_its_page_says() -> None:
    problems = read_problems(FILE.read_bytes(), FILE.name)
    issues = decided(problems)
    late = latest({p.id: p.introduced or "" for p in problems if p.id in {i.group for i in issues}})
    scores = [forecast(i.inputs, unanimous=i.unanimous).crps(i.outcome) for i in issues if i.group not in late]
    assert len(scores) == 293
    assert sum(scores) / len(scores) == pytest.approx(15.49, abs=0.02)
