"""Which pairs of texts are worth comparing: all that could be versions or copies, and few others.

Whether a pair is a candidate depends on the two texts alone, never on which others there are: what was decided
for a pair stays decided when documents are added.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.evidence.versions.likeness import ENOUGH
from foedus.evidence.versions.signature import Signature

#: Cosine of the nearest mean vectors from which two texts are compared, in one language and in two, by whether the
#: shorter has at least `FEW` sentences. ``benchmarks/corpus.py --candidates`` measures how many versions these keep.
FEW = 6
NEAR = (0.6, 0.5)
NEAR_SHORT = (0.5, 0.38)
#: Share of the smaller sketch that must stand in the other, and the fewest hashes, for the wording to be compared.
ALIKE, LEAST = 0.25, 3
_BLOCK = 512  # texts compared with all others at a time


@dataclass(frozen=True, slots=True)
class Candidates:
    """The texts that one fresh text is to be compared with, all by their place in the list.

    Attributes
    ----------
    text
        The fresh text.
    others
        Every text before it, and every text after it that is not fresh, that it may be bound to, ascending.
    meaning, wording
        For each of these, whether meaning and whether wording speaks for it.
    """

    text: int
    others: tuple[int, ...]
    meaning: tuple[bool, ...]
    wording: tuple[bool, ...]


def candidates(texts: Sequence[Signature], fresh: Sequence[bool]) -> Iterator[Candidates]:
    """Yield for each fresh text what it is to be compared with, so that every pair with a fresh text is met once.

    Parameters
    ----------
    texts
        Signatures of distinct texts.
    fresh
        Whether each has not been compared before.
    """
    new = np.array(fresh, dtype=bool)
    todo = np.flatnonzero(new)
    if not len(todo):
        return
    if len(texts) == 1:  # it may have no vectors yet
        yield Candidates(0, (), (), ())
        return
    everything = np.arange(len(texts))
    chunks = np.concatenate([t.chunks for t in texts])
    owner = np.concatenate([[0], np.cumsum([len(t.chunks) for t in texts])])
    size, widths = np.array([t.sentences for t in texts]), np.array([len(t.sketch) for t in texts])
    codes = np.array([t.language for t in texts])
    hashes = np.concatenate([t.sketch for t in texts])
    order = np.argsort(hashes, kind="stable")
    hashes, holder = hashes[order], np.repeat(everything, widths)[order]
    for at in range(0, len(todo), _BLOCK):
        block = todo[at : at + _BLOCK]
        near = _nearest(texts, block, chunks, owner)
        for row, i in enumerate(block):
            few, same = np.minimum(size, size[i]), codes == codes[i]
            bar = np.where(few >= FEW, np.where(same, *NEAR), np.where(same, *NEAR_SHORT))
            meaning = (near[row] >= bar) & (few >= ENOUGH)
            wording = _overlap(texts[i], hashes, holder, len(texts)) >= np.maximum(LEAST, ALIKE * np.minimum(widths, widths[i]))
            others = np.flatnonzero((meaning | wording) & (~new | (everything < i)) & (everything != i))
            yield Candidates(int(i), tuple(others.tolist()), tuple(meaning[others].tolist()), tuple(wording[others].tolist()))


def _nearest(
    texts: Sequence[Signature], block: NDArray[np.int64], chunks: NDArray[np.float16], owner: NDArray[np.int64]
) -> NDArray[np.float32]:
    """Return the cosine of the nearest mean vectors of each text of `block` and every text, (block, texts)."""
    own = np.concatenate([texts[i].chunks for i in block]).astype(np.float32)
    starts = np.concatenate([[0], np.cumsum([len(texts[i].chunks) for i in block])])[:-1]
    out = np.empty((len(block), len(texts)), dtype=np.float32)
    for a in range(0, len(texts), _BLOCK):
        z = min(a + _BLOCK, len(texts))
        cos = own @ chunks[owner[a] : owner[z]].astype(np.float32).T
        by_row = np.maximum.reduceat(cos, starts, axis=0)
        out[:, a:z] = np.maximum.reduceat(by_row, owner[a:z] - owner[a], axis=1)
    return out


def _overlap(text: Signature, hashes: NDArray[np.uint32], holder: NDArray[np.int64], n: int) -> NDArray[np.int64]:
    """Return how many hashes of `text` the sketch of each text holds."""
    first, last = (np.searchsorted(hashes, text.sketch, side=side) for side in ("left", "right"))
    lengths = last - first
    at = np.repeat(first - np.concatenate([[0], np.cumsum(lengths)[:-1]]), lengths) + np.arange(lengths.sum())
    return np.bincount(holder[at.astype(np.int64)], minlength=n)
