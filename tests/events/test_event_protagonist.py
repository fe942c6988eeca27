"""In a Korean text about one person "he", a bare title and a left-out subject return to that person."""

from __future__ import annotations

import pytest

from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.evidence.readers import events
from foedus.evidence.syntax import morphemes

pytestmark = pytest.mark.skipif(not morphemes.installed(), reason="the extra ko is not installed")

TITLE = "룰라 브라질 대통령 하원 연설 요지"
LEAD = "룰라 브라질 대통령은 3일 하원에서 연설했다."


def actors(*paragraphs: str, title: str = TITLE) -> list[list[str]]:
    document = load_bytes("a.txt", "\n\n".join((title, *paragraphs)).encode())
    assert isinstance(document, Document)
    return [r["actors"] for r in events.read(document) if r]


@pytest.mark.parametrize(
    "sentence",
    ["그는 우루과이의 제안을 거부했다.", "대통령은 우루과이의 제안을 거부했다.", "이어 우루과이의 제안도 거부했다."],
)
def test_the_one_the_text_is_about_acts_again(sentence: str) -> None:
    told = actors(LEAD, "밀레이 아르헨티나 대통령은 브라질을 비난했다.", sentence)
    assert "lula-da-silva_luiz-inacio" in told[-1]


def test_right_behind_anothers_words_that_one_goes_on() -> None:
    told = actors(LEAD, "밀레이 아르헨티나 대통령은 브라질을 비난했다. 그는 칠레의 제안도 거부했다.")
    assert "milei_javier" in told[-1]


def test_a_text_about_several_has_no_such_person() -> None:
    title = "룰라 브라질 대통령, 밀레이 아르헨티나 대통령과 회담"
    told = actors(LEAD, "밀레이 아르헨티나 대통령은 브라질을 비난했다.", "그는 칠레의 제안도 거부했다.", title=title)
    assert "milei_javier" in told[-1]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("룰라 브라질 대통령은 우루과이와 협상하지 않겠다고 밝혔다.", "REJECT"),
        ("아프리카연합은 말리군의 철수를 요구하는 결의를 채택했다.", "REQUEST"),
        ("앙골라 외무장관은 잠비아의 주장은 허위라고 일축했다.", "REJECT"),
    ],
)
def test_what_a_refusal_or_a_resolution_says_is_what_is_told(sentence: str, expected: str) -> None:
    document = load_bytes("a.txt", f"소식\n\n{sentence}".encode())
    assert isinstance(document, Document)
    assert [r["type"] for r in events.read(document) if r] == [expected]


@pytest.mark.parametrize(
    ("sentence", "who", "whom"),
    [
        ("페루는 칠레와 볼리비아 주재 대사를 소환했다.", ["PER"], ["CHL", "BOL"]),
        ("인도는 네팔과 부탄으로 통하는 국경을 닫았다.", ["IND"], ["NPL", "BTN"]),
        ("민스크의 시위는 계속됐다.", ["BLR_MASSES"], ["BLR"]),
    ],
)
def test_names_that_are_joined_go_together_and_a_seat_does_not_protest(sentence: str, who: list[str], whom: list[str]) -> None:
    document = load_bytes("a.txt", f"소식\n\n{sentence}".encode())
    assert isinstance(document, Document)
    (row,) = [r for r in events.read(document) if r]
    assert (row["actors"], row["recipients"]) == (who, whom)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("칠레 대통령은 페루 대통령에게 국경을 열라고 압박했다.", ("REQUEST", ["PER"])),
        ("칠레는 결의안을 채택하고 페루군의 철수를 요구했다.", ("REQUEST", ["PER"])),
        ("칠레는 페루가 국경을 봉쇄한 데 대해서 항의했다.", ("ACCUSE", ["PER"])),
        ("칠레 외무부는 페루와의 협상은 없다고 밝혔다.", ("REJECT", ["PER"])),
        ("중국은 회의를 소집했으나 러시아는 이 문제가 내정이라며 인도를 감쌌다.", ("SUPPORT", ["IND"])),
    ],
)
def test_whom_it_concerns_stands_in_what_is_asked_or_grieved_over(sentence: str, expected: tuple[str, list[str]]) -> None:
    document = load_bytes("a.txt", f"소식\n\n{sentence}".encode())
    assert isinstance(document, Document)
    rows = [r for r in events.read(document) if r]
    assert expected in [(r["type"], [i[:3] for i in r["recipients"]]) for r in rows]
    assert all(r["actors"] != ["CHN"] for r in rows if r["type"] == "SUPPORT")


@pytest.mark.parametrize(
    ("sentence", "who", "whom"),
    [
        ("유럽연합의 대벨라루스 제재가 연장됐다.", {"EU"}, {"BLR"}),
        ("한미 정상회담이 도쿄에서 열렸다.", {"KOR", "USA"}, set()),
        ("북·러 정상회담이 도쿄에서 열렸다.", {"PRK", "RUS"}, set()),
    ],
)
def test_names_written_to_a_noun_of_action(sentence: str, who: set[str], whom: set[str]) -> None:
    document = load_bytes("a.txt", f"소식\n\n{sentence}".encode())
    assert isinstance(document, Document)
    (row,) = [r for r in events.read(document) if r]
    assert (set(row["actors"]), set(row["recipients"])) == (who, whom)


def test_a_president_of_another_name_is_not_the_one_the_text_is_about() -> None:
    told = actors(LEAD, "우르크스타인 대통령은 칠레의 제안을 거부했다.")
    assert "lula-da-silva_luiz-inacio" not in told[-1]
