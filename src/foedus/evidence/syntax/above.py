"""Which verb stands above another, by word order alone: what it is joined to, what governs it, and whose subject it shares."""

from __future__ import annotations

from typing import TYPE_CHECKING

from foedus.evidence.syntax.model import Argument
from foedus.evidence.syntax.phrases import Piece

if TYPE_CHECKING:
    from foedus.evidence.syntax.order import Ordered

REACH = 14  #: pieces looked at on either side of a verb


def verb_before(o: Ordered, k: int) -> int | None:
    """Return the verb before piece `k` in its sentence, or None."""
    for j in range(k - 1, max(-1, k - 2 * REACH), -1):
        if o.ps[j].kind == "stop":
            return None
        if o.ps[j].kind == "verb":
            return j
    return None


def joined_to(o: Ordered, k: int, fence: Piece) -> int | None:
    """Return the verb that verb `k` is coordinated with: none where a participle only modifies what stands before."""
    at = o.ps.index(fence)
    if fence.form == "participle" and fence.kind == "verb" and o.governor.get(at, (0, ""))[1] == "relative":
        return None
    verb = verb_before(o, k)
    while verb is not None and o.ps[k].form == "finite" and o.ps[verb].form != "finite" and fence.kind == "conj":
        verb = verb_before(o, verb)  # "promised to send troops and opened": the finite one goes on
    # "fired on those who were marching and killed": what went on meanwhile is not gone on from
    if fence.kind == "conj" and verb is not None and _lasts(o, verb) and not _lasts(o, k) and o.governor.get(verb, (None, ""))[1] in ("relative", "complement"):
        up = o.governor[verb][0]
        verb = up if up is not None and o.ps[up].kind == "verb" and not _lasts(o, up) else verb
    # "read the paper which says that it is a zone of peace and urged": what is past goes on from what is past
    while fence.kind == "conj" and verb is not None and o.ps[k].tense == "past" and o.ps[verb].tense == "present" and o.ps[verb].form == "finite":
        up, link = o.governor.get(verb, (None, ""))
        if up is None or o.ps[up].kind != "verb" or link not in ("relative", "complement"):
            break
        verb = up
    # "fired on those who blocked the road, and killed": a comma before "and" goes back behind the relative clause
    while fence.kind == "conj" and at and o.ps[at - 1].kind == "comma" and verb is not None and o.governor.get(verb, (None, ""))[1] == "relative":
        up = o.governor[verb][0]
        if up is None or o.ps[up].kind != "verb":
            break
        verb = up
    return verb


def _lasts(o: Ordered, k: int) -> bool:
    return o.g.lasting.search(o.ws[o.ps[k].heads[0]].text.lower()) is not None


def above(o: Ordered, k: int, p: Piece) -> tuple[int | None, str]:
    """Return the verb or noun that governs an infinitive or gerund."""
    j = k - 1
    while p.marker in o.g.small["of"] and j >= 0 and o.ps[j].owner is not None and not o.acts(o.ps[j]):
        j = o.ps[j].owner or 0  # "the resolve of Chad to strike"
    if p.marker in o.g.small["of"] and j >= 0 and o.acts(o.ps[j]):
        return j, "complement"
    verb = verb_before(o, k)
    while verb is not None and p.form == "infinitive" and p.marker and o.governor.get(verb, (0, ""))[1] == "relative" and o.ps[verb].form == "participle" and o.ps[verb].lemma not in o.g.small["control"]:
        verb = verb_before(o, verb)  # "forced the man arrested to leave"
    apart = p.marker in o.g.small["purpose"] or p.marker in o.g.small["beside"] or (p.marker in o.g.small["whom"] and contracted(o, p))
    return verb, "adverbial" if apart else "complement"  # "at withdrawing", "after withdrawing" say when


def contracted(o: Ordered, p: Piece) -> bool:
    """Whether a preposition holds an article ("al retirar")."""
    lead = o.ws[p.first - 1] if p.first else None
    return lead is not None and lead.cls == "prep" and lead.text.lower() != lead.lemma and " " not in lead.lemma


def borrowed(o: Ordered, governor: int | None) -> Argument | None:
    """Return the subject that what hangs on `governor` shares with it, or None."""
    if governor is None:
        return None
    if governor in o.verbs:
        for a in o.verbs[governor].arguments:
            if a.role == ("object" if o.verbs[governor].passive else "subject"):
                return Argument("subject", a.start, a.end, a.heads, a.lemma, True)
    elif o.ps[governor].kind == "np":
        verb = verb_before(o, governor)
        return borrowed(o, verb)
    return None


def controlled(o: Ordered, governor: int | None, k: int) -> Argument | None:
    """Return who is to do what verb `k` says: whom the verb above it moves or names ("forced Malta to")."""
    if governor not in o.verbs or o.verbs[governor].lemma not in o.g.small["control"]:
        return None
    whom = [a for a in o.verbs[governor].arguments if a.role in ("a", "object") and a.start < o.ws[o.ps[k].first].start and not a.borrowed]
    a = next((x for x in whom if x.role == "a"), whom[0] if whom else None)
    if a is not None and a.role == "object" and o.g.small["definite"] and not any(s < a.end and a.start < e for s, e in o.names):
        return None  # "sent soldiers to": who sends them does it
    return Argument("subject", a.start, a.end, a.heads, a.lemma, True) if a else None
