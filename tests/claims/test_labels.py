"""In a transcript the words behind a label are whose label it is; what is asked is nobody's."""

from __future__ import annotations

import pytest

from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.evidence.shared import rows_named

TEXTS = {
    "en": """Press briefing by Press Secretary Nora Lindqvist, May 3, 2022

MS. LINDQVIST:  The ferry must be released.

Q    Will Norway send a ship?

MS. LINDQVIST:  Norway will not send a ship.

We reject the threats of Denmark.

MODERATOR:  The last question, please?

THE DEPUTY:  Nobody wants this quarrel.
""",
    "es": """Conferencia de prensa en Lima, 3 de mayo de 2022

PREGUNTA: ¿Qué hará el Perú?

CANCILLER JULIO ROSAS QUIROGA: Pediremos una reunión. No aceptamos el cierre.

INTERLOCUTORA: ¿Y después?

CANCILLER JULIO ROSAS QUIROGA: El cierre es ilegal.
""",
    "ko": """외교부 브리핑 (2022.5.3)

기자: 배를 보낼 것입니까?

한서율 대변인: 우리는 배를 보내지 않을 것입니다.

문) 그 다음은 어떻습니까?

답) 이 봉쇄는 국제법을 어긴 불법입니다.
""",
}
SAID = {
    "en": ["lindqvist_nora"] * 3 + ["UNSPECIFIED"],
    "es": ["rosas_julio"] * 3,
    "ko": ["han_seoyul"] * 2,
}


def spoken(text: str) -> list[str]:
    document = load_bytes("d.txt", text.encode())
    assert isinstance(document, Document)
    return [row["speaker"] for row in rows_named("claims", document)]


@pytest.mark.parametrize("code", sorted(TEXTS))
def test_turns_by_labels(code: str) -> None:
    assert spoken(TEXTS[code]) == SAID[code]


def test_a_list_with_colons_is_no_transcript() -> None:
    listed = "The parties\n\nTroops: Norway sends a ship.\n\nMoney: Denmark pays nothing.\n\nTalks: The two met in Oslo on Monday.\n"
    assert "UNSPECIFIED" not in spoken(listed)
