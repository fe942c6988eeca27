"""Remarks of one speaker: sentences that no verb gives to anybody, and that are the speaker's all the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from foedus.evidence.claims.digest import of_the_session, only_speaker, told_of, unclaimed
from foedus.evidence.claims.frames import frames
from foedus.evidence.claims.grammar import ReportingGrammar, reporting
from foedus.evidence.claims.own_words import narrates
from foedus.evidence.claims.reads import Read
from foedus.evidence.claims.speakers import Voice
from foedus.evidence.claims.statement import Sentence
from foedus.langs.registry import Language

_WORDS, _WORDS_KO = 5, 3  # below these it is a heading or a greeting
_NOMINAL = tuple(chr(c) for c in range(0xAC00 + 16, 0xD7A4, 28))  # syllables that end in ㅁ, as the items of Korean outlines do


def _told(s: Sentence, grammar: ReportingGrammar) -> bool:
    return bool(grammar.pronoun.match(s.text)) or told_of(s, grammar) or of_the_session(s, grammar)


def all_said(sentences: Sequence[Sentence], reads: list[Read], language: Language, main: tuple[str, ...], *, titled: bool = False) -> list[Read]:
    """In remarks that one speaker makes give the sentences without a frame of their own to the speaker, but those that tell of somebody.

    Parameters
    ----------
    titled
        The title announces `main`'s remarks: what stands before anybody else is heard is the speaker's, unless it tells what was done.
    """
    grammar = reporting(language)
    if grammar is None:
        return reads
    if titled:
        reads = _opening(sentences, reads, language, grammar, main)
    told = frozenset(k for k, s in enumerate(sentences) if not s.heads)
    speakers = only_speaker([reads[k].voice for k in sorted(told)])
    if not speakers:
        return _said_on(sentences, reads, grammar, main) if main and not grammar.topical else reads  # Korean marks what is reported
    return [
        replace(r, voice=Voice(speakers, 0.4)) if k in told and unclaimed(r.voice) and not _told(sentences[k], grammar) else r
        for k, r in enumerate(reads)
    ]


def _opening(sentences: Sequence[Sentence], reads: list[Read], language: Language, grammar: ReportingGrammar, main: tuple[str, ...]) -> list[Read]:
    out = list(reads)
    for k, s in enumerate(sentences):
        voice = out[k].voice
        if voice is not None and voice.speakers != main:
            break
        words = len(s.text.split()) >= (_WORDS_KO if grammar.topical else _WORDS)
        stated = not grammar.topical or s.text.rstrip(" .!").endswith(_NOMINAL)
        tells = s.dated or narrates(s.text, language) or grammar.session.search(s.text) or frames(s.text, out[k].quoted, grammar)
        if voice is None and words and stated and not s.heads and not tells and not s.text.rstrip().endswith(("?", "？")):
            out[k] = replace(out[k], voice=Voice(main, 0.5))
    return out


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
