"""What a text remembers: only what it opens with, or what was so many years ago today."""

from __future__ import annotations

import pytest

from foedus.langs.grammar.resolve import Told, resolve_text
from foedus.langs.registry import language


def days(code: str, published: str, *sentences: str) -> list[str]:
    told = [Told(s, n, language(code)) for n, s in enumerate(sentences)]
    return [d.resolution.iso for d in resolve_text(told, published)]


@pytest.mark.parametrize(
    ("code", "told", "after"),
    [
        ("ko", "그 각본은 10년 전에 이미 쓰였다.", "8월 9일 경찰이 연행했다."),
        ("en", "The script was written ten years ago.", "On 9 August the police moved in."),
        ("es", "El guion se escribió hace diez años.", "El 9 de agosto intervino la policía."),
    ],
)
def test_years_told_by_the_way_move_no_date(code: str, told: str, after: str) -> None:
    filler = {"ko": "대통령이 말했다.", "en": "The president spoke.", "es": "Habló el presidente."}[code]
    assert days(code, "2020-09-22", filler, filler, filler, filler, told, after) == ["2020-08-09"]


@pytest.mark.parametrize(
    ("code", "told", "after"),
    [
        ("es", "Hoy se cumplen cuatro décadas del asalto.", "El 13 de octubre detuvieron al ministro."),
        ("en", "Today marks forty years since the landing.", "On 13 October they held the minister."),
    ],
)
def test_an_anniversary_moves_the_dates_that_follow(code: str, told: str, after: str) -> None:
    assert days(code, "2023-10-25", told, after) == ["1983-10-13"]
