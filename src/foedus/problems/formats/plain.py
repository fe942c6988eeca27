"""Plain tables with headings: one line per actor (and issue), as CSV, with tabs or semicolons, or as a JSON list of objects.

Columns are known by the names in `plain.toml`. Only actor and position must be there: without salience everybody cares fully,
without capability all are equal, and a note says so. A number may be a range: ``position_low``, ``position_mode``,
``position_high``. Without ``lower`` and ``upper`` the scale runs from the lowest to the highest position.
"""

from __future__ import annotations

import contextlib
import io
import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from foedus.case.schema import Triangular, Uniform
from foedus.core.errors import FoedusError
from foedus.problems.cells import Faults, delimiter_of, fold, rows_of, text_of
from foedus.problems.problem import Amount, Matter, Problem, Stake, ends

NAME = "plain"
VERSION = "1"

EXPECTED = "columns actor, position, salience, capability; numbers as 0.5 or 0,5"
ONE = "issue"  #: id of the only issue of a table that names none
NOTES = {
    "scale": "The table gives no scale; it runs from the lowest to the highest position (columns lower and upper set it).",
    "point": "All stand on one point of {}: its scale is taken to be 1 long.",
    "salience": "The table gives no salience; everybody is taken to care fully.",
    "capability": "The table gives no capability; all are taken to be equal.",
    "percent": "Saliences above 1 are read as percentages.",
    "blank": "Lines without a position are left out: {}.",
}

Line = tuple[int, Mapping[str, str]]


@cache
def _columns() -> Mapping[str, tuple[str, str]]:
    """Return (field, end of a range or nothing) by the folded heading."""
    data = tomllib.loads((files(__package__) / "plain.toml").read_text(encoding="utf-8"))
    out = {}
    for name, words in data["columns"].items():
        for word in words:
            out[word] = (name, "")
            for end, marks in data["ends"].items():
                out.update({f"{word} {mark}": (name, end) for mark in marks})
                out.update({f"{mark} {word}": (name, end) for mark in marks})
    return out


def recognises(data: bytes, name: str) -> bool:  # noqa: ARG001 - every format is asked with both
    """Say whether the headings hold an actor and a position."""
    try:
        found = {field for h in _headings(data) if (field := _columns().get(fold(h), ("", ""))[0])}
    except (ValueError, FoedusError):
        return False
    return {"actor", "position"} <= found


def read(data: bytes, name: str) -> Iterator[Problem]:
    """Yield the one problem of the table.

    Raises
    ------
    FoedusError
        If cells hold no number or a number off its range, or an actor stands twice on an issue (``table-cells``).
    """
    faults = Faults(name, EXPECTED)
    try:
        lines = _lines(data, name, faults)
    except _TwiceError as error:
        key, heading = error.args
        faults.add(0, f"two columns give the {key}, one of them {heading!r}: leave one out")
        faults.check()
        return
    faults.check()
    present = {key for _, cells in lines for key, value in cells.items() if value}
    percent = _percent([(line, v) for line, cells in lines for key, v in cells.items() if key.startswith("salience")], faults)
    notes = [NOTES[f] for f in ("salience", "capability") if not any(k.split()[0] == f for k in present)]
    notes += [NOTES["percent"]] if percent else []
    stakes: dict[tuple[str, str], Stake] = {}
    blank = []
    said: dict[str, dict[str, float]] = {}
    for line, cells in lines:
        issue, actor = cells.get("issue", "") or ONE, cells.get("actor", "")
        if not actor:
            faults.add(line, "the actor is empty")
        if not any(cells.get(k) for k in ("position", "position low", "position mode", "position high")):
            blank.append(f"{actor} (line {line})")
            continue
        position = _amount(line, cells, "position", faults)
        salience = _amount(line, cells, "salience", faults, 0, 100 if percent else 1, 100 if percent else 1) if _has(notes, "salience") else 1.0
        capability = _amount(line, cells, "capability", faults, 0) if _has(notes, "capability") else 1.0
        if (actor, issue) in stakes:
            faults.add(line, f"{actor!r} stands on {issue!r} already, {stakes[actor, issue].where}")
        stakes.setdefault((actor, issue), Stake(actor, issue, position, salience, capability, f"line {line}"))
        for field in ("lower", "upper", "reference", "outcome"):
            if cells.get(field):
                value = faults.number(line, cells[field], field)
                if said.setdefault(issue, {}).setdefault(field, value) != value:
                    faults.add(line, f"{field} of {issue!r} is {value:g} here and {said[issue][field]:g} above")
    faults.check()
    matters = tuple(_matter(issue, list(stakes.values()), said.get(issue, {}), faults) for issue in dict.fromkeys(s.issue for s in stakes.values()))
    faults.check()
    notes += [NOTES["blank"].format(", ".join(blank))] if blank else []
    notes += [NOTES["scale"]] if any(not {"lower", "upper"} <= set(said.get(m.id, {})) for m in matters) else []
    flat = [m.id for m in matters if "upper" not in said.get(m.id, {}) and m.upper not in _told(m, stakes.values())]
    notes += [NOTES["point"].format(", ".join(flat))] if flat else []
    if stakes:
        kinds = {cells["actor"]: cells["kind"].casefold() for _, cells in lines if cells.get("actor") and cells.get("kind")}
        yield Problem(name, name, matters, tuple(stakes.values()), kinds=kinds, notes=tuple(notes))


def _has(notes: list[str], field: str) -> bool:
    """Say whether the table has the column, which is what no note denies."""
    return NOTES[field] not in notes


