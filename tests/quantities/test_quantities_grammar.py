"""What the quantity grammars find, and that a number written in a language's own way reads back."""

from __future__ import annotations

import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.langs.grammar.numbers import number_grammar, parse_number
from foedus.langs.grammar.quantities import find_quantities
from foedus.langs.registry import language, languages

CASES = tomllib.loads((Path(__file__).parent / "quantities.toml").read_text(encoding="utf-8"))["case"]
WITH_NUMBERS = [c for c, tongue in languages().items() if tongue.table("numbers")]
KINDS = {"count", "share", "money", "rank", "length", "mass", "duration", "other"}


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c['language']}: {c['text'][:40]}")
def test_sentences(case: dict[str, object]) -> None:
    text = str(case["text"])
    got = [
        [
            text[m.start : m.end],
            m.value if m.value is not None else [m.low, -1 if m.high is None else m.high],
            m.unit,
            m.unit_kind,
        ]
        for m in find_quantities(text, language(str(case["language"])))
    ]
    assert got == case["found"]


def _grouped(n: int, code: str) -> str:
    """Write `n` in figures with the language's own marks."""
    return f"{n:,}".replace(",", language(code).table("numbers")["group"][0])


def _korean(n: int) -> str:
    """Write `n` with the scales of ten thousands: 123456789 is 1억 2345만 6789."""
    parts = [(n // 10**12, "조"), (n // 10**8 % 10**4, "억"), (n // 10**4 % 10**4, "만"), (n % 10**4, "")]
    return " ".join(f"{v}{s}" for v, s in parts if v)


def _english(n: int) -> str:
    """Write `n` below a million in words, from the language's own table."""
    words = {int(v): w for w, v in reversed(language("en").table("numbers")["words"].items()) if " " not in w}
    if n >= 1000:
        rest = f" {_english(n % 1000)}" if n % 1000 else ""
        return f"{_english(n // 1000)} thousand{rest}"
    if n >= 100:
        return f"{words[n // 100]} hundred" + (f" and {_english(n % 100)}" if n % 100 else "")
    return words.get(n) or f"{words[n - n % 10]}-{words[n % 10]}"


def _spanish(n: int) -> str:
    """Write `n` below a million in words, from the language's own table."""
    words: dict[int, str] = {}
    for w, v in language("es").table("numbers")["words"].items():
        if " " not in w:
            words.setdefault(int(v), w)
    if n >= 1000:
        head = "mil" if n < 2000 else f"{_spanish(n // 1000)} mil"
        return head + (f" {_spanish(n % 1000)}" if n % 1000 else "")
    if n > 100:
        return words[n - n % 100 if n >= 200 else 100].replace("cien", "ciento" if n < 200 else "cien") + (
            f" {_spanish(n % 100)}" if n % 100 else ""
        )
    if n in words:
        return words[n]
    return f"{words[n - n % 10]} y {words.get(n % 10, 'uno')}"


WRITERS = {"en": _english, "es": _spanish, "ko": _korean}


@pytest.mark.parametrize("code", WITH_NUMBERS)
@settings(max_examples=120, deadline=None)
@given(n=st.integers(2, 10**9))
def test_figures_read_back(code: str, n: int) -> None:
    marks = number_grammar(language(code))
    assert parse_number(_grouped(n, code), code) == n
    assert parse_number(str(n), code) == n
    assert parse_number(f"{n}{marks.decimal}5", code) == n + 0.5


@pytest.mark.parametrize("code", sorted(WRITERS))
@settings(max_examples=200, deadline=None)
@given(n=st.integers(2, 999_999))
def test_numbers_in_words_read_back(code: str, n: int) -> None:
    if code == "es" and n % 10 == 1 and n % 100 != 11:
        n += 1  # "uno" alone is no number of the table: it is more often the pronoun
    if code == "es" and (n // 1000) % 10 == 1 and (n // 1000) % 100 != 11 and n >= 2000:
        n += 1000
    assert parse_number(WRITERS[code](n), code) == n, WRITERS[code](n)


@pytest.mark.parametrize("code", WITH_NUMBERS)
@settings(max_examples=60, deadline=None)
@given(n=st.integers(2, 99), tenth=st.integers(0, 9))
def test_a_share_is_found(code: str, n: int, tenth: int) -> None:
    written = f"{n}{number_grammar(language(code)).decimal}{tenth}%"
    (found,) = find_quantities(f"({written})", language(code))
    assert (found.value, found.unit, found.unit_kind) == (pytest.approx(n + tenth / 10), "%", "share")


@settings(max_examples=200, deadline=None)
@given(
    text=st.text(
        alphabet="0123456789 .,-~%명의개국위두수십만two of the dos mil soldadosyears달러$\n[]", max_size=60
    ),
    code=st.sampled_from(WITH_NUMBERS),
)
def test_nothing_overlaps_and_nothing_breaks(text: str, code: str) -> None:
    found = find_quantities(text, language(code))
    assert all(a.end <= b.start for a, b in pairwise(found))
    for m in found:
        assert 0 <= m.start < m.end <= len(text)
        assert m.unit_kind in KINDS
        assert (m.value is None) == (m.low is not None)
        assert m.high is None or (m.low is not None and m.low < m.high)


def test_two_numbers_side_by_side_are_not_one() -> None:
    assert parse_number("five six", "en") is None
    assert parse_number("twenty thirty", "en") is None
    assert parse_number("dos tres", "es") is None
    assert parse_number("", "en") is None


def test_years_are_dates() -> None:
    for code, text in (("en", "in 2017"), ("es", "desde 1991"), ("ko", "2017년에")):
        assert not find_quantities(text, language(code))


def test_a_language_without_tables_has_no_quantities() -> None:
    assert find_quantities("3,000", language("xx")) == []


@pytest.mark.parametrize("code", ["en", "es", "ko", "ru"])
def test_a_run_of_digits_too_long_to_be_a_number_is_none(code: str) -> None:
    digits = "7" * 400
    assert parse_number(digits, code) is None
    assert not find_quantities(f"{digits} km, {digits} %, {digits} million", language(code))


def test_millions_without_a_noun_are_a_number_of_what_is_not_told() -> None:
    found = find_quantities("The storm spared few: some 1.4 million have no power.", language("en"))
    assert [(q.value, q.unit, q.approximate) for q in found] == [(1_400_000, None, True)]
