"""Who did what is told without a doer: those who fight where it happens, those who rule those it is done to, a known opponent.

What is found so costs confidence: it is inferred, not read.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from foedus.evidence.events.sides import level, own_side, side, state_of
from foedus.evidence.events.telling import Telling
from foedus.langs.grammar.name_entries import persons

CLASH = "clash"  #: concept of fighting one another: each side does it to the other
FORCE = frozenset(("ASSAULT", "COERCE"))
REACH = 12  #: sentences
COST = 0.1


def supply(tellings: Sequence[Telling], against: Mapping[str, str], lone: Collection[int] = ()) -> list[Telling]:
    """Return the tellings, with doers for deeds of force told in the passive or by a bare noun.

    Parameters
    ----------
    against
        Side -> the other side with which the text most often tells it at odds.
    lone
        Sentences of entries of a chronology, which tell for themselves who did what.
    """
    force = [t for t in tellings if t.type in FORCE and t.actors]
    fights = [t for t in force if t.concept == CLASH and len({side(i) for i in t.actors}) > 1]
    rising = {i for t in tellings if t.type == "PROTEST" for i in t.actors}
    out: list[Telling] = []
    for n, t in enumerate(tellings):
        if t.noun and t.type in FORCE and not t.actors and not t.recipients and t.sentence not in lone and (o := _again(t, tellings, n)):
            t = replace(t, actors=o.actors, recipients=o.recipients, confidence=max(0.1, t.confidence - COST))
        if t.type in FORCE and not t.actors and t.recipients and t.sentence not in lone:
            who = _fighters(t, fights) or _rulers(t, force, rising) or _opponent(t, against)
            t = replace(t, actors=who, confidence=max(0.1, t.confidence - COST)) if who else t
        out.append(t)
    return out


def _again(t: Telling, tellings: Sequence[Telling], n: int) -> Telling | None:
    """Return the telling nearest to `t`, the one numbered `n`, that names both sides of a deed called the same."""
    for step in range(1, len(tellings)):
        near = [tellings[k] for k in (n - step, n + step) if 0 <= k < len(tellings) and abs(tellings[k].sentence - t.sentence) <= REACH]
        if not near:
            return None
        found = next((o for o in near if o.concept == t.concept and o.actors and o.recipients), None)
        if found is not None:
            return found
    return None


def _fighters(t: Telling, fights: Sequence[Telling]) -> tuple[str, ...]:
    """Return the sides that fight one another where the deed is done, as told nearest."""
    if t.type != "ASSAULT":
        return ()
    where = {level(i) for i in t.recipients}
    near = [f for f in fights if where <= {level(i) for i in f.actors}]
    sides = min(near, key=lambda f: abs(f.sentence - t.sentence)).actors if near else ()
    return tuple(i for i in sides if level(i) not in where) or sides  # a war within one state: of either side


def _rulers(t: Telling, force: Sequence[Telling], rising: frozenset[str] | set[str]) -> tuple[str, ...]:
    """Return who rules those it is done to, where these are a people that rises: by the forces told nearest."""
    homes = {s for i in t.recipients if (s := state_of(i)) and not own_side(i) and i not in persons()}  # who rules is not the ruled
    if len(homes) != 1 or f"{(home := homes.pop())}_MASSES" not in rising:
        return ()
    own = [f for f in force if abs(f.sentence - t.sentence) <= REACH and {level(i) for i in f.actors} == {home} and not any(i.endswith("_MASSES") for i in f.actors)]
    return min(own, key=lambda f: abs(f.sentence - t.sentence)).actors if own else (f"{home}_GOV",)


def _opponent(t: Telling, against: Mapping[str, str]) -> tuple[str, ...]:
    """Return the one opponent of those it is done to."""
    others = {against[x] for i in t.recipients if (x := side(i)) in against and not i[:1].islower()}  # who holds a person rather rules there
    return tuple(others) if len(others) == 1 else ()
