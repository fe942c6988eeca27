"""Which state a name or code means on a day or in a year; where it means none or two, the reason and what to write instead."""

from __future__ import annotations

import datetime
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from foedus.core.errors import FoedusError, nearest
from foedus.world.crosswalk import SYSTEMS, Code, Link, links, spellings, state_codes
from foedus.world.manifest import tables
from foedus.world.systems import ISO_FIRST, ISO_YEARS, LISTS

When = int | datetime.date


@dataclass(frozen=True, slots=True)
class Refusal:
    """Days on which a name does not say which state is meant.

    Attributes
    ----------
    names
        The names and codes.
    since, until
        First and last day.
    reason, instead, source
        Why, what to write, and where that is from.
    """

    names: tuple[str, ...]
    since: datetime.date
    until: datetime.date
    reason: str
    instead: str
    source: str


@cache
def refusals() -> tuple[Refusal, ...]:
    """Return every refusal."""
    data = tomllib.loads((files("foedus.world") / "data" / "refusals.toml").read_text(encoding="utf-8"))
    return tuple(Refusal(**{**r, "names": tuple(r["names"])}) for r in data["refusal"])


def code(state: str | int, when: When, to: str = "cow", of: str | None = None) -> Code:
    """Return the code of a state in a system.

    Parameters
    ----------
    state
        A name, a code of ISO 3166 (three letters), or a number of one of the lists of states.
    when
        A year or a day. A year in which the answer changes is refused; a day is not.
    to
        ``cow``, ``gw`` or ``iso``.
    of
        Which list a number is of, ``cow`` or ``gw``. A number that `data/codes.csv` does not name is the same in the other; whether
        a list has it at all is not asked here.

    Raises
    ------
    FoedusError
        If no list of states speaks of the year (``world-years``), the state is not known (``world-state``) or not in that system (``world-no-code``),
        or the day or year does not say which state is meant (``world-ambiguous``).
    """
    if to not in SYSTEMS:
        raise FoedusError("world-system", f"there is no system {to!r}", None, f"one of {', '.join(SYSTEMS)}", f"nearest: {nearest(to, SYSTEMS, 1)}")
    first, last = span(when)
    begins, ends = (pick(years) for pick, years in zip((min, max), zip(*(spoken(s) for s in SYSTEMS), strict=True), strict=True))
    if last.year < begins or first.year > ends:
        raise FoedusError("world-years", f"no list of states speaks of {when}", None, f"a year from {begins} to {ends}", f"--when {begins if last.year < begins else ends}")
    named = _canonical(state, of)
    for refusal in refusals():
        if named in refusal.names and refusal.since <= last and refusal.until >= first:
            raise _ambiguous(state, when, f"{refusal.reason} ({max(first, refusal.since)} to {min(last, refusal.until)})", refusal.instead, refusal.source)
    found = [link for link in _meant(named, of) if link.since <= last and link.until >= first]
    if not found and isinstance(named, int) and of in ("cow", "gw") and to in ("cow", "gw"):
        if any(named in (link.cow, link.gw) for link in links()):
            raise _unknown(state, when)
        return named  # numbers that no row names are the same in both lists
    codes = list(dict.fromkeys(c for link in found if (c := link.code(to)) is not None))
    if not found:
        raise _unknown(state, when)
    if not codes:
        raise FoedusError("world-no-code", f"{found[0].name} has no code in {to}", str(when), "a state that the list holds", f"one of its other codes: {found[0].iso or found[0].gw}")
    if len(codes) > 1:
        told = "; ".join(f"{link.name} is {link.code(to)} {_since(link, first, last)}" for link in found)
        raise _ambiguous(state, when, f"its code changes in that year: {told}", f"a day instead of the year, such as {found[-1].since}", found[-1].source)
    return codes[0]


def spoken(system: str) -> tuple[int, int]:
    """Return the first and last year of which the list of a system speaks, in the version that foedus knows."""
    return (ISO_FIRST, ISO_YEARS[1]) if system == "iso" else tables()[LISTS[system][0]].coverage


def span(when: When) -> tuple[datetime.date, datetime.date]:
    """Return the first and last day of a year, or the day twice."""
    return (when, when) if isinstance(when, datetime.date) else (datetime.date(when, 1, 1), datetime.date(when, 12, 31))


def _canonical(state: str | int, of: str | None) -> str | int:
    """Return a number, a code, or the name in the spelling of the tables."""
    text = str(state).strip()
    if re.fullmatch(r"\d+", text):
        if of not in ("cow", "gw"):
            raise FoedusError("world-state", f"{text} is a number of which list?", None, "of='cow' or of='gw': the lists differ", 'a name or a code of ISO 3166, such as "KAZ"')
        return int(text)
    if re.fullmatch(r"[A-Za-z]{3}", text) and any(link.iso == text.upper() for link in links()):
        return text.upper()
    known = {n.casefold(): n for n in [*(link.name.split(" (to ")[0] for link in links()), *spellings(), *(n for r in refusals() for n in r.names)]}
    return known.get(text.casefold(), text)


def _meant(named: str | int, of: str | None) -> list[Link]:
    if isinstance(named, int):
        return [link for link in links() if link.code(of or "cow") == named]
    if exact := [link for link in links() if link.name == named or link.name.startswith(f"{named} (to ")]:
        return exact + [link for link in links() if link.iso and link.iso == spellings().get(named) and link not in exact]
    iso = spellings().get(named, named)
    return [link for link in links() if link.iso == iso]


def _since(link: Link, first: datetime.date, last: datetime.date) -> str:
    told = [f"from {link.since}"] if link.since > first else []
    return " ".join([*told, *([f"to {link.until}"] if link.until < last else [])])


def _ambiguous(state: str | int, when: When, reason: str, instead: str, source: str) -> FoedusError:
    return FoedusError("world-ambiguous", f"{state} in {when} is refused: {reason}", None, f"a state-year that means one state; days after {source}", f"write {instead}")


def _unknown(state: str | int, when: When) -> FoedusError:
    # Three letters are meant as a code, and no name is like them.
    coded = re.fullmatch(r"[A-Za-z]{3}", str(state).strip())
    names = sorted(state_codes()) if coded else list(dict.fromkeys([link.name for link in links()] + list(spellings())))
    ever = [] if str(state).strip().isdigit() else _meant(_canonical(state, None), None)
    if ever:
        days = "; ".join(f"{link.name} {_since(link, datetime.date.min, datetime.date.max)}" for link in ever)
        return FoedusError("world-state", f"there was no {state} in {when}", None, days, "another year or day")
    return FoedusError("world-state", f"no state is called {state!r}", None, "a name in English, a code of ISO 3166, or a number", f"nearest: {nearest(str(state), names, 1)}")
