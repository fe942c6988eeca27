"""The tables, commands and snippets of docs/decide.md and docs/seal.md do what the pages say."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import pytest

from foedus.cli.main import main
from foedus.engines.registry import engines
from foedus.problems.registry import read_problems

DOCS = Path(__file__).parents[2] / "docs"
DECIDE, SEAL = ((DOCS / name).read_text(encoding="utf-8") for name in ("decide.md", "seal.md"))


def blocks(text: str, language: str) -> list[tuple[str, str]]:
    """Return (name, content) of the blocks in a language, without their indent."""
    found = re.findall(rf"^( *)```{language}(?: (\S+))?\n(.*?)^ *```", text, re.MULTILINE | re.DOTALL)
    return [(name, "".join(line.removeprefix(indent) for line in content.splitlines(keepends=True))) for indent, name, content in found]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, content in blocks(DECIDE, "csv") + blocks(DECIDE, "tsv"):
        (tmp_path / name).write_text(content, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(code: str) -> dict[str, Any]:
    names: dict[str, Any] = {}
    exec(compile(code.replace('open("toll.json", encoding="utf-8")', '__import__("io").StringIO(__import__("pathlib").Path("toll.json").read_text(encoding="utf-8"))'), "page", "exec"), names)
    return names


def test_every_table_of_the_page_is_read_and_says_the_same(desk: Path) -> None:
    for name in ("strait.csv", "exchange.txt", "ktab.csv"):
        (problem,) = read_problems((desk / name).read_bytes(), name)
        stakes = {s.actor: s for s in problem.stakes if s.issue == "toll"}
        assert {"North", "South"} <= set(stakes), name
        assert (stakes["South"].salience, stakes["South"].capability) == (0.25, 1.0)


def test_the_commands_of_the_page_of_decide(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = [line.strip() for line in DECIDE.splitlines() if line.startswith("    foedus decide") and "CASE" not in line]
    assert len(lines) == 2
    for line in lines:
        assert main(shlex.split(line)[1:]) == 0, capsys.readouterr().err
    assert desk.is_dir()


def test_every_engine_has_a_line() -> None:
    for name in engines():
        assert f"| `{name}` |" in DECIDE


def test_python_on_the_page_of_decide(desk: Path) -> None:
    ((_, code),) = blocks(DECIDE, "python")
    names = run(code)
    assert names["array"].shape == (500, 2, len(engines()))
    assert desk.is_dir()


def test_the_page_of_seals_from_beginning_to_end(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ((_, commands),) = blocks(SEAL, "console")
    for line in commands.splitlines():
        assert main(shlex.split(line)[1:]) == 0, line + capsys.readouterr().err
    check, api = (code for _, code in blocks(SEAL, "python"))
    names = run(check)
    assert len(names["record"]["hashes"]) == 10
    (desk / "toll.json").write_text((desk / "toll.json").read_text(encoding="utf-8").replace("How high", "How low"), encoding="utf-8")
    with pytest.raises(AssertionError):
        run(check)
    assert run(api)["ledger"].calibration.n == 1  # the changed one is not counted


def test_every_field_of_the_file_is_described(desk: Path) -> None:
    import json

    ((_, commands),) = blocks(SEAL, "console")
    main(shlex.split(commands.splitlines()[0])[1:])
    for field in json.loads((desk / "toll.json").read_text(encoding="utf-8")):
        assert f"| `{field}`" in SEAL
