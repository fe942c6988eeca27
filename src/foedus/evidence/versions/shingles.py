"""Copies by their wording: hashed character n-grams, a fixed share of which is kept as a sketch of the text.

A text that was copied, reprinted under another title, or taken into a longer one shares most of its character
n-grams with the other; independent reports of the same event share few, however much they tell alike. The sketch
keeps every hash that is 0 modulo `SCALE` (Broder 1997, "On the resemblance and containment of documents", sect. 3:
``M(A)``), so the share of one sketch found in another estimates *containment*, also of a short text in a long one,
which MinHash with a fixed number of minima does not.
"""

from __future__ import annotations

import unicodedata

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]
Sketch = NDArray[np.uint32]

#: Length of an n-gram in letters and figures; a syllable or ideograph says as much as about two letters.
LETTERS, SYLLABLES = 16, 8
SCALE = 16  #: one hash of this many is kept
_WIDE = 0x1100  # the first code point whose scripts write syllables or ideographs
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)


def letters(text: str) -> tuple[NDArray[np.uint32], list[int]]:
    """Return the letters and figures of `text`, case and width folded, and the place each came from."""
    codes: list[int] = []
    places: list[int] = []
    for at, c in enumerate(text):
        if c.isalnum():
            for plain in c.lower() if c < "\u3000" else unicodedata.normalize("NFKC", c).casefold():
                codes.append(ord(plain))
                places.append(at)
    return np.array(codes, dtype=np.uint32), places


def grams(codes: NDArray[np.uint32]) -> tuple[Hashes, int]:
    """Return the hash of every n-gram, in order, and the length n that fits the script."""
    wide = len(codes) > 0 and float((codes >= _WIDE).mean()) > 0.3
    n = SYLLABLES if wide else LETTERS
    if len(codes) < n:
        return np.zeros(0, dtype=np.uint64), n
    long = codes.astype(np.uint64)
    out = np.full(len(codes) - n + 1, n, dtype=np.uint64)
    with np.errstate(over="ignore"):
        for k in range(n):
            out = (out ^ long[k : k + len(out)]) * _MULTIPLIER
            out ^= out >> np.uint64(29)
    return out, n


def sketch(text: str) -> Sketch:
    """Return the sketch of a text: the kept hashes, distinct and sorted, 4 bytes each."""
    hashes, _ = grams(letters(text)[0])
    kept = hashes[hashes % np.uint64(SCALE) == 0] >> np.uint64(16)
    return np.unique(kept.astype(np.uint32))


def distinct(text: str) -> Hashes:
    """Return the hashes of the n-grams of a text, each once, sorted."""
    return np.unique(grams(letters(text)[0])[0])


def containment(a: Hashes, b: Hashes) -> tuple[float, float]:
    """Return the share of each text's n-grams (`distinct`) that stands in the other, exactly, both in [0, 1]."""
    if not len(a) or not len(b):
        return 0.0, 0.0
    shared = len(np.intersect1d(a, b, assume_unique=True))
    return shared / len(a), shared / len(b)


def shared_passage(one: str, two: str) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Return where the longest wording common to both stands, as half-open intervals of each text, or None."""
    (codes_a, at_a), (codes_b, at_b) = letters(one), letters(two)
    (a, n), (b, m) = grams(codes_a), grams(codes_b)
    if n != m or not len(a) or not len(b):
        return None
    first: dict[int, int] = {}
    for i, h in enumerate(a.tolist()):
        first.setdefault(h, i)
    best, run, begin, before = 0, 0, (0, 0), -2
    for j, h in enumerate(b.tolist()):
        i = first.get(h, -2)
        run = run + 1 if i >= 0 and i == before + 1 and run else int(i >= 0)
        before = i
        if run > best:
            best, begin = run, (i - run + 1, j - run + 1)
    if not best:
        return None
    i, j = begin
    last = best + n - 2
    return (at_a[i], at_a[i + last] + 1), (at_b[j], at_b[j + last] + 1)
