"""A given name that is another's says that a surname is not that of the person known by it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.evidence.readers import actors
from foedus.langs.grammar.name_persons import contradicts


def people(text: str, code: str) -> list[str]:
    document = load_bytes("text.txt", text.encode())
    assert isinstance(document, Document)
    parts = tuple(replace(p, language=code, segments=tuple(replace(s, language=code, kind="sentence") for s in p.segments)) for p in document.parts)
    return [r["actor"] for r in actors.read(replace(document, parts=parts)) if r and r["kind"] == "person"]


@pytest.mark.parametrize(
    ("code", "text", "wanted"),
    [
        ("en", "Nobody agreed. Moeletsi Mbeki wrote a book.", ["mbeki_moeletsi"]),
        ("es", "Según Ilse Scholz, el puente es viejo.", ["scholz_ilse"]),
        ("ko", "아미나 살레(Amina Saleh) 연구원은 길이 좁다고 말했다. 살레 연구원은 덧붙였다.", ["saleh_amina", "saleh_amina"]),
        ("ko", "라미 살레 카디르(Rami Saleh Qadir) 대변인은 길이 좁다고 말했다. 카디르 대변인은 덧붙였다.", ["qadir_rami-saleh", "qadir_rami-saleh"]),
        ("ko", "이리나 푸틴 연구원은 길이 좁다고 말했다.", ["putin_irina"]),
        # another spelling is the same person; a word of address is no given name
        ("en", "Nobody agreed. Vladymir Putin left the hall.", ["putin_vladimir"]),
        ("en", "Nobody agreed. Comrade Putin wrote a letter.", ["putin_vladimir"]),
    ],
)
def test_a_given_name_that_contradicts_makes_another_person(code: str, text: str, wanted: list[str]) -> None:
    assert people(text, code) == wanted


@pytest.mark.parametrize(("given", "same"), [("Volodymyr", True), ("Joe", False), ("V.", True), ("블라디미르", True), ("Gorm", False)])
def test_spellings_of_a_given_name(given: str, same: bool) -> None:
    assert contradicts(given, "putin_vladimir", "") is not same


def test_a_word_that_the_text_writes_small_is_no_given_name() -> None:
    assert not contradicts("Banker", "putin_vladimir", "The Banker Putin met another banker.")
