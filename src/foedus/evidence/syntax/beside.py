"""A name right before or behind a verb that the parser gave no subject or object: a date that ran into it hides it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from foedus.evidence.syntax.model import Argument, Predicate, Span

FINITE = frozenset(("past", "present", "future"))


def with_names(predicates: tuple[Predicate, ...], text: str, names: Sequence[Span]) -> tuple[Predicate, ...]:
    """Return the predicates of a sentence, finite active verbs without a subject with the name right before them as subject.

    What follows such a verb at once is then its object. ("On 13 September 2022 Peru shelled Chile", where the parser took the
    day and the name for one phrase.)
    """
    before = {b: (a, b) for a, b in names}
    behind = {a: (a, b) for a, b in names}
    return tuple(_completed(p, text, before, behind) for p in predicates)


def _completed(p: Predicate, text: str, before: dict[int, Span], behind: dict[int, Span]) -> Predicate:
    own = before.get(len(text[: p.start].rstrip()))
    if p.kind != "verb" or p.passive or p.tense not in FINITE or p.governor is not None or own is None or p.get("subject"):
        return p
    arguments = [a for a in p.arguments if not (a.start < own[1] and own[0] < a.end)]
    arguments.insert(0, _name("subject", own, text))
    rest = text[p.end :]
    after = behind.get(p.end + len(rest) - len(rest.lstrip()))
    if after is not None and not any(a.role == "object" for a in arguments):
        arguments.append(_name("object", after, text))
    return replace(p, arguments=tuple(arguments), clause=(min(p.clause[0], own[0]), p.clause[1]))


def _name(role: str, span: Span, text: str) -> Argument:
    return Argument(role, *span, (span,), text[span[0] : span[1]].split()[-1].lower())
