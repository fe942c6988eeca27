"""Words broken by a hyphen at a line's end: joined where they are known, never where the hyphen is their own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.documents.load import clean


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("The talks began in Feb-\nruary 2022 in Lima.", "The talks began in February 2022 in Lima."),
        ("Envoys of the United King-\ndom met the mayor.", "Envoys of the United Kingdom met the mayor."),
        ("La reunión de septiem-\nbre fue en Boli-\nvia.", "La reunión de septiembre fue en Bolivia."),
        ("People in Ayacu-  \n  cho left.", "People in Ayacucho left."),
        ("KAZAKH-\nSTAN is large.", "KAZAKHSTAN is large."),
        ("The vice-presi-\ndent left.", "The vice-president left."),
        ("A word with a soft wul\u00ad\nbrant in it.", "A word with a soft wulbrant in it."),
        # the document has the word elsewhere
        ("The wulgo-\nbrant hummed. A wulgobrant hums.", "The wulgobrant hummed. A wulgobrant hums."),
        # the hyphen is the word's own
        ("A cease-\nfire was signed. The cease-fire held.", "A cease-fire was signed. The cease-fire held."),
        ("A lamp-\npost fell. Another lamp-post stood.", "A lamp-post fell. Another lamp-post stood."),
        # nothing tells, or no word goes on
        ("The blorpo-\nfant hummed.", "The blorpo-\nfant hummed."),
        ("Pre-\nand post-war plans.", "Pre-\nand post-war plans."),
        ("The Franco-\nGerman plan.", "The Franco-\nGerman plan."),
        ("- one-\n\nfold", "- one-\n\nfold"),
    ],
)
def test_a_broken_word_is_read_whole(text: str, read: str) -> None:
    assert clean(text).text == read


def test_an_address_keeps_its_hyphens() -> None:
    view = clean("See https://example.org/cease-fire-in-feb-\nruary-2022 for more.")
    assert "feb-" in view.text
    assert "february" not in view.text


def test_spans_point_into_the_original() -> None:
    text = "The talks began in Feb-\nruary 2022."
    view = clean(text)
    at = view.text.index("February")
    a, b = view.raw(at, at + len("February"))
    assert text[a:b] == "Feb-\nruary"


@given(st.text(alphabet="ab-‐\u00ad \nAB.", max_size=60))
def test_letters_are_neither_lost_nor_moved(text: str) -> None:
    view = clean(text)
    for i, c in enumerate(view.text):
        a, b = view.raw(i, i + 1)
        assert c == " " or c in text[a:b]
    assert [c for c in view.text if c.isalpha()] == [c for c in text if c.isalpha()]
