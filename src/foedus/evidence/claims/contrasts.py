"""Several statements in one sentence: another speaker against the first, or another act of speech of the same one.

"X condemned it, but Y denied it"; "X denied the charge, accused Y and demanded that …". Each part of the sentence that has a
reporting frame of its own is a statement of its own, with its own speaker, label and denial. A part whose verb has no subject
is the speaker's before, unless the words reported could be the subject's: "X said that Y had closed the port and demanded a
fee" stays one statement.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from foedus.evidence.claims.frames import frames
from foedus.evidence.claims.grammar import ReportingGrammar
from foedus.evidence.claims.speakers import UNSPECIFIED, Frame, Memory, Voice
from foedus.evidence.claims.voices import find_voice
from foedus.evidence.mentions import Mention
from foedus.langs.grammar.name_home import belongs_to

Half = tuple[int, int, Voice, Frame]
_PASSIVE = re.compile(r"(?:되|됐|된)[가-힣]?$")  # in Korean
_TOPIC = re.compile(r"(?<![가-힣])([가-힣]+)[은는](?=[\s,])")  # in Korean
_APART = re.compile(r",\s\w{1,3}\s$")
_END = re.compile(r"\s*(?:[.!?]|$)")
_SPEECH = {"say", "declare", "quoted", "according", "think", "view"}


def several(
    text: str, quoted: Sequence[tuple[int, int]], mentions: Sequence[Mention], grammar: ReportingGrammar, first: tuple[Voice, Frame],
    states: Sequence[str] = (), home: str = "",
) -> list[Half]:
    """Return the parts of a sentence as (start, end, voice, frame), none where it is one statement.

    Parameters
    ----------
    text
        The sentence; offsets of `quoted` and `mentions` count in it.
    first
        The voice found for the sentence as a whole, and the frame that names it.
    states, home
        The states told of before, the latest last, and the one from within which the text is told, if any.
    """
    found = sorted((f for f in frames(text, quoted, grammar) if f.manner in _SPEECH), key=lambda f: f.start)
    if len(found) < 2:
        return []
    parts: list[Half] = []
    start = 0
    for at, end in _boundaries(text, quoted, found, mentions, grammar):
        if at < start or not any(start <= f.start and f.end <= end for f in found) or not any(f.start >= end for f in found):
            continue
        left = parts[-1] if parts and parts[-1][0] == start else _part(text, start, end, found, mentions, grammar, first, None, (states, home))
        if left is None:
            continue
        later = [b for b, _ in _boundaries(text, quoted, found, mentions, grammar) if b > end and any(end <= f.start and f.end <= b for f in found)]
        right = _part(text, end, later[0] if later else len(text), found, mentions, grammar, first, left, (states, home))
        if right is None or (left[2].speakers == right[2].speakers == (UNSPECIFIED,)):
            continue
        if left[2].speakers == right[2].speakers and _PASSIVE.search(text[left[3].start : left[3].end + 1]):
            continue  # "it was stressed, and they praised …": one statement of the same people
        if parts and parts[-1][0] == start:
            parts.pop()
        parts += [(left[0], at, left[2], left[3]), right]
        start = end
    if parts:
        last = parts[-1]
        parts[-1] = (last[0], len(text), last[2], last[3])
    return parts


def _boundaries(
    text: str, quoted: Sequence[tuple[int, int]], found: Sequence[Frame], mentions: Sequence[Mention], grammar: ReportingGrammar
) -> Iterator[tuple[int, int]]:
    """Yield where a part may end and the next begin, in order."""
    out = set()
    for m in grammar.contrast.finditer(text):
        if not any(a < m.end() < b for a, b in quoted):
            # An ending stays with its clause, a conjunction goes with none.
            out.add((m.end(), m.end()) if grammar.topical else (m.start(), m.end()))
    if not grammar.topical:
        for f in found:  # "…, accused Y": a verb in a list
            pre = grammar.adverbs_before.sub("", text[: f.start])
            inserted = f.manner == "according" and grammar.objects.match(text, f.end)  # "sanctions that, in her view, would fail"
            if pre.endswith(", ") and not inserted and not any(a < len(pre) < b for a, b in quoted):
                out.add((len(pre) - 2, len(pre)))
            for name in mentions:  # "Peru denied it, Chile called it a lie": two clauses side by side
                opens = re.search(rf",\s{grammar.the.pattern}$", text[: name.start])
                if opens and name.end <= f.start and not pre[name.end :].strip() and not _END.match(text, f.end):
                    out.add((opens.start(), opens.start() + 2))
    yield from sorted(out)


def _part(
    text: str, start: int, end: int, found: Sequence[Frame], mentions: Sequence[Mention], grammar: ReportingGrammar,
    first: tuple[Voice, Frame], left: Half | None, told: tuple[Sequence[str], str],
) -> Half | None:
    inside = [f for f in found if start <= f.start and f.end <= end]
    if not inside:
        return None
    own = first[1] in inside and not grammar.topical
    frame = first[1] if own else inside[-1] if grammar.topical else min(inside, key=lambda f: (not f.complemented, f.start))
    local = [replace(m, start=m.start - start, end=m.end - start) for m in mentions if start <= m.start and m.end <= end]
    who = left[2].speakers if left else ()
    memory = Memory(speaker=who, here=who, persons=list(who), states=[*told[0], *(s for m in mentions if (s := belongs_to(m.actor)))], home=told[1])
    if left and not grammar.topical and not grammar.adverbs_before.sub("", text[start : frame.start]).strip():
        # The verb has no subject: it goes on with the speaker's, where the words before it hold no clause of another.
        apart = frame.manner == "declare" and _APART.search(text[:start]) is not None  # "said that …, and accused X": a comma
        plain = frame.complemented or apart or not grammar.complement.match(text, left[3].end)
        return (start, end, replace(left[2], confidence=left[2].confidence * 0.9), frame) if plain else None
    if own:
        subject = grammar.adverbs_before.sub("", text[start : frame.start]).rpartition(",")[2].strip()
        anaphor = left is not None and grammar.pronoun.fullmatch(subject) is not None
        return (start, end, replace(left[2], confidence=0.65), frame) if left and anaphor else (start, end, *first)
    if grammar.topical and not grammar.pronoun.search(text, start, frame.start) and not any(grammar.as_topic.match(text, m.end) for m in mentions if start <= m.start < frame.start):
        topics = [w[1] for w in _TOPIC.finditer(text, start, frame.start)] if left or first[1] not in inside else []
        body = next((name for name, words in grammar.state_bodies if topics and words.search(text, start, frame.start)), None)
        if body is not None and memory.rulers(body):
            return start, end, Voice(memory.rulers(body), 0.5), frame
        if any(grammar.body.search(w) and not grammar.leader.fullmatch(w) for w in topics):
            return start, end, Voice((UNSPECIFIED,), 0.5), frame  # "…, but a member of the party said"
        # No topic of its own: the speaker of the sentence, or of the part before, goes on, if words are reported.
        if left and frame.manner != "say":
            return None
        before = left[2] if left else first[0]
        return start, end, replace(before, confidence=before.confidence * 0.9), frame
    voice = find_voice(text[start:end], replace(frame, start=frame.start - start, end=frame.end - start), local, memory, grammar)
    if voice is None or voice.speakers == (UNSPECIFIED,):
        return (start, end, first[0], frame) if grammar.topical and left is None else None
    return start, end, voice, frame
