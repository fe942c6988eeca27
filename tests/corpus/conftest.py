"""Made-up reports for the tests of corpora, from the generator of the benchmark."""

from __future__ import annotations

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="session")
def made_up() -> ModuleType:
    """Return the generator of made-up reports."""
    spec = spec_from_file_location("corpus_texts", Path(__file__).parents[2] / "benchmarks" / "corpus_texts.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules["corpus_texts"] = module
    spec.loader.exec_module(module)
    return module
