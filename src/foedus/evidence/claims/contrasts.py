"""Two speakers in one sentence, the second against the first ("X condemned it, but Y denied it")."""

from __future__ import annotations

from collections.abc import Sequence

from foedus.evidence.claims.frames import frames
from foedus.evidence.claims.grammar import ReportingGrammar
from foedus.evidence.claims.speakers import UNSPECIFIED, Memory, Voice, find_voice
from foedus.evidence.mentions import Mention

Half = tuple[int, int, Voice, bool]


def contrasted(
    text: str, quoted: Sequence[tuple[int, int]], mentions: Sequence[Mention], grammar: ReportingGrammar
) -> tuple[Half, Half] | None:
    """Return the two halves of a sentence as (start, end, voice, whether it denies), where each names a speaker of its own.

    Parameters
    ----------
    text
        The sentence; offsets of `quoted` and `mentions` count in it.
    """
    for m in grammar.contrast.finditer(text):
        if any(a < m.end() < b for a, b in quoted):
            continue
        one = _half(text, 0, m.end(), quoted, mentions, grammar)
        two = _half(text, m.end(), len(text), quoted, mentions, grammar)
        if one and two and one[2].speakers != two[2].speakers:
            return one, two
    return None


def _half(
    text: str, start: int, end: int, quoted: Sequence[tuple[int, int]], mentions: Sequence[Mention], grammar: ReportingGrammar
) -> Half | None:
    start += len(text[start:end]) - len(text[start:end].lstrip())
    inside = [Mention(m.start - start, m.end - start, m.actor, m.kind, m.text) for m in mentions if start <= m.start and m.end <= end]
    marks = [(a - start, b - start) for a, b in quoted if start <= a and b <= end]
    found = frames(text[start:end], marks, grammar)
    denies = any(f.denies for f in found) or grammar.denied_words.search(text, start, end) is not None
    for frame in found:
        voice = find_voice(text[start:end], frame, inside, Memory(), grammar)
        if voice is not None and voice.speakers != (UNSPECIFIED,):
            return start, end, voice, denies
    return None
