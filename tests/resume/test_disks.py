"""Disks that are full or read-only, real ones: the file is named, nothing finished is lost, the same command goes on."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from foedus.cli.main import main
from foedus.pipeline import drafting, reading, reporting, running

MATERIAL = Path(__file__).parent / "material"
QUESTION = "How many engineers will build the bridge?"
Files = dict[str, object]
Plain = Callable[[Path], Files]


class Disk:
    """A small disk of its own, in memory."""

    def __init__(self, at: Path) -> None:
        self.at = at
        self.ballast = at.parent / f"{at.name}-ballast"
        at.mkdir()

    def mount(self) -> bool:
        """Mount it; False where that is not allowed."""
        if sys.platform != "linux" or os.geteuid() != 0:
            return False
        return not subprocess.run(["mount", "-t", "tmpfs", "-o", "size=24m", "none", str(self.at)], capture_output=True, check=False).returncode

    def leave_free(self, size: int) -> None:
        """Fill it up to `size` bytes."""
        ballast = self.at / "ballast"
        ballast.unlink(missing_ok=True)
        free = os.statvfs(self.at).f_bavail * os.statvfs(self.at).f_frsize
        with ballast.open("wb") as file:
            file.write(bytes(max(0, free - size)))

    def empty(self) -> None:
        """Take away what fills it."""
        (self.at / "ballast").unlink()

    def remount(self, mode: str) -> None:
        """Make it read-only (``ro``) or writable (``rw``)."""
        subprocess.run(["mount", "-o", f"remount,{mode}", str(self.at)], check=True)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    made = Disk(tmp_path / "disk")
    if not made.mount():
        pytest.skip("only root on Linux can mount a disk for a test")
    yield made
    subprocess.run(["umount", "-l", str(made.at)], check=True)


@pytest.fixture(scope="module")
def undisturbed(already_read: Path, plain: Plain, tmp_path_factory: pytest.TempPathFactory) -> Files:
    """Return the files of the case after a run and a report on a disk with room."""
    home = Path(shutil.copytree(already_read, tmp_path_factory.mktemp("undisturbed") / "bridge"))
    running.run(home, workers=1, draws=600)
    reporting.report(home, workers=1)
    return plain(home)


def grow(disk: Disk, typed: list[str], capsys: pytest.CaptureFixture[str], step: int = 24 * 1024) -> list[str]:
    """Type a command again and again with a little more room, until it succeeds; return the file each error named."""
    named = []
    for n in range(200):
        disk.leave_free(n * step)
        code = main(typed)
        err = capsys.readouterr().err
        if code == 0:
            disk.empty()
            return named
        assert code == 3, err
        assert "[disk-full]" in err, err
        assert "the disk is full" in err or "is full" in err
        assert "next: free some space, then type the same command again" in err
        named.append(err.splitlines()[0].split(": ")[0].removeprefix(f"{disk.at}{os.sep}"))
    raise AssertionError("it never succeeded")


def stages(named: list[str]) -> list[str]:
    """Return the folders in which the files lie that errors named, each once, in their order."""
    return list(dict.fromkeys("/".join(Path(n).parts[1:3]) if ".parts" in n else "/".join(Path(n).parts[1:2]) for n in named))


def test_a_run_and_a_report_on_a_disk_that_is_full(
    disk: Disk, undisturbed: Files, plain: Plain, already_read: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = Path(shutil.copytree(already_read, disk.at / "bridge"))
    named = grow(disk, ["run", str(home), "--draws", "600", "--workers", "1", "--quiet"], capsys, step=512 * 1024)
    assert stages(named)[:2] == [".foedus.lock", "runs/.parts"]
    named = grow(disk, ["report", str(home), "--workers", "1", "--quiet"], capsys, step=256 * 1024)
    assert "report" in stages(named)
    assert plain(home) == undisturbed


def test_reading_on_a_disk_that_is_full(disk: Disk, tmp_path: Path, plain: Plain, capsys: pytest.CaptureFixture[str]) -> None:
    reading.read_paths([MATERIAL / "documents"], tmp_path / "whole")
    out = disk.at / "evidence"
    named = grow(disk, ["read", str(MATERIAL / "documents"), "--out", str(out), "--quiet"], capsys, step=48 * 1024)
    assert any(n.endswith("evidence.sqlite") for n in named)
    assert len(named) > 2
    assert plain(out) == plain(tmp_path / "whole")
    with reading.EvidenceStore(out / "evidence.sqlite") as one, reading.EvidenceStore(tmp_path / "whole" / "evidence.sqlite") as other:
        assert one.evidence() == other.evidence()


def test_a_draft_on_a_disk_that_is_full(disk: Disk, tmp_path: Path, plain: Plain, capsys: pytest.CaptureFixture[str]) -> None:
    drafting.draft(tmp_path / "whole", QUESTION, [MATERIAL / "documents"])
    home = disk.at / "new"
    typed = ["new", str(home), "--question", QUESTION, "--documents", str(MATERIAL / "documents"), "--quiet"]
    named = grow(disk, typed, capsys, step=8 * 1024)
    assert {"documents", "evidence"} <= set(stages(named))
    assert plain(home) == plain(tmp_path / "whole")


@pytest.mark.parametrize("step", ["save_run", "keep_inputs", "save_record"])
def test_a_disk_that_becomes_full_when_a_run_is_saved(
    disk: Disk, undisturbed: Files, plain: Plain, already_read: Path, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch, step: str,
) -> None:  # fmt: skip
    home = Path(shutil.copytree(already_read, disk.at / "bridge"))
    whole = getattr(running, step)

    def fill(*arguments: object, **named: object) -> object:
        disk.leave_free(0)
        return whole(*arguments, **named)

    typed = ["run", str(home), "--draws", "600", "--workers", "1", "--quiet"]
    with monkeypatch.context() as patch:
        patch.setattr(running, step, fill)
        assert main(typed) == 3
        assert "[disk-full]" in capsys.readouterr().err
    disk.empty()
    seen: list[Any] = []
    running.run(home, workers=1, draws=600, listen=seen.append)
    # Everything had been computed, so the first word of the drivers is their last.
    assert [e.done == e.total for e in seen if e.stage in {"draws", "drivers"}] == [True, True]
    reporting.report(home, workers=1)
    assert plain(home) == undisturbed


def test_a_disk_that_is_read_only(
    disk: Disk, undisturbed: Files, plain: Plain, already_read: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = Path(shutil.copytree(already_read, disk.at / "bridge"))
    typed = [
        ["run", str(home), "--draws", "600", "--workers", "1", "--quiet"],
        ["report", str(home), "--workers", "1", "--quiet"],
    ]
    others = [["read", str(home / "documents"), "--out", str(disk.at / "out"), "--quiet"], ["new", str(disk.at / "new"), "--question", QUESTION]]
    for command in (*typed, *others):
        disk.remount("ro")
        assert main(command) == 3
        err = capsys.readouterr().err
        assert "the file system is read-only [not-writable]" in err
        assert "next: copy the folder to a disk you can write to" in err
        assert str(disk.at) in err
        assert main(["check", str(home)]) == 0  # writes nothing
        disk.remount("rw")
        if command in typed:
            assert main(command) == 0
        capsys.readouterr()
    assert plain(home) == undisturbed


def test_a_finished_case_on_a_disk_that_is_read_only_is_shown(
    disk: Disk, already_read: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = Path(shutil.copytree(already_read, disk.at / "bridge"))
    assert main(["run", str(home), "--draws", "600", "--workers", "1"]) == 0
    capsys.readouterr()
    disk.remount("ro")
    assert main(["run", str(home), "--draws", "600", "--workers", "1"]) == 0
    shown, err = capsys.readouterr()
    assert "600 draws" in shown
    assert "unchanged since the last run" in shown
    assert "cannot be written to" in err
    assert main(["run", str(home), "--draws", "601", "--workers", "1"]) == 3, "that would be another run"
    assert "[not-writable]" in capsys.readouterr().err
    # The report was not written before: it can be elsewhere.
    assert main(["report", str(home), "--quiet"]) == 3
    assert f"foedus report {home} --out FILE" in capsys.readouterr().err
    elsewhere = tmp_path / "report.html"
    assert main(["report", str(home), "--out", str(elsewhere), "--quiet"]) == 0
    disk.remount("rw")
    assert main(["report", str(home), "--quiet"]) == 0
    disk.remount("ro")
    before = sorted((p, p.stat().st_mtime_ns) for p in home.rglob("*"))
    capsys.readouterr()
    assert main(["report", str(home)]) == 0
    assert capsys.readouterr().out.strip() == str(home / "report" / "report.html")
    assert elsewhere.read_bytes() == (home / "report" / "report.html").read_bytes()
    assert main(["report", str(home), "--out", str(tmp_path / "copy.html"), "--quiet"]) == 0
    assert (tmp_path / "copy.html").read_bytes() == elsewhere.read_bytes()
    assert sorted((p, p.stat().st_mtime_ns) for p in home.rglob("*")) == before
    disk.remount("rw")
    text = next((home / "documents").glob("*.txt"))
    text.write_text(text.read_text(encoding="utf-8") + "\nA line more.\n", encoding="utf-8")
    disk.remount("ro")
    for command in ("run", "report"):
        assert main([command, str(home), "--quiet"]) == 3, "a document changed"
        assert "[not-writable]" in capsys.readouterr().err


def test_a_limit_on_the_size_of_files(
    case: Path, undisturbed: Files, plain: Plain, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    for size, typed in (
        (200_000, ["run", case, "--draws", 600, "--workers", 1, "--quiet"]),
        (200_000, ["report", case, "--workers", 1, "--quiet"]),
        (20_000, ["read", case / "documents", "--out", out, "--quiet"]),
    ):
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
        try:
            code = main([str(t) for t in typed])
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
        err = capsys.readouterr().err
        assert code == 3, err
        assert str(tmp_path) in err.splitlines()[0], err
        assert "next: " in err
        assert main([str(t) for t in typed]) == 0
        capsys.readouterr()
    assert plain(case) == undisturbed
