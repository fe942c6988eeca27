"""Who is bound to whom on a day, and under which article."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from foedus.compacts.composition import members_on
from foedus.compacts.model import Article, Compact, holding
from foedus.compacts.read import compacts
from foedus.compacts.words import words


@dataclass(frozen=True, slots=True)
class Bond:
    """An article that binds two states to each other on a day, with the status of each."""

    compact: Compact
    article: Article
    statuses: tuple[str, str]


def bonds(one: str, other: str, on: date, among: Iterable[Compact] | None = None) -> list[Bond]:
    """Return the articles that bind two states to each other on a day.

    Parameters
    ----------
    one, other
        Ids of states.
    on
        The day.
    among
        Treaty organisations; None for all that foedus ships.

    Returns
    -------
    list of Bond
        Those by which each owes something to the other; empty if there are none.
    """
    out = []
    for compact in compacts().values() if among is None else among:
        statuses = compact.status(one, on), compact.status(other, on)
        if one == other or statuses[0] is None or statuses[1] is None or not all(words("statuses")[s or ""]["bound"] for s in statuses):
            continue
        out += [Bond(compact, a, (statuses[0], statuses[1])) for a in holding(compact.articles, on) if words("bonds")[a.bond]["mutual"]]
    return out


def bound_to(state: str, on: date, among: Iterable[Compact] | None = None) -> dict[str, list[Bond]]:
    """Return for each state that is bound to `state` on a day the articles that bind them."""
    chosen = list(compacts().values() if among is None else among)
    others = sorted({m for c in chosen for m in members_on(c, on)} - {state})
    found = {other: bonds(state, other, on, chosen) for other in others}
    return {other: some for other, some in found.items() if some}
