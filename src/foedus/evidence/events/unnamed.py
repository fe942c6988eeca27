"""Deeds of which a clause names neither side: which are told all the same, and between whom."""

from __future__ import annotations

from foedus.evidence.events.discourse import Discourse
from foedus.evidence.events.lexicon import Entry
from foedus.evidence.events.participants import NOBODY, Who
from foedus.evidence.syntax.model import Predicate

MUTUAL = frozenset(("AGREE", "CONSULT", "COOPERATE"))
CLASH = "clash"  #: concept of fighting one another
PAIR = 2
LATELY = 0.6  #: weight of a pair that has been told of together in the last sentences
REAL = frozenset(("happened", "planned", "reported", "ongoing"))


#: Words that nobody is heard to say are no events.
WORDS = frozenset(("ACCUSE", "REJECT", "REQUEST", "SUPPORT", "THREATEN"))


def unnamed(p: Predicate, e: Entry, state: str, named: int) -> bool:
    """Whether a noun of action is told though its clause names neither side; `named` phrases of it name somebody or somewhere."""
    if state not in REAL or e.type in WORDS or p.kind != "noun":
        return False
    return p.tense != "present" and ((p.light is not None and bool(p.arguments)) or (named > 0 and p.link != "object"))


def between(e: Entry, told: Discourse) -> Who:
    """Return those told of together, between whom a meeting, an agreement or a fight was that is told without names."""
    ids = told.together.best(PAIR, bool, least=LATELY) if e.type in MUTUAL or e.concept == CLASH else []
    return Who(tuple(ids), ("state",) * len(ids), False) if ids else NOBODY
