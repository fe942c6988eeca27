"""Which sentences of two versions of one text correspond.

Each family of versions (`foedus.evidence.versions.families`) is aligned to its most complete member, its pivot
(`foedus.evidence.versions.links`). Links through the pivot join into groups, the smallest runs of sentences that
correspond in all versions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.evidence.rows import Row, group_row
from foedus.evidence.versions.families import Family
from foedus.evidence.versions.library import Library
from foedus.evidence.versions.likeness import in_order
from foedus.evidence.versions.links import Link, Text, links, text_of
from foedus.evidence.versions.signature import PROSE

Floats = NDArray[np.float64]
METHOD = "alignment/2"
_AT_ONCE = 160_000  # pairs of sentences that are aligned in one go: 400 of each text
_PIECE, _SURE = 100, 0.6  # sentences of a piece of longer texts, and the cosine of two before which they may be cut


@dataclass(frozen=True, slots=True)
class Lines:
    """What the rows of the table need of a text once it is aligned, so that the text itself can go."""

    doc: str
    part: str
    raw: tuple[tuple[int, int], ...]
    kinds: tuple[str, ...]
    vectors: Floats


def _groups(pivot: Lines, others: Sequence[tuple[Lines, list[Link]]]) -> list[list[tuple[Lines, int, int]]]:
    """Join the links of all versions to the pivot where they share a sentence of it."""
    n = len(pivot.raw)
    glued = [False] * (n + 1)  # whether sentence k belongs with sentence k - 1
    for _, found in others:
        for a, b, _, _ in found:
            for k in range(a + 1, b):
                glued[k] = True
    out = []
    start = 0
    for k in range(1, n + 1):
        if k < n and glued[k]:
            continue
        group = [(pivot, start, k)]
        for text, found in others:
            inside = [(c, d) for a, b, c, d in found if start <= a and b <= k]
            if inside:
                group.append((text, min(c for c, _ in inside), max(d for _, d in inside)))
        if len(group) > 1:
            out.append(group)
        start = k
    return out


def align(library: Library, family: Family) -> list[Row]:
    """Align a family of versions.

    Returns
    -------
    list of dict
        Rows of the table ``alignment``, one per group of corresponding sentences, in the order of the pivot and
        numbered from 1. Their ids do not depend on the number.
    """
    pivot = text_of(library.document(family.pivot.doc), family.pivot.part)
    others = []
    for place in family.others:
        text = text_of(library.document(place.doc), place.part)
        others.append((_lines(text), _linked(pivot, text)))
    return [_row(n, group) for n, group in enumerate(_groups(_lines(pivot), others), start=1)]


def _linked(a: Text, b: Text) -> list[Link]:
    """Align two texts, where one stands inside the other there, and long ones piece by piece."""
    found: list[Link] = []
    for i, j, k, m in _pieces(a, b, _within(a, b), _within(b, a)):
        found += [(p + i, q + i, x + k, y + k) for p, q, x, y in links(a.cut(i, j), b.cut(k, m))]
    return found


def _pieces(a: Text, b: Text, in_a: tuple[int, int], in_b: tuple[int, int]) -> list[Link]:
    """Cut two long texts before sentences that surely correspond, into pieces that dynamic programming can take."""
    (i, j), (k, m) = in_a, in_b
    if (j - i) * (m - k) <= _AT_ONCE:
        return [(i, j, k, m)]
    out = []
    for p, q in in_order(a.vectors[i:j], b.vectors[k:m]):
        p, q = p + in_a[0], q + in_b[0]
        sure = float(a.vectors[p] @ b.vectors[q]) > _SURE
        if sure and min(p - i, q - k) > 0 and max(p - i, q - k) >= _PIECE:
            out.append((i, p, k, q))
            i, k = p, q
    return [*out, (i, j, k, m)]


def _within(long: Text, short: Text) -> tuple[int, int]:
    """Return from which to which segment `long` tells what `short` tells: all of it, unless it is more than twice as long.

    A text that stands inside another is aligned where it stands; what is around it has no counterpart, titles least of all.
    """
    a, b = ([i for i, s in enumerate(t.segments) if s.kind in PROSE] for t in (long, short))
    if len(a) <= 2 * len(b) or not b:
        return 0, len(long.segments)
    places = [i for i, _ in in_order(long.vectors[a], short.vectors[b])]
    return (a[places[0]], a[places[-1]] + 1) if places else (0, len(long.segments))


def _lines(text: Text) -> Lines:
    raw = tuple(text.document.view.raw(s.start, s.end) for s in text.segments)
    return Lines(text.document.id, text.part.id, raw, tuple(s.kind for s in text.segments), text.vectors)


def _row(number: int, group: list[tuple[Lines, int, int]]) -> Row:
    spans = [{"doc": t.doc, "part": t.part, "start": t.raw[a][0], "end": t.raw[b - 1][1]} for t, a, b in group]
    pivot, at, _ = group[0]
    close = [float(pivot.vectors[at] @ t.vectors[a]) for t, a, _ in group[1:]]
    spans.sort(key=lambda s: (s["doc"], s["start"]))
    confidence = min(0.99, 0.55 + 0.5 * max(0.0, min(close)))
    # The number is given after the id, which is of the content alone: another family before this one changes none.
    return group_row("alignment", method=METHOD, confidence=confidence, spans=spans, kind=pivot.kinds[at]) | {"group": number}
