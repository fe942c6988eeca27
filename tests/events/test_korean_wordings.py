"""Ways in which Korean prose tells events, by type; and what tells none: trade, sports, description, opinion."""

from __future__ import annotations

import runpy
import tomllib
from pathlib import Path
from typing import Any

import pytest

from foedus.evidence.syntax import morphemes

HERE = Path(__file__)
BENCHMARK: dict[str, Any] = runpy.run_path(str(HERE.parents[2] / "benchmarks" / "events.py"))
WORDINGS: dict[str, list[str]] = tomllib.loads((HERE.parent / "wordings_ko.toml").read_text(encoding="utf-8"))
DAY = "2026-05-10"

pytestmark = pytest.mark.skipif(not morphemes.installed(), reason="the extra ko is not installed")


@pytest.mark.parametrize(("kind", "sentence"), [(k, s) for k, ss in WORDINGS.items() if k != "NONE" for s in ss])
def test_a_wording_tells_its_type(kind: str, sentence: str) -> None:
    rows = BENCHMARK["told"](sentence, DAY, "ko")
    assert kind in [r["type"] for r in rows], [r["gloss"] for r in rows]


@pytest.mark.parametrize("sentence", WORDINGS["NONE"])
def test_what_nobody_does_tells_no_event(sentence: str) -> None:
    assert not [r["gloss"] for r in BENCHMARK["told"](sentence, DAY, "ko")]


@pytest.mark.parametrize(
    ("sentence", "kind", "actors"),
    [
        ("가나가 지난 3월 토고에 대한 수입 금지를 해제했다.", "CONCEDE", ["GHA"]),
        ("가나와 토고가 다리를 놓는다는 데 합의했다.", "AGREE", ["GHA", "TGO"]),
        ("가나와 토고는 다리를 놓기로 했다.", "AGREE", ["GHA", "TGO"]),
        ("가나와 토고 간 어업 협정이 맺어졌다.", "AGREE", ["GHA", "TGO"]),
    ],
)
def test_whose_deed_it_is(sentence: str, kind: str, actors: list[str]) -> None:
    assert [(r["type"], list(r["actors"])) for r in BENCHMARK["told"](sentence, DAY, "ko")] == [(kind, actors)]


@pytest.mark.parametrize("sentence", ["외국 군대 철수!", "가나와 토고는 협정에 합의하기에 앞서 국내 절차를 밟았다."])
def test_what_is_called_for_or_lies_ahead_is_not_done(sentence: str) -> None:
    assert not [r["gloss"] for r in BENCHMARK["told"](sentence, DAY, "ko")]
