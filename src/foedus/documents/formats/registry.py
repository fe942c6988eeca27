"""Finds the format of a file and unfolds it into documents."""

from __future__ import annotations

import hashlib
import pkgutil
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from functools import cache
from importlib import import_module
from typing import cast

from foedus.core.ids import canonical_json
from foedus.documents.decode import Decoded, UndecodableError, decode
from foedus.documents.formats.entry import Entry, Format
from foedus.documents.model import Metadata

#: Archives inside archives are opened down to this depth.
DEPTH = 4


@dataclass(frozen=True, slots=True)
class Item:
    """One document of a file, decoded or with the reason why not.

    Attributes
    ----------
    id
        Id of the document.
    content
        Its text, or in words why it cannot be read.
    sha256
        Hash of the bytes it was read from; for a record of a list, of the record.
    media_type
        Its media type, where known.
    given
        Metadata given beside the text: these outweigh what the text says of itself.
    """

    id: str
    content: Decoded | str
    sha256: str
    media_type: str | None = None
    given: Metadata = field(default_factory=Metadata)


@cache
def formats() -> tuple[Format, ...]:
    """Return every format found in `foedus.documents.formats`, by name; plain text is what none of them recognises."""
    package = import_module("foedus.documents.formats")
    modules = (import_module(m.name) for m in pkgutil.iter_modules(package.__path__, package.__name__ + "."))
    found = [cast(Format, m) for m in modules if hasattr(m, "recognises")]
    return tuple(sorted(found, key=lambda f: f.NAME))


def holds_many(doc_id: str, data: bytes) -> bool:
    """Say whether a file is of a format that holds any number of documents, to be unfolded as they are read."""
    return any(getattr(f, "MANY", False) and f.recognises(data, doc_id) for f in formats())


def unfold(doc_id: str, data: bytes, given: Metadata | None = None, depth: int = DEPTH) -> Iterator[Item]:
    """Yield every document that a file holds, in its order.

    Parameters
    ----------
    doc_id
        Id of the file.
    data
        Its bytes.
    given
        What is known of the file from a list beside it.
    depth
        How many archives inside archives may be opened.

    Yields
    ------
    Item
        Never raises for bad content: what cannot be read comes with the reason.
    """
    sha = hashlib.sha256(data).hexdigest()
    given = given or Metadata()
    kind = next((f for f in formats() if f.recognises(data, doc_id)), None)
    try:
        if kind is None:
            decoded = decode(data)
            yield Item(doc_id, decoded, sha, _media(doc_id, decoded.media_type), given)
            return
        for entry in kind.entries(data, doc_id):
            yield from _entry(doc_id, entry, sha, given, depth)
    except UndecodableError as problem:
        yield Item(doc_id, str(problem), sha, problem.media_type, given)


def _entry(doc_id: str, entry: Entry, sha: str, given: Metadata, depth: int) -> Iterator[Item]:
    own, about = doc_id + entry.suffix, merged(given, entry.given)
    if isinstance(entry.content, bytes):
        if depth:
            yield from unfold(own, entry.content, about, depth - 1)
        else:
            yield Item(own, f"this lies more than {DEPTH} archives deep; unpack it and read that", sha, entry.media_type, about)
        return
    if isinstance(entry.content, Decoded) and entry.suffix:
        whole = [entry.content.text, *(getattr(about, f.name) for f in fields(about))]
        sha = hashlib.sha256(canonical_json(whole).encode("utf-8", "surrogatepass")).hexdigest()
    media = entry.content.media_type if isinstance(entry.content, Decoded) else entry.media_type
    yield Item(own, entry.content, sha, media, about)


def merged(first: Metadata, second: Metadata) -> Metadata:
    """Return `first` with its gaps filled from `second`."""
    both = {f.name: getattr(first, f.name) or getattr(second, f.name) for f in fields(Metadata)}
    return Metadata(**both)


def _media(name: str, found: str) -> str:
    markdown = found == "text/plain" and name.rsplit(".", 1)[-1].lower() in ("md", "markdown")
    return "text/markdown" if markdown else found
