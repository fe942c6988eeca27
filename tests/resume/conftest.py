"""What the tests of going on after a stop share."""

from __future__ import annotations

import json
import os
import runpy
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from foedus.case.parse import parse_case
from foedus.case.schema import Case
from foedus.pipeline.reading import read_case
from foedus.store.folder import CaseFolder
from foedus.store.lock import locked

MATERIAL = Path(__file__).parent / "material"
Files = dict[str, object]


def _heeds_signals() -> None:
    # What started the tests in the background may have them ignore these; a command typed at a terminal does not.
    for number in (signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


@pytest.fixture(scope="session")
def bridge() -> Case:
    """Return a case of five actors, one account and two engines."""
    return parse_case((MATERIAL / "case.yaml").read_bytes(), "case.yaml")


@pytest.fixture(scope="session")
def soak() -> dict[str, Any]:
    """Return the names of the script that kills commands."""
    return runpy.run_path(str(Path(__file__).parents[2] / "benchmarks" / "soak.py"), run_name="soak")


@pytest.fixture
def foedus() -> Callable[..., subprocess.Popen[str]]:
    """Return a function that starts foedus as people do."""

    def start(*arguments: object, **options: Any) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "foedus", *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1", "COLUMNS": "200"}, preexec_fn=_heeds_signals, **options,
        )  # fmt: skip

    return start


@pytest.fixture(scope="session")
def plain() -> Callable[[Path], Files]:
    """Return a function that gives every file below a folder; a record of a step without the time of day in it."""

    def content(path: Path) -> object:
        data = path.read_bytes()
        if not path.name.endswith(".step.json"):
            return data
        record = json.loads(data)
        record["data"].pop("finished", None)
        return record

    def files(folder: Path) -> Files:
        found = sorted(p for p in folder.rglob("*") if p.is_file() and p.suffix != ".sqlite")
        return {p.relative_to(folder).as_posix(): content(p) for p in found}

    return files


@pytest.fixture(scope="session")
def already_read(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a case whose documents were read: loading what reads them takes longest."""
    home = Path(shutil.copytree(MATERIAL, tmp_path_factory.mktemp("already-read") / "bridge"))
    with locked(home):
        read_case(CaseFolder(home))
    return home


@pytest.fixture
def case(already_read: Path, tmp_path: Path) -> Path:
    """Return a case of five actors whose documents were read and that was not run."""
    return Path(shutil.copytree(already_read, tmp_path / "bridge"))
