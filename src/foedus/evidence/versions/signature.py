"""What is kept of a part so that it can be compared without being read again.

For each part with prose: the `Signature`, small enough that those of all documents are held at once (mean vectors
of a few sentences each, and a sketch of the wording), and the vectors of its sentences, which are fetched only for
the pairs that the signatures bring together. Both in half precision. Of a text that stands alone there is nothing
to compare: its vectors wait until there is something, and loading the encoder with them.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.documents.model import Document, Part, Segment
from foedus.evidence.versions.embed import encode
from foedus.evidence.versions.shingles import Sketch, sketch

Half = NDArray[np.float16]

PROSE = frozenset({"sentence", "list_item"})
ALIGNED = PROSE | {"title", "heading", "byline", "table_title"}
CHUNK = 8  #: about how many sentences one mean vector stands for
_HEAD = struct.Struct("<16s12sIIIIIHI")
_LIST = struct.Struct("<IH")


@dataclass(frozen=True, slots=True)
class Signature:
    """What is held of one part while documents are compared.

    Attributes
    ----------
    text
        Hash of the language and the prose: equal for equal texts, wherever they stand.
    language
        ISO 639-1 code.
    start
        Raw offset at which the part begins, which orders the parts of a document.
    sentences
        How many prose sentences it has.
    lines
        How many segments it has that are aligned, headings included.
    mass
        Length of its prose in Latin letters.
    chunks
        Unit mean vectors of about `CHUNK` sentences each, (k, d); (0, 0) while they wait.
    sketch
        Hashes of its wording.
    """

    text: str
    language: str
    start: int
    sentences: int
    lines: int
    mass: int
    chunks: Half
    sketch: Sketch

    @property
    def waits(self) -> bool:
        """Whether its vectors have not been made."""
        return not len(self.chunks)

    def pack(self) -> bytes:
        """Return it as bytes."""
        k, d = self.chunks.shape
        head = _HEAD.pack(
            bytes.fromhex(self.text), self.language.encode(), self.start, self.sentences, self.lines, self.mass, k, d, len(self.sketch)
        )
        return head + self.chunks.tobytes() + self.sketch.tobytes()

    @classmethod
    def unpack(cls, data: bytes) -> Signature:
        """Return what `pack` packed."""
        text, language, start, sentences, lines, mass, k, d, size = _HEAD.unpack_from(data)
        chunks = np.frombuffer(data, dtype=np.float16, count=k * d, offset=_HEAD.size).reshape(k, d)
        kept = np.frombuffer(data, dtype=np.uint32, count=size, offset=_HEAD.size + 2 * k * d)
        return cls(text.hex(), language.rstrip(b"\0").decode(), start, sentences, lines, mass, chunks, kept)


@dataclass(frozen=True, slots=True)
class Sentences:
    """The prose sentences of one part: raw intervals, (n,) each, and unit vectors, (n, d), or (n, 0) while they wait."""

    starts: NDArray[np.uint32]
    ends: NDArray[np.uint32]
    vectors: Half

    @property
    def waits(self) -> bool:
        """Whether their vectors have not been made."""
        return not self.vectors.shape[1]

    def pack(self) -> bytes:
        """Return them as bytes."""
        return _LIST.pack(*self.vectors.shape) + self.starts.tobytes() + self.ends.tobytes() + self.vectors.tobytes()

    @classmethod
    def unpack(cls, data: bytes) -> Sentences:
        """Return what `pack` packed."""
        n, d = _LIST.unpack_from(data)
        at = _LIST.size
        starts = np.frombuffer(data, dtype=np.uint32, count=n, offset=at)
        ends = np.frombuffer(data, dtype=np.uint32, count=n, offset=at + 4 * n)
        return cls(starts, ends, np.frombuffer(data, dtype=np.float16, count=n * d, offset=at + 8 * n).reshape(n, d))

    def at(self, start: int) -> int | None:
        """Return the index of the sentence that raw offset `start` stands in, or None."""
        i = int(np.searchsorted(self.starts, start, side="right")) - 1
        return i if i >= 0 and start < self.ends[i] else None


def prose(part: Part) -> list[Segment]:
    """Return the sentences of a part that are told rather than set out: what versions are known by."""
    return [s for s in part.segments if s.kind in PROSE]


def prose_text(document: Document, part: Part) -> str:
    """Return the prose of a part as one text, one sentence a line."""
    return "\n".join(document.slice(s) for s in prose(part))


def mass(text: str) -> float:
    """Return the length of `text` in Latin letters: a syllable or ideograph says as much as about two."""
    return sum(2.2 if c >= "\u1100" else 1.0 for c in text) + 1.0


def sign(document: Document, *, alone: bool = False) -> Iterator[tuple[str, Signature, Sentences]]:
    """Yield the id, the signature and the sentences of every part of `document` that has prose.

    If it is read `alone` and has one such part, the vectors wait (`Signature.waits`, `Sentences.waits`).
    """
    waits = alone and sum(any(s.kind in PROSE for s in p.segments) for p in document.parts) < 2
    for part in document.parts:
        segments = prose(part)
        if not segments:
            continue
        text = prose_text(document, part)
        vectors = np.zeros((len(segments), 0)) if waits else encode([document.slice(s) for s in segments])
        raw = [document.view.raw(s.start, s.end) for s in segments]
        sentences = Sentences(
            np.array([a for a, _ in raw], dtype=np.uint32), np.array([b for _, b in raw], dtype=np.uint32),
            vectors.astype(np.float16),
        )
        name = hashlib.sha256(f"{part.language}\n{text}".encode("utf-8", "surrogatepass")).digest()[:16].hex()
        yield part.id, Signature(
            name, part.language, raw[0][0], len(segments), sum(s.kind in ALIGNED for s in part.segments), round(mass(text)),
            np.zeros((0, 0), dtype=np.float16) if waits else _chunks(vectors), sketch(text),
        ), sentences


def _chunks(vectors: NDArray[np.float64]) -> Half:
    means = np.array([c.mean(axis=0) for c in np.array_split(vectors, max(1, round(len(vectors) / CHUNK)))])
    norm = np.linalg.norm(means, axis=1, keepdims=True)
    return np.asarray(means / np.where(norm > 0, norm, 1.0), dtype=np.float16)
