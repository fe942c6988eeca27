"""Words that a noun carries inside another's sentence are a row of their own where somebody known owns the noun (Korean)."""

from __future__ import annotations

import pytest

from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.evidence.readers import claims

FILLER = 2 * "여객선은 겨울에 하루 두 번, 여름에 하루 네 번 다녔다. "


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("칠레는 어선이 선을 넘었다는 페루의 주장을 일축했다.", [("PER", "어선이 선을 넘었다는 페루의 주장"), ("CHL", "칠레는 어선이 선을 넘었다는 페루의 주장을 일축했다.")]),
        ("케냐는 창고가 비었다는 유엔의 지적에 동의한다고 밝혔다.", [("UN", "창고가 비었다는 유엔의 지적"), ("KEN", "케냐는 창고가 비었다는 유엔의 지적에 동의한다고 밝혔다.")]),
        ("칠레는 어선이 선을 넘었다는 소문을 부인했다.", [("CHL", "칠레는 어선이 선을 넘었다는 소문을 부인했다.")]),
        ("칠레는 페루의 주장을 일축했다.", [("CHL", "칠레는 페루의 주장을 일축했다.")]),
        ("배가 곧 온다는 페루 상인의 주장은 사실이 아니라고 칠레는 밝혔다.", [("CHL", "배가 곧 온다는 페루 상인의 주장은 사실이 아니라고 칠레는 밝혔다.")]),
    ],
)
def test_whose_words_stand_inside(text: str, found: list[tuple[str, str]]) -> None:
    document = load_bytes("notes.txt", f"{FILLER}\n\n{text}\n".encode())
    assert isinstance(document, Document)
    assert {(str(r["speaker"]).removesuffix("_GOV"), r["quote"]) for r in claims.read(document)} == set(found)
