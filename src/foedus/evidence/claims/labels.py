"""Transcripts: whose turn a paragraph opens by the label of who speaks ("MS. MOORE:", "MINISTRO.-", "김 대변인:", "[기자]", "Q   ").

A label names a person, stands in capitals and comes again, or is a word for those who ask (`askers` in a language's
``reporting.toml``). Offices without a name ("THE PRESIDENT") are whoever the headings, or other labels, name with that office.
A label in brackets may have a line of its own; it names an office or those who ask, so that the caption of a picture is none.
Three labels make a transcript, so that a list of terms with colons is none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from foedus.evidence.claims.grammar import ReportingGrammar
from foedus.evidence.claims.signs import LEAST
from foedus.evidence.claims.statement import Sentence

LONGEST = 80  #: characters of a label
TURNS = 3  #: labels that make a transcript
CAPITAL = 0.7  #: of the letters of a label without a name
BODIES = frozenset(("organisation", "institution", "government", "group"))
_LABEL = re.compile(rf"[\s*_]*([^\W\d_][^:：\n?!]{{0,{LONGEST}}}?)[*_]{{0,2}}\s*(?:[:：][*_]{{0,2}}|\.\s?[-–—]{{1,2}})\s*(?=\S)")
_BRACKETS = re.compile(rf"[\s*_]*(?:\[(?P<square>[^\W\d_][^\[\]\n]{{0,{LONGEST}}})\]|<(?P<angle>[^\W\d_][^<>\n]{{0,{LONGEST}}})>)[*_]{{0,2}}\s*[:：]?\s*")
_APART = re.compile(r"[\s/·,|]+")


@dataclass(frozen=True, slots=True)
class Label:
    """The label that opens a paragraph: its words, the characters it takes, whether it asks, and the person it names, if any."""

    words: str
    mark: int
    asks: bool
    person: str | None
    body: str | None = None  # that an office in the label belongs to


def labels(sentences: Sequence[Sentence], opening: Sequence[int], grammar: ReportingGrammar) -> dict[int, Label]:
    """Return the labels of the paragraphs of a transcript by the sentence that opens them; none where the text is no transcript.

    Parameters
    ----------
    opening
        Which sentences open a paragraph.
    """
    found = {k: label for k in opening if (label := _label(sentences[k], grammar)) is not None}
    often = Counter(x.words.lower() for x in found.values())
    asked = sum(x.asks for x in found.values()) >= LEAST  # where several ask, whoever else has a label answers
    sure = [x for x in found.values() if asked or x.asks or x.person or often[x.words.lower()] >= LEAST]
    speaks = [x for x in sure if not x.asks]
    return found if len(sure) >= TURNS and speaks and (len(speaks) < len(sure) or len({x.words for x in speaks}) > 1) else {}


def speakers(found: dict[int, Label], sentences: Sequence[Sentence], grammar: ReportingGrammar) -> dict[int, tuple[str, ...]]:
    """Return whose turn each label opens; an office without a name is whoever a label or a heading names with it."""
    held: dict[str, str] = {}
    for x in found.values():
        if x.person:
            held |= {w: x.person for w in _offices(x.words, grammar) if w not in held}
    for s in sentences:
        people = [m for m in s.mentions if m.kind == "person"] if s.heads else []
        for m in people:
            around = s.text[max(0, m.start - s.start - LONGEST // 2) : m.end - s.start]
            held |= {w: m.actor for w in _offices(around, grammar) if w not in held}
    out: dict[int, tuple[str, ...]] = {}
    last: tuple[str, ...] = ()
    for k, x in found.items():
        who = x.person or _holder(x.words, held, grammar) or _by_surname(x.words, sentences) or next((i for p, i in grammar.spokesmen if p.search(x.words)), None) or x.body
        out[k] = (who,) if who else () if x.words else last
        last = last if x.asks else out[k]
    return out


def _label(s: Sentence, grammar: ReportingGrammar) -> Label | None:
    if brackets := _BRACKETS.match(s.text):
        return _bracketed(s, brackets, grammar)
    asks = grammar.asker.match(s.text)
    if asks is not None:
        return Label(asks.group().strip(" :：*_").lower(), asks.end(), True, None)
    if answers := grammar.answer_mark.match(s.text):
        return Label("", answers.end(), False, None)  # whoever was last named answers
    m = _LABEL.match(s.text)
    if m is None or s.heads:
        return None
    words = m[1].strip()
    person = next((x.actor for x in s.mentions if x.kind == "person" and x.end - s.start <= m.end(1)), None)
    letters = [c for c in words if c.isalpha()]
    capital = sum(c.isupper() for c in letters) >= CAPITAL * len(letters)
    if not (person and _bare(words, grammar)) and not capital:
        return None
    return Label(words, m.end(), False, person)


def _bracketed(s: Sentence, m: re.Match[str], grammar: ReportingGrammar) -> Label | None:
    words = (m["square"] or m["angle"]).strip()
    inside = [x for x in s.mentions if x.end - s.start <= m.end()]
    person = next((x.actor for x in inside if x.kind == "person"), None)
    offices = _offices(words, grammar)
    if not (person and offices) and any(grammar.asker.fullmatch(f"{w}:") for w in _APART.split(words)):
        return Label(words.lower(), m.end(), True, None)
    if not offices:
        return None
    return Label(words, m.end(), False, person, next((x.actor for x in inside if x.kind in BODIES), None))


def _holder(words: str, held: dict[str, str], grammar: ReportingGrammar) -> str | None:
    """Return who has the office of a label; "MINISTRO" is the one person who is called "ministro de …"."""
    offices = _offices(words, grammar)
    if found := next((held[w] for w in offices if w in held), None):
        return found
    longer = {who for name, who in held.items() for w in offices if w in name.split()}
    return longer.pop() if len(longer) == 1 else None


def _by_surname(words: str, sentences: Sequence[Sentence]) -> str | None:
    """Return the one person of the text whose name ends with the last word of a label ("MR PATEL")."""
    last = words.split()[-1:]
    people = {m.actor for s in sentences for m in s.mentions if m.kind == "person" and m.text.lower().split()[-1:] == [w.lower() for w in last]}
    return people.pop() if len(people) == 1 else None


def _bare(words: str, grammar: ReportingGrammar) -> bool:
    """Whether a label is a name with its office and no clause ("Ruiz said the following:")."""
    return not (grammar.say.search(words) or grammar.declare.search(words)) and len(words.split()) <= (5 if grammar.topical else 9)


def _offices(words: str, grammar: ReportingGrammar) -> list[str]:
    return [x.lower() for pattern in (grammar.leader, grammar.title) for x in pattern.findall(words)]
