"""Deeds whose clause names neither side are told where a place or a verb carries them, with those the text tells of."""

from __future__ import annotations

import pytest

from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.evidence.shared import rows_named

TALKS = "Chile and Peru signed a treaty in May 2011. The talks took place in Bogota."
BOMBING = "Chad bombed Niger on 3 May 2009. What followed in Cairo was a debate. The bombing took place at night."


def rows(text: str) -> list[tuple[str, list[str], list[str]]]:
    document = load_bytes("d.txt", text.encode())
    assert isinstance(document, Document)
    return [(r["type"], r["actors"], r["recipients"]) for r in rows_named("events", document)]


@pytest.mark.parametrize(
    ("text", "told"),
    [(TALKS, ("CONSULT", ["CHL", "PER"], [])), (BOMBING, ("ASSAULT", ["TCD"], ["NER"]))],
)
def test_nameless_deeds_are_of_those_told_of(text: str, told: tuple[str, list[str], list[str]]) -> None:
    assert rows(text)[-1] == told


@pytest.mark.parametrize("text", ["The talks failed.", "Criticism in Lima was loud."])
def test_bare_words_tell_nothing(text: str) -> None:
    assert not rows(text)


@pytest.mark.parametrize(
    "text",
    ["The gang stormed the port.", "Thousands have been arrested since Sunday.", "La banda asaltó el puerto.", "동맹군 연합이 항구를 습격했다."],
)
def test_what_somebody_did_is_told_without_a_name(text: str) -> None:
    assert len(rows(text)) == 1


@pytest.mark.parametrize("text", ["Nobody stormed the port.", "The gang may storm the port.", "The gang did not storm the port."])
def test_what_nobody_did_is_not(text: str) -> None:
    assert not [r for r in rows(text) if r[0] == "ASSAULT"]
