"""Who does what to whom in French, on our own sentences."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pytest

BENCHMARK: dict[str, Any] = runpy.run_path(str(Path(__file__).parents[2] / "benchmarks" / "events.py"))


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Le Kenya enverra des troupes en Somalie.", "planned"),
        ("Le Togo n'a pas fermé sa frontière avec le Bénin.", "denied"),
        ("Les soldats tchadiens se sont retirés du Niger.", "happened"),
        ("Des soldats du Ghana sont arrivés au Mali.", "happened"),
    ],
)
def test_status(text: str, status: str) -> None:
    assert [r["status"] for r in BENCHMARK["told"](text, "2023-05-10", "fr")] == [status]


@pytest.mark.parametrize("mark", ["'", "’"])
def test_either_apostrophe(mark: str) -> None:
    (row,) = BENCHMARK["told"](f"L{mark}Uruguay a déposé une plainte contre l{mark}Argentine.", "2023-05-10", "fr")
    assert (row["type"], row["actors"], row["recipients"]) == ("ACCUSE", ["URY"], ["ARG"])
