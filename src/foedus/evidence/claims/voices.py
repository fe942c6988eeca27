"""Who speaks: a reporting frame in a sentence to the ids of actors, by the language's own means."""

from __future__ import annotations

from collections.abc import Sequence

from foedus.evidence.claims.by_order import by_order
from foedus.evidence.claims.by_particle import by_particle
from foedus.evidence.claims.grammar import ReportingGrammar
from foedus.evidence.claims.polls import pollster
from foedus.evidence.claims.speakers import Frame, Memory, Voice
from foedus.evidence.mentions import Mention


def find_voice(text: str, frame: Frame, mentions: Sequence[Mention], memory: Memory, grammar: ReportingGrammar) -> Voice | None:
    """Find whom `frame` names as the speaker, by the language's own means."""
    if any(m.start <= frame.start and frame.end <= m.end for m in mentions):
        return None  # "States" in a name is no verb
    if frame.manner == "poll":
        return pollster(text, frame, mentions, grammar)
    return (by_particle if grammar.topical else by_order)(text, frame, mentions, memory, grammar)
