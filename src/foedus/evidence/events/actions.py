"""What stands beside a deed: names and words for people that tell who did it, or to whom, and when a noun is but part of a name."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from foedus.evidence.events.lexicon import Entry, Lexicon
from foedus.evidence.events.participants import Who
from foedus.evidence.events.sentence import Sentence
from foedus.evidence.mentions import Mention
from foedus.evidence.syntax.model import Argument, Predicate

#: Types that befall someone, not something of theirs.
BODILY = frozenset(("ASSAULT", "COERCE"))
MUTUAL = frozenset(("AGREE", "CONSULT", "COOPERATE"))
BESIDE = frozenset(("by", "of", "against", "por", "de", "contra", "entre"))  #: markers beside a noun of who does it and to whom
STRUCK = frozenset(("of", "against", "on", "upon", "in", "into"))  #: markers beside a noun of to whom, or where
#: What is blamed or welcomed has been done, if it is one of these.
JUDGEABLE = {"ACCUSE": BODILY, "PROTEST": BODILY, "SUPPORT": frozenset(("RETREAT",))}
PEOPLE = ("masses", "government", "troops", "captive", "armed", "bodies")
NAMED = frozenset(("organisation", "media", "institution"))


def part_of_name(p: Predicate, mentions: Sequence[Mention]) -> bool:
    """Whether a noun of action is part of a name ("Army of Liberation")."""
    return p.kind == "noun" and any(m.kind in NAMED and m.start <= p.start and p.end <= m.end and m.end - m.start > p.end - p.start for m in mentions)


def names_beside(p: Predicate, mentions: Sequence[Mention], beside: Collection[str] = ()) -> int:
    """Return how many arguments of a noun name someone or somewhere, those with a role in `beside` left out."""
    return sum(any(m.start < a.end and a.start < m.end for m in mentions) for a in p.arguments if a.role not in beside)


def sides_told(p: Predicate, e: Entry, s: Sentence, lexicon: Lexicon, located: Collection[str]) -> bool:
    """Whether a noun of force tells by words for people who did it, or to whom: "the killing of a protester by the police"."""
    if e.type == "ASSAULT" and p.tense == "past" and not lexicon.suffixes and any(a.role in located and a.heads and s.text[a.heads[0][0]].isupper() for a in p.arguments):
        return True  # "clashes followed in" a town that no table knows
    if p.kind == "noun" and p.tense == "past" and lexicon.matches(lexicon.classes.get("coups", frozenset()), p.lemma):
        return True  # "a coup ended his rule"
    return e.type in BODILY and any(a.role in BESIDE and not a.borrowed and _people(a, lexicon) for a in p.arguments)


def told_by_verb(p: Predicate, e: Entry, predicates: Sequence[Predicate], coded: Mapping[int, Entry], named: bool) -> bool:
    """Whether the verb whose subject a noun of action is tells its deed ("an attack by rebels killed ten"), or what became of it ("the truce broke")."""
    return any(
        (verb.type == e.type and not named) or (verb.type != e.type and p.lemma in verb.words.get("subject", ()))
        for j, verb in coded.items()
        if any(a.role == "subject" and not a.borrowed and (p.start, p.end) in a.heads for a in predicates[j].arguments)
    )


def judged_deed(p: Predicate, e: Entry, above: Entry, s: Sentence, lexicon: Lexicon) -> bool:
    """Whether what is blamed or welcomed is a deed told whole, by what stands behind it: "the attacks on Syria", "the coup led by the officers".

    A name behind "by" is that of who is blamed already.
    """
    behind = [a for a in p.arguments if a.role in STRUCK | {"by"} and not a.borrowed and a.start >= p.end]
    whole = any(_people(a, lexicon) or (a.role != "by" and any(m.start < a.end and a.start < m.end for m in s.mentions)) for a in behind)
    return whole and e.type in JUDGEABLE.get(above.type, ())


def of_people(p: Predicate, e: Entry, lexicon: Lexicon, place: str | None, roles: Sequence[str] = ("subject", "object")) -> bool:
    """Whether people whom no name identifies take part all the same: "rebels seized", "killed a doctor in Lima"."""
    if (p.kind == "noun" and p.light is None) or e.type in MUTUAL:
        return False
    return (place is not None and e.type in BODILY) or any(a.role in roles and not a.borrowed and _people(a, lexicon) for a in p.arguments)


def _people(a: Argument, lexicon: Lexicon) -> bool:
    """Whether the head of a phrase tells of people or of a body of people."""
    return any(lexicon.matches(lexicon.classes[c], a.lemma) for c in PEOPLE if c in lexicon.classes)


def relayed(i: int, who: Who, s: Sentence, lexicon: Lexicon) -> bool:
    """Whether who acts by the clauses is but the medium that reports the deed: "the agency, citing sources, that ... demanded, reported"."""
    return bool(who.kinds) and set(who.kinds) == {"media"} and any(lexicon.governors.get(q.lemma) == "reported" for q in s.predicates[i + 1 :])
