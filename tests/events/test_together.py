"""Those who act with the subject, those a phrase includes, and those a second "to" names."""

from __future__ import annotations

import pytest

from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.evidence.shared import rows_named


@pytest.mark.parametrize(
    ("text", "type_", "actors", "recipients"),
    [
        ("Togo, together with the Republic of Benin, condemned the coup in Niger.", "ACCUSE", ["TGO", "BEN"], ["NER"]),
        ("Kenya, along with Uganda, sent troops to Chad.", "MOBILIZE", ["KEN", "UGA"], ["TCD"]),
        ("Kenya sent troops to Chad together with Uganda.", "MOBILIZE", ["KEN", "UGA"], ["TCD"]),
        ("Togo, junto con Benín, condenó el golpe en Níger.", "ACCUSE", ["TGO", "BEN"], ["NER"]),
        ("Togo pidió a Ghana y a Benín que retiren sus tropas.", "REQUEST", ["TGO"], ["GHA", "BEN"]),
        ("The parties, including the Togolese army and Boko Haram, have attacked civilians in Lomé.", "ASSAULT", ["TGO_MILITARY", "BOKO_HARAM"], ["TGO_MASSES"]),
        ("Las partes, incluidos el Ejército de Togo y Boko Haram, atacaron a civiles en Lomé.", "ASSAULT", ["TGO_MILITARY", "BOKO_HARAM"], ["TGO_MASSES"]),
        ("Togo attacked Ghana as well as Benin.", "ASSAULT", ["TGO"], ["GHA", "BEN"]),
    ],
)
def test_who_acts_with_whom(text: str, type_: str, actors: list[str], recipients: list[str]) -> None:
    document = load_bytes("d.txt", text.encode())
    assert isinstance(document, Document)
    told = next(r for r in rows_named("events", document) if r["type"] == type_)
    assert (told["actors"], told["recipients"]) == (actors, recipients)


def test_both_sides_that_nobody_told_of_are_not_guessed() -> None:
    document = load_bytes("d.txt", b"The US urged both sides to show restraint, and Russia sent envoys.")
    assert isinstance(document, Document)
    assert [r["recipients"] for r in rows_named("events", document) if r["type"] == "REQUEST"] == [[]]
