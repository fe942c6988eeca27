"""Whom a name that a known person goes by does not mean, and names written with what stands beside them."""

from __future__ import annotations

import pytest

from foedus.langs.grammar.names import Stretch, find_names


def named(text: str, code: str, date: str | None = None) -> list[tuple[str, str]]:
    found = find_names([Stretch(line, code) for line in text.splitlines()], date)
    return [(line[n.start : n.end], n.actor) for line, names in zip(text.splitlines(), found, strict=True) for n in names]


@pytest.mark.parametrize(
    ("code", "text", "wanted"),
    [
        ("es", "El presidente Ali Quiroga llegó tarde.", ("presidente Ali Quiroga", "quiroga_ali")),
        ("es", "El líder Hassan Larbi calló.", ("líder Hassan Larbi", "larbi_hassan")),
        ("en", "Ali Kestrow resigned.", ("Ali Kestrow", "kestrow_ali")),
        ("en", "General Hussein Mbalawe left.", ("General Hussein Mbalawe", "mbalawe_hussein")),
    ],
)
def test_a_leaders_first_name_with_another_surname_is_somebody_else(code: str, text: str, wanted: tuple[str, str]) -> None:
    assert named(text, code, "2022-05-01") == [wanted]


def test_a_namesakes_number_is_no_surname() -> None:
    assert named("President Otto Plint Jr. spoke.\nPlint then left.", "en") == [("President Otto Plint Jr", "plint_otto-jr"), ("Plint", "plint_otto-jr")]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("La Comunidad del Caribe (Caricom) calló.", [("Comunidad del Caribe (Caricom)", "CARICOM")]),
        ("La Organización de Estados Americanos, OEA, calló.", [("Organización de Estados Americanos, OEA", "OAS")]),
    ],
)
def test_the_initials_beside_a_name_belong_to_it(text: str, wanted: list[tuple[str, str]]) -> None:
    assert named(text, "es") == wanted


def test_a_party_whose_name_many_bear_has_its_own_beside_a_state_that_the_tables_lack() -> None:
    assert named("The Chadian Socialist Party stayed.", "en") == [("Chadian Socialist Party", "CHADIAN_SOCIALIST_PARTY")]
