"""Who says what in Russian, on our own sentences, read with the folder's own names."""

from __future__ import annotations

from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.evidence.readers import actors, claims
from foedus.evidence.rows import Row

FILLER = "Паром ходил зимой два раза в день, а летом — четыре раза в день, и никто не жаловался."


def read(*paragraphs: str) -> list[Row]:
    text = "\n\n".join(paragraphs) + "\n"
    document = load_bytes("notes.txt", text.encode())
    assert isinstance(document, Document)
    assert [p.language for p in document.parts] == ["ru"]
    rows = list(claims.read(document, list(actors.read(document))))
    assert all(text[r["start"] : r["end"]] == r["quote"] for r in rows)
    return rows


def test_a_pronoun_means_the_speaker_before() -> None:
    rows = read(FILLER, "Хавьер Милей заявил, что цены упадут. Он добавил, что бюджет сбалансирован.", FILLER)
    assert [r["speaker"] for r in rows] == ["milei_javier", "milei_javier"]


def test_plain_telling_is_nobodys_claim() -> None:
    assert read(FILLER, FILLER) == []
