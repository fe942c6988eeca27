"""Which runs of sentences of two texts correspond: dynamic programming over vectors, in two passes.

A link of `p` sentences with `q` costs ``c (p + q) / 2 + MERGE (p + q - 2)``, where `c` is the cost of Thompson & Koehn
(2019, Vecalign, eq. 2), the distance of the two runs over their mean distances to the other text, raised where one is
much longer. Theirs is weighted by ``p q``, which hides that two sentences told in other two are one link.
The first pass knows a run by the mean of its sentences. Where it sees sentences pair one by one between such that do, they
stay paired; what is left between is aligned again, with each run encoded as one text. That encodes half as much as all
runs and finds the same links. Weights were chosen on one German-French article; ``benchmarks/alignment.py`` measures on others.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from foedus.documents.model import Document, Part, Segment
from foedus.evidence.versions.embed import encode
from foedus.evidence.versions.signature import ALIGNED, mass

Floats = NDArray[np.float64]
Link = tuple[int, int, int, int]
Shape = tuple[int, int]

SPAN, TOGETHER = 5, 6  # longest run on one side; most sentences in one link
MERGE = 0.14  # what each sentence beyond one of each side adds
_SKIP = 0.5  # cost of leaving out a sentence, over the median cost of any two
_SURE = 0.35  # cost below which two sentences surely correspond; that of any two is about .5
_ALIKE, _APART = 0.5, 0.3  # cosine of two sentences that surely correspond, and by how much it exceeds that of any that do not
_FREE = 0.15  # how much longer one run may be, as a logarithm, before the cost rises
_SHAPES = tuple((p, q) for p in range(1, SPAN + 1) for q in range(1, SPAN + 1) if p + q <= TOGETHER)
_CLASS = {"list_item": "sentence", "title": "heading"}


@dataclass(frozen=True, slots=True)
class Text:
    """The alignable sentences of one part, their vectors, and those of runs of them once they are encoded."""

    document: Document
    part: Part
    segments: tuple[Segment, ...]
    vectors: Floats
    runs: dict[Shape, Floats] = field(default_factory=dict)

    def text(self, start: int, end: int) -> str:
        """Return sentences ``start`` to ``end`` (exclusive) as one text."""
        return self.document.view.text[self.segments[start].start : self.segments[end - 1].end]

    def cut(self, first: int, last: int) -> Text:
        """Return sentences ``first`` to ``last`` (exclusive) as a text of their own."""
        if (first, last) == (0, len(self.segments)):
            return self
        return Text(self.document, self.part, self.segments[first:last], self.vectors[first:last])

    def encode(self, stretches: Sequence[tuple[int, int]]) -> None:
        """Encode the runs of two and more sentences inside stretches ``(start, end)``, each once."""
        keys = [(i, k) for s, e in stretches for k in range(2, SPAN + 1) for i in range(s, e - k + 1)]
        keys = [key for key in dict.fromkeys(keys) if key not in self.runs]
        self.runs.update(zip(keys, encode([self.text(i, i + k) for i, k in keys]), strict=True))


@dataclass(frozen=True, slots=True)
class _Side:
    """Runs of a stretch of one text, by length: unit vectors, logarithms of lengths, and which may be linked."""

    vectors: dict[int, Floats]
    mass: dict[int, Floats]
    whole: dict[int, NDArray[np.bool_]]


def text_of(document: Document, part: str) -> Text:
    """Return the alignable sentences of one part of a document."""
    held = next(p for p in document.parts if p.id == part)
    segments = tuple(s for s in held.segments if s.kind in ALIGNED)
    return Text(document, held, segments, encode([document.slice(s) for s in segments]))


def links(a: Text, b: Text) -> list[Link]:
    """Align the sentences of two versions.

    Returns
    -------
    list of (a_start, a_end, b_start, b_end)
        Runs of sentences that correspond, in order, half-open. Sentences without a counterpart are in none.
    """
    n, m = len(a.segments), len(b.segments)
    if not n or not m:
        return []
    means = a.vectors.mean(axis=0), b.vectors.mean(axis=0)
    rough = _grid(_side(a, 0, n, _mean), _side(b, 0, m, _mean), *means)
    skip = _SKIP * float(np.median(rough[1, 1]))
    first = _path(n, m, rough, skip)
    stretches = _unsettled(first, rough[1, 1], n, m)
    a.encode([(i, j) for i, j, _, _ in stretches])
    b.encode([(k, z) for _, _, k, z in stretches])
    found = []
    for i, j, k, z in stretches:
        grid = _grid(_side(a, i, j, _encoded), _side(b, k, z, _encoded), *means)
        found += [(p + i, q + i, x + k, y + k) for p, q, x, y in _path(j - i, z - k, grid, skip)]
    left = {s for i, j, _, _ in stretches for s in range(i, j)}
    return [_uncrossed(a, b, x) for x in sorted([*found, *(x for x in first if not left.intersection(range(x[0], x[1])))])]


def _uncrossed(a: Text, b: Text, link: Link) -> Link:
    """Return of two sentences and two the one pair that corresponds, where it lies across and the others are like nothing.

    A sentence that one version leaves out, beside one that the other adds, costs two skips; joined to the sentence between
    them they cost one link. The sentence before is then what is left out, and the one behind what is added.
    """
    i, j, k, z = link
    if j - i != 2 or z - k != 2:
        return link
    like = a.vectors[i:j] @ b.vectors[k:z].T
    for p, q in ((1, 0), (0, 1)):
        if like[p, q] > _ALIKE and like[p, q] - max(like[0, 0], like[1, 1]) > _APART:
            return i + p, i + p + 1, k + q, k + q + 1
    return link


def _mean(text: Text, start: int, length: int) -> Floats:
    """Return the mean of the vectors of a run; long sentences count more."""
    heavy = np.sqrt([mass(text.text(i, i + 1)) for i in range(start, start + length)])
    v = heavy @ text.vectors[start : start + length]
    return np.asarray(v / max(float(np.linalg.norm(v)), 1e-9))


def _encoded(text: Text, start: int, length: int) -> Floats:
    return text.runs[start, length] if length > 1 else text.vectors[start]


def _side(text: Text, start: int, end: int, vector: Callable[[Text, int, int], Floats]) -> _Side:
    side = _Side({}, {}, {})
    for k in range(1, min(SPAN, end - start) + 1):
        starts = range(start, end - k + 1)
        side.vectors[k] = np.array([vector(text, i, k) for i in starts])
        side.mass[k] = np.log([mass(text.text(i, i + k)) for i in starts])
        side.whole[k] = np.array([_of_a_kind(text, i, k) for i in starts], dtype=bool)
    return side


def _of_a_kind(text: Text, start: int, length: int) -> bool:
    """Whether a run of sentences holds prose only or headings only: a caption is no part of a paragraph."""
    return len({_CLASS.get(s.kind, s.kind) for s in text.segments[start : start + length]}) == 1


def _grid(a: _Side, b: _Side, mean_a: Floats, mean_b: Floats) -> dict[Shape, Floats]:
    """Return what it costs to link a run of `p` sentences of `a` that starts at i with one of `q` of `b` at j, by (p, q)."""
    out = {}
    for p, q in _SHAPES:
        if p not in a.vectors or q not in b.vectors:
            continue
        one, two = a.vectors[p], b.vectors[q]
        usual = (1.0 - one @ mean_b)[:, None] + (1.0 - two @ mean_a)[None, :]
        cost = (1.0 - one @ two.T) / np.maximum(usual, 1e-9)
        off = np.abs(a.mass[p][:, None] - b.mass[q][None, :])
        cost = cost * (1.0 + np.maximum(0.0, off - _FREE)) * (p + q) / 2 + MERGE * (p + q - 2)
        out[p, q] = np.where(a.whole[p][:, None] & b.whole[q][None, :], cost, np.inf)
    return out


def _path(n: int, m: int, grid: dict[Shape, Floats], skip: float) -> list[Link]:
    """Return the links of least cost over n and m sentences."""
    best = [[float("inf")] * (m + 1) for _ in range(n + 1)]
    back = [[(0, 0)] * (m + 1) for _ in range(n + 1)]
    best[0][0] = 0.0
    rows = {shape: cost.tolist() for shape, cost in grid.items()}
    for i in range(n + 1):
        here, fitting = best[i], [(p, q, best[i - p], rows[p, q][i - p]) for p, q in rows if p <= i]
        for j in range(m + 1):
            least, step = here[j], (0, 0)
            if i and best[i - 1][j] + skip < least:
                least, step = best[i - 1][j] + skip, (1, 0)
            if j and here[j - 1] + skip < least:
                least, step = here[j - 1] + skip, (0, 1)
            for p, q, before, cost in fitting:
                if q <= j and before[j - q] + cost[j - q] < least:
                    least, step = before[j - q] + cost[j - q], (p, q)
            here[j], back[i][j] = least, step
    out, i, j = [], n, m
    while i or j:
        p, q = back[i][j]
        if p and q:
            out.append((i - p, i, j - q, j))
        i, j = i - p, j - q
    return out[::-1]


def _unsettled(path: Sequence[Link], cost: Floats, n: int, m: int) -> list[Link]:
    """Return the stretches between sentences that pair one by one, surely, among such that do."""
    single = {(i, k) for i, j, k, z in path if j - i == z - k == 1}
    edges = {(-1, -1), (n, m)}
    settled = [
        (i, k) for i, k in sorted(single)
        if cost[i, k] < _SURE and all((i + e, k + e) in single | edges for e in (-1, 1))
    ]  # fmt: skip
    out, i, k = [], 0, 0
    for p, q in [*settled, (n, m)]:
        if p > i or q > k:
            out.append((i, p, k, q))
        i, k = p + 1, q + 1
    return [x for x in out if x[1] > x[0] and x[3] > x[2]]
