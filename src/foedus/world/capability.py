"""The index of national capability recomputed, and ranks of states by year with ties and gaps shown.

CINC is the mean, over the components that a state has, of its share of the world total of each (Singer, Bremer & Stuckey 1972;
Singer 1987). Because a missing component leaves the mean to the rest, a year does not sum to 1.
"""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from foedus.core.errors import FoedusError, nearest
from foedus.world.crosswalk import CODES, Code, links
from foedus.world.world import World

COMPONENTS = ("milex", "milper", "irst", "pec", "tpop", "upop")


@dataclass(frozen=True, slots=True)
class Rank:
    """A state among others.

    Attributes
    ----------
    rank
        1 for the highest; those that tie share the best of their ranks, and the next one counts them all.
    tied
        How many share it.
    code, name
        The state.
    value
        Its value, in the unit of the measure.
    missing
        For the index of capability, the components it lacks.
    """

    rank: int
    tied: int
    code: Code
    name: str
    value: float
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ranking:
    """States of a year by a measure.

    Attributes
    ----------
    measure, about, unit
        What they are ranked by.
    year, system
        When, and in which codes.
    ranks
        From the highest.
    gaps
        Code and name of the states of that year for which there is no value; they have no rank, which is not the last.
    notes
        What else must be known.
    sources
        What each table used is, as `World.sources` tells.
    """

    measure: str
    about: str
    unit: str
    year: int
    system: str
    ranks: tuple[Rank, ...]
    gaps: tuple[tuple[Code, str], ...]
    notes: tuple[str, ...]
    sources: tuple[dict[str, Any], ...]

    def to_dict(self) -> dict[str, Any]:
        """Return it as the object that ``--json`` prints."""
        ranks = [{"rank": r.rank, "tied": r.tied, "code": r.code, "name": r.name, "value": r.value, "missing": list(r.missing)} for r in self.ranks]
        return {
            "measure": self.measure, "about": self.about, "unit": self.unit, "year": self.year, "system": self.system, "ranks": ranks,
            "gaps": [{"code": c, "name": n} for c, n in self.gaps], "notes": list(self.notes), "sources": list(self.sources),
        }  # fmt: skip


@cache
def measures() -> Mapping[str, Mapping[str, Any]]:
    """Return what states can be ranked by, by name."""
    return tomllib.loads((files("foedus.world") / "data" / "measures.toml").read_text(encoding="utf-8"))


def cinc(world: World) -> list[tuple[int, int, float, tuple[str, ...]]]:
    """Return the index of capability of every state-year of the components, recomputed.

    Returns
    -------
    list
        (COW number, year, index, components missing), ordered. The index is the mean of shares of yearly totals over the
        components that are not missing.
    """
    table = world.held("cow_nmc").reader()
    share = ", ".join(f'"{c}" / nullif(sum("{c}") OVER (PARTITION BY year), 0)::DOUBLE AS {c}' for c in COMPONENTS)
    lacking = ", ".join(f"CASE WHEN {c} IS NULL THEN '{c}' END" for c in COMPONENTS)
    mean = f"list_avg([{', '.join(COMPONENTS)}])"
    found = world.query(f"SELECT ccode, year, {mean}, [{lacking}] FROM (SELECT ccode, year, {share} FROM {table}) ORDER BY ccode, year")
    return [(int(c), int(y), float(v), tuple(m for m in gone if m)) for c, y, v, gone in found if v is not None]


def rank(world: World, measure: str, year: int, system: str | None = None) -> Ranking:
    """Return the states of a year by a measure.

    Parameters
    ----------
    world
        The tables.
    measure
        One of `measures`.
    year
        The year.
    system
        ``cow``, ``gw`` or ``iso``; None for the one the measure comes in, which is ISO 3166 where that list speaks of the year.

    Raises
    ------
    FoedusError
        If there is no such measure (``world-measure``), no value for the year (``world-rank``), or a table is not at hand.
    """
    said = _measure(measure)
    if measure == "vetoes":
        return _vetoes(said, year)
    _within(world, measure, year)
    frame = _states(world, year, system, iso=said.get("verb") in ("gdp", "nuclear", "arms_exports") and said["source"] != "simulated")
    lacking: dict[Code, tuple[str, ...]] = {}
    frame = frame.add.capability() if measure == "cinc-recomputed" else getattr(frame.add, said["verb"])(said["source"])
    rows = frame.rows()
    key = CODES[frame.system]
    if measure in ("cinc", "cinc-recomputed"):
        lacking = {r[key]: tuple(c for c in COMPONENTS if r[c] is None) for r in rows if r["cow_nmc_covered"]}
    if measure == "cinc-recomputed":
        if frame.system != "cow":
            raise FoedusError("world-rank", "the index is recomputed for COW states", None, "--system cow", "leave --system out")
        again = {c: v for c, y, v, _ in cinc(world) if y == year}
        values = {r[key]: again.get(r[key]) for r in rows}
    else:
        values = {r[key]: r[said["column"]] for r in rows}
    there = {c: float(v) for c, v in values.items() if v is not None}
    if not there:
        raise FoedusError("world-rank", f"there is no {measure} for {year}", None, "; ".join(frame.notes()) or "a year with values", f"foedus world rank --by {measure} --year {frame.uses[0].coverage[1]}")
    notes = frame.notes()
    if said.get("share"):
        total = sum(there.values())
        there = {c: v / total for c, v in there.items()}
        notes.append(f"the index sums to {total:.4f} over the states of {year}; shown as shares of that")
    names = {r[key]: r["name"] for r in rows}
    gaps = tuple((c, names[c]) for c, v in values.items() if v is None)
    return Ranking(measure, said["about"], said["unit"], year, frame.system, _ranks(there, names, lacking), gaps, tuple(notes), tuple(world.sources(frame)))


