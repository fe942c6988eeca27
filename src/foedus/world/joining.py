"""The SQL of a verb: its table in the codes of a frame, and the join that leaves null what the table does not cover."""

from __future__ import annotations

from dataclasses import dataclass

from foedus.world.crosswalk import CODES, FIRST, LAST, Way, way
from foedus.world.folder import Held, quoted
from foedus.world.verbs import Source

ROWS, LIST = "rows", "list"
Years = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Use:
    """A table as one frame uses it.

    Attributes
    ----------
    verb, source
        Which verb, and which of its sources.
    held
        The file.
    system
        The codes of the table.
    keys
        Its code columns.
    coverage
        First and last year it speaks of.
    carry
        Years to carry its last year forward.
    members
        The list of states that tells "none" from "not covered", where the frame is made of another.
    """

    verb: str
    source: Source
    held: Held
    system: str
    keys: tuple[str, ...]
    coverage: tuple[int, int]
    carry: int
    members: Held | None = None

    def through(self, target: str) -> Way:
        """Return how its codes become those of a frame in `target`."""
        return way(self.system, target, self.source.codes)


def values(use: Use, target: str, years: Years | None = None) -> str:
    """Return the SQL of a table in the codes of `target`: ``c1``, for dyads ``c2``, ``year`` and the columns of the source.

    A row all of whose columns are null is left out: it says nothing, so it covers nothing. Only `years` are read.
    """
    source, (first, last) = use.source, needed(use, years) if years else use.coverage
    keys = ", ".join(f'"{k}" AS c{n}' for n, k in enumerate(use.keys, 1))
    wanted = ", ".join(f"{c.sql} AS {named(c.name)}" for c in source.columns)
    table = use.held.reader()
    if len(source.years) == 1:
        inner = f"SELECT {keys}, {source.years[0]} AS year, {wanted} FROM {table}"
    else:
        spell = f"SELECT *, unnest(generate_series(greatest({source.years[0]}, {first}), least({source.years[1]}, {last}))) AS spell_year FROM {table}"
        by = ", ".join(f'"{k}"' for k in use.keys)
        inner = f"SELECT {keys}, spell_year AS year, {wanted} FROM ({spell}) GROUP BY {by}, spell_year"
    if source.symmetric:
        names = ", ".join(named(c.name) for c in source.columns)
        inner = f"SELECT c1, c2, year, {names} FROM ({inner}) UNION ALL SELECT c2, c1, year, {names} FROM ({inner})"
    said = " OR ".join(f"{named(c.name)} IS NOT NULL" for c in source.columns)
    return _recoded(f"SELECT * FROM ({inner}) WHERE ({said}) AND year BETWEEN {first} AND {last}", use.through(target), len(use.keys), source)


def needed(use: Use, years: Years) -> Years:
    """Return the years of a table that a frame of `years` reads: its last one too, where that is carried into them."""
    first, last = use.coverage
    return max(first, min(years[0], last) if use.carry else years[0]), min(last, years[1])


def joined(frame: str, codes: tuple[str, ...], use: Use, target: str, listed: str | None, years: Years) -> str:
    """Return the SQL of a frame with a table joined to it.

    Parameters
    ----------
    frame
        SQL of the frame; it has `codes` and ``year``.
    codes
        Its code columns, one or two.
    use
        The table.
    target
        The system of the frame's codes.
    listed
        SQL of (code, year) of the states of the table's own system in the frame's codes, where the table holds only what is and
        the systems differ; else None.
    years
        First and last year of the frame.
    """
    first, last = use.coverage
    last_carried = last + use.carry
    year = f"CASE WHEN f.year BETWEEN {last + 1} AND {last_carried} THEN {last} ELSE f.year END" if use.carry else "f.year"
    name, source = use.held.table.name, use.source
    sides = [(code, f"v{n}") for n, code in enumerate(codes, 1)] if source.unit == "state" else [(codes[0], "v1")]
    joins, out = [], []
    reach: dict[str, str] = {}
    for n, (code, alias) in enumerate(sides, 1):
        on = f"{alias}.c1 = f.{code} AND {alias}.year = {year}" + (f" AND {alias}.c2 = f.{codes[1]}" if source.unit == "dyad" else "")
        joins.append(f"LEFT JOIN ({values(use, target, years)}) AS {alias} ON {on}")
        if source.members == ROWS:
            reach[alias] = f"({alias}.c1 IS NOT NULL)"
        else:
            within = [f"f.year BETWEEN {first} AND {last_carried}"]
            for m, member in enumerate(codes if source.unit == "dyad" else (code,)):
                if listed:
                    joins.append(f"LEFT JOIN ({listed}) AS m{n}{m} ON m{n}{m}.code = f.{member} AND m{n}{m}.year = {year}")
                    within.append(f"m{n}{m}.code IS NOT NULL")
            reach[alias] = f"({' AND '.join(within)})"
    paired = bool(source.pair) and len(codes) == 2
    for n, (_, alias) in enumerate(sides, 1):
        suffix = str(n) if len(sides) == 2 else ""
        if not paired:
            for c in source.columns:
                value = f"{alias}.{named(c.name)}"
                read = value if c.absent is None else f"coalesce({value}, {c.absent})"
                out.append(f"CASE WHEN {reach[alias]} THEN {read} END AS {named(c.name + suffix)}")
            out.append(f"({reach[alias]} AND f.year <= {last}) AS {name}_covered{suffix}")
    if paired:
        whole = " AND ".join(reach.values())
        out += [f"CASE WHEN {whole} THEN {c.sql.replace('{a}', 'v1').replace('{b}', 'v2')} END AS {named(c.name)}" for c in source.pair]
        out.append(f"({whole} AND f.year <= {last}) AS {name}_covered")
    if use.carry:
        out.append(f"CASE WHEN f.year BETWEEN {last + 1} AND {last_carried} THEN f.year - {last} ELSE 0 END AS {name}_carried")
    return f"SELECT f.*, {', '.join(out)} FROM ({frame}) AS f {' '.join(joins)}"


