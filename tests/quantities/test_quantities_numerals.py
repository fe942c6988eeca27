"""Bare numbers in a text: words, fractions, below zero; and what only looks like a number."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.langs.grammar.numerals import find_numbers, fraction_value
from foedus.langs.registry import language

CASES = [
    ("ko", "칠만 오천 마리 가운데 사백이십은 병들었다", [75000, 420]),
    ("ko", "기온은 마이너스 십이에서 -3.5로 올랐다", [-12, -3.5]),
    ("ko", "섬 주민의 구분의 이와 배 스물세 척", [2 / 9, 23]),
    ("ko", "십과 사분의 삼", [10.75]),
    ("ko", "만약 이 천막이 조용하면 한 마을로 돌아온다", []),
    ("ko", "2011년 4월 3일 결의 1441호", [1441]),
    ("en", "They sold 1,250 nets and forty-two boats, 3/8 of all, at -2.5 degrees.", [1250, 42, 0.375, -2.5]),
    ("es", "Vendieron 1.250 redes y cuarenta y dos barcas.", [1250, 42]),
]


@pytest.mark.parametrize(("code", "text", "values"), CASES)
def test_sentences(code: str, text: str, values: list[float]) -> None:
    assert [m.value for m in find_numbers(text, language(code))] == pytest.approx(values)


def test_a_fraction_needs_two_numbers() -> None:
    korean = language("ko")
    assert fraction_value("이", "삼", korean) == pytest.approx(2 / 3)
    assert fraction_value("1", "0", korean) is None
    assert fraction_value("배", "3", korean) is None


@settings(max_examples=150, deadline=None)
@given(text=st.text(alphabet="0123456789 .,-/일이삼십백천만억조분의점과영척마이너스", max_size=40))
def test_nothing_overlaps_and_nothing_breaks(text: str) -> None:
    found = find_numbers(text, language("ko"))
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(0 <= m.start < m.end <= len(text) for m in found)
