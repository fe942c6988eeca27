"""Proposes the scale of an issue: from the quantities of the documents where the question asks for a number."""

from __future__ import annotations

import math
import tomllib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from foedus.case.question import Question
from foedus.case.schema import Anchor, Issue, ScalePoint
from foedus.evidence.rows import Row

MARGIN = 1.5  #: the scale ends at this many times the largest number found
SMALLEST, LARGEST = 1e-9, 1e15  #: a scale outside these comes from a misread number
SHOWN = 6  #: anchors kept with an issue


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity that bears on an issue, in the unit of the issue."""

    low: float
    high: float
    subject: str | None
    anchor: Anchor


@dataclass(frozen=True, slots=True)
class Proposal:
    """A drafted issue with the figures its scale rests on (none for a scale from against to for)."""

    issue: Issue
    figures: tuple[Figure, ...]


@cache
def aspects() -> Mapping[str, Any]:
    """Return the table of what a question can ask for."""
    return tomllib.loads((files("foedus.case") / "aspects.toml").read_text(encoding="utf-8"))


def propose(question: Question, quantities: Sequence[Row], sentence: Callable[[Row], str]) -> list[Proposal]:
    """Propose one issue for each thing the question asks for; one from against to for if it asks for no number.

    Parameters
    ----------
    question
        The question.
    quantities
        Rows of the table of quantities.
    sentence
        Gives the sentence that a row stands in.
    """
    if not question.aspects:
        return [Proposal(_support(question), ())]
    known = [q for q in quantities if _bounds(q) is not None]
    return [_numeric(question, aspect, known, sentence) for aspect in question.aspects]


def anchor_of(row: Row) -> Anchor:
    """Return the anchor of an evidence row."""
    return Anchor(doc=row["doc"], start=row["start"], end=row["end"], quote=row["quote"])


def round_up(x: float) -> float:
    """Return the next number of the form 1, 1.5, 2, 2.5, 3, 4, 5, 6 or 8 times a power of ten.

    Raises
    ------
    ValueError
        If `x` is not a positive finite number.
    """
    if not (math.isfinite(x) and x > 0):
        raise ValueError(f"expected a positive finite number, got {x}")
    power = 10.0 ** math.floor(math.log10(x))
    for step in (1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0):
        if x <= step * power * (1 + 1e-12):
            return step * power
    return 10.0 * power


def _numeric(
    question: Question, aspect: str, quantities: Sequence[Row], sentence: Callable[[Row], str]
) -> Proposal:
    if aspect == "duration":
        unit, figures, named = _durations(question, quantities, sentence)
    else:
        (unit, figures), named = _figures(question, aspect, quantities), True
    largest = max(figures, key=lambda f: f.high, default=None)
    if largest is None or largest.high < SMALLEST:
        return Proposal(_degree(question, aspect), ())
    upper = 100.0 if unit == "%" and largest.high <= 100 else round_up(MARGIN * largest.high)
    kept = sorted(figures, key=lambda f: (-f.high, f.anchor.doc, f.anchor.start))
    spread = list(dict.fromkeys([*kept[: SHOWN // 2], *kept[-(SHOWN - SHOWN // 2) :]]))
    return Proposal(
        Issue(
            id=aspect, question=question.text, unit=unit, lower=0.0, upper=upper,
            scale=(
                ScalePoint(at=0.0, means=f"no {unit}" if unit != "%" else "nothing"),
                ScalePoint(at=largest.high, means="the largest number in the documents"),
                *(() if upper == largest.high else (ScalePoint(at=upper, means=f"the end of the drafted scale, in {unit}"),)),
            ),
            anchors=tuple(f.anchor for f in spread),
            assumption=(
                f"Drafted: from 0 to {upper:g}, because the largest of {len(figures)} numbers in {unit} that may answer"
                f" the question is {largest.high:g}. "
                + ("Whether they answer it has not been checked." if named else
                   "None of them stands in a sentence that names what the question is about.")
            ),
        ),
        tuple(figures),
    )


def _figures(question: Question, aspect: str, quantities: Sequence[Row]) -> tuple[str, list[Figure]]:
    """Return the unit of an aspect and the figures in it."""
    kinds = aspects()["aspect"][aspect]["kinds"]
    asked = [u for unit in question.units for u in aspects()["same"].get(unit, [unit])]
    groups: dict[str, list[Row]] = {}
    for q in quantities:
        unit = str(q.get("unit") or "")
        told = " ".join(str(q.get(k) or "") for k in ("unit", "about"))
        if q.get("unit_kind") in kinds and (
            unit in asked or question.names(told) or (not asked and question.names(q["quote"]))
        ):
            groups.setdefault(unit, []).append(q)
    if not groups:
        return "", []
    # What the question counts comes first, in the order of the table; otherwise the unit most numbers have.
    named = [u for u in asked if u in groups]
    unit = named[0] if named else min(groups, key=lambda u: (-len(groups[u]), u))
    return unit or "units", [_figure(q, 1.0) for q in groups[unit]]


def _durations(
    question: Question, quantities: Sequence[Row], sentence: Callable[[Row], str]
) -> tuple[str, list[Figure], bool]:
    """Return the unit of a length of time, the figures in it, and whether their sentences name what is asked.

    Any length of time may answer. Those in sentences that share a word with the question come first; where there
    are none such, the exact ones count ("13 days"), the vague ones do not ("for decades").
    """
    days = aspects()["days"]
    known = [(q, name) for q in quantities if q.get("unit_kind") == "duration" and (name := _plural(str(q.get("unit")))) in days]
    named = [(q, name) for q, name in known if question.names(sentence(q))]
    chosen = named or [(q, name) for q, name in known if q.get("value") is not None and not q.get("approximate")]
    if not chosen:
        return "", [], False
    counts = Counter(name for _, name in chosen)
    unit = min(counts, key=lambda u: (-counts[u], days[u]))
    return unit, [_figure(q, days[name] / days[unit]) for q, name in chosen], bool(named)


def _plural(unit: str) -> str:
    return unit if unit.endswith("s") else f"{unit}s"


def _bounds(row: Row) -> tuple[float, float] | None:
    """Return the ends of a number; None if there is none, or if it has no upper end ("several hours")."""
    value, low, high = (v if isinstance(v, (int, float)) else None for v in map(row.get, ("value", "low", "high")))
    if value is None and high is None:
        return None
    ends = [float(v) for v in (value, low, high) if v is not None]
    return (min(ends), max(ends)) if all(0 <= v <= LARGEST for v in ends) else None


def _figure(row: Row, factor: float) -> Figure:
    bounds = _bounds(row)
    assert bounds is not None  # rows without a number were left out
    return Figure(bounds[0] * factor, bounds[1] * factor, row.get("subject"), anchor_of(row))


def _degree(question: Question, aspect: str) -> Issue:
    return Issue(
        id=aspect, question=question.text, unit="points", lower=0.0, upper=100.0,
        scale=(
            ScalePoint(at=0.0, means=f"the smallest {aspect} that is proposed"),
            ScalePoint(at=100.0, means=f"the largest {aspect} that is proposed"),
        ),
        assumption=(
            f"Drafted: the question asks for a {aspect}, and no number in the documents was found to answer it. The"
            " scale runs from the least to the most; replace it by a scale in real units."
        ),
    )


def _support(question: Question) -> Issue:
    return Issue(
        id="support", question=question.text, unit="points", lower=0.0, upper=100.0,
        scale=(
            ScalePoint(at=0.0, means="against what the question asks about"),
            ScalePoint(at=50.0, means="neither for nor against"),
            ScalePoint(at=100.0, means="for what the question asks about"),
        ),
        assumption=(
            "Drafted: the question asks for no number, so that the scale runs from against to for. Say what the"
            " outcomes in between would be, or replace the scale."
        ),
    )
