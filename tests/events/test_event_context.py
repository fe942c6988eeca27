"""Whom a deed concerns where its clause does not say: told before, the state a text is about, and nothing where neither helps."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pytest

from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.evidence.events.sides import level
from foedus.evidence.readers import events
from foedus.evidence.syntax import dependency

told = runpy.run_path(str(Path(__file__).parents[2] / "benchmarks" / "events.py"))["told"]

KENYA = "Kenya sent troops to Haiti in June 2024. The mission divides Port-au-Prince. Later Kenya sent 600 more troops."
CHAD = "Farmers protested in Chad against the tax. The government of Chad sent its army."


def read(text: str) -> list[dict[str, Any]]:
    document = load_bytes("notes.txt", text.encode())
    assert isinstance(document, Document)
    return [r for r in events.read(document) if r]


@pytest.fixture(autouse=True)
def _parsed() -> None:
    if not dependency.available():
        pytest.skip("the parser is not installed")


def test_the_same_deed_has_the_recipients_told_before() -> None:
    rows = [r for r in read(KENYA) if r["type"] == "MOBILIZE"]
    assert [r["recipients"] for r in rows] == [["HTI"], ["HTI"]]
    assert rows[1]["confidence"] < rows[0]["confidence"]


def test_a_government_that_sends_its_forces_into_unrest_sends_them_against_its_people() -> None:
    rows = [r for r in read(CHAD) if r["type"] == "MOBILIZE"]
    assert [(r["actors"], r["recipients"]) for r in rows] == [(["TCD_GOV"], ["TCD_MASSES"])]


def test_nobody_is_guessed_where_the_text_gives_nobody() -> None:
    assert [r["recipients"] for r in told("Chad mobilised its army.", "2023-05-10", "en")] == [[]]


@pytest.mark.parametrize(
    ("text", "who", "whom"),
    [
        ("Guards detained the president of Niger, Mohamed Bazoum.", None, ["bazoum_mohamed"]),
        ("The people of Chad rose against the government of Chad.", ["TCD_MASSES"], ["TCD_GOV"]),
        ("Peruvian police beat two students in Lima.", ["PER_POLICE"], ["PER_MASSES"]),
    ],
)
def test_people_of_one_state_act_on_each_other(text: str, who: list[str] | None, whom: list[str]) -> None:
    rows = told(text, "2023-05-10", "en")
    assert [r["recipients"] for r in rows] == [whom]
    assert who is None or [r["actors"] for r in rows] == [who]


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("Chad tried to invade Niger.", "ASSAULT", "happened"),
        ("Chad tried to help Niger.", "AID", "planned"),
        ("Chad said it would not recognise Niger.", "REJECT", "reported"),
    ],
)
def test_attempts_and_refusals(text: str, kind: str, status: str) -> None:
    assert [(r["type"], r["status"]) for r in told(text, "2023-05-10", "en")] == [(kind, status)]


OFFER = {
    "en": "Ghana and Togo quarrel over a border. Ghana demanded compensation from Togo. Lomé rejected the demand.",
    "es": "Ghana y Togo discuten por una frontera. Ghana exigió una compensación a Togo. Lomé rechazó la exigencia.",
    "ko": "가나와 토고는 국경을 놓고 다툰다. 가나는 토고에 배상을 요구했다. 토고는 요구를 거부했다.",
}


@pytest.mark.parametrize("code", OFFER)
def test_who_rejects_a_demand_rejects_whoever_made_it(code: str) -> None:
    rows = [r for r in told(OFFER[code], "2023-05-10", code) if r["type"] == "REJECT"]
    assert [r["recipients"] for r in rows] == [["GHA"]]


def test_of_two_states_that_a_text_is_about_each_acts_on_the_other() -> None:
    text = "Ghana and Togo are neighbours. Ghana closed its border with Togo. Togo imposed sanctions. Ghana condemned the measure."
    rows = {r["type"]: r["recipients"] for r in told(text, "2023-05-10", "en") if r["type"] in ("SANCTION", "ACCUSE")}
    assert rows == {"SANCTION": ["GHA"], "ACCUSE": ["TGO"]}


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "Ethiopian planes bombed a market in Mogadishu."),
        ("es", "Aviones de Etiopía bombardearon un mercado en Mogadiscio."),
        ("ko", "에티오피아군은 모가디슈에서 시장을 폭격했다."),
    ],
)
def test_who_bombs_a_market_in_a_city_bombs_its_state(code: str, text: str) -> None:
    rows = told(text, "2023-05-10", code)
    assert [r["recipients"] for r in rows] == [["SOM"]]


def test_both_sides_of_an_agreement_are_its_actors() -> None:
    text = "가나 대통령과 토고 대통령이 아크라에서 만났다. 양국 간 국경 협정에 합의했다."
    rows = [r for r in told(text, "2023-05-10", "ko") if r["type"] == "AGREE"]
    assert [({level(i) for i in r["actors"]}, r["recipients"]) for r in rows] == [({"GHA", "TGO"}, [])]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "Qatar, the main backer of Libya, supplied forty tanks."),
        ("es", "Catar, principal valedor de Libia, suministró cuarenta tanques."),
        ("ko", "리비아의 주요 후원국인 카타르는 전차 40대를 공급했다."),
    ],
)
def test_a_deed_is_done_to_the_one_other_state_that_its_sentence_names(code: str, text: str) -> None:
    rows = [r for r in told(text, "2023-05-10", code) if r["type"] == "AID"]
    assert [(r["actors"], r["recipients"]) for r in rows] == [(["QAT"], ["LBY"])]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "William Ruto sent a thousand soldiers to Haiti."),
        ("es", "William Ruto envió mil soldados a Haití."),
        ("ko", "윌리엄 루토 대통령은 아이티에 병력을 파견했다."),
    ],
)
def test_who_leads_a_state_sends_its_troops_with_it(code: str, text: str) -> None:
    rows = told(text, "2024-05-10", code)
    assert [(sorted(r["actors"]), r["recipients"]) for r in rows] == [(["KEN", "ruto_william"], ["HTI"])]


@pytest.mark.parametrize("text", ["William Ruto condemned Haiti.", "William Ruto asked Haiti for help.", "William Ruto congratulated Haiti."])
def test_what_a_leader_says_is_said_by_the_state_too(text: str) -> None:
    rows = told(text, "2024-05-10", "en")
    assert [r["actors"] for r in rows] == [["ruto_william", "KEN"]]


def test_both_sides_are_those_who_fight_and_not_who_mediates() -> None:
    text = "수단에서는 신속지원군과 정부군이 교전을 벌이고 있다. 신속지원군은 정부군을 공격했다. 케냐와 우간다의 중재로 양측은 휴전에 합의했다."
    (made,) = [r for r in told(text, "2023-05-10", "ko") if r["type"] == "AGREE"]
    assert not {"KEN", "UGA"} & set(made["actors"])


def test_a_bare_title_is_whoever_held_that_office() -> None:
    text = "William Ruto met Yoweri Museveni and Salva Kiir in Juba. King Mohammed VI sent a message. The president condemned Haiti."
    (made,) = [r for r in told(text, "2024-05-10", "en") if r["type"] == "ACCUSE"]
    assert "mohammed-vi" not in " ".join(made["actors"])


def test_a_word_for_a_people_before_a_name_is_the_person() -> None:
    rows = told("El chileno Gabriel Boric exigió a Perú la liberación del detenido.", "2023-05-10", "es")
    assert [r["actors"] for r in rows] == [["boric_gabriel", "CHL"]]


def test_an_offer_to_others_is_not_what_a_refusal_answers() -> None:
    text = "Togo and Benin offered troops to Haiti. Haiti is glad. Ghana rejected the mission to Haiti."
    assert [r["recipients"] for r in told(text, "2023-05-10", "en") if r["type"] == "REJECT"] == [["HTI"]]


SERIES = {
    "en": "Kenya sent 400 soldiers to Haiti. Benin will send 90 soldiers.",
    "es": "Kenia envió 400 soldados a Haití. Benín enviará 90 soldados.",
    "ko": "케냐는 아이티에 병력 400명을 파견했다. 베냉도 병력 90명을 파견할 예정이다.",
}


@pytest.mark.parametrize("code", SERIES)
def test_what_several_do_one_after_the_other_is_done_to_the_same(code: str) -> None:
    rows = [r for r in told(SERIES[code], "2023-05-10", code) if r["type"] == "MOBILIZE"]
    assert [r["recipients"] for r in rows] == [["HTI"], ["HTI"]]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "Kenya called for the withdrawal of Rwandan troops from Congo."),
        ("es", "Kenia pidió el retiro de las tropas ruandesas del Congo."),
        ("ko", "케냐는 르완다군의 철수를 요구했다."),
    ],
)
def test_who_is_asked_that_forces_leave_is_whose_they_are(code: str, text: str) -> None:
    rows = [r for r in told(text, "2023-05-10", code) if r["type"] == "REQUEST"]
    assert [r["recipients"] for r in rows] == [["RWA"]]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "Days of Togo\n\n3 March. Soldiers of Togo attacked a village in Benin. Benin closes its border.\n\n9 April. Ghana condemns Togo.\n"),
        ("es", "Días de Togo\n\n3 de marzo. Soldados de Togo atacaron una aldea de Benín. Benín cierra su frontera.\n\n9 de abril. Ghana condena a Togo.\n"),
    ],
)
def test_the_date_that_opens_an_entry_dates_it(code: str, text: str) -> None:
    assert [r["date"][:7] for r in told(text, "2023-05-10", code)] == ["2023-03", "2023-03", "2023-04"]


def test_a_date_before_the_verb_of_another_clause_is_that_clause_s() -> None:
    text = "케냐는 우간다가 지난해 8월 취한 수입 금지 조치의 철회를 요구했다."
    assert [r["date"] for r in told(text, "2023-05-10", "ko") if r["type"] == "REQUEST"] != ["2022-08"]


def test_a_later_day_goes_on_in_the_month_just_told() -> None:
    text = "토고는 2월 11일 가나와 조약에 서명하고 20일에는 베냉을 비난했다."
    assert [r["date"] for r in told(text, "2023-05-28", "ko") if r["type"] == "ACCUSE"] == ["2023-02-20"]


def test_for_the_first_time_in_years_is_no_date() -> None:
    text = "토고와 가나는 2023년 3월 4일 로메에서 5년 만에 정상회담을 열었다."
    assert {r["date"] for r in told(text, "2023-05-10", "ko")} == {"2023-03-04"}


def test_what_one_compares_with_dates_nothing() -> None:
    text = "케냐는 우간다에 대한 지원을 지난해보다 늘리겠다고 약속했다."
    assert not [r for r in told(text, "2023-05-10", "ko") if (r["date"] or "").startswith("2022")]


def test_what_was_done_is_told_before_what_is_promised() -> None:
    text = "케냐와 우간다는 국경 협정에 합의했고, 내년에 정상회담을 열기로 약속했다."
    assert "AGREE" in [r["type"] for r in told(text, "2023-05-10", "ko") if r["status"] == "happened" and "국경" in r["quote"]]


@pytest.mark.parametrize(
    ("code", "text", "wanted"),
    [
        ("en", "Zambia launched a series of attacks on Malawi.", ("ASSAULT", ["ZMB"], ["MWI"])),
        ("en", "It was Ghana that imposed a package of sanctions on Togo.", ("SANCTION", ["GHA"], ["TGO"])),
        ("es", "Ghana impuso un paquete de sanciones a Togo.", ("SANCTION", ["GHA"], ["TGO"])),
    ],
)
def test_what_a_word_of_quantity_counts_is_what_is_done(code: str, text: str, wanted: tuple[str, list[str], list[str]]) -> None:
    assert [(r["type"], r["actors"], r["recipients"]) for r in told(text, "2023-05-10", code)] == [wanted]
