"""Force done to people whom no name identifies, by forces that none names; what people gather for; forces with their state."""

from __future__ import annotations

from typing import Any

import pytest

from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.evidence.readers import events
from foedus.evidence.syntax import dependency


def told(text: str) -> list[dict[str, Any]]:
    document = load_bytes("notes.txt", text.encode())
    assert isinstance(document, Document)
    return [r for r in events.read(document) if r]


@pytest.fixture(autouse=True)
def _parsed() -> None:
    if not dependency.available():
        pytest.skip("the parser is not installed")


EN = "Unrest in Chad\n\nAnn Cole, 3 May 2011\n\nThe president of Chad promised reform. {}\n"
ES = "La revuelta de Chad\n\nAna Cole, 3 de mayo de 2011\n\nEl presidente de Chad prometió reformas. {}\n"


@pytest.mark.parametrize(
    ("frame", "text", "wanted"),
    [
        (EN, "A nurse was shot in the back by riot police in the suburbs.", ("ASSAULT", ["TCD_POLICE"], ["TCD_MASSES"])),
        (EN, "The security forces arrested thirty lawyers.", ("COERCE", ["TCD_POLICE"], ["TCD_MASSES"])),
        (EN, "Government troops killed two journalists.", ("ASSAULT", ["TCD_MILITARY"], ["TCD_MASSES"])),
        (ES, "La policía hirió a una mujer.", ("ASSAULT", ["TCD_POLICE"], ["TCD_MASSES"])),
    ],
)
def test_people_without_a_name_are_of_the_state_told_of(frame: str, text: str, wanted: tuple[str, list[str], list[str]]) -> None:
    assert wanted in [(r["type"], r["actors"], r["recipients"]) for r in told(frame.format(text))]


def test_rebels_are_not_the_forces_of_the_state() -> None:
    assert not any("TCD_MILITARY" in r["actors"] for r in told(EN.format("Rebel troops killed two journalists.")))


def test_what_people_came_together_for_is_told() -> None:
    found = [r for r in told("Villagers of Ghana held hands in a chain to protest against the dam.") if r["type"] == "PROTEST"]
    assert [(r["actors"], r["status"]) for r in found] == [(["GHA_MASSES"], "happened")]
    assert not told("Villagers of Ghana will hold hands to protest against the dam.")


def test_who_is_pulled_back_does_it_to_nobody_of_its_own() -> None:
    found = [r for r in told("Togo and Ghana\n\nAnn Cole, 3 May 2011\n\nThe Togolese army had massed troops along the border of Ghana. They were pulled back on Friday.\n") if r["type"] == "RETREAT"]
    assert found
    assert all("TGO_MILITARY" in r["actors"] and "TGO_MILITARY" not in r["recipients"] for r in found)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("La SUR condenó a Ghana y Malí la rechazó.", ("ACCUSE", [], ["GHA"])),
        ("Al día siguiente Ghana le concedió asilo a Togo.", ("AID", ["GHA"], ["TGO"])),
        ("Soldados de Ghana dispararon contra los mineros que protestaban en el puerto y detuvieron a diez.", ("COERCE", ["GHA_MILITARY"], ["GHA_MASSES"])),
        ("Ghana acusó a quienes vendían armas a Togo y expulsó a su embajador.", ("SANCTION", ["GHA"], ["TGO"])),
    ],
)
def test_spanish_clauses_keep_to_whom_they_are_of(text: str, wanted: tuple[str, list[str], list[str]]) -> None:
    assert wanted in [(r["type"], r["actors"], r["recipients"]) for r in told(f"El puerto\n\nAna Cole, 12 de mayo de 2021\n\n{text}\n")]
