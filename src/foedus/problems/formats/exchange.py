"""Files of the exchange model *decide*: lines #A (actor), #P (issue), #M (a point on its scale), #D (a stake).

The layout is that of github.com/foarsitter/decide-exchange-model: one mark a line, cells apart by tabs, semicolons or
commas, single quotes allowed, #/ before a comment. Salience and power are shares. An actor may be absent from an issue.
"""

from __future__ import annotations

from collections.abc import Iterator

from foedus.problems.cells import Faults, delimiter_of, rows_of, text_of
from foedus.problems.problem import Matter, Problem, Stake

NAME = "exchange"
VERSION = "1"

EXPECTED = "#D, actor, issue, position, salience (0 to 1), power, after an #A line per actor and a #P line per issue"
UNSCALED = "The file gives no scale for {}; 0 to 100 is assumed."


def recognises(data: bytes, name: str) -> bool:  # noqa: ARG001 - every format is asked with both
    """Say whether most lines begin with a mark of this format."""
    head = data[:4096].decode("utf-8", "replace").splitlines()[:20]
    marked = [line.lstrip("\ufeff'\" ")[:2] in ("#A", "#P", "#M", "#D", "#/", "#O") for line in head if line.strip()]
    return bool(marked) and sum(marked) * 2 > len(marked)


def read(data: bytes, name: str) -> Iterator[Problem]:
    """Yield the one problem of the file.

    Raises
    ------
    FoedusError
        If lines cannot be used: an unknown mark, actor or issue, a number off its range (``table-cells``).
    """
    text = text_of(data, name)
    sample = next((line for line in text.splitlines() if "#D" in line[:4]), text.partition("\n")[0])
    rows = rows_of(text, delimiter_of(sample), "'" if "'#" in text else '"')
    faults = Faults(name, EXPECTED)
    actors: dict[str, str] = {}
    issues: dict[str, str] = {}
    points: dict[str, dict[float, str]] = {}
    title = name
    stakes: dict[tuple[str, str], Stake] = {}
    for pass_over in (True, False):  # stakes may stand before the actors and issues they name
        for line, row in rows:
            mark, cells = row[0], row[1:] + [""] * 5
            if (mark == "#D") == pass_over or mark == "#/":
                continue
            if mark == "#O":
                title = cells[0] or title
            elif mark == "#A":
                actors[cells[0]] = cells[1]
            elif mark == "#P":
                issues[cells[0]] = cells[2] or cells[1]
            elif mark == "#M":
                at = faults.number(line, cells[1], "the point on the scale")
                points.setdefault(cells[0], {})[at] = cells[2]
            elif mark == "#D":
                _stake(line, cells, actors, issues, points, stakes, faults)
            elif pass_over:
                faults.add(line, f"unknown mark {mark!r}")
    for issue in points:
        if issue not in issues:
            faults.add(0, f"a scale is given for {issue!r}, which is no issue")
    faults.check()
    unscaled = [i for i in issues if len(points.get(i, {})) < 2]
    used = dict.fromkeys(s.issue for s in stakes.values())
    yield Problem(
        name, title,
        tuple(Matter(i, _said(issues[i], i), *_ends(points.get(i, {})), {k: v for k, v in points.get(i, {}).items() if v}) for i in issues if i in used),
        tuple(stakes.values()), {a: n for a, n in actors.items() if n and n != a},
        notes=(UNSCALED.format(", ".join(unscaled)),) if unscaled else (),
    )  # fmt: skip


def _stake(
    line: int, cells: list[str], actors: dict[str, str], issues: dict[str, str], points: dict[str, dict[float, str]],
    stakes: dict[tuple[str, str], Stake], faults: Faults,
) -> None:  # fmt: skip
    actor, issue = cells[:2]
    if actor not in actors:
        faults.add(line, f"{actor!r} has no #A line")
    if issue not in issues:
        faults.add(line, f"{issue!r} has no #P line")
    low, high = _ends(points.get(issue, {}))
    values = (
        faults.number(line, cells[2], "the position", low, high), faults.number(line, cells[3], "the salience", 0, 1),
        faults.number(line, cells[4], "the power", 0),
    )  # fmt: skip
    if (actor, issue) in stakes:
        faults.add(line, f"{actor!r} stands on {issue!r} already, {stakes[actor, issue].where}")
    stakes.setdefault((actor, issue), Stake(actor, issue, *values, f"line {line}"))


def _ends(points: dict[float, str]) -> tuple[float, float]:
    return (min(points), max(points)) if len(points) > 1 else (0.0, 100.0)


def _said(text: str, issue: str) -> str:
    return "" if text == issue else text
