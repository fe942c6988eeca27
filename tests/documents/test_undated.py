"""The year of a dateline that leaves it out."""

from __future__ import annotations

import pytest

from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.evidence.readers import dates

TEXT = (
    "Dyke talks go on\n\nEMDEN, {day} (Coastwire) – The harbour council met again on the long dyke and settled nothing of it.\n\n"
    "The dyke was raised in March 2021 and broke on 3 November 2022; the loan runs until 7 February 2026. Divers went down on Nov. 9.\n"
)


@pytest.mark.parametrize(("day", "written"), [("Nov. 17", "2022-11-17"), ("Jan. 5", "2023-01-05"), ("Nov. 3", "2022-11-03")])
def test_a_dateline_without_a_year_has_that_of_the_last_day_told(day: str, written: str) -> None:
    document = load_bytes("dyke.txt", TEXT.format(day=day).encode())
    assert isinstance(document, Document)
    assert document.metadata.published == written
    assert written in [r["iso"] for r in dates.read(document)]


def test_without_any_day_told_the_year_stays_unknown() -> None:
    text = TEXT.format(day="Nov. 17").replace("in March 2021 and broke on 3 November 2022", "twice").replace("7 February 2026", "spring")
    document = load_bytes("dyke.txt", text.encode())
    assert isinstance(document, Document)
    assert document.metadata.published is None
