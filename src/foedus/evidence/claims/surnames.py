"""Persons named again by the first part of their name and an office, as Korean texts do ("리 총리는", "마오 대변인은")."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from foedus.evidence.claims.grammar import ReportingGrammar
from foedus.evidence.claims.plain_style import plain_style
from foedus.evidence.claims.statement import Sentence
from foedus.evidence.mentions import Mention

_BEHIND = 14  # characters behind a name in which its office stands


def with_surnames(sentences: Sequence[Sentence], grammar: ReportingGrammar) -> list[Sentence]:
    """Add to each sentence the persons it names by surname and office, where one of that surname held the office before."""
    if not grammar.topical:
        return list(sentences)
    named: list[tuple[Mention, str]] = []
    out = []
    for s in sentences:
        again = tuple(_again(s, named, grammar))
        mentions = tuple(sorted((*s.mentions, *again), key=lambda m: m.start)) if again else s.mentions
        out.append(replace(s, text=plain_style(s.text), mentions=mentions))
        named += _held(s)
    return out


def _held(s: Sentence) -> list[tuple[Mention, str]]:
    """Return the persons of a sentence, each with the words from the name to a little behind it, where an office stands."""
    return [(m, s.text[m.start - s.start : m.end - s.start + _BEHIND]) for m in s.mentions if m.kind == "person"]


def _again(s: Sentence, named: Sequence[tuple[Mention, str]], grammar: ReportingGrammar) -> Iterator[Mention]:
    for found in grammar.surnamed.finditer(s.text):
        start, end = s.start + found.start("surname"), s.start + found.end("title")
        if any(m.start < end and start < m.end for m in s.mentions):
            continue
        own = [(m, words) for m, words in _held(s) if m.end <= start]
        for m, words in reversed([*named, *own]):
            surname = found["surname"]
            if len(m.text) > len(surname) and m.text.startswith(surname) and found["title"] in (m.text[1:] if len(surname) == 1 else words[1:]):
                yield Mention(start, end, m.actor, "person", s.text[found.start("surname") : found.end("title")])
                break
