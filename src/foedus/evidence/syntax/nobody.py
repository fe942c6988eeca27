"""Negation that stands in the subject or before the verb: "neither Chad nor Mali attacked", "without attacking", "no longer opposes"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

from foedus.evidence.syntax.model import Predicate

WINDOW = 24  #: code points before a verb in which what undoes it ends
_NONE = "(?!)"


def negated_by_words(predicates: tuple[Predicate, ...], text: str, table: Mapping[str, Any]) -> tuple[Predicate, ...]:
    """Return the predicates of a sentence, those negated that a word of none as subject, or words right before them, undo.

    Parameters
    ----------
    table
        Table ``[nothing]`` of the language's ``syntax.toml``: `subjects` that are nobody ("neither", "nadie"), `openers` of a clause
        ("never"), and `before`, a pattern for what undoes the verb behind it ("without").
    """
    if not table:
        return predicates
    subjects, openers = frozenset(table.get("subjects", ())), frozenset(table.get("openers", ()))
    before = _compiled(table.get("before", _NONE))
    return tuple(replace(p, negated=True) if _undone(p, text, subjects, openers, before) else p for p in predicates)


def _undone(p: Predicate, text: str, subjects: frozenset[str], openers: frozenset[str], before: re.Pattern[str]) -> bool:
    if p.negated or p.kind != "verb":
        return False
    if before.search(text, max(0, p.start - WINDOW), p.start):
        return True
    first = text[p.clause[0] : p.start].split(maxsplit=1)
    if first and first[0].lower() in openers:
        return True
    role = "object" if p.passive else "subject"
    heads = [text[a.start : a.end].split(maxsplit=1) for a in p.arguments if a.role == role]
    return any(words and words[0].lower() in subjects for words in heads)


@lru_cache(maxsize=32)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
