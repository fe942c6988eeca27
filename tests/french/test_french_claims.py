"""Who says what in French, on our own sentences."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.evidence.readers import actors, claims
from foedus.evidence.rows import Row

HERE = Path(__file__).parent
FILLER = "En hiver le bac passe deux fois par jour, en été quatre fois par jour, et nul ne s'en plaint."


def _cases(name: str) -> list[dict[str, Any]]:
    cases: list[dict[str, Any]] = tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))["case"]
    return cases


def read(*paragraphs: str) -> list[Row]:
    text = "\n\n".join(paragraphs) + "\n"
    document = load_bytes("notes.txt", text.encode())
    assert isinstance(document, Document)
    assert [p.language for p in document.parts] == ["fr"]
    rows = list(claims.read(document, list(actors.read(document))))
    assert all(text[r["start"] : r["end"]] == r["quote"] for r in rows)
    return rows


@pytest.mark.parametrize("case", _cases("claims"), ids=lambda c: str(c["text"])[:40])
def test_who_says_it(case: dict[str, Any]) -> None:
    rows = [r for r in read(FILLER, f"{FILLER} {case['text']} {FILLER}", FILLER) if r["quote"].strip("«»., \xa0") in case["text"]]
    assert [[r["speaker"], r["form"]] for r in rows] == ([case["expect"]] if case["expect"] else [])


def test_a_pronoun_means_the_speaker_before() -> None:
    rows = read(FILLER, "Javier Milei a déclaré que les prix baisseraient. Il a ajouté que le budget était équilibré.", FILLER)
    assert [r["speaker"] for r in rows] == ["milei_javier", "milei_javier"]


def test_a_pronoun_joined_to_the_verb_means_the_speaker_before() -> None:
    rows = read(FILLER, "Javier Milei a déclaré que les prix baisseraient. « Le budget est équilibré », a-t-il ajouté.", FILLER)
    assert [r["speaker"] for r in rows] == ["milei_javier", "milei_javier"]


def test_two_speak_together_behind_an_article_cut_short() -> None:
    rows = read(FILLER, f"La Norvège et l'Islande ont déclaré que le port resterait ouvert. {FILLER}", FILLER)
    assert [r["speaker"] for r in rows] == [["NOR", "ISL"]]


FRAMED = [
    ("Nicolás Maduro a déclaré que c'était une révolution de couleur.", "colour_revolution_foreign_instigated", "affirm"),
    ("Selon Gustavo Petro, c'est un soulèvement populaire.", "popular_uprising", "affirm"),
    ("Javier Milei a dit que des terroristes étrangers avaient pris la capitale.", "foreign_aggression_terrorism", "affirm"),
    ("Le gouvernement éthiopien a démenti qu'il s'agisse d'une intervention impérialiste.", "imperialist_intervention", "deny"),
    ("Gabriel Boric estime qu'il s'agit d'une mission de maintien de la paix.", "peacekeeping_lawful", "affirm"),
    ("Dina Boluarte a déclaré que la digue tiendrait tout l'hiver.", None, "affirm"),
]


@pytest.mark.parametrize(("sentence", "label", "polarity"), FRAMED)
def test_what_the_words_make_of_it(sentence: str, label: str | None, polarity: str) -> None:
    rows = [r for r in read(FILLER, f"{FILLER} {sentence} {FILLER}", FILLER) if r["quote"].strip("«»., \xa0") in sentence]
    assert [(r["framing"], r["polarity"]) for r in rows] == [(label, polarity)]
