"""A mention of an actor in a text: the record that the readers of events, claims, ties and stances share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from foedus.evidence.rows import Row


@dataclass(frozen=True, slots=True)
class Mention:
    """An actor named in a text: half-open offsets in it, id, kind, and the words as far as they are asked for."""

    start: int
    end: int
    actor: str
    kind: str
    text: str = ""


def mentions(found: Sequence[tuple[int, int, Row]], text: str) -> list[Mention]:
    """Return the actors named in a sentence from rows of the actors table and their offsets in it."""
    return [Mention(a, b, r["actor"], r["kind"] or "", text[a:b]) for a, b, r in found]
