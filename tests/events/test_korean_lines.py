"""Korean headlines and lines of chronologies, and clauses whose doer or denial is easily missed."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pytest

from foedus.evidence.syntax import morphemes

BENCHMARK: dict[str, Any] = runpy.run_path(str(Path(__file__).parents[2] / "benchmarks" / "events.py"))
DAY = "2026-05-10"

pytestmark = pytest.mark.skipif(not morphemes.installed(), reason="the extra ko is not installed")


def told(text: str) -> list[tuple[str, str, list[str], list[str]]]:
    return [(r["type"], r["status"], list(r["actors"]), list(r["recipients"])) for r in BENCHMARK["told"](text, DAY, "ko")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("러, 차드 북부 공습", ("ASSAULT", ["RUS"], ["TCD"])),
        ("북, 서해로 미사일 발사…한미, 공동 대응 합의", ("AGREE", ["KOR", "USA"], [])),
        ("북, 서해로 미사일 발사…한미 “강력 규탄”", ("ACCUSE", ["KOR", "USA"], ["PRK"])),
        ("2031년 5월 3일 = 가나·토고 정상, 어업 협정 서명.", ("AGREE", ["GHA", "TGO"], [])),
        ("2031년 5월 3일 = 가나, 토고와 합동군사훈련 시작. 베냉, 가나 대사 초치해 항의", ("COOPERATE", ["GHA"], ["TGO"])),
        ("2031년 5월 3일 = 가나, 토고와 합동군사훈련 시작. 베냉, 가나 대사 초치해 항의", ("ACCUSE", ["BEN"], ["GHA"])),
    ],
)
def test_a_headline_names_its_doers(text: str, expected: tuple[str, list[str], list[str]]) -> None:
    assert expected in [(t, a, r) for t, _, a, r in told(f"{text}\n\n네팔에 비가 내렸다.")]


def test_a_line_that_names_nobody_still_tells() -> None:
    assert ("AGREE", "happened", [], []) in told("5월 3일. 로메에서 휴전 합의.")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("가나는 파병을 지지하지 않는 대신 토고의 회원 자격을 정지시켰다.", ("REJECT", "happened", ["GHA"])),
        ("가나는 자제를 촉구하는 한편 토고에 특사를 파견하기로 했다.", ("REQUEST", "happened", ["GHA"])),
        ("가나는 평화유지군을 파견한 데 대해 토고에 감사했다.", ("MOBILIZE", "happened", ["TGO"])),
        ("가나는 마을을 포격한 데 대해 토고에 사과했다.", ("ASSAULT", "happened", ["GHA"])),
        ("가나는 토고에 휴전을 감시할 감시단을 파견했다.", ("CONSULT", "happened", ["GHA"])),
        ("유엔은 가나의 공격이 120차례 넘게 발생했다고 밝혔다.", ("ASSAULT", "reported", ["GHA"])),
        ("토고에서 쿠데타가 일어났다. 가나는 우려했다. 쿠데타 세력은 국경을 폐쇄했다.", ("COERCE", "happened", ["TGO_MILITARY"])),
        ("토고 대통령 경호대가 총리를 억류했다.", ("COERCE", "happened", ["TGO_MILITARY"])),
    ],
)
def test_who_does_what(text: str, expected: tuple[str, str, list[str]]) -> None:
    assert expected in [(t, s, a) for t, s, a, _ in told(text)]


def test_who_is_to_be_freed_is_not_asked() -> None:
    assert not [i for t, _, _, r in told("가나 정부는 룰라 대통령의 석방을 촉구했다.") if t == "REQUEST" for i in r if i.islower()]


@pytest.mark.parametrize(
    "text",
    ["가나 국민의 반감은 무시할 수 없는 변수다.", "가나는 토고와의 훈련을 종료했다.", "가나군은 선을 넘었다.", "가나의 라마 고문은 책을 냈다.", "가나는 감시초소를 복원했다."],
)
def test_what_only_sounds_like_a_deed(text: str) -> None:
    assert not told(text)
