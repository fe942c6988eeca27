"""Whether a scenario speaks of states that there are, and of moments that belong to it: a slip in either would end in a confident answer."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from foedus.compacts.model import Compact
from foedus.compacts.read import compacts
from foedus.compacts.scenario import Scenario
from foedus.core.errors import FoedusError, nearest

#: Membership, rules and wording are those of the day of hour 0; what is told or asked further away belongs to another day.
REACH = timedelta(days=366)


def checked(scenario: Scenario, compact: Compact, states: Collection[str]) -> Scenario:
    """Return `scenario` if every state it names is one, and what it tells belongs to its days.

    Parameters
    ----------
    scenario, compact
        The scenario, and the organisation it is about: whoever was ever in its file is known, made-up members included.
    states
        Codes of the states that there are.

    Raises
    ------
    FoedusError
        If a state is none (``scenario-state``), or a moment is not of these days (``scenario-time``).
    """
    members = sorted({m.member for m in compact.membership})
    named = [("party", scenario.party)] if scenario.party else []
    named += [(f"requests[{k}].by", r.by) for k, r in enumerate(scenario.requests)]
    named += [(f"contributors[{k}].member", c.member) for k, c in enumerate(scenario.contributors)]
    for place, state in named:
        if state not in members and state not in states:
            raise _strange(scenario, place, state, members, states)
    for k, request in enumerate(scenario.requests):
        for to in request.to:
            if to != compact.id and to not in compacts() and to not in members and to not in states:
                raise _strange(scenario, f"requests[{k}].to", to, [compact.id, *members], states)
    _moments(scenario)
    return scenario


def begins(scenario: Scenario) -> datetime:
    """Return when it begins: hour 0, or what the state concerned told or asked before it."""
    told = [a.at for a in scenario.accounts if a.by == scenario.party and a.at is not None]
    return min([scenario.zero, *told, *(r.at for r in scenario.requests if r.by == scenario.party)])


def _moments(scenario: Scenario) -> None:
    told = [(f"accounts[{k}].at", a.at) for k, a in enumerate(scenario.accounts) if a.at is not None]
    told += [(f"requests[{k}].at", r.at) for k, r in enumerate(scenario.requests)]
    for place, at in told:
        if abs(at - scenario.zero) > REACH:
            raise FoedusError(
                "scenario-time", f"{place} is {_day(at)}, and hour 0 is {_day(scenario.zero)}, whose members, rules and wording count", scenario.id,
                "a moment within a year of hour 0", f"mend {place}, or zero",
            )  # fmt: skip
    beginning = begins(scenario)
    later = [(f"approvals[{k}].at", f"{a.member} sat on", a.at) for k, a in enumerate(scenario.approvals)]
    later += [(f"endings[{k}].at", "the word that the task is done is of", e.at) for k, e in enumerate(scenario.endings)]
    for place, words, at in later:
        if at < beginning:
            raise FoedusError(
                "scenario-time", f"{words} {_day(at)}, before anything began ({_day(beginning)})", f"{scenario.id}: {place}",
                f"a moment from {beginning.isoformat()} on", f"mend {place}; consent that stands beforehand is 0 hours of domestic in a file of the organisation",
            )  # fmt: skip


def _strange(scenario: Scenario, place: str, named: str, members: list[str], states: Collection[str]) -> FoedusError:
    """Offer the nearest member where one differs by a letter or by case, and else the nearest state."""
    member, state = nearest(named, members, 1), nearest(named, sorted(states), 1)
    near = member if _slip(named, member) or not _slip(named, state) else state
    return FoedusError("scenario-state", f"{place}: there is no state {named!r}", scenario.id, f"a member ({', '.join(members)}) or a code of ISO 3166-1", f'nearest: {place.rpartition(".")[2]} = "{near}"')


def _slip(named: str, one: str) -> bool:
    a, b = named.casefold(), one.casefold()
    return sorted(a) == sorted(b) or (len(a) == len(b) and sum(x != y for x, y in zip(a, b, strict=True)) == 1)


def _day(at: datetime) -> str:
    return at.date().isoformat()
