"""Where the text carries the mark of a note."""

from __future__ import annotations

import re
from collections.abc import Iterator

from foedus.documents.model import Document, Part

_BRACKETED = re.compile(r"\[\^?(\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*)\]")
# Not the exponent of a unit: "40 km²".
_SUPERSCRIPT = re.compile(r"(?<=[^\s\d])(?<![\s\d][kcdm]m)(?<![\s\d]m)([¹²³⁴⁵⁶⁷⁸⁹⁰]{1,3})")
_HALF = re.compile(r"(?<=[.!?,”\"’'다요음)])(\d{1,3})\)(?=\s|$)")
_TO_DIGITS = str.maketrans("¹²³⁴⁵⁶⁷⁸⁹⁰", "1234567890")
#: Kinds of segment that hold notes, not marks.
_NOTES = frozenset({"note", "reference", "furniture"})


def _numbers(inside: str) -> Iterator[int]:
    """Yield the numbers of "3", "3, 5" and "3-5"."""
    for piece in re.split(r"\s*[,;]\s*", inside):
        ends = [int(n) for n in re.split(r"\s*[–-]\s*", piece) if n]
        if len(ends) == 2 and 0 < ends[1] - ends[0] <= 20:
            yield from range(ends[0], ends[1] + 1)
        else:
            yield from ends


def marks_in(text: str) -> Iterator[tuple[int, int, int]]:
    """Yield (number, start, end) of every note mark in `text`: "[3]", "[3, 5]", "³", and "3)" set solid."""
    for pattern in (_BRACKETED, _SUPERSCRIPT, _HALF):
        for m in pattern.finditer(text):
            for n in _numbers(m.group(1).translate(_TO_DIGITS)):
                yield n, m.start(), m.end()


def cited_at(document: Document) -> dict[str, dict[int, list[int]]]:
    """Return, for each part and each note number, the raw starts of its marks, in order."""
    out: dict[str, dict[int, list[int]]] = {}
    for part in document.parts:
        where = out.setdefault(part.id, {})
        for segment in part.segments:
            if segment.kind in _NOTES:
                continue
            for n, a, b in marks_in(document.slice(segment)):
                where.setdefault(n, []).append(document.view.raw(segment.start + a, segment.start + b)[0])
    return {p: {n: sorted(set(s)) for n, s in w.items()} for p, w in out.items()}


def parts_served(document: Document, numbered: dict[str, set[int]]) -> dict[str, list[Part]]:
    """Return for each part with notes the parts whose marks they answer.

    A part's notes answer its own marks, and those of the document's parts that bring no notes of their
    own (a translation printed without them).
    """
    bare = [p for p in document.parts if not numbered.get(p.id)]
    return {p.id: [p, *bare] for p in document.parts if numbered.get(p.id)}
