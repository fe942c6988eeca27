"""Which parts are versions of one text, and which of their sentences correspond.

Versions are told by how well their sentences find each other: the mean of the best cosine of each sentence,
both ways (BiMax), times the share of sentences that choose each other, times how well these keep their order.
Two reports of the same days share words and facts; only versions share the order in which they are told. Each family of versions is aligned to its most complete member, its pivot, by exact
dynamic programming over runs of up to `SPAN` sentences with the cost of Thompson & Koehn (2019, Vecalign,
eq. 2): ``(1 - cos(x, y)) |x| |y| / (mean cost of x to random y + mean cost of y to random x)``. Links
through the pivot join into groups, the smallest runs of sentences that correspond in all versions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from foedus.documents.model import Document, Part, Segment
from foedus.evidence.rows import Row, group_row
from foedus.evidence.versions.embed import encode

Floats = NDArray[np.float64]
METHOD = "alignment/1"
SPAN, TOGETHER = 4, 5  # longest run on one side; most sentences in one link
#: Likeness above which two parts are versions of one text: translations, and copies within a language.
TRANSLATION, COPY = 0.47, 0.65
ENOUGH = 3  # sentences that a part needs to be compared
ALIGNED = frozenset({"title", "heading", "byline", "sentence", "list_item", "table_title"})
_PROSE = frozenset({"sentence", "list_item"})
_RANDOM = 100
_CLASS = {"list_item": "sentence", "title": "heading"}


@dataclass(frozen=True, slots=True)
class Text:
    """The alignable sentences of one part, and their vectors."""

    document: Document
    part: Part
    segments: tuple[Segment, ...]
    vectors: Floats

    @property
    def key(self) -> tuple[str, str]:
        """Document and part id."""
        return self.document.id, self.part.id

    def text(self, start: int, end: int) -> str:
        """Return sentences ``start`` to ``end`` (exclusive) as one text."""
        return self.document.view.text[self.segments[start].start : self.segments[end - 1].end]


@dataclass(frozen=True, slots=True)
class Families:
    """Which parts are versions of one another: pivot key by part key, and the pivots' languages."""

    pivot: Mapping[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    language: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def translation_of(self, doc: str, part: str, language: str) -> str | None:
        """Return ``doc#part`` of the version in another language this part is aligned to, or None."""
        pivot = self.pivot.get((doc, part))
        if pivot is None or pivot == (doc, part) or self.language[pivot] == language:
            return None
        return "#".join(pivot)


def _texts(documents: Sequence[Document]) -> list[Text]:
    jobs = []
    for document in documents:
        for part in document.parts:
            segments = tuple(s for s in part.segments if s.kind in ALIGNED)
            if len(segments) >= ENOUGH:
                jobs.append((document, part, segments))
    vectors = encode([d.slice(s) for d, _, segments in jobs for s in segments])
    out, at = [], 0
    for document, part, segments in jobs:
        out.append(Text(document, part, segments, vectors[at : at + len(segments)]))
        at += len(segments)
    return out


def bimax(a: Floats, b: Floats) -> float:
    """Return how well two sets of unit vectors, (n, d) and (m, d), find each other, in [-1, 1].

    The shorter side counts alone where the other is more than twice as long, so that an excerpt is
    still found to be a version of the whole.
    """
    cos = a @ b.T
    one, two = float(cos.max(axis=1).mean()), float(cos.max(axis=0).mean())
    if len(a) * 2 < len(b):
        return one
    if len(b) * 2 < len(a):
        return two
    return (one + two) / 2


def likeness(a: Text, b: Text) -> float:
    """Return how like versions of one text two parts are, in [0, 1]; headings and bylines do not count."""
    va, vb = (t.vectors[[i for i, s in enumerate(t.segments) if s.kind in _PROSE]] for t in (a, b))
    if len(va) < ENOUGH or len(vb) < ENOUGH:
        return 0.0
    cos = va @ vb.T
    forth, back = cos.argmax(axis=1), cos.argmax(axis=0)
    pairs = [(i, int(j)) for i, j in enumerate(forth) if back[j] == i]
    mutual = len(pairs) / min(len(va), len(vb))
    turns = [(p[0] - q[0]) * (p[1] - q[1]) > 0 for k, p in enumerate(pairs) for q in pairs[:k]]
    order = sum(turns) / len(turns) if turns else 0.0
    return max(0.0, bimax(va, vb)) * mutual * order


def _families(texts: Sequence[Text]) -> list[list[int]]:
    """Return the groups of two and more texts that are versions of one another, pivot first."""
    parent = list(range(len(texts)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    score = np.zeros((len(texts), len(texts)))
    for i, a in enumerate(texts):
        for j in range(i):
            score[i, j] = score[j, i] = likeness(a, texts[j])
            if score[i, j] > (COPY if a.part.language == texts[j].part.language else TRANSLATION):
                parent[root(i)] = root(j)
    groups: dict[int, list[int]] = {}
    for i in range(len(texts)):
        groups.setdefault(root(i), []).append(i)
    out = []
    for members in groups.values():
        if len(members) > 1:
            # The most complete member that the others resemble most.
            pivot = max(members, key=lambda i: (len(texts[i].segments) * score[i, members].sum(), -i))
            out.append([pivot, *(i for i in members if i != pivot)])
    return out


def _mass(text: str) -> float:
    """Length in Latin letters: a syllable or ideograph says as much as about two."""
    return sum(2.2 if c >= "\u1100" else 1.0 for c in text) + 1.0


def _of_a_kind(text: Text, start: int, length: int) -> bool:
    """Whether a run of sentences holds prose only or headings only: a caption is no part of a paragraph."""
    kinds = {_CLASS.get(s.kind, s.kind) for s in text.segments[start : start + length]}
    return len(kinds) == 1


def _runs(text: Text) -> tuple[Floats, dict[tuple[int, int], int]]:
    """Return the vectors of every run of up to `SPAN` sentences, and their indices by (start, length)."""
    n = len(text.segments)
    index = {(i, 1): i for i in range(n)}
    longer = [(i, k) for k in range(2, SPAN + 1) for i in range(n - k + 1)]
    for pos, key in enumerate(longer):
        index[key] = n + pos
    if not longer:
        return text.vectors, index
    more = encode([text.text(i, i + k) for i, k in longer])
    return np.concatenate([text.vectors, more]), index


def links(a: Text, b: Text, rng: np.random.Generator) -> list[tuple[int, int, int, int]]:
    """Align the sentences of two versions.

    Returns
    -------
    list of (a_start, a_end, b_start, b_end)
        Runs of sentences that correspond, in order. Sentences without a counterpart are in none.
    """
    va, ia = _runs(a)
    vb, ib = _runs(b)
    n, m = len(a.segments), len(b.segments)
    dist = 1.0 - va @ vb.T
    mean_a = dist[:, rng.integers(0, m, _RANDOM)].mean(axis=1)
    mean_b = dist[rng.integers(0, n, _RANDOM), :].mean(axis=0)
    cost = dist / np.maximum(mean_a[:, None] + mean_b[None, :], 1e-9)
    skip = float(np.quantile(cost[:n, :m], 0.2))
    # Translations are about as long as each other; beyond a factor of 1.6 the cost rises.
    la = np.array([_mass(a.text(i, i + k)) for i, k in ia])
    lb = np.array([_mass(b.text(i, i + k)) for i, k in ib])
    off = np.abs(np.log(la[:, None] / lb[None, :]))
    cost = cost * (1.0 + np.maximum(0.0, off - 0.5))
    merged = np.array([k for _, k in ia])[:, None] + np.array([k for _, k in ib])[None, :] > 2
    cost[merged & (off > 0.9)] = np.inf
    cost[[not _of_a_kind(a, i, k) for i, k in ia], :] = np.inf
    cost[:, [not _of_a_kind(b, i, k) for i, k in ib]] = np.inf
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


def _groups(pivot: Text, others: Sequence[tuple[Text, list[tuple[int, int, int, int]]]]) -> list[list[tuple[Text, int, int]]]:
    """Join the links of all versions to the pivot where they share a sentence of it."""
    n = len(pivot.segments)
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


def align_documents(documents: Sequence[Document]) -> tuple[Families, list[Row]]:
    """Find the versions among all parts of all documents and align them.

    Returns
    -------
    families
        Which part is a version of which.
    rows
        Rows of the table ``alignment``, one per group of corresponding sentences.
    """
    texts = _texts(documents)
    pivot_of: dict[tuple[str, str], tuple[str, str]] = {}
    language: dict[tuple[str, str], str] = {}
    rows: list[Row] = []
    for family in _families(texts):
        pivot, others = texts[family[0]], [texts[i] for i in family[1:]]
        language[pivot.key] = pivot.part.language
        for t in (pivot, *others):
            pivot_of[t.key] = pivot.key
        rng = np.random.default_rng(0)
        for group in _groups(pivot, [(t, links(pivot, t, rng)) for t in others]):
            rows.append(_row(len(rows) + 1, group))
    return Families(pivot_of, language), rows


def _row(number: int, group: list[tuple[Text, int, int]]) -> Row:
    spans = []
    for text, a, b in group:
        start, end = text.document.view.raw(text.segments[a].start, text.segments[b - 1].end)
        spans.append({"doc": text.document.id, "part": text.part.id, "start": start, "end": end})
    first = group[0][0].vectors[group[0][1]]
    close = [float(first @ t.vectors[a]) for t, a, _ in group[1:]]
    spans.sort(key=lambda s: (s["doc"], s["start"]))
    kind = group[0][0].segments[group[0][1]].kind
    return group_row(
        "alignment", method=METHOD, confidence=min(0.99, 0.55 + 0.5 * max(0.0, min(close))), group=number, spans=spans, kind=kind
    )
