"""Whose deed it is: brackets, speakers, unnamed forces, bare nouns, denials; each of these was once read the wrong way."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pytest

from foedus.evidence.syntax import dependency, morphemes

TOLD = runpy.run_path(str(Path(__file__).parents[2] / "benchmarks" / "events.py"))["told"]
PUBLISHED = "2024-05-10"


def rows(code: str, text: str, published: str = PUBLISHED) -> list[dict[str, Any]]:
    if (code == "en" and not dependency.available()) or (code == "ko" and not morphemes.installed()):
        pytest.skip("the parser of this language is not installed")
    found: list[dict[str, Any]] = TOLD(text, published, code)
    return found


def sides(code: str, text: str) -> set[tuple[str, str, str]]:
    return {(r["type"], " ".join(r["actors"]), " ".join(r["recipients"])) for r in rows(code, text)}


@pytest.mark.parametrize(
    ("code", "text", "wanted"),
    [
        # what brackets add is part of the subject
        ("es", "El Ejército de Liberación Nacional (ELN) atacó un puesto de Venezuela.", {("ASSAULT", "ELN", "VEN")}),
        ("es", "Ghana cerró su frontera. La Comunidad Económica de Estados de África Occidental (CEDEAO) impuso sanciones a Malí.",
         {("COERCE", "GHA", ""), ("SANCTION", "ECOWAS", "MLI")}),
        # a date ends before the subject
        ("es", "En la noche del 4 de abril aviones de Perú bombardearon una aldea de Ecuador.", {("ASSAULT", "PER", "ECU")}),
        # who speaks stands behind the verb
        ("es", "“Kenia nos ha traicionado”, denunció Ruto.", {("ACCUSE", "ruto_william KEN", "")}),
        ("es", "“No aceptaremos ninguna presión”, amenazó Lula.", {("THREATEN", "lula-da-silva_luiz-inacio BRA", "")}),
        ("es", "Boric amenazó: “No toleraremos más demoras”.", {("THREATEN", "boric_gabriel CHL", "")}),
        # ... but not where another threatens the one who refuses
        ("es", "“No aceptaremos ninguna presión”, dijo Lula, a quien amenazó Perú.",
         {("REJECT", "BRA", "PER"), ("THREATEN", "PER", "lula-da-silva_luiz-inacio")}),
        # nearness besieges nobody
        ("es", "Cerca de 300 soldados de Ghana llegaron a Malí.", {("MOBILIZE", "GHA_MILITARY GHA", "MLI")}),
        ("es", "Ghana instaló un campamento cerca de la frontera de Togo.", set()),
        # the invasion of X
        ("ko", "수단 침공의 교훈을 되새겨야 한다.", {("ASSAULT", "", "SDN")}),
        ("ko", "이라크의 쿠웨이트 침공은 1990년에 시작되었다.", {("ASSAULT", "IRQ", "KWT")}),
        ("ko", "페루 대사관 포위가 사흘째 이어졌다.", {("COERCE", "", "PER_GOV")}),
        # a list before the particle; a headline's topic before a comma
        ("ko", "케냐, 우간다, 르완다는 소말리아에 병력을 보냈다.", {("MOBILIZE", "KEN UGA RWA", "SOM")}),
        ("ko", "볼리비아, 칠레에 병력 파견.", {("MOBILIZE", "BOL", "CHL")}),
        # a veto, a break, a fire
        ("ko", "러시아가 결의안에 거부권을 행사했다.", {("REJECT", "RUS", "")}),
        ("ko", "니카라과는 대만과 단교하고 중국과 수교했다.", {("SANCTION", "NIC", "TWN"), ("COOPERATE", "NIC", "CHN")}),
        ("es", "El presidente de Malaui renunció el 4 de mayo.", {("RETREAT", "chakwera_lazarus", "MWI")}),
        ("en", "Mali revoked defence agreements with France.", {("SANCTION", "MLI", "FRA")}),
        ("en", "The African Union activated its standby force.", {("MOBILIZE", "AU", "")}),
    ],
)  # fmt: skip
def test_each_has_its_side(code: str, text: str, wanted: set[tuple[str, str, str]]) -> None:
    assert sides(code, text) == wanted


@pytest.mark.parametrize(
    ("code", "text", "force"),
    [
        ("en", "The army of Chad crossed into Sudan. Separatist militias killed forty villagers.", "TCD"),
        ("en", "Chad's army entered Darfur. The multinational force withdrew in May.", "TCD"),
        ("es", "Tropas de Perú entraron en Ecuador. La fuerza multinacional se retiró.", "PER"),
        ("ko", "페루군이 국경을 넘었다. 무장 민병대가 마을을 공격했다.", "PER"),
        ("ko", "케냐군이 소말리아에 들어갔다. 다국적군이 철수했다.", "KEN"),
    ],
)
def test_other_forces_do_not_inherit_the_army_told_of_before(code: str, text: str, force: str) -> None:
    told = [r for r in rows(code, text) if r["type"] in ("ASSAULT", "RETREAT")]
    assert all(not a.startswith(force) for r in told for a in r["actors"])


@pytest.mark.parametrize(
    ("code", "text", "force"),
    [
        ("en", "The army of Chad crossed into Sudan. The troops seized a town.", "TCD_MILITARY"),
        ("en", "The army of Chad crossed into Sudan. All the troops withdrew.", "TCD_MILITARY"),
        ("es", "Tropas de Perú entraron en Ecuador. Las tropas ocuparon una aldea.", "PER_MILITARY"),
        ("ko", "케냐군이 소말리아에 들어갔다. 병력은 마을을 점령했다.", "KEN_MILITARY"),
    ],
)
def test_the_same_forces_do(code: str, text: str, force: str) -> None:
    assert force in [r["actors"][0] for r in rows(code, text) if r["type"] in ("COERCE", "RETREAT")]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("에티오피아는 가스 판매를 중단하지도 않았다.", {"SANCTION": "denied"}),
        ("칠레는 페루를 공격하지 못했다.", {"ASSAULT": "denied"}),
        ("가나는 토고를 비난하지는 않았다.", {"ACCUSE": "denied"}),
        ("르완다는 콩고에 병력을 파견했으나 반군을 지원했다는 사실은 부인했다.", {"MOBILIZE": "happened", "AID": "denied"}),
        ("터키는 시리아에 군대를 보냈으나 마을을 공격했다는 보도를 부인했다.", {"MOBILIZE": "happened", "ASSAULT": "denied"}),
    ],
)
def test_korean_denials_reach_their_own_clause(text: str, wanted: dict[str, str]) -> None:
    assert {r["type"]: r["status"] for r in rows("ko", text)} == wanted


def test_a_long_negation_is_read_without_morphemes_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(morphemes, "installed", lambda: False)
    assert [r["status"] for r in TOLD("케냐는 소말리아를 공격하지 않았다.", PUBLISHED, "ko")] == ["denied"]


def test_the_day_of_the_words_does_not_date_what_they_announce() -> None:
    promised = [r for r in rows("es", "El ministro prometió el lunes que Kenia enviará tropas a Haití.") if r["type"] == "MOBILIZE"]
    assert [(r["status"], r["date"]) for r in promised] == [("planned", "2024-05")]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "In 1991 Ethiopia attacked Kenya. In 1992 Kenya attacked Ethiopia. In 1993 Kenya bombed Ethiopia. Kenya condemned Ethiopia."),
        ("es", "En 1991 Etiopía atacó Kenia. En 1992 Kenia atacó Etiopía. En 1993 Kenia bombardeó Etiopía. Kenia condenó a Etiopía."),
    ],
)
def test_a_story_of_old_days_is_not_of_the_month_of_writing(code: str, text: str) -> None:
    assert [r["date"] for r in rows(code, text) if r["type"] == "ACCUSE"] == ["1993"]


@pytest.mark.parametrize(
    ("code", "text"),
    [("en", "Kenya cancelled the 1979 treaty with Ethiopia."), ("es", "Kenia canceló el tratado de 1979 con Etiopía.")],
)
def test_the_year_of_a_treaty_is_not_that_of_its_end(code: str, text: str) -> None:
    assert [r["date"] for r in rows(code, text)] == ["2024-05"]


@pytest.mark.parametrize(
    ("code", "text", "types"),
    [
        ("en", "Kenya ruled out sending soldiers to Mali.", ["REJECT"]),
        ("en", "Kenya rejected the plan, sending soldiers to Mali.", ["REJECT", "MOBILIZE"]),
        ("en", "Chad's parliament turned down a request to deploy soldiers in Niger.", ["REJECT"]),
        ("es", "Chile pidió a Perú que se disculpe.", ["REQUEST"]),
        ("es", "Bolivia exigió a Chile que retire sus tropas.", ["REQUEST"]),
        ("es", "El 2 de marzo hombres armados atacaron una comisaría en Lima.", ["ASSAULT"]),
    ],
)
def test_what_is_only_asked_for_or_refused_is_no_deed(code: str, text: str, types: list[str]) -> None:
    assert [r["type"] for r in rows(code, text)] == types


def test_a_name_in_brackets_tells_whom_the_words_before_it_mean() -> None:
    text = "Tropas de Uganda entraron en el Congo. El Grupo de los Siete (G7) condenó la incursión."
    assert [r["actors"] for r in rows("es", text) if r["type"] == "ACCUSE"] == [["G7"]]


def test_the_plan_that_is_rejected_is_not_offered() -> None:
    assert [r["type"] for r in rows("en", "Uganda rejected a proposal to withdraw soldiers from Congo.")] == ["REJECT"]
    assert [r["status"] for r in rows("en", "Uganda made a proposal to withdraw soldiers from Congo.")] == ["offered"]


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("Kenya is angry. It sent troops to Haiti.", ["KEN"]),
        ("Ruto is angry. It was an invasion of Haiti.", []),
        ("Ruto is angry. They sent troops to Haiti.", []),
        ("Kenya is angry. Ruto waits. Its troops attacked Haiti.", ["KEN_MILITARY", "KEN"]),
    ],
)
def test_it_is_no_person_and_they_are_more_than_one(text: str, actors: list[str]) -> None:
    assert [a for r in rows("en", text) for a in r["actors"]] == actors


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "Kenya and Uganda quarrelled for months. The two countries signed a truce."),
        ("es", "Kenia y Uganda discutieron durante meses. Los dos países firmaron una tregua."),
        ("ko", "케냐와 우간다는 몇 달 동안 다투었다. 양국은 휴전에 합의했다."),
        ("ru", "Кения и Уганда долго спорили. Обе страны подписали перемирие."),
    ],
)
def test_the_two_countries_are_those_told_of_before(code: str, text: str) -> None:
    assert [sorted(r["actors"]) for r in rows(code, text) if r["type"] in ("AGREE", "RETREAT")] == [["KEN", "UGA"]]


def test_two_students_are_no_two_countries() -> None:
    found = rows("en", "Kenya and Uganda quarrelled for months. Kenya arrested two students.")
    assert [r["recipients"] for r in found] == [["KEN_MASSES"]]


def test_what_only_forces_do_is_not_done_by_whoever_was_told_of_last() -> None:
    text = "부룬디가 여전히 공동체의 정식 회원이라며 공동체로 복귀할 것을 제안했다."
    assert [r for r in rows("ko", text) if r["type"] == "RETREAT"] == []
    assert [r["actors"] for r in rows("ko", "프랑스군은 말리를 떠났다.")] == [["FRA_MILITARY", "FRA"]]


@pytest.mark.parametrize(
    ("code", "text", "wanted"),
    [
        # where people meet is no side
        ("en", "The summit of the African Union in Rwanda opened on Monday.", {("CONSULT", "AU", "")}),
        # who signs with another has a partner
        ("en", "Mali signed a treaty with Niger.", {("AGREE", "MLI NER", "")}),
        ("es", "Malí firmó un tratado con Níger.", {("AGREE", "MLI NER", "")}),
        ("ko", "페루는 칠레와 조약을 체결했다.", {("AGREE", "PER CHL", "")}),
        # a party of a country asks those who rule it
        ("en", "The African National Congress demanded a ceasefire.", {("REQUEST", "ANC", "ZAF")}),
    ],
)  # fmt: skip
def test_who_does_a_thing_together_and_who_is_asked(code: str, text: str, wanted: set[tuple[str, str, str]]) -> None:
    assert sides(code, text) == wanted


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("Ghana warned that the whole region would slide into chaos.", []),
        ("Ghana warned Togo that its patience would end.", ["THREATEN"]),
        ("Ghana warned that it would close the border with Togo.", ["THREATEN"]),
        # an offer is told by what is offered
        ("Ghana has offered to mediate.", ["CONSULT"]),
        ("Ghana promised to send fuel to Togo.", ["AID"]),
        ("Ghana promised to go its own way.", ["AGREE"]),
        # who heads a body goes nowhere
        ("Ama Mensah heads the Institute of Peace of Ghana.", []),
    ],
)
def test_what_is_foretold_offered_or_headed(text: str, types: list[str]) -> None:
    assert [r["type"] for r in rows("en", text)] == types


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "Neither Chad nor Mali attacked Niger."),
        ("en", "Nobody threatened Chile in 2020."),
        ("en", "Never has Finland threatened Norway."),
        ("en", "Ghana no longer opposes the membership of Togo."),
        ("en", "Far from condemning Chad, Mali kept silent."),
        ("es", "Ningún país amenazó a Chile."),
        ("es", "Lejos de condenar a Chad, Malí calló."),
    ],
)
def test_what_nobody_does_has_not_happened(code: str, text: str) -> None:
    assert "happened" not in {r["status"] for r in TOLD(text, "2023-05-10", code)}


@pytest.mark.skipif(not dependency.available(), reason="needs the extra en")
@pytest.mark.parametrize("text", ["On 13 September 2022 Azerbaijan shelled Armenia.", "On Monday Azerbaijan shelled Armenia.", "Azerbaijan attacks Armenia"])
def test_a_name_right_before_a_verb_without_subject_is_its_subject(text: str) -> None:
    assert sides("en", text) == {("ASSAULT", "AZE", "ARM")}


def test_the_leaders_of_two_states_are_both() -> None:
    assert sides("en", "The leaders of Kenya and Somalia met in Nairobi.") == {("CONSULT", "KEN SOM", "")}
