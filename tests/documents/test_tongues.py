"""Paragraphs in another language within a part."""

from __future__ import annotations

from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.documents.tongues import unread
from foedus.evidence.read import read_document

EN = (
    "Kenya and Tanzania opened talks on the harbour on Monday. The Kenyan minister of transport said that both sides want an "
    "agreement before June. Tanzania has moved two ships to the strait."
)
KO = "우간다 정부는 탄자니아와의 항만 협정에 반대한다고 밝혔다. 우간다는 케냐에 원조를 제공하기로 했다."
ES = "El Gobierno de Uganda condenó el martes el bloqueo de la carretera y expulsó al embajador de Tanzania."
DE = "Der Außenminister sagte am Mittwoch in Berlin, die Bundesregierung werde die Verhandlungen über den Hafen unterstützen."


def _read(*paragraphs: str) -> Document:
    document = load_bytes("a.txt", "\n\n".join(paragraphs).encode())
    assert isinstance(document, Document)
    return document


def _languages(document: Document) -> list[str]:
    return [s.language for _, s in document.segments()]


def test_a_paragraph_in_another_language_is_read_in_it_within_its_part() -> None:
    document = _read("Harbour talks open", *[EN] * 3, KO, EN, ES, EN, EN)
    assert [p.language for p in document.parts] == ["en"]
    rows = read_document(document)
    told = {(r["type"], *r["actors"]) for r in rows["events"]}
    assert ("AID", "UGA") in told
    assert ("SANCTION", "UGA_GOV") in told
    assert any(r["speaker"] == "UGA_GOV" and "반대한다" in r["quote"] for r in rows["claims"])
    assert any(r["actor"] == "UGA_GOV" and "항만 협정" in r["quote"] for r in rows["stances"])


def test_english_within_korean_is_read_too() -> None:
    document = _read("항만 회담 소식", *[KO] * 4, EN, *[KO] * 4)
    assert [p.language for p in document.parts] == ["ko"]
    assert any(r["type"] == "CONSULT" and r["actors"] == ["KEN", "TZA"] for r in read_document(document)["events"])


def test_three_short_lines_on_are_read_in_their_language() -> None:
    lines = "Tanzania sent ten ships.\nKenya condemned the attack.\nWe reject the blockade."
    document = _read(*[KO] * 3, lines, *[KO] * 3)
    assert _languages(document).count("en") == 3


def test_a_few_foreign_words_stay_with_their_sentence() -> None:
    document = _read(EN, 'The crowd in Kampala shouted "la carretera es nuestra" and "no al bloqueo" until the morning.', "«La paz»", EN)
    assert set(_languages(document)) == {"en"}


def test_a_text_in_two_languages_by_turns_is_one_part() -> None:
    document = _read("Harbour talks", *[EN, ES] * 8)
    assert len(document.parts) == 1
    assert set(_languages(document)) == {"en", "es"}


def test_a_text_of_a_page_between_two_others_is_a_part() -> None:
    document = _read(*[EN] * 10, "항만 회담", *[KO] * 14, "Road talks", *[EN] * 10)
    assert [p.language for p in document.parts] == ["en", "ko", "en"]


def test_what_no_reader_knows_the_language_of_is_counted() -> None:
    document = _read(*[EN] * 3, DE, EN)
    assert [p["unread"] for p in read_document(document)["documents"][0]["parts"]] == [len(DE)]
    assert [p["unread"] for p in read_document(_read(EN, ES, KO))["documents"][0]["parts"]] == [0] * len(_read(EN, ES, KO).parts)


def test_figures_alone_are_in_no_language_that_could_be_missed() -> None:
    document = load_bytes("figures.txt", b"1 2 3 4 5\n" * 50)
    assert isinstance(document, Document)
    assert [unread(p) for p in document.parts] == [0]


def test_paragraphs_in_a_row_each_tell_their_own_language() -> None:
    document = _read(*[KO] * 3, EN, DE, ES, *[KO] * 3)
    assert [x for x in _languages(document) if x != "ko"] == ["en"] * 3 + ["de", "es"]


def test_a_script_that_is_not_listed_is_not_taken_for_latin() -> None:
    document = _read(*[KO] * 3, "ኢትዮጵያ ወታደሮቿን ወደ ድንበር ላከች። ኬንያም ተቃወመች። መንግሥቱ መግለጫ አወጣ።" * 2, "ᏣᎳᎩ ᎦᏬᏂᎯᏍᏗ ᎤᎾᏓᏂᎩᏓ " * 4, *[KO] * 3)
    assert [x for x in _languages(document) if x != "ko"] == ["am", "mis"]
    assert unread(document.parts[0]) > 60
