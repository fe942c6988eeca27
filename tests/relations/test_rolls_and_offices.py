"""Rolls of members, members of parties, and who leads a body, in the orders in which news tells them in passing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from foedus.evidence.rows import Row

Read = Callable[[str, str], list[Row]]


def ties(rows: list[Row], relation: str) -> set[tuple[str, str]]:
    return {(r["subject"].removesuffix("_GOV"), r["object"]) for r in rows if r["relation"] == relation}


@pytest.mark.parametrize(
    ("code", "text", "body", "members"),
    [
        ("en", "The Visegrad Group (Poland, Hungary, Slovakia and the Czech Republic) met in Prague.", "VISEGRAD_GROUP", "POL HUN SVK CZE"),
        ("en", "The Quad - Australia, India, Japan and the US - will meet in May.", "QUAD", "AUS IND JPN USA"),
        ("en", "The ECOWAS states of Ghana, Togo and Benin closed a road.", "ECOWAS", "GHA TGO BEN"),
        ("en", "The countries of Mercosur, Argentina, Brazil, Paraguay and Uruguay, signed it.", "MERCOSUR", "ARG BRA PRY URY"),
        ("en", "ASEAN, to which both Vietnam and Laos belong, sent observers.", "ASEAN", "VNM LAO"),
        ("es", "El Grupo de Visegrado (Polonia, Hungría, Eslovaquia y la República Checa) se reunió.", "VISEGRAD_GROUP", "POL HUN SVK CZE"),
        ("es", "Los países del Mercosur, Argentina, Brasil, Paraguay y Uruguay, firmaron el acuerdo.", "MERCOSUR", "ARG BRA PRY URY"),
        ("es", "Cuba y Nicaragua, miembros del ALBA, firmaron el texto.", "ALBA", "CUB NIC"),
        ("es", "Malí, Níger y Burkina Faso, los tres países de la Alianza de Estados del Sahel (AES), firmaron.", "AES", "MLI NER BFA"),
        ("es", "El Grupo de Lima, constituido por los cancilleres de Chile, Perú y Brasil, emitió una declaración.", "LIMA_GROUP", "CHL PER BRA"),
        ("ko", "쿼드(미국·일본·호주·인도)는 회담을 열었다.", "QUAD", "USA JPN AUS IND"),
        ("ko", "브릭스(BRICS, 브라질·러시아·인도·중국·남아프리카공화국)는 회담을 열었다.", "BRICS", "BRA RUS IND CHN ZAF"),
        ("ko", "아세안 10개국 가운데 베트남과 필리핀은 반발했다.", "ASEAN", "VNM PHL"),
        ("ko", "미국·영국·호주의 안보 동맹인 오커스는 확대를 논의했다.", "AUKUS", "USA GBR AUS"),
    ],
)
def test_who_is_on_the_roll_of_a_body(code: str, text: str, body: str, members: str, read_ties: Read) -> None:
    rows = read_ties(code, text)
    assert ties(rows, "member_of") == {(m, body) for m in members.split()}
    assert not ties(rows, "ally_of")


def test_those_named_beside_a_body_are_not_on_its_roll(read_ties: Read) -> None:
    assert not ties(read_ties("en", "Talks between the EU, Serbia and Kosovo failed, and NATO, Turkey and Sweden met."), "member_of")
    assert not ties(read_ties("es", "La ONU, Kenia y Ghana enviaron observadores."), "member_of")


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "The five permanent members of the Security Council - China, France, Russia, the UK and the US - met."),
        ("es", "Los cinco miembros permanentes del Consejo de Seguridad (China, Francia, Rusia, Reino Unido y Estados Unidos) votaron."),
    ],
)
def test_permanent_members_hold_the_veto(code: str, text: str, read_ties: Read) -> None:
    assert ties(read_ties(code, text), "veto_power_in") == {(s, "UNSC") for s in ("CHN", "FRA", "RUS", "GBR", "USA")}


@pytest.mark.parametrize(
    ("code", "text", "tie"),
    [
        ("en", "Senator Anna Berg (Democratic Party) asked for a vote.", ("berg_anna", "US_DEMOCRATS")),
        ("en", "Anna Berg, a deputy of the Christian Democratic Union, asked for a vote.", ("berg_anna", "CDU")),
        ("en", "Anna Berg, an MP from the Christian Democratic Union, asked for a vote.", ("berg_anna", "CDU")),
        ("es", "El diputado Juan Berg (ERC) preguntó al ministro.", ("berg_juan", "ERC")),
        ("es", "La senadora Ana Berg, del Centro Democrático, pidió un debate.", ("berg_ana", "CENTRO_DEMOCRATICO")),
        ("ko", "국민의힘 김철수 의원은 반대했다.", ("kim_chulsu", "PPP")),
        ("ko", "김철수 국민의힘 의원은 반대했다.", ("kim_chulsu", "PPP")),
    ],
)
def test_whose_party_stands_beside_the_name(code: str, text: str, tie: tuple[str, str], read_ties: Read) -> None:
    assert ties(read_ties(code, text), "member_of") == {tie}


@pytest.mark.parametrize(
    ("code", "text", "body"),
    [
        ("en", "Anna Berg, chairman of the African Union Commission, urged calm.", "AU"),
        ("en", "The head of the Libyan central bank, Anna Berg, left the capital.", "LBY_CENTRAL_BANK"),
        ("en", "AfD co-leader Anna Berg spoke in parliament.", "AFD"),
        ("es", "El partido de Ana Berg, Agrupación Nacional, votó en contra.", "RN_FRA"),
        ("ko", "안나 베르그 우크라이나군 총사령관은 반격을 예고했다.", "UKR_MILITARY"),
        ("en", "Anna Berg, whose Party for Freedom won the election, spoke first.", "PVV"),
        ("en", "Anna Berg, head of the UN mission MONUSCO, briefed the press.", "MONUSCO"),
        ("es", "El partido Vox, que lidera Ana Berg, votó en contra.", "VOX"),
        ("es", "La jefa del Comando Sur, Ana Berg, visitó la base.", "SOUTHCOM"),
        ("es", "El director de Human Rights Watch para las Américas, Juan Berg, habló de crisis.", "HRW"),
        ("ko", "하마스 정치국장 안나 베르그는 휴전안을 거부했다.", "HAMAS"),
    ],
)
def test_who_leads_a_body(code: str, text: str, body: str, read_ties: Read) -> None:
    assert {o for _, o in ties(read_ties(code, text), "head_of")} == {body}


@pytest.mark.parametrize(
    ("code", "text", "relation", "tie"),
    [
        ("en", "South Korea, a key US ally, has not signed.", "ally_of", ("KOR", "USA")),
        ("en", "The statement condemned the support provided by Rwanda to M23.", "supports", ("RWA", "M23")),
        ("en", "M23, a rebel group backed by Rwanda, took the town.", "supports", ("RWA", "M23")),
        ("en", "Malaysia holds the ASEAN chair this year.", "chairs", ("MYS", "ASEAN")),
        ("en", "M23, led by Anna Berg, opposes Rwanda.", "opposes", ("M23", "RWA")),
        ("ko", "이란은 하마스에 자금과 무기를 제공해 왔다.", "supports", ("IRN", "HAMAS")),
        ("ko", "미국의 최우방인 이스라엘은 거부했다.", "ally_of", ("ISR", "USA")),
        ("es", "La Celac, cuya presidencia pro tempore ejerce Honduras, convocó una reunión.", "chairs", ("HND", "CELAC")),
    ],
)
def test_ties_told_in_an_apposition(code: str, text: str, relation: str, tie: tuple[str, str], read_ties: Read) -> None:
    assert tie in ties(read_ties(code, text), relation)


def test_who_led_before_leads_no_more_and_who_leads_is_listed_once(read_ties: Read) -> None:
    assert not ties(read_ties("ko", "안나 베르그 전 한국은행 총재는 사임했다."), "head_of")
    rows = read_ties("es", "Ana Berg, fundadora de La Francia Insumisa, criticó el plan.")
    assert ties(rows, "head_of") == {("berg_ana", "LFI")}
    assert not ties(rows, "member_of")
    assert not ties(read_ties("ko", "쿠드스군 사령관 안나 베르그는 바그다드를 찾았다. 이란은 말이 없었다."), "head_of") & {("berg_anna", "IRN_MILITARY")}


def test_a_supplier_of_one_state_has_no_rank_in_the_world(read_ties: Read) -> None:
    assert not ties(read_ties("en", "The junta in Myanmar is alone. Moscow is the regime's largest arms supplier."), "arms_export_rank")


@pytest.mark.parametrize(("code", "text"), [
    ("en", "A Hezbollah commander, Adam Berg, spoke in Tyre."),
    ("es", "Un comandante de Hezbolá, Adam Berg, habló en Tiro."),
])  # fmt: skip
def test_one_of_several_with_an_office_is_a_member_and_leads_nothing(code: str, text: str, read_ties: Read) -> None:
    rows = read_ties(code, text)
    assert {body for _, body in ties(rows, "member_of")} == {"HEZBOLLAH"}
    assert not ties(rows, "head_of")


def test_an_office_alone_is_of_the_body_that_was_named_with_it(read_ties: Read) -> None:
    text = "유엔(UN) 사무총장 안나 베르그는 말했다. 이란은 후티 반군을 지원했다. 안나 베르그 사무총장은 떠났다."
    assert {body for _, body in ties(read_ties("ko", text), "head_of")} == {"UN"}
