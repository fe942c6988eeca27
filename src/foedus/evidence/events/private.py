"""Meetings that are no consultation: with the press, with nobody who stands for a state, and journeys of private persons."""

from __future__ import annotations

from foedus.evidence.events.lexicon import Entry, Lexicon
from foedus.evidence.events.participants import Who
from foedus.evidence.syntax.model import Predicate


def private(p: Predicate, e: Entry, who: Who, whom: Who, lexicon: Lexicon) -> bool:
    """Return whether a meeting, a call or a visit is told that no state or body takes part in as such.

    An interview with a newspaper is none, nor is a meeting with somebody's people of one whom nothing names, nor a
    visit by one of the class ``private`` ("a reporter visited Moscow").
    """
    if e.type != "CONSULT":
        return False
    press = lexicon.classes.get("press", frozenset())
    if any(kinds and kinds <= {"media"} for kinds in (set(who.kinds), set(whom.kinds))):
        return True
    if any(lexicon.matches(press, a.lemma) for a in p.arguments if a.role not in ("subject", "attribute")):
        return True
    if not who.ids and whom.ids and all(i.endswith("_MASSES") for i in whom.ids):
        return True
    alone = lexicon.classes.get("private", frozenset())
    return any(a.role == "subject" and not a.borrowed and lexicon.matches(alone, a.lemma) for a in p.arguments)
