"""Clauses led by more than their first word: relative pronouns behind a preposition, what is set apart, whose plan it is.

"Morocco, which Algiers accuses of" is in Spanish "Marruecos, al que acusa Argel": the preposition tells that the noun before is no
subject. A participle between commas ("Cuba, aliada de Chad, llamó") is left where its comma closes. The plan of somebody
is carried out by that one, whoever welcomes it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from foedus.evidence.syntax.model import Argument

if TYPE_CHECKING:
    from foedus.evidence.syntax.order import Ordered

BARE = 2  #: words of a phrase that is but a preposition and an article


def led(o: Ordered, bound: int) -> tuple[str, int] | None:
    """Return the preposition before the relative pronoun at `bound` and the piece before both, or None ("al que", "a quien", "con los que")."""
    rel = o.ps[bound]
    if rel.kind != "rel" or not rel.first or not o.g.small["definite"]:
        return None
    w = o.ws[rel.first - 1]
    if w.cls == "prep":
        contracted = w.text.lower() != w.lemma and " " not in w.lemma
        return (w.lemma, bound - 1) if contracted or rel.lemma in o.g.small["who"] else None
    q = o.ps[bound - 1] if bound else None
    if q is None or q.kind != "np" or not q.marker or q.last - q.first != BARE or w.cls != "det":
        return None
    return q.marker, bound - 2


def antecedent(o: Ordered, j: int) -> int:
    """Return the noun phrase that a relative clause behind piece `j` belongs to, whatever it owns left out; -1 if there is none."""
    while j >= 0 and (o.ps[j].kind == "comma" or o.ps[j].owner is not None):
        owner = o.ps[j].owner
        j = owner if owner is not None else j - 1
    return j


def judged(o: Ordered, k: int) -> bool:
    """Whether the phrase at `k` judges how likely or needful something is ("es poco probable que")."""
    p = o.ps[k]
    return p.kind == "np" and not p.marker and o.ws[p.heads[0]].lemma in o.g.small["judged"]


def set_apart(o: Ordered, k: int, bound: int) -> int | None:
    """Return the bare noun phrase that finite verb `k` goes on from behind a participle between commas or a plan, or None."""
    if k < 1 or o.ps[k - 1].kind != "comma" or not o.g.small["definite"]:
        return planned(o, k, bound)
    j = bound
    while j > 0 and o.ps[j].kind in ("verb", "np") and o.ps[j].form in ("", "infinitive"):
        j -= 1
    if j < 1 or o.ps[j].form != "participle" or o.ps[j - 1].kind != "comma":
        return None
    inner = o.ps[j + 1]
    if inner.kind == "np" and not inner.marker and (o.ws[inner.first].cls == "det" or o._name(j + 1)):
        return None  # "the parties, included the army of Togo, attacked"
    x = antecedent(o, j - 1)
    return x if x >= 0 and o.ps[x].kind == "np" and o._bare(x) else None


def planner(o: Ordered, governor: int | None, k: int) -> Argument | None:
    """Return whose plan, offer or decision it is to do what the infinitive at `k` says ("la propuesta de Chad de enviar"), or None."""
    if governor is None or o.ps[governor].kind != "np" or not o.g.small["definite"]:
        return None
    for j in range(governor + 1, k):
        if o.ps[j].owner == governor and o.ps[j].marker in o.g.small["of"]:
            a = o._argument("subject", j)
            return Argument("subject", a.start, a.end, a.heads, a.lemma, True, a.others)
    p = o.ps[governor]
    named = next((t for t in range(p.heads[0] + 1, p.last) if any(s <= o.ws[t].start < e for s, e in o.names)), None)
    if named is None:
        return None
    w = o.ws[named]
    return Argument("subject", w.start, w.end, ((w.start, w.end),), w.lemma, True)


def planned(o: Ordered, k: int, bound: int) -> int | None:
    """Return the plan that finite verb `k` goes on from behind what is planned ("la decisión de Chad de romper | fue"), or None."""
    at, link = o.governor.get(bound, (None, ""))
    if at is None or link != "complement" or o.ps[bound].form != "infinitive" or o.ps[at].kind != "np" or not o.g.small["definite"]:
        return None
    if any(o.ps[j].kind in ("comma", "stop", "rel", "sub") or (o.ps[j].kind == "verb" and o.ps[j].form == "finite") for j in range(k)):
        return None
    x = antecedent(o, at)
    return x if x >= 0 and o.ps[x].kind == "np" and o._bare(x) else None


def asked_of(o: Ordered, ante: int, bound: int) -> bool:
    """Whether the clause led by "that" at `bound` tells what the one before it is to do: a name, or whom a verb of asking asks."""
    if ante == bound - 1 and o._name(ante):
        return True
    verb = next((j for j in range(ante - 1, -1, -1) if o.ps[j].kind != "np"), -1)
    return o.ps[ante].marker in o.g.small["whom"] and verb >= 0 and o.ps[verb].kind == "verb" and o.ps[verb].lemma in o.g.small["asking"]
