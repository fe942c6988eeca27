"""Our own sentences per language yield exactly the mentions written beside them."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from foedus.langs.grammar.names import Stretch, find_names

HERE = Path(__file__).parent


def _cases() -> list[Any]:
    out = []
    for path in sorted(HERE.glob("sentences_*.toml")):
        code = path.stem.removeprefix("sentences_")
        for i, case in enumerate(tomllib.loads(path.read_text(encoding="utf-8"))["case"]):
            out.append(pytest.param(code, case, id=f"{code}-{i}"))
    return out


@pytest.mark.parametrize(("code", "case"), _cases())
def test_mentions_of_a_sentence(code: str, case: dict[str, Any]) -> None:
    text = case["text"]
    found = find_names([Stretch(text, code)], case.get("date"))[0]
    assert [[text[n.start : n.end], n.actor] for n in found if not n.within] == case["expect"]
    if "within" in case:
        assert [[text[n.start : n.end], n.actor] for n in found if n.within] == case["within"]


def test_a_seat_of_power_is_a_metonym_and_a_visited_city_a_place() -> None:
    text = "Paris objected after the talks in Berlin."
    seat, place = find_names([Stretch(text, "en")])[0]
    assert (seat.actor, seat.kind, seat.metonym) == ("FRA_GOV", "government", True)
    assert (place.actor, place.kind, place.metonym) == ("Berlin", "place", False)


def test_what_one_part_introduces_is_known_in_the_other_languages_of_the_document() -> None:
    parts = [
        Stretch("The Council for Open Rivers (CORV) met.", "en"),
        Stretch("El CORV no votó.", "es"),
        Stretch("CORV는 침묵했다.", "ko"),
    ]
    assert [[n.actor for n in names] for names in find_names(parts)] == [["CORV"]] * 3


def test_a_surname_is_read_only_after_the_document_gave_the_full_name() -> None:
    full, later = Stretch("Marta Oldfield, a journalist, was there.", "en"), Stretch("Oldfield left.", "en")
    assert [n.actor for n in find_names([full, later])[1]] == ["oldfield_marta"]
    assert find_names([later])[0] == []


def test_a_language_without_tables_yields_nothing() -> None:
    assert find_names([Stretch("Росія і Казахстан", "uk"), Stretch("Russia", "und")]) == [[], []]


def test_the_line_of_the_author_may_be_in_capitals_and_name_two() -> None:
    line = Stretch("LUCÍA QUINTANA", "es", "heading")
    both = Stretch("Marta Oldfield and Piers Underhay | Harbour Review", "en", "byline")
    assert [n.actor for n in find_names([line])[0]] == ["quintana_lucia"]
    assert [n.actor for n in find_names([both])[0]] == ["oldfield_marta", "underhay_piers"]


def test_who_is_called_by_a_surname_that_is_a_word_is_known_once_named_in_full() -> None:
    full, later = Stretch("Carlos Mesa habló.", "es"), Stretch("Ayer replicó Mesa.", "es")
    assert [n.actor for n in find_names([full, later])[1]] == ["mesa_carlos"]
    assert find_names([later])[0] == []
