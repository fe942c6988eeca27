"""The words of an outcome: where they begin and end, and what is no outcome at all."""

from __future__ import annotations

import re

from foedus.evidence.relations.slots import SLOT, Skeleton
from foedus.evidence.stances.grammar import StanceGrammar

_MOST = 18  #: words kept of an outcome
_LEAST, _LEAST_HANGUL = 3, 2  #: letters an outcome has at least
_WITHIN = re.compile(r"\([^()]{0,90}\)|[‘“'\"](?!(?:이?라[며고는면]|다[며고는]|[며고은는을를의에,.]|이라) ?)[^‘’“”'\".?!]{1,40}[’”'\"]")
#: Actors beside a comma are a list.
_SLOT_BEFORE, _SLOT_BEHIND = re.compile(rf"{SLOT}\Z"), re.compile(rf" ?{SLOT}")
_HANGUL = re.compile(r"[\uac00-\ud7a3]")
#: Words that name actors and nothing else.
ACTOR_ONLY = re.compile(rf"\W*(?:\w{{1,3}} )?(?:{SLOT})(?:\W|\w{{1,3}} |{SLOT})*")


def after(sk: Skeleton, start: int, grammar: StanceGrammar, end: int | None = None) -> tuple[int, int] | None:
    """Return the outcome that begins at `start` of the skeleton and ends before `end`, half-open; None where there is none."""
    skipped = grammar.skip.match(sk.text, start)
    start = skipped.end() if skipped else start
    m = grammar.cut.search(sk.text, start + 1)
    last = m.start() if m else len(sk.text)
    return _kept(sk, start, last if end is None else min(last, end), grammar, last=False)


def before(sk: Skeleton, floor: int, end: int, grammar: StanceGrammar) -> tuple[int, int] | None:
    """Return the outcome that ends at `end` and begins after the last clause boundary behind `floor`."""
    start = floor
    # What stands in brackets or in a short quotation ends no clause around it.
    text = sk.text[:floor] + _WITHIN.sub(lambda m: "0" * len(m.group()), sk.text[floor:end])
    for m in grammar.boundary.finditer(text, floor, end):
        listed = m.group() == "," and _SLOT_BEFORE.search(text, floor, m.start()) and _SLOT_BEHIND.match(text, m.end())
        if m.end() < end and not listed:
            start = m.end()
    skipped = grammar.skip.match(sk.text, start, end)
    return _kept(sk, skipped.end() if skipped and skipped.end() < end else start, end, grammar, last=True)


def _kept(sk: Skeleton, start: int, end: int, grammar: StanceGrammar, *, last: bool) -> tuple[int, int] | None:
    words = list(re.finditer(r"\S+", sk.text[start:end]))
    if not words:
        return None
    kept = words[-_MOST:] if last else words[:_MOST]
    a, b = start + kept[0].start(), start + kept[-1].end()
    text = sk.text[a:b]
    plain = sk.words(a, b)
    if grammar.pronoun.fullmatch(plain.strip()):
        return a, b
    least = _LEAST_HANGUL if _HANGUL.search(plain) else _LEAST
    if sum(c.isalnum() for c in plain) < least or grammar.empty.fullmatch(plain.strip()) or ACTOR_ONLY.fullmatch(text) or grammar.manner.fullmatch(text):
        return None  # backing an actor is a tie, not a preference over an outcome
    return a, b
