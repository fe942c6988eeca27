"""Every cleaning step is an exact offset map: what the view shows is where the map says."""

from __future__ import annotations

import unicodedata

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.documents import offsets
from foedus.documents.load import clean
from foedus.documents.model import View

ALPHABET = "abcé한글은다ㅡ\u1112\u1161\u11abe\u0301\ufeff\u200b\u00a0\u3000 \t\r\n.,;[]12-“”—☐◦https://x.org/éАя😀"
TEXTS = st.one_of(st.text(st.sampled_from(ALPHABET), max_size=300), st.text(max_size=200))


def check(view: View, text: str) -> None:
    """The map of `view` is ordered, disjoint, inside the text, and each character comes from its interval."""
    assert len(view.text) == len(view.starts) == len(view.ends)
    if not view.text:
        return
    assert view.starts[0] >= 0
    assert view.ends[-1] <= len(text)
    assert (view.starts < view.ends).all()
    assert (view.ends[:-1] <= view.starts[1:]).all()
    for k, c in enumerate(view.text):
        raw = text[view.starts[k] : view.ends[k]]
        if c == " ":
            assert any(r.isspace() for r in raw)
        elif c == "\n":
            assert raw in ("\n", "\r\n", "\r", "\u2028", "\u2029", "\x85", "\x0b", "\x0c")
        else:
            kept = "".join(r for r in raw if r not in "\ufeff\u200b\u200c\u200d\u2060\u00ad\u200e\u200f" and unicodedata.category(r) != "Cc")
            assert c in (unicodedata.normalize("NFC", kept), kept, raw)


@given(TEXTS)
def test_every_step_keeps_its_map(text: str) -> None:
    view = offsets.identity(text)
    for step in (offsets.newlines, offsets.plain_spaces, offsets.composed, offsets.unspaced_figures):
        view = step(view)
        check(view, text)
    check(clean(text), text)


@given(TEXTS)
def test_cleaning_only_drops_blanks_and_marks(text: str) -> None:
    seen = np.zeros(len(text), dtype=bool)
    view = clean(text)
    for a, b in zip(view.starts, view.ends, strict=True):
        seen[a:b] = True
    lost = {c for c, s in zip(text, seen, strict=True) if not s}
    invisible = set("\ufeff\u200b\u200c\u200d\u2060\u00ad\u200e\u200f\ufffc\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    assert all(c.isspace() or c in invisible or unicodedata.category(c) == "Cc" for c in lost)


@given(TEXTS, st.data())
def test_there_and_back(text: str, data: st.DataObject) -> None:
    view = clean(text)
    if not view.text:
        return
    a = data.draw(st.integers(0, len(view.text) - 1))
    b = data.draw(st.integers(a + 1, len(view.text)))
    assert view.from_raw(*view.raw(a, b)) == (a, b)


def test_decomposed_hangul_is_composed_and_still_points_home() -> None:
    raw = unicodedata.normalize("NFD", "한국 é")
    view = clean(raw)
    assert view.text == "한국 é"
    assert raw[slice(*view.raw(0, 1))] == unicodedata.normalize("NFD", "한")
    assert raw[slice(*view.raw(3, 4))] == "e\u0301"


def test_a_replacement_may_not_grow_or_overlap() -> None:
    view = offsets.identity("abcdef")
    with pytest.raises(ValueError, match="grow"):
        offsets.apply(view, [(0, 1, "xy")])
    with pytest.raises(ValueError, match="overlaps"):
        offsets.apply(view, [(0, 3, "x"), (2, 4, "y")])


def test_raw_refuses_an_interval_outside_the_view() -> None:
    with pytest.raises(ValueError, match="outside"):
        offsets.identity("ab").raw(1, 3)
