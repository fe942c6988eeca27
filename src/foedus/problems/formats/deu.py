"""The DEU data sets: who wanted what on legislative proposals of the European Union, and what was decided.

Arregui and Perarnaud (2022), "A new dataset on legislative decision-making in the European Union: the DEU III dataset",
Journal of European Public Policy 29: 12-22, data doi:10.34810/data53. One line per issue; ``p<code>`` is a position and
``s<code>`` a salience, both 0 to 100, ``rp`` the reference point, ``out`` the outcome. Actors have no capability in the
file: they get their votes in the Council (`deu.toml`), or equal weight.

In copies that passed through a spreadsheet, days up to the 31st were taken for years: ``2017-04-18`` stands for 17 April
2018. Such dates are read as they were meant; no decision then precedes its proposal.
"""

from __future__ import annotations

import csv
import datetime
import io
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from foedus.core.errors import FoedusError
from foedus.problems.problem import Matter, Problem, Stake

NAME = "deu"
VERSION = "1"

_NEEDED = ("prnr", "isnr", "counvte", "intro", "rp", "out", "pcom", "scom")
_EXPECTED = "a DEU table: columns prnr, isnr, counvte, intro, rp, out and p<code>, s<code> for each actor"
_CAPABILITIES = ("votes", "equal")
_TOP = 100.0

Line = tuple[int, Mapping[str, str]]


def recognises(data: bytes, name: str) -> bool:  # noqa: ARG001 - every format is asked with both
    """Return whether `data` begins with the headings of a DEU table."""
    head = data[:4096].partition(b"\n")[0].decode("utf-8-sig", "replace")
    return set(_NEEDED) <= set(_cells(head))


def read(data: bytes, name: str, *, capability: str = "votes") -> Iterator[Problem]:
    """Yield one problem per proposal, in the order of the file.

    Parameters
    ----------
    data
        The file.
    name
        Its name, for messages.
    capability
        ``"votes"``: votes in the Council when the proposal was introduced, Commission and Parliament as many as the
        largest state; ``"equal"``: 1 for everybody.

    Raises
    ------
    FoedusError
        If a column is missing or a cell holds no number, with the line.
    """
    if capability not in _CAPABILITIES:
        raise FoedusError("deu-capability", f"there is no capability {capability!r}", name, f"one of {', '.join(_CAPABILITIES)}")
    groups: dict[str, list[Line]] = {}
    for line in _lines(data, name):
        groups.setdefault(line[1]["prnr"], []).append(line)
    for lines in groups.values():
        yield _problem(lines, name, capability)


def moment(text: str) -> str | None:
    """Return a date of the file as ISO, or None where it holds none.

    Days come first, two-digit years from 50 on belong to the last century; a first number of four digits is a day that
    was taken for a year.
    """
    parts = text.strip().split("-")
    if len(parts) != 3 or not all(p.isdigit() for p in parts):
        return None
    day, month, year = int(parts[0][-2:]), int(parts[1]), int(parts[2])
    if year < 100:
        year += 1900 if year >= 50 else 2000
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return None


@cache
def _tables() -> Mapping[str, Any]:
    return tomllib.loads((files("foedus.problems.formats") / "deu.toml").read_text(encoding="utf-8"))


def _cells(head: str) -> Sequence[str]:
    delimiter = max("\t;,", key=head.count)
    return next(csv.reader([head.strip("\r")], delimiter=delimiter), [])


def _lines(data: bytes, name: str) -> Iterator[Line]:
    text = data.decode("utf-8-sig", "replace")
    head = text.partition("\n")[0]
    missing = [c for c in _NEEDED if c not in _cells(head)]
    if missing:
        raise FoedusError("deu-columns", f"there is no column {missing[0]!r}", name, _EXPECTED, "check the first line of the file")
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=max("\t;,", key=head.count), restval="")
    for row in reader:
        if row["prnr"] and row["isnr"]:  # a copy with the states' products has them in a line without an issue
            yield reader.line_num, {k: v or "" for k, v in row.items() if k}


def _problem(lines: Sequence[Line], name: str, capability: str) -> Problem:
    row = lines[0][1]
    introduced, decided = moment(row["intro"]), moment(row.get("finact", ""))
    actors: Mapping[str, Mapping[str, str]] = _tables()["actors"]
    codes = [c for c in actors if f"p{c}" in row and f"s{c}" in row]
    amounts = {n: {c: _amount(cells, c, n, name) for c in cells if c[0] in "ps" and c[1:] in codes} for n, cells in lines}
    there = [(n, c) for n, _ in lines for c in codes if None not in (amounts[n][f"p{c}"], amounts[n][f"s{c}"])]
    power = _votes(introduced, {c for _, c in there}) if capability == "votes" else dict.fromkeys(codes, 1.0)
    issue = {n: cells["isnr"] for n, cells in lines}
    if repeated := [i for i, count in Counter(issue.values()).items() if count > 1]:
        raise FoedusError("deu-issue", f"issue {repeated[0]!r} stands in two lines", name, "one line per issue")
    stakes = tuple(
        Stake(actors[c]["id"], issue[n], amounts[n][f"p{c}"], (amounts[n][f"s{c}"] or 0.0) / _TOP, power[c], f"line {n}")  # type: ignore[arg-type]
        for n, c in there
    )
    matters = tuple(
        Matter(
            cells["isnr"], upper=_TOP, reference=_amount(cells, "rp", n, name), outcome=_amount(cells, "out", n, name),
            rule=" ".join(filter(None, (cells["counvte"], cells.get("proc")))),
        )
        for n, cells in lines
    )  # fmt: skip
    said = sum(bool(cells.get(f"p{c}")) != bool(cells.get(f"s{c}")) and cells.get(f"s{c}") != "0" for _, cells in lines for c in codes)
    notes = (f"{said} positions or saliences stand alone and are left out.",) if said else ()
    return Problem(
        row["prnr"], row.get("prname") or row["prnr"], matters, stakes, {a["id"]: a["name"] for a in actors.values()},
        decided=decided, introduced=introduced, notes=notes,
    )  # fmt: skip


def _amount(cells: Mapping[str, str], column: str, line: int, name: str) -> float | None:
    """Return a cell as a number on the scale; codes for missing values lie outside it."""
    text = cells.get(column, "").strip().replace(",", ".")
    if not text or text == ".":
        return None
    try:
        value = float(text)
    except ValueError:
        raise FoedusError(
            "deu-value", f"{column} is {text!r}", f"{name}:{line}", "a number from 0 to 100, or an empty cell",
            "mend the cell in this line",
        ) from None  # fmt: skip
    return value if 0.0 <= value <= _TOP else None


def _votes(introduced: str | None, participants: set[str]) -> Mapping[str, float]:
    none = set(_tables()["without_votes"]["codes"])
    tables: Sequence[Mapping[str, Any]] = _tables()["votes"]
    begun = [t for t in tables if t["from"] <= (introduced or "")]
    later = [t for t in tables if t not in begun[:-1]]
    of: Mapping[str, float] = next((t["of"] for t in later if participants - none <= set(t["of"])), tables[-1]["of"])
    return {c: float(of.get(c, max(of.values()))) for c in _tables()["actors"]}
