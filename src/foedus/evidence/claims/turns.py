"""Interviews: whose turn a sentence belongs to, by the marks that open the paragraphs ("Q:", "문:", "Vale:")."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from foedus.evidence.claims.grammar import ReportingGrammar
from foedus.evidence.claims.labels import labels, speakers
from foedus.evidence.claims.signs import LEAST, by_sign
from foedus.evidence.claims.statement import Sentence

_PRESENTED = re.compile(r",\s+\w")
_DASH = re.compile(r"\s*[-–—―]\s?(?=\S)")
_NAMED = re.compile(r"\s*([^\W\d_][^\W\d_’'.\- ]*(?:[ .’'-]+[^\W\d_]+){0,3})\s*[:：]\s+")


@dataclass(frozen=True, slots=True)
class Turn:
    """A turn: whether it asks, who has it (empty if unknown), and the characters of its mark in this sentence."""

    asks: bool
    speaker: tuple[str, ...]
    mark: int


def turns(sentences: Sequence[Sentence], grammar: ReportingGrammar) -> list[Turn | None]:
    """Return the turn of each sentence, None where there is none; all None in a text that is no interview and no resolution."""
    none: list[Turn | None] = [Turn(False, s.holder, s.lead) if s.holder else None for s in sentences]
    opening = [k for k, s in enumerate(sentences) if not k or s.block != sentences[k - 1].block]
    asked = {k: m.end() for k in opening if (m := grammar.question_mark.match(sentences[k].text))}
    answered = {k: m.end() for k in opening if k not in asked and (m := grammar.answer_mark.match(sentences[k].text))}
    marks: dict[int, Turn] = {}
    lettered = min(len(asked), len(answered)) >= LEAST
    labelled = {} if lettered else labels(sentences, opening, grammar)
    if labelled:
        who_speaks = speakers(labelled, sentences, grammar)
        marks = {k: Turn(x.asks, who_speaks[k], x.mark) for k, x in labelled.items()}
    elif lettered:
        who = _interviewed(sentences[: min(asked | answered)], grammar)
        marks = {k: Turn(True, (), n) for k, n in asked.items()} | {k: Turn(False, who, n) for k, n in answered.items()}
    else:
        marks = _by_name(sentences, opening) or _by_sign(sentences, opening, grammar) or _by_dash(sentences, opening, grammar)
    if not marks:
        return none
    current: Turn | None = None

    def goes_on(k: int) -> bool:
        """Whether a paragraph without a mark goes on with an answer: another question follows, or a transcript labels every turn."""
        return bool(labelled) or (lettered and current is not None and not current.asks and k < max(marks))

    for k in range(min(marks), len(sentences)):
        if k in marks:
            current = marks[k]
            none[k] = current
        elif current is not None and not sentences[k].heads and (sentences[k].block == sentences[k - 1].block or goes_on(k)):
            none[k] = Turn(current.asks, current.speaker, 0)
    return none


def _by_name(sentences: Sequence[Sentence], opening: Sequence[int]) -> dict[int, Turn]:
    """Turns opened by the name of a person who is named in the text."""
    named = {k: m for k in opening if (m := _NAMED.match(sentences[k].text))}
    often = {label for label, n in Counter(m[1] for m in named.values()).items() if n >= LEAST}
    ids: dict[str, str] = {}
    for s in sentences:
        for person in (m for m in s.mentions if m.kind == "person"):
            for label in often:
                if person.text == label or person.text.endswith(f" {label}"):
                    ids.setdefault(label, person.actor)
    found = {k: m for k, m in named.items() if m[1] in often}
    if len(often) < LEAST or not ids:
        return {}
    questions = Counter(m[1] for k, m in found.items() if sentences[k].text.rstrip().endswith("?"))
    total = Counter(m[1] for m in found.values())
    return {
        k: Turn(2 * questions[m[1]] > total[m[1]], (ids[m[1]],) if m[1] in ids else (), m.end()) for k, m in found.items()
    }


def _by_sign(sentences: Sequence[Sentence], opening: Sequence[int], grammar: ReportingGrammar) -> dict[int, Turn]:
    """Turns where a sign, a letter or bold print opens what is asked, in a text that is called an interview."""
    asked, answered = by_sign(sentences, opening, grammar)
    who = _interviewed(sentences[: min(asked, default=0)], grammar)
    return {k: Turn(True, (), n) for k, n in asked.items()} | {k: Turn(False, who, n) for k, n in answered.items()}


def _by_dash(sentences: Sequence[Sentence], opening: Sequence[int], grammar: ReportingGrammar) -> dict[int, Turn]:
    """Turns where a dash opens what is asked, and paragraphs answer it without a mark or with a dash too, as newspapers print them."""
    last = {s.block: k for k, s in enumerate(sentences)}
    dashed = {k: m.end() for k in opening if (m := _DASH.match(sentences[k].text))}
    asked = {k: n for k, n in dashed.items() if sentences[last[sentences[k].block]].text.rstrip().endswith(("?", "？"))}
    rest = [k for k in dashed if k not in asked]
    behind = {x for k, x in pairwise(opening) if k in asked}  # whatever stands right behind a question
    if len(asked) >= LEAST and rest and behind.issuperset(rest):
        who = _interviewed(sentences[: min(asked)], grammar)
        return {k: Turn(k in asked, () if k in asked else who, n) for k, n in dashed.items()}
    if len(asked) <= LEAST or 3 * len(asked) < 2 * len(dashed):
        return {}
    answered = [k for k in opening if k not in dashed and k > min(asked) and not sentences[k].heads]
    if len(answered) < len(asked) // 2:
        return {}
    who = _interviewed(sentences[: min(asked)], grammar)
    return {k: Turn(True, (), n) for k, n in dashed.items()} | {k: Turn(False, who, 0) for k in answered}


def _interviewed(before: Sequence[Sentence], grammar: ReportingGrammar) -> tuple[str, ...]:
    """Return whom the lines before the first turn present as the one who answers."""
    persons = {m.actor for s in before for m in s.mentions if m.kind == "person"}
    for s in before:
        people = [m for m in s.mentions if m.kind == "person"]
        for m in people:
            a, b = m.start - s.start, m.end - s.start
            if any(x.end() == len(s.text[:a].rstrip()) for x in grammar.interview_with.finditer(s.text[:a].rstrip())):
                return (m.actor,)
            answers = grammar.interview_by.search(s.text, b)
            if answers and not any(b <= p.start - s.start < answers.start() for p in people):
                return (m.actor,)
    if len(persons) == 1:
        return tuple(persons)
    titled = {m.actor for s in before if s.heads for m in s.mentions if m.kind == "person"}
    told = {m.actor for s in before if not s.heads for m in s.mentions if m.kind == "person"}
    if len(titled & told) == 1:
        return tuple(titled & told)  # the title names who answers, and the lines under it say who that is
    for s in before:  # a line that opens with a person and says who that is: "Jane Doe, foreign minister of Peru, on …"
        first = next((m for m in s.mentions if m.kind == "person" and m.start == s.start), None)
        if first is not None and _PRESENTED.match(s.text, first.end - s.start):
            return (first.actor,)
    return ()
