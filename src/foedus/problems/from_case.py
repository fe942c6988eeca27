"""A case as a problem: its issues and stakeholders, without the accounts."""

from __future__ import annotations

from foedus.case.schema import Case, Triangular, Uniform, Value
from foedus.problems.problem import Amount, Matter, Problem, Stake, middle


def problem_of(case: Case, name: str) -> Problem:
    """Return the issues and stakeholders of a case as a problem.

    Parameters
    ----------
    case
        A case; its accounts are left out, and a reference point that is uncertain is taken at its middle.
    name
        The id of the problem.
    """
    held = {s.issue for s in case.stakeholders}
    return Problem(
        name, case.title,
        tuple(
            Matter(
                i.id, i.question, i.lower, i.upper, {p.at: p.means for p in i.scale},
                None if i.reference is None else middle(_amount(i.reference)),
                procedure={} if i.procedure is None else {**i.procedure.said(), **({"weights": i.procedure.weights} if i.procedure.weights else {})},
            )
            for i in case.issues if i.id in held
        ),
        tuple(
            Stake(s.actor, s.issue, _amount(s.position), _amount(s.salience), _amount(s.capability), "case.yaml")
            for s in case.stakeholders
        ),
        {a.id: a.name for a in case.actors if a.name != a.id}, {a.id: a.kind for a in case.actors}, decided=case.decided,
    )  # fmt: skip


def _amount(value: Value) -> Amount:
    v = value.value
    return v if isinstance(v, Triangular | Uniform) else float(v)