def written(use: Use, unit: str) -> list[str]:
    """Return the names of the columns that `joined` adds for a frame of states or dyads."""
    name, source = use.held.table.name, use.source
    carried = [f"{name}_carried"] if use.carry else []
    if source.pair and unit == "dyad":
        return [*(c.name for c in source.pair), f"{name}_covered", *carried]
    suffixes = ("1", "2") if unit == "dyad" and source.unit == "state" else ("",)
    return [n for s in suffixes for n in [*(f"{c.name}{s}" for c in source.columns), f"{name}_covered{s}"]] + carried


def recoded_list(states: str, found: Way) -> str:
    """Return the SQL of (code, year) of a list of states, in other codes; what is refused is left out."""
    return f"SELECT c1 AS code, year FROM ({_recoded(f'SELECT code AS c1, year FROM ({states})', found, 1, None)})"


def _recoded(inner: str, found: Way, keys: int, source: Source | None) -> str:
    if found.same and not found.ranges:
        return inner
    names = [named(c.name) for c in source.columns] if source else []
    rest = ", ".join(["t.year", *(f"t.{n}" for n in names)])
    if found.same:
        # The lists differ in a dozen numbers: an expression, and no join whose size the optimiser could guess wrong.
        codes = ", ".join(f"{_renumbered(found, f't.c{n}')} AS c{n}" for n in range(1, keys + 1))
        known = " AND ".join(f"c{n} IS NOT NULL" for n in range(1, keys + 1))
        return f"SELECT * FROM (SELECT {codes}, {rest} FROM ({inner}) AS t) WHERE {known}"
    rows = ", ".join(f"({_literal(a)}, {b}, {c}, {_literal(d)})" for a, b, c, d in found.ranges)
    ways = f"(VALUES {rows})"
    joins = " ".join(f"JOIN {ways} AS w{n}(start, first, last, finish) ON w{n}.start = t.c{n} AND t.year BETWEEN w{n}.first AND w{n}.last" for n in range(1, keys + 1))
    codes = ", ".join(f"w{n}.finish AS c{n}" for n in range(1, keys + 1))
    return f"SELECT {codes}, {rest} FROM ({inner}) AS t {joins}"


def _renumbered(found: Way, code: str) -> str:
    """Return the SQL of a number in the other list; null where it is refused or has none there."""
    odd = [r for r in found.ranges if r[0] != r[3] or (r[1], r[2]) != (FIRST, LAST)]
    cases = " ".join(f"WHEN {code} = {a} AND t.year BETWEEN {b} AND {c} THEN {d}" for a, b, c, d in odd)
    taken = sorted({int(a) for a, *_ in odd} | {int(d) for *_, d in odd} | {int(a) for a, _ in found.refused})
    return f"CASE {cases} WHEN {code} IN ({', '.join(map(str, taken))}) THEN NULL ELSE {code} END"


def _literal(value: int | str) -> str:
    return str(value) if isinstance(value, int) else quoted(value)


def named(column: str) -> str:
    """Return the name of a column as SQL has it; some of ours are words of SQL."""
    return '"' + column + '"'


def code_columns(system: str, unit: str) -> tuple[str, ...]:
    """Return the names of the code columns of a frame."""
    return (CODES[system],) if unit == "state" else (f"{CODES[system]}1", f"{CODES[system]}2")
