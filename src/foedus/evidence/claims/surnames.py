"""Persons named again by a surname of one syllable and an office, as Korean texts do ("리 총리는", "친 부장에 따르면")."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from foedus.evidence.claims.grammar import ReportingGrammar
from foedus.evidence.claims.plain_style import plain_style
from foedus.evidence.claims.statement import Sentence
from foedus.evidence.mentions import Mention


def with_surnames(sentences: Sequence[Sentence], grammar: ReportingGrammar) -> list[Sentence]:
    """Add to each sentence the persons it names by surname and office, where one of that surname held the office before."""
    if not grammar.topical:
        return list(sentences)
    named: list[Mention] = []
    out = []
    for s in sentences:
        again = tuple(_again(s, named, grammar))
        mentions = tuple(sorted((*s.mentions, *again), key=lambda m: m.start)) if again else s.mentions
        out.append(replace(s, text=plain_style(s.text), mentions=mentions))
        named += [m for m in s.mentions if m.kind == "person"]
    return out


def _again(s: Sentence, named: Sequence[Mention], grammar: ReportingGrammar) -> Iterator[Mention]:
    for found in grammar.surnamed.finditer(s.text):
        start, end = s.start + found.start("surname"), s.start + found.end("title")
        if any(m.start < end and start < m.end for m in s.mentions):
            continue
        own = [m for m in s.mentions if m.kind == "person" and m.end <= start]
        for m in reversed([*named, *own]):
            if m.text.startswith(found["surname"]) and found["title"] in m.text[1:]:
                yield Mention(start, end, m.actor, "person", s.text[found.start("surname") : found.end("title")])
                break
