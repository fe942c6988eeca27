"""What must be kept beside a document's text so that the same `Document` can be made again without its file."""

from __future__ import annotations

import json
from dataclasses import asdict, fields

from foedus.documents.decode import Decoded
from foedus.documents.formats.registry import Item
from foedus.documents.model import Hint, Metadata, Page


def essence(item: Item) -> bytes:
    """Return all that is known of a decoded document but its id and its text.

    Raises
    ------
    ValueError
        If the document could not be decoded.
    """
    if isinstance(item.content, str):
        raise ValueError(f"{item.id} has no text")
    decoded = {f.name: getattr(item.content, f.name) for f in fields(Decoded) if f.name != "text"}
    decoded["hints"] = [(h.start, h.end, h.kind) for h in item.content.hints]
    decoded["pages"] = [(p.label, p.start, p.end) for p in item.content.pages]
    decoded["about"] = asdict(item.content.about)
    kept = {"decoded": decoded, "sha256": item.sha256, "media_type": item.media_type, "given": asdict(item.given)}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def restored(doc: str, text: str, kept: bytes) -> Item:
    """Return the item that `essence` was taken of; reading it gives the same document.

    Parameters
    ----------
    doc
        Id of the document.
    text
        Its text.
    kept
        What `essence` returned.
    """
    found = json.loads(kept.decode("utf-8", "surrogatepass"))
    own = found["decoded"] | {
        "hints": tuple(Hint(*h) for h in found["decoded"]["hints"]),
        "pages": tuple(Page(*p) for p in found["decoded"]["pages"]),
        "about": Metadata(**found["decoded"]["about"]),
    }
    return Item(doc, Decoded(text=text, **own), found["sha256"], found["media_type"], Metadata(**found["given"]))
