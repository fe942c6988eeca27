"""Whose office one holds, and what a clause says of those it does not name: who was heard before, which deed is judged."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from foedus.evidence.events.discourse import Discourse
from foedus.evidence.events.lexicon import Entry, Lexicon
from foedus.evidence.events.participants import NOBODY, Who, first, resolve
from foedus.evidence.events.sentence import Sentence
from foedus.evidence.events.sides import level, side, state_of
from foedus.evidence.syntax.model import Argument, Predicate

#: Deeds that who holds an office of a state does with the state's means: it acts with them.
MATERIAL = frozenset(("ASSAULT", "MOBILIZE", "COERCE", "SANCTION", "AID"))
#: Words that bind the state or body of whose office one speaks: it agrees, refuses, asks, blames and threatens too.
BINDING = frozenset(("AGREE", "COOPERATE", "THREATEN", "REJECT", "REQUEST", "SUPPORT", "ACCUSE"))
MINISTRY = ("_MFA", "_MOD")  #: endings of the ids of ministries that speak and act for their state
SENDING = frozenset(("MOBILIZE", "AID", "RETREAT"))
BODIES = frozenset(("state", "government", "organisation", "institution"))
JUDGING = frozenset(("ACCUSE", "REJECT"))
#: Types of what is done to those who rise, or for them, where the object names their rising.
UPON = frozenset(("COERCE", "ASSAULT", "SUPPORT"))
THING = frozenset(("thing", "any"))
#: Markers of those to whom a deed is done.
SUFFERED = frozenset(("against", "on", "in", "contra", "sobre", "en"))
RISING = frozenset(("PROTEST",))


def in_office(a: Argument, lexicon: Lexicon) -> bool:
    """Whether a phrase is about one person by the office alone: "Peru's deputy foreign minister", who is "he" then."""
    words = lexicon.classes["leaders"] | lexicon.classes.get("officers", frozenset())
    return not lexicon.suffixes and lexicon.matches(words, a.lemma) and not a.others


def learn(s: Sentence, lexicon: Lexicon, told: Discourse) -> None:
    """Remember whose office a person holds where one phrase tells it: "Joseph Boakai, the president of Liberia"."""
    words = lexicon.classes["leaders"] | lexicon.classes["government"]
    if not any(m.kind == "person" for m in s.mentions) or not any(m.kind in BODIES for m in s.mentions):
        return
    for a in (a for p in s.predicates for a in p.arguments):
        inside = [m for m in s.mentions if a.start <= m.start and m.end <= a.end]
        people = [m for m in inside if m.kind == "person"]
        bodies = [m for m in inside if m.kind in BODIES]
        if len(people) == 1 and bodies and (a.lemma in words or words & set(s.text[a.start : a.end].lower().split())):
            told.offices.setdefault(people[0].actor, bodies[0].actor)


def with_office(kind: str, who: Who, told: Discourse) -> Who:
    """Return who does a deed of type `kind`, with the states or bodies whose office they hold and act for.

    What several meet for is their own.
    """
    people = [i for i in who.ids if i[:1].islower()]
    binds = kind in MATERIAL or kind in BINDING or (kind == "CONSULT" and len(who.ids) == 1)
    more = dict.fromkeys(x for i in people for x in told.serves(i, bodies=kind not in MATERIAL)) if binds else {}
    more |= dict.fromkeys(level(i) for i in who.ids if binds and i.endswith(MINISTRY))
    here = {i.removesuffix("_GOV") for i in who.ids if i in more} if any(i.endswith(MINISTRY) for i in who.ids) else {level(i) for i in who.ids if not i[:1].islower()}
    new = [x for x in more if level(x) not in here]
    return Who((*who.ids, *new), (*who.kinds, *("state" for _ in new)), who.named)


def abroad(kind: str, who: Who) -> Who:
    """Return the state where its police are sent, lent or called back: that is the state's deed."""
    if kind not in SENDING:
        return who
    ids = dict.fromkeys(i.removesuffix("_POLICE") for i in who.ids)
    return Who(tuple(ids), who.kinds[: len(ids)], who.named)


