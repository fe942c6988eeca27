"""Sealing and verifying: the round trip, another process, other versions, and what cannot be sealed."""

from __future__ import annotations

import dataclasses
import json
import runpy
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import foedus
from foedus.case.schema import Triangular, Uniform
from foedus.core.errors import ExitCode, FoedusError
from foedus.engines import registry
from foedus.pipeline.deciding import decide, problems_of
from foedus.pipeline.grading import grade
from foedus.pipeline.sealed import again, numbers
from foedus.pipeline.sealed.problem import from_plain, to_plain
from foedus.pipeline.sealed.record import freeze, render
from foedus.pipeline.sealing import seal, verify
from foedus.problems.problem import Matter, Problem, Stake

MADE = runpy.run_path(str(Path(__file__).with_name("example.py")))
WORDS = MADE["WORDS"]


@pytest.fixture
def forecast(tmp_path: Path) -> Path:
    path: Path = MADE["sealed"](tmp_path)
    return path


def test_a_seal_holds_and_its_numbers_come_out_again_without_the_table(forecast: Path) -> None:
    (forecast.parent / "strait.csv").unlink()
    done = verify(forecast)
    assert done.exit_code is ExitCode.OK
    assert done.sealed.faults == ()
    assert all(c.identical and c.same for c in done.compared)
    assert {c.name for c in done.compared} == {"forecast", "references", "run", "question", *registry.engines()}


def test_it_says_what_decide_says(forecast: Path) -> None:
    record = json.loads(forecast.read_text(encoding="utf-8"))
    answer = decide(forecast.parent / "strait.csv", draws=40, seed=3).answer("toll")
    np.testing.assert_allclose(record["forecast"]["mass"], answer.forecast.mass, atol=1e-13)
    assert record["forecast"]["median"] == answer.forecast.median
    for o in answer.outcomes:
        told = record["engines"][o.engine]
        assert told["mean"] == pytest.approx(o.mean, abs=1e-9)
        assert (told["quantiles"]["0.1"], told["quantiles"]["0.9"]) == pytest.approx(o.interval, abs=1e-9)
    assert record["question"]["by"] == "2031-06-30"
    assert record["source"]["name"] == "strait.csv"
    assert len(record["source"]["sha256"]) == len(record["seal"]) == 64


def test_equal_words_and_times_give_equal_files(tmp_path: Path) -> None:
    a, b = (MADE["sealed"](tmp_path, name) for name in ("a.json", "b.json"))
    assert a.read_bytes() == b.read_bytes()
    assert MADE["sealed"](tmp_path, "c.json", seed=4).read_bytes() != a.read_bytes()


def test_another_process_makes_the_same_numbers(forecast: Path) -> None:
    done = subprocess.run([sys.executable, "-m", "foedus", "verify", str(forecast), "--json"], capture_output=True, encoding="utf-8", check=False)
    result = json.loads(done.stdout)["result"]
    assert done.returncode == 0, done.stdout
    assert all(c["identical"] for c in result["compared"])


def test_a_case_is_sealed_with_its_numbers(small_case: Path, tmp_path: Path) -> None:
    words = {**WORDS, "issue": None, "draws": 20}
    done = seal(small_case, out=tmp_path / "guards.json", **words)
    assert done.record["source"]["name"] == "harbour/case.yaml"
    assert done.record["problem"]["stakes"][0]["position"] == {"dist": "triangular", "low": 200.0, "mode": 300.0, "high": 320.0}
    assert verify(done.path).exit_code is ExitCode.OK


def test_the_whole_problem_decides_so_that_trades_count(forecast: Path) -> None:
    record = json.loads(forecast.read_text(encoding="utf-8"))
    assert [m["id"] for m in record["problem"]["matters"]] == ["toll", "bridge"]
    (problem,) = problems_of(forecast.parent / "strait.csv")
    alone = decide(problem.only(["toll"]), draws=40, seed=3, engines=["exchange"]).answers[0].outcomes[0]
    assert abs(record["engines"]["exchange"]["mean"] - alone.mean) > 1


@pytest.mark.parametrize(
    ("field", "key", "value"),
    [
        ("question", "resolves", "Whatever we say"), ("question", "by", "2031-07-31"), ("forecast", "median", 1.0), ("run", "seed", 4),
        ("engines", "nash", {}), ("made_with", "numpy", "1.0"), ("problem", "title", "x"), ("source", "sha256", "0" * 64),
        ("references", "positions", {}),
    ],
)  # fmt: skip
def test_what_was_changed_is_named_and_nothing_is_made_again(forecast: Path, tmp_path: Path, field: str, key: str, value: Any) -> None:
    done = verify(MADE["tampered"](forecast, tmp_path / "t.json", field, key, value))
    assert done.exit_code is ExitCode.CHECK_FAILED
    assert [f.field for f in done.sealed.faults] == [field]
    assert f"'{field}' was changed" in done.sealed.faults[0].message
    assert done.compared == ()


