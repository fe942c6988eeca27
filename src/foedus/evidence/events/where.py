"""Where a deed is done: the place that its clause names, by the tables of names or by that of towns."""

from __future__ import annotations

from collections.abc import Collection

from foedus.evidence.events.discourse import Discourse
from foedus.evidence.events.sentence import Sentence
from foedus.evidence.syntax.model import Predicate

PLACES = frozenset(("place", "state", "government"))
OWNS = ("'s", "’s")


def placed(p: Predicate, s: Sentence, told: Discourse, located: Collection[str]) -> str | None:
    """Return the id of the place that a predicate of `s` is told to be done at; `located` are the markers of places."""
    for a in p.arguments:
        if a.role in located:
            inside = [m for m in s.mentions if a.start <= m.start and m.end <= a.end and m.kind in PLACES and not told.foreign(m)]
            head = [m for m in inside if any(m.start <= h < m.end for h, _ in a.heads)]
            free = [m for m in inside if s.text[m.end : m.end + 2] not in OWNS]
            if inside:
                return (head or free or inside)[0].actor.removesuffix("_GOV").removesuffix("_POLICE")
    for a in p.arguments:  # "by the police in Minsk"
        for m in s.mentions:
            before = s.text[a.start : m.start].split() if a.start < m.start < a.end else []
            if m.kind == "place" and before and before[-1].lower() in located:
                return m.actor
    return None


def town(p: Predicate, s: Sentence, told: Discourse, located: Collection[str]) -> str | None:
    """Return the state of a town that no table of names holds, where a deed is placed in it."""
    named = sorted((a for a in p.arguments if a.role in located or a.role == "subject"), key=lambda a: a.role == "subject")  # "shopkeepers in Quetta"
    return next((x for a in named if (x := told.lying(a.start, a.end, s.mentions))), None)
