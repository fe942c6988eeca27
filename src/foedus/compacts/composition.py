"""Who votes in an organ on a day, by which rule: a compact's organ as a body of `foedus.rules`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache

from foedus.compacts.model import Compact, Organ, OrganRule, Statement, holding
from foedus.compacts.read import compacts
from foedus.compacts.words import words
from foedus.core.errors import FoedusError, nearest
from foedus.rules.body import Body, Ruled
from foedus.rules.body import bodies as bodies_of_rules
from foedus.rules.language import rule


def members_on(compact: Compact, on: date, *, voting: bool = False) -> dict[str, str]:
    """Return the status of each state on a day, the oldest members first; with `voting`, of those only who have a vote."""
    found = [m for m in holding(compact.membership, on) if not voting or words("statuses")[m.status]["votes"]]
    first = {m.member: min(s.since or on for s in compact.membership if s.member == m.member) for m in found}
    return {m.member: m.status for m in sorted(found, key=lambda m: (first[m.member], m.member))}


def organ_on(compact: Compact, name: str | None, on: date) -> Organ:
    """Return the organ called `name`, or the first that decides, as it is on a day.

    Raises
    ------
    FoedusError
        If there is none on that day (``compact-organ``).
    """
    found = [o for o in holding(compact.organs, on) if (o.id == name if name else o.decides)]
    if not found:
        told = f"has no organ {name!r}" if name else "has no organ that decides"
        all_of_them = sorted({o.id for o in compact.organs if o.decides})
        # An organ of the file that was not there yet, or no longer: the day is wrong and not its name.
        known = [o for o in compact.organs if (o.id == name if name else o.decides)]
        if known:
            days = " or ".join(f"{o.since or 'the beginning'} to {o.until or compact.as_of}" for o in known)
            raise FoedusError("compact-organ", f"{compact.name} {told} on {on}", compact.id, f"a day of {days}", f"--on {_within(known, on)}, or another day of hour 0 in a scenario")
        raise FoedusError("compact-organ", f"{compact.name} {told} on {on}", compact.id, f"one of {', '.join(all_of_them)}", f"nearest: {nearest(name or '', all_of_them, 1)}")
    return found[0]


def _within(organs: list[Organ], on: date) -> date:
    """Return the first day of the organs if `on` lies before it, else their last."""
    first = min((o.since for o in organs if o.since), default=on)
    return first if on < first else max((date.fromordinal(o.until.toordinal() - 1) for o in organs if o.until), default=first)


def voters_on(compact: Compact, organ: Organ, on: date) -> tuple[str, ...]:
    """Return who votes in an organ on a day: the oldest members first, then seats whose holder the file does not know.

    Raises
    ------
    FoedusError
        If nobody does (``compact-organ``).
    """
    known = list(members_on(compact, on, voting=True))
    seats = organ.seats if organ.seats is not None else len(known)
    if not seats:
        raise FoedusError("compact-organ", f"{compact.name} has no members on {on}", compact.id, f"a day up to and around {compact.as_of}", f"--on {compact.as_of}")
    return (*known, *(f"seat_{k + 1}" for k in range(max(0, seats - len(known)))))


def rules_on(compact: Compact, organ: Organ, on: date) -> list[OrganRule]:
    """Return the rules by which an organ decides on a day, the usual one first."""
    return [r for r in holding(compact.rules, on) if r.organ == organ.id]


def body_on(compact: Compact, organ: str | None = None, on: date | None = None, *, name: str | None = None) -> Body:
    """Return an organ as a body: members and rules of a day.

    Parameters
    ----------
    compact
        A treaty organisation.
    organ
        Id of an organ; None for the first that decides.
    on
        The day; None for the day up to which its file was kept.
    name
        Id of the body; None for that of the compact.

    Raises
    ------
    FoedusError
        If on that day the organ is not there, or has no members or no rule (``compact-organ``).
    """
    day = on or compact.as_of
    found = organ_on(compact, organ, day)
    voters = voters_on(compact, found, day)
    rules = rules_on(compact, found, day)
    if not rules:
        raise FoedusError("compact-organ", f"{compact.name}: no rule is known by which {found.name} decides on {day}", compact.id, "a day for which the file has a rule", f"--on {compact.as_of}")
    ruled = {r.name: Ruled(r.name, r.about + ("" if r.confirmed else " Not confirmed."), _told(compact, r), rule(r.rule, voters, None, f"{compact.id}: {r.name}")) for r in rules}
    since, until = _unchanged(compact, found, rules, day)
    about = f"{len(voters)} votes. {found.about}".strip()
    return Body(name or compact.id, f"{found.name}, {compact.name}" if compact.name not in found.name else found.name, about, since, until, voters, {}, ruled)


@cache
def bodies() -> Mapping[str, Body]:
    """Return every body foedus ships, by id: organs of compacts, and those that only `foedus.rules` has."""
    found = dict(bodies_of_rules())
    for one in compacts().values():
        found.update({name: body_on(one, organ, on, name=name) for name, organ, on in one.bodies})
    return dict(sorted(found.items()))


def body_named(named: str) -> Body:
    """Return the body of that id, or that of the compact of that id, ``unsc`` say, as it is today.

    Raises
    ------
    FoedusError
        If foedus ships neither (``body-unknown``).
    """
    known, own = bodies(), {name: one.bodies[0] for name, one in compacts().items() if one.bodies}
    found = known.get(named) or known.get(own.get(named.casefold(), ("",))[0])
    if found is None:
        close = nearest(named, [*known, *own], 1)
        raise FoedusError("body-unknown", f"there is no body and no file {named!r}", None, f"one of {', '.join(known)}, or a TOML file", f"foedus power {own[close][0] if close in own else close}")
    return found


def _told(compact: Compact, statement: Statement) -> str:
    return "; ".join(compact.sources[s].title for s in statement.sources) or "no source found"


def _unchanged(compact: Compact, organ: Organ, rules: list[OrganRule], on: date) -> tuple[str | None, str | None]:
    """Return the stretch of days around `on` in which neither votes nor rules change; the end is its last day."""
    votes = [m for m in compact.membership if words("statuses")[m.status]["votes"]]
    edges = {d for s in (*votes, organ, *rules) for d in (s.since, s.until) if d is not None}
    since = max((d for d in edges if d <= on), default=None)
    until = min((d for d in edges if d > on), default=None)
    last = date.fromordinal(until.toordinal() - 1) if until else None
    return since.isoformat() if since else None, last.isoformat() if last else None
