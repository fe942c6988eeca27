"""The reviewed Korean cases of Microsoft Recognizers-Text stay read as well as they were measured."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path
from types import ModuleType

import pytest

DATA = os.environ.get("FOEDUS_DATA")
# A margin below what was measured: .94, .93, .93 of the reviewed cases; .84, .90, .58 of all.
FLOORS = {"number": (0.92, 0.83), "unit": (0.92, 0.89), "date": (0.91, 0.56)}


def _benchmark() -> ModuleType:
    path = Path(__file__).parents[2] / "benchmarks" / "recognizers.py"
    spec = importlib.util.spec_from_file_location("recognizers", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("suite", FLOORS)
def test_every_dropped_case_has_one_reason(suite: str) -> None:
    module = _benchmark()
    out = module.dropped(suite)
    assert out
    assert all(reason and name.startswith("ko/") for name, reason in out.items())


@pytest.mark.data
@pytest.mark.skipif(not DATA, reason="FOEDUS_DATA is not set")
@pytest.mark.parametrize("suite", FLOORS)
def test_korean_cases(suite: str, record_property: pytest.RecordProperty) -> None:
    measured = _benchmark().measure(Path(str(DATA)), "ko", suite)
    for key, floor in zip(("kept", "all"), FLOORS[suite], strict=True):
        right, total = measured[key]
        record_property(key, right / total)
        assert right / total >= floor, measured["failed"]
