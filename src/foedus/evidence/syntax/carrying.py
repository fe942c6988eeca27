"""Verbs that carry a noun of action without having it for an object: in a clause said of it, and behind a preposition.

"The offensive that Chad launched", "the summit held in Lima" and "took part in the attack" tell a deed by its noun.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from foedus.evidence.syntax.model import Predicate

if TYPE_CHECKING:
    from foedus.evidence.syntax.order import Ordered
    from foedus.evidence.syntax.words import Word


def said_of(o: Ordered, k: int, word: Word) -> int | None:
    """Return the piece of the light verb whose relative clause or participle says that the deed named at `k` was done, or None."""
    j = k + 1
    while j < len(o.ps) and (o.ps[j].owner is not None or o.ps[j].kind in ("comma", "rel") or (o.ps[j].kind == "np" and o.ps[j].marker)):
        j += 1
    v = o.verbs.get(j)
    if v is None or v.link != "relative" or v.negated or v.mood or v.lemma not in o.wanted.light or v.tense == "future":
        return None
    return j if any(a.role in ("object", "subject") and (word.start, word.end) in a.heads for a in v.arguments) else None


def behind_preposition(o: Ordered, v: Predicate, word: Word) -> bool:
    """Whether a verb carries the noun of action behind its preposition: "responded with sanctions", "took part in the attack"."""
    for a in v.arguments:
        if f"{v.lemma} {a.role}" in o.g.small["carried"] and a.start <= word.start < a.end and (word.start, word.end) in a.heads:
            return True
    return False
