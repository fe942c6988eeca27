"""What members' law asks for before they send people, and what came of it."""

from __future__ import annotations

from datetime import date

import numpy as np

from foedus.compacts.model import Compact, Domestic, Hours, holding
from foedus.compacts.scenario import Approval, Scenario
from foedus.rules.language import rule
from foedus.rules.votes import ABSENT, NO, YES


def step_of(compact: Compact, member: str, on: date) -> Domestic | None:
    """Return what the law of a member asks for on a day, None if nothing is known."""
    return next((d for d in holding(compact.domestic, on) if d.member == member), None)


def passes_at_home(step: Domestic | None, approval: Approval) -> bool:
    """Say whether a domestic vote consents: by its figures and the rule of the body, or as reported where there are no figures."""
    if approval.yes is None:
        return approval.passed is not False
    if step is None or step.rule is None or step.seats is None:
        return approval.yes > (approval.no or 0)
    cast = np.full(step.seats, ABSENT, dtype=np.int8)
    cast[: approval.yes] = YES
    cast[approval.yes : approval.yes + (approval.no or 0)] = NO
    return bool(rule(step.rule, [f"seat_{k + 1}" for k in range(step.seats)]).passes(cast))


def cleared(compact: Compact, scenario: Scenario, member: str) -> float:
    """Return the hour of the first domestic vote that consents; inf if none does, nan if none is on record."""
    acts = sorted((a for a in scenario.approvals if a.member == member), key=lambda a: a.at)
    if not acts:
        return float("nan")
    step = step_of(compact, member, scenario.day)
    return next((scenario.hour(a.at) for a in acts if passes_at_home(step, a)), float("inf"))


def step_hours(compact: Compact, scenario: Scenario, member: str) -> Hours:
    """Return how long the step of a member takes after the decision; no time if nothing is known."""
    step = step_of(compact, member, scenario.day)
    return step.hours if step else (0.0, 0.0, 0.0)
