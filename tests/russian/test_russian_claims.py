"""Who says what in Russian, on our own sentences, read with the folder's own names."""

from __future__ import annotations

import pytest

from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.evidence.readers import actors, claims
from foedus.evidence.rows import Row

FILLER = "Паром ходил зимой два раза в день, а летом — четыре раза в день, и никто не жаловался."

SAID = [
    ("Президент Перу Дина Болуарте заявила, что дамба выдержит зиму.", "boluarte_dina", "indirect"),
    ("По словам Сергея Лаврова, дамбу подняли дважды.", "lavrov_sergey", "indirect"),
    ("«Дамба выдержит всю зиму», — сказал Густаво Петро.", "petro_gustavo", "direct"),
    ("Дамба выдержит всю зиму, сообщает агентство «Синьхуа».", "XINHUA", "indirect"),
    ("Как сообщил ТАСС, дамбу подняли дважды за сто лет.", "TASS", "indirect"),
    ("По данным МАГАТЭ, шлюз стоял открытым всю ночь.", "IAEA", "indirect"),
    ("Николас Мадуро подчеркнул: «Мы не отдадим ни одного острова».", "maduro_nicolas", "direct"),
    ("Говорят, что шлюз стоял открытым всю ночь.", "UNSPECIFIED", "indirect"),
    ("Сторонники Эво Моралеса утверждают, что шлюз открыли снаружи.", "UNSPECIFIED", "indirect"),
    ("МИД Алжира отверг обвинения соседей.", "DZA_MFA", "indirect"),
    ("Эммануэль Макрон и Олаф Шольц заявили, что помогут.", ["macron_emmanuel", "scholz_olaf"], "indirect"),
    ("В Каире считают, что дамба опасна.", "EGY_GOV", "indirect"),
    ("Правительство Эфиопии опровергло, что шлюз был открыт.", "ETH_GOV", "indirect"),
    ("Абий Ахмед уверен, что воды хватит всем.", "ahmed_abiy", "indirect"),
]


def read(*paragraphs: str) -> list[Row]:
    text = "\n\n".join(paragraphs) + "\n"
    document = load_bytes("notes.txt", text.encode())
    assert isinstance(document, Document)
    assert [p.language for p in document.parts] == ["ru"]
    rows = list(claims.read(document, list(actors.read(document))))
    assert all(text[r["start"] : r["end"]] == r["quote"] for r in rows)
    return rows


@pytest.mark.parametrize(("sentence", "speaker", "form"), SAID)
def test_who_says_it(sentence: str, speaker: str | list[str], form: str) -> None:
    rows = [r for r in read(FILLER, f"{sentence} {FILLER}", FILLER) if r["quote"].strip("«».,") in sentence]
    assert [(r["speaker"], r["form"]) for r in rows] == [(speaker, form)]


def test_a_pronoun_means_the_speaker_before() -> None:
    rows = read(FILLER, "Хавьер Милей заявил, что цены упадут. Он добавил, что бюджет сбалансирован.", FILLER)
    assert [r["speaker"] for r in rows] == ["milei_javier", "milei_javier"]


def test_plain_telling_is_nobodys_claim() -> None:
    assert read(FILLER, FILLER) == []


FRAMED = [
    ("Николас Мадуро заявил, что это цветная революция.", "colour_revolution_foreign_instigated", "affirm"),
    ("По словам Густаво Петро, это народное восстание.", "popular_uprising", "affirm"),
    ("Хавьер Милей сказал, что столицу захватили международные террористы.", "foreign_aggression_terrorism", "affirm"),
    ("Правительство Эфиопии опровергло, что это империалистическая интервенция.", "imperialist_intervention", "deny"),
    ("Президент Перу Дина Болуарте заявила, что дамба выдержит зиму.", None, "affirm"),
]


@pytest.mark.parametrize(("sentence", "label", "polarity"), FRAMED)
def test_what_the_words_make_of_it(sentence: str, label: str | None, polarity: str) -> None:
    rows = [r for r in read(FILLER, f"{sentence} {FILLER}", FILLER) if r["quote"].strip("«».,") in sentence]
    assert [(r["framing"], r["polarity"]) for r in rows] == [(label, polarity)]
