"""Files appear whole or not at all; one writer at a time; a refusing disk is told in words."""

from __future__ import annotations

import errno
import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from foedus.core.errors import FoedusError
from foedus.store.atomic import replacing, write_bytes, write_text, writing
from foedus.store.lock import LOCK_FILE, locked


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


def test_two_writers_cannot_hold_one_folder(tmp_path: Path) -> None:
    with locked(tmp_path):
        program = "import sys; from pathlib import Path; from foedus.store.lock import locked\nwith locked(Path(sys.argv[1])): pass"
        other = subprocess.run([sys.executable, "-c", program, str(tmp_path)], capture_output=True, text=True, check=False)
        assert other.returncode != 0
        assert f"process {os.getpid()}" in other.stderr
        assert "folder-busy" in other.stderr
    with locked(tmp_path):
        pass
    assert not list(tmp_path.iterdir())


def test_a_lock_of_a_dead_process_is_taken_over(tmp_path: Path) -> None:
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    (tmp_path / LOCK_FILE).write_text(json.dumps({"pid": dead.pid, "host": socket.gethostname()}))
    with locked(tmp_path):
        assert json.loads((tmp_path / LOCK_FILE).read_text())["pid"] == os.getpid()
    assert not list(tmp_path.iterdir())


def test_a_lock_of_another_machine_is_respected(tmp_path: Path) -> None:
    (tmp_path / LOCK_FILE).write_text(json.dumps({"pid": 1, "host": socket.gethostname() + "-other"}))
    with pytest.raises(FoedusError, match="delete") as caught, locked(tmp_path):
        pass
    assert caught.value.code == "folder-busy"
    assert (tmp_path / LOCK_FILE).exists()


def test_an_empty_lock_left_by_a_crash_is_taken_over_after_a_moment(tmp_path: Path) -> None:
    lock = tmp_path / LOCK_FILE
    lock.touch()
    with pytest.raises(FoedusError, match="just started"), locked(tmp_path):
        pass
    os.utime(lock, (0, 0))
    with locked(tmp_path):
        pass
