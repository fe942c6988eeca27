"""A bare ministry is of the readers' own state where a text names bodies of that state, however much it tells of another."""

from __future__ import annotations

from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.evidence.shared import rows_named

ABROAD = "칠레 정부는 페루 군의 이동을 비판했다. 칠레는 페루와 국경을 맞대고 있다. 칠레군은 페루 국경에 배치됐다. "


def ministries(text: str) -> set[str]:
    document = load_bytes("d.txt", text.encode())
    assert isinstance(document, Document)
    return {row["actor"] for row in rows_named("actors", document) if row["quote"] == "외교부"}


def test_the_readers_own() -> None:
    assert ministries(ABROAD + "청와대는 회의를 열었다. 국민의힘은 논평을 냈다. 외교부는 칠레의 조치를 환영한다고 밝혔다.") == {"KOR_MFA"}


def test_another_state() -> None:
    assert ministries(ABROAD + "외교부는 국경을 다시 열겠다고 밝혔다.") .isdisjoint({"KOR_MFA"})
