"""Who says what in French, on our own sentences."""

from __future__ import annotations

from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.evidence.readers import actors, claims
from foedus.evidence.rows import Row

FILLER = "En hiver le bac passe deux fois par jour, en été quatre fois par jour, et nul ne s'en plaint."


def read(*paragraphs: str) -> list[Row]:
    text = "\n\n".join(paragraphs) + "\n"
    document = load_bytes("notes.txt", text.encode())
    assert isinstance(document, Document)
    assert [p.language for p in document.parts] == ["fr"]
    rows = list(claims.read(document, list(actors.read(document))))
    assert all(text[r["start"] : r["end"]] == r["quote"] for r in rows)
    return rows


def test_a_pronoun_means_the_speaker_before() -> None:
    rows = read(FILLER, "Javier Milei a déclaré que les prix baisseraient. Il a ajouté que le budget était équilibré.", FILLER)
    assert [r["speaker"] for r in rows] == ["milei_javier", "milei_javier"]


def test_a_pronoun_joined_to_the_verb_means_the_speaker_before() -> None:
    rows = read(FILLER, "Javier Milei a déclaré que les prix baisseraient. « Le budget est équilibré », a-t-il ajouté.", FILLER)
    assert [r["speaker"] for r in rows] == ["milei_javier", "milei_javier"]


def test_two_speak_together_behind_an_article_cut_short() -> None:
    rows = read(FILLER, f"La Norvège et l'Islande ont déclaré que le port resterait ouvert. {FILLER}", FILLER)
    assert [r["speaker"] for r in rows] == [["NOR", "ISL"]]
