"""Tables of others: each format says the same, and a bad line is named."""

from __future__ import annotations

import os
import tomllib
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

from foedus.case.schema import Triangular, Uniform
from foedus.core.errors import FoedusError
from foedus.engines.registry import engine
from foedus.problems.problem import Problem
from foedus.problems.registry import formats, read_problems

DATA = Path(os.environ.get("FOEDUS_DATA") or "absent") / "decide"

EXCHANGE = """'#A'\t'North'\t'The north'\t''
'#A'\t'South'\t'South'\t''
'#P'\t'toll'\t'toll'\t'Height of the toll'
'#M'\t'toll'\t0\t'none'
'#M'\t'toll'\t100
'#P'\t'bridge'\t'bridge'\t''
'#D'\t'North'\t'toll'\t80.0\t0.5\t2
'#D'\t'South'\t'toll'\t10.0\t0.25\t1
'#D'\t'North'\t'bridge'\t40\t0.5\t2
"""
KTAB = """Tolls, Height of the toll, 2, 1,
Actor, Description, Influence, toll Position, toll Salience,
North, The north, 2, 80, 50,
South, , 1, 10, 25,
"""
XML = """<?xml version="1.0"?><Scenario><name>Tolls</name><desc>Height of the toll</desc>
<Dimensions><dName>toll</dName></Dimensions><Actors>
<Actor><name>North</name><description>The north</description><capability>2</capability>
<Position><dCoord>80</dCoord></Position><Salience><dSal>50</dSal></Salience></Actor>
<Actor><name>South</name><capability>1</capability>
<Position><dCoord>10</dCoord></Position><Salience><dSal>25</dSal></Salience></Actor></Actors></Scenario>"""
PLAIN = "Actor;Issue;Position;Salience;Power;Lower;Upper\nNorth;toll;80;0,5;2;0;100\nSouth;toll;10;0,25;1;0;100\n"
JSON = (
    '[{"actor": "North", "issue": "toll", "x": 80, "s": 0.5, "c": 2, "lower": 0, "upper": 100},'
    ' {"actor": "South", "issue": "toll", "x": 10, "s": 0.25, "c": 1, "lower": 0, "upper": 100}]'
)


def one(text: str, name: str = "tolls.txt") -> Problem:
    (problem,) = read_problems(text.encode(), name)
    return problem


@pytest.mark.parametrize("text", [EXCHANGE, KTAB, XML, PLAIN, JSON, "\ufeff" + PLAIN.replace(";", "\t")])
def test_the_same_table_in_every_format(text: str) -> None:
    inputs = one(text).inputs("toll")
    assert inputs.actors == ("North", "South")
    assert (inputs.lower, inputs.upper) == (0, 100)
    np.testing.assert_array_equal(inputs.positions, [[80, 10]])
    np.testing.assert_array_equal(inputs.salience, [[0.5, 0.25]])
    np.testing.assert_array_equal(inputs.capability, [[2, 1]])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp949"])
def test_what_spreadsheets_write(encoding: str) -> None:
    text = "행위자,입장,중요도,영향력\r\n북쪽 나라의 정부,80,0.5,2\r\n남쪽 나라의 정부,10,0.25,1\r\n"
    (problem,) = read_problems(text.encode(encoding), "표.csv")
    assert [s.position for s in problem.stakes] == [80, 10]


def test_old_line_ends() -> None:
    (problem,) = read_problems(b"actor,position\rA,1\rB,2\r", "old.csv")
    assert [s.where for s in problem.stakes] == ["line 2", "line 3"]


def test_every_format_has_a_name_of_its_own_and_the_plain_one_is_asked_last() -> None:
    names = [f.NAME for f in formats()]
    assert len(set(names)) == len(names)
    assert names[-1] == "plain"


def test_an_actor_may_be_absent_from_an_issue_and_names_are_kept() -> None:
    problem = one(EXCHANGE)
    agenda = problem.agenda()
    assert agenda.issues == ("toll", "bridge")
    np.testing.assert_array_equal(agenda.present, [[True, True], [True, False]])
    assert problem.names == {"North": "The north"}
    assert problem.matters[0].means == {0.0: "none"}
    assert "bridge" in problem.notes[0]


def test_stakes_know_their_lines() -> None:
    assert [s.where for s in one(EXCHANGE).stakes] == ["line 7", "line 8", "line 9"]
    assert [s.where for s in one(PLAIN).stakes] == ["line 2", "line 3"]


def test_ranges_are_drawn_and_numbers_are_not() -> None:
    text = "actor,position_low,position_mode,position_high,salience_min,salience_max\nA,1,2,5,0.2,0.4\nB,3,,3,0.5,0.5\n"
    problem = one(text)
    assert [s.position for s in problem.stakes] == [Triangular(low=1, mode=2, high=5), 3.0]
    assert problem.stakes[0].salience == Uniform(low=0.2, high=0.4)
    assert not problem.certain
    inputs = problem.inputs("issue", draws=200, seed=1)
    assert np.ptp(inputs.positions[:, 0]) > 1
    assert np.ptp(inputs.positions[:, 1]) == 0
    np.testing.assert_array_equal(problem.inputs("issue", draws=500, seed=1).positions[:200], inputs.positions)


def test_what_a_plain_table_lacks_is_told() -> None:
    problem = one("name,x\nA,3\nB,9\n")
    assert len(problem.notes) == 3
    assert (problem.matters[0].lower, problem.matters[0].upper) == (3, 9)
    inputs = problem.inputs("issue")
    assert inputs.salience.tolist() == inputs.capability.tolist() == [[1, 1]]


