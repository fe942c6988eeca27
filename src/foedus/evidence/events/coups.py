"""A coup is one event, whether it is told as a coup, as a seizure of power or as an overthrow."""

from __future__ import annotations

from foedus.evidence.events.lexicon import Entry, Lexicon
from foedus.evidence.syntax.model import Predicate

COUP = "coup"
FORCE = frozenset(("ASSAULT", "COERCE"))


def concept_of(e: Entry, p: Predicate, lexicon: Lexicon) -> str:
    """Return the concept of what an entry codes: that of the entry, or `COUP` where power is what was seized or a coup what was staged."""
    if e.type not in FORCE:
        return e.concept
    coups, power = (lexicon.classes.get(c, frozenset()) for c in ("coups", "state_power"))
    things = [a.lemma for a in p.arguments if a.role == "object" and not a.borrowed]
    staged = lexicon.matches(coups, p.lemma) or any(lexicon.matches(coups, x) for x in things)
    seized = e.concept == "seizure" and any(x in power for x in things)
    return COUP if staged or seized else e.concept
