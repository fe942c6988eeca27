"""A deed told twice in one sentence is told once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from foedus.evidence.events.sides import level
from foedus.evidence.events.telling import Telling

MUTUAL = frozenset(("AGREE", "CONSULT", "COOPERATE"))


def once(found: Sequence[Telling]) -> list[Telling]:
    """Return one telling for clauses of a sentence that tell the same deed of the same participants."""
    out: list[Telling] = []
    for t in found:
        for k, other in enumerate(out):
            apart = t.concept == t.type.lower() and not (t.noun or other.noun)  # "suspended the constitution and dissolved the cabinet"
            deed = (t.type == other.type and t.concept == other.concept and not apart) or (t.type == other.type and t.type in MUTUAL)
            close = same(t.actors, other.actors) and same(t.recipients, other.recipients)
            if deed and close and (t.status == other.status):
                fuller = max((other, t), key=lambda x: (len(x.actors) + len(x.recipients), not x.noun, x.confidence))
                nameless = not t.actors and not t.recipients and fuller is other
                out[k] = other if nameless else replace(fuller, start=min(t.start, other.start), end=max(t.end, other.end))
                break
        else:
            out.append(t)
    return out


def same(one: Sequence[str], two: Sequence[str]) -> bool:
    """Whether two lists of actors may be the same: one is empty, or they share a state."""
    people = [{i for i in ids if i[:1].islower()} for ids in (one, two)]
    if all(people) and not people[0] & people[1]:
        return False
    a, b = {level(i) for i in one}, {level(i) for i in two}
    return not a or not b or bool(a & b)
