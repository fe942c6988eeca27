"""The verbs that add a table to states or dyads, as data (`verbs/*.toml`): a file in the folder is a verb."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from foedus.core.errors import FoedusError, nearest


@dataclass(frozen=True, slots=True)
class Column:
    """A column that a verb writes.

    Attributes
    ----------
    name, about
        What it is called and what it holds, with its unit.
    sql
        What it is in the table; an aggregate where the table holds spells.
    absent
        What a covered member without a row has; None for null.
    """

    name: str
    about: str
    sql: str
    absent: int | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """One of the tables a verb can add.

    Attributes
    ----------
    name, unit
        What it is asked for by; ``state`` or ``dyad``.
    members
        ``rows``: who has no row is not covered. ``list``: the table holds what is, so a state of its system without a row has
        `Column.absent`.
    tables
        (system of codes, table, its code columns), in the order of preference after the frame's own system.
    years
        SQL of the first and last year of a row, or of its one year.
    columns, pair
        What it writes; `pair` instead of `columns` where a dyad's value is computed from both states (``{a}`` and ``{b}``).
    symmetric
        True if the table holds each dyad once, for both directions.
    codes
        How its codes are read, see `crosswalk.way`.
    """

    name: str
    unit: str
    members: str
    tables: tuple[tuple[str, str, tuple[str, ...]], ...]
    years: tuple[str, ...]
    columns: tuple[Column, ...]
    pair: tuple[Column, ...]
    symmetric: bool
    codes: str

    def table(self, system: str) -> tuple[str, str, tuple[str, ...]]:
        """Return (system, table, code columns) for a frame in `system`: the table in its own codes where there is one."""
        return next((t for t in self.tables if t[0] == system), self.tables[0])


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb.

    Attributes
    ----------
    name, about
        What it is called, and what it adds.
    sources
        The tables it can take, the usual one first.
    """

    name: str
    about: str
    sources: tuple[Source, ...]

    def source(self, name: str | None, unit: str) -> Source:
        """Return the source called `name`, or the usual one for a frame of states or dyads.

        Raises
        ------
        FoedusError
            If there is none (``world-source``), or it is of dyads and the frame is not (``world-unit``).
        """
        fitting = [s for s in self.sources if s.unit == unit] or [s for s in self.sources if s.unit == "state"]
        if name is not None:
            fitting = [s for s in self.sources if s.name == name]
            if not fitting:
                known = [s.name for s in self.sources]
                raise FoedusError("world-source", f"{self.name} has no source {name!r}", None, f"one of {', '.join(known)}", f"nearest: {nearest(name, known, 1)}")
        if not fitting or (fitting[0].unit == "dyad" and unit == "state"):
            raise FoedusError("world-unit", f"{self.name} says something of two states, and these rows hold one", None, "dyad-years", f"foedus world dyads --add {self.name}, or world.dyad_years(...).add.{self.name}()")
        if unit == "dyad" and name is None:
            # What is computed from both states is of dyads too, and the first that is wins.
            return next((s for s in self.sources if s.unit == "dyad" or s.pair), fitting[0])
        return fitting[0]


@cache
def verbs() -> Mapping[str, Verb]:
    """Return every verb by name."""
    folder = files("foedus.world") / "verbs"
    found = sorted((p for p in folder.iterdir() if p.name.endswith(".toml")), key=lambda p: p.name)
    return {n: _verb(n, tomllib.loads(p.read_text(encoding="utf-8"))) for p in found for n in [p.name.removesuffix(".toml")]}


def verb(name: str) -> Verb:
    """Return the verb called `name`.

    Raises
    ------
    FoedusError
        If there is none (``world-verb``).
    """
    known = list(verbs())
    if name not in known:
        raise FoedusError("world-verb", f"there is nothing to add called {name!r}", None, f"one of {', '.join(known)}", f"nearest: {nearest(name, known, 1)}")
    return verbs()[name]


def _verb(name: str, data: Mapping[str, Any]) -> Verb:
    return Verb(name, data["about"], tuple(_source(s) for s in data["source"]))


def _source(data: Mapping[str, Any]) -> Source:
    return Source(
        data["name"], data["unit"], data["members"], tuple((t["system"], t["table"], tuple(t["keys"])) for t in data["tables"]),
        tuple(data["spell"]) if "spell" in data else (data["year"],), _columns(data["columns"]), _columns(data.get("pair", {})),
        data.get("symmetric", False), data.get("codes", "dated"),
    )  # fmt: skip


def _columns(data: Mapping[str, Any]) -> tuple[Column, ...]:
    return tuple(Column(name, c["about"], c["sql"], c.get("absent")) for name, c in data.items())
