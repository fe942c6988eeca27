"""Journeys of private persons and talks with the press are no consultation; those of officials are."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pytest

BENCHMARK: dict[str, Any] = runpy.run_path(str(Path(__file__).parents[2] / "benchmarks" / "events.py"))

SILENT = {
    "en": [
        "A Danish reporter visited Chad for a story.", "The minister of Chad met journalists in Oslo.", "When asked for his response, the Chadian minister smiled.",
        "In poor parts of Chad, employees went to work.", "Norway has hit upon a roadblock in Chad.",
    ],
    "es": ["Un turista danés visitó Chad.", "El ministro de Chad se reunió con periodistas en Oslo."],
    "ko": [
        "노르웨이 기자는 취재를 위해 차드를 방문했다.", "차드 외무부 당국자는 본지와의 통화에서 날씨를 말했다.", "이 부사관은 차드 여성을 만나 함께 살았다.",
        "차드는 고립되는 것을 경계한다.",
    ],
}
TOLD = {
    "en": ("A delegation of Norway visited Chad.", "CONSULT", ["NOR"]), "es": ("Una delegación de Noruega visitó Chad.", "CONSULT", ["NOR"]),
    "ko": ("노르웨이 대표단이 차드를 방문했다.", "CONSULT", ["NOR"]),
}


@pytest.mark.parametrize("code", SILENT)
def test_nobody_consults_in_private(code: str) -> None:
    assert [(s, r["type"]) for s in SILENT[code] for r in BENCHMARK["told"](s, "2026-05-10", code)] == []


@pytest.mark.parametrize("code", TOLD)
def test_an_official_who_comes_consults(code: str) -> None:
    text, kind, actors = TOLD[code]
    assert [(r["type"], list(r["actors"])) for r in BENCHMARK["told"](text, "2026-05-10", code)] == [(kind, actors)]
