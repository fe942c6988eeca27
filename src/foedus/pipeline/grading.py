"""Sealed forecasts scored once the outcome is known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from math import isfinite
from pathlib import Path
from typing import Any

from foedus.core.errors import FoedusError
from foedus.pipeline.sealed.files import (
    Sealed,
    grade_path,
    read_sealed,
    replace_grade,
    write_new,
)
from foedus.pipeline.sealed.numbers import versions
from foedus.pipeline.sealed.record import FORECAST, GRADE, freeze
from foedus.pipeline.sealed.scores import scores
from foedus.pipeline.sealing import day, seal_fault


@dataclass(frozen=True, slots=True)
class Graded:
    """A grade.

    Attributes
    ----------
    path
        Its file, beside the forecast's.
    record
        What it holds.
    question
        What was asked, as the forecast has it.
    notes
        What a reader must know of it.
    """

    path: Path
    record: dict[str, Any]
    question: dict[str, Any]
    notes: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return it as the object that ``--json`` prints."""
        return {"file": str(self.path), "grade": self.record, "question": self.question, "notes": list(self.notes)}


def grade(
    path: str | Path,
    outcome: float,
    *,
    on: str | date | None = None,
    source: str = "",
    again: bool = False,
    now: datetime | None = None,
) -> Graded:
    """Score a sealed forecast and write its grade beside it.

    Every score comes from the numbers in the sealed file, so that it is the same whatever foedus grades it.

    Parameters
    ----------
    path
        A sealed forecast.
    outcome
        What came out, in the unit of the issue.
    on
        The day the outcome was known, ISO; None for today.
    source
        Where the outcome stands.
    again
        Whether to grade a forecast again that was graded; the earlier grades stay in the file.
    now
        The time of grading, for tests; None for the clock's.

    Raises
    ------
    FoedusError
        If the seal does not hold (``seal-broken``), the outcome lies off the scale (``grade-outcome``), the day is not between
        sealing and today (``grade-day``), or there is a grade already (``grade-there``) and it is not to be kept inside.
    """
    made = (now or datetime.now(UTC)).astimezone(UTC)
    sealed = read_sealed(Path(path), FORECAST)
    if not sealed.holds:
        raise FoedusError("seal-broken", "; ".join(f.message for f in sealed.faults), str(path), "a forecast as it was sealed", f"foedus verify {path} says more; take the file from where it was deposited")
    target = grade_path(sealed.path)
    earlier = _earlier(target, sealed, again)
    try:
        content, notes = _content(sealed, outcome, on, source, made)
    except (LookupError, TypeError, ValueError, ArithmeticError, AttributeError) as error:
        raise seal_fault(sealed, error) from error
    record = freeze({**content, "earlier": earlier})
    replace_grade(target, record) if earlier else write_new(target, record)
    return Graded(target, record, dict(sealed.record["question"]), tuple(notes))


def _content(sealed: Sealed, outcome: float, on: str | date | None, source: str, made: datetime) -> tuple[dict[str, Any], list[str]]:
    question = sealed.record["question"]
    if not (isfinite(outcome) and question["lower"] <= outcome <= question["upper"]):
        raise FoedusError("grade-outcome", f"{outcome:g} is off the scale of {question['issue']!r}", str(sealed.path), f"a number from {question['lower']:g} to {question['upper']:g}", "by the rule: " + question["resolves"])
    known = made.date() if on is None else day(on, "--on")
    since = datetime.fromisoformat(sealed.record["sealed"]).date()
    if not since <= known <= made.date():
        raise FoedusError("grade-day", f"the outcome cannot have been known on {known}", "--on", f"a day from {since}, when the forecast was sealed, to {made.date()}", f"--on {made.date()}")
    notes = []
    if known < date.fromisoformat(question["by"]):
        notes.append(f"graded by what was known on {known}, before the day {question['by']} that the question names")
    if not source.strip():
        notes.append("no source is given for the outcome")
    return {
        "format": GRADE,
        "of": {"seal": sealed.record["seal"], "file": sealed.path.name, "question": question["text"]},
        "outcome": {"value": float(outcome), "on": known.isoformat(), "source": source.strip()},
        "graded": made.isoformat(timespec="seconds"), "scores": scores(sealed.record, float(outcome)), "made_with": versions(),
    }, notes  # fmt: skip


def _earlier(target: Path, sealed: Sealed, again: bool) -> list[dict[str, Any]]:
    """Return the grades there are, oldest first; none may be lost, and none is given twice unasked."""
    if not target.exists():
        return []
    try:
        there = read_sealed(target, GRADE)
    except FoedusError as error:
        raise FoedusError("grade-there", f"a file stands there that is no grade: {error.message}", str(target), "a name that is free", "move that file away, then type the same command again") from None
    same = isinstance(there.record.get("of"), dict) and there.record["of"].get("seal") == sealed.record["seal"]
    if not there.holds or not same or not isinstance(there.record.get("earlier"), list):
        what = "a grade that was changed after it was sealed" if not there.holds else "the grade of another forecast"
        raise FoedusError("grade-there", f"{what} stands there", str(target), "no file, or the grade of this forecast", "move that file away, then type the same command again")
    if not again:
        told = there.record["outcome"]
        raise FoedusError("grade-there", f"it was graded already: outcome {told['value']:g}, known on {told['on']}", str(target), "one grade for each forecast", "--again grades it again and keeps this grade in the file")
    return [*there.record["earlier"], {k: v for k, v in there.record.items() if k != "earlier"}]