def with_state(kind: str, who: Who, whom: Who) -> Who:
    """Return who does a deed of type `kind`: the forces of a state act with it, but where what they do is done to its own."""
    own = {level(i) for i in whom.ids}
    away = kind in SENDING or (kind in MATERIAL and bool(own))
    new = dict.fromkeys(level(i) for i in who.ids if away and i.endswith("_MILITARY") and level(i) not in own)
    return Who((*who.ids, *new), (*who.kinds, *("state" for _ in new)), who.named) if new else who


def at_home(who: Who, place: str) -> Who:
    """Return the people of a state whose own forces "opened fire" at a place within it."""
    where = state_of(place)
    own = bool(where) and all(level(i) == where and not i.endswith("_MASSES") for i in who.ids)
    return Who((f"{where}_MASSES",), ("population",), False) if own else NOBODY


def heard(n: int, who: Who, told: Discourse) -> tuple[str, ...]:
    """Return who else was heard to say something in sentence `n` or the one before: whom a denial answers."""
    own = {side(i) for i in who.ids}
    for at, ids in reversed(told.said):
        if n - at > 1:
            break
        if not own & {side(i) for i in ids}:
            return ids
    return ()


def deeds(p: Predicate, kind: str, s: Sentence, lexicon: Lexicon, told: Discourse, types: Collection[str]) -> frozenset[str]:
    """Return which `types` of deed the object of a word of judgement or of force names, if no name in it tells whose."""
    wanted = frozenset(types) if kind in JUDGING else RISING if kind in UPON else frozenset()
    if not wanted:
        return wanted
    if kind in JUDGING and any(a.role == "object" and told.pronouns.get(a.lemma) in THING for a in p.arguments):
        return wanted  # "condemned it"
    against = [a.start for a in p.arguments if a.role in SUFFERED]  # "the bombing of", "aggression against": whom it was done to is not who did it
    bare = [a for a in p.arguments if a.role == "object" and not any(m.start < min([a.end, *(x for x in against if x > a.start)]) and a.start < m.end for m in s.mentions)]
    return frozenset(e.type for a in bare for e in lexicon.nouns.get(a.lemma, ()) if e.type in wanted)


def rebels(p: Predicate, e: Entry, who: Who, whom: Who, s: Sentence, lexicon: Lexicon, told: Discourse) -> Who:
    """Return whom a word of judgement about "the coup" blames: the forces of the state that the text is about, if it names no other."""
    coups = lexicon.classes.get("coups", frozenset())
    if e.type not in JUDGING or whom.ids or lexicon.suffixes:
        return whom
    for a in p.get("object"):
        if a.lemma in coups and not any(a.start <= m.start < a.heads[0][1] for m in s.mentions):
            there = [x for m in s.mentions if m.start >= a.heads[0][1] and (x := state_of(m.actor)) and any(b.start <= m.start < b.end for b in p.arguments if b.role in SUFFERED or b is a)]
            where = "" if there else told.home
            return Who((f"{where}_MILITARY",), ("military",), False) if where and where not in {level(i) for i in who.ids} else whom
    return whom


def blamed(i: int, whom: Who, who: Who, s: Sentence, coded: Mapping[int, Entry], told: Discourse) -> Who:
    """Return whom predicate `i` blames: the doer of the deed that is its object ("condemned the bombing of X by Y"), else `whom`."""
    for j, q in enumerate(s.predicates):
        if q.governor == i and q.link == "object" and q.kind == "noun" and j in coded:
            doer, _ = first(coded[j].roles["noun_actor"], q.arguments, s.mentions, told, acting=True, apart=who.ids)
            if doer.ids and doer.named:
                return doer
            hurt = {i for a in q.arguments if a.role in SUFFERED for i in resolve(a, s.mentions, told, acting=False).ids}
            if whom.ids and set(whom.ids) <= hurt and coded[j].type in MATERIAL:
                return NOBODY  # "condemned the aggression against Mali" does not blame Mali
    return whom
