"""Who meets and who agrees: a place where people meet is no side, and who signs with another has a partner, no recipient."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from foedus.evidence.events.discourse import Discourse
from foedus.evidence.events.lexicon import Entry
from foedus.evidence.events.participants import NOBODY, Who, resolve
from foedus.evidence.events.sides import level
from foedus.evidence.mentions import Mention
from foedus.evidence.syntax.model import Argument, Predicate

MUTUAL = frozenset(("AGREE", "CONSULT", "COOPERATE"))
SHUNNED = frozenset(("REJECT", "SANCTION", "SUPPORT", "REQUEST"))  #: what is done about a meeting
#: Concepts of what is done towards a place: a visit goes to whose it is.
TOWARDS = frozenset(("visit", "flight", "mediation"))


def met(e: Entry, who: Who, whom: Who, source: Argument | None, located: Collection[str], partners: Collection[str]) -> tuple[Who, Who]:
    """Return who acts and who is acted upon, for deeds that several do together.

    Parameters
    ----------
    source
        The phrase that names `whom`.
    located
        Markers of places ("in").
    partners
        Markers of those who do a thing together with the subject ("with").
    """
    if source is None or not whom.ids:
        return who, whom
    if e.type == "CONSULT" and e.concept not in TOWARDS and source.role in located:
        return who, NOBODY
    if e.type == "AGREE" and source.role in partners and who.ids:
        kinds = (*who.kinds, *whom.kinds)
        return Who((*who.ids, *(i for i in whom.ids if i not in who.ids)), kinds, who.named), NOBODY
    return who, whom


def venue(e: Entry, source: Argument | None, mentions: Sequence[Mention], told: Discourse) -> bool:
    """Whether whom a phrase names is only where the talks it tells of are held: "boycotted the talks in Geneva"."""
    if source is None or e.type not in SHUNNED or source.role != "object" or not told.lexicon.matches(told.lexicon.classes.get("talk", frozenset()), source.lemma):
        return False
    return all(m.kind == "place" for m in mentions if m.start < source.end and source.start < m.end)


def hosted(p: Predicate, e: Entry, predicates: Sequence[Predicate], located: Collection[str], partners: Collection[str]) -> Predicate:
    """Return a meeting within which something else is said or done, with the subject of that: "in a call with Y, X promised aid".

    Mediation under which others agree is the mediators' deed.
    """
    if p.kind != "noun" or e.type != "CONSULT" or p.link not in ("inside", "adverbial") or p.governor is None or p.light is not None:
        return p
    if e.concept == "mediation" and p.get("possessor"):
        return replace(p, tense="past", link="", governor=None)
    within = p.link == "adverbial" or any(a.role in located and a.start <= p.start < a.end for a in (*p.arguments, *predicates[p.governor].arguments))
    if not within or not any(a.role in partners for a in p.arguments) or p.get("subject"):
        return p
    host = predicates[p.governor].get("subject")
    return replace(p, arguments=(*p.arguments, *host), tense="past", link="", governor=None) if host else p


def facing(p: Predicate, e: Entry, mentions: Sequence[Mention], told: Discourse) -> Predicate:
    """Return a deed before which two names stand bare, with the first as its subject: "Russia Ukraine shelling" (러시아 우크라이나 폭격)."""
    bare = [a for a in p.arguments if a.role in ("modifier", "object")] if told.lexicon.suffixes and not p.get("subject") else []
    for k, a in enumerate(bare[:-1]):
        beside = bare[k + 1]
        if e.type in MUTUAL or told.text[a.end : beside.start].strip():
            continue
        one, other = (resolve(x, mentions, told, acting=False).ids for x in (a, beside))
        if one and other and {level(i) for i in one}.isdisjoint(level(i) for i in other):
            return replace(p, arguments=tuple(replace(x, role="subject") if x is a else x for x in p.arguments))
    return p
