"""The made-up case as fixtures."""

from __future__ import annotations

import runpy
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

MADE = SimpleNamespace(**runpy.run_path(str(Path(__file__).with_name("example.py"))))


@pytest.fixture(scope="session")
def make() -> Any:
    """The functions of ``example.py``."""
    return MADE


@pytest.fixture(scope="session")
def sample() -> Any:
    """The whole made-up case."""
    return MADE.example()
