"""The import contract holds, and fails when an engine imports documents, the web or the command line."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).with_name("lint-imports")
    environment = {**os.environ, "PYTHONPATH": str(folder / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [str(program), "--no-cache", "--config", str(folder / ".importlinter")]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Return a copy of the sources that a test may spoil."""
    shutil.copytree(ROOT / "src" / "foedus", tmp_path / "src" / "foedus", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / ".importlinter", tmp_path)
    return tmp_path


def add(copy: Path, file: str, line: str) -> None:
    path = copy / "src" / "foedus" / file
    text = path.read_text(encoding="utf-8")
    assert "from __future__ import annotations\n" in text
    path.write_text(text.replace("from __future__ import annotations\n", f"from __future__ import annotations\n\n{line}\n", 1), encoding="utf-8")


def test_the_contract_holds(copy: Path) -> None:
    done = lint(copy)
    assert done.returncode == 0, done.stdout + done.stderr
    assert " 0 broken" in done.stdout


@pytest.mark.parametrize(
    ("file", "line", "broken"),
    [
        ("engines/weighted_mean/__init__.py", "from foedus.documents.model import Document", "engines know only"),
        ("engines/weighted_mean/__init__.py", "import urllib.request", "engines know only"),
        ("engines/weighted_mean/__init__.py", "from foedus.cli import main", "engines know only"),
        ("engines/weighted_mean/__init__.py", "import foedus.engines.challenge", "no engine imports another"),
        ("engines/registry.py", "import sqlite3", "engines know only"),
        ("evidence/rows.py", "from foedus.case.schema import Case", "later stations"),
        ("export/cells.py", "import foedus.store.jsonl", "later stations"),
        ("documents/model.py", "def later() -> None:\n    from foedus.evidence import rows", "later stations"),
    ],
)
def test_it_fails_when_broken(copy: Path, file: str, line: str, broken: str) -> None:
    add(copy, file, line)
    done = lint(copy)
    assert done.returncode == 1, done.stdout + done.stderr
    verdicts = [v for v in done.stdout.lower().splitlines() if v.endswith("broken")]
    assert any(broken in v for v in verdicts), done.stdout
