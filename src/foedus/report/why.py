"""Why this number: from an output to the inputs that moved it, and on to the quotes behind them."""

from __future__ import annotations

from foedus.case.schema import Issue
from foedus.model.run import EngineRun
from foedus.report.forecast import Illustrator
from foedus.report.inputs import Inputs
from foedus.report.measures import measure
from foedus.report.numbers import NBSP, between, rounded, step, unit
from foedus.report.tree import Why, WhyStep

FIRST = 5  #: inputs opened on the path; the others are linked below them


def why(art: Illustrator, issue: Issue, run: EngineRun, inputs: Inputs) -> Why:
    """Return the path behind the median of one engine on one issue."""
    grain = step(issue.lower, issue.upper)
    m = measure(run.result.outcome)
    output = f"{run.title}: {unit(rounded(m.mid, grain), issue.unit)} ({between(m.low, m.high, grain)})"
    steps: list[WhyStep] = []
    if run.drivers:
        for d in run.drivers:
            row = inputs.row(d.actor, d.field, issue.id)
            moved = (
                f"moves the mean outcome from {rounded(d.outcome_low, grain)} to {rounded(d.outcome_high, grain)}"
                if d.swing > 0 else "does not move the outcome"
            )
            steps.append(WhyStep(f"{art.driver_name(d)}: {moved}", f"#{row.id}" if row else "", row))
        intro = f"Inputs by how far each, moved alone across its middle 80{NBSP}%, moves the mean outcome."
    else:
        for group in inputs.groups:
            steps += [WhyStep(f"{group.actor}, {r.field.lower()}: {r.value}", f"#{r.id}", r) for r in group.rows]
        intro = "The effect of single inputs was not computed for this engine; they stand in the order of the case."
    return Why(f"why-{issue.id}-{run.engine}", output, intro, tuple(steps[:FIRST]), tuple(steps[FIRST:]))