def _amount(
    line: int, cells: Mapping[str, str], field: str, faults: Faults, low: float = float("-inf"), high: float = float("inf"),
    unit: float = 1.0,
) -> Amount:  # fmt: skip
    given = {end: cells.get(f"{field} {end}", "") for end in ("low", "mode", "high")}
    middle = given["mode"] or cells.get(field, "")
    if bool(given["low"]) != bool(given["high"]) and not middle:
        faults.add(line, f"the {field} has one end only: give low and high, or one number")
    if not (given["low"] and given["high"]):
        return faults.number(line, middle or given["low"] or given["high"], f"the {field}", low, high) / unit
    a, b = (faults.number(line, given[e], f"the {e} {field}", low, high) / unit for e in ("low", "high"))
    c = faults.number(line, middle, f"the {field}", low, high) / unit if middle else a
    if not a <= c <= b:
        if a == a and b == b and c == c:
            faults.add(line, f"the {field} is not in order: {a:g}, {c:g}, {b:g}")
        return a
    if a == b:
        return a
    return Triangular(low=a, mode=c, high=b) if middle else Uniform(low=a, high=b)


def _matter(issue: str, stakes: list[Stake], said: Mapping[str, float], faults: Faults) -> Matter:
    found = [ends(s.position) for s in stakes if s.issue == issue]
    known = [v for v in (said.get("reference"), said.get("outcome")) if v is not None]
    lower = said.get("lower", min([a for a, _ in found] + known))
    upper = said.get("upper", max([b for _, b in found] + known))
    if {"lower", "upper"} <= set(said) and lower >= upper:
        faults.add(0, f"the scale of {issue!r} runs from {lower:g} to {upper:g}: lower must be less than upper")
        return Matter(issue)
    if lower == upper:
        upper = lower + 1  # all stand on one point: any scale serves
    numbers = [(f"a position of {s.actor!r} ({s.where})", v) for s in stakes if s.issue == issue for v in ends(s.position)]
    numbers += [(f"the {field}", said[field]) for field in ("reference", "outcome") if field in said]
    if outside := [f"{what} is {v:g}" for what, v in numbers if not lower <= v <= upper]:
        faults.add(0, f"{'; '.join(dict.fromkeys(outside))}, outside the scale of {issue!r}, {lower:g} to {upper:g}")
        return Matter(issue)
    return Matter(issue, "", lower, upper, reference=said.get("reference"), outcome=said.get("outcome"))


def _told(m: Matter, stakes: Iterable[Stake]) -> set[float | None]:
    """Return the numbers that a scale can end with: the ends of positions, the reference point and the outcome."""
    return {v for s in stakes if s.issue == m.id for v in ends(s.position)} | {m.reference, m.outcome}


def _percent(cells: list[tuple[int, str]], faults: Faults) -> bool:
    """Say whether saliences are percentages; shares beside larger numbers, or a scale of their own, are faults."""
    known = []
    for line, cell in cells:
        with contextlib.suppress(ValueError):
            known.append((line, cell, float(cell.replace(",", "."))))
    above = [(line, cell) for line, cell, value in known if value > 1]
    if not above:
        return False
    if any(0 < value < 1 for *_, value in known):
        faults.add(above[0][0], f"the salience is {above[0][1]} beside shares below 1: write all of them as shares, or all as percentages")
    elif max(value for *_, value in known) <= 10:
        faults.add(above[0][0], f"the saliences run up to {max(v for *_, v in known):g}: write shares from 0 to 1, or percentages")
    return True


def _headings(data: bytes) -> list[str]:
    text = data[:65536].decode("utf-8-sig", "replace").lstrip("\r\n ")
    if text.startswith("["):
        records = json.loads(data.decode("utf-8-sig"))
        return list(records[0]) if records and all(isinstance(r, dict) for r in records) else []
    head = text.partition("\n")[0]
    return _called(next((row for _, row in rows_of(head, delimiter_of(head))), []))


def _called(headings: list[str]) -> list[str]:
    """Return headings; a first column without one holds the actors, as spreadsheets have it."""
    return [h or ("actor" if n == 0 else "") for n, h in enumerate(headings)]


def _lines(data: bytes, name: str, faults: Faults) -> list[Line]:
    text = text_of(data, name)
    if text.lstrip().startswith("["):
        records: list[tuple[int, dict[str, Any]]] = list(enumerate(json.loads(text), start=1))
        return [(n, _named((str(k), "" if v is None else str(v)) for k, v in r.items())) for n, r in records]
    head = next(line for line in io.StringIO(text) if line.strip())
    (_, headings), *rows = rows_of(text, delimiter_of(head))
    if text.count('"') % 2 and (open_ := [line for line, row in [(1, headings), *rows] if any("\n" in cell for cell in row)]):
        raise FoedusError("table-quotes", f"a quotation mark is opened and not closed before line {open_[0]}", name, "quotation marks in pairs", "close it, or leave it out")
    for line, row in rows:
        if any(row[len(headings) :]):  # a decimal comma between commas moves every number behind it
            faults.add(line, f"there are {len(row)} cells under {len(headings)} headings: write decimal points, or put semicolons between the cells")
    return [(line, _named(zip(_called(headings), row, strict=False))) for line, row in rows]


def _named(cells: Iterable[tuple[str, str]]) -> dict[str, str]:
    known = _columns()
    out: dict[str, str] = {}
    for heading, value in cells:
        if (found := known.get(fold(heading))) is not None:
            key = " ".join(found).strip()
            if key in out and value and out[key] != value:
                raise _TwiceError(key, heading)
            out.setdefault(key, value)
    return out


class _TwiceError(Exception):
    """Two columns say the same thing differently."""
