"""The sealed forecasts of a folder: which are open, due, graded or broken, and how good they were."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import numpy as np

from foedus.analysis.calibration import Calibration, Entry, Grade, State, calibration
from foedus.core.errors import ExitCode, FoedusError
from foedus.pipeline.sealed.files import Sealed, read_sealed
from foedus.pipeline.sealed.record import FORECAST
from foedus.report.ledger import render_ledger
from foedus.store.atomic import named_file, write_text

PAGE = "ledger.html"
#: Windows of the small pictures.
PICTURE = 25
_STATES = tuple(State)


@dataclass(frozen=True, slots=True)
class Ledger:
    """The sealed forecasts of a folder.

    Attributes
    ----------
    folder
        Where they stand.
    entries
        One for each forecast, by the day of sealing, then by file; broken and unreadable files too.
    calibration
        Of the graded ones; None if there are none.
    notes
        What else was found: files passed over, grades without their forecast.
    today
        The day on which open and due were told apart.
    """

    folder: Path
    entries: tuple[Entry, ...]
    calibration: Calibration | None
    notes: tuple[str, ...]
    today: date

    @property
    def counts(self) -> dict[str, int]:
        """How many stand in each state."""
        found = Counter(e.state for e in self.entries)
        return {s.value: found[s] for s in _STATES}

    @property
    def exit_code(self) -> ExitCode:
        """1 if a seal is broken, 4 if a file cannot be read, else 0."""
        if self.counts[State.BROKEN]:
            return ExitCode.CHECK_FAILED
        return ExitCode.PARTIAL if self.counts[State.UNREADABLE] else ExitCode.OK

    def to_dict(self) -> dict[str, Any]:
        """Return it as the object that ``--json`` prints."""
        told = self.calibration.to_dict() if self.calibration else None
        return {"folder": str(self.folder), "today": self.today.isoformat(), "counts": self.counts, "calibration": told, "entries": [e.to_dict() for e in self.entries], "notes": list(self.notes)}


def ledger(folder: str | Path, *, today: date | None = None) -> Ledger:
    """Return the sealed forecasts in a folder and the folders in it.

    Parameters
    ----------
    folder
        Every file below it that ends in ``.json`` is looked at; what foedus did not seal is passed over and counted.
    today
        For tests; None for the clock's.

    Raises
    ------
    FoedusError
        If there is no such folder (``no-folder``).
    """
    root, now = Path(folder), today or datetime.now(UTC).date()
    if not root.is_dir():
        raise FoedusError("no-folder", "this is a file, not a folder" if root.exists() else "there is no such folder", str(root), "a folder with sealed forecasts", "foedus ledger FOLDER")
    forecasts: list[Sealed] = []
    grades: dict[str, list[Sealed]] = defaultdict(list)
    entries: list[Entry] = []
    other = 0
    for path in sorted(p for p in root.rglob("*.json") if not any(part.startswith(".") for part in p.relative_to(root).parts)):
        name = path.relative_to(root).as_posix()
        try:
            found = read_sealed(path)
        except FoedusError as error:
            if error.code == "seal-format" and "newer" not in error.message:
                other += 1
            else:
                entries.append(Entry(name, State.UNREADABLE, notes=(error.message,)))
            continue
        if found.record["format"] == FORECAST:
            forecasts.append(found)
        else:
            of = found.record.get("of")
            grades[str(of.get("seal")) if isinstance(of, dict) else ""].append(found)
    entries += _entries(root, forecasts, grades, now)
    notes = [f"{other} other JSON file{'s' * (other != 1)} passed over"] if other else []
    known = {str(f.record.get("seal")) for f in forecasts}
    notes += [f"{g.path.relative_to(root).as_posix()} grades a forecast that is not here" for seal, some in grades.items() if seal not in known for g in some]
    entries.sort(key=lambda e: (not e.sealed, e.sealed, e.file))
    return Ledger(root, tuple(entries), calibration([e.grade for e in entries if e.grade]), tuple(notes), now)


def write_ledger(folder: str | Path, out: str | Path | None = None, *, today: date | None = None) -> tuple[Ledger, Path]:
    """Write the ledger of a folder as one HTML page that opens without a network, and return both.

    Parameters
    ----------
    folder, today
        As in `ledger`.
    out
        The file; None for ``ledger.html`` in the folder.

    Raises
    ------
    FoedusError
        If there is no such folder, or the page cannot be written.
    """
    if out is not None:
        named_file(Path(out))
    found = ledger(folder, today=today)
    target = Path(out) if out is not None else found.folder / PAGE
    if target.is_dir():
        target = target / PAGE
    write_text(target, render_ledger(found.entries, found.calibration, found.notes, found.today.isoformat()))
    return found, target


def _entries(root: Path, forecasts: list[Sealed], grades: Mapping[str, list[Sealed]], today: date) -> list[Entry]:
    out: dict[str, Entry] = {}
    # A file that is as foedus wrote it stands before a copy whose text was laid out anew.
    for found in sorted(forecasts, key=lambda f: bool(f.faults)):
        name = found.path.relative_to(root).as_posix()
        try:
            entry = _entry(name, found, grades.get(str(found.record.get("seal")), []), today)
        except (LookupError, TypeError, ValueError, ArithmeticError, AttributeError) as error:
            words = tuple(f.message for f in found.faults) or (f"the seal holds, but the content is not what foedus seals: {error}",)
            entry = Entry(name, State.UNREADABLE if found.holds else State.BROKEN, notes=words)
        same = entry.seal if found.holds else name
        if same and same in out:
            out[same] = replace(out[same], notes=(*out[same].notes, f"a copy stands at {name}"))
        else:
            out[same or name] = entry
    return list(out.values())


def _entry(name: str, found: Sealed, grades: list[Sealed], today: date) -> Entry:
    r = found.record
    q, f = r["question"], r["forecast"]
    if not (q["lower"] < q["upper"] and all(isinstance(t, str) for t in (q["text"], q["resolves"], q["issue"], r["seal"]))):
        raise ValueError("no question on a scale")  # a changed file can hold anything
    masses = np.array(f["mass"], dtype=np.float64)
    windows = np.minimum(np.arange(len(masses)) * PICTURE // max(1, len(masses) - 1), PICTURE - 1)
    told = Entry(
        name, State.OPEN, q["text"], q["resolves"], q["issue"], date.fromisoformat(r["sealed"][:10]).isoformat(),
        date.fromisoformat(q["by"]).isoformat(), r["seal"], float(q["lower"]), float(q["upper"]), float(f["median"]), float(f["mode"]),
        float(f["low"]), float(f["high"]), tuple(np.bincount(windows, masses, PICTURE).tolist()), notes=tuple(x.message for x in found.faults),
    )  # fmt: skip
    if not found.holds:
        return replace(told, state=State.BROKEN)
    whole, notes = _whole(grades)
    notes = [*told.notes, *notes]
    if not whole:
        state = State.BROKEN if grades else State.DUE if date.fromisoformat(told.by) <= today else State.OPEN
        return replace(told, state=state, notes=tuple(notes))
    last, grade = max(whole, key=lambda g: (str(g[0].record["graded"]), not g[0].faults))
    notes += [f"another grade stands at {g.path.name}" for g, _ in whole if g is not last]
    if grade.grades > 1:
        notes.append(f"graded {grade.grades} times; the last counts")
    if grade.on < told.by:
        notes.append(f"graded by what was known on {grade.on}, before its day")
    return replace(told, state=State.GRADED, grade=grade, notes=tuple(notes))


def _whole(grades: list[Sealed]) -> tuple[list[tuple[Sealed, Grade]], list[str]]:
    """Return the grades that are as they were sealed, and what is wrong with the others."""
    whole, notes = [], []
    for g in grades:
        if not g.holds:
            notes.append(f"its grade {g.path.name} is broken: {g.faults[0].message}")
            continue
        try:
            whole.append((g, _grade(g.record)))
        except (LookupError, TypeError, ValueError, ArithmeticError, AttributeError):
            notes.append(f"its grade {g.path.name} holds its seal, but is not what foedus seals")
    return whole, notes


def _grade(record: Mapping[str, Any]) -> Grade:
    s, o = record["scores"], record["outcome"]
    f, unit = s["forecast"], 100 / s["span"]
    if not (isinstance(record["graded"], str) and isinstance(o["source"], str)):
        raise ValueError("no text")
    return Grade(
        float(o["value"]), date.fromisoformat(o["on"]).isoformat(), o["source"], f["crps"] * unit, f["median"]["error"] * unit,
        None if f["log_score"] is None else float(f["log_score"]), bool(f["interval"]["held"]), float(f["interval"]["probability"]),
        float(f["pit"]["below"]), float(f["pit"]["upto"]), s["references"]["even"]["crps"] * unit,
        s["references"]["positions"]["crps"] * unit, {n: e["error"] * unit for n, e in s["engines"].items()}, len(record["earlier"]) + 1,
    )  # fmt: skip
