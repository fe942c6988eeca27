"""Spanish clauses led by more than their first word: prepositions before relatives, plans, what is unlikely, what is set apart."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

EVENTS = runpy.run_path(str(Path(__file__).parents[2] / "benchmarks" / "events.py"))


@pytest.mark.parametrize(
    ("text", "type_", "actors", "recipients"),
    [
        # a preposition before the relative pronoun: the noun before is no subject
        ("Argelia rompió relaciones con Marruecos, al que acusa de hostilidad.", "ACCUSE", ["DZA"], ["MAR"]),
        ("Ghana sancionó a tres ministros de Togo, a los que acusa de corrupción.", "ACCUSE", ["GHA"], ["TGO"]),
        ("Perú criticó a Chile, a quien acusa de espionaje.", "ACCUSE", ["PER"], ["CHL"]),
        ("El presidente de Kenia, con el que habló el rey de Tonga, rechazó el plan de Uganda.", "REJECT", ["KEN"], ["UGA"]),
        # what is owned may be the object
        ("Malta acudió a la Corte Internacional de Justicia, cuya jurisdicción Libia no reconoce.", "REJECT", ["LBY"], ["ICJ"]),
        # behind a participle between commas the clause goes on from what stands before
        ("Cuba, aliada histórica de Angola, condenó a Sudáfrica.", "ACCUSE", ["CUB"], ["ZAF"]),
        ("Chad, acusado por Sudán de financiar la guerra, atacó Libia.", "ASSAULT", ["TCD"], ["LBY"]),
        # verbs strung together by commas
        ("Chile ordenó la revisión de las licencias, otorgó permisos de pesca y envió blindados a la frontera con Perú.", "MOBILIZE", ["CHL"], ["PER"]),
        # whose plan it is carries it out, whoever judges it
        ("Perú lamentó la decisión de México de romper relaciones con Ecuador.", "SANCTION", ["MEX"], ["ECU"]),
        ("La decisión mexicana de romper relaciones con Ecuador fue aplaudida por Cuba.", "SANCTION", ["MEX"], ["ECU"]),
        ("La decisión de México de romper relaciones con Ecuador fue aplaudida por Cuba.", "SUPPORT", ["CUB"], ["MEX"]),
        ("Nicaragua anunció la ruptura de relaciones con Ecuador.", "SANCTION", ["NIC"], ["ECU"]),
        # an article for the noun before
        ("El gobierno de Perú calló y el de Chile apoyó a Bolivia.", "SUPPORT", ["CHL"], ["BOL"]),
        ("Bolivia agradeció a Perú y a Chile el apoyo brindado.", "SUPPORT", ["BOL"], ["CHL", "PER"]),
        ("Canadá respondió con sanciones contra Rusia.", "SANCTION", ["CAN"], ["RUS"]),
        ("Se aprobó el envío de una fuerza a Malí, encabezada por Kenia y financiada por Canadá.", "AID", ["CAN"], []),
        ("Brasil mandó soldados a reprimir las protestas en Haití.", "COERCE", ["BRA"], ["HTI"]),
        ("El rey de Tonga ordenó a los diplomáticos de Fiyi que abandonaran el país.", "REQUEST", ["TON"], ["FJI"]),
        ("Nicaragua rompió relaciones con Perú y Cuba y Angola expresaron su solidaridad con Chile.", "SUPPORT", ["AGO", "CUB"], ["CHL"]),
        ("Ghana, Malaui y Tanzania, que habían desplegado tropas en Malí, calmaron los ánimos.", "MOBILIZE", ["GHA", "MWI", "TZA"], ["MLI"]),
        ("Perú detuvo a tres mineros, a quienes Chile había concedido asilo horas antes.", "AID", ["CHL"], []),
        ("Perú y Chile se reunieron. Tonga llamó a ambas partes al diálogo.", "REQUEST", ["TON"], ["CHL", "PER"]),
        ("Perú y Chile se reunieron. Tonga pidió a las partes que negocien.", "REQUEST", ["TON"], ["CHL", "PER"]),
        ("Perú y Chile se reunieron. Los ministros de Exteriores de ambos países firmaron en Bruselas un acuerdo.", "AGREE", ["CHL", "PER"], []),
        ("La mediación de Brasil, Tonga y Cuba fue un alivio.", "CONSULT", ["BRA", "CUB", "TON"], []),
        ("Los marines yanquis invadieron Haití.", "ASSAULT", ["USA"], ["HTI"]),
        ("Decenas de personas protestaron frente a la legación de Perú en Quito.", "PROTEST", ["ECU"], []),
        ("Calló el presidente de Perú, Alan Haroun, que rechazó la presencia chilena en la mesa.", "REJECT", ["PER"], ["CHL"]),
        ("La ONU desplegó la MINUSTAH en Haití.", "MOBILIZE", ["UN"], ["HTI"]),
    ],
)
def test_who_acts(text: str, type_: str, actors: list[str], recipients: list[str]) -> None:
    rows = [r for r in EVENTS["told"](text, "2021-05-10", "es") if r["type"] == type_]
    assert rows, "nothing told"
    level = [({i.split("_")[0] for i in r["actors"]}, {i.split("_")[0] for i in r["recipients"]}) for r in rows]
    assert any(set(actors) <= who and (not recipients or whom == set(recipients)) for who, whom in level), level


@pytest.mark.parametrize(
    ("text", "type_", "status"),
    [
        ("Es poco probable que Venezuela invada Guyana.", "ASSAULT", "hypothetical"),
        ("Es improbable que Caracas invada Guyana.", "ASSAULT", "hypothetical"),
        ("Es previsible que Venezuela invada Guyana.", "ASSAULT", "predicted"),
        ("Si la Corte falla a favor de Guyana, Caracas no acatará la sentencia.", "REJECT", "predicted"),
        ("Caracas no acatará la sentencia.", "REJECT", "happened"),
        ("Tonga ofreció su mediación a Fiyi.", "CONSULT", "offered"),
    ],
)
def test_what_may_be_has_not_happened(text: str, type_: str, status: str) -> None:
    assert [r["status"] for r in EVENTS["told"](text, "2021-05-10", "es") if r["type"] == type_] == [status]


@pytest.mark.parametrize(
    "text",
    ["¡Retirada de las tropas de Chile!", "Ojalá Chile retire sus tropas de Perú.", "Es imprescindible que Chile retire sus tropas de Perú.", "El pacto sorprendió a los expertos consultados por la agencia Efe."],
)
def test_no_deed(text: str) -> None:
    assert not [r for r in EVENTS["told"](text, "2021-05-10", "es") if r["type"] in ("RETREAT", "CONSULT")]
