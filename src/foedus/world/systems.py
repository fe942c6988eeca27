"""Lists of states with their days, and the state-years and dyad-years that follow from them."""

from __future__ import annotations

from dataclasses import dataclass

from foedus.core.errors import FoedusError, nearest
from foedus.world.crosswalk import CODES, SYSTEMS, Link, links
from foedus.world.folder import Held, quoted

#: Table, code, abbreviation and name of each list that is a table.
LISTS = {"cow": ("cw_system", "ccode", "cw_abb", "cw_name"), "gw": ("gw_system", "gwcode", "gw_abb", "gw_name")}

#: The standard was first published in 1974 and lists codes, not the days of states; for its early years those are Gleditsch and Ward's.
ISO_FIRST = 1974

#: From the first year after the last change of the list of states (South Sudan, code SSD, in August 2011), to that of the CLDR the
#: codes are from: between them ISO 3166 needs no list of days.
ISO_YEARS = (2012, 2025)


@dataclass(frozen=True, slots=True)
class Spells:
    """The states of a system as SQL.

    Attributes
    ----------
    system
        ``cow``, ``gw`` or ``iso``.
    sql
        Rows ``code, abb, name, since, until``, one per spell; a spell that ends with the list goes on for the years carried.
    coverage
        First and last year.
    held
        The table it is from; None for the codes of ISO 3166 as they stand.
    carry
        Years for which the last members are taken to go on.
    """

    system: str
    sql: str
    coverage: tuple[int, int]
    held: Held | None
    carry: int


def known_system(system: str) -> str:
    """Return `system`.

    Raises
    ------
    FoedusError
        If there is none (``world-system``).
    """
    if system not in SYSTEMS:
        raise FoedusError("world-system", f"there is no system {system!r}", None, f"one of {', '.join(SYSTEMS)}", f"nearest: {nearest(system, SYSTEMS, 1)}")
    return system


def listed(system: str, held: Held, coverage: tuple[int, int], carry: int, microstates: bool = True) -> Spells:
    """Return the spells of a list that is a table."""
    _, code, abb, name = LISTS[system]
    end = f"(SELECT max(\"end\") FROM {held.reader()})"
    until = f"CASE WHEN \"end\" = {end} THEN make_date({coverage[1] + carry}, 12, 31) ELSE \"end\" END"
    where = " WHERE microstate = 0" if system == "gw" and not microstates else ""
    sql = f'SELECT {code} AS code, {abb} AS abb, {name} AS name, start AS since, {until} AS until FROM {held.reader()}{where}'
    return Spells(system, sql, coverage, held, carry)


def packaged() -> Spells:
    """Return the codes of ISO 3166 in the years in which the list did not change."""
    rows = ", ".join(f"({quoted(link.iso)}, {quoted(link.iso)}, {quoted(link.name)})" for link in links() if link.iso and not link.ends)
    first, last = ISO_YEARS
    sql = f"SELECT code, abb, name, make_date({first}, 1, 1) AS since, make_date({last}, 12, 31) AS until FROM (VALUES {rows}) AS s(code, abb, name)"
    return Spells("iso", sql, ISO_YEARS, None, 0)


def dated_codes(lists: Spells) -> Spells:
    """Return the codes of ISO 3166 from 1974, with the days of Gleditsch and Ward's list up to the years of `packaged`.

    A code stands for a state while both the list has the state and `data/codes.csv` has the code for it.
    """
    rows = ", ".join(f"({quoted(link.iso)}, {link.gw}, {_day(link, 'since')}, {_day(link, 'until')}, {quoted(link.name)})" for link in links() if link.iso and link.gw is not None)
    before = (
        "SELECT c.iso AS code, c.iso AS abb, c.name AS name, greatest(s.since, c.since) AS since, "
        f"least(s.until, c.until, make_date({ISO_YEARS[0] - 1}, 12, 31)) AS until "
        f"FROM ({lists.sql}) AS s JOIN (VALUES {rows}) AS c(iso, gw, since, until, name) ON c.gw = s.code "
        f"WHERE greatest(s.since, c.since) <= least(s.until, c.until, make_date({ISO_YEARS[0] - 1}, 12, 31))"
    )
    both = f"SELECT code, abb, name, min(since) AS since, max(until) AS until FROM ({before} UNION ALL {packaged().sql}) GROUP BY code, abb, name"
    return Spells("iso", both, (ISO_FIRST, ISO_YEARS[1]), lists.held, 0)


