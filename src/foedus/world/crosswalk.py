"""From one system of codes to another, year by year; where a year does not say which state is meant, it is refused.

The numbers of both lists of states agree except where `data/codes.csv` says otherwise, with the days from and to which.
"""

from __future__ import annotations

import csv
import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

SYSTEMS = ("cow", "gw", "iso")
CODES = {"cow": "ccode", "gw": "gwcode", "iso": "iso3"}
FIRST, LAST = 1, 9999
POLICIES = ("dated", "today", "continued")

Code = int | str
Days = tuple[datetime.date, datetime.date]


@dataclass(frozen=True, slots=True)
class Link:
    """One state under its codes, from one day to another.

    Attributes
    ----------
    iso, gw, cow
        Its codes; None where a system has none.
    since, until
        First and last day; `datetime.date.min` and `max` for no end.
    name, source
        Its name in these days, and where the row is from.
    """

    iso: str | None
    gw: int | None
    cow: int | None
    since: datetime.date
    until: datetime.date
    name: str
    source: str

    def code(self, system: str) -> Code | None:
        """Return its code in a system: ``iso``, ``gw``, ``cow`` or ``name``."""
        found: Code | None = getattr(self, system)
        return found

    @property
    def ends(self) -> bool:
        """True if it is of the past."""
        return self.until != datetime.date.max


@dataclass(frozen=True, slots=True)
class Way:
    """How the codes of one system become those of another.

    Attributes
    ----------
    ranges
        (from, first year, last year, to), where it is clear.
    refused
        (from, year) to what it may be, where it is not.
    same
        True if a number that no range or refusal names stays itself.
    """

    ranges: tuple[tuple[Code, int, int, Code], ...]
    refused: Mapping[tuple[Code, int], tuple[str, ...]]
    same: bool


@cache
def links() -> tuple[Link, ...]:
    """Return every dated row of codes."""
    text = (files("foedus.world") / "data" / "codes.csv").read_text(encoding="utf-8")
    return tuple(
        Link(
            r["iso3"] or None, int(r["gw"]) if r["gw"] else None, int(r["cow"]) if r["cow"] else None,
            datetime.date.fromisoformat(r["since"]) if r["since"] else datetime.date.min,
            datetime.date.fromisoformat(r["until"]) if r["until"] else datetime.date.max, r["name"], r["source"],
        )
        for r in csv.DictReader(text.splitlines())
    )  # fmt: skip


@cache
def state_codes() -> frozenset[str]:
    """Return the codes of ISO 3166 of the states of today, and of the past."""
    return frozenset(link.iso for link in links() if link.iso)


@cache
def spellings() -> Mapping[str, str]:
    """Return the codes of ISO 3166 by name: those of `links`, and other spellings in use."""
    text = (files("foedus.world") / "data" / "names.csv").read_text(encoding="utf-8")
    named = {link.name: link.iso for link in links() if link.iso}
    return {**named, **{r["name"]: r["iso3"] for r in csv.DictReader(text.splitlines())}}


@cache
def way(source: str, target: str, policy: str = "dated") -> Way:
    """Return how codes of `source` (``cow``, ``gw``, ``iso`` or ``name``) become those of `target`.

    Parameters
    ----------
    source, target
        Systems.
    policy
        ``dated``: a code means what it meant in the year. ``today``: it means the state of today, and nothing before the first
        whole year in which that had its present shape, nor in a year in which it lost a part (`data/territories.csv`), for a value
        of such a year is of neither territory. ``continued``: it means the state of today, and before it whatever both lists carry under the
        same numbers (Russia and the Soviet Union).
    """
    if policy == "today":
        return _today(source, target)
    if source == target:
        return Way((), {}, True)
    found: list[tuple[Code, Code, datetime.date, datetime.date]] = []
    for link in links():
        kin = [other for other in links() if other is not link and _related(link, other)]
        stood_for = policy == "continued" and any(_same(link, k) and not k.ends for k in kin)
        if link.ends and stood_for:
            continue
        end = link.code(target)
        since = datetime.date.min if policy == "continued" and all(_same(link, k) for k in kin) else link.since
        starts = [link.code(source)] if source != "name" else _names(link)
        found += [(start, end, since, link.until) for start in starts if start is not None and end is not None]
    return _resolved(found, source in ("cow", "gw") and target in ("cow", "gw"), both=source != "name")


