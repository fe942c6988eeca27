"""What a topic (은/는) or "also" (도) marks in Korean where no other particle says it: who does it, or what it is done to.

The topic of a sentence is most often its subject. But a deed or a content so marked, before a verb that has no object and
is told in the active, is what the verb is about ("the demand, too, rejected"): who did it is left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from foedus.evidence.syntax.endings import Group
from foedus.evidence.syntax.model import Wanted

SOFT, HARD = 1, 2
NONE = "없"  #: "as for talks, there are none": none are held
DOERS = frozenset(("subject", "topic"))
APART = 2  #: characters between two groups: a comma and a blank


def suffers(g: Group, p: Group, t: Mapping[str, Any], wanted: Wanted) -> bool:
    """Whether what is marked as topic or "also" is the object of predicate `p`, which has no other.

    Parameters
    ----------
    t
        The language's ``syntax.toml``: `contents` (what one says or holds), `begin` and `unmoved` (verbs without an object).
    """
    thing = (g.action is not None and g.lemma not in wanted.agents) or g.lemma in t["contents"] or g.lemma in wanted.things
    does = p.lemma == NONE or (not p.passive and (p.lemma in wanted.verbs or p.lemma in wanted.light))
    return thing and does and p.lemma not in t["begin"] and p.lemma not in t["unmoved"]


def also(gs: Sequence[Group], t: Mapping[str, Any], wanted: Wanted) -> None:
    """Say what "also" marks: the subject where its own clause has no other, else the object.

    Before another topic in what is said it is who says it ("X, too, said that Y ...").
    """
    for k, g in enumerate(gs):
        if g.role != "also":
            continue
        first = next((n + 1 for n in range(k - 1, -1, -1) if gs[n].kind == "pred"), 0)
        last = next((n for n in range(k + 1, len(gs)) if gs[n].kind == "pred"), len(gs))
        before, behind = {x.role for x in gs[first:k]}, {x.role for x in gs[k + 1 : last]}
        if last < len(gs) and gs[last].link == "complement" and DOERS.isdisjoint(before) and not DOERS.isdisjoint(behind):
            g.role = "topic"
            continue
        done = last < len(gs) and "object" not in before | behind and suffers(g, gs[last], t, wanted)
        g.role = "subject" if DOERS.isdisjoint(before | behind) and not done else "object"


def ends_turn(gs: Sequence[Group], k: int, t: Mapping[str, Any]) -> int:
    """Return how surely the finished clause of predicate `k` ends a statement, so that a new topic opens another: 0, SOFT or HARD.

    A comma behind it and an ending that sets it against the next one make it sure.
    """
    g = gs[k]
    if g.link != "coordinate" or not g.tense:
        return 0
    apart = k + 1 < len(gs) and gs[k + 1].start - g.end >= APART
    return HARD if apart or (g.tags and g.tags[-1] in t["contrast"]) else SOFT


def judged(gs: Sequence[Group], k: int, table: Mapping[str, Any]) -> int | None:
    """Return who did what the clause around predicate `k` thanks or blames for, -1 if that is nobody named; None if it does neither.

    "Togo thanked Benin for having sent a ship": it is Benin that sent it.
    """
    end = next((n for n in range(k + 1, len(gs)) if gs[n].kind == "pred"), None)
    if end is None:
        return None
    between = range(k + 1, end)
    words = [gs[end].lemma, *(gs[n].lemma for n in between if gs[n].kind == "np")]
    if not any(w.endswith(tuple(table["judging"])) for w in words):
        return None
    return next((n for n in between if gs[n].kind == "np" and gs[n].role in table["addressed"] and not gs[n].action), -1)
