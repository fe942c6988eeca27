"""The system of states: lists of states, state-years and dyad-years, and verbs that add tables to them.

>>> from foedus.world.world import World
>>> world = World()
>>> [r["gdp"] > 1e12 for r in world.state_years("iso", 2022).add.gdp().rows() if r["iso3"] == "CAN"]
[True]
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any

from foedus.core.errors import FoedusError
from foedus.world.citing import Citations, citations
from foedus.world.crosswalk import CODES, Code
from foedus.world.folder import Held, checked, default_folder, find, need
from foedus.world.frame import Frame
from foedus.world.joining import Use, code_columns, needed, recoded_list, values
from foedus.world.manifest import Table, own_manifest, tables
from foedus.world.naming import When
from foedus.world.systems import (
    ISO_FIRST,
    ISO_YEARS,
    LISTS,
    Spells,
    dated_codes,
    dyad_years_sql,
    known_system,
    listed,
    packaged,
    state_years_sql,
    states_sql,
    within,
)
from foedus.world.verbs import Source, verb

Years = int | tuple[int, int]


class World:
    """Tables on states, and what is asked of them.

    Parameters
    ----------
    data
        A folder with the files of tables (``NAME.parquet`` or ``NAME.csv``), or a manifest of one's own (a TOML file that says
        where they are and what they are). None for the folder of ``FOEDUS_WORLD``, or the user's own.

    Raises
    ------
    FoedusError
        If `data` is neither (``world-data``).
    """

    def __init__(self, data: str | Path | None = None) -> None:
        place = Path(data) if data is not None else default_folder()
        self.known: dict[str, Table] = dict(tables())
        self.folder = place
        if place.suffix == ".toml" and place.is_file():
            self.known, self.folder = dict(own_manifest(place)), place.parent
        elif data is not None and not place.is_dir():
            raise FoedusError("world-data", "there is no such folder or manifest", str(place), "a folder of tables, or a TOML file", "foedus world add FILE --as NAME --data FOLDER makes one")
        self._held: dict[str, Held] = {}
        self._coverage: dict[tuple[str, str], tuple[int, int]] = {}
        self._columns: dict[str, dict[str, tuple[int, int]]] = {}

    def __enter__(self) -> World:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the database."""
        if "connection" in self.__dict__:
            self.connection.close()

    @cached_property
    def connection(self) -> Any:
        """A database of DuckDB in memory; its relations end with it."""
        import duckdb

        return duckdb.connect(":memory:", config={"autoinstall_known_extensions": False})

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        """Return the rows of a query."""
        found: list[tuple[Any, ...]] = self.connection.execute(sql).fetchall()
        return found

    def states(self, system: str = "cow", years: Years | None = None, carry_forward: int = 0) -> Frame:
        """Return the states of a system, one row per spell: code, ``abb``, ``name``, ``since``, ``until``.

        Parameters
        ----------
        system
            ``cow``, ``gw`` or ``iso``.
        years
            A year, or first and last; None for all the list knows.
        carry_forward
            Years for which the last members of the list are taken to go on.
        """
        spells, span = self._spells(system, years, carry_forward, True)
        return Frame(self, states_sql(spells, span), "spell", spells, span, (CODES[system], "abb", "name", "since", "until"))

    def state_years(self, system: str = "cow", years: Years | None = None, *, carry_forward: int = 0, microstates: bool = True) -> Frame:
        """Return one row per state and year in which it was a member for a day: code, ``abb``, ``name``, ``year``.

        Parameters
        ----------
        system, years, carry_forward
            As in `states`.
        microstates
            Whether Gleditsch and Ward's micro-states are in.

        Raises
        ------
        FoedusError
            If the list does not speak of these years (``world-years``) or is not at hand (``world-missing``).
        """
        spells, span = self._spells(system, years, carry_forward, microstates)
        key = CODES[system]
        sql = f"SELECT code AS {key}, abb, name, year FROM ({state_years_sql(spells, span)})"
        return Frame(self, sql, "state", spells, span, (key, "abb", "name", "year"))

    def dyad_years(self, system: str = "cow", years: Years | None = None, *, directed: bool = True, carry_forward: int = 0, microstates: bool = True) -> Frame:
        """Return one row per pair of states and year in which both were members on one same day: two codes and ``year``.

        Parameters
        ----------
        directed
            Whether a pair is there twice, in either order.
        system, years, carry_forward, microstates
            As in `state_years`.
        """
        spells, span = self._spells(system, years, carry_forward, microstates)
        return Frame(self, dyad_years_sql(spells, span, directed), "dyad", spells, span, (*code_columns(system, "dyad"), "year"))

    def code(self, state: str | int, when: When, to: str = "cow", of: str | None = None) -> Code:
        """Return the code of a state on a day or in a year, held against the list of its system if that is at hand, see `asking.codes_of`."""
        from foedus.world.asking import codes_of

        found = codes_of(self, str(state), when, [to], of).codes[to]
        assert found is not None  # a single system without a code is refused
        return found

    def held(self, name: str) -> Held:
        """Return a table that is at hand, fingerprinted once.

        Raises
        ------
        FoedusError
            If it is not (``world-missing``), or lacks columns (``world-columns``).
        """
        if name not in self._held:
            self._held[name] = checked(need(name, self.folder, self.known), self.connection)
        return self._held[name]

    def at_hand(self) -> dict[str, Held | None]:
        """Return every table of the manifest, with its file where there is one."""
        return {name: find(name, self.folder, self.known) for name in self.known}

    def use(self, name: str, source: str | None, system: str, unit: str, carry: int) -> Use:
        """Return the table of a verb as a frame in `system` uses it."""
        found = verb(name).source(source, unit)
        codes, table, keys = found.table(system)
        held = self.held(table)
        return Use(name, found, held, codes, keys, self._years_of(found, held), carry)

    def column_years(self, use: Use) -> dict[str, tuple[int, int]]:
        """Return the first and last year in which each column of a table holds anything; a table's columns need not begin and end together."""
        key = f"{use.held.table.name} {use.verb} {use.source.name}"
        if key not in self._columns:
            asked = ", ".join(f'min(year) FILTER (WHERE "{c.name}" IS NOT NULL), max(year) FILTER (WHERE "{c.name}" IS NOT NULL)' for c in use.source.columns)
            found = self.query(f"SELECT {asked} FROM ({values(use, use.system)})")[0]
            self._columns[key] = {c.name: (found[2 * n], found[2 * n + 1]) for n, c in enumerate(use.source.columns) if found[2 * n] is not None}
        return self._columns[key]

    def unknown_names(self, use: Use, target: str) -> list[str]:
        """Return the names of a table that goes by names which mean no state in `target`."""
        if use.system != "name":
            return []
        known = {start for start, *_ in use.through(target).ranges}
        found = self.query(f'SELECT DISTINCT "{use.keys[0]}" FROM {use.held.reader()} ORDER BY 1')
        return [str(name) for (name,) in found if name not in known]

    def members_sql(self, use: Use, target: str, years: tuple[int, int]) -> tuple[str, Held | None]:
        """Return the SQL of (code, year) of the states whose ties a table would list, in the codes of `target`, and their list."""
        spells, _ = self._spells(use.system, None, max(0, use.coverage[1] - self.list_years(use.system)[1]), True)
        first, last = needed(use, years)
        span = (max(first, spells.coverage[0]), min(last, spells.coverage[1] + spells.carry))
        return recoded_list(state_years_sql(spells, span), use.through(target)), spells.held

    def cite(self, *frames: Frame) -> Citations:
        """Return references for exactly the tables these frames used."""
        return citations({table.name: table for frame in frames for table in _tables(frame)}.values())

    def sources(self, *frames: Frame) -> list[dict[str, Any]]:
        """Return for each table these frames used what it is: version, file, fingerprint, coverage, licence, and how it was used."""
        out = []
        for frame in frames:
            if frame.spells.held is not None:
                out.append({**_about(frame.spells.held, frame.spells.coverage), "used": f"list of states, {frame.system}", "carry_forward": frame.spells.carry})
            for use in frame.uses:
                out.append({**_about(use.held, use.coverage), "used": f"{use.verb}, {use.source.name}", "carry_forward": use.carry})
                if use.members is not None:
                    out.append({**_about(use.members, self.list_years(use.system)), "used": f"{use.verb}, whom it is about", "carry_forward": 0})
        return out

    def list_years(self, system: str) -> tuple[int, int]:
        """Return the first and last year a list of states speaks of."""
        if system == "iso":
            return ISO_YEARS
        held = self.held(LISTS[system][0])
        return held.table.coverage if held.checked else self._read_years(held, ('year(start)', 'year("end")'))

    def _spells(self, system: str, years: Years | None, carry: int, microstates: bool) -> tuple[Spells, tuple[int, int]]:
        known_system(system)
        if system == "iso":
            first = years if isinstance(years, int) else years[0] if years else ISO_YEARS[0]
            early = ISO_FIRST <= first < ISO_YEARS[0]
            spells = dated_codes(self._spells("gw", None, 0, microstates)[0]) if early else packaged()
        else:
            held = self.held(LISTS[system][0])
            spells = listed(system, held, self.list_years(system), carry, microstates)
        whole = (spells.coverage[0], spells.coverage[1] + spells.carry)
        span = whole if years is None else (years, years) if isinstance(years, int) else (int(years[0]), int(years[1]))
        within(spells, span)
        return spells, span

    def _years_of(self, source: Source, held: Held) -> tuple[int, int]:
        return held.table.coverage if held.checked else self._read_years(held, source.years)

    def _read_years(self, held: Held, years: tuple[str, ...]) -> tuple[int, int]:
        key = (held.table.name, years[0])
        if key not in self._coverage:
            first, last = self.query(f"SELECT min({years[0]}), max({years[-1]}) FROM {held.reader()}")[0]
            if first is None:
                raise FoedusError("world-file", f"the table {held.table.name} has no rows", str(held.path), "at least one", f"foedus world add FILE --as {held.table.name}")
            self._coverage[key] = (int(first), int(last))
        return self._coverage[key]


def _tables(frame: Frame) -> Iterable[Table]:
    if frame.spells.held is not None:
        yield frame.spells.held.table
    for use in frame.uses:
        yield use.held.table
        if use.members is not None:
            yield use.members.table


def _about(held: Held, coverage: tuple[int, int]) -> dict[str, Any]:
    table = held.table
    return {
        "table": table.name, "title": table.title, "version": table.version if held.checked else None, "known_version": table.version,
        "file": str(held.path), "sha256": held.sha256, "checked": held.checked, "coverage": list(coverage), "licence": table.licence, "get": table.get,
    }  # fmt: skip
