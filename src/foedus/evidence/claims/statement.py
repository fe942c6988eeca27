"""A sentence as the claims are read from it, and a statement found in it."""

from __future__ import annotations

from dataclasses import dataclass

from foedus.evidence.claims.framing import Framing
from foedus.evidence.claims.speakers import Voice
from foedus.evidence.mentions import Mention


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its offsets in the view, its paragraph, the actors named in it (offsets in the view)."""

    start: int
    end: int
    block: int
    text: str
    mentions: tuple[Mention, ...]
    heads: bool = False  # a heading or title: ends what went before, says nothing itself
    holder: tuple[str, ...] = ()  # who resolves, in a paragraph of a resolution
    lead: int = 0  # … where its words begin
    dated: bool = False  # it names a day, month or year, or one relative to the text's own


@dataclass(frozen=True, slots=True)
class Statement:
    """An attributed sentence. `form` is ``direct``, ``indirect`` or ``author``."""

    sentence: Sentence
    voice: Voice
    form: str
    framing: Framing | None
    denies: bool
    proposition: str | None
    lead: int = 0  #: characters at the sentence's start that only introduce a quotation or a turn, or are another's
    until: int | None = None  #: where in the sentence the statement ends; None at its end
