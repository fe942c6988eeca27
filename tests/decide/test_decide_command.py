"""``foedus decide`` and its Python twin."""

from __future__ import annotations

import csv
import json
import os
from pathlib import Path

import numpy as np
import pytest

import foedus
from foedus.cli.main import main
from foedus.core.errors import FoedusError
from foedus.engines.registry import engines
from foedus.pipeline.deciding import decide

DATA = Path(os.environ.get("FOEDUS_DATA") or "absent") / "decide"
TABLE = """actor,kind,issue,position,salience,capability,lower,upper
North,state,toll,80,0.5,2,0,100
South,state,toll,10,0.25,1,0,100
League,organisation,toll,50,0.9,1,0,100
North,state,bridge,20,0.2,2,0,100
South,state,bridge,90,0.9,1,0,100
League,organisation,bridge,60,0.4,1,0,100
"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "tolls.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def test_the_answer_in_words(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["decide", str(table)]) == 0
    out = capsys.readouterr().out
    assert "3 actors, 2 issues" in out
    assert all(name.replace("_", " ") in out for name in engines())
    assert "who could change it most: its outcome, 59.3 as things stand\n" in out
    assert "forecast" in out
    assert "what the exchanges bring" in out



def test_what_would_change_starts_from_the_middle_of_uncertain_numbers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    # The peak of North is 0, its mean over the draws 10.
    (tmp_path / "t.csv").write_text("actor,position,position_low,position_high,lower,upper\nNorth,0,0,30,0,100\nSouth,50,,,0,100\n", encoding="utf-8")
    assert main(["decide", str(tmp_path / "t.csv"), "--engine", "weighted_mean", "--draws", "200"]) == 0
    assert "its outcome, 25 as things stand with uncertain numbers in their middle\n" in capsys.readouterr().out

def test_json_and_python_say_the_same(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["decide", str(table), "--json"]) == 0
    result = json.loads(capsys.readouterr().out)["result"]
    done = foedus.decide(table)
    assert [i["id"] for i in result["issues"]] == [a.issue for a in done.answers] == ["toll", "bridge"]
    for said, answer in zip(result["issues"], done.answers, strict=True):
        assert [o["mean"] for o in said["outcomes"]] == [o.mean for o in answer.outcomes]
        assert abs(sum(said["forecast"]["mass"]) - 1) < 1e-5
        assert said["stakeholders"][0]["where"].startswith("line ")
    assert set(result["engines"]) == set(engines())
    assert done.to_numpy().shape == (1, 2, len(engines()))


def test_a_weighted_mean_by_hand(table: Path) -> None:
    done = decide(table, engines=["weighted_mean"], issues=["toll"])
    assert done.answers[0].outcomes[0].mean == pytest.approx((80 * 1 + 10 * 0.25 + 50 * 0.9) / 2.15)


def test_more_draws_begin_with_those_of_fewer(tmp_path: Path) -> None:
    path = tmp_path / "range.csv"
    path.write_text("actor,position_low,position_high,salience,capability,lower,upper\nA,0,40,1,1,0,100\nB,60,100,1,2,0,100\n", encoding="utf-8")
    few, many = (decide(path, draws=n, seed=3).to_numpy() for n in (300, 600))
    np.testing.assert_array_equal(many[:300], few)
    assert np.ptp(few[:, 0, 0]) > 0
    assert decide(path).draws == 1000


def test_target_and_advice(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["decide", str(table), "--issue", "toll", "--target", "70", "--advise", "North"]) == 0
    out = capsys.readouterr().out
    assert "smallest single changes" in out
    assert "North wants 80" in out


def test_outcomes_as_csv_and_parquet(table: Path, tmp_path: Path) -> None:
    import duckdb

    assert main(["decide", str(table), "--quiet", "--out", str(tmp_path / "o.csv")]) == 0
    assert main(["decide", str(table), "--quiet", "--out", str(tmp_path / "o.parquet")]) == 0
    with (tmp_path / "o.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 2 * len(engines())
    back = duckdb.connect().execute(f"SELECT issue, engine, outcome FROM '{tmp_path / 'o.parquet'}'").fetchall()
    assert [(r["issue"], r["engine"], float(r["outcome"])) for r in rows] == back


def test_a_case_folder(capsys: pytest.CaptureFixture[str]) -> None:
    case = Path(__file__).parents[2] / "cases" / "kazakhstan-2022"
    assert main(["decide", str(case), "--draws", "50", "--engine", "weighted_mean", "--engine", "challenge"]) == 0
    assert "50 draws" in capsys.readouterr().out


def test_what_the_table_says_of_an_actor_stands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "persons.csv"
    path.write_text("actor,kind,position,lower,upper\nJo Doe,person,3,0,10\nB,state,9,0,10\n", encoding="utf-8")
    assert main(["decide", str(path), "--advise", "Jo Doe", "--as", "state"]) != 0
    assert "is a person" in capsys.readouterr().err.replace("'Jo Doe' ", "")
    done = decide(path, target=6.3, actor="B")
    assert {t.actor for t in done.answers[0].turns} == {"B"}
    assert done.answers[0].advice is not None
    assert done.answers[0].advice.persuade == ()


def test_many_issues_are_advised_on_and_aimed_at(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "many.csv"
    rows = [f"{a},state,i{k},{(30 * k + 20 * n) % 100},0,100" for k in range(5) for n, a in enumerate("ABC")]
    path.write_text("actor,kind,issue,position,lower,upper\n" + "\n".join(rows) + "\n", encoding="utf-8")
    assert main(["decide", str(path), "--advise", "A", "--target", "50"]) == 0
    out = capsys.readouterr().out
    assert out.count("A wants") == 5
    assert "carry it to 50" in out


def test_an_issue_alone_is_still_linked_to_the_others(table: Path) -> None:
    one, both = (decide(table, engines=["exchange"], issues=i) for i in (["toll"], []))
    assert [a.issue for a in one.answers] == ["toll"]
    assert one.answers[0].outcomes[0].mean == both.answers[0].outcomes[0].mean
    assert one.bills == both.bills


def test_a_rule_typed_or_of_a_case_decides(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from foedus.problems.problem import Matter, Problem, Stake

    stakes = tuple(Stake(a, "i", x, 1.0, 1.0) for a, x in (("A", 10.0), ("B", 50.0), ("C", 90.0)))
    problem = Problem("p", "p", (Matter("i", reference=40.0, procedure={"rule": {"consent": "all"}, "setter": "C"}),), stakes)
    done = decide(problem, engines=["procedural"])
    assert done.answers[0].outcomes[0].mean == 40
    assert done.answers[0].outcomes[0].notes == ("Nothing that passes is better for the one who proposes; the reference point stays.",)
    rule = '{"yes": {"at_least": "1/2", "weight": "capability"}}'
    assert main(["decide", str(table), "--engine", "procedural", "--rule", rule, "--setter", "North"]) == 0
    assert "brings no decision rule" not in capsys.readouterr().out


def test_a_rule_is_typed_as_toml_or_json_and_asks_on_each_issue_who_has_a_stake_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "quay.csv"
    path.write_text(
        "actor,issue,position,lower,upper,reference\nHarbour,dues,10,0,100,40\nFleet,dues,90,0,100,40\nHarbour,depth,90,0,100,0\nIsland,depth,80,0,100,0\n",
        encoding="utf-8",
    )
    told = []
    for rule in ('{unopposed = ["Fleet"]}', '{"unopposed": ["Fleet"]}'):
        assert main(["decide", str(path), "--engine", "procedural", "--rule", rule, "--setter", "Harbour", "--json"]) == 0
        told.append(json.loads(capsys.readouterr().out)["result"])
    assert told[0] == told[1]
    dues, depth = (i["outcomes"][0]["mean"] for i in told[0]["issues"])
    assert (dues, depth) == (40, 90)  # the fleet refuses to pay less; on the depth it has no say, and nobody is asked
    assert any(n.startswith("depth: whom the rule names and who has no stake there is not asked") for n in told[0]["notes"])
    assert not any(n.startswith("dues") for n in told[0]["notes"])
    assert main(["decide", str(path), "--engine", "procedural", "--rule", rule, "--issue", "dues"]) == 0
    assert "depth: whom" not in capsys.readouterr().err


def test_digits_follow_the_scale(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "years.csv"
    path.write_text("actor,position,capability,lower,upper\nA,2024,1,2024,2030\nB,2027,3,2024,2030\n", encoding="utf-8")
    assert main(["decide", str(path), "--engine", "weighted_mean"]) == 0
    assert "2026.25" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (["--target", "nan"], "--target cannot be nan"), (["--target", "500"], "a point on the scale"),
        (["--setter", "North"], "proposes under a rule"), (["--rule", "{"], "is neither TOML nor JSON"),
        (["--rule", '{"unopose": "all"}'], "nearest: unopposed"), (["--rule", '{"consent": "all"}', "--setter", "Nort"], "--setter North"),
        (["--engine", "weigted_mean"], "nearest: weighted_mean"), (["--issue", "tolls"], "nearest: toll"),
        (["--param", "rounds=3"], "ENGINE.NAME=VALUE"), (["--param", "challenge.rouns=3"], "nearest: rounds"),
        (["--param", "challenge.rounds=x"], "cannot be 'x'"), (["--explain", "median"], "is not run here"),
        (["--advise", "Nort"], "nearest: North"), (["--out", "x.xls"], ".csv or .parquet"),
        (["--rule", '{yes = {at_least = "150 %"}}'], "a share from 0 to 100 %"), (["--rule", "{yes = {at_least = -1}}"], "0 or more"),
        (["--rule", "[]"], "a rule cannot be []"), (["--rule", '{consent = ["Suoth"]}'], "nearest: South"),
        (["--rule", "{some = {at_least = true, of = [{yes = {at_least = 1}}]}}"], "1 to 1"),
        (["--engine", "nash", "--param", "challenge.rounds=3"], "which is not run"), (["--problem", "x"], "no problem 'x'"),
    ],
)  # fmt: skip
def test_mistakes(table: Path, typed: list[str], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["decide", str(table), *typed]) != 0
    assert told in capsys.readouterr().err


def test_advice_needs_to_know_what_an_actor_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "plain.csv"
    path.write_text("actor,position\nA,3\nB,9\n", encoding="utf-8")
    assert main(["decide", str(path), "--advise", "A"]) != 0
    assert "advises no others" in capsys.readouterr().err
    assert main(["decide", str(path), "--advise", "A", "--as", "state"]) == 0


def test_no_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["decide", str(tmp_path / "none.csv")]) != 0
    assert "none.csv" in capsys.readouterr().err


def test_xarray_is_asked_for_in_words(table: Path) -> None:
    try:
        import_there = __import__("xarray")
    except ImportError:
        with pytest.raises(FoedusError, match="xarray is not installed"):
            decide(table, engines=["weighted_mean"]).to_xarray()
    else:
        assert decide(table, engines=["weighted_mean"]).to_xarray().dims == ("draw", "issue", "engine"), import_there


@pytest.mark.data
@pytest.mark.skipif(not DATA.is_dir(), reason="needs FOEDUS_DATA, a folder that holds decide/")
def test_a_climate_negotiation_is_answered(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["decide", str(DATA / "decide_exchange" / "cop21.csv")]) == 0
    out = capsys.readouterr().out
    assert "15 actors, 13 issues" in out
    assert "Round 1: " in out


def test_what_is_said_of_one_issue_is_not_said_of_another(tmp_path: Path) -> None:
    path = tmp_path / "herring.csv"
    path.write_text(
        "actor,issue,position,capability,lower,upper,reference\n"
        "Coast,quota,20,2,0,100,0\nFleet,quota,80,3,0,100,0\nBank,quota,55,2,0,100,0\n"
        "Coast,season,10,2,0,100,\nFleet,season,90,3,0,100,\nBank,season,45,2,0,100,\n",
        encoding="utf-8",
    )
    for done in (decide(path, engines=["nash", "procedural"]), decide(path, engines=["nash", "procedural"], issues=["quota"])):
        quota = done.answer("quota")
        assert not any("not known" in n or "No reference point" in n for o in quota.outcomes for n in o.notes)
    nash, procedural = decide(path, engines=["nash", "procedural"]).answer("season").outcomes
    assert any("not known" in n for n in nash.notes)
    assert any("No reference point" in n for n in procedural.notes)


def test_an_issue_comes_to_rest_by_itself_and_one_draw_is_not_some(tmp_path: Path) -> None:
    path = tmp_path / "dam.csv"
    path.write_text(
        "actor,issue,position,salience,capability,lower,upper\n"
        "Upper,height,10,0.9,2,0,100\nMiddle,height,40,0.4,1,0,100\nLower,height,95,0.8,3,0,100\nMill,height,70,0.6,2,0,100\n"
        "Upper,name,30,0.5,1,0,100\nLower,name,30,0.5,1,0,100\n",
        encoding="utf-8",
    )
    done = decide(path, engines=["challenge"], params={"challenge": {"rounds": 1}})
    height, name = (done.answer(i).outcomes[0] for i in ("height", "name"))
    assert (height.converged, name.converged) == (0.0, 1.0)
    assert name.notes == ()
    assert height.notes == ("Actors still moved in the last round; the outcome is where they stood then.",)


def test_python_takes_a_rule_a_setter_and_a_problem_as_the_command_does(table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = '{unopposed = "all"}'
    assert main(["decide", str(table), "-e", "procedural", "--rule", text, "--setter", "North", "--json"]) == 0
    result = json.loads(capsys.readouterr().out)["result"]
    for rule in (text, {"unopposed": "all"}):
        done = foedus.decide(table, engines=["procedural"], rule=rule, setter="North")
        assert [i["outcomes"][0]["mean"] for i in result["issues"]] == [a.outcomes[0].mean for a in done.answers]
        assert list(done.notes) == result["notes"]
    with pytest.raises(FoedusError, match="no problem 'nowhere'"):
        foedus.decide(table, problem="nowhere")
    with pytest.raises(FoedusError, match="proposes under a rule"):
        foedus.decide(table, setter="North")


def test_a_rule_without_a_reference_point_or_beyond_reach_is_told_of(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "pier.csv"
    path.write_text(
        "actor,issue,position,lower,upper,reference\nHarbour,dues,10,0,100,40\nFleet,dues,90,0,100,40\nIsland,dues,50,0,100,40\n"
        "Harbour,depth,90,0,100,\nIsland,depth,80,0,100,\n",
        encoding="utf-8",
    )
    done = decide(path, engines=["procedural"], rule="{yes = {at_least = 3}}")
    assert not any(n.startswith("dues") for n in done.notes)
    assert any(n.startswith("depth: no reference point is known, so that the rule decides nothing") for n in done.notes)
    assert any(n.startswith("depth: nothing passes under the rule") for n in done.notes)
    assert main(["decide", str(path), "--rule", "{yes = {at_least = 200}}"]) == 3
    assert "all 3 members together have 3" in capsys.readouterr().err


def test_how_an_issue_is_decided_is_told(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["decide", str(table), "-e", "procedural", "--rule", '{all = [{consent = ["South"]}, {yes = {at_least = 2}}]}', "--setter", "North"]
    assert main(words) == 0
    out = capsys.readouterr().out
    assert "decided by: " in out
    assert "North proposes; South must consent" in out
    assert main([*words, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)["result"]["issues"][0]["procedure"]
    assert (told["setter"], told["consent"], told["body"]) == ("North", ["South"], None)
    assert main(["decide", str(table), "-e", "procedural", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["result"]["issues"][0]["procedure"] is None


def test_a_line_of_the_deu_tables_names_council_setter_and_consent(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "lines.csv"
    path.write_text(
        "prnr;prname;isnr;counvte;proc;intro;rp;out;pcom;scom;pep;sep;pfr;sfr;pde;sde\n"
        "x1;shellfish;x1i1;QMV;COD;03-04-2001;0;100;90;50;100;60;20;30;70;80\n",
        encoding="utf-8",
    )
    assert main(["decide", str(path), "-e", "procedural"]) == 0
    out = capsys.readouterr().out
    assert "decided by: QMV COD = Council of the European Union, fifteen members, rule qualified" in out
    assert "European Commission proposes; European Parliament must consent" in out


def test_inputs_of_the_other_kind_are_refused_in_words(table: Path) -> None:
    from foedus.core.rng import stream
    from foedus.problems.registry import read_problems

    agenda = read_problems(table.read_bytes(), table.name)[0].agenda()
    for name in ("exchange", "weighted_mean"):
        one = foedus.engine(name)
        with pytest.raises(FoedusError, match="run cannot take AgendaInputs"):
            one.run(agenda, None, stream(0, ("x",), 0))
        with pytest.raises(FoedusError, match="run_agenda cannot take IssueInputs"):
            one.run_agenda(agenda.issue("toll"), None, stream(0, ("x",), 0))
