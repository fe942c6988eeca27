"""In an opinion piece in Korean "I" is its author, whoever was told of before."""

from __future__ import annotations

from typing import Any

import pytest

from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.evidence.readers import claims, events

pytest.importorskip("kiwipiepy")

PIECE = """호수의 물은 누구의 것인가

정다래 칼럼니스트

2024. 5. 2.

케냐는 둑을 위협이라고 불렀다. 나는 동의하지 않는다. 그래서 이 위협을 비난한다. 나 역시 호수를 나누자고 제안한다.
우간다는 물을 채웠다. 필자도 이 결정을 지지한다. 필자로서는 탄자니아의 중재 거부를 이해하기 어렵다.
탄자니아는 침묵했다. 저는 이 다툼이 제국주의 침략이라고 봅니다. 우리로서는 협상을 요구할 수밖에 없다.
"""


def rows(reader: Any, text: str) -> list[dict[str, Any]]:
    document = load_bytes("piece.txt", text.encode())
    assert isinstance(document, Document)
    return [r for r in reader.read(document) if r]


def test_the_author_is_who_says_i() -> None:
    found = {r["quote"]: (r["speaker"], r["form"]) for r in rows(claims, PIECE)}
    mine = ["나는 동의하지 않는다.", "나 역시 호수를 나누자고 제안한다.", "필자도 이 결정을 지지한다.", "저는 이 다툼이 제국주의 침략이라고 봅니다.", "우리로서는 협상을 요구할 수밖에 없다."]
    assert {q: found[q] for q in mine} == dict.fromkeys(mine, ("jeong_darae", "author"))


def test_an_authors_opinion_is_no_deed_of_a_state() -> None:
    told = [(r["type"], r["actors"]) for r in rows(events, PIECE)]
    assert [t for t in told if t[0] in {"ACCUSE", "REQUEST", "SUPPORT"} and t[1]] == [("ACCUSE", ["KEN"])]


def test_a_verb_that_looks_like_i_is_none() -> None:
    text = "케냐는 둑을 위협이라고 불렀다. 차이가 나는 것은 높이였다. 우간다를 비난한다고 덧붙였다.\n"
    assert all(r["form"] != "author" or "나는" not in r["quote"] for r in rows(claims, text))


def test_i_in_quotation_marks_is_the_speaker() -> None:
    text = "케냐 대통령은 회담에 나섰다. “나는 물을 지키겠다”고 윌리엄 루토 대통령은 말했다.\n"
    assert "author" not in [r["form"] for r in rows(claims, text)]
