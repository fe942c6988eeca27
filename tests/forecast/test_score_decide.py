"""``foedus score decide``: what it prints of a made-up table, and the figures it reproduces where the data are at hand."""

from __future__ import annotations

import json
import os
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from foedus.analysis import record
from foedus.analysis.record import BASELINE, decided, lines
from foedus.cli.main import app
from foedus.core.rng import stream
from foedus.engines.registry import engine, engines
from foedus.problems.problem import Matter, Problem, Stake
from foedus.problems.registry import read_problems

FILE = Path(os.environ.get("FOEDUS_DATA") or "absent") / "decide" / "deu3" / "deu3.csv"


def proposals(count: int, *, upper: float = 100.0) -> list[Problem]:
    """Return made-up proposals of one issue each, decided at the position of the second of four actors."""
    out = []
    for k in range(count):
        rng = np.random.default_rng(k)
        positions = rng.integers(0, 11, 4) / 10 * upper
        stakes = tuple(
            Stake(f"a{i}", f"m{k}", float(positions[i]), float(rng.uniform(0.2, 1)), float(rng.integers(1, 9))) for i in range(4)
        )
        matter = Matter(f"m{k}", upper=upper, outcome=float(positions[1]), reference=0.0, rule="Unan" if k % 4 == 0 else "QMV")
        out.append(Problem(f"p{k:02d}", "made up", (matter,), stakes, introduced=f"2001-01-{k + 1:02d}"))
    return out


def test_every_engine_and_forecast_has_a_line_on_the_issues_it_may_be_judged_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record, "REPETITIONS", 1)
    found = lines(proposals(26))
    told = {(line.model, line.part): line for line in found}
    assert {name for name, part in told if part == "all"} >= {*engines(), "median, equal", "forecast", "positions", "even"}
    assert {part for name, part in told if name == "forecast, nested"} == {"earlier"}
    assert {part for name, part in told if name == "forecast, fitted"} == {"latest"}
    assert (told[BASELINE, "all"].n, told[BASELINE, "earlier"].n, told[BASELINE, "latest"].n) == (26, 21, 5)
    assert told[BASELINE, "all"].difference is None
    base, other = told[BASELINE, "all"], told["weighted_median", "all"]
    assert other.difference == pytest.approx(other.mae - base.mae)
    assert other.low is not None
    assert other.high is not None
    assert other.low <= other.difference <= other.high
    assert base.crps == pytest.approx(base.mae)  # of a point


def test_errors_are_on_a_scale_of_a_hundred_whatever_the_scale() -> None:
    wide, narrow = lines(proposals(6)), lines(proposals(6, upper=2.0))
    for one, other in zip(wide, narrow, strict=True):
        assert (one.model, one.part) == (other.model, other.part)
        assert one.mae == pytest.approx(other.mae, abs=1e-6)
        assert one.crps == pytest.approx(other.crps, abs=1e-6)


def test_the_figures_are_what_they_say() -> None:
    problems = proposals(6)
    rng = stream(0, ("a test",), 0)
    said = [float(engine(BASELINE).run(p.inputs(p.matters[0].id), None, rng).outcome[0]) for p in problems]
    errors = np.array([abs(v - (p.matters[0].outcome or 0)) for v, p in zip(said, problems, strict=True)])
    line = next(n for n in lines(problems) if (n.model, n.part) == (BASELINE, "all"))
    assert line.mae == pytest.approx(errors.mean())
    assert line.median_ae == pytest.approx(np.median(errors))
    assert line.rmse == pytest.approx(np.sqrt((errors**2).mean()))
    assert line.within10 == pytest.approx((errors <= 10).mean())


def test_the_same_seed_gives_the_same_lines() -> None:
    assert lines(proposals(6), seed=3) == lines(proposals(6), seed=3)


def test_the_command_prints_tables_or_one_object(tmp_path: Path) -> None:
    path = tmp_path / "lamps.csv"
    path.write_text(
        "actor,position,salience,capability,outcome\nnorth,0,0.8,4,40\nsouth,40,0.9,5,40\neast,100,0.3,6,40\n", encoding="utf-8"
    )
    printed = CliRunner().invoke(app, ["score", "decide", "--data", str(path), "--quiet"])
    assert printed.exit_code == 0
    assert "All issues: 1 issue\n" in printed.stdout
    told = json.loads(CliRunner().invoke(app, ["score", "decide", "--data", str(path), "--json"]).stdout)
    assert {line["model"] for line in told["result"]["lines"]} >= {"weighted_mean", "forecast"}


def test_a_file_that_is_not_there_or_knows_no_outcome_is_told(tmp_path: Path) -> None:
    told = json.loads(CliRunner().invoke(app, ["score", "decide", "--data", str(tmp_path / "no.csv"), "--json"]).stdout)
    assert told["errors"][0]["code"] == "score-file"
    path = tmp_path / "open.csv"
    path.write_text("actor,position,salience,capability\nnorth,0,0.8,4\nsouth,40,0.9,5\neast,9,0.3,6\n", encoding="utf-8")
    told = json.loads(CliRunner().invoke(app, ["score", "decide", "--data", str(path), "--json"]).stdout)
    assert (told["errors"][0]["code"], told["errors"][0]["where"]) == ("score-outcomes", str(path))


@pytest.mark.data
@pytest.mark.skipif(not FILE.is_file(), reason="needs FOEDUS_DATA, a folder that holds decide/deu3/deu3.csv")
@pytest.mark.parametrize(
    ("name", "params", "expected"),
    [
        ("weighted_mean", {}, 23.03),
        ("weighted_mean", {"weights": "none"}, 23.63),
        ("weighted_mean", {"weights": "salience"}, 23.64),
        ("weighted_median", {"weights": "none", "split": "middle"}, 28.37),
    ],
)
def test_the_published_errors_are_reproduced(name: str, params: dict[str, object], expected: float) -> None:
    rng = stream(0, ("a test",), 0)
    issues = decided(read_problems(FILE.read_bytes(), FILE.name))
    errors = [abs(engine(name).run(i.inputs, params, rng).outcome[0] - i.outcome) for i in issues]
    assert np.mean(errors) == pytest.approx(expected, abs=0.02)
