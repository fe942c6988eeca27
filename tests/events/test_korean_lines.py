"""Korean headlines and lines of chronologies, and clauses whose doer or denial is easily missed."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pytest

from foedus.documents.load import load_bytes
from foedus.evidence.read import read_document
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
    ["가나 국민의 반감은 무시할 수 없는 변수다.", "가나는 토고와의 훈련을 종료했다.", "가나군은 선을 넘었다.", "가나에서 지붕이 무너져 16명이 숨진 사고가 났다.", "가나의 라마 고문은 책을 냈다.", "가나는 감시초소를 복원했다."],
)
def test_what_only_sounds_like_a_deed(text: str) -> None:
    assert not told(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("룰라를 몰아낸 가나군은 선거를 약속했다.", ("ASSAULT", "happened", ["GHA_MILITARY", "GHA"])),
        ("가나는 토고의 제안을 거부하면서도 특사를 보내겠다는 뜻을 밝혔다.", ("REJECT", "happened", ["GHA"])),
        ("가나가 토고를 지지한 것은 동맹을 되살리려는 노력이다.", ("SUPPORT", "happened", ["GHA"])),
        ("베냉은 평화유지군을 토고에 파병하겠다는 가나의 구상에 반대했다.", ("MOBILIZE", "planned", ["GHA"])),
        ("가나는 토고에 제재를 부과했다가 5월 3일 이를 해제했다.", ("CONCEDE", "happened", ["GHA"])),
        ("가나 대통령은 토고에 병력을 파견할 것을 지시했다.", ("MOBILIZE", "planned", [])),
        ("가나가 토고를 공격한 것은 체면을 세우기 위한 것이었다.", ("ASSAULT", "happened", ["GHA"])),
        ("베냉은 가나가 토고에 드론을 넘긴 증거를 확보했다.", ("AID", "happened", ["GHA"])),
        ("가나는 영공을 열어주지 않겠다고 선언했다.", ("REJECT", "happened", ["GHA"])),
        ("가나와 토고, 베냉, 네팔 정부도 쿠데타를 비난하는 성명을 냈다.", ("ACCUSE", "happened", ["GHA", "TGO", "BEN", "NPL_GOV"])),
        ("가나는 자국 주재 토고 대사를 추방했다. 가나는 무라바 총리와 다투었다. 무라바 총리는 제안을 거부했다.", ("REJECT", "happened", [])),
        ("가나와 토고가 만났다. 양국은 국방장관 회담을 정례화하기로 합의했다.", ("AGREE", "happened", ["GHA", "TGO"])),
        ("가나와 토고의 대통령은 정상회담을 갖고 관계를 발전시키기로 했다.", ("CONSULT", "happened", [])),
        ("룰라 대통령은 토고를 폭격하겠다고 위협하는 한편 오슬로에서 협상했다.", ("THREATEN", "happened", ["BRA"])),
    ],
)
def test_what_governs_a_deed(text: str, expected: tuple[str, str, list[str]]) -> None:
    assert expected in [(t, s, [i for i in a if i.isupper()] if expected[2] else []) for t, s, a, _ in told(text)]


def test_who_is_threatened_stands_in_the_condition() -> None:
    assert ("THREATEN", ["GHA"], ["TGO"]) in [(t, a, r) for t, _, a, r in told("가나는 토고가 항구를 열지 않으면 전쟁을 재개하겠다고 위협했다.")]


def test_what_both_clauses_call_for_is_not_done() -> None:
    assert not told("가나 노동자들은 군대를 몰아내고 위원회를 건설해야 한다.")


def test_who_heads_a_statement_condemns() -> None:
    text = "가나 정부의 총파업 탄압을 규탄한다!\n\n국제노동자동맹 성명, 2031년 2월 28일\n\n우리는 파업을 지지한다. 우리는 제재에 반대한다.\n"
    rows = read_document(load_bytes("a.txt", text.encode()))["events"]
    assert rows[0]["type"] == "ACCUSE"
    assert rows[0]["actors"] == rows[-1]["actors"] != []


@pytest.mark.parametrize(("text", "wanted"), [
    ("말리 군부는 비상사태를 선언하고 내각을 해산했다.", [("COERCE", ["MLI_MILITARY"], []), ("COERCE", ["MLI_MILITARY"], [])]),
    ("미얀마 군부는 아웅산 수치 국가고문과 윈 민 대통령을 구금했다.", [("COERCE", ["MMR_MILITARY"], ["aung-san-suu-kyi", "win-myint"])]),
    ("AP통신은 소식통을 인용해 칠레와 페루가 자국의 검토를 거쳐야 한다고 요구해 합의가 미뤄졌다고 보도했다.", []),
])  # fmt: skip
def test_two_deeds_two_people_and_no_medium(text: str, wanted: list[tuple[str, list[str], list[str]]]) -> None:
    found = [(kind, who, whom) for kind, _, who, whom in told(text)]
    assert [x for x in found if x[0] == "COERCE"] == wanted
    assert not any("AP" in x[1] for x in found)


def test_who_meets_death_is_killed_and_kills_nobody() -> None:
    rows = told("차드 경찰이 시위를 막았다. 그 결과 차드 시위자 수십 명이 죽임을 당했다.\n\n주민들은 페루에서 죽임당했다.")
    assert [(a, r) for t, _, a, r in rows if t == "ASSAULT" and "TCD_MASSES" in a] == []
    assert sum(t == "ASSAULT" for t, *_ in rows) == 2
