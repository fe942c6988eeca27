"""The words by which sums, parts, ages and losses are recognised: a language's table ``checks``, compiled."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from foedus.langs.grammar.numbers import number_grammar
from foedus.langs.registry import language

Word = re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Toll:
    """Words for one kind of loss: what stands before the number of those who suffered it, and behind it."""

    before: Word
    after: Word


@dataclass(frozen=True, slots=True)
class Rules:
    """The compiled table of one language. A pattern that the table lacks matches nothing.

    Attributes
    ----------
    total, share, rank, not_additive
        What the labels of a table's rows and columns say of their numbers.
    whole, whole_before
        What no share can be more than all of, behind the number and before it.
    answers
        Answers to one question that exclude each other, by class.
    group, group_before
        Of whom a share is, in the group ``noun``: behind the number, and before it.
    part, among
        What makes the next number a part of the one before, and the one before a part of the next.
    born, past
        A birth; words with which an age is that of another time.
    from_to, backwards
        Two years in the groups ``a`` and ``b``; years that are counted backwards.
    ahead
        A sentence that looks ahead, or tells what might have been.
    behind
        Endings and words of what is past.
    changed
        A figure that changed, or is one of several.
    tolls
        Words for losses, by kind.
    people, some
        Words for anybody, and for a part of those who may suffer a loss.
    """

    total: Word
    share: Word
    rank: Word
    not_additive: Word
    whole: Word
    whole_before: Word
    answers: Mapping[str, Word]
    group: Word
    group_before: Word
    part: Word
    among: Word
    born: Word
    past: Word
    from_to: Word
    backwards: Word
    ahead: Word
    behind: Word
    changed: Word
    people: Word
    some: Word
    tolls: Mapping[str, Toll] = field(default_factory=dict)


@cache
def rules(code: str) -> Rules:
    """Return the rules of a language; without a table of them nothing is recognised."""
    t = language(code).table("checks")

    def of(*keys: str) -> Word:
        value: Any = t
        for k in keys:
            value = value.get(k, {}) if isinstance(value, Mapping) else {}
        return _any([value] if isinstance(value, str) else value)

    return Rules(
        of("total"), of("share"), of("rank"), of("not_additive"), of("whole"), of("whole_before"),
        {k: of("answers", k) for k in t.get("answers", {})}, of("group", "behind"), of("group", "before"), of("part", "link"), of("among", "link"),
        of("age", "born"), of("age", "past"), of("span", "from_to"), of("span", "backwards"), of("ahead", "words"),
        of("behind", "words"), of("changed", "words"), of("people", "any"), of("people", "part"),
        {k: Toll(of("tolls", k, "before"), of("tolls", k, "after")) for k in t.get("tolls", {})},
    )  # fmt: skip


@cache
def number_of(code: str) -> Word:
    """Return what matches a number of a language, in figures or words, wherever it stands."""
    return re.compile(rf"(?<![\w.,])(?:{number_grammar(language(code)).regex})(?!\w)", re.IGNORECASE)


def _any(patterns: Iterable[str]) -> Word:
    found = [f"(?:{p})" for p in patterns]
    return re.compile("|".join(found) if found else r"(?!)", re.IGNORECASE)
