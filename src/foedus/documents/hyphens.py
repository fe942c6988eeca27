"""Words that a hyphen breaks at a line's end: "Feb-" and "ruary" become one word, "cease-" and "fire" keep their hyphen.

A hyphen at a line's end is the printer's or the word's own. The document decides where it has the word elsewhere: with the
hyphen it stays, without it goes. Where it has neither, the words of the tables do, in the same order. Else nothing is
changed. No measured width is needed, so a short text that is wrapped nowhere else is read whole too.

*Decided against:* taking every hyphen at a line's end for the printer's (compounds are then lost), and a list of words per
language (the tables that readers need already hold the names, months and words of action that a broken word would hide).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from foedus.documents.model import View
from foedus.documents.offsets import Edit, apply

#: Letters, a hyphen, perhaps a line end, and letters.
_BROKEN = re.compile(r"(?<![^\W\d_])([^\W\d_]+)([-‐\u00ad])(?=([ \t]*\n[ \t]*)?([^\W\d_]+))")
_ADDRESS = re.compile(r"(?:/|@|www\.)\S*\Z")
_FAR = 200  #: characters of an address looked back at
_WORD = re.compile(r"[^\W\d_]{2,}(?:-[^\W\d_]{2,})*")
SOFT = "\u00ad"  #: always the printer's


def rejoin(view: View) -> View:
    """Return `view` with the words joined that a hyphen breaks at a line's end."""
    text = view.text
    found = [m for m in _BROKEN.finditer(text) if _at_line_end(view, m) and _one_case(m[1], m[4]) and not _ADDRESS.search(text, max(0, m.start() - _FAR), m.start())]
    if not found:
        return view
    broken = {m.start() for m in found}
    whole = {m[0].lower() for m in _WORD.finditer(text) if m.start() not in broken}

    def edits() -> Iterator[Edit]:
        for m in found:
            kept = _keeps(m, whole)
            if kept is None:
                continue
            a, b = (m.end(2) if kept else m.start(2)), m.start(4)
            if a < b:
                yield a, b, ""

    return apply(view, edits())


def _at_line_end(view: View, m: re.Match[str]) -> bool:
    """Whether a line ends behind the hyphen: here still, or where lines were joined."""
    return m[3] is not None or view.ends[m.end(2) - 1] < view.starts[m.start(4)]


def _one_case(left: str, right: str) -> bool:
    return right[0].islower() or (left.isupper() and right.isupper() and len(left) > 1)


def _keeps(m: re.Match[str], whole: set[str]) -> bool | None:
    """Whether the hyphen is the word's own; None if nothing tells."""
    from foedus.langs.grammar.vocabulary import known_compound, known_word

    one, two = (m[1] + m[4]).lower(), f"{m[1]}-{m[4]}".lower()
    if m[2] == SOFT:
        return False
    if two in whole:
        return True
    if one in whole:
        return False
    if known_compound(two):
        return True
    return False if known_word(m[1] + m[4]) else None
