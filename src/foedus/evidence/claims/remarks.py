"""Remarks of one speaker: sentences that no verb gives to anybody, and that are the speaker's all the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from foedus.evidence.claims.digest import of_the_session, only_speaker, told_of, unclaimed
from foedus.evidence.claims.frames import frames
from foedus.evidence.claims.grammar import ReportingGrammar
from foedus.evidence.claims.reads import Read
from foedus.evidence.claims.speakers import Voice
from foedus.evidence.claims.statement import Sentence


def _told(s: Sentence, grammar: ReportingGrammar) -> bool:
    return bool(grammar.pronoun.match(s.text)) or told_of(s, grammar) or of_the_session(s, grammar)


def all_said(sentences: Sequence[Sentence], reads: list[Read], grammar: ReportingGrammar, main: tuple[str, ...]) -> list[Read]:
    """In remarks that one speaker makes give the sentences without a frame of their own to the speaker, but those that tell of somebody."""
    told = frozenset(k for k, s in enumerate(sentences) if not s.heads)
    speakers = only_speaker([reads[k].voice for k in sorted(told)])
    if not speakers:
        return _said_on(sentences, reads, grammar, main) if main and not grammar.topical else reads  # Korean marks what is reported
    return [
        replace(r, voice=Voice(speakers, 0.4)) if k in told and unclaimed(r.voice) and not _told(sentences[k], grammar) else r
        for k, r in enumerate(reads)
    ]


def _said_on(sentences: Sequence[Sentence], reads: list[Read], grammar: ReportingGrammar, main: tuple[str, ...]) -> list[Read]:
    """In a digest that hears others too, what stands right behind the speaker's words in a paragraph goes on with them, unless it tells of somebody."""
    out = list(reads)
    goes_on = False
    for k, s in enumerate(sentences):
        goes_on = goes_on and s.block == sentences[k - 1].block
        voice = out[k].voice
        if voice is None and s.text.rstrip().endswith(("?", "？")):
            continue  # what the speaker was asked, and goes on to answer
        tells = s.dated or told_of(s, grammar) or of_the_session(s, grammar) or bool(frames(s.text, out[k].quoted, grammar))
        if voice is None and goes_on and not tells:
            voice = Voice(main, 0.4)
            out[k] = replace(out[k], voice=voice)
        goes_on = not s.heads and voice is not None and voice.speakers == main
    return out
