"""Footnotes: small type at the foot of a column, opened by a mark; and the raised marks that point to them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from foedus.documents.formats.pdf.paragraphs import FINAL, Paragraph
from foedus.documents.formats.pdf.shapes import LOWERED, RAISED

SMALL = 0.94  # of the running text
_HEAD = re.compile(rf"\s*(?:{RAISED}[\[(]?(\d{{1,3}})[\])]?[.,]?{LOWERED}|\[(\d{{1,3}})\]|(\d{{1,3}})(?:[.)])?(?=\s))\s*(?=\S)")
_STAR = re.compile(rf"\s*(?:{RAISED}([*†‡§]{{1,3}}){LOWERED}|([*†‡§]{{1,3}})(?=\s?\S))\s*")
_RAISED = re.compile(f"{RAISED}([^{LOWERED}]*){LOWERED}")
_UNIT = re.compile(r"(?<![^\W\d_])(?:[kcmd]?m|mi|ft|yd|in)$")
_SUPER = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def mark(text: str) -> str | None:
    """Return the mark that a note of this text opens with, a number or stars, or None."""
    m = _HEAD.match(text)
    if m:
        return str(next(g for g in m.groups() if g))
    m = _STAR.match(text)
    return str(next(g for g in m.groups() if g)) if m else None


def body(text: str) -> str:
    """Return the text of a note without its mark."""
    m = _HEAD.match(text) or _STAR.match(text)
    return text[m.end() :] if m else text


def raised(text: str) -> set[str]:
    """Return the marks raised in a text that is no note itself: single numbers and stars."""
    return {n for m in _RAISED.finditer(text) for n in re.findall(r"\d+|[*†‡§]+", m.group(1))}


def at_foot(strip: Sequence[Paragraph], size: float, called: set[str], *, open_note: bool) -> int:
    """Return the index of the first paragraph of a column that is a note at its foot.

    Parameters
    ----------
    strip
        Paragraphs of the column from the top down.
    size
        Size of the running text.
    called
        Marks raised anywhere in the text.
    open_note
        Whether the last note of the page before breaks off.
    """
    first = len(strip)
    while first and strip[first - 1].size <= SMALL * size and strip[first - 1].kind != "heading":
        first -= 1
    marked = [k for k in range(first, len(strip)) if mark(strip[k].text) in called or strip[k].text.startswith(RAISED)]
    if not marked:
        whole_page = first == 0
        return len(strip) if whole_page or not open_note else first
    if marked[0] > first and open_note and not (first == 0 and marked[0] > 3):
        return first
    return marked[0]


def breaks_off(note: str) -> bool:
    """Whether a note stops in the middle, to go on at the foot of the next page."""
    text = note.rstrip()
    return not FINAL.search(text) and not re.search(r"\d[)\]]?$|https?://\S+$", text)


def resolve(text: str, answered: Iterable[str]) -> str:
    """Write raised marks out: ``[n]`` where they point to a note, a raised figure where they are an exponent."""
    known = set(answered)

    def plain(m: re.Match[str]) -> str:
        inside, before = m.group(1), text[: m.start()]
        numbers: list[str] = re.findall(r"\d+", inside)
        if not numbers:
            return inside
        if not known.issuperset(numbers) or not known:
            exponent = len(numbers) == 1 and (_UNIT.search(before) or before[-1:].isdigit())
            if exponent:
                return str(numbers[0]).translate(_SUPER)
        elif len(numbers) == 1 and _UNIT.search(before) and numbers[0] in "23":
            return str(numbers[0]).translate(_SUPER)
        if re.search(r"\d\s*[–-]\s*\d", inside):
            return f"[{inside.strip('[]()., ')}]"
        return "".join(f"[{n}]" for n in numbers)

    return _RAISED.sub(plain, text)
