"""Rows of states or dyads by year, to which verbs add tables; read when asked for, null where nothing is covered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from foedus.core.errors import FoedusError
from foedus.world.crosswalk import CODES
from foedus.world.joining import Use, code_columns, joined, written
from foedus.world.verbs import verb, verbs

if TYPE_CHECKING:
    from foedus.world.systems import Spells
    from foedus.world.world import World

UNITS = ("state", "dyad", "spell")


@dataclass(frozen=True)
class Frame:
    """Rows that are a query until they are asked for.

    Attributes
    ----------
    world
        Where its tables are.
    sql
        The query, in the SQL of DuckDB.
    unit
        ``state`` (state-years), ``dyad`` (dyad-years) or ``spell`` (a list of states).
    spells
        The list of states it is made of.
    years
        First and last year.
    columns
        Their names, in order.
    uses
        The tables added, in order.
    """

    world: World
    sql: str
    unit: str
    spells: Spells
    years: tuple[int, int]
    columns: tuple[str, ...]
    uses: tuple[Use, ...] = ()

    @property
    def system(self) -> str:
        """The system of its codes."""
        return self.spells.system

    @property
    def codes(self) -> tuple[str, ...]:
        """The names of its code columns."""
        return (CODES[self.system],) if self.unit == "spell" else code_columns(self.system, self.unit)

    @property
    def add(self) -> Adder:
        """The verbs: ``frame.add.capability()``; `dir` of it lists them."""
        return Adder(self)

    def relation(self) -> Any:
        """Return the rows as a relation of DuckDB, not yet computed."""
        return self.world.connection.sql(self.sql)

    def rows(self) -> list[dict[str, Any]]:
        """Return the rows as mappings, ordered by code and year."""
        order = ", ".join(k for k in (*self.codes, *(() if self.unit == "spell" else ("year",))))
        found = self.world.query(f"SELECT * FROM ({self.sql}) ORDER BY {order}")
        return [dict(zip(self.columns, row, strict=True)) for row in found]

    def count(self) -> int:
        """Return the number of rows."""
        return int(self.world.query(f"SELECT count(*) FROM ({self.sql})")[0][0])

    def df(self) -> Any:
        """Return the rows as a pandas data frame; needs pandas."""
        return self._as("df", "pandas", "pandas")

    def pl(self) -> Any:
        """Return the rows as a Polars data frame; needs Polars and PyArrow."""
        return self._as("pl", "polars", "polars pyarrow")

    def arrow(self) -> Any:
        """Return the rows as an Arrow table; needs PyArrow."""
        return self._as("to_arrow_table", "pyarrow", "pyarrow")

    def coverage(self) -> list[dict[str, Any]]:
        """Return for each table added how many of the rows it covers: ``table, verb, rows, covered, carried``.

        A row of a dyad is covered if both its states are.
        """
        if not self.uses:
            return []
        asked = ["count(*)"]
        for use in self.uses:
            flags = [c for c in written(use, self.unit) if c.startswith(f"{use.held.table.name}_covered")]
            asked.append(f"count(*) FILTER (WHERE {' AND '.join(flags)})")
            asked.append(f"count(*) FILTER (WHERE {use.held.table.name}_carried > 0)" if use.carry else "0")
        found = self.world.query(f"SELECT {', '.join(asked)} FROM ({self.sql})")[0]
        return [
            {"table": use.held.table.name, "verb": use.verb, "rows": int(found[0]), "covered": int(found[1 + 2 * n]), "carried": int(found[2 + 2 * n])}
            for n, use in enumerate(self.uses)
        ]

    def notes(self) -> list[str]:
        """Return in words what of these rows no table covers, what was carried forward, and what was refused."""
        from foedus.world.notes import notes

        return notes(self)

    def _as(self, method: str, module: str, install: str) -> Any:
        from importlib.util import find_spec

        if find_spec(module) is None:
            raise FoedusError("world-package", f"{module} is not installed", None, f"{module} beside foedus", f"pip install {install}, or take .rows() or .relation()")
        return getattr(self.relation(), method)()


class Adder:
    """The verbs of a frame.

    Parameters
    ----------
    frame
        What they add to.
    """

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def __dir__(self) -> list[str]:
        return [*verbs()]

    def __getattr__(self, name: str) -> Callable[..., Frame]:
        if name.startswith("__"):
            raise AttributeError(name)
        verb(name)

        def add(source: str | None = None, carry_forward: int = 0) -> Frame:
            return added(self._frame, name, source, carry_forward)

        add.__name__, add.__doc__ = name, verbs()[name].about
        return add


def added(frame: Frame, name: str, source: str | None = None, carry_forward: int = 0) -> Frame:
    """Return `frame` with the table of a verb joined to it.

    Parameters
    ----------
    frame
        State-years or dyad-years.
    name
        The verb.
    source
        Which of its sources; None for the usual one.
    carry_forward
        Years for which the last year of the table is to stand for later ones; the column ``TABLE_carried`` says for how many it does.

    Raises
    ------
    FoedusError
        If the verb or source is unknown, does not fit the frame, was added before, or its table is not at hand.
    """
    if frame.unit == "spell":
        raise FoedusError("world-unit", "a list of states has no years to add to", None, "state-years or dyad-years", f"world.state_years(...).add.{name}()")
    if carry_forward < 0:
        raise FoedusError("world-carry", f"carry_forward is {carry_forward}", None, "a number of years, 0 or more", "carry_forward=2")
    use = frame.world.use(name, source, frame.system, frame.unit, carry_forward)
    new = written(use, frame.unit)
    twice = [c for c in new if c in frame.columns]
    if twice:
        raise FoedusError("world-twice", f"{name} would write {twice[0]} again", None, "each column once", "add one of the two sources to a frame of its own")
    members = None
    if use.source.members == "list" and use.system != frame.system:
        members, held = frame.world.members_sql(use, frame.system, frame.years)
        use = replace(use, members=held)
    sql = joined(frame.sql, code_columns(frame.system, frame.unit), use, frame.system, members, frame.years)
    return replace(frame, sql=sql, columns=(*frame.columns, *new), uses=(*frame.uses, use))
