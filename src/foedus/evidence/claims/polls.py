"""Polls: what respondents answered is theirs, and stands on the word of who asked them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from foedus.evidence.claims.grammar import ReportingGrammar
from foedus.evidence.claims.speakers import UNSPECIFIED, Frame, Voice
from foedus.evidence.mentions import Mention

#: Kinds of actor that take polls.
POLLSTERS = ("organisation", "media")
ANSWERS = Frame(0, 0, "poll", True)  #: marks what was answered to a poll told before
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
    named = tuple(m.actor for m in (asked or before or noted)[:1])
    people = respondents(text, mentions, grammar)
    both = tuple(dict.fromkeys((*named, *people)))
    return Voice(both, 0.75 if named else 0.55) if both else Voice((UNSPECIFIED,), 0.5)


def respondents(text: str, mentions: Sequence[Mention], grammar: ReportingGrammar) -> tuple[str, ...]:
    """Return the people of which state were asked ("57 per cent of Peruvians", "전국 성인 1,000명"), or nobody."""
    asked = list(grammar.asked.finditer(text))
    for m in mentions:
        if m.kind == "population" and (grammar.asked_of.search(text, 0, m.start) or any(m.start < a.start() <= m.end + 1 for a in asked)):
            return (m.actor,)
    if not asked:
        return ()
    at = asked[0].start()
    owners = [m.actor for m in mentions if m.kind in {"state", "government"} and m.end <= at and re.fullmatch(r"(?:의|\s)*", text[m.end : at])]
    state = owners[0].removesuffix("_GOV") if owners else grammar.home
    return (f"{state}_MASSES",) if state else ()


def answered(text: str, near: bool, grammar: ReportingGrammar) -> bool:
    """Whether a sentence after a poll tells what was answered to it; far from the poll it must say so itself."""
    if not grammar.poll_signs.search(text):
        return False
    return grammar.answers.search(text) is not None or (near and grammar.respondents.search(text) is not None)


def each_answer(text: str, grammar: ReportingGrammar) -> list[tuple[int, int]]:
    """Return the parts of a sentence that each tell an answer of their own, as offsets; none where it tells one."""
    for m in grammar.contrast.finditer(text):
        if grammar.answers.search(text, 0, m.end()) and grammar.answers.search(text, m.end()) and grammar.poll_signs.search(text, m.end()):
            return [(0, m.end()), (m.end(), len(text))]
    return []
