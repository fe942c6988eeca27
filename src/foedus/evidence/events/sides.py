"""Which side an actor is of: its state, or itself where it may act against that state."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from foedus.langs.grammar.name_entries import persons, shared_rows, states

_STATE = re.compile(r"^([A-Z]{3})(?:_|$)")


@cache
def _belongs() -> dict[str, str]:
    """Return place or organisation id -> what it belongs to."""
    out = {r["id"]: r["of"] for r in shared_rows("places")} | {r["place"]: r["of"] for r in shared_rows("capitals")}
    return out | {r["id"]: r["of"] for r in shared_rows("organisations") if r["of"]}


def state_of(actor: str) -> str | None:
    """Return the state an actor belongs to, or None.

    Examples
    --------
    >>> state_of("PER_MASSES"), state_of("Almaty"), state_of("UN")
    ('PER', 'KAZ', None)
    """
    m = _STATE.match(actor)
    if m and m[1] in states():
        return m[1]
    person = persons().get(actor)
    of = person.offices[-1].of if person else _belongs().get(actor)
    return state_of(of) if of and of != actor else None


@lru_cache(maxsize=8192)
def level(actor: str) -> str:
    """Return the id that counts when tellings are compared: the state for what is a state's, else the actor."""
    return state_of(actor) or actor


def side(actor: str) -> str:
    """Return what an actor acts as: its state, but the people and the organisations of a state may act against it.

    Examples
    --------
    >>> side("PER_GOV"), side("PER_MASSES"), side("TALIBAN"), side("RSF")
    ('PER', 'PER_MASSES', 'TALIBAN', 'RSF')
    """
    return level(actor) if own_side(actor) or actor[:1].islower() else actor


def own_side(actor: str) -> bool:
    """Whether an actor is a state, its government or its forces, to which nothing of that state is another side.

    Examples
    --------
    >>> own_side("SDN_MILITARY"), own_side("RSF")  # three capitals are not always a state
    (True, False)
    """
    m = _STATE.match(actor)
    return m is not None and m[1] in states() and not actor.endswith("_MASSES")
