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


@pytest.mark.parametrize(
    ("sentence", "kind", "actors", "recipients"),
    [
        ("페루의 에콰도르 침공 직후 구리값이 올랐다.", "ASSAULT", ["PER"], ["ECU"]),
        ("페루와 교전 중인 에콰도르는 학교를 닫았다.", "ASSAULT", ["ECU"], ["PER"]),
        ("페루가 시간을 끌고 있다는 비판도 제기되고 있다.", "ACCUSE", [], ["PER"]),
        ("가나에서는 토고의 잇단 침공으로 학교가 닫혔다.", "ASSAULT", ["TGO"], ["GHA"]),
    ],
)
def test_a_noun_tells_whose_deed_it_is(sentence: str, kind: str, actors: list[str], recipients: list[str]) -> None:
    found = [r for r in BENCHMARK["told"](sentence, DAY, "ko") if r["type"] == kind]
    assert (list(found[0]["actors"]), list(found[0]["recipients"])) == (actors, recipients)


@pytest.mark.parametrize("heading", ['칠레 "페루, 병력 철수해야"', '칠레, 페루에 "병력 철수하라"'])
def test_a_heading_of_a_name_and_its_words_asks(heading: str) -> None:
    text = f"{heading}\n\n2026년 5월 5일\n\n칠레 외무장관은 회의를 열었다.\n"
    rows = BENCHMARK["events"].read(BENCHMARK["load_bytes"]("a.txt", text.encode()))
    assert ("REQUEST", ["CHL"], ["PER"]) in [(r["type"], list(r["actors"]), list(r["recipients"])) for r in rows]


@pytest.mark.parametrize("sentence", ["외국 군대 철수!", "가나와 토고는 협정에 합의하기에 앞서 국내 절차를 밟았다."])
def test_what_is_called_for_or_lies_ahead_is_not_done(sentence: str) -> None:
    assert not [r["gloss"] for r in BENCHMARK["told"](sentence, DAY, "ko")]
