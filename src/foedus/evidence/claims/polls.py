"""Polls: what respondents answered stands on the word of who asked them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from foedus.evidence.claims.grammar import ReportingGrammar
from foedus.evidence.claims.speakers import UNSPECIFIED, Frame, Voice
from foedus.evidence.mentions import Mention

#: Kinds of actor that take polls.
POLLSTERS = ("organisation", "media")
_NEAR = 80  # characters from the word for a poll to the name of who took it


def pollster(text: str, frame: Frame, mentions: Sequence[Mention], grammar: ReportingGrammar) -> Voice:
    """Return who took the poll that `frame` names: where one ordered it of another, the other.

    Parameters and result as of `by_order`; nobody known is unspecified, never whoever spoke before.
    """
    able = [m for m in mentions if m.kind in POLLSTERS]
    noted = [m for b in grammar.poll_noted.finditer(text) for m in able if b.start() < m.start <= b.start() + 3]
    if grammar.topical:
        before = [m for m in able if m.end <= frame.start and not re.search(r"[다라]고\s|[.!?]\s", text[m.end : frame.start])]
        asked = [m for m in before if grammar.poll_by.match(text, m.end)]
    else:
        near = [m for m in able if m.start <= frame.end + _NEAR and m.end >= frame.start - _NEAR]
        before = sorted((m for m in near if not grammar.poll_for.search(text, 0, m.start)), key=lambda m: abs(m.start - frame.start))
        asked = [m for m in before if grammar.poll_by.search(text, 0, m.start)]
    named = asked or before or noted
    return Voice((named[0].actor,), 0.75) if named else Voice((UNSPECIFIED,), 0.5)
