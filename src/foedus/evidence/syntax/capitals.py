"""Headings whose capitals say nothing ("Kenya Bars Trucks", "KENYA BARS TRUCKS"), which a parser takes for one long name."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from foedus.evidence.syntax.model import Span

_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
SHORT = 3  #: letters; so short a name in capitals may be an acronym


def evened(text: str, names: Sequence[Span], small: Container[str]) -> str:
    """Return such a heading with capitals at its names alone, of the same length; any other text as it is.

    Parameters
    ----------
    names
        Where names stand; a text without any is left as it is.
    small
        Words of the closed classes, which titles need not write large.
    """
    loud = text.isupper()
    if not names or text.rstrip().endswith(".") or (text[:1].isalpha() and not text[0].isupper()):
        return text
    words = list(_WORD.finditer(text))
    named = [any(a < m.end() and m.start() < b for a, b in names) for m in words]
    other = [m for m, name in zip(words, named, strict=True) if not name]
    telling = [m for m in other if len(m[0]) > 1 and m[0].lower() not in small]
    if not any(m.start() for m in telling) or not all(m[0][0].isupper() for m in telling):
        return text
    out = list(text)
    for m, name in zip(words, named, strict=True):
        new = m[0].lower() if not name else m[0].capitalize() if loud and len(m[0]) > SHORT else m[0]
        if len(new) == len(m[0]):
            out[m.start() : m.end()] = new
    return "".join(out)
