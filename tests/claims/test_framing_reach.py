"""A denial reaches as far as its clause, and no further; names are no characterisations."""

from __future__ import annotations

import pytest

from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.evidence.readers import claims


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The ministry rejected the talk of a colour revolution.", ("colour_revolution_foreign_instigated", "deny")),
        ("The ministry rejected the report and said that it was a popular uprising.", ("popular_uprising", "affirm")),
        ("The ministry said that it was not a colour revolution.", ("colour_revolution_foreign_instigated", "deny")),
        ("El ministerio rechaza esa lectura y habla de un levantamiento popular.", ("popular_uprising", "affirm")),
        ("The ministry said that the Collective Security Council would meet.", (None, "affirm")),
    ],
)
def test_what_is_denied(sentence: str, expected: tuple[str | None, str]) -> None:
    opening = "El ministerio de Francia publicó una nota.\n\n" if "ministerio" in sentence else "France sent a note.\n\n"
    document = load_bytes("d.txt", (opening + sentence.replace("The ministry", "The foreign ministry of France") + "\n").encode())
    assert isinstance(document, Document)
    found = [(r["framing"], r["polarity"]) for r in claims.read(document) if "note" not in r["quote"] and "nota" not in r["quote"]]
    assert found[-1] == expected
    assert len(found) == 1 + (" and said" in sentence)


def test_who_is_named_after_that_is_not_the_speaker() -> None:
    text = "El presidente de Perú, Dina Boluarte, declaró que su país no acudirá a la Corte Internacional de Justicia (CIJ).\n"
    document = load_bytes("d.txt", ("Una nota de Perú.\n\n" + text).encode())
    assert isinstance(document, Document)
    assert [r["speaker"] for r in claims.read(document)] == ["boluarte_dina"]