def test_another_version_of_an_engine_is_said_and_is_no_failure_of_the_seal(forecast: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    known = dict(registry.engines())
    mean = known["weighted_mean"]

    def shifted(inputs: Any, params: Any, rng: Any, about: Any) -> Any:
        result = mean.solve(inputs, params, rng, about)
        return dataclasses.replace(result, outcome=np.minimum(result.outcome + 2, inputs.upper))

    known["weighted_mean"] = replace(mean, version="99", solve=shifted)
    monkeypatch.setattr(again, "engines", lambda: known)
    done = verify(forecast)
    assert done.sealed.faults == ()
    assert done.exit_code is ExitCode.PARTIAL
    (changed,) = [c for c in done.compared if not c.same]
    assert (changed.name, changed.sealed_version, changed.version) == ("weighted_mean", mean.version, "99")
    assert changed.difference == pytest.approx(2)
    assert changed.because == (f"version {mean.version} made it, here is 99",)

    known["weighted_mean"] = replace(mean, solve=shifted)  # other numbers under the same version are a failure
    failed = verify(forecast)
    assert failed.exit_code is ExitCode.CHECK_FAILED
    assert next(c for c in failed.compared if not c.same).because == ()

    known["weighted_mean"] = replace(mean, version="99")  # another version that says the same is no matter
    assert verify(forecast).exit_code is ExitCode.OK

    del known["weighted_mean"]
    gone = next(c for c in verify(forecast).compared if not c.same)
    assert (gone.now, gone.version, gone.because) == (None, None, ("this foedus has no such engine",))


def test_forecasts_are_made_again_with_the_parameters_in_the_file(forecast: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    was = numbers.shipped()
    monkeypatch.setattr(numbers, "shipped", lambda: replace(was, values=was.values + np.linspace(0, 1, was.values.size)))
    assert verify(forecast).exit_code is ExitCode.OK
    other = MADE["sealed"](forecast.parent, "other.json")
    assert json.loads(other.read_text())["forecast"]["mass"] != json.loads(forecast.read_text())["forecast"]["mass"]


def test_parameters_that_no_longer_fit_are_said(forecast: Path) -> None:
    record = json.loads(forecast.read_text(encoding="utf-8"))
    content = {k: v for k, v in record.items() if k not in ("hashes", "seal")}
    content["forecast"]["parameters"]["weights"] = {"of_old": 1.0}
    content["forecast"]["mass"] = [1.0] + [0.0] * 1000
    forecast.write_text(render(freeze(content)), encoding="utf-8")
    done = verify(forecast)
    assert done.exit_code is ExitCode.PARTIAL
    assert "parameters do not fit" in done.compared[0].because[0]


def test_a_published_seal_tells_a_file_that_was_sealed_anew(forecast: Path) -> None:
    published = verify(forecast, hash_only=True).seal
    assert verify(forecast, hash_only=True, expected=f" {published.upper()}\n").exit_code is ExitCode.OK
    record = json.loads(forecast.read_text(encoding="utf-8"))
    content = {k: v for k, v in record.items() if k not in ("hashes", "seal")}
    content["question"]["by"] = "2032-01-01"
    forecast.write_text(render(freeze(content)), encoding="utf-8")
    assert verify(forecast, hash_only=True).exit_code is ExitCode.OK
    assert verify(forecast, hash_only=True, expected=published).exit_code is ExitCode.CHECK_FAILED


def test_a_seal_around_nonsense_is_an_error_in_words(forecast: Path) -> None:
    record = json.loads(forecast.read_text(encoding="utf-8"))
    content = {k: v for k, v in record.items() if k not in ("hashes", "seal")}
    for broken in ({**content, "run": 3}, {**content, "problem": {}}, {k: v for k, v in content.items() if k != "engines"}, {**content, "forecast": {"mass": "x"}}):
        forecast.write_text(render(freeze(broken)), encoding="utf-8")
        with pytest.raises(FoedusError) as caught:
            verify(forecast)
        assert caught.value.code in ("seal-form", "seal-problem")


def resealed(path: Path, way: tuple[Any, ...], value: Any) -> Path:
    """Change one value of a sealed file and seal it anew, as somebody would who wants it to hold."""
    content = {k: v for k, v in json.loads(path.read_text(encoding="utf-8")).items() if k not in ("hashes", "seal")}
    at = content
    for k in way[:-1]:
        at = at[k]
    if value is ...:
        del at[way[-1]]
    else:
        at[way[-1]] = value(at.get(way[-1]) if isinstance(at, dict) else at[way[-1]]) if callable(value) else value
    path.write_text(render(freeze(content)), encoding="utf-8")
    return path


def more(v: float) -> float:
    return v + 1e-6


@pytest.mark.parametrize(
    ("way", "value", "part", "told"),
    [
        *((("forecast", k), more, "forecast", k) for k in ("median", "mean", "mode", "low", "high")),
        (("forecast", "mass"), lambda m: [m[0] + m[-1], *m[1:-1], 0.0], "forecast", "mass"),
        (("forecast", "mass", 3), 0.9, "forecast", "mass"),
        (("forecast", "beside"), [[700, 70.01]], "forecast", "beside"),
        (("forecast", "low"), ..., "forecast", "low"),
        (("forecast", "certainty"), 1.0, "forecast", "certainty"),
        (("references",), {}, "references", "positions"),
        (("references", "positions", "mass"), lambda m: m[::-1], "references", "positions.mass"),
        (("question", "upper"), 120.0, "question", "upper"),
        (("run", "inputs"), "0" * 64, "run", "inputs"),
        (("engines", "nash", "mean"), more, "nash", "mean"),
        (("engines", "nash", "converged"), 0.5, "nash", "converged"),
        (("engines", "nash", "quantiles", "0.9"), ..., "nash", "quantiles.0.9"),
        (("engines", "nash", "quantiles"), {}, "nash", "quantiles.0.05"),
        (("engines", "nash", "notes"), ["all is well"], "nash", "notes"),
        (("engines", "nash", "title"), "Another", "nash", "title"),
        (("engines", "nash", "params"), {}, "nash", "params.cost"),
        (("problem", "stakes", 0, "position"), 20.0, "run", "inputs"),
        (("run", "seed"), 4, "run", "inputs"),
        (("run", "draws"), 41, "run", "inputs"),
    ],
)  # fmt: skip
def test_whatever_was_derived_and_changed_before_sealing_anew_is_named(forecast: Path, way: tuple[Any, ...], value: Any, part: str, told: str) -> None:
    done = verify(resealed(forecast, way, value))
    assert done.sealed.faults == ()
    wrong = {c.name: c for c in done.compared if not c.same}
    assert told in wrong[part].differs
    assert wrong[part].because == ()
    assert done.exit_code is ExitCode.CHECK_FAILED


def test_parameters_an_engine_refuses_under_its_own_version_are_a_failure(forecast: Path) -> None:
    done = verify(resealed(forecast, ("engines", "nash", "params"), {"no": 1}))
    assert done.exit_code is ExitCode.CHECK_FAILED


@pytest.mark.parametrize("draws", [10**9, 1_000_001])
def test_draws_beyond_memory_are_refused_in_words(forecast: Path, draws: int) -> None:
    with pytest.raises(FoedusError, match="too many"):
        verify(resealed(forecast, ("run", "draws"), draws))


def test_a_position_between_points_of_the_grid_is_sealed_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "pass.csv"
    path.write_text("actor,position,salience,capability,lower,upper\nEast,20,1,1,10,80\nWest,50,1,3,10,80\nIsles,80,1,1,10,80\n", encoding="utf-8")
    done = seal(path, out=tmp_path / "pass.json", **{**WORDS, "issue": None, "draws": None, "engines": ["weighted_mean"]})
    told = done.record["forecast"]
    assert (told["median"], told["mode"]) == (50.0, 50.0)
    assert [571, 50.0] in told["beside"]
    assert verify(done.path).exit_code is ExitCode.OK
    scored = grade(done.path, 50.0, on="2031-06-30", source="x", now=MADE["LATER"]).record["scores"]
    assert scored["forecast"]["mode"]["error"] == scored["forecast"]["median"]["error"] == 0.0
    assert verify(done.path.with_name("pass.graded.json")).exit_code is ExitCode.OK


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ({"draws": 1_000_001}, "run-draws"), ({"question": "  "}, "seal-text"), ({"resolves": ""}, "seal-text"), ({"by": "next spring"}, "day-form"),
        ({"by": "2031-03-03"}, "seal-by"), ({"issue": None}, "issue-choice"), ({"issue": "tol"}, "issue-unknown"),
        ({"engines": ["nsh"]}, "engine-unknown"), ({"problem": "x"}, "problem-choice"), ({"draws": 0}, "run-draws"),
        ({"question": "half a sign \ud800"}, "seal-text"), ({"params": {"nash": {"costs": 1}}}, "param-unknown"),
    ],
)  # fmt: skip
def test_what_cannot_be_sealed(tmp_path: Path, words: dict[str, Any], code: str) -> None:
    with pytest.raises(FoedusError) as caught:
        MADE["sealed"](tmp_path, **words)
    assert caught.value.code == code
    assert not (tmp_path / "toll.json").exists()
    assert [p.name for p in tmp_path.iterdir()] == ["strait.csv"]


