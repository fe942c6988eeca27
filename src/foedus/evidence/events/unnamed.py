"""Deeds of which a clause names neither side: which are told all the same, and between whom."""

from __future__ import annotations

import re

from foedus.evidence.events.discourse import Discourse
from foedus.evidence.events.lexicon import Entry
from foedus.evidence.events.participants import NOBODY, Who
from foedus.evidence.events.sides import own_side, state_of
from foedus.evidence.syntax.model import Predicate

MUTUAL = frozenset(("AGREE", "CONSULT", "COOPERATE"))
CLASH = "clash"  #: concept of fighting one another
PAIR = 2
YEAR = re.compile(r"(?<![\d.,])(?:1[5-9]|20)\d\d(?![\d.,]*\d)")
LATELY = 0.6  #: weight of a pair that has been told of together in the last sentences
REAL = frozenset(("happened", "planned", "reported", "ongoing"))


#: Types whose verbs tell much else besides.
VAGUE = frozenset(("ACCUSE", "REJECT", "SUPPORT", "CONSULT", "AID"))
#: Words that nobody is heard to say are no events.
WORDS = frozenset(("ACCUSE", "REJECT", "REQUEST", "SUPPORT", "THREATEN"))


def unnamed(p: Predicate, e: Entry, state: str, named: int, last: bool) -> bool:
    """Whether a deed is told though its clause names neither side.

    Parameters
    ----------
    named
        How many phrases of a noun of action name somebody or somewhere.
    last
        The verb stands last, so that what is told before it in a relative clause or an aside is rather no event.
    """
    if state not in REAL or p.negated:
        return False
    if p.kind != "noun":
        return p.kind == "verb" and _done(p, e, last)
    if e.type == "ACCUSE" and last and p.light is not None and any(a.role == "possessor" for a in p.arguments):
        return True  # 여론의 비판이 커지자
    return e.type not in WORDS and p.tense != "present" and ((p.light is not None and bool(p.arguments)) or (named > 0 and p.link != "object"))


def _done(p: Predicate, e: Entry, last: bool) -> bool:
    """Whether a verb tells that somebody has done something, or suffered it, who has a phrase of his own: "the gang stormed the port"."""
    if p.tense != "past" or p.mood or p.pronoun or e.type in VAGUE or p.link in (("relative", "adverbial") if last else ("subject", "adverbial")):
        return False
    if headless(p, last):
        return e.type != "COOPERATE"  # "ties deepened" tops what is to come
    own = [a for a in p.get("object" if p.passive else "subject") if not a.borrowed]
    return bool(own) and not (p.passive and (last or p.link == "complement" or p.get("subject")))  # "attacked by hunger"


def past(text: str) -> bool:
    """Whether a sentence names a year, so that its present tense tells history: "in 1991 a truce enters into force"."""
    return YEAR.search(text) is not None


def headless(p: Predicate, last: bool) -> bool:
    """Whether a noun that does the work of a verb ends a line that names nobody ("16 May. Truce agreed")."""
    return last and p.kind == "verb" and p.tense == "past" and not p.link and not p.pronoun and not p.passive and not p.get("subject")


def between(e: Entry, told: Discourse) -> Who:
    """Return those told of together, between whom a meeting, an agreement or a fight was that is told without names."""
    ids = told.together.best(PAIR, bool, least=LATELY) if e.type in MUTUAL or e.concept == CLASH else []
    return Who(tuple(ids), ("state",) * len(ids), False) if ids else NOBODY


def overthrown(who: Who, whom: Who, told: Discourse) -> tuple[Who, Who]:
    """Return the sides of a coup of which only one, or none, is named: the forces of a state, and that state."""
    if who.ids and (whom.ids or len(who.ids) > 1 or not own_side(who.ids[0])):
        return who, whom
    state = state_of((who.ids or whom.ids)[0]) if who.ids or whom.ids else told.place or told.home
    if not state:
        return who, whom
    doer = Who((f"{state}_MILITARY",), ("military",), False)
    return doer, whom if whom.ids else Who((state,), ("state",), who.named and bool(who.ids))
