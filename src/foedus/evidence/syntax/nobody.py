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
        ("never"), `objects` that are nothing, `counted` what stands behind "no" where it only counts ("no more than"), and `before`, a pattern for what undoes the verb behind it ("without").
    """
    if not table:
        return predicates
    subjects, openers = frozenset(table.get("subjects", ())), frozenset(table.get("openers", ()))
    objects, counted = frozenset(table.get("objects", ())), frozenset(table.get("counted", ()))
    before = _compiled(table.get("before", _NONE))
    return tuple(replace(p, negated=True) if _undone(p, text, subjects, openers, before, counted) or _nothing(p, text, objects) else p for p in predicates)


def _undone(p: Predicate, text: str, subjects: frozenset[str], openers: frozenset[str], before: re.Pattern[str], counted: frozenset[str]) -> bool:
    if p.negated or p.kind != "verb":
        return False
    if before.search(text, max(0, p.start - WINDOW), p.start):
        return True
    first = text[p.clause[0] : p.start].split(maxsplit=1)
    if first and first[0].lower() in openers:
        return True
    role = "object" if p.passive else "subject"
    heads = [text[a.start : a.end].lower().split(maxsplit=2) for a in p.arguments if a.role == role]
    return any(words and words[0] in subjects and words[1:2] not in [[w] for w in counted] for words in heads)


def _nothing(p: Predicate, text: str, objects: frozenset[str]) -> bool:
    """Whether nothing is what a verb is done to: "signed nothing"."""
    return p.kind == "verb" and not p.negated and not p.passive and any(text[a.start : a.end].lower() in objects for a in p.get("object"))


@lru_cache(maxsize=32)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
