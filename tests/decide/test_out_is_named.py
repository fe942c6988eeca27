"""A file is not given a new folder, and what is asked for is looked at before the work."""

from __future__ import annotations

from pathlib import Path

import pytest

from foedus.cli.main import main
from foedus.core.errors import ExitCode

TABLE = "actor,position,salience,capability\nNorth,80,0.5,2\nSouth,10,0.2,1\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    file = tmp_path / "ford.csv"
    file.write_text(TABLE, encoding="utf-8")
    return file


@pytest.mark.parametrize(
    "words",
    [
        ["decide", "FILE", "--out", "OUT.csv"],
        ["ledger", "FOLDER", "--out", "OUT.html"],
        ["seal", "FILE", "--question", "What toll?", "--resolves", "The gazette.", "--by", "2099-01-01", "--out", "OUT.json"],
        ["export", "FOLDER", "--to", "stix", "--out", "OUT.json"],
        ["report", "FOLDER", "--out", "OUT.html"],
    ],
)
def test_a_file_in_a_folder_that_is_not_there(table: Path, words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    missing = table.parent / "new folder" / "out"
    told = [w.replace("FILE", str(table)).replace("FOLDER", str(table.parent)).replace("OUT", str(missing)) for w in words]
    assert main(told) == ExitCode.BAD_INPUT
    err = capsys.readouterr().err
    assert "there is no such folder [no-folder]" in err
    assert f"mkdir -p '{missing.parent}'" in err
    assert not missing.parent.exists()


def test_a_file_is_written_where_its_folder_is(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["decide", str(table), "-e", "weighted_mean", "--out", str(table.with_name("drawn.csv"))]) == 0
    assert "written:" in capsys.readouterr().err
    assert table.with_name("drawn.csv").read_text(encoding="utf-8").startswith("problem,issue,engine,draw,outcome")


def test_an_ending_that_is_not_known_is_told_before_the_work(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["decide", str(table), "--target", "1e9", "--out", str(table.with_name("drawn.xls"))]) == ExitCode.BAD_INPUT
    assert "[out-format]" in capsys.readouterr().err  # not that of the target, which comes with the work