@cache
def changes() -> Mapping[str, tuple[tuple[datetime.date, str, str], ...]]:
    """Return by code the days on which a state of today lost a part: (day, change, source)."""
    text = (files("foedus.world") / "data" / "territories.csv").read_text(encoding="utf-8")
    found: dict[str, list[tuple[datetime.date, str, str]]] = defaultdict(list)
    for r in csv.DictReader(text.splitlines()):
        found[r["iso3"]].append((datetime.date.fromisoformat(r["day"]), r["change"], r["source"]))
    return {iso: tuple(days) for iso, days in found.items()}


def broken(link: Link) -> dict[int, str]:
    """Return the years of a state of today for which a yearly value is of no one territory, each with the reason."""
    out = {day.year: f"{change} on {day}" for day, change, _ in changes().get(link.iso or "", ())}
    if link.since != datetime.date.min and (link.since.month, link.since.day) != (1, 1):
        out[link.since.year] = f"it has its present shape from {link.since}"
    return out


def _today(source: str, target: str) -> Way:
    ranges: list[tuple[Code, int, int, Code]] = []
    refused: dict[tuple[Code, int], tuple[str, ...]] = {}
    for link in (one for one in links() if not one.ends):
        end, years = link.code(target), broken(link)
        for start in [link.code(source)] if source != "name" else _names(link):
            if start is None or end is None:
                continue
            ranges += [(start, a, b, end) for a, b in _without(link.since.year, LAST, set(years))]
            refused |= {(start, year): (f"{start}: {reason}",) for year, reason in years.items()}
    return Way(tuple(ranges), refused, False)


def _names(link: Link) -> list[Code | None]:
    return [n for n, iso in spellings().items() if iso == link.iso] if link.iso else [link.name]


def _related(one: Link, other: Link) -> bool:
    return any(one.code(s) is not None and one.code(s) == other.code(s) for s in SYSTEMS)


def _same(one: Link, other: Link) -> bool:
    return (one.gw, one.cow) == (other.gw, other.cow)


def _resolved(found: Iterable[tuple[Code, Code, datetime.date, datetime.date]], same: bool, both: bool) -> Way:
    """Cut the years in which a code begins or ends up with two partners; in either direction, unless several names may mean one."""
    there: dict[Code, list[tuple[Code, int, int]]] = defaultdict(list)
    back: dict[Code, list[tuple[Code, int, int]]] = defaultdict(list)
    spans: dict[tuple[Code, Code], list[Days]] = defaultdict(list)
    for start, end, since, until in found:
        spans[start, end].append((since, until))
    for (start, end), days in spans.items():
        spans[start, end] = _merged(days)
        for since, until in spans[start, end]:
            there[start].append((end, since.year, until.year))
            if both:
                back[end].append((start, since.year, until.year))
    ranges: list[tuple[Code, int, int, Code]] = []
    refused: dict[tuple[Code, int], tuple[str, ...]] = {}
    for start, ends in there.items():
        for end, first, last in ends:
            cut = _shared((end, first, last), ends) | _shared((start, first, last), back[end])
            for year in cut:
                known = [(start, e, s) for e in dict.fromkeys(e for e, _, _ in ends) for s in spans[start, e]]
                known += [(b, end, s) for b in dict.fromkeys(b for b, _, _ in back[end]) if b != start for s in spans[b, end]]
                refused[start, year] = tuple(f"{a} is {b} {_days(s)}" for a, b, s in known if s[0].year <= year <= s[1].year)
            ranges += [(start, a, b, end) for a, b in _without(first, last, cut)]
    return Way(tuple(ranges), refused, same)


def _merged(days: list[Days]) -> list[Days]:
    """Join spans in years that meet, so that a code whose name alone changed in a year has one row in it."""
    out: list[Days] = []
    for since, until in sorted(days):
        if out and since.year <= out[-1][1].year:
            out[-1] = (out[-1][0], max(out[-1][1], until))
        else:
            out.append((since, until))
    return out


def _shared(one: tuple[Code, int, int], all_: list[tuple[Code, int, int]]) -> set[int]:
    """Years that another partner has too; only ends of spans can meet, so they are few."""
    code, first, last = one
    years: set[int] = set()
    for other, a, b in all_:
        if other != code:
            years |= set(range(max(first, a), min(last, b) + 1))
    return years


def _without(first: int, last: int, cut: set[int]) -> Iterable[tuple[int, int]]:
    at = first
    for year in sorted(cut):
        if at < year:
            yield at, year - 1
        at = year + 1
    if at <= last:
        yield at, last


def _days(span: Days) -> str:
    told = [f"from {span[0].isoformat()}"] if span[0] != datetime.date.min else []
    return " ".join([*told, *([f"to {span[1].isoformat()}"] if span[1] != datetime.date.max else [])]) or "always"
