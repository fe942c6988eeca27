"""Files appear whole or not at all; one writer at a time; a refusing disk is told in words."""

from __future__ import annotations

import errno
import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from foedus.core.errors import FoedusError
from foedus.store import lock
from foedus.store.atomic import replacing, sweep, temporary_path, write_bytes, write_text, writing
from foedus.store.lock import LOCK_FILE, locked
from foedus.store.process import this_process


def test_a_failed_write_leaves_the_old_file_and_no_litter(tmp_path: Path) -> None:
    target = write_text(tmp_path / "deep" / "a.txt", "first\r\n")
    with pytest.raises(UnicodeEncodeError), replacing(target) as temporary:
        temporary.write_text("second, half wr\ud800", encoding="utf-8")
    assert target.read_bytes() == b"first\r\n"
    assert [p.name for p in target.parent.iterdir()] == ["a.txt"]


def test_the_final_file_has_ordinary_rights(tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    plain.write_text("")
    assert write_bytes(tmp_path / "a", b"x").stat().st_mode == plain.stat().st_mode


@pytest.mark.parametrize(
    ("number", "code", "words"),
    [(errno.ENOSPC, "disk-full", "full"), (errno.EROFS, "not-writable", "read-only"), (errno.EACCES, "not-writable", "permission")],
)
def test_a_refusing_disk_is_told_in_words(number: int, code: str, words: str) -> None:
    with pytest.raises(FoedusError) as caught, writing(Path("some/where")):
        raise OSError(number, os.strerror(number))
    assert caught.value.code == code
    assert words in caught.value.message
    assert caught.value.where == str(Path("some/where"))
    assert caught.value.hint


def test_a_full_disk_keeps_the_old_file(tmp_path: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    target = write_text(tmp_path / "a", "old")
    with pytest.raises(FoedusError, match="disk is full"), replacing(target), open("/dev/full", "wb", buffering=0) as full:  # noqa: PTH123
        full.write(b"new")
    assert target.read_text() == "old"


@pytest.fixture(params=["locks of the system", "no locks"])
def either(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Run a test with the system's locks, and as on a file system that has none."""
    if request.param == "no locks":
        monkeypatch.setattr(lock, "_take", lambda _handle: None)
    return str(request.param)


def holder(folder: Path) -> subprocess.Popen[str]:
    """Start a process that holds the lock of `folder` until its input ends."""
    program = (
        "import sys; from pathlib import Path; from foedus.store.lock import locked\n"
        "with locked(Path(sys.argv[1])): print('held', flush=True); sys.stdin.read()"
    )
    process = subprocess.Popen([sys.executable, "-c", program, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def owner_text(**changed: object) -> str:
    return json.dumps({**this_process().to_dict(), **changed})


def test_two_writers_cannot_hold_one_folder(tmp_path: Path, either: str) -> None:
    with holder(tmp_path) as other:
        with pytest.raises(FoedusError, match=f"process {other.pid}, since 20") as caught, locked(tmp_path):
            pass
        assert caught.value.code == "folder-busy"
        other.communicate("")
        with locked(tmp_path):
            assert json.loads((tmp_path / LOCK_FILE).read_text())["pid"] == os.getpid()
    assert not list(tmp_path.iterdir())


def test_a_killed_process_leaves_no_lock_that_blocks(tmp_path: Path, either: str) -> None:
    with holder(tmp_path) as other:
        other.send_signal(signal.SIGKILL)
        other.wait()
        assert (tmp_path / LOCK_FILE).exists()
        with locked(tmp_path):
            assert json.loads((tmp_path / LOCK_FILE).read_text())["pid"] == os.getpid()
    assert not list(tmp_path.iterdir())


def test_a_number_given_to_another_process_does_not_block(tmp_path: Path, either: str) -> None:
    if not this_process().clock:
        pytest.skip("this system does not say when a process began")
    # The parent of this process runs, but it did not begin when the owner did.
    (tmp_path / LOCK_FILE).write_text(owner_text(pid=os.getppid(), clock="1"))
    with locked(tmp_path):
        pass
    assert not list(tmp_path.iterdir())


def test_a_lock_from_before_the_machine_was_started_anew_does_not_block(tmp_path: Path, either: str) -> None:
    if not this_process().boot:
        pytest.skip("this system does not name its starts")
    (tmp_path / LOCK_FILE).write_text(owner_text(boot="another"))
    with locked(tmp_path):
        pass


def test_a_lock_of_a_container_that_ended_is_released_by_the_system(tmp_path: Path) -> None:
    if not this_process().boot:
        pytest.skip("this system does not name its starts")
    (tmp_path / LOCK_FILE).write_text(owner_text(host="3f2a-container", pid=1))
    with locked(tmp_path):
        pass


def test_a_lock_of_another_machine_is_respected(tmp_path: Path, either: str) -> None:
    name = socket.gethostname() + "-other"
    (tmp_path / LOCK_FILE).write_text(owner_text(host=name, boot="another"))
    with pytest.raises(FoedusError, match="delete") as caught, locked(tmp_path):
        pass
    assert caught.value.code == "folder-busy"
    assert name in caught.value.message
    assert (tmp_path / LOCK_FILE).exists()


def test_an_empty_lock_is_no_obstacle_to_the_locks_of_the_system(tmp_path: Path) -> None:
    (tmp_path / LOCK_FILE).touch()
    with locked(tmp_path):
        pass


def test_an_empty_lock_without_locks_of_the_system_is_taken_over_after_a_moment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "_take", lambda _handle: None)
    file = tmp_path / LOCK_FILE
    file.touch()
    with pytest.raises(FoedusError, match="just started"), locked(tmp_path):
        pass
    os.utime(file, (0, 0))
    with locked(tmp_path):
        pass


def test_of_many_processes_one_at_a_time_holds_the_lock(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from foedus.store.lock import locked; from foedus.core.errors import FoedusError\n"
        "count, done = Path(sys.argv[1]) / 'count', 0\n"
        "while done < 40:\n"
        "    try:\n"
        "        with locked(Path(sys.argv[1])): n = int(count.read_text()); count.write_text(str(n + 1)); done += 1\n"
        "    except FoedusError as e: assert e.code == 'folder-busy', e"
    )
    (tmp_path / "count").write_text("0")
    several = [subprocess.Popen([sys.executable, "-c", program, str(tmp_path)]) for _ in range(4)]
    assert [p.wait() for p in several] == [0] * 4
    assert (tmp_path / "count").read_text() == "160"


def test_what_a_killed_process_left_is_swept_and_what_another_writes_is_not(tmp_path: Path) -> None:
    dead = subprocess.Popen([sys.executable, "-c", "import os; print(os.getpid())"], stdout=subprocess.DEVNULL)
    dead.wait()
    kept = {tmp_path / ".foedus-notes", tmp_path / "thesis.part", temporary_path(tmp_path)}  # the last as if we were writing
    stale = tmp_path / temporary_path(tmp_path).name.replace(f"-{os.getpid()}-", f"-{dead.pid}-")
    foreign = tmp_path / f".foedus-00000000-{dead.pid}-0123abcd.part"
    for file in (*kept, stale):
        file.write_text("half")
    foreign.mkdir()
    (foreign / "inside").write_text("half")
    sweep([tmp_path, tmp_path / "missing"], exclusive=False)
    assert set(tmp_path.iterdir()) == {*kept, foreign}
    with locked(tmp_path):
        pass
    assert {p.name for p in tmp_path.iterdir()} == {".foedus-notes", "thesis.part"}


def test_a_long_name_can_be_written(tmp_path: Path) -> None:
    name = "n" * 251 + ".txt"
    assert write_text(tmp_path / name, "x").read_text() == "x"
