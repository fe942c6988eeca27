"""Titles that the text itself gives, groups named beside a word for armed people, passives, and deeds that are judged."""

from __future__ import annotations

import pytest

from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.evidence.shared import rows_named


@pytest.mark.parametrize(
    ("text", "actors", "recipients"),
    [
        ("The envoy of the bloc, Rosa Quintana, met nobody. The envoy accused Chile of lying.", ["quintana_rosa"], ["CHL"]),
        ("La embajadora en Lima, Rosa Quintana, habló ayer. La embajadora culpó a Chile de la crisis.", ["quintana_rosa"], ["CHL"]),
        ("Boko Haram terrorists massacred farmers in Niger.", ["BOKO_HARAM"], ["NER_MASSES"]),
        ("Brazil bombed Mali in May 2009. Peru condemned the aggression against Mali.", ["PER"], ["BRA"]),
    ],
)
def test_who_is_meant(text: str, actors: list[str], recipients: list[str]) -> None:
    document = load_bytes("d.txt", text.encode())
    assert isinstance(document, Document)
    last = [r for r in rows_named("events", document) if r["actors"]][-1]
    assert (last["actors"], last["recipients"]) == (actors, recipients)


def test_who_is_arrested_arrests_nobody() -> None:
    document = load_bytes("d.txt", b"Paul Biya returned to Cameroon, where he was immediately arrested.")
    assert isinstance(document, Document)
    (last,) = [r for r in rows_named("events", document) if r["type"] == "COERCE"]
    assert "biya_paul" not in last["actors"]
    assert last["recipients"] == ["biya_paul"]
