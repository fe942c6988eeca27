"""Who only gives a thing a name does nothing by it; what belongs to a country does not act for it."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pytest

from foedus.evidence.syntax import dependency

TOLD = runpy.run_path(str(Path(__file__).parents[2] / "benchmarks" / "events.py"))["told"]


def rows(text: str, code: str) -> list[dict[str, Any]]:
    if code == "en" and not dependency.available():
        pytest.skip("the parser is not installed")
    if code == "ko":
        pytest.importorskip("kiwipiepy")
    found: list[dict[str, Any]] = TOLD(text, "2024-05-10", code)
    return found


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "Samoan pastors called the new currency a second independence."),
        ("en", "In Praia the party hailed the result as a victory over tutelage."),
        ("en", "Fiji calls this a withdrawal on its own terms."),
        ("en", "Portugal is often seen as having given up its claims too early."),
        ("en", "The minister likened the fees to a blockade of Paraguay."),
        ("en", "Bolivia insists only on a referendum."),
        ("es", "La prensa de Samoa llamó al voto una segunda independencia."),
        ("es", "Los libros de Laos celebran la retirada como un triunfo."),
        ("es", "El ministro comparó las tasas con un bloqueo de Paraguay."),
        ("es", "El senador calificó la visita de respaldo a la junta de Níger."),
        ("ko", "라오스 어민은 그 법령을 볼리비아 광산에 대한 지원으로 해석한다."),
        ("ko", "장관은 그 요금을 파라과이에 대한 봉쇄에 비유했다."),
        ("ko", "많은 이가 그 방문을 아크라에 대한 공격으로 오해한다."),
    ],
)
def test_a_name_given_is_no_deed(code: str, text: str) -> None:
    assert [r["gloss"] for r in rows(text, code)] == []


@pytest.mark.parametrize(
    ("code", "text", "wanted"),
    [
        # to accuse, refuse or honour somebody under a name is a deed of words
        ("en", "Peru denounced the raid by Chile as an act of piracy.", ("ACCUSE", ["PER"], ["CHL"])),
        ("en", "Zambia recognised Kosovo as a state in May 2012.", ("SUPPORT", ["ZMB"], ["XKX"])),
        ("es", "Zambia reconoció a Kosovo como Estado en mayo de 2012.", ("SUPPORT", ["ZMB"], ["XKX"])),
        ("es", "Mongolia calificó de agresión la decisión de Japón.", ("ACCUSE", ["MNG"], ["JPN"])),
        ("ko", "몽골은 일본의 결정을 침략으로 규정했다.", ("ACCUSE", ["MNG"], ["JPN"])),
        # a role that somebody is sent in is no name
        ("en", "Uganda sent troops to Kenya as peacekeepers.", ("MOBILIZE", ["UGA"], ["KEN"])),
        ("es", "Kenia trató de invadir Somalia.", ("ASSAULT", ["KEN"], ["SOM"])),
        ("ko", "우간다는 케냐에 군대를 평화유지군으로 보냈다.", ("MOBILIZE", ["UGA"], ["KEN"])),
        # who insists on more than a position asks for it
        ("en", "Mozambique's opposition insists on a recount.", ("REQUEST", ["MOZ_MASSES"], ["MOZ"])),
        ("en", "Finland insisted that Sweden withdraw the ship.", ("REQUEST", ["FIN"], ["SWE"])),
    ],
)  # fmt: skip
def test_a_deed_of_words_under_a_name_is_told(code: str, text: str, wanted: tuple[str, list[str], list[str]]) -> None:
    assert [(r["type"], r["actors"], r["recipients"]) for r in rows(text, code)] == [wanted]


@pytest.mark.parametrize(
    ("code", "text", "state"),
    [
        ("en", "Nigerian newspapers backed the strike.", "NGA"),
        ("en", "Japanese cars invaded the roads of Kenya.", "JPN"),
        ("en", "A Norwegian study condemned the quotas.", "NOR"),
        ("es", "La prensa rusa condenó la huelga.", "RUS"),
        ("es", "El vino chileno conquistó Dinamarca.", "CHL"),
        ("ko", "나이지리아 신문들은 파업을 지지했다.", "NGA"),
        ("ko", "스위스 은행들은 장군의 계좌를 동결했다.", "CHE"),
    ],
)
def test_what_belongs_to_a_country_does_not_act_for_it(code: str, text: str, state: str) -> None:
    assert not any(a.startswith(state) for r in rows(text, code) for a in r["actors"])


@pytest.mark.parametrize(
    ("code", "text", "state"),
    [
        ("en", "Nigerian officials backed the strike.", "NGA"),
        ("en", "Japanese airstrikes killed nine people in Kenya.", "JPN"),
        ("es", "La delegación rusa condenó la huelga.", "RUS"),
        ("ko", "나이지리아 대표단은 파업을 지지했다.", "NGA"),
        ("ko", "스위스 재무부는 장군의 계좌를 동결했다.", "CHE"),
    ],
)
def test_who_serves_a_country_acts_for_it(code: str, text: str, state: str) -> None:
    assert any(a.startswith(state) for r in rows(text, code) for a in r["actors"])
