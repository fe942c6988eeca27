"""Cleaning steps as edits of a view, each an exact offset map; steps compose."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

import numpy as np

from foedus.documents.model import View

Edit = tuple[int, int, str]  #: replace view ``[start, end)`` by this text, never longer than what it replaces

_INVISIBLE = "\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufeff\u200b\u200c\u200d\u2060\u00ad\u200e\u200f\u202a-\u202e\u2066-\u2069"
_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_MARKS = "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u064b-\u065f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_NEWLINE = re.compile(r"\r\n?|[\u2028\u2029\x85\x0b\x0c]")
_ODD = re.compile(f"(?!\u00ad[ \\t]*\\n)[{_INVISIBLE}]|[{_SPACES}]|\ufffc")  # a soft hyphen at a line's end tells of a broken word
_CLUSTER = re.compile(
    f"[^\\s{_MARKS}][{_MARKS}]+"
    "|[\u1100-\u115f\ua960-\ua97c][\u1160-\u11a7\ud7b0-\ud7c6][\u11a8-\u11ff\ud7cb-\ud7fb]?"
    "|[\u2126\u212a\u212b\u0340-\u0341\u0374\u037e\u0387\uf900-\ufaff]"
)
# A word set with a blank between all its figures, as PDF text gives justified lines: "2 0 2 2".
_SPACED = re.compile(r"(?<![^\s(\[])\d(?: \d){3}(?=\s?[,.;)\]년]|\s|$)")


def identity(text: str) -> View:
    """Return the view that is the text itself."""
    n = len(text)
    starts = np.arange(n, dtype=np.int64)
    return View(text, starts, starts + 1)


def apply(view: View, edits: Iterable[Edit]) -> View:
    """Return `view` with `edits` made; every character keeps the raw interval it came from.

    Parameters
    ----------
    edits
        Disjoint, in ascending order. A replacement's first character takes what its others leave of the interval.

    Raises
    ------
    ValueError
        If edits overlap, are out of order, or a replacement is longer than what it replaces.
    """
    texts: list[str] = []
    starts: list[np.ndarray] = []
    ends: list[np.ndarray] = []
    at = 0
    for a, b, new in edits:
        if not at <= a < b <= len(view.text):
            raise ValueError(f"edit [{a}, {b}) overlaps an earlier one or lies outside the text")
        if len(new) > b - a:
            raise ValueError(f"edit [{a}, {b}) would grow the text")
        texts += [view.text[at:a], new]
        starts.append(view.starts[at:a])
        ends.append(view.ends[at:a])
        if new:
            m = len(new)
            starts.append(np.append(view.starts[a], view.starts[b - m + 1 : b]))
            ends.append(view.ends[b - m : b])
        at = b
    if not texts:
        return view
    texts.append(view.text[at:])
    starts.append(view.starts[at:])
    ends.append(view.ends[at:])
    return View("".join(texts), np.concatenate(starts), np.concatenate(ends))


def newlines(view: View) -> View:
    """Every kind of line end becomes one line feed."""
    return apply(view, ((m.start(), m.end(), "\n") for m in _NEWLINE.finditer(view.text)))


def plain_spaces(view: View) -> View:
    """Invisible characters go; every kind of blank becomes a space (tabs stay, tables need them)."""
    odd = re.compile(f"[{_SPACES}]")
    return apply(
        view, ((m.start(), m.end(), " " if odd.match(m.group()) else "") for m in _ODD.finditer(view.text))
    )


def composed(view: View) -> View:
    """Decomposed letters (Hangul from macOS, accents) become one character each (NFC)."""
    if unicodedata.is_normalized("NFC", view.text):
        return view

    def edits() -> Iterable[Edit]:
        for m in _CLUSTER.finditer(view.text):
            new = unicodedata.normalize("NFC", m.group())
            if new != m.group() and len(new) <= len(m.group()):
                yield m.start(), m.end(), new

    return apply(view, edits())


def unspaced_figures(view: View) -> View:
    """Figures of a year set wide apart close up: ``2 0 2 2`` becomes ``2022``."""

    def edits() -> Iterable[Edit]:
        for m in _SPACED.finditer(view.text):
            for k in range(m.start() + 1, m.end(), 2):
                yield k, k + 1, ""

    return apply(view, edits())
