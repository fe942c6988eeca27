"""A crowd that rises: of which state it is, and against whom it stands where the words do not say."""

from __future__ import annotations

from foedus.evidence.events.discourse import Discourse
from foedus.evidence.events.lexicon import Entry
from foedus.evidence.events.participants import NOBODY, Who
from foedus.evidence.events.sentence import Sentence
from foedus.evidence.events.sides import level, state_of
from foedus.evidence.syntax.model import Predicate

ARTICLED = 2  #: words of "the government"
CROWD = "_MASSES"
#: Who is named beside a verb, or a noun, and does not rise himself: "the protests of Minsk" are nobody's who rules there.
SEAT, NOUN_SEAT = frozenset(("state", "place")), frozenset(("state", "place", "government"))


def rising(p: Predicate, e: Entry, who: Who, whom: Who, place: str | None, s: Sentence, told: Discourse) -> tuple[Who, Who, bool]:
    """Return who rises, against whom, and whether the first is guessed; both as they are where no crowd acts.

    Parameters
    ----------
    who, whom
        Whom the words of the clause name.
    place
        Where the clause says it happens.
    """
    noun = p.kind != "verb"
    masses = e.default_actor == "masses"
    guessed = False
    if masses and (not who.ids or set(who.kinds) <= (NOUN_SEAT if noun else SEAT)):
        where = _where(p, who, whom, place, s, told)
        guessed = not who.ids
        who = Who((f"{where}{CROWD}",), ("population",), False) if where else NOBODY
    if not whom.ids and who.ids and all(i.endswith(CROWD) for i in who.ids):  # "protesters outside the French base"
        owners = [state_of(m.actor) or m.actor for m in s.mentions if p.clause[0] <= m.start < p.clause[1] and told.foreign(m)]
        whom = Who(tuple(owners[:1]), ("state",)) if owners and owners[0] != level(who.ids[0]) else whom
    if whom.ids and not whom.named and set(whom.kinds) == {"government"} and len(who.ids) == 1 and who.ids[0].endswith(CROWD):
        whom = Who((f"{level(who.ids[0])}_GOV",), ("government",), False)  # "against the government": their own
    if masses and not whom.ids and who.ids:
        against = state_of(place or "") or state_of(who.ids[0])
        whom = Who((against,), ("state",), False) if against else NOBODY
    if masses and who.ids and _unnamed_rulers(whom, s, told) and (own := state_of(who.ids[0])):
        whom = Who((f"{own}_GOV",), ("government",), False)
    return who, whom, guessed


def _where(p: Predicate, who: Who, whom: Who, place: str | None, s: Sentence, told: Discourse) -> str | None:
    """Return the state a crowd is of: of its place, of whom the clause names, else the one told of."""
    noun = p.kind != "verb"
    inside = [m.actor for a in p.arguments for m in s.mentions if a.start <= m.start < a.end and noun]  # "of the dockers in Chile"
    bases = {level(m.actor) for m in s.mentions if told.foreign(m)}  # who marches on a base is not of its owner
    where = (state_of(place) if place else None) or told.place
    where = where or next((x for x in map(state_of, (*who.ids, *(i for i in whom.ids if level(i) not in bases), *inside)) if x), None)
    if not where and (not noun or p.light is not None):
        where = told.state([m for m in s.mentions if not told.foreign(m)], masses=True)
    return where


def _unnamed_rulers(whom: Who, s: Sentence, told: Discourse) -> bool:
    """Whether only a bare word ("the government") tells whom a crowd rises against: then those who rule it."""
    words = told.lexicon.classes["government"]
    bare = {m.actor for m in s.mentions if m.kind == "government" and s.text[m.start : m.end].lower().split()[-1] in words and len(s.text[m.start : m.end].split()) <= ARTICLED}
    return len(whom.ids) == 1 and whom.ids[0] in bare
