"""What the tests of going on after a stop share."""

from __future__ import annotations

import os
import runpy
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from foedus.case.parse import parse_case
from foedus.case.schema import Case

MATERIAL = Path(__file__).parent / "material"


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
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1", "COLUMNS": "200"}, **options,
        )  # fmt: skip

    return start
