"""Words that a noun carries in Korean, and whose it is: "… 다는 것이 그의 경고다", "정부의 설명은 … 다는 것이다", "… 다는 분석이다".

The words reported fill the sentence, so that whoever is its topic or subject stands in them. Whose words they are is told before
the noun; where nothing is, whoever spoke in the paragraph goes on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from foedus.evidence.claims.grammar import ReportingGrammar
from foedus.evidence.claims.speakers import UNSPECIFIED, Frame, Memory, Voice, group, with_joined
from foedus.evidence.mentions import Mention

_N = "".join(chr(c) for c in range(0xAC00 + 4, 0xD7A4, 28))  # syllables that end in ㄴ, as describing words do
_MARK = re.compile(rf"(?:의|측의?|쪽의?)?\s*(?:[가-힣]*(?:[{_N}]|적)\s*)?$")  # what joins an owner to the noun
_TOPIC = re.compile(r"\W*(?:[^\s,]+\s){0,2}?[^\s,]+[은는]\s")
_THING = re.compile(r"\s*것[이은]\s")


def carried_by_noun(text: str, frame: Frame, able: Sequence[Mention], memory: Memory, grammar: ReportingGrammar) -> Voice | None:
    """Return whose words a noun carries, or None where `frame` is no such noun.

    Parameters and result as of `by_particle`.
    """
    found = next((m for m in grammar.carrying.finditer(text) if m.start() <= frame.start and frame.end <= m.end() + 1), None)
    if found is not None:
        thing = _THING.match(text, found.start("owner"))
        if grammar.attitude.fullmatch(found["noun"]) and not found["owner"].strip():
            return None  # "X는 … 다는 입장이다": the topic's
        return _owner(text, thing.end() if thing else found.start("owner"), found.end("owner"), able, memory, grammar)
    if grammar.thing_last.match(text, frame.start) is None:
        return None
    opens = grammar.carrying_first.match(text)
    if opens is not None and opens.end() < frame.start:
        return _owner(text, opens.start("owner"), opens.end("owner"), able, memory, grammar)
    return _owner(text, 0, 0, able, memory, grammar)


def inner_words(text: str, able: Sequence[Mention], grammar: ReportingGrammar) -> list[tuple[int, int, Voice]]:
    """Return words that a noun carries inside another's sentence, as (start, end, voice): "그는 … 했다는 페루의 주장을 일축했다".

    Only where an actor known owns the noun: other such words are told with the sentence.
    """
    out = []
    for found in grammar.carrying_inside.finditer(text):
        own = [m for m in able if found.start("owner") <= m.start and m.end <= found.end("owner")]
        if own and re.fullmatch(rf"{grammar.role}(?:의|측의?|쪽의?)\s?", text[own[-1].end : found.end("owner")]):
            rest = _MARK.sub("", text[own[-1].end : found.end("owner")])
            who = with_joined(own[-1], able, text, grammar)
            if rest.strip() and own[-1].kind in {"state", "government", "place"} and not grammar.state_voices.search(rest):
                who = group(who, rest, grammar)  # "일본 언론의 주장"
            topic = _TOPIC.match(text, 0, found.start())
            if who != (UNSPECIFIED,):
                out.append((topic.end() if topic else 0, found.end(), Voice(who, 0.6)))
    return out


def _owner(text: str, start: int, end: int, able: Sequence[Mention], memory: Memory, grammar: ReportingGrammar) -> Voice:
    words = _MARK.sub("", text[start:end]).strip()
    if not words:
        who = memory.latest or memory.main or memory.here or memory.speaker
        return Voice(who, 0.6) if who else Voice((UNSPECIFIED,), 0.45)
    if grammar.pronoun.fullmatch(f"{words}는"[:-1]) or grammar.pronoun.match(text[start:end]):
        who = memory.anaphor(words, grammar)
        return Voice(who, 0.7) if who else Voice((UNSPECIFIED,), 0.5)
    named = [m for m in able if start <= m.start and m.end <= end]
    if named and re.fullmatch(rf"{grammar.role}(?:의|측의?|쪽의?|\s)*(?:[가-힣]*(?:[{_N}]|적)\s*)?", text[named[-1].end : end]):
        return Voice(with_joined(named[-1], able, text, grammar), 0.75)
    if grammar.same_body.fullmatch(words) and (who := (memory.body,) if memory.body else memory.goes_on()):
        return Voice(who, 0.6)
    if grammar.rulers_name.fullmatch(words) and memory.rulers():
        return Voice(memory.rulers(), 0.55)
    return Voice((UNSPECIFIED,), 0.5)