def test_percentages_are_known_by_their_size() -> None:
    problem = one("name,x,s\nA,3,50\nB,9,1\n")
    assert [s.salience for s in problem.stakes] == [0.5, 0.01]
    assert any("percentages" in n for n in problem.notes)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (EXCHANGE.replace("80.0", "eighty"), "line 7: the position is 'eighty', not a number"),
        (EXCHANGE.replace("0.25", "25"), "line 8: the salience is 25, expected 0 to 1"),
        (EXCHANGE.replace("'#D'\t'South'", "'#D'\t'East'"), "line 8: 'East' has no #A line"),
        (EXCHANGE.replace("'#P'\t'bridge'", "'#Q'\t'bridge'"), "unknown mark '#Q'"),
        (EXCHANGE + "'#D'\t'North'\t'toll'\t70\t0.5\t2\n", "line 10: 'North' stands on 'toll' already, line 7"),
        (KTAB.replace("toll, 2, 1", "toll, 3, 1"), "the first line counts 3 actors, 2 follow"),
        (KTAB.replace("80, 50", "180, 50"), "line 3: the position on toll is 180, expected 0 to 100"),
        (XML.replace("<dCoord>80</dCoord>", "<dCoord></dCoord>"), "the position of North on toll is empty"),
        (PLAIN.replace(";80;", ";;").replace(";10;", ";x;"), "line 3: the position is 'x', not a number"),
        (PLAIN.replace(";80;", ";800;"), "is 800, outside the scale of 'toll', 0 to 100"),
        (PLAIN.replace("North", "South"), "stands on 'toll' already"),
        ("actor,position\nA,\"25,000\"\nB,800\n", "line 2: the position is 25,000, which may be thousands or a decimal"),
        ("actor,position,salience\nA,1,0.5\nB,2,1.2\n", "line 3: the salience is 1.2 beside shares below 1"),
        ("actor,position,salience\nA,1,5\nB,2,9\n", "the saliences run up to 9"),
        ("actor,position_low,salience\nA,1,0.5\nB,2,0.4\n", "the position has one end only"),
        ("actor,position,weight,power\nA,1,2,3\nB,2,2,2\n", "two columns give the capability"),
        ("actor,position,power\nA,1,1e300\nB,2,2\n", "more than 1e+15"),
    ],
)
def test_a_bad_line_is_named(text: str, told: str) -> None:
    with pytest.raises(FoedusError) as caught:
        one(text)
    assert told in str(caught.value)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"hello world\n1,2\n", b"\x89PNG\r\n", b"[]", b"[1]", b"<Scenario", b"actor,position\n", EXCHANGE.partition("'#D'")[0].encode()])
def test_what_is_no_table_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(FoedusError):
        read_problems(data, "x")


@pytest.mark.data
@pytest.mark.skipif(not DATA.is_dir(), reason="needs FOEDUS_DATA, a folder that holds decide/")
@pytest.mark.parametrize(
    ("file", "actors", "issues", "stakes"),
    [
        ("decide_exchange/cop21.csv", 15, 13, 181), ("decide_exchange/copenhagen.csv", 11, 7, 75),
        ("decide_exchange/sample_data.txt", 10, 6, 60), ("ktab_smp/SOE-Policy.csv", 26, 1, 26),
        ("ktab_smp/SOE-Competitive.csv", 34, 1, 34), ("ktab_smp/SOE-Pol-Comp.csv", 13, 2, 26),
        ("ktab_smp/dummyData_6Dim.csv", 27, 6, 162), ("ktab_smp/dummyData_3Dim.xml", 7, 3, 21),
        ("eum_tables/emission_standards_bdm1994.csv", 10, 1, 10), ("eum_tables/iranian_election.tsv", 8, 1, 8),
        ("eum_tables/emission_standards_eum.tsv", 10, 1, 10), ("eum_tables/china_dmasad.csv", 24, 1, 24),
    ],
)  # fmt: skip
def test_the_files_of_the_peers(file: str, actors: int, issues: int, stakes: int) -> None:
    (problem,) = read_problems((DATA / file).read_bytes(), file)
    agenda = problem.agenda()
    assert (len(agenda.actors), len(agenda.issues), len(problem.stakes)) == (actors, issues, stakes)


@pytest.mark.data
@pytest.mark.skipif(not DATA.is_dir(), reason="needs FOEDUS_DATA, a folder that holds decide/")
def test_the_file_with_errors_is_refused_with_their_lines() -> None:
    with pytest.raises(FoedusError, match=r"line 86: the position is 160.*line 87: the power is -0.247"):
        read_problems((DATA / "decide_exchange" / "copenhagen_with_errors.csv").read_bytes(), "copenhagen_with_errors.csv")


def test_what_a_ktab_file_asks_of_its_own_program_is_told_as_one_would_type_it() -> None:
    asked = "<ModelParameters><VictoryProbModel>Octic</VictoryProbModel><BargnModel>PWCompInterp</BargnModel><Unheard>x</Unheard></ModelParameters>"
    problem = one(XML.replace("<Dimensions>", asked + "<Dimensions>").replace("</Scenario>", "<IdealAdjustment/></Scenario>"))
    assert problem.notes[0].endswith("--param spatial.victory=octic --param spatial.perspective=weighted")
    assert "accommodation" in problem.notes[1]
    assert not one(XML).notes


def test_every_parameter_of_ktab_is_one_of_the_spatial_model() -> None:
    table = tomllib.loads((files("foedus.problems.formats") / "ktab.toml").read_text(encoding="utf-8"))
    assert len(table) == 9
    for about in table.values():
        told = [v for k, v in about.items() if k != "param"]
        assert len(set(told)) == len(told) > 1
        for value in told:
            engine("spatial").parameters({about["param"]: value})
