"""Labels in brackets, with a stop and a dash, and in capitals without a known name open turns; the label is no part of a row."""

from __future__ import annotations

import pytest

from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.evidence.shared import rows_named

TEXTS = {
    "ko": """국방부 정례 브리핑

<앵커>
오늘 브리핑을 들어 보겠습니다.

[한서율 국방부 장관]
우리는 해상 봉쇄를 명백한 도발로 규정합니다.

[기자]
노르웨이가 봉쇄를 거부할 것으로 보십니까?

[한서율 국방부 장관] 이 봉쇄는 국제법을 어긴 불법입니다.
""",
    "es": """Rueda de prensa del ministro de Asuntos Exteriores, Julio Rosas Quiroga

Lima, 3 de mayo de 2022

MINISTRO.- El cierre del paso es una provocación.

PREGUNTA (Radio Norte).- ¿Qué hará el Perú? Bolivia es un país hostil.

MINISTRO.— No aceptamos el cierre.

PREGUNTA.- ¿Y después?
""",
    "es-letters": """Entrevista con Julio Rosas Quiroga, canciller del Perú

P.- ¿Qué hará el Perú?

R.- El cierre del paso es una provocación.

P.- ¿Y después?

R.- No aceptamos el cierre.
""",
    "en": """Department Press Briefing

Nora Lindqvist, Deputy Spokesperson

MS LINDQVIST: The ferry must be released.

QUESTION: Will Norway send a ship? Norway is a hostile country.

MS LINDQVIST: We reject the threats of Denmark.

QUESTION: And then?
""",
}
SAID = {"ko": ["han_seoyul"] * 2, "es": ["rosas_julio"] * 2, "es-letters": ["rosas_julio"] * 2, "en": ["lindqvist_nora"] * 2}


def claims(text: str) -> list[dict[str, object]]:
    document = load_bytes("d.txt", text.encode())
    assert isinstance(document, Document)
    return [dict(row) for row in rows_named("claims", document)]


@pytest.mark.parametrize("code", sorted(TEXTS))
def test_who_has_the_label_says_it(code: str) -> None:
    assert [row["speaker"] for row in claims(TEXTS[code])] == SAID[code]


@pytest.mark.parametrize("code", sorted(TEXTS))
def test_no_label_stands_in_a_quote(code: str) -> None:
    assert not [q for row in claims(TEXTS[code]) if (q := str(row["quote"])).startswith(("[", "-", "R.", "M", "—"))]


def test_captions_in_brackets_are_no_labels() -> None:
    text = "항구 소식\n\n[사진 제공]\n\n노르웨이 배가 어제 항구에 들어왔다.\n\n<지도>\n\n덴마크 배는 오늘 떠났다.\n\n[사진 제공]\n\n비가 내렸다.\n"
    assert not claims(text)
