"""An office means its holder of the time that is told; a city is a place where it is fought over or lived in."""

from __future__ import annotations

import pytest

from foedus.langs.grammar.names import Stretch, find_names

# language, date of the document, sentence, part of it, the actor it means (None: nothing may be read there)
CASES = [
    ("en", "2021-03", "In 1985 the British prime minister flew to Lagos.", "prime minister", "thatcher_margaret"),
    ("en", "2021-03", "The then Russian president met the rebels.", "president", None),
    ("en", "2021-03", "The British prime minister, Harold Bexley, resigned.", "Harold Bexley", "bexley_harold"),
    ("en", "2021-03", "The Russian president recalled the treaty of 1978.", "president", None),
    ("en", "2021-03", "The US president-elect kept silent.", "president", None),
    ("en", "2021-03", "The US president kept silent.", "president", "biden_joe"),
    ("en", "2021-03", "The siege of Tehran lasted a year.", "Tehran", "Tehran"),
    ("en", "2021-03", "The dockers and workers of Manila struck.", "Manila", "Manila"),
    ("en", "2021-03", "Shells fell on Kabul.", "Kabul", "Kabul"),
    ("en", "2021-03", "Tehran took note of the letter.", "Tehran", "IRN_GOV"),
    ("en", "2021-03", "The Israeli army left the valley.", "Israeli army", "ISR_MILITARY"),
    ("en", "2021-03", "Myanmar signed first.", "Myanmar", "MMR"),
    (
        "en",
        "2021-03",
        "She heads the Regional Office of the Miners’ Union for Justice (MUJ) in Potosí.",
        "Miners’ Union for Justice (MUJ)",
        "MUJ",
    ),
    ("es", "2021-03", "En 1985 la primera ministra británica viajó a Lagos.", "primera ministra", "thatcher_margaret"),
    ("es", "2021-03", "El entonces presidente ruso calló.", "presidente", None),
    ("es", "2021-03", "Comenzó el asedio de Teherán.", "Teherán", "Tehran"),
    ("es", "2021-03", "El partido Fanal Obrero rechazó el pacto.", "Fanal Obrero", "FANAL_OBRERO"),
    (
        "es",
        "2021-03",
        "Llegó la Fuerza Regional de Apoyo a la Paz (RPS, por sus siglas en inglés).",
        "Fuerza Regional de Apoyo a la Paz",
        "RPS",
    ),
    ("ko", "2021-03", "1977년 4월 당시 미국 국무장관 사이러스 밴스는 침묵했다.", "밴스", "vance_saires"),
    ("ko", "2021-03", "당시 러시아 대통령은 침묵했다.", "대통령", None),
    ("ko", "2021-03", "미국 대통령 선거가 끝났다.", "대통령", None),
    ("ko", "2021-03", "반군이 테헤란을 포위했다.", "테헤란", "Tehran"),
    ("ko", "2021-03", "마셜제도는 조약에 서명했다.", "마셜제도", "MHL"),
]


@pytest.mark.parametrize(("code", "date", "text", "part", "actor"), CASES, ids=lambda v: str(v)[:40])
def test_who_is_meant(code: str, date: str, text: str, part: str, actor: str | None) -> None:
    at = text.index(part)
    found = [
        n.actor for n in find_names([Stretch(text, code)], date)[0] if n.start < at + len(part) and at < n.end
    ]
    assert found == ([actor] if actor else [])


def test_a_surname_in_hangul_is_known_from_the_full_name() -> None:
    told = [Stretch("헨리 푸나 쿡제도 총리는 연설했다.", "ko"), Stretch("마크 브라이언트 특사는 떠났다.", "ko")]
    told.append(Stretch("브라이언트에 따르면 회담은 없었다.", "ko"))
    assert [n.actor for n in find_names(told, "2016")[2]] == [n.actor for n in find_names(told, "2016")[1]]
    assert [n.actor for n in find_names(told, "2016")[2]]


def test_the_place_column_of_a_table_names_places() -> None:
    assert [n.actor for n in find_names([Stretch("Chile   300   Nairobi", "en", "table_row")])[0]] == ["CHL", "Nairobi"]
