"""Infinitives and gerunds that open a clause before its verb ("Tras retirar sus tropas, Chad ..."): whose deed they tell.

The subject stands behind the comma that ends them; a conjunction, a relative pronoun or a stop before it leaves them without.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from foedus.evidence.syntax.model import Argument

if TYPE_CHECKING:
    from foedus.evidence.syntax.order import Ordered

OPEN = frozenset(("infinitive", "gerund"))


def ahead(o: Ordered, k: int) -> tuple[int, Argument | None] | None:
    """Return the finite verb that the opening at verb `k` stands before, with its subject where that follows the comma; None if it opens nothing."""
    p = o.ps[k]
    if not opens(o, k):
        return None
    comma = next((j for j in range(k + 1, len(o.ps)) if o.ps[j].kind == "comma"), -1)
    if comma < 0 or any(o.ps[j].kind not in ("np", "comma") for j in range(k + 1, comma)):
        return None
    found = None
    for j in range(comma + 1, len(o.ps)):
        q = o.ps[j]
        if q.kind == "verb":
            if q.form != "finite":
                return None
            a = o._argument("subject", found) if found is not None else None
            return j, Argument("subject", a.start, a.end, a.heads, a.lemma, True, a.others) if a is not None and not q.passive else None
        if q.kind == "comma":
            found = None if p.form == "infinitive" and found is None else found
        elif q.kind != "np":
            return None
        elif found is None and o._bare(j) and q.owner is None:
            found = j
    return None


def opens(o: Ordered, k: int) -> bool:
    """Whether verb `k` is an infinitive led by a preposition, or a gerund, with no verb before it in its clause."""
    p = o.ps[k]
    if p.kind != "verb" or p.form not in OPEN or not o.g.small["definite"] or (p.form == "infinitive" and not p.marker):
        return False
    for j in range(k - 1, -1, -1):
        if o.ps[j].kind in ("stop", "sub"):
            return True
        if o.ps[j].kind in ("verb", "rel", "comma") or (o.ps[j].kind == "np" and not o.ps[j].marker and not o.ps[j].time):
            return False
    return True
