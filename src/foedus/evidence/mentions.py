"""A mention of an actor in a text: the record that the readers of events, claims, ties and stances share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from foedus.documents.model import Document
from foedus.evidence.rows import Row
from foedus.evidence.shared import rows_named


@dataclass(frozen=True, slots=True)
class Mention:
    """An actor named in a text: half-open offsets in it, id, kind, and the words as far as they are asked for."""

    start: int
    end: int
    actor: str
    kind: str
    text: str = ""


def outermost(rows: Iterable[Row]) -> list[Row]:
    """Return the rows of actors that stand inside no other: without the states of which a person holds an office."""
    out: list[Row] = []
    for r in sorted(rows, key=lambda r: (r.get("doc", ""), r["start"], -r["end"])):
        if not out or out[-1].get("doc") != r.get("doc") or r["end"] > out[-1]["end"]:
            out.append(r)
    return out


def named_in(document: Document) -> list[Row]:
    """Return who is named in a document as the other readers take it: each stretch of text names one actor."""
    return outermost(rows_named("actors", document))


def mentions(found: Sequence[tuple[int, int, Row]], text: str) -> list[Mention]:
    """Return the actors named in a sentence from rows of the actors table and their offsets in it."""
    return [Mention(a, b, r["actor"], r["kind"] or "", text[a:b]) for a, b, r in found]
