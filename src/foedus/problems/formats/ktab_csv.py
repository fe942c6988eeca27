"""CSV files of KTAB's spatial model: a line with name, description, actors and dimensions, a line of headings, one line per actor.

Influence, positions and saliences are numbers from 0 to 100; salience is kept per dimension, as a share. Layout: KAPSARC
Toolkit for Behavioral Analysis, ``examples/smp``.
"""

from __future__ import annotations

from collections.abc import Iterator

from foedus.problems.cells import Faults, rows_of, text_of
from foedus.problems.problem import Matter, Problem, Stake

NAME = "ktab_csv"
VERSION = "1"

EXPECTED = "name, description, number of actors, number of dimensions; headings; actor, description, influence, then position and salience (0 to 100) per dimension"


def recognises(data: bytes, name: str) -> bool:  # noqa: ARG001 - every format is asked with both
    """Say whether the first line counts actors and dimensions as the second one has columns."""
    lines = rows_of(data[:4096].decode("utf-8-sig", "replace").replace("\0", ""), ",")[:2]
    if len(lines) < 2:
        return False
    counts = [c for c in lines[0][1][2:] if c]
    headings = [c for c in lines[1][1] if c]
    return len(counts) >= 2 and all(c.isdigit() for c in counts[:2]) and len(headings) == 3 + 2 * int(counts[1])


def read(data: bytes, name: str) -> Iterator[Problem]:
    """Yield the one problem of the file; its dimensions are the issues.

    Raises
    ------
    FoedusError
        If the number of actors is another than the first line says, or a cell holds no number (``table-cells``).
    """
    (_, head), (_, headings), *rows = rows_of(text_of(data, name), ",")
    counts = [int(c) for c in head[2:] if c.isdigit()]
    faults = Faults(name, EXPECTED)
    labels = [_dimension(h) for h in headings[3 : 3 + 2 * counts[1] : 2]]
    if len(set(labels)) != len(labels):
        labels = [f"dimension{n}" for n in range(1, counts[1] + 1)]
    if len(rows) != counts[0]:
        faults.add(1, f"the first line counts {counts[0]} actors, {len(rows)} follow")
    names: dict[str, str] = {}
    stakes = []
    for line, row in rows:
        cells = row + [""] * (3 + 2 * counts[1])
        if cells[0] in names:
            faults.add(line, f"{cells[0]!r} stands twice")
        names[cells[0]] = cells[1]
        influence = faults.number(line, cells[2], "the influence", 0)
        for n, issue in enumerate(labels):
            position = faults.number(line, cells[3 + 2 * n], f"the position on {issue}", 0, 100)
            salience = faults.number(line, cells[4 + 2 * n], f"the salience of {issue}", 0, 100)
            stakes.append(Stake(cells[0], issue, position, salience / 100, influence, f"line {line}"))
    faults.check()
    yield Problem(name, head[1] or head[0] or name, tuple(Matter(i) for i in labels), tuple(stakes), {a: n for a, n in names.items() if n and n != a})


def _dimension(heading: str) -> str:
    short = heading.removesuffix("Position").removesuffix("position").strip()
    return short or heading
