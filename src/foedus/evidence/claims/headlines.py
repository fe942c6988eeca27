"""Titles that speak for who is interviewed, whose speech a text sums up, or whom they name as telling it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from foedus.evidence.claims.frames import frames
from foedus.evidence.claims.framing import Vocabulary, framing
from foedus.evidence.claims.grammar import reporting
from foedus.evidence.claims.quotations import is_speech, quotations
from foedus.evidence.claims.speakers import UNSPECIFIED, VOICES, Memory, Voice
from foedus.evidence.claims.statement import Sentence, Statement
from foedus.evidence.claims.voices import find_voice
from foedus.langs.registry import Language

_TAIL = re.compile(r"[^,:;“”\"«»]{2,60}$")
_LEAST = 4  # words of a title before the name behind its colon


def _behind_colon(s: Sentence, at: int) -> Voice | None:
    """Find who stands alone behind a colon at a title's end ("No talks before the vote: Peru")."""
    colon = re.match(r"\s*[:：]\s+", s.text[at:])
    start = s.start + at + (colon.end() if colon else 0)
    return next((Voice((m.actor,), 0.6) for m in s.mentions if colon and m.kind in VOICES and m.start == start and not s.text[m.end - s.start :].strip()), None)


def _told_at_end(s: Sentence, language: Language) -> Voice | None:
    """Find who tells a title, named at its end ("Peru arms, says Chile", "…, experts say", "…: Peru")."""
    grammar = reporting(language)
    if grammar is None or grammar.topical:
        return None
    if (colon := s.text.rfind(": ")) > 0 and len(s.text[:colon].split()) >= _LEAST:
        return _behind_colon(s, colon)
    comma = s.text.rfind(", ") + 2
    tail = _TAIL.match(s.text, comma) if comma > 1 and len(s.text[:comma].split()) >= 3 else None
    local = [replace(m, start=m.start - s.start, end=m.end - s.start) for m in s.mentions]
    for frame in frames(s.text, [], grammar) if tail else ():
        if frame.manner == "say" and frame.start >= comma and len(s.text[comma:].split()) <= 6:
            voice = find_voice(s.text, frame, local, Memory(), grammar)
            unnamed = grammar.unnamed.search(s.text, comma) is not None
            return voice if voice is not None and (voice.speakers != (UNSPECIFIED,) or unnamed) else None
    return None


def headline(s: Sentence, speaker: tuple[str, ...], language: Language, vocabulary: Vocabulary) -> Iterator[Statement]:
    """Yield what a title quotes of whom it names, of who answers or speaks in the text, or says in this speaker's name.

    A digest's title strings together what was said ("Doe's speech, the march was a foreign plot, the port stays shut"):
    of its parts those count that call the matter something.
    """
    quoted = next((q for q in quotations(s.text, language) if q.closed and is_speech(s.text[q.start : q.end])), None)
    if quoted is not None:
        opens = s.start + quoted.start
        named = [m.actor for m in s.mentions if m.kind in VOICES and m.end <= opens and not s.text[m.end - s.start : quoted.start].strip(" ,:")]
        behind = _behind_colon(s, quoted.end)
        speaker = tuple(named[-1:]) or (behind and behind.speakers) or speaker  # "Doe: “…”", "“…”: Doe"
    told = _told_at_end(s, language) if quoted is None else None
    if told is not None:
        label = framing(s.text, language, vocabulary)
        yield Statement(s, told, "indirect", label, bool(label and label.denied), None)
        return
    if not speaker:
        return
    if quoted is not None:
        yield Statement(s, Voice(speaker, 0.6), "direct", framing(s.text, language, vocabulary), False, None, quoted.start, quoted.end)
        return
    for piece in re.finditer(r"[^,:;]+", s.text):
        label = framing(piece[0], language, vocabulary)
        if label is not None and label.weight > 1 and piece.start():
            start = piece.start() + len(piece[0]) - len(piece[0].lstrip())
            yield Statement(s, Voice(speaker, 0.5), "indirect", label, label.denied, None, start, piece.end())
