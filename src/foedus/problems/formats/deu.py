"""The DEU data sets: who wanted what on legislative proposals of the European Union, and what was decided.

Arregui and Perarnaud (2022), "A new dataset on legislative decision-making in the European Union: the DEU III dataset",
Journal of European Public Policy 29: 12-22, data doi:10.34810/data53. One line per issue; ``p<code>`` is a position and
``s<code>`` a salience, both 0 to 100, ``rp`` the reference point, ``out`` the outcome. Actors have no capability in the
file: they get their votes in the Council (`deu.toml`), or equal weight. Each issue gets the procedure that the columns ``proc``
and ``counvte`` name, in the Council of the day on which the proposal was made, among those who have a position.

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
from foedus.problems.council import Council, council
from foedus.problems.problem import Matter, Problem, Stake

NAME = "deu"
VERSION = "2"

_NEEDED = ("prnr", "isnr", "counvte", "intro", "rp", "out", "pcom", "scom")
_EXPECTED = "a DEU table: columns prnr, isnr, counvte, intro, rp, out and p<code>, s<code> for each actor"
_CAPABILITIES = ("votes", "equal")
_TOP = 100.0
#: Most absent members that a note names.
_NAMED = 4

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
    outside = {actors[c]["id"] for c in _tables()["without_votes"]["codes"]}
    sitting = council(_tables()["council"], introduced or "", {actors[c]["id"] for _, c in there} - outside)
    power = {c: sitting.capability(actors[c]["id"]) if capability == "votes" else 1.0 for c in codes}
    issue = {n: cells["isnr"] for n, cells in lines}
    if repeated := [i for i, count in Counter(issue.values()).items() if count > 1]:
        raise FoedusError("deu-issue", f"issue {repeated[0]!r} stands in two lines", name, "one line per issue", "give each line an isnr of its own")
    stakes = tuple(
        Stake(actors[c]["id"], issue[n], amounts[n][f"p{c}"], (amounts[n][f"s{c}"] or 0.0) / _TOP, power[c], f"line {n}")  # type: ignore[arg-type]
        for n, c in there
    )
    present = {n: [actors[c]["id"] for m, c in there if m == n] for n, _ in lines}
    matters = tuple(
        Matter(
            cells["isnr"], upper=_TOP, reference=_amount(cells, "rp", n, name), outcome=_amount(cells, "out", n, name),
            rule=" ".join(filter(None, (cells["counvte"], cells.get("proc")))), procedure=(ruled := _procedure(sitting, cells, present[n])),
            body=sitting.told(_tables()["rules"][cells["counvte"]]) if ruled else "",
        )
        for n, cells in lines
    )  # fmt: skip
    said = sum(bool(cells.get(f"p{c}")) != bool(cells.get(f"s{c}")) and cells.get(f"s{c}") != "0" for _, cells in lines for c in codes)
    notes = (*((f"{said} positions or saliences stand alone and are left out.",) if said else ()), *_uncovered(sitting, matters, present, actors))
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


def _procedure(sitting: Council, cells: Mapping[str, str], present: Sequence[str]) -> Mapping[str, Any]:
    """Return the procedure that a line names; empty where it names none that is known."""
    rule, said = _tables()["rules"].get(cells["counvte"]), _tables()["procedures"].get(cells.get("proc", ""))
    if rule is None or said is None:
        return {}
    return sitting.procedure(rule, said, present, {c: _tables()["actors"][c]["id"] for c in _tables()["without_votes"]["codes"]})


def _uncovered(
    sitting: Council, matters: Sequence[Matter], present: Mapping[int, Sequence[str]], actors: Mapping[str, Mapping[str, str]]
) -> Iterator[str]:
    """Yield what a reader must know of procedures that the actors of an issue do not fill."""
    members = sitting.body.members
    for matter, here in zip(matters, present.values(), strict=True):
        if not matter.procedure:
            yield f"{matter.id}: the file names no procedure that is known; the rule is that of the engine."
            continue
        missing = [m for m in members if m not in here]
        if missing:
            named = ", ".join(missing) if len(missing) <= _NAMED else f"{', '.join(missing[:_NAMED])} and {len(missing) - _NAMED} more"
            yield f"{matter.id}: {len(missing)} of {len(members)} members of the Council have no position ({named}); its rule is taken as a share of those who have one."
        for code in _tables()["without_votes"]["codes"]:
            role = [r for r, said in (("proposes", "setter"), ("must consent", "consent")) if code in _said(matter)[said]]
            if role and actors[code]["id"] not in here:
                yield f"{matter.id}: {actors[code]['name']} has no position, and {role[0]}; the rule is applied without it."


def _said(matter: Matter) -> Mapping[str, Any]:
    """Return the procedure of the table that an issue goes through, with the one who proposes as a list."""
    said = _tables()["procedures"][matter.rule.rpartition(" ")[2]]
    return {"setter": [said["setter"]], "consent": said["consent"]}
