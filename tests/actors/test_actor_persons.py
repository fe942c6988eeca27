"""Persons: who held an office when, whom a surname means, and ids of persons outside the lexicon."""

from __future__ import annotations

import pytest

from foedus.langs.grammar.name_entries import Office
from foedus.langs.grammar.name_persons import (
    Setting,
    by_office,
    by_surname,
    holds,
    new_person_id,
    state_of,
    surname_of,
)


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2019-02-28", False),
        ("2019-03-20", True),
        ("2019", True),
        ("2021-06", True),
        ("2021-07", False),
        ("2018", False),
    ],
)
def test_an_office_is_held_between_its_dates(date: str, expected: bool) -> None:
    assert holds(Office("KAZ", frozenset("P"), "2019-03", "2021-06"), date) is expected


@pytest.mark.parametrize(
    ("of", "role", "date", "person"),
    [
        ("KAZ", "P", "2018-05-01", "nazarbayev_nursultan"),
        ("KAZ", "P", "2022-01-07", "tokayev_kassym-jomart"),
        ("RUS", "P", "2010-01-01", "medvedev_dmitry"),
        ("RUS", "M", "2010-01-01", "putin_vladimir"),
        ("NATO", "S", "2023-01-01", "stoltenberg_jens"),
        ("UN", "S", "2010", "ban_ki-moon"),
    ],
)
def test_the_holder_of_an_office_depends_on_the_date(of: str, role: str, date: str, person: str) -> None:
    assert by_office(of, role, Setting(date)) == person


def test_an_office_without_a_date_or_a_known_holder_is_nobody() -> None:
    assert by_office("KAZ", "P", Setting(None)) is None
    assert by_office("KAZ", "P", Setting("1890-01-01")) is None
    assert by_office("DMA", "P", Setting("2022-01-01")) is None


def test_a_year_in_which_an_office_changed_hands_names_nobody() -> None:
    # the table gives 1997/2007 and 2007/2010 without months
    assert by_office("GBR", "M", Setting("2007-03-01")) is None
    assert by_office("GBR", "M", Setting("2008-03-01")) == "brown_gordon"


def test_a_shared_surname_goes_to_whom_the_document_names_then_to_the_holder_of_office() -> None:
    clintons = ["clinton_bill", "clinton_hillary"]
    assert by_surname(clintons, Setting("2010-01-01"), titled=False) == ("clinton_hillary", 0.85)
    assert by_surname(clintons, Setting("1995-01-01"), titled=False) == ("clinton_bill", 0.85)
    named = Setting("2010-01-01", frozenset(["clinton_bill"]))
    assert by_surname(clintons, named, titled=False) == ("clinton_bill", 0.92)


def test_a_common_surname_needs_a_title_or_the_full_name() -> None:
    assert by_surname(["brown_gordon"], Setting("2009-01-01"), titled=False) is None
    assert by_surname(["brown_gordon"], Setting("2009-01-01"), titled=True) is not None
    assert by_surname(["brown_gordon"], Setting(None, frozenset(["brown_gordon"])), titled=False) is not None


@pytest.mark.parametrize(
    ("person", "date", "of"),
    [("putin_vladimir", None, "RUS"), ("rutte_mark", "2020-01-01", "NLD"), ("nobody_known", None, None)],
)
def test_the_state_a_person_leads(person: str, date: str | None, of: str | None) -> None:
    assert state_of(person, date) == of


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Marta Oldfield", "oldfield_marta"),
        ("Zhou Meilin", "zhou_meilin"),
        ("Ana de la Rosa", "de-la-rosa_ana"),
        ("Jörg J. Müller", "muller_jorg"),
        ("홍길동", "hong_gildong"),
        ("Kim Philby", "philby_kim"),
        ("Cher", "cher"),
    ],
)
def test_ids_of_unknown_persons(name: str, expected: str) -> None:
    assert new_person_id(name) == expected


def test_the_surname_by_which_a_person_is_called_later() -> None:
    assert surname_of("Marta Oldfield") == "Oldfield"
    assert surname_of("Zhou Meilin") == "Zhou"
    assert surname_of("Oldfield") is None


def test_a_common_surname_with_a_title_is_nobodys_who_took_office_later() -> None:
    assert by_surname(["abiy_ahmed"], Setting("2011-03-20"), titled=True) is None
    assert by_surname(["abiy_ahmed"], Setting("2021-03-20"), titled=True) == ("abiy_ahmed", 0.85)
