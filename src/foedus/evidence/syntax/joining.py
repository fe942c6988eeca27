"""Which Korean noun phrases hang together: an owner with what it owns, and those that "and" joins."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from foedus.evidence.syntax.endings import Group
from foedus.evidence.syntax.morphemes import Morph


def own(
    gs: Sequence[Group], ms: Sequence[Morph], counts: Callable[[Group], bool], parts: Collection[str], mutual: Collection[str]
) -> None:
    """Join possessors, adnominal phrases and pairs to the noun phrase they belong to.

    Parameters
    ----------
    counts
        Whether a noun phrase is a number with its counter.
    parts
        Nouns for a part of many: who they are stands before them.
    mutual
        Verbs of what one does with another, which is not joined to what it is about ("signed with Chad a treaty").
    """
    for k, g in enumerate(gs[:-1]):
        follow = gs[k + 1]
        if g.role == "and" and g.kind == "np" and _with(gs, ms, k, mutual):
            g.role = "와"
            continue
        alone = follow.kind == "pred" or (follow.action and not (g.action or follow.modifiers))
        if g.role == "and" and g.end > g.noun_end and alone:
            g.role, g.owned = "와", None if follow.kind == "pred" else k + 1  # "with X, broke": no pair
        elif g.kind != "np" or follow.kind != "np":
            continue
        elif g.role == "of" or g.role.endswith("의"):
            g.owned = k + 1
            if g.role == "of" and (follow.lemma in parts or counts(follow)):
                follow.lemma = g.lemma  # "61 % of those asked" are people
            g.role = g.role if g.role == "of" else g.role[:-1]
        elif g.role == "and":
            g.owned = k + 1
            equal = _equal(gs, ms, k)
            equal.heads = (*g.heads, *equal.heads)
            equal.joined = (*g.joined, g.lemma)


def _equal(gs: Sequence[Group], ms: Sequence[Morph], k: int) -> Group:
    """Return what "and" joins phrase `k` to: the next, or what belongs to that, if it is of a kind ("the army and X's militia")."""
    n = k + 1
    while gs[n].role == "of" and n + 1 < len(gs) and gs[n + 1].kind == "np":
        n += 1
    ends = [{g.lemma[-1:], *(m.form[-1] for m in ms if m.end == g.noun_end)} for g in (gs[k], gs[n])]
    return gs[n if ends[0] & ends[1] else k + 1]


def _with(gs: Sequence[Group], ms: Sequence[Morph], k: int, mutual: Collection[str]) -> bool:
    """Whether phrase `k` tells with whom something is done: a name between a subject and an object that is none, before such a verb."""
    n = k + 1
    while n < len(gs) and gs[n].kind == "np" and (gs[n].role in ("of", "and") or gs[n].role.endswith("의")):
        n += 1
    if n >= len(gs) or gs[n].kind != "np" or gs[n].role in ("subject", "topic", "also", "") or not _named(gs[k], ms) or _named(gs[n], ms):
        return False
    first = next((i + 1 for i in range(k - 1, -1, -1) if gs[i].kind != "np"), 0)
    preds = [g for g in gs[n + 1 :] if g.kind == "pred"]
    main = next((g for g in preds if g.link not in ("relative", "complement")), None)
    done = {g.lemma for g in (*preds[:1], main) if g is not None}
    return bool(done & set(mutual)) and any(g.role in ("subject", "topic") for g in gs[first:k])


def _named(g: Group, ms: Sequence[Morph]) -> bool:
    return any(m.tag == "NNP" for m in ms if g.start <= m.start < g.end)