def _day(link: Link, which: str) -> str:
    day = getattr(link, which)
    return f"DATE '{day.year:04d}-{day.month:02d}-{day.day:02d}'"


def within(spells: Spells, years: tuple[int, int]) -> None:
    """Check that a list speaks of these years.

    Raises
    ------
    FoedusError
        If it does not (``world-years``).
    """
    first, last = spells.coverage
    if years[0] > years[1]:
        raise FoedusError("world-years", f"the years {years[0]} to {years[1]} run backwards", None, "first and last year", _typed(years[1], years[0]))
    if years[0] < first or years[1] > last + spells.carry:
        asked = max(0, years[1] - last)
        could = f", or --carry-forward {asked} (carry_forward={asked}), which takes the members of {last} for {asked} more years and says so" if asked and spells.system != "iso" and years[0] >= first else ""
        low, high = max(years[0], first), min(years[1], last + spells.carry)
        # Where nothing of what was asked for is within the list, the whole of it is what can be asked for.
        near = _typed(low, high) if low <= high else _typed(first, last + spells.carry)
        told = f"{years[0]}" if years[0] == years[1] else f"all of {years[0]} to {years[1]}"
        raise FoedusError("world-years", f"the list of states in {spells.system} speaks of {first} to {last + spells.carry}, not of {told}", None, "years within the list", f"{near}{could}")


def _typed(first: int, last: int) -> str:
    """Return years as they are typed, on the command line and in Python."""
    return f"--years {first}:{last} (years=({first}, {last}))"


def states_sql(spells: Spells, years: tuple[int, int]) -> str:
    """Return the SQL of the spells that hold a day of these years."""
    code = CODES[spells.system]
    # The codes as they stand are of no day: the standard does not say when a state began.
    days = "since, until" if spells.held is not None else "NULL::DATE AS since, NULL::DATE AS until"
    return (
        f"SELECT code AS {code}, abb, name, {days} FROM ({spells.sql}) "
        f"WHERE since <= make_date({years[1]}, 12, 31) AND until >= make_date({years[0]}, 1, 1) ORDER BY code, since"
    )


def state_years_sql(spells: Spells, years: tuple[int, int]) -> str:
    """Return the SQL of one row per state and year in which it was a member for a day; of two names in a year, the last."""
    return f"SELECT code, arg_max(abb, since) AS abb, arg_max(name, since) AS name, year FROM ({_by_year(spells, years)}) GROUP BY code, year"


def dyad_years_sql(spells: Spells, years: tuple[int, int], directed: bool) -> str:
    """Return the SQL of one row per pair of states and year in which both were members on one same day.

    Two states that were members in one year but never on one day make no dyad: Germany and the state that ended with it in a year
    before it began again, for instance.
    """
    days = f"SELECT code, year, greatest(since, make_date(year, 1, 1)) AS a, least(until, make_date(year, 12, 31)) AS b FROM ({_by_year(spells, years)})"
    order = "<>" if directed else "<"
    code = CODES[spells.system]
    return (
        f"SELECT DISTINCT p.code AS {code}1, q.code AS {code}2, p.year AS year FROM ({days}) AS p JOIN ({days}) AS q "
        f"ON p.year = q.year AND p.code {order} q.code AND p.a <= q.b AND q.a <= p.b"
    )


def _by_year(spells: Spells, years: tuple[int, int]) -> str:
    # Bounded by the years asked for, so that a range of one year is one row per state.
    return f"SELECT *, unnest(generate_series(greatest(year(since), {years[0]}), least(year(until), {years[1]})))::INTEGER AS year FROM ({spells.sql})"
