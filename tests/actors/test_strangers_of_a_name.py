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


@pytest.mark.parametrize(
    ("code", "text", "wanted"),
    [
        ("en", "According to the newspaper Vestnik Morya, nothing happened.", [("Vestnik Morya", "VESTNIK_MORYA")]),
        ("en", "The Gornik news agency reported it.", [("Gornik", "GORNIK")]),
        ("en", "The report came out.", []),
        ("es", "Según la agencia Prensur, no pasó nada.", [("Prensur", "PRENSUR")]),
        ("es", "La agencia calló.", []),
    ],
)
def test_newspapers_and_agencies_are_known_by_what_they_are(code: str, text: str, wanted: list[tuple[str, str]]) -> None:
    assert named(text, code) == wanted


@pytest.mark.parametrize(
    ("code", "text", "wanted"),
    [
        ("en", "The Malian military took power.", [("Malian military", "MLI_MILITARY")]),
        ("en", "Chile's military bases were closed.", [("Chile", "CHL")]),
        ("es", "La Defensoría protestó en Bolivia.", [("Defensoría", "BOL_OMBUDSMAN"), ("Bolivia", "BOL")]),
        ("en", "He meant to topple the government in Quito.", [("the government", "ECU_GOV"), ("Quito", "ECU_GOV")]),
        ("en", "Karim al-Tayeb al-Sayid appealed; so al-Sayid waits.", [("Karim al-Tayeb al-Sayid", "al-sayid_karim-al-tayeb"), ("al-Sayid", "al-sayid_karim-al-tayeb")]),
    ],
)
def test_bodies_and_names_as_documents_write_them(code: str, text: str, wanted: list[tuple[str, str]]) -> None:
    assert named(text, code) == wanted


@pytest.mark.parametrize(
    ("code", "text", "wanted"),
    [
        ("es", "Perú y Chile callaron; Chile y Perú, también.\nBolivia – La Cancillería protestó.", "BOL_MFA"),
        ("en", "Peru and Chile kept silent; so did Peru.\nIn Quito the parliament debated a rule.", "ECU_PARLIAMENT"),
        ("en", "Peru and Chile kept silent; so did Peru.\nBolivia: the government resigned.", "BOL_GOV"),
        ("en", "Peru and Chile kept silent; so did Peru.\nThe government resigned.", "PER_GOV"),
    ],
)
def test_a_body_is_of_the_state_that_its_entry_is_headed_by(code: str, text: str, wanted: str) -> None:
    assert named(text, code)[-1][1] == wanted


@pytest.mark.parametrize(
    ("code", "text", "wanted"),
    [
        ("en", "Saddam refused.", "hussein_saddam"),
        ("en", "Saddam Okello refused.", "okello_saddam"),
        ("es", "Evo se negó.", "morales_evo"),
        ("es", "Evo Larbi se negó.", "larbi_evo"),
        ("en", "Mr Abiy refused.", "abiy_ahmed"),
        ("en", "Abiy Mbalawe refused.", "mbalawe_abiy"),
    ],
)
def test_a_first_name_that_all_use_is_its_bearers_until_another_surname_follows(code: str, text: str, wanted: str) -> None:
    assert named(text, code)[0][1] == wanted
