"""What the documentation says is so: its examples run, its generated pages are current, its links lead somewhere."""

from __future__ import annotations

import re
import runpy
import shlex
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml

from foedus.cli.main import main
from foedus.core.errors import ExitCode

ROOT = Path(__file__).parents[2]
PAGES = sorted(p for p in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


@cache
def generated() -> dict[str, str]:
    return dict(runpy.run_path(str(ROOT / "scripts" / "reference_pages.py"))["pages"]())


def blocks(page: Path, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def test_the_readme_runs_an_engine_in_five_lines() -> None:
    (block,) = blocks(ROOT / "README.md", "python")
    assert len(block.splitlines()) == 5
    names: dict[str, Any] = {}
    exec(compile(block, "README.md", "exec"), names)
    result = names["result"]
    assert result.outcome.shape == (1,)
    assert 10.0 <= result.outcome[0] <= 90.0
    assert np.isfinite(result.positions).all()


def test_the_commands_of_the_readme_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    (block,) = blocks(ROOT / "README.md", "console")
    monkeypatch.chdir(tmp_path)
    for line in block.splitlines():
        program, *arguments = shlex.split(line)
        assert program == "foedus"
        assert main(arguments) == 0, line + "\n" + capsys.readouterr().err
        if arguments[0] in {"demo", "report"}:
            report = Path(capsys.readouterr().out.splitlines()[-1])
            assert report.is_file()
    assert (tmp_path / "evidence" / "quantities.jsonl").stat().st_size


@pytest.mark.parametrize("name", ["checks.md", "command-line.md", "engines.md", "evidence.md", "exit-codes.md"])
def test_generated_pages_are_current(name: str) -> None:
    assert (ROOT / "docs" / "reference" / name).read_text(encoding="utf-8") == generated()[name], "make docs writes it again"


def test_every_exit_code_is_explained() -> None:
    text = (ROOT / "docs" / "reference" / "exit-codes.md").read_text(encoding="utf-8")
    for code in ExitCode:
        assert f"| {int(code)} | `{code.name}` |" in text


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_every_page_can_be_found() -> None:
    index = (ROOT / "docs" / "index.md").read_text(encoding="utf-8")
    for page in (ROOT / "docs").rglob("*.md"):
        relative = page.relative_to(ROOT / "docs")
        assert relative.as_posix() in index or relative.parts[0] in index or relative.name == "index.md", f"list {relative} in docs/index.md"


def test_the_citation_file_can_be_read() -> None:
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert {"cff-version", "message", "title", "authors", "version", "license"} <= set(citation)
    assert citation["cff-version"] == "1.2.0"


def test_the_licence_travels_with_the_program() -> None:
    assert "Apache License" in (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert (ROOT / "NOTICE").is_file()


def test_contributing_tells_how_to_add_each_kind_of_thing() -> None:
    headings = re.findall(r"^## (.*)", (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert {"How to add a language", "How to add an engine", "How to add a reference result"} <= set(headings)
