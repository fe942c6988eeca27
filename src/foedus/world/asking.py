"""The codes of a state on a day or in a year, each held against the list it is of: what no list speaks of has no code."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from foedus.core.errors import FoedusError
from foedus.world.crosswalk import CODES, Code
from foedus.world.naming import When, code, span, spoken
from foedus.world.systems import ISO_YEARS, LISTS
from foedus.world.world import World


@dataclass(frozen=True, slots=True)
class Answer:
    """Codes by system, None where a system has none then; and what must be known of them, in words."""

    codes: dict[str, Code | None]
    notes: tuple[str, ...]


def codes_of(world: World, state: str, when: When, systems: Iterable[str], of: str | None = None) -> Answer:
    """Return the codes of a state in several systems, held against the lists that are at hand.

    Parameters
    ----------
    world
        Its lists of states tell who was a member; without them that is not asked, and the notes say so.
    state, when, of
        As for `foedus.world.naming.code`.
    systems
        Of ``cow``, ``gw`` and ``iso``. Of several, one may have no code; a single one is refused.

    Raises
    ------
    FoedusError
        As `foedus.world.naming.code`; for a single system also if its list does not yet speak of the year (``world-list``) or has no such
        member then (``world-member``), and if no system has a code (``world-state``).
    """
    asked, codes, notes = list(systems), dict[str, Code | None](), list[str]()
    for system in asked:
        try:
            found, note = _held_against(world, code(state, when, system, of), when, system)
        except FoedusError as error:
            if len(asked) == 1 or error.code not in ("world-no-code", "world-list", "world-member"):
                raise
            found, note = None, f"{error.message} ({error.expected})" if error.code == "world-member" else error.message
        codes[system] = found
        notes += [note] if note else []
    if all(c is None for c in codes.values()):
        raise FoedusError("world-state", f"no list has {state} in {when}", None, "; ".join(notes), "another year or day")
    return Answer(codes, tuple(notes))


def _held_against(world: World, found: Code, when: When, system: str) -> tuple[Code, str]:
    """Return a code if the list of its system has it then, with what must be known of it."""
    first, last = span(when)
    at_hand = world.at_hand()[LISTS["gw" if system == "iso" else system][0]] is not None
    begins, ends = world.list_years(system) if at_hand and system != "iso" else spoken(system)
    if last.year < begins:
        since = "ISO 3166 was first published" if system == "iso" else f"the list of {system} begins"
        raise FoedusError("world-list", f"{system}: {since} in {begins}, so it has no code for {when}", None, f"a year from {begins} to {ends}", f"--when {begins}")
    if first.year > ends:
        return found, f"{system}: its list ends in {ends}; {found} is the code at its end, and whether it holds in {when} is not known"
    if not at_hand and (system != "iso" or first.year < ISO_YEARS[0]):
        return found, f"{system}: no list is at hand, so whether the state was a member in {when} is not asked (foedus world tables)"
    rows = world.states(system, (max(first.year, begins), min(last.year, ends))).rows()
    if any(r[CODES[system]] == found and (r["since"] is None or (r["since"] <= last and r["until"] >= first)) for r in rows):
        return found, ""
    whole = world.states(system, (begins, ends) if at_hand else ISO_YEARS).rows()
    spells = [f"{r['since']} to {r['until']}" for r in whole if r[CODES[system]] == found and r["since"] is not None]
    raise FoedusError("world-member", f"{system}: {found} is no member in {when}", None, f"a day of {' or '.join(spells)}" if spells else "a state of the list", "another year or day")
