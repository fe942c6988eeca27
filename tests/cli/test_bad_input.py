"""Inputs that are wrong: told with place, expectation and next step; the rest goes on; nothing read is lost."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from foedus.cli.main import main


def typed(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    """Return exit code, standard output and standard error; there must be no traceback."""
    code = main([str(a) for a in arguments])
    printed = capsys.readouterr()
    assert "Traceback" not in printed.err + printed.out
    return code, printed.out, printed.err


def line_of(path: Path, words: str) -> int:
    return next(n for n, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1) if words in line)


def spoil(case: Path, before: str, after: str) -> Path:
    file = case / "case.yaml"
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after, 1), encoding="utf-8")
    return file


def test_bad_files_are_told_and_the_others_read(
    small_case: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    documents, out = small_case / "documents", tmp_path / "out"
    (documents / "empty.txt").write_bytes(b"")
    (documents / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40)
    (documents / "locked.txt").write_text("Nobody may read this.\n", encoding="utf-8")
    with (documents / "vast.txt").open("wb") as file:
        file.truncate(200 * 2**20)
    plain = Path.read_bytes

    def refuse(self: Path) -> bytes:
        if self.name == "locked.txt":
            raise PermissionError(13, "Permission denied", str(self))
        return plain(self)

    monkeypatch.setattr(Path, "read_bytes", refuse)  # a mode of the file would not stop root
    code, printed, err = typed(capsys, "read", documents, "--out", out)
    assert code == 4
    assert printed.startswith("2 documents read, 4 unreadable\n")
    reasons = {line.split(": ")[0]: line for line in err.splitlines() if line.endswith("[unreadable]")}
    assert set(reasons) == {"empty.txt", "picture.png", "locked.txt", "vast.txt"}
    assert "permission denied" in reasons["locked.txt"]
    assert "64 MB" in reasons["vast.txt"]
    assert "--max-size" in reasons["vast.txt"]
    assert "empty" in reasons["empty.txt"]

    rows = [json.loads(line) for line in (out / "documents.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [r["doc"] for r in rows] == ["empty.txt", "harbour.md", "locked.txt", "picture.png", "puerto.txt", "vast.txt"]
    assert [r["doc"] for r in rows if r["error"] is None] == ["harbour.md", "puerto.txt"]
    assert all(r["parts"] == [] for r in rows if r["error"])
    assert (out / "dates.jsonl").read_bytes()


def test_a_raised_limit_is_obeyed(small_case: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    documents = small_case / "documents"
    code, _, err = typed(capsys, "read", documents, "--out", tmp_path / "out", "--max-size", "200")
    assert code in {3, 4}
    assert "harbour.md" in err
    assert "200 bytes" in err
    assert typed(capsys, "read", documents, "--out", tmp_path / "out", "--max-size", "1k")[0] == 0
    code, _, err = typed(capsys, "read", documents, "--out", tmp_path / "out", "--max-size", "huge")
    assert code == 3
    assert "--max-size 200M" in err


def test_nothing_readable_is_bad_input_with_its_rows_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.bin").write_bytes(bytes(range(256)) * 9)
    code, _, err = typed(capsys, "read", tmp_path / "in", "--out", tmp_path / "out")
    assert code == 3
    assert "a.bin" in err
    assert json.loads((tmp_path / "out" / "documents.jsonl").read_text(encoding="utf-8"))["error"]
    (tmp_path / "in" / "a.bin").unlink()
    code, _, err = typed(capsys, "read", tmp_path / "in", "--out", tmp_path / "out")
    assert code == 3
    assert "next: " in err


def test_what_was_read_before_is_not_lost(small_case: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    documents, out = small_case / "documents", tmp_path / "out"
    typed(capsys, "read", documents, "--out", out)
    before = [line for line in (out / "dates.jsonl").read_text(encoding="utf-8").splitlines() if "harbour.md" in line]
    (documents / "bad.bin").write_bytes(bytes(range(256)) * 9)
    (documents / "puerto.txt").write_bytes(b"")
    assert typed(capsys, "read", documents, "--out", out)[0] == 4
    assert (out / "dates.jsonl").read_text(encoding="utf-8").splitlines() == before


@pytest.mark.parametrize("command", ["check", "run", "report"])
@pytest.mark.parametrize(
    ("before", "after", "at", "words"),
    [
        pytest.param("actor: BRD", "actor: BRB", "actor: BRB", ["BRB", "BRD"], id="missing actor"),
        pytest.param("value: 0.9", "value: 140", "value: 140", ["140", "1"], id="salience of 140"),
        pytest.param("asked for 300", "asked for 900", "quote:", ["harbour.md", "900", "300"], id="stale quote"),
        pytest.param("draws: 60", "drawz: 60", "drawz: 60", ["drawz", "draws"], id="unknown key"),
    ],
)
def test_a_wrong_case_is_told_with_its_line_and_its_mend(
    small_case: Path, capsys: pytest.CaptureFixture[str], command: str, before: str, after: str, at: str, words: list[str]
) -> None:
    file = spoil(small_case, before, after)
    code, out, err = typed(capsys, command, small_case)
    text = out + err
    assert code in {1, 3}
    for word in words:
        assert word in text, text
    assert f"{file}:{line_of(file, at)}" in text
    assert "next: " in text
    code, out, _ = typed(capsys, command, small_case, "--json")
    assert code in {1, 3}
    answer = json.loads(out)
    assert not answer["ok"]
    assert str(line_of(file, at)) in json.dumps(answer)


def test_what_was_read_stays_when_the_case_is_wrong(small_case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert typed(capsys, "run", small_case, "--workers", 1)[0] == 0
    done = sorted((small_case / "runs").iterdir())
    spoil(small_case, "value: 0.9", "value: 140")
    assert typed(capsys, "run", small_case)[0] == 1
    assert sorted((small_case / "runs").iterdir()) == done
    spoil(small_case, "value: 140", "value: 0.9")
    code, out, _ = typed(capsys, "run", small_case)
    assert code == 0
    assert "unchanged" in out


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param(b"", "empty", id="empty"),
        pytest.param(b"title: [never closed\nfoedus: 1\n", "case.yaml:", id="no yaml"),
        pytest.param(b"\xff\xfe\x00\xd8", "case.yaml", id="no text"),
        pytest.param(b"- a\n- b\n", "keys", id="a list"),
    ],
)
def test_a_case_file_that_is_none(small_case: Path, capsys: pytest.CaptureFixture[str], content: bytes, words: str) -> None:
    (small_case / "case.yaml").write_bytes(content)
    code, _, err = typed(capsys, "check", small_case)
    assert code == 3
    assert words in err
    assert "next: " in err


@pytest.mark.parametrize("command", ["check", "run", "report"])
def test_a_folder_that_is_no_case(tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str) -> None:
    for folder in (tmp_path, tmp_path / "nowhere"):
        code, _, err = typed(capsys, command, folder)
        assert code == 3
        assert "foedus new" in err
    code, out, _ = typed(capsys, command, tmp_path, "--json")
    assert json.loads(out)["errors"][0]["code"] == "no-case-file"


def test_an_output_that_cannot_be_written(small_case: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    code, _, err = typed(capsys, "read", small_case / "documents", "--out", tmp_path / "file")
    assert code == 3
    assert "next: " in err
    code, _, err = typed(capsys, "report", small_case, "--workers", 1, "--out", tmp_path / "file" / "report.html")
    assert code == 3
    assert "a file, not a folder" in err
    assert not (small_case / "report").exists()  # told before the work, not after it


def test_a_fault_of_ours_is_told_as_ours(small_case: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    from foedus.pipeline import checking

    def fail(*_: Any, **__: Any) -> None:
        raise ZeroDivisionError("three over nothing")

    monkeypatch.setattr(checking, "check_case", fail)
    code, _, err = typed(capsys, "check", small_case)
    assert code == 70
    assert "ZeroDivisionError" in err
    assert "--debug" in err
    assert main(["check", str(small_case), "--debug"]) == 70
    assert "Traceback" in capsys.readouterr().err
    code, out, _ = typed(capsys, "check", small_case, "--json")
    assert json.loads(out)["errors"][0]["code"] == "internal"


def test_ctrl_c_says_what_is_kept(small_case: Path, tmp_path: Path) -> None:
    for n in range(400):
        (small_case / "documents" / f"note-{n:03}.txt").write_text(f"On {n % 27 + 1} May 2031 note {n} was written.\n", encoding="utf-8")
    command = [sys.executable, "-m", "foedus", "read", str(small_case / "documents"), "--out", str(tmp_path / "out"), "--progress", "json"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stderr is not None
    process.stderr.readline()  # a second into the reading
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    if process.returncode == 0:
        pytest.skip("this machine read everything within the first second")
    assert process.returncode == 130
    assert "Traceback" not in err
    assert "is kept in" in err
    assert main(["read", str(small_case / "documents"), "--out", str(tmp_path / "out"), "--json"]) == 0


def test_a_damaged_file_of_evidence_is_told_of(small_case: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    assert typed(capsys, "read", small_case / "documents", "--out", out)[0] == 0
    (out / "evidence.sqlite").write_bytes(b"no database at all " * 400)
    code, _, err = typed(capsys, "read", small_case / "documents", "--out", out)
    assert code == 0
    assert "evidence.sqlite was damaged; it is kept as" in err
    assert len(list(out.glob("evidence.sqlite.damaged*"))) == 1


def test_damaged_and_cut_texts_are_read_and_told_of(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "칠레는 3월 4일 페루에 병력 2천 명을 보냈다. 페루 대통령은 이를 규탄했다. 볼리비아는 양국에 대화를 요청했다."
    data = text.encode()
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "start.txt").write_bytes(data[1:])
    (tmp_path / "in" / "end.txt").write_bytes(data[:-2])
    assert main(["read", str(tmp_path / "in"), "--out", str(tmp_path / "out"), "--progress", "none"]) == 0
    err = capsys.readouterr().err
    assert "start.txt: 2 damaged characters, read as \ufffd, the first at 0; restore the file" in err
    assert "end.txt: breaks off before its end [cut]" in err
    assert main(["read", str(tmp_path / "in"), "--out", str(tmp_path / "out"), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)["result"]
    assert told["damaged"] == {"start.txt": {"characters": 2, "first": 0}}
    assert told["cut"] == ["end.txt"]
