"""Interviews as newspapers and Markdown print them: a sign or bold print opens the question, the answer has a mark or none."""

from __future__ import annotations

import pytest

from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.evidence.readers import claims


def told(name: str, *lines: str) -> set[tuple[str, str]]:
    document = load_bytes(name, "\n\n".join(lines).encode())
    assert isinstance(document, Document)
    return {(r["speaker"], r["quote"].strip("“”")) for r in claims.read(document) if r["form"] != "author"}


def said(name: str, *lines: str) -> set[tuple[str, str]]:
    """Return what the persons of an interview say; states and bodies that a question holds against them are no persons."""
    return {(who, words) for who, words in told(name, *lines) if who.islower()}


OWN_KO = {"비준은 정부가 결정할 일이다.", "우리는 답을 서둘러야 한다.", "반대는 예상된 일이다."}


@pytest.mark.parametrize("sign", ["― ", "—", "- ", "▶ ", "■ ", "△", "Q. ", "문: "])
@pytest.mark.parametrize("answer", ["“{}”", "{}"])
def test_signs_open_what_a_korean_newspaper_asks(sign: str, answer: str) -> None:
    rows = said(
        "a.txt", "[인터뷰] 박도윤 대사", "박도윤 대사가 3일 서울에서 본지와 만났다.", f"{sign}야당은 국회 비준을 요구한다고 밝혔다. 어떻게 보나.",
        answer.format("비준은 정부가 결정할 일이다. 우리는 답을 서둘러야 한다."), f"{sign}러시아는 협정에 반대하는데.", answer.format("반대는 예상된 일이다."),
    )  # fmt: skip
    assert rows == {("park_doyun", x) for x in OWN_KO}


def test_answers_with_a_letter_or_a_dash_of_their_own() -> None:
    head = ("윤서하 장관 단독 인터뷰", "윤서하 장관은 댐을 지었다.")
    own = {("yoon_seoha", "비준은 정부가 결정할 일이다."), ("yoon_seoha", "반대는 예상된 일이다.")}
    lettered = (
        "Q. 이집트는 댐을 반대한다고 밝혔다.",
        "A. 비준은 정부가 결정할 일이다.",
        "Q. 수단의 입장은?",
        "A. 반대는 예상된 일이다.",
    )
    dashed = (
        "―이집트는 댐을 반대한다고 밝혔다.",
        "―“비준은 정부가 결정할 일이다.”",
        "―수단은 무엇을 원하나.",
        "―“반대는 예상된 일이다.”",
    )
    assert said("a.txt", *head, *lettered) == own
    assert said("a.txt", *head, *dashed) == own


def test_what_the_reporter_tells_between_quoted_answers_is_no_answer() -> None:
    rows = said(
        "a.txt", "박도윤 대사 인터뷰", "박도윤 대사는 작년에 귀임했다.", "- 국경은 어떻게 되나.", "“비준은 정부가 결정할 일이다.”",
        "대사는 한동안 창밖의 항구를 바라보았다.", "- 러시아는 반대한다고 했다.", "“반대는 예상된 일이다.”",
    )  # fmt: skip
    assert rows == {("park_doyun", "비준은 정부가 결정할 일이다."), ("park_doyun", "반대는 예상된 일이다.")}


@pytest.mark.parametrize(
    ("asks", "answers"),
    [("**Q: {}**", "A: {}"), ("**Q:** {}", "**A:** {}"), ("**{}**", "{}"), ("### {}", "{}")],
)
def test_bold_print_opens_what_is_asked(asks: str, answers: str) -> None:
    rows = said(
        "a.md", "# Interview with Marta Oduya, foreign minister of Zambia", asks.format("Is the dam lawful?"),
        answers.format("The dam is lawful. We have asked the United States to send inspectors. Malawi will profit from it."),
        asks.format("Tanzania said that the dam is a threat. How do you answer?"), answers.format("The river belongs to both of us."),
    )  # fmt: skip
    own = {
        "The dam is lawful.",
        "We have asked the United States to send inspectors.",
        "Malawi will profit from it.",
        "The river belongs to both of us.",
    }
    assert rows == {("oduya_marta", x) for x in own}


def test_spanish_letters_in_bold_print() -> None:
    rows = said(
        "a.md", "# Entrevista a Lucía Barrenechea, ministra de Exteriores de Bolivia", "**P: ¿Aceptará Perú el acuerdo?**",
        "R: Perú debe aceptarlo. Hemos pedido a Estados Unidos que medie.", "La frontera es nuestra.", "**P: Chile dijo que el tratado es ilegal.**",
        "R: Chile se equivoca.",
    )  # fmt: skip
    own = {
        "Perú debe aceptarlo.",
        "Hemos pedido a Estados Unidos que medie.",
        "La frontera es nuestra.",
        "Chile se equivoca.",
    }
    assert rows == {("barrenechea_lucia", x) for x in own}


@pytest.mark.parametrize(
    ("name", "lines", "rows"),
    [
        ("a.txt", ("노르웨이 정부 발표", "린하랄 장관이 대책을 설명했다.", "― 정부는 어획량을 줄인다.", "― 어민은 보상을 받는다.", "― 칠레는 협정을 지지한다고 밝혔다."), 1),
        ("a.txt", ("바다의 긴장, 장관 인터뷰 분석", "■ 남쪽 바다의 긴장", "칠레는 배를 늘렸다.", "■ 북쪽 바다의 협력", "페루는 공동 조사를 원한다고 밝혔다."), 1),
        ("a.md", ("# The fisheries pact", "Iceland published a guide.", "**What changes?**", "The quota falls for all boats.", "**Who pays?**", "Denmark said that it would pay."), 1),
        ("a.md", ("# Strike at the port", "The minister gave an interview.", "**Dockers walk out**", "Dockers left work.", "**Talks resume**", "Latvia said that it would wait."), 1),
    ],
)  # fmt: skip
def test_lists_guides_and_headings_are_no_interviews(name: str, lines: tuple[str, ...], rows: int) -> None:
    found = told(name, *lines)
    assert len(found) == rows
    assert {who for who, _ in found} <= {"CHL", "PER", "DNK", "LVA"}


def test_a_letter_needs_no_more_than_one_question_in_form() -> None:
    rows = said(
        "a.txt", "[대담] 박도윤 대사", "문: 칠레는 조약이 위헌이라고 주장한다.", "비준은 정부가 결정할 일이다.", "문: 페루의 요구를 어떻게 평가하나.", "요구가 너무 지나치다.",
    )  # fmt: skip
    assert rows == {("park_doyun", "비준은 정부가 결정할 일이다."), ("park_doyun", "요구가 너무 지나치다.")}
