"""One position for each actor: what it proposes beside what it is against, or beside its side on the matter, is told as reasons.

Who opposes a blockade and offers to mediate has one position, with what it would rather have; two rows that point both
ways would say that it does not know what it wants.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from foedus.evidence.stances.deed import plain
from foedus.evidence.stances.matter import Matter, on
from foedus.evidence.stances.stance import Stance
from foedus.evidence.stances.whole import Placed

#: Classes by how often they are the position itself where an actor has rows of several directions; the others are told beside it.
_FIRM = ("opposes", "abstains", "demands", "refuses", "unwilling", "doubts", "counters")


def with_one_position(matter: Matter, found: Sequence[Placed]) -> list[Placed]:
    """Join the stances of an actor that point another way than its position to that position, as reasons.

    Its position is its side on the matter, where a title says what that is; else what it is against or holds back from. An actor
    told to be of both sides on the matter, or of whom polls tell shares, keeps its stances, and so do all where a text turns on nothing.
    """
    theirs: dict[str, list[int]] = defaultdict(list)
    for k, p in enumerate(found):
        theirs[plain(p.stance.actor)].append(k)
    joined: dict[int, list[str]] = defaultdict(list)
    left = set(range(len(found)))
    for mine in theirs.values():
        stances = [found[k].stance for k in mine]
        kept = _direction(matter, stances)
        if kept is None:
            continue
        held = [k for k in mine if found[k].stance.direction == kept]
        for k in mine:
            if k not in held:
                to = min(held, key=lambda n: (abs(found[n].at - found[k].at), n))
                joined[to].append(found[k].stance.issue)
                left.discard(k)
    return [
        Placed(found[k].at, replace(found[k].stance, reasons=tuple(dict.fromkeys((*found[k].stance.reasons, *joined[k]))))) if joined.get(k) else found[k]
        for k in sorted(left)
    ]


def _direction(matter: Matter, stances: Sequence[Stance]) -> str | None:
    """Return the direction of the position that others are joined to, None where all stay."""
    if len({s.direction for s in stances}) < 2 or any(s.polled for s in stances):
        return None
    if matter.headed:
        about = {s.direction for s in stances if s.issue == matter.issue or on(matter, s)}
        if about:
            return about.pop() if len(about) == 1 else None
    firm = [s for s in stances if s.wanting.name in _FIRM]
    return firm[0].direction if firm and len({s.direction for s in firm}) == 1 else "against" if any(s.direction == "against" for s in firm) else None
