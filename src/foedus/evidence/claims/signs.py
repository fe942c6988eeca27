"""Interviews whose questions open with a sign or stand in bold, and whose answers have another mark or none."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import Protocol

from foedus.evidence.claims.grammar import ReportingGrammar

LEAST = 2  #: questions from which a text is taken for an interview
_SIGN = re.compile(
    r"\s*(?:(?P<dash>[-–—―─])|(?P<right>[▶▷►])|(?P<square>[■□◼])|(?P<up>△)|(?P<diamond>[◆◇]))\s*(?=\S)"
)
_BOLD = re.compile(r"\s*(?:#{1,6}\s+)?(?:\*\*|__)\s*(?=[^\s*_])")
_HASH = re.compile(r"\s*#{2,6}\s+")
_EMPHASIS = re.compile(r"[*_]\s*$")
_CLOSE = re.compile(r"[\s*_]*$")
_OPENS = re.compile(r"\s*[“\"「«]")
_CLOSES = re.compile(r"[”\"」»]\s*[.]?\s*$")
_LABEL = re.compile(r"\s*[^\W\d_][^:：.!?\n]{1,30}[:：]\s+")


class _Told(Protocol):
    """A sentence as the statements of a part have it."""

    @property
    def block(self) -> int: ...
    @property
    def text(self) -> str: ...
    @property
    def heads(self) -> bool: ...


def asks(text: str) -> bool:
    """Whether a sentence ends in a question mark, emphasis of Markdown aside."""
    return _CLOSE.sub("", text).endswith(("?", "？"))


def by_sign(
    sentences: Sequence[_Told], opening: Sequence[int], grammar: ReportingGrammar
) -> tuple[dict[int, int], dict[int, int]]:
    """Return where questions and answers open, and the characters of their marks; nothing in a text that is no interview.

    A list has signs too. So the lines above must call the text an interview, the signs must stand in turn with what answers,
    and two of the lines behind them must have the form of questions; one will do where the answers are in quotation marks,
    or have marks of their own.
    """
    last = {s.block: k for k, s in enumerate(sentences)}
    signed: dict[str, dict[int, int]] = defaultdict(dict)
    for k in opening:
        text = sentences[k].text
        if m := grammar.question_mark.match(text):
            signed["letter"][k] = m.end()
        elif m := _SIGN.match(text):
            signed[str(m.lastgroup)][k] = m.end()
        elif (m := _BOLD.match(text)) and _EMPHASIS.search(sentences[last[sentences[k].block]].text):
            signed["bold"][k] = m.end()
        elif m := _HASH.match(text):
            signed["hash"][k] = m.end()
    for marks in sorted(signed.values(), key=len, reverse=True):
        if found := _in_turn(sentences, opening, marks, last, grammar):
            return found
    return {}, {}


def _in_turn(
    sentences: Sequence[_Told],
    opening: Sequence[int],
    marks: dict[int, int],
    last: dict[int, int],
    grammar: ReportingGrammar,
) -> tuple[dict[int, int], dict[int, int]] | None:
    """Return questions and answers if the lines with one sign stand in turn with what answers them."""
    quoting = {k for k in opening if _quotes(sentences, k, marks.get(k, 0), last)}
    asked = {k: n for k, n in marks.items() if k not in quoting}
    if len(asked) < LEAST or not any(grammar.interviews.search(s.text) for s in sentences[: min(asked)]):
        return None
    lines = [k for k in opening if k >= min(asked) and (k in asked or not sentences[k].heads)]
    pairs = [b for a, b in pairwise(lines) if a in asked and b not in asked]
    if len(pairs) < LEAST or 3 * len(pairs) < 2 * len(asked):
        return None
    form = [k for k in asked if _is_question(sentences[last[sentences[k].block]].text, grammar)]
    # "Q:" and "문:" say of themselves what they open, as do answers that have marks.
    known = all(grammar.question_mark.match(sentences[k].text) for k in asked)
    sure = [k for k in pairs if known or k in quoting or grammar.answer_mark.match(sentences[k].text)]
    if len(form) < (1 if 3 * len(sure) >= 2 * len(pairs) else LEAST) or 3 * len(form) < len(asked):
        return None
    # Where answers are quoted, what is not quoted is the reporter's.
    quoted = 3 * len(quoting.intersection(pairs)) >= 2 * len(pairs)
    answered = {}
    for k in (k for k in lines if k not in asked and (k in quoting or not quoted)):
        text = sentences[k].text
        label = grammar.answer_mark.match(text) or _SIGN.match(text) or _LABEL.match(text)
        answered[k] = label.end() if label else 0
    return asked, answered


def _quotes(sentences: Sequence[_Told], k: int, mark: int, last: dict[int, int]) -> bool:
    """Whether a paragraph is a quotation from its first word, behind its mark, to the last."""
    return bool(
        _OPENS.match(sentences[k].text, mark) and _CLOSES.search(sentences[last[sentences[k].block]].text)
    )


def _is_question(text: str, grammar: ReportingGrammar) -> bool:
    return asks(text) or grammar.asking.search(_CLOSE.sub("", text)) is not None
