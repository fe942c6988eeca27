"""A statement is its body's though no table knows that body: the line that names the statement, or the last one, tells it."""

from __future__ import annotations

import pytest

from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.evidence.shared import rows_named

BODY = "우리는 가나의 공습을 규탄한다. 가나는 토고에서 떠나라."


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (f"토고에서 손을 떼라!\n\n국제노동자연대 성명, 2024년 7월 3일\n\n{BODY}\n", "국제노동자연대"),
        (f"[성명] 토고에서 손을 떼라!\n\n2024년 3월 2일 노동자국제연대 논평\n\n{BODY}\n", "노동자국제연대"),
        (f"토고에서 손을 떼라!\n\n{BODY}\n\n2024년 3월 2일\n노동자국제연대\n", "노동자국제연대"),
        (
            "Manos fuera de Togo\n\nDeclaración de la Corriente Obrera Internacional (COI), 2 de marzo de 2024\n\n"
            "Condenamos los bombardeos de Ghana. Exigimos que Ghana retire sus barcos.\n",
            "Corriente Obrera Internacional (COI)",
        ),
    ],
)
def test_a_statement_is_its_bodys(text: str, speaker: str) -> None:
    document = load_bytes("d.txt", text.encode())
    assert isinstance(document, Document)
    body = next(r["actor"] for r in rows_named("actors", document) if r["quote"] == speaker)
    assert {r["speaker"] for r in rows_named("claims", document)} == {body}
    assert next(r["actors"] for r in rows_named("events", document) if r["type"] == "ACCUSE") == [body]


def test_solidarity_with_a_people_is_no_body() -> None:
    document = load_bytes("d.txt", f"토고 민중과의 국제연대\n\n{BODY}\n".encode())
    assert isinstance(document, Document)
    assert not [r for r in rows_named("actors", document) if r["kind"] == "organisation"]


def test_the_month_before_is_nobodys_name() -> None:
    document = load_bytes("d.txt", "가나는 지난달 토고 외교관 두 명을 추방한 바 있다.\n".encode())
    assert isinstance(document, Document)
    assert [r["actor"] for r in rows_named("actors", document)] == ["GHA", "TGO"]
