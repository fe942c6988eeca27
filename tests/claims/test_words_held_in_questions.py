"""What a question of an interview tells of others' words is theirs; the question itself is nobody's."""

from __future__ import annotations

import pytest

from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.evidence.readers import claims

EN = (
    "“The reef belongs to nobody”\n\nMaria Santos, an envoy of Palau, spoke to this paper in Koror on Tuesday.\n\n"
    "Q: The World Bank says that the mine will pay for itself.\n\nA: I do not think so.\n\n"
    "Q: {}\n\nA: We disagree.\n\nQ: Is the reef safe?\n\nA: I believe that it is.\n"
)
KO = (
    "“산호초는 누구의 것도 아니다”\n\n윤서하 장관 인터뷰\n\n문: 광산은 언제 여나.\n\n답: 나는 모른다.\n\n"
    "문: {}\n\n답: 우리는 동의할 수 없다.\n\n문: 산호는 안전한가.\n\n답: 그렇게 생각한다.\n"
)


def asked(text: str, question: str) -> list[str]:
    document = load_bytes("a.txt", text.format(question).encode())
    assert isinstance(document, Document)
    return [r["speaker"] for r in claims.read(document) if r["quote"][:20] in question]


@pytest.mark.parametrize(
    ("text", "question", "speakers"),
    [
        (EN, "Kenya's president, William Ruto, has called the licence “a theft from the poor”.", ["ruto_william"]),
        (EN, "The World Bank reckons that the damage will be large; do you share that view?", ["WORLD_BANK"]),
        (EN, "In Paris, Emmanuel Macron told reporters that a ban was a matter of time. Was he right?", ["macron_emmanuel"]),
        (EN, "According to Amnesty International, forty divers were never paid.", ["AMNESTY"]),
        (EN, "Some people claim that you own shares. Do you?", []),
        (EN, "You have said that the reef is dead. Is it?", []),
        (KO, "에마뉘엘 마크롱 프랑스 대통령은 이 허가를 ‘도둑질’이라고 불렀다.", ["macron_emmanuel"]),
        (KO, "세계은행에 따르면 피해가 20억 달러에 이른다는데.", ["WORLD_BANK"]),
        (KO, "케냐 정부는 자국 선박이 근처에 없었다고 부인했다. 누구 말이 맞나.", ["KEN_GOV"]),
        (KO, "피해가 너무 크다고들 한다. 어떻게 보나.", []),
    ],
)  # fmt: skip
def test_a_question_tells_the_words_of_whom_it_names(text: str, question: str, speakers: list[str]) -> None:
    assert asked(text, question) == speakers