def test_what_was_decided_is_no_forecast(tmp_path: Path) -> None:
    path = tmp_path / "known.csv"
    path.write_text("actor,position,outcome\nA,3,5\nB,9,5\n", encoding="utf-8")
    with pytest.raises(FoedusError, match="what is known is no forecast") as caught:
        seal(path, out=tmp_path / "k.json", **{**WORDS, "issue": None})
    assert caught.value.code == "seal-known"
    assert not (tmp_path / "k.json").exists()


def test_what_was_decided_in_a_table_of_deu_is_no_forecast(tmp_path: Path) -> None:
    path = tmp_path / "ferries.csv"
    path.write_text(
        "prnr;prname;isnr;proc;counvte;intro;finact;pcom;pfr;plu;ppl;scom;sfr;slu;spl;rp;out\n"
        "x1;ferries;x1a;COD;QMV;14-06-98;999;100;0;50;20;80;40;10;30;0;50\n"
        "x1;ferries;x1b;COD;QMV;14-06-98;999;100;0;20;10;80;40;10;30;;999\n",
        encoding="utf-8",
    )
    with pytest.raises(FoedusError, match="what is known is no forecast"):
        seal(path, out=tmp_path / "k.json", **{**WORDS, "issue": "x1a"})
    assert seal(path, out=tmp_path / "open.json", **{**WORDS, "issue": "x1b", "draws": 2, "engines": ["nash"]}).path.is_file()


