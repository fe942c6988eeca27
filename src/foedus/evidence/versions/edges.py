"""Compares texts and keeps what was found: which are versions of which, and which hold the wording of which."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar, overload

import numpy as np
from numpy.typing import NDArray

from foedus.evidence.versions.candidates import candidates
from foedus.evidence.versions.library import Library
from foedus.evidence.versions.likeness import NONE, Vectors, least, likeness, promising
from foedus.evidence.versions.shingles import Hashes, containment, distinct
from foedus.evidence.versions.signature import Signature, prose_text

#: Share of a text's wording that makes it a copy of where the same wording stands.
COPIED = 0.5
KIND = "edges"
_VECTORS, _WORDING = 32 * 2**20, 32 * 2**20  # bytes of sentence vectors, and of hashes of wording, held while comparing
_SAVED = 256  # texts after which what was found is written down


@dataclass(frozen=True, slots=True)
class Place:
    """One part of one document."""

    doc: str
    part: str
    signature: Signature


@dataclass(frozen=True, slots=True)
class Edge:
    """Two texts that are not independent.

    Attributes
    ----------
    one, two
        Hashes of the texts (`Signature.text`).
    likeness
        How like versions of one text they are, in [0, 1]; 0 if they are bound by wording alone.
    share_one, share_two
        How much of each has a counterpart in the other, in [0, 1].
    """

    one: str
    two: str
    likeness: float
    share_one: float
    share_two: float

    @property
    def versions(self) -> bool:
        """Whether they are versions of one text, to be aligned."""
        return self.likeness > 0.0


_Kind = TypeVar("_Kind", bound=np.generic)
Heard = Callable[[int, int], None]


def edges(library: Library, places: Sequence[Place], heard: Heard) -> dict[tuple[str, str], Edge]:
    """Compare every text not compared before with all others, and return what is known of all pairs.

    Parameters
    ----------
    library
        The documents; what is found is kept there under the hash of the text.
    places
        Every part with prose.
    heard
        Told how many of the fresh texts were compared.

    Returns
    -------
    dict
        By the hashes of both texts, the smaller first. Equal texts are one text, not a pair.
    """
    texts: dict[str, Place] = {}
    for place in places:
        texts.setdefault(place.signature.text, place)
    before = library.names(KIND)
    library.forget(KIND, before - set(texts))
    fresh = [t not in before for t in texts]
    _compare(library, list(texts.values()), fresh, heard)
    out = {}
    for name in sorted(texts):
        for other, value, own, its in json.loads(library.kept(KIND, name) or b"[]"):
            if other in texts:
                edge = Edge(name, other, value, own, its) if name < other else Edge(other, name, value, its, own)
                out[edge.one, edge.two] = edge
    return out


def _compare(library: Library, texts: Sequence[Place], fresh: Sequence[bool], heard: Heard) -> None:
    vectors = _Held(lambda i: _vectors(library, texts[i]), _VECTORS)
    wording = _Held(lambda i: _wording(library, texts[i]), _WORDING)
    found: dict[str, bytes] = {}
    total = sum(fresh)
    for done, c in enumerate(candidates([t.signature for t in texts], fresh), start=1):
        one = texts[c.text].signature
        near = [j for j, meaning in zip(c.others, c.meaning, strict=True) if meaning]
        bars = [least(one.language, texts[j].signature.language) for j in near]
        hopeful = promising(vectors(c.text), _Each(vectors, near), bars) if near else ()
        likely = {j for j, yes in zip(near, hopeful, strict=True) if yes}
        bound = []
        for j, worded in zip(c.others, c.wording, strict=True):
            if j not in likely and not worded:
                continue
            two = texts[j].signature
            like = likeness(vectors(c.text), vectors(j), least(one.language, two.language)) if j in likely else NONE
            if like.value:
                bound.append((two.text, like.value, like.mutual / one.sentences, like.mutual / two.sentences))
            elif worded:
                shares = containment(wording(c.text), wording(j))
                if max(shares) >= COPIED:
                    bound.append((two.text, 0.0, *shares))
        rounded = [(name, *(round(x, 4) for x in numbers)) for name, *numbers in bound]
        found[one.text] = json.dumps(rounded, separators=(",", ":")).encode()
        if len(found) == _SAVED or done == total:
            library.keep(KIND, found)
            found = {}
            heard(done, total)


def _vectors(library: Library, place: Place) -> Vectors:
    sentences = library.sentences(place.doc, place.part)
    assert sentences is not None, "a part with a signature has sentences"
    return sentences.vectors.astype(np.float32)


def _wording(library: Library, place: Place) -> Hashes:
    document = library.document(place.doc)
    return distinct(prose_text(document, next(p for p in document.parts if p.id == place.part)))


class _Held(Generic[_Kind]):
    """What was last asked for of the texts, by number, up to so many bytes; two of them at least."""

    def __init__(self, make: Callable[[int], NDArray[_Kind]], most: int) -> None:
        self._make, self._most = make, most
        self._held: OrderedDict[int, NDArray[_Kind]] = OrderedDict()
        self._size = 0

    def __call__(self, i: int) -> NDArray[_Kind]:
        if i in self._held:
            self._held.move_to_end(i)
            return self._held[i]
        made = self._held[i] = self._make(i)
        self._size += made.nbytes
        while self._size > self._most and len(self._held) > 2:
            self._size -= self._held.popitem(last=False)[1].nbytes
        return made


class _Each(Sequence[Vectors]):
    """The sentence vectors of some texts, fetched when they are come to."""

    def __init__(self, vectors: Callable[[int], Vectors], texts: Sequence[int]) -> None:
        self._vectors, self._texts = vectors, texts

    def __len__(self) -> int:
        return len(self._texts)

    @overload
    def __getitem__(self, at: int) -> Vectors: ...
    @overload
    def __getitem__(self, at: slice) -> list[Vectors]: ...
    def __getitem__(self, at: int | slice) -> Vectors | list[Vectors]:
        if isinstance(at, slice):
            return [self._vectors(i) for i in self._texts[at]]
        return self._vectors(self._texts[at])


def by_text(places: Sequence[Place]) -> Mapping[str, list[Place]]:
    """Return the places at which each text stands, in the order of the documents."""
    out: dict[str, list[Place]] = {}
    for place in places:
        out.setdefault(place.signature.text, []).append(place)
    return out
