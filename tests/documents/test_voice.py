"""Whose words a document is: what its head, opening and end say, in three languages."""

from __future__ import annotations

import pytest

from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.documents.voice import speaks_itself, voices
from foedus.evidence.authors import authors
from foedus.evidence.shared import rows_named

CASES = {
    "title": (
        "Remarks by President Ruto at the Summit on Sudan\nNairobi, 10 July 2023\n\nWe condemn the killing of civilians in Khartoum. "
        "I call on both sides to lay down their arms.\n", ("ruto_william",), ("KEN",),
    ),
    "letterhead": (
        "Ministry of Foreign Affairs of Georgia\nPRESS RELEASE\nTbilisi, 3 April 2019\n\nWe strongly condemn the vote held in the "
        "occupied region. We call upon Russia to withdraw its forces.\n", ("GEO_MFA",), ("GEO_MFA",),
    ),
    "we": (
        "Joint Statement\n\nWe, the foreign ministers of Estonia, Latvia and Lithuania, condemn the attack on the Ukrainian ships. "
        "We call on Russia to release the sailors.\n", ("EST", "LVA", "LTU"), ("EST", "LVA", "LTU"),
    ),
    "discurso": (
        "Discurso del presidente Gustavo Petro ante el Consejo de Seguridad\nNueva York, 11 de julio de 2023\n\nRechazamos el bloqueo "
        "contra Cuba. He ordenado el retiro de nuestro embajador en Managua.\n", ("petro_gustavo",), ("COL",),
    ),
    "firma": (
        "¡Fuera las tropas de Haití!\n\nLa ocupación no ha traído más que muerte. Exigimos a Brasil que retire sus soldados.\n\n"
        "Partido Obrero\nBuenos Aires, 5 de mayo de 2009\n", ("PARTIDO_OBRERO",), ("PARTIDO_OBRERO",),
    ),
    "담화": (
        "젤렌스키 우크라이나 대통령 대국민 담화\n\n우리는 하르키우를 되찾았습니다. 우리는 러시아에 포로 교환을 제안했습니다.\n",
        ("zelensky_volodymyr",), ("UKR",),
    ),
    "대변인 성명": (
        "수단 사태에 대한 케냐 외교부 대변인 성명\n2023년 4월 20일\n\n우리는 하르툼에서 벌어진 민간인 학살을 강력히 규탄한다. "
        "우리는 남수단에 구호품을 보낼 것이다.\n", ("KEN_MFA",), ("KEN_MFA",),
    ),
}  # fmt: skip


def _read(text: str) -> Document:
    document = load_bytes("text.txt", text.encode())
    assert isinstance(document, Document)
    return document


@pytest.mark.parametrize("name", CASES)
def test_a_document_says_who_speaks(name: str) -> None:
    text, one, everyone = CASES[name]
    document = _read(text)
    told = authors(document)[document.parts[0].id]
    assert (told.one, told.all) == (one, everyone)


@pytest.mark.parametrize("name", CASES)
def test_the_words_that_say_so_stand_in_the_text(name: str) -> None:
    document = _read(CASES[name][0])
    found = list(voices(document, document.parts[0]))
    assert found
    assert all(0 <= v.start < v.end <= len(document.view.text) for v in found)


def test_a_report_about_a_speech_is_nobody_s_own_words() -> None:
    document = _read(
        "Remarks by President Ruto stir up Sudan\nNairobi, 10 July 2023\n\nThe president said: “We condemn the killing.” Sudan recalled its envoy.\n"
    )
    assert not speaks_itself(document, document.parts[0])
    assert authors(document) == {}


def test_we_act_and_i_act_with_the_state() -> None:
    rows = rows_named("events", _read(CASES["title"][0]))
    did = {r["type"]: r["actors"] for r in rows}
    assert did["ACCUSE"] == ["KEN"]
    assert did["REQUEST"] == ["ruto_william", "KEN"]


def test_what_is_demanded_is_the_author_s_claim() -> None:
    said = {r["quote"]: r["speaker"] for r in rows_named("claims", _read(CASES["firma"][0])) if r["form"] == "author"}
    assert said["Exigimos a Brasil que retire sus soldados."] == "PARTIDO_OBRERO"


def test_ours_in_a_quotation_are_theirs_who_speak() -> None:
    rows = rows_named("events", _read("The coast on alert\n\n“We will impose sanctions on Chad,” said President Bola Tinubu of Nigeria on Monday.\n"))
    assert ["NGA"] in [r["actors"] for r in rows if r["type"] == "SANCTION"]


def test_fields_of_a_page_are_lines_of_their_own() -> None:
    document = _read(
        "title: Remarks by President Ruto on the Talks That Opened in Nairobi Today\ndate: '2021-02-10'\n\n"
        + "We have spoken with our neighbours at length, and we shall go on doing\nso until the guns are silent on both banks of the river, whatever it\n"
        "may take from any of us. Nobody will be left behind in this endeavour.\n" * 3
    )
    assert document.metadata.published == "2021-02-10"
    assert document.metadata.title == "Remarks by President Ruto on the Talks That Opened in Nairobi Today"