def test_the_day_of_sealing_is_early_enough(tmp_path: Path) -> None:
    assert MADE["sealed"](tmp_path, by=date(2031, 3, 4)).is_file()


def test_no_file_is_written_over(forecast: Path) -> None:
    before = forecast.read_bytes()
    with pytest.raises(FoedusError, match="never written over"):
        MADE["sealed"](forecast.parent, seed=9)
    assert forecast.read_bytes() == before
    assert sorted(p.name for p in forecast.parent.iterdir()) == ["strait.csv", "toll.json"]


def test_without_a_name_the_issue_and_the_day_make_one(tmp_path: Path) -> None:
    source = MADE["table"](tmp_path)
    assert seal(source, out=tmp_path, **WORDS).path.name == "toll-2031-03-04.json"


def test_python_offers_what_the_commands_do() -> None:
    assert foedus.seal is seal
    assert foedus.verify is verify
    assert {"seal", "verify", "grade", "ledger", "write_ledger"} <= set(dir(foedus))


NUMBERS = st.floats(-1e6, 1e6)


@st.composite
def amounts(draw: st.DrawFn) -> float | Triangular | Uniform:
    a, b, c = sorted(draw(NUMBERS) for _ in range(3))
    return draw(st.sampled_from([b, Triangular(low=a, mode=b, high=c), Uniform(low=a, high=c)]))


TEXTS = st.text(max_size=8)


@given(st.data())
@settings(max_examples=60)
def test_a_problem_comes_back_number_for_number(data: st.DataObject) -> None:
    draw = data.draw
    matters = tuple(
        Matter(f"m{k}", draw(TEXTS), -1e6, 1e6, draw(st.dictionaries(NUMBERS, TEXTS, max_size=3)), draw(st.none() | NUMBERS), draw(st.none() | NUMBERS), draw(TEXTS))
        for k in range(draw(st.integers(1, 3)))
    )
    stakes = tuple(Stake(draw(TEXTS), m.id, draw(amounts()), draw(amounts()), draw(amounts()), draw(TEXTS)) for m in matters for _ in range(2))
    names = st.dictionaries(TEXTS, TEXTS, max_size=3)
    problem = Problem("p", draw(TEXTS), matters, stakes, draw(names), draw(names), draw(st.none() | TEXTS), tuple(draw(st.lists(TEXTS, max_size=2))), draw(st.none() | TEXTS))
    there = json.loads(json.dumps(to_plain(problem)))
    assert from_plain(there) == problem


@pytest.mark.parametrize("plain", [{}, {"matters": 3}, {"matters": [], "stakes": [{}]}, {"id": "x", "title": "", "matters": [], "stakes": [], "colour": 1}])
def test_a_problem_that_is_none_is_refused(plain: dict[str, Any]) -> None:
    with pytest.raises(FoedusError, match="cannot be understood"):
        from_plain(plain)
