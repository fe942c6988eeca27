"""A run that is stopped is kept, called partial wherever it is shown, and finished by the same command."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from foedus.cli.main import main
from foedus.core.errors import ExitCode, FoedusError
from foedus.pipeline import reporting, running
from foedus.pipeline.drafting import draft
from foedus.store.lock import LOCK_FILE
from foedus.store.parts import FOLDER

MATERIAL = Path(__file__).parent / "material"
Start = Callable[..., "subprocess.Popen[str]"]
Files = dict[str, object]
Plain = Callable[[Path], Files]


@pytest.fixture(scope="module")
def undisturbed(already_read: Path, plain: Plain, tmp_path_factory: pytest.TempPathFactory) -> Files:
    """Return the files of the case after a run and a report that nothing stopped."""
    home = Path(shutil.copytree(already_read, tmp_path_factory.mktemp("undisturbed") / "bridge"))
    running.run(home, workers=1, draws=1000)
    reporting.report(home, workers=1)
    return plain(home)


def stop_at(stage: str, share: float) -> Callable[[Any], None]:
    def stop(event: Any) -> None:
        if event.stage == stage and event.done >= share * (event.total or 1):
            raise KeyboardInterrupt

    return stop


def told(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    return dict(json.loads(capsys.readouterr().out))


def test_a_partial_run_says_so_everywhere_and_is_finished(
    case: Path, undisturbed: Files, capsys: pytest.CaptureFixture[str], plain: Plain
) -> None:
    part = running.run(case, workers=1, draws=1000, listen=stop_at("draws", 0.6))
    assert part.exit_code == ExitCode.INTERRUPTED
    assert (part.run.draws, part.run.planned) == (512, 1000)
    assert part.again == f"foedus run {case} --draws 1000"

    assert main(["report", str(case), "--partial", "--workers", "1"]) == 130
    printed = capsys.readouterr()
    assert "PARTIAL: the run holds 512 of 1000 draws" in printed.err
    assert part.again in printed.err
    page = (case / "report" / "report.html").read_text(encoding="utf-8")
    assert "<h1>PARTIAL: The bridge</h1>" in page
    assert "partial run, 512 of 1,000\u00a0draws" in page

    assert main(["report", str(case), "--partial", "--json"]) == 130
    answer = told(capsys)
    run = answer["result"]["run"]
    assert (run["partial"], run["draws"], run["planned"], run["again"]) == (True, 512, 1000, part.again)
    assert answer["errors"][0]["code"] == "interrupted"
    assert "512 of 1000" in answer["errors"][0]["message"]

    # The report without --partial finishes the run first, with the draws that were asked for.
    assert main(["report", str(case), "--workers", "1"]) == 0
    assert "PARTIAL" not in (case / "report" / "report.html").read_text(encoding="utf-8")
    assert plain(case) == undisturbed


def test_the_same_command_finishes_it(case: Path, undisturbed: Files, capsys: pytest.CaptureFixture[str], plain: Plain) -> None:
    running.run(case, workers=2, draws=1000, listen=stop_at("draws", 0.3))
    running.run(case, workers=1, draws=1000, listen=stop_at("drivers", 0.5))
    assert main(["run", str(case), "--draws", "1000", "--workers", "1"]) == 0
    assert "PARTIAL" not in capsys.readouterr().out
    reporting.report(case, workers=1)
    assert plain(case) == undisturbed


def test_a_run_without_every_driver_says_what_it_lacks(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    running.run(case, workers=1, draws=300, listen=stop_at("drivers", 0.5))
    assert main(["report", str(case), "--partial"]) == 130
    assert "all 300 draws, but not the influence of every input" in capsys.readouterr().err


def test_without_a_partial_run_the_option_says_what_to_type(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", str(case), "--partial"]) == 3
    assert f"foedus run {case}" in capsys.readouterr().err
    running.run(case, workers=1, draws=100)
    assert main(["report", str(case), "--partial"]) == 0  # the finished run is there, so nothing is partial
    assert "PARTIAL" not in capsys.readouterr().err
    running.run(case, workers=1, draws=1000, listen=stop_at("draws", 0.6))
    text = (case / "case.yaml").read_text(encoding="utf-8")
    (case / "case.yaml").write_text(text.replace("high: 450", "high: 460"), encoding="utf-8")
    with pytest.raises(FoedusError, match="changed since its run was stopped"):
        reporting.report(case, partial=True)


def test_going_back_to_another_run_keeps_what_was_stopped(case: Path) -> None:
    first = running.run(case, workers=1, draws=100)
    running.run(case, workers=1, draws=1000, listen=stop_at("draws", 0.6))
    again = running.run(case, workers=1, draws=100)
    assert again.reused
    assert reporting.report(case, workers=1).ran.run.id == first.run.id
    assert reporting.report(case, partial=True).ran.run.draws == 512
    seen: list[Any] = []
    assert running.run(case, workers=1, draws=1000, listen=seen.append).run.draws == 1000
    assert next(e.done for e in seen if e.stage == "draws") == 10  # where it was stopped


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP], ids=lambda s: s.name)
def test_a_signal_to_the_group_leaves_a_partial_run(case: Path, foedus: Start, number: signal.Signals) -> None:
    process = foedus("run", case, "--draws", "40000", "--workers", "2", "--progress", "json", start_new_session=True)
    assert process.stderr is not None
    for line in process.stderr:
        if '"draws"' in line:
            break
    os.killpg(process.pid, number)
    _, err = process.communicate(timeout=120)
    assert process.returncode == 130, err
    assert "Traceback" not in err
    assert "PARTIAL: the run holds" in err
    assert not (case / LOCK_FILE).exists()
    assert list((case / "runs" / FOLDER).rglob("*.npz"))
    assert ends(process.pid)


def ends(group: int) -> bool:
    """Say whether every process of a group ends within a while; those that do not are ended."""
    for _ in range(200):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    os.killpg(group, signal.SIGKILL)
    return False


def test_workers_end_when_their_parent_is_killed(case: Path, foedus: Start) -> None:
    process = foedus("run", case, "--draws", "40000", "--workers", "2", "--progress", "json", start_new_session=True)
    assert process.stderr is not None
    for line in process.stderr:
        if '"draws"' in line:
            break
    process.kill()
    process.wait()
    assert ends(process.pid)
    process.stderr.close()
    assert process.stdout is not None
    process.stdout.close()


def workers_of(process: subprocess.Popen[str]) -> list[int]:
    """Return the processes that compute for a command."""
    try:
        children = [int(p) for p in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()]
        return [p for p in children if b"spawn_main" in Path(f"/proc/{p}/cmdline").read_bytes()]
    except FileNotFoundError:
        return []


def test_a_worker_that_the_system_ends_costs_nothing(case: Path, foedus: Start, plain: Plain) -> None:
    process = foedus("run", case, "--draws", "6000", "--workers", "2", "--progress", "json")
    assert process.stderr is not None
    for line in process.stderr:
        if '"draws"' in line:
            break
    workers = workers_of(process)
    assert len(workers) == 2
    os.kill(workers[0], signal.SIGKILL)
    _, err = process.communicate(timeout=300)
    assert process.returncode == 0, err
    killed = plain(case)
    shutil.rmtree(case / "runs")
    running.run(case, workers=1, draws=6000)
    assert plain(case) == killed


def test_workers_that_the_system_ends_again_and_again_are_told(case: Path, foedus: Start) -> None:
    process = foedus("run", case, "--draws", "40000", "--workers", "2", "--progress", "json")
    assert process.stderr is not None
    for line in process.stderr:
        if '"draws"' in line:
            break
    while process.poll() is None:
        for worker in workers_of(process):
            with contextlib.suppress(ProcessLookupError):
                os.kill(worker, signal.SIGKILL)
        time.sleep(0.01)
    _, err = process.communicate()
    assert process.returncode == 3
    assert "worker-ended" in err
    assert "--workers 1" in err
    assert list((case / "runs" / FOLDER).rglob("*.npz"))


DOCUMENTS = MATERIAL / "documents"
QUESTION = "How many engineers will build the bridge?"


def test_a_draft_that_was_stopped_is_finished(tmp_path: Path, plain: Plain) -> None:
    whole = tmp_path / "whole"
    draft(whole, QUESTION, [DOCUMENTS])
    for stage in ("copying", "reading", "comparing", "drafting"):
        half = tmp_path / stage
        with pytest.raises(KeyboardInterrupt):
            draft(half, QUESTION, [DOCUMENTS], listen=stop_at(stage, 0.3 if stage in {"copying", "reading"} else 0))
        assert not (half / "case.yaml").exists()
        draft(half, QUESTION, [DOCUMENTS])
        assert plain(half) == plain(whole)


def test_the_same_draft_is_no_error_and_another_one_is(tmp_path: Path, plain: Plain) -> None:
    home = tmp_path / "case"
    first = draft(home, QUESTION, [DOCUMENTS])
    before = plain(home)
    assert not first.reused
    assert draft(home, QUESTION, [DOCUMENTS]).reused
    assert plain(home) == before
    for other in ({"question": "Who pays for the bridge?", "documents": [DOCUMENTS]}, {"question": QUESTION, "documents": []}):
        with pytest.raises(FoedusError) as caught:
            draft(home, **other)  # type: ignore[arg-type]
        assert caught.value.code == "case-exists"
    assert plain(home) == before


def test_a_case_file_an_analyst_edited_is_never_lost(tmp_path: Path) -> None:
    home = tmp_path / "case"
    draft(home, QUESTION, [DOCUMENTS])
    edited = (home / "case.yaml").read_bytes().replace(b"status: drafted", b"status: accepted")
    (home / "case.yaml").write_bytes(edited)
    with pytest.raises(FoedusError) as caught:
        draft(home, QUESTION, [DOCUMENTS])
    assert caught.value.code == "case-exists"
    assert (home / "case.yaml").read_bytes() == edited
    forced = draft(home, QUESTION, [DOCUMENTS], force=True)
    assert forced.kept is not None
    assert forced.kept.read_bytes() == edited
    assert draft(home, QUESTION, [DOCUMENTS], force=True).kept is None  # a draft nobody touched is not kept twice


def test_the_demo_goes_on_after_its_copying_was_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, plain: Plain) -> None:
    written, write = [], reporting.write_bytes

    def stop(path: Path, data: bytes) -> Path:
        if len(written) == 5:
            raise KeyboardInterrupt
        written.append(path)
        return write(path, data)

    monkeypatch.setattr(reporting, "_render", lambda *_: None)
    monkeypatch.setattr(reporting, "run_locked", lambda *_, **__: None)
    with monkeypatch.context() as patch:
        patch.setattr(reporting, "write_bytes", stop)
        with pytest.raises(KeyboardInterrupt):
            reporting.demo(tmp_path / "demo")
    (tmp_path / "demo" / "mine.txt").write_text("notes")
    with pytest.raises(FoedusError, match="something else"):
        reporting.demo(tmp_path / "demo")
    (tmp_path / "demo" / "mine.txt").unlink()
    reporting.demo(tmp_path / "demo")
    reporting.demo(tmp_path / "fresh")
    assert plain(tmp_path / "demo") == plain(tmp_path / "fresh")
