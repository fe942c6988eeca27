"""Titles that speak for who is interviewed, or whose speech a text sums up."""

from __future__ import annotations

import re
from collections.abc import Iterator

from foedus.evidence.claims.framing import Vocabulary, framing
from foedus.evidence.claims.quotations import is_speech, quotations
from foedus.evidence.claims.speakers import VOICES, Voice
from foedus.evidence.claims.statement import Sentence, Statement
from foedus.langs.registry import Language


def headline(s: Sentence, speaker: tuple[str, ...], language: Language, vocabulary: Vocabulary) -> Iterator[Statement]:
    """Yield what a title quotes of whom it names, of who answers or speaks in the text, or says in this speaker's name.

    A digest's title strings together what was said ("Doe's speech, the march was a foreign plot, the port stays shut"):
    of its parts those count that call the matter something.
    """
    quoted = next((q for q in quotations(s.text, language) if q.closed and is_speech(s.text[q.start : q.end])), None)
    if quoted is not None:
        opens = s.start + quoted.start
        named = [m.actor for m in s.mentions if m.kind in VOICES and m.end <= opens and not s.text[m.end - s.start : quoted.start].strip(" ,:")]
        speaker = tuple(named[-1:]) or speaker  # "Doe: “…”"
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
