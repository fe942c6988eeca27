"""From an output number back to what it rests on: inputs by importance, and the source of each."""

from __future__ import annotations

from dataclasses import dataclass

from foedus.analysis.summary import Summary, summarise
from foedus.case.schema import Case, Value
from foedus.model.run import Driver, EngineRun, Run


@dataclass(frozen=True, slots=True)
class TraceInput:
    """One input of an outcome.

    Attributes
    ----------
    actor, field
        Whose, and which: position, salience or capability.
    value
        The value of the case with its anchors or its written assumption, as the case holds it.
    driver
        How the outcome moves with it; None for an input that is a constant (it has no range to move across)
        or whose influence was not measured because the run was stopped.
    share
        Part of the sum of all swings that is this input's, in [0, 1]; 0 without a driver.
    """

    actor: str
    field: str
    value: Value
    driver: Driver | None
    share: float

    @property
    def sourced(self) -> bool:
        """True if a document states the value or it was drawn from reference data, false if it is assumed."""
        return bool(self.value.anchors or self.value.basis)


@dataclass(frozen=True, slots=True)
class TraceStep:
    """One output of a run and everything it was computed from.

    Attributes
    ----------
    issue, engine, title
        Which output.
    summary
        The output: its distribution over the draws.
    inputs
        Every input, the most important first; those without a driver last, in the order of the case.
    sourced_share
        Part of the sum of all swings that comes from inputs a document states or reference data hold; 0 if nothing swings.
    notes
        What the engine said of its result.
    """

    issue: str
    engine: str
    title: str
    summary: Summary
    inputs: tuple[TraceInput, ...]
    sourced_share: float
    notes: tuple[str, ...]


def trace(case: Case, run: Run) -> list[TraceStep]:
    """Return one step per output of the base case, in the order of the run.

    Parameters
    ----------
    case
        The case the run was made from.
    run
        Its run.

    Raises
    ------
    ValueError
        If the run has an issue or an actor that the case does not have.
    """
    return [_step(case, engine_run) for engine_run in run.engines]


def _step(case: Case, run: EngineRun) -> TraceStep:
    result = run.result
    issue = next((i for i in case.issues if i.id == result.issue), None)
    holders = {s.actor: s for s in case.stakeholders if s.issue == result.issue}
    if issue is None or set(holders) != set(result.actors):
        raise ValueError(f"issue {result.issue!r} of the run is not that of the case; run the case again")
    drivers = {(d.actor, d.field): d for d in run.drivers}
    whole = sum(d.swing for d in run.drivers)
    inputs = [
        _input(actor, field, value, drivers.get((actor, field)), whole)
        for actor, s in holders.items()
        for field, value in (("position", s.position), ("salience", s.salience), ("capability", s.capability))
    ]
    inputs.sort(key=lambda i: (i.driver is None, -i.driver.swing if i.driver else 0.0))
    return TraceStep(
        issue=result.issue, engine=run.engine, title=run.title,
        summary=summarise(result.outcome, issue.lower, issue.upper), inputs=tuple(inputs),
        sourced_share=sum(i.share for i in inputs if i.sourced), notes=result.notes,
    )  # fmt: skip


def _input(actor: str, field: str, value: Value, driver: Driver | None, whole: float) -> TraceInput:
    share = driver.swing / whole if driver and whole > 0 else 0.0
    return TraceInput(actor, field, value, driver, share)
