"""A sentence as the events reader gets it."""

from __future__ import annotations

from dataclasses import dataclass

from foedus.evidence.mentions import Mention
from foedus.evidence.syntax.model import Predicate


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence or heading to read: its text, the mentions of actors in it, and its predicates."""

    text: str
    mentions: tuple[Mention, ...]
    predicates: tuple[Predicate, ...]
    heading: bool
    block: int
    holder: tuple[str, ...] = ()  #: who resolves, in a paragraph of a resolution
    entry: int | None = None  #: the sentence that opens the entry of a chronology it stands in, if it stands in one
