"""Why this number: from an output to the inputs that moved it, and on to the quotes behind them."""

from __future__ import annotations

from foedus.analysis.trace import TraceInput, TraceStep
from foedus.case.schema import Issue
from foedus.report.inputs import Inputs, basis
from foedus.report.names import Names, label
from foedus.report.numbers import NBSP, between, listing, percent, rounded, unit
from foedus.report.tree import Why, WhyStep

FIRST = 5  #: inputs opened on the path; the others are linked below them


def why_id(issue: str, engine: str) -> str:
    """Return the permanent id of the path behind the outcome of an engine on an issue."""
    return f"why-{issue}-{engine}"


def step_id(issue: str, engine: str, actor: str, field: str) -> str:
    """Return the permanent id of one input on such a path."""
    return f"{why_id(issue, engine)}-{actor}-{field}"


def why(traced: TraceStep, issue: Issue, inputs: Inputs, names: Names, grain: float) -> Why:
    """Return the path behind one output number, printed at the resolution `grain`."""
    low, high = traced.summary.interval
    output = f"{traced.title}: {unit(rounded(traced.summary.median, grain), issue.unit)} ({between(low, high, grain)})"
    steps = []
    for i in traced.inputs:
        row = inputs.row(i.actor, i.field, issue.id)
        steps.append(WhyStep(step_id(issue.id, traced.engine, i.actor, i.field), _text(i, grain, names), f"#{row.id}" if row else "", row))
    moving = [i for i in traced.inputs if i.driver and i.driver.swing > 0]
    if moving:
        intro = (
            f"Inputs by how far each, moved alone across its middle 80{NBSP}%, moves the mean outcome. Of all that "
            f"movement, {listing(_shares(traced))}."
        )
    else:
        intro = "No input, moved alone, was found to move this outcome; inputs stand in the order of the case."
    return Why(
        why_id(issue.id, traced.engine), traced.title, output, intro, tuple(steps[:FIRST]), tuple(steps[FIRST:]), traced.notes
    )


def _shares(traced: TraceStep) -> list[str]:
    shares = {"stated": 0.0, "inferred": 0.0, "assumed": 0.0}
    if any(i.value.basis for i in traced.inputs):
        shares = {"stated": 0.0, "drawn": 0.0, **shares}
    for i in traced.inputs:
        shares[basis(i.value)] += i.share
    return [f"{percent(min(share, 1.0))} comes from {name} inputs" for name, share in shares.items()]


def _text(i: TraceInput, grain: float, names: Names) -> str:
    name = f"{names.one(i.actor)}, {label('field', i.field).lower()}"
    if i.driver is None:
        return f"{name}: a constant, or its effect was not measured"
    if i.driver.swing == 0:
        return f"{name}: does not move the outcome"
    return (
        f"{name}: moves the mean outcome from {rounded(i.driver.outcome_low, grain)} to "
        f"{rounded(i.driver.outcome_high, grain)}, {percent(i.share)} of all movement"
    )
