"""Sides as news tells them: by several states at once, on somebody's orders, by measures over a thing, on conditions."""

from __future__ import annotations

import pytest

from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.evidence.readers import stances


def sides(text: str) -> dict[str, set[str]]:
    document = load_bytes("notes.txt", f"{text}\n".encode())
    assert isinstance(document, Document)
    out: dict[str, set[str]] = {}
    for r in stances.read(document):
        if r is not None:
            out.setdefault(r["actor"].removesuffix("_GOV"), set()).add(r["direction"])
    return out


TOLD = [
    ("The foreign ministers of Egypt, Jordan and Qatar issued a joint statement on Monday, welcoming the ceasefire plan.", "EGY:for JOR:for QAT:for"),
    ("Los cancilleres de Egipto, Jordania y Catar emitieron un comunicado conjunto en el que celebran el plan de alto el fuego.", "EGY:for JOR:for QAT:for"),
    ("The statement, signed by Egypt, Jordan and Qatar, condemned the raid.", "EGY:against JOR:against QAT:against"),
    ("Several states, including Bolivia, Brazil and Canada, condemned the raid.", "BOL:against BRA:against CAN:against"),
    ("Representantes de varios países, incluidos Bolivia, Brasil y Canadá, condenaron la incursión.", "BOL:against BRA:against CAN:against"),
    ("Quienes se manifestaron en contra de la intervención figuran Chile y Perú.", "CHL:against PER:against"),
    ("Police raided the embassy on the orders of Ecuador's president, Daniel Noboa.", "noboa_daniel:for"),
    ("Por orden del presidente de Ecuador, Daniel Noboa, la policía asaltó la embajada.", "noboa_daniel:for"),
    ("다니엘 노보아 에콰도르 대통령의 지시로 경찰이 대사관을 급습했다.", "noboa_daniel:for"),
    ("Peru expects the immediate return of the pilot.", "PER:for"),
    ("Peru vowed to block the deployment.", "PER:against"),
    ("Peru vowed to resist the annexation.", "PER:against"),
    ("Chile is behind the coup.", "CHL:for"),
    ("Chile está detrás del golpe.", "CHL:for"),
    ("칠레는 쿠데타의 배후다.", "CHL:for"),
    ("Chile imposed sanctions over the invasion.", "CHL:against"),
    ("Chile impuso sanciones por la invasión.", "CHL:against"),
    ("칠레는 침공을 이유로 제재를 부과했다.", "CHL:against"),
    ("Chile conditioned its support on the release of the prisoners.", "CHL:mixed"),
    ("Chile condicionó su apoyo a la liberación de los presos.", "CHL:mixed"),
    ("페루는 칠레가 물러나면 휴전을 연장할 수 있다고 밝혔다.", "PER:mixed"),
    ("페루와 칠레는 포로 교환을 조건으로 5일간 휴전하기로 합의했다.", "PER:for CHL:for"),
    ("Perú advirtió a Chile contra el envío de tropas.", "PER:against"),
    ("Perú considera el despliegue una amenaza.", "PER:against"),
    ("Chile se mostró receptivo a la propuesta.", "CHL:for"),
    ("페루는 파병을 전혀 고려하고 있지 않다고 밝혔다.", "PER:against"),
    ("칠레는 대화와 협상이 유일한 해법이라고 강조했다.", "CHL:for"),
    ("칠레는 군사 공격은 해결책이 아니라고 지적했다.", "CHL:against"),
    ("칠레는 휴전을 매우 원한다.", "CHL:for"),
    ("Juan Berg, ministro de Interior de Perú, insistió en que es «inaceptable que se cierre el puerto».", "berg_juan:against"),
    ("El ministro calló; Perú, en cambio, calificó de «inaceptable» el uso de la fuerza.", "PER:against"),
    ("이집트는 긴장이 완화되길 바라는 기대를 감추지 않았다.", "EGY:for"),
    ("칠레 정부는 결의의 성실한 이행을 강조했다.", "CHL:for"),
]


@pytest.mark.parametrize(("text", "told"), TOLD)
def test_the_side_of_each_actor(text: str, told: str) -> None:
    assert {a: d for a, d in sides(text).items() if a in told} == {x.split(":")[0]: {x.split(":")[1]} for x in told.split()}


def test_to_call_on_people_to_act_calls_them_nothing() -> None:
    assert len(sides("Chile's prime minister called on his people to resist the invasion.")["CHL"]) == 1


def test_what_is_denied_is_not_wanted() -> None:
    assert "PER" not in sides("Peru denied that it intends to annex the island.")


def test_who_gives_neutrality_up_is_not_neutral() -> None:
    assert "mixed" not in sides("페루와 칠레는 동맹 가입을 신청하며 중립국 지위를 포기했다.").get("PER", set())