def _within(world: World, measure: str, year: int) -> None:
    """Refuse a year that the table of a measure does not cover before asking for a list of states of it."""
    said = _measure(measure)
    use = world.use(said.get("verb", "capability"), said.get("source"), "cow", "state", 0)
    first, last = use.coverage
    if not first <= year <= last:
        raise FoedusError("world-rank", f"there is no {measure} for {year}", None, f"{use.held.table.name} covers {first} to {last}", f"foedus world rank --by {measure} --year {min(max(year, first), last)}")


def last_year(world: World, measure: str) -> int:
    """Return the last year for which there can be a ranking by a measure: that of its table."""
    said = _measure(measure)
    if "compact" in said:
        from foedus.compacts.read import compact

        return compact(said["compact"]).as_of.year - 1
    return world.use(said.get("verb", "capability"), said.get("source"), "cow", "state", 0).coverage[1]


def _measure(name: str) -> Mapping[str, Any]:
    known = list(measures())
    if name not in known:
        raise FoedusError("world-measure", f"states cannot be ranked by {name!r}", None, f"one of {', '.join(known)}", f"nearest: {nearest(name, known, 1)}")
    return measures()[name]


def _states(world: World, year: int, system: str | None, iso: bool) -> Any:
    from foedus.world.systems import ISO_YEARS

    if system is None:
        system = "iso" if iso and ISO_YEARS[0] <= year <= ISO_YEARS[1] else "cow"
    if system == "iso":
        return world.state_years("iso", year)
    # A ranking of a year after the end of the list is of the last members, and its notes say so.
    last = world.list_years(system)[1]
    return world.state_years(system, year, carry_forward=max(0, year - last))


def _ranks(values: Mapping[Code, float], names: Mapping[Code, str], lacking: Mapping[Code, tuple[str, ...]]) -> tuple[Rank, ...]:
    order = sorted(values, key=lambda c: (-values[c], str(names[c])))
    out = []
    for c in order:
        above = sum(v > values[c] for v in values.values())
        tied = sum(v == values[c] for v in values.values())
        out.append(Rank(above + 1, tied, c, names[c], values[c], lacking.get(c, ())))
    return tuple(out)


def _vetoes(said: Mapping[str, Any], year: int) -> Ranking:
    from foedus.compacts.composition import body_on
    from foedus.compacts.read import compact
    from foedus.rules.power import Power

    found = compact(said["compact"])
    first, last = min(m.since.year for m in found.membership if m.since), found.as_of.year - 1
    if not first <= year <= last:
        raise FoedusError("world-rank", f"there are no vetoes for {year}", None, f"{found.name} from {first}; its file was kept up to {found.as_of}", f"foedus world rank --by vetoes --year {min(max(year, first), last)}")
    body = body_on(found, said["organ"], datetime.date(year, 12, 31))
    ruled = body.ruled(said["rule"])
    blocks = [m for m, can in zip(body.members, Power(ruled.rule, len(body.members)).blockers, strict=True) if can]
    names = {link.iso: link.name for link in links() if link.iso and not link.ends}
    ranks = tuple(Rank(1, len(blocks), m, names.get(m, m), 1.0) for m in sorted(blocks))
    source = {"table": f"compact {said['compact']}", "version": None, "used": f"rule {ruled.name}: {ruled.source}"}
    return Ranking("vetoes", said["about"], said["unit"], year, "iso", ranks, (), (f"{body.name}, on 31 December {year}. {body.about}",), (source,))
