"""Names in Korean text: bodies that few states have, articles in names, initials, bodies at the head of a text."""

from __future__ import annotations

import pytest

from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.evidence.shared import rows_named


def named(text: str) -> list[tuple[str, str]]:
    document = load_bytes("d.txt", text.encode())
    assert isinstance(document, Document)
    return [(row["quote"], row["actor"]) for row in rows_named("actors", document)]


def test_a_ministry_that_two_states_have_is_that_of_the_one_named_last() -> None:
    text = "일본은 칠레와 협정을 맺었다. 일본 총리는 칠레를 찾았다. 북한의 반발은 거셌다. 외무성은 담화를 냈다.\n"
    assert ("외무성", "PRK_MFA") in named(text)


def test_a_bare_ministry_that_opens_a_text_is_the_readers_own() -> None:
    text = "외교부는 북한의 포격을 규탄하고 칠레 외교부가 중재하기를 바란다고 밝혔다.\n"
    assert ("외교부", "KOR_MFA") in named(text)
    abroad = "페루는 북한과 수교했다. 외교부는 페루의 대사관이 열린다고 밝혔다.\n"
    assert ("외교부", "KOR_MFA") not in named(abroad)


def test_a_bare_government_is_never_that_of_a_state_that_calls_its_own_otherwise() -> None:
    text = "북한은 위성을 쏘았다. 정부, 유감 표명. 북한은 정권의 생존을 말했다.\n"
    assert ("정부", "KOR_GOV") in named(text)
    again = "페루 국방부는 북한군의 훈련을 비난했다. 국방부는 칠레군을 부르지 않았다.\n"
    assert ("국방부", "PER_DEFENCE_MINISTRY") in named(again)


@pytest.mark.parametrize(
    ("text", "quote", "actor"),
    [
        ("페루 해경은 어선을 나포했다.", "페루 해경", "PER_COAST_GUARD"),
        ("북한은 대답했다. 북측은 남측에 명단을 건넸다.", "남측", "KOR"),
        ("한가람 외교부 북극협력담당관은 떠났다.", "한가람", "han_garam"),
        ("남북은 철도 조사에 합의했다.", "북", "PRK"),
        ("칠레 광산기업 QMT는 채굴을 멈췄다.", "QMT", "QMT"),
        ("QDL당은 표결에 불참했다.", "QDL", "QDL"),
        ("[마르코 데 루카 / 해군 대변인] 배는 떠났다.", "마르코 데 루카", "de-luca_marco"),
        ("페테리스 오졸린스(Peteris Ozolins) 통상 담당 수석은 반대했다.", "페테리스 오졸린스(Peteris Ozolins)", "ozolins_peteris"),
    ],
)
def test_who_is_named(text: str, quote: str, actor: str) -> None:
    assert (quote, actor) in named(text + "\n")


def test_an_alliance_of_two_states_in_short_names_them() -> None:
    assert [q for q, _ in named("칠레는 한미동맹을 지지했고 미일동맹도 환영했다.\n")] == ["칠레", "한", "미", "미", "일"]


@pytest.mark.parametrize("text", ["양측은 열흘 이내에 대사를 보낸다.", "시장 전체가 멈췄다.", "대통령 유고 시 총리가 대행한다."])
def test_what_names_nobody(text: str) -> None:
    assert named(text + "\n") == []


def test_a_word_of_a_foreign_name_before_a_title_is_its_bearer() -> None:
    text = "나빌 빈 압둘라흐만 알수와니 카타르 총리는 말했다. 알수와니 총리는 회담을 제안했다.\n"
    (_, first), *_, (quote, again) = [(q, a) for q, a in named(text) if "_" in a]
    assert (quote, again) == ("알수와니 총리", first)


def test_a_word_that_two_bear_is_nobody() -> None:
    text = "나빌 알수와니 카타르 총리와 하산 알수와니 쿠웨이트 총리가 만났다. 알수와니 총리는 회담을 제안했다.\n"
    assert "알수와니 총리" not in dict(named(text))


def test_an_article_belongs_to_the_name() -> None:
    text = "마제드 알 수와이디 카타르 외교부 대변인은 낙관했다.\n"
    assert named(text)[0] == ("마제드 알 수와이디 카타르 외교부 대변인", "al-suwaidi_majed")
