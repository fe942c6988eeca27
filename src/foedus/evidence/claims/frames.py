"""Reporting frames in a sentence: the verb or phrase that makes its words someone's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from foedus.evidence.claims.grammar import ReportingGrammar
from foedus.evidence.claims.speakers import Frame

_INFINITIVE = re.compile(r"(?<!\w)to\s+(?:\w+ly\s+)?$", re.IGNORECASE)
_AFTER_QUOTE = re.compile(r"[”\"»],?\s*(?:[^.;:“”\"«»]{0,60})$")
_OBJECT = re.compile(r"[가-힣’][을를은는]\s")  # what is taken for something, in Korean
_OWNED = re.compile(r"[’']s?\s+$")
_SUBJECT = re.compile(r"[^,]{0,70}|[^,]{1,50},[^,]{1,50},\s")  # "As Doe noted", "as the minister, Jo Doe, put it"
_END = re.compile(r"\s*(?:[.!?]|$|\[\d)")


def _free(m: re.Match[str], quoted: Sequence[tuple[int, int]]) -> bool:
    """Whether a match stands outside the quotations: inside, the words are the speaker's."""
    return not any(a < m.end() - 1 and m.start() < b - 1 for a, b in quoted)


def frames(text: str, quoted: Sequence[tuple[int, int]], grammar: ReportingGrammar) -> list[Frame]:
    """Return the reporting frames of a sentence, the likeliest first.

    Parameters
    ----------
    text
        The sentence.
    quoted
        Half-open offsets of what stands in quotation marks in it.
    """
    found = list(_by_particle(text, quoted, grammar) if grammar.topical else _by_order(text, quoted, grammar))
    found += _polls(text, quoted, grammar)
    # "It is said that" holds "said", which nobody in particular said.
    wide = [f for f in found if f.manner in {"hearsay", "quoted", "according", "cited"}]
    found = [f for f in found if f in wide or not any(w.start <= f.start and f.end <= w.end for w in wide)]
    order = ("poll", "cited", "say", "quoted", "according", "declare", "think", "gerund", "view", "hearsay")
    if grammar.topical:
        told = next((f for f in found if f.manner == "hearsay" and text[f.start + 1] == "는" and _END.match(text, f.end)), None)
        if told is not None:  # "… 인정한다는 후문이다"
            found = [f for f in found if f is told or not told.start - 1 <= f.end <= told.end]
        # The main verb stands last.
        return sorted(found, key=lambda f: (order.index(f.manner), -f.end))
    within = {f for f in found if grammar.relative.search(text[: f.start])}
    bare = order.index("view")  # a verb that could report, and has nothing to report
    return sorted(found, key=lambda f: (f in within, order.index(f.manner) if f.complemented or f.manner != "say" else bare, not f.complemented, f.start))


def _polls(text: str, quoted: Sequence[tuple[int, int]], grammar: ReportingGrammar) -> Iterator[Frame]:
    """What people were asked, with shares of them or a word for those who answered."""
    for m in grammar.poll.finditer(text) if grammar.poll_signs.search(text) else ():
        if _free(m, quoted):
            yield Frame(m.start(), m.end(), "poll", True)


def _by_order(text: str, quoted: Sequence[tuple[int, int]], grammar: ReportingGrammar) -> Iterator[Frame]:
    for name, pattern in (("quoted", grammar.quoted), ("cited", grammar.cited), ("according", grammar.according), ("hearsay", grammar.hearsay), ("view", grammar.for_whom), ("gerund", grammar.gerunds)):
        for m in pattern.finditer(text):
            if _free(m, quoted):
                yield Frame(m.start(), m.end(), name, True)
    for m in grammar.absolute.finditer(text):
        if _free(m, quoted):
            yield Frame(m.start("said"), m.end(), "declare", True)
    for name, pattern, needs in (
        ("say", grammar.say, False), ("say", grammar.say_with, True), ("declare", grammar.declare, False), ("think", grammar.think, True),
        ("think", grammar.feel, True), ("think", grammar.views, False),
    ):
        for m in pattern.finditer(text):
            before = text[: m.start()]
            if not _free(m, quoted) or _INFINITIVE.search(before):
                continue
            # "As Doe noted", and a verb behind the words it reports, need nothing after them.
            several = grammar.unnamed_subject.search(before) and not grammar.noun_also.fullmatch(m.group())
            noun = (not several and grammar.noun_before.search(before)) or (grammar.noun_also.fullmatch(m.group()) and grammar.before_nouns.search(before))
            if name == "say" and noun and not m.group().lower().endswith("ed"):
                continue  # "denied reports that"
            introduced = any(_SUBJECT.fullmatch(before, a.end()) for a in grammar.as_said.finditer(before))
            behind = bool(_AFTER_QUOTE.search(before)) or (bool(re.search(r",\s*[^,]{0,40}$", before)) and bool(_END.match(text, m.end())))
            trailing = bool(re.search(r",\s*$", before))
            inserted = text[m.end() : m.end() + 1] == "," and bool(re.search(r",\s*[^,]{0,40}$", before))
            complement = bool(grammar.complement.match(text, m.end())) or introduced or behind or inserted or (trailing and name == "say" and not grammar.deeds.fullmatch(m.group()))
            if name == "declare" and _OWNED.search(before) and not re.search(r"e?[sd]$", m.group()):
                continue  # "Peru's dispute with": a noun
            if (name in {"say", "declare"} or pattern is grammar.views) and grammar.unsaid.search(before):
                continue  # "has not condemned": nothing was said
            if pattern is grammar.feel and not grammar.unnamed_subject.search(before):
                continue
            if needs and not complement and pattern is not grammar.feel:
                continue
            yield Frame(m.start(), m.end(), name, complement, bool(grammar.deny.fullmatch(m.group())))


def _by_particle(text: str, quoted: Sequence[tuple[int, int]], grammar: ReportingGrammar) -> Iterator[Frame]:
    listed: list[Frame] = []
    for name, pattern in (
        ("say", grammar.say), ("according", grammar.according), ("say", grammar.as_said),
        ("declare", grammar.declare), ("say", grammar.carried), ("think", grammar.think), ("think", grammar.views),
        ("hearsay", grammar.hearsay),
    ):
        for m in pattern.finditer(text):
            if grammar.unsaid_after.match(text, m.end()) or (pattern is grammar.views and not _OBJECT.search(text, 0, m.start())):
                continue
            # The closing mark of a quotation is part of the frame that follows it.
            if not _free(m, quoted) or (name == "declare" and grammar.describing.match(text, m.end() - 1)):
                continue
            if pattern is grammar.declare and any(f.manner == "say" and f.start <= m.start() and f.end == m.end() for f in listed):
                continue  # an act of speech that reports words is told by them
            if pattern is grammar.carried and any(f.start < m.end() and m.start() < f.end for f in listed):
                continue  # the verb stands in a list
            listed.append(Frame(m.start(), m.end(), name, True, bool(grammar.deny.search(m.group()))))
    yield from listed
