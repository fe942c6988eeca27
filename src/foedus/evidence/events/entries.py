"""Which entries of the lexicon the predicates of a sentence meet, and which of two that tell one deed counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from foedus.evidence.events.lexicon import SIDES, Entry, Lexicon
from foedus.evidence.events.naming import unnamed
from foedus.evidence.events.sentence import Sentence
from foedus.evidence.events.sides import level
from foedus.evidence.syntax.model import Argument, Predicate

HOSTILE = frozenset(("ASSAULT", "COERCE", "SANCTION", "REJECT", "PROTEST"))
VERBAL = frozenset(("REQUEST", "AGREE", "THREATEN", "REJECT", "ACCUSE"))
#: What the text of a resolution does.
DEMANDS = frozenset(("REQUEST", "ACCUSE", "REJECT", "SUPPORT", "SANCTION", "RETREAT", "AGREE"))
OFFERED = frozenset(("AID", "CONSULT"))  #: types that an offer or a promise is told as: of the deed, not of agreeing
ASKED = "!"  #: among the complements an entry `governs`: something to be done
#: Kinds of mention that are a side by themselves, roles of those who do a thing together, and of phrases that name both.
SIDED = frozenset(("state", "government", "military", "organisation", "group"))
OWN = frozenset(("state", "government", "military"))
WITH = frozenset(("와 ", "과 "))
DOING = frozenset(("subject", "와", "와 함께", "with", "con"))
BETWEEN = frozenset(("object", "possessor", "between", "사이", "에"))
PERSONAL = frozenset(("him", "her"))
OTHER = ("someone else",)  #: stands for such a complement among the words a verb governs


def coded(s: Sentence, lexicon: Lexicon) -> dict[int, Entry]:
    """Return the entry that each predicate of a sentence meets, by its index; of two that tell one deed the fuller.

    What is said, asked or adopted tells the deed where its content is told by no other.
    """
    ps = s.predicates
    found: dict[int, Entry] = {}
    for i, p in enumerate(ps):
        below = [w for q in ps if q.governor == i and q.link == "complement" for w in (q.lemma, *(OTHER if _of_another(q, p) else ()), *((ASKED,) if q.mood == "imperative" else ()))]
        also = frozenset((SIDES,)) if several(p, s, lexicon) else frozenset[str]()
        settled = replace(p, lemma=lexicon.settles, negated=False) if p.settled else None
        entry = (lexicon.find(settled, None, below, also) if settled else None) or lexicon.find(p, ps[p.light] if p.light is not None else None, below, also)
        entry = entry or (lexicon.find(by_word, None, below, also) if (by_word := _as_someone(p, s, lexicon)) else None)
        if entry is not None and not (entry.type == "REQUEST" and (_offers(i, ps, lexicon) or _questions(i, ps))):
            found[i] = entry
    for i, e in found.items():
        found[i] = _by_a_state(ps[i], e, s) or _of_a_person(ps[i], e, s) or e
    found = unnamed(found, ps, lexicon, s.text, lambda a: any(a.start <= m.start < a.end for m in s.mentions))
    for i in [i for i, e in found.items() if e.no_deed]:
        if any(q.governor == i and q.link == "complement" and j in found for j, q in enumerate(ps)):
            del found[i]  # "denied that it shelled", "promised to send aid": told by that deed
    for i in [i for i, e in found.items() if e.yields]:
        inner = any(q.governor == i and q.link in ("relative", "complement") and j in found and found[j].type in DEMANDS for j, q in enumerate(ps))
        if inner or (ps[i].link == "coordinate" and ps[i].governor in found and found[ps[i].governor or 0].type in DEMANDS - {"AGREE"}):
            del found[i]  # "adopted a resolution that demands", "... and demanded"
        elif any(q.governor == i and q.link == "complement" and q.mood == "imperative" for q in ps):
            found[i] = replace(found[i], type="REQUEST", mode=None, concept="request")  # "... that it leave"
    for i in [i for i, e in found.items() if e.type == "ACCUSE" and "governs" in e.words]:
        if any(q.governor == i and q.link == "complement" and j in found and found[j].type in HOSTILE for j, q in enumerate(ps)):
            del found[i]  # a deed of its own is told by itself
    for i, p in enumerate(ps):  # "imposed sanctions": one event, told by the verb if the lexicon knows the pair
        if p.light is None or i not in found:
            continue
        verb = found.get(p.light)
        if verb is not None and verb.type == found[i].type and ps[p.light].passive:
            del found[p.light]  # "the invasion of X began": the noun has the participants
        elif verb is not None and verb.type in ("REQUEST", "AGREE") and _offered(p, found[i], ps, lexicon):
            del found[p.light]
        elif verb is not None and ("object" in verb.words or (lexicon.suffixes and "marker" in verb.words) or verb.type in VERBAL):
            del found[i]
        elif verb is not None:
            del found[p.light]
    return found


def _as_someone(p: Predicate, s: Sentence, lexicon: Lexicon) -> Predicate | None:
    """Return a predicate with a word for a person where its object is a person's name, so that entries by their objects know it."""
    word = next(iter(lexicon.classes.get("someone", ())), "")
    people = [a for a in p.get("object") if a.heads and (a.lemma in PERSONAL or any(m.kind == "person" and m.start <= a.heads[0][0] < m.end for m in s.mentions))]
    if not word or not people or p.kind != "verb":
        return None
    return replace(p, arguments=tuple(replace(a, lemma=word) if a in people else a for a in p.arguments))


