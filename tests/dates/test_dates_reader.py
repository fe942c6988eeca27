"""Rows of dates told by the time since then."""

from __future__ import annotations

import pytest

from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.evidence.readers import dates, quantities
from foedus.langs.grammar.counted import counted_from
from foedus.langs.grammar.dates import Point

ENGLISH = "The long dyke\n\nLena Orr, 7 January 2020\n\nTwo weeks ago the dyke broke. It was raised three years ago, four days after the storm.\n"
SPANISH = "El largo dique\n\nPor Lena Orr, 7 de enero de 2020\n\nHace dos semanas cayó el dique, que se elevó hace tres años.\n"
KOREAN = "긴 제방\n\n한바다, 2020년 1월 7일\n\n제방은 2주 전 무너졌다. 3년 전에 높였던 제방이며, 붕괴 이틀 전부터 물이 샜다.\n"


@pytest.mark.parametrize("text", [ENGLISH, SPANISH, KOREAN])
def test_a_time_since_then_is_a_date_and_its_length_a_quantity(text: str) -> None:
    document = load_bytes("dyke.txt", text.encode())
    assert isinstance(document, Document)
    assert {r["iso"] for r in dates.read(document)} == {"2020-01-07", "2019-12-24"}
    assert {(r["value"], r["unit"]) for r in quantities.read(document)} >= {(2.0, "weeks"), (3.0, "years")}


@pytest.mark.parametrize(
    ("base", "number", "unit", "iso"),
    [
        (Point(2020, 1, 7), -3, "day", "2020-01-04"),
        (Point(2020, 1, 7), -2, "month", "2019-11"),
        (Point(2020, 1), -1, "decade", "2010"),
        (Point(2020, 1), -1, "day", None),
        (Point(2020, 1, 7), -48, "hour", None),
        (None, 1, "year", None),
    ],
)
def test_a_date_is_no_finer_than_what_is_counted(base: Point | None, number: int, unit: str, iso: str | None) -> None:
    found = counted_from(base, number, unit)
    assert (found.iso if found else None) == iso
