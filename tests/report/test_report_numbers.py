"""Printed numbers: consistent, and no finer than they are."""

from __future__ import annotations

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.report import numbers


def test_examples_in_the_docstrings_hold() -> None:
    result = doctest.testmod(numbers)
    assert result.attempted >= 5
    assert result.failed == 0


@given(st.floats(-1e9, 1e9))
def test_exact_keeps_six_digits(x: float) -> None:
    back = float(numbers.exact(x).replace(",", "").replace(numbers.MINUS, "-"))
    assert back == pytest.approx(x, rel=6e-6, abs=1e-12)


@given(st.floats(-1e6, 1e6), st.floats(1e-3, 1e6), st.floats(0, 1))
def test_rounding_errs_by_half_a_step_at_most(lower: float, width: float, at: float) -> None:
    grain = numbers.step(lower, lower + width)
    assert width / 1000 * 0.999 <= grain <= width / 100
    x = lower + at * width
    back = float(numbers.rounded(x, grain).replace(",", "").replace(numbers.MINUS, "-"))
    assert abs(back - x) <= grain * 0.5001 + 1e-9 * abs(x)


def test_minus_and_ranges() -> None:
    assert numbers.between(-3, 4, 1.0) == "−3 to 4"
    assert numbers.between(3, 4, 1.0) == "3–4"
    assert numbers.rounded(-0.2, 1.0) == "0"


def test_unit_is_held_to_its_number() -> None:
    assert numbers.unit("2,030", "troops") == "2,030\u00a0troops"
    assert numbers.unit("0.5", "") == "0.5"
    assert numbers.count(1, "draw") == "1\u00a0draw"


def test_dates_that_are_no_dates_stay_as_they_are() -> None:
    assert numbers.day("spring 2022") == "spring 2022"
    assert numbers.day("2022-13-40") == "2022-13-40"
    assert numbers.day(None) is None


@pytest.mark.parametrize(("code", "name"), [("ko", "Korean"), ("es", "Spanish"), ("und", "undetermined language")])
def test_language_names(code: str, name: str) -> None:
    assert numbers.language_name(code) == name


def test_direction_follows_the_script() -> None:
    assert numbers.direction("ar") == "rtl"
    assert numbers.direction("ko") == "ltr"
    assert numbers.direction("und") == "ltr"
