"""A span is found again by its words when text was put in before it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from foedus.export.selectors import reanchor, selectors

texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=40, max_size=200)


@given(text=texts, before=texts, data=st.data())
def test_a_span_is_found_after_an_insertion_before_it(text: str, before: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    marked = text + "\N{BLACK LEFT POINTING INDEX}"
    given_selectors = selectors(marked, start, end)
    found = reanchor(before + marked, given_selectors)
    assert found is not None
    assert (before + marked)[slice(*found)] == text[start:end]
    quote = given_selectors[1]
    around = quote["prefix"] + quote["exact"] + quote["suffix"]
    first = (before + marked).find(around)
    if (before + marked).find(around, first + 1) < 0:  # words and surroundings stand there once: no other place will do
        assert found == (start + len(before), end + len(before))


def test_surroundings_tell_two_equal_quotes_apart() -> None:
    text = "Lima sent two ships. Quito sent two ships as well."
    at = text.rindex("two ships")
    given_selectors = selectors(text, at, at + 9)
    moved = "News of the day. " + text
    assert reanchor(moved, given_selectors) == (at + 17, at + 26)
    assert reanchor(text, given_selectors) == (at, at + 9)


def test_words_that_are_gone_are_not_found() -> None:
    text = "Lima sent two ships."
    assert reanchor("Lima sent three ships.", selectors(text, 10, 19)) is None
