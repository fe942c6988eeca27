"""Which sentences of two versions of one text correspond.

Each family of versions (`foedus.evidence.versions.families`) is aligned to its most complete member, its pivot, by
exact dynamic programming over runs of up to `SPAN` sentences with the cost of Thompson & Koehn (2019, Vecalign,
eq. 2): ``(1 - cos(x, y)) |x| |y| / (mean cost of x to random y + mean cost of y to random x)``. Links
through the pivot join into groups, the smallest runs of sentences that correspond in all versions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.documents.model import Document, Part, Segment
from foedus.evidence.rows import Row, group_row
from foedus.evidence.versions.embed import encode
from foedus.evidence.versions.families import Family
from foedus.evidence.versions.library import Library
from foedus.evidence.versions.likeness import in_order
from foedus.evidence.versions.signature import ALIGNED, PROSE, mass

Floats = NDArray[np.float64]
Link = tuple[int, int, int, int]
METHOD = "alignment/1"
SPAN, TOGETHER = 4, 5  # longest run on one side; most sentences in one link
_RANDOM = 100
_AT_ONCE = 160_000  # pairs of sentences that are aligned in one go: 400 of each text
_PIECE, _SURE = 100, 0.6  # sentences of a piece of longer texts, and the cosine of two before which they may be cut
_CLASS = {"list_item": "sentence", "title": "heading"}


@dataclass(frozen=True, slots=True)
class Text:
    """The alignable sentences of one part, and their vectors."""

    document: Document
    part: Part
    segments: tuple[Segment, ...]
    vectors: Floats

    def text(self, start: int, end: int) -> str:
        """Return sentences ``start`` to ``end`` (exclusive) as one text."""
        return self.document.view.text[self.segments[start].start : self.segments[end - 1].end]


@dataclass(frozen=True, slots=True)
class Runs:
    """Every run of up to `SPAN` sentences of a text: vectors, indices by (start, length), lengths, and what holds only prose or only headings."""

    vectors: Floats
    index: dict[tuple[int, int], int]
    mass: Floats
    whole: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Lines:
    """What the rows of the table need of a text once it is aligned, so that the text itself can go."""

    doc: str
    part: str
    raw: tuple[tuple[int, int], ...]
    kinds: tuple[str, ...]
    vectors: Floats


def text_of(document: Document, part: str) -> Text:
    """Return the alignable sentences of one part of a document."""
    held = next(p for p in document.parts if p.id == part)
    segments = tuple(s for s in held.segments if s.kind in ALIGNED)
    return Text(document, held, segments, encode([document.slice(s) for s in segments]))


def _of_a_kind(text: Text, start: int, length: int) -> bool:
    """Whether a run of sentences holds prose only or headings only: a caption is no part of a paragraph."""
    kinds = {_CLASS.get(s.kind, s.kind) for s in text.segments[start : start + length]}
    return len(kinds) == 1


def runs_of(text: Text) -> Runs:
    """Return every run of up to `SPAN` sentences of `text`."""
    n = len(text.segments)
    index = {(i, 1): i for i in range(n)}
    longer = [(i, k) for k in range(2, SPAN + 1) for i in range(n - k + 1)]
    index |= {key: n + pos for pos, key in enumerate(longer)}
    vectors = text.vectors
    if longer:
        vectors = np.concatenate([vectors, encode([text.text(i, i + k) for i, k in longer])])
    return Runs(
        vectors, index, np.array([mass(text.text(i, i + k)) for i, k in index]),
        np.array([_of_a_kind(text, i, k) for i, k in index], dtype=bool),
    )


def links(a: Runs, b: Runs, rng: np.random.Generator) -> list[Link]:
    """Align the sentences of two versions.

    Returns
    -------
    list of (a_start, a_end, b_start, b_end)
        Runs of sentences that correspond, in order. Sentences without a counterpart are in none.
    """
    ia, ib = a.index, b.index
    n, m = (sum(k == 1 for _, k in index) for index in (ia, ib))
    dist = 1.0 - a.vectors @ b.vectors.T
    mean_a = dist[:, rng.integers(0, m, _RANDOM)].mean(axis=1)
    mean_b = dist[rng.integers(0, n, _RANDOM), :].mean(axis=0)
    cost = dist / np.maximum(mean_a[:, None] + mean_b[None, :], 1e-9)
    skip = float(np.quantile(cost[:n, :m], 0.2))
    # Translations are about as long as each other; beyond a factor of 1.6 the cost rises.
    off = np.abs(np.log(a.mass[:, None] / b.mass[None, :]))
    cost = cost * (1.0 + np.maximum(0.0, off - 0.5))
    merged = np.array([k for _, k in ia])[:, None] + np.array([k for _, k in ib])[None, :] > 2
    cost[merged & (off > 0.9)] = np.inf
    cost[~a.whole, :] = np.inf
    cost[:, ~b.whole] = np.inf
    shapes = [(p, q) for p in range(1, SPAN + 1) for q in range(1, SPAN + 1) if min(p, q) == 1 and p + q <= TOGETHER]
    best = np.full((n + 1, m + 1), np.inf)
    back: dict[tuple[int, int], tuple[int, int]] = {}
    best[0, 0] = 0.0
    for i in range(n + 1):
        for j in range(m + 1):
            if i and best[i - 1, j] + skip < best[i, j]:
                best[i, j], back[i, j] = best[i - 1, j] + skip, (1, 0)
            if j and best[i, j - 1] + skip < best[i, j]:
                best[i, j], back[i, j] = best[i, j - 1] + skip, (0, 1)
            for p, q in shapes:
                if p <= i and q <= j:
                    c = best[i - p, j - q] + cost[ia[i - p, p], ib[j - q, q]] * p * q
                    if c < best[i, j]:
                        best[i, j], back[i, j] = c, (p, q)
    out, i, j = [], n, m
    while i or j:
        p, q = back[i, j]
        if p and q:
            out.append((i - p, i, j - q, j))
        i, j = i - p, j - q
    return out[::-1]


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
    whole = runs_of(pivot) if len(pivot.segments) ** 2 <= _AT_ONCE else None
    rng = np.random.default_rng(0)
    others = []
    for place in family.others:
        text = text_of(library.document(place.doc), place.part)
        others.append((_lines(text), _linked(pivot, text, whole, rng)))
    return [_row(n, group) for n, group in enumerate(_groups(_lines(pivot), others), start=1)]


def _linked(a: Text, b: Text, whole: Runs | None, rng: np.random.Generator) -> list[Link]:
    """Align two texts, where one stands inside the other there, and long ones piece by piece; `whole` holds the runs of all of `a`."""
    found: list[Link] = []
    for i, j, k, m in _pieces(a, b, _within(a, b), _within(b, a)):
        runs = whole if whole is not None and (i, j) == (0, len(a.segments)) else runs_of(_cut(a, i, j))
        found += [(p + i, q + i, x + k, y + k) for p, q, x, y in links(runs, runs_of(_cut(b, k, m)), rng)]
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


def _cut(text: Text, first: int, last: int) -> Text:
    return Text(text.document, text.part, text.segments[first:last], text.vectors[first:last])


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
