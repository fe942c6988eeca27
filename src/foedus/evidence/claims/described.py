"""Speakers that a clause describes, in Korean: "… 했다고 주장한 케냐 대통령은 …", "… 하겠다던 가나".

The verb of speech stands in its describing form before the noun that speaks, so that the words reported open the sentence, or
stand behind its topic. The rest of the sentence tells something else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from foedus.evidence.claims.grammar import ReportingGrammar
from foedus.evidence.claims.speakers import Voice
from foedus.evidence.mentions import Mention

_BETWEEN = re.compile(r"\s(?:[가-힣]+\s)?")
_TOPIC = re.compile(r"\W*(?:[^\s,]+\s){0,2}?[^\s,]+[은는],?\s")


def described(text: str, quoted: Sequence[tuple[int, int]], able: Sequence[Mention], grammar: ReportingGrammar) -> list[tuple[int, int, Voice]]:
    """Return the words of speakers that a clause describes, as (start, end, voice)."""
    out = []
    for at, end in _verbs(text, quoted, grammar):
        named = [m for m in able if m.start > end and _BETWEEN.fullmatch(text, end, m.start)]
        if not named or grammar.no_head.match(text, end):
            continue
        first = named[0]
        person = next((m for m in able if m.kind == "person" and 0 <= m.start - first.end <= 12 and not re.search(r"[,은는이가을를]\s", text[first.end : m.start])), None)
        speaker = person or first
        if any(m.end < at and re.match(rf"{grammar.role}(?:이|가)\s", text[m.end :]) for m in able):
            continue  # "리 총리가 위협이라고 부른 칠레": the clause may have a subject of its own
        topic = _TOPIC.match(text, 0, at)
        cuts = [m.end() for m in grammar.contrast.finditer(text, 0, at)]
        out.append((max([topic.end() if topic else 0, *cuts]), speaker.end, Voice((speaker.actor,), 0.6)))
    return out


def _verbs(text: str, quoted: Sequence[tuple[int, int]], grammar: ReportingGrammar) -> list[tuple[int, int]]:
    """Return the verbs of speech in their describing form, with what joins them to the words reported, as offsets."""
    found = grammar.describing_speech.finditer(text)
    return [m.span() for m in found if not any(a < m.end() - 1 and m.start() + 1 < b - 1 for a, b in quoted)]