def _by_a_state(p: Predicate, e: Entry, s: Sentence) -> Entry | None:
    """Return what a state does that protests against something: no crowd rises, it condemns."""
    heads = [h for a in p.get("subject") for h in a.heads] if e.type == "PROTEST" and p.kind == "verb" and p.lemma == "protest" else []
    if not any(m.kind in ("government", "state") and m.start <= h < m.end for m in s.mentions for h, _ in heads):
        return None
    roles = {**e.roles, "recipient": ("to", "of", "by", "against")}
    return replace(e, type="ACCUSE", mode=None, concept="accuse", roles=roles, actor_kinds=frozenset(), default_actor="")


def _of_a_person(p: Predicate, e: Entry, s: Sentence) -> Entry | None:
    """Return what sending somebody by name is: a visit, no force."""
    heads = [h for a in p.get("object") for h in a.heads] if e.type == "MOBILIZE" and p.kind == "verb" else []
    if not any(m.kind == "person" and m.start <= h < m.end for m in s.mentions for h, _ in heads):
        return None
    return replace(e, type="CONSULT", mode="visit", concept="visit", roles={**e.roles, "actor": ("subject",), "recipient": ("to", "in")})


def several(p: Predicate, s: Sentence, lexicon: Lexicon) -> bool:
    """Whether two sides or more do what a predicate tells: named as its subject, "with" it, in one phrase, or "both sides"."""
    doers: set[str] = set()
    for a in p.arguments:
        inside = [m for m in s.mentions if m.start < a.end and a.start < m.end and m.kind in SIDED]
        named = {level(m.actor) for m in inside if a.others or m.kind in OWN}
        together = a.role in DOING
        if together:
            doers |= {level(m.actor) for m in inside}
        elif lexicon.suffixes:  # "with Y the building of a road" is one phrase to look at
            doers |= {level(m.actor) for m in inside if s.text[m.end : m.end + 2] in WITH and not named_last(a, s)}
        if (len(named) > 1 and (together or a.role in BETWEEN or (lexicon.suffixes and a.role == "modifier"))) or (together and lexicon.both.match(s.text, a.start, a.end)):
            return True
    return len(doers) > 1


def named_last(a: Argument, s: Sentence) -> bool:
    """Whether the last head of a phrase is somebody's name: a list of names, not "with Y" before a thing."""
    return any(m.start < a.heads[-1][1] and a.heads[-1][0] < m.end for m in s.mentions) if a.heads else False


def _questions(i: int, ps: Sequence[Predicate]) -> bool:
    """Whether a word of asking is followed by what is a question: "asked whether Togo would help"."""
    below = [q for q in ps if q.governor == i and q.link == "complement"]
    return bool(below) and all(q.mood == "conditional" for q in below)


def _offers(i: int, ps: Sequence[Predicate], lexicon: Lexicon) -> bool:
    """Whether a word of proposing is about what its own subject would do: an offer, told by that deed."""
    return lexicon.governors.get(ps[i].lemma) == "offered" and any(
        q.governor == i and q.link == "complement" and q.tense == "future" and not q.negated
        and all(a.borrowed for a in q.get("subject")) for q in ps
    )  # fmt: skip


def _offered(p: Predicate, e: Entry, ps: Sequence[Predicate], lexicon: Lexicon) -> bool:
    """Whether a noun of action beside a word of proposing is what is offered: aid, or one's services between others."""
    light = ps[p.light].lemma if p.light is not None else ""
    return lexicon.light_status.get(light) == "offered" and e.type in OFFERED


def _of_another(q: Predicate, above: Predicate) -> bool:
    """Whether a complement tells what another than the subject above it is to do: "wants them to leave", "to be freed"."""
    whose = q.get("object" if q.passive else "subject")
    return any(not a.borrowed or any(a.start == o.start for o in above.get("object")) for a in whose)
