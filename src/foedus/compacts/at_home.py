"""What members' law asks for before they send people, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from foedus.compacts.model import Compact, Domestic, Hours, holding
from foedus.compacts.scenario import Approval, Scenario
from foedus.core.errors import FoedusError
from foedus.rules.conditions import AtLeast, Quorum, Rule
from foedus.rules.language import rule
from foedus.rules.votes import ABSENT, ABSTAIN, NO, YES, Votes


@dataclass(frozen=True, slots=True)
class Sitting:
    """A sitting of a body at home, tried by its rule: whether it consents, and why or why not, in words."""

    approval: Approval
    consents: bool
    why: str


def step_of(compact: Compact, member: str, on: date) -> Domestic | None:
    """Return what the law of a member asks for on a day, None if nothing is known."""
    return next((d for d in holding(compact.domestic, on) if d.member == member), None)


def tried(step: Domestic | None, approval: Approval) -> Sitting:
    """Try a sitting: by its figures and the rule of the body (a quorum of those there, then those for it), or as reported.

    Raises
    ------
    FoedusError
        If more were there or voted than the body has seats (``scenario-approval``).
    """
    told = approval.about
    if approval.yes is None and approval.present is None:
        consents = approval.passed is not False
        return Sitting(approval, consents, told or ("it is reported to consent" if consents else "it is reported to refuse"))
    yes, no = approval.yes or 0, approval.no or 0
    there = max(approval.present or 0, yes + no)
    figures = f"{yes} for, {no} against" if approval.yes is not None else "no vote"
    if step is None or step.rule is None or step.seats is None:
        consents = yes > no
        return Sitting(approval, consents, f"{told + ': ' if told else ''}{figures}; no rule of the body is known, more for than against is taken")
    if there > step.seats:
        raise FoedusError(
            "scenario-approval", f"{there} took part in {step.body}, which has {step.seats} seats", f"approvals: {approval.member} {approval.at:%Y-%m-%d %H:%M}",
            f"present, and yes with no, up to {step.seats}", "mend the figures of the approval",
        )
    cast = np.full(step.seats, ABSENT, dtype=np.int8)
    cast[:there] = ABSTAIN
    cast[:yes] = YES
    cast[yes : yes + no] = NO
    asked = rule(step.rule, [f"seat_{k + 1}" for k in range(step.seats)])
    consents = bool(asked.passes(cast))
    verdict = "consents" if consents else "too few for it" if _quorate(asked, cast) else f"no quorum, {there} of {step.seats} there"
    return Sitting(approval, consents, f"{verdict}: {figures}" + (f"; {told}" if told else ""))


def sittings(compact: Compact, scenario: Scenario, member: str) -> list[Sitting]:
    """Return the sittings of a member's body in order, up to the first that consents."""
    step, out = step_of(compact, member, scenario.day), list[Sitting]()
    for approval in sorted((a for a in scenario.approvals if a.member == member), key=lambda a: a.at):
        out.append(tried(step, approval))
        if out[-1].consents:
            break
    return out


def idle(compact: Compact, scenario: Scenario, member: str) -> list[Sitting]:
    """Return the sittings after the first that consents: they do not undo it here, and are told."""
    step, counted = step_of(compact, member, scenario.day), sittings(compact, scenario, member)
    after = sorted((a for a in scenario.approvals if a.member == member), key=lambda a: a.at)[len(counted) :]
    return [tried(step, a) for a in after]


def cleared(compact: Compact, scenario: Scenario, member: str) -> float:
    """Return the hour of the first sitting that consents; inf if none does, nan if none is on record."""
    found = sittings(compact, scenario, member)
    if not found:
        return float("nan")
    return scenario.hour(found[-1].approval.at) if found[-1].consents else float("inf")


def step_hours(compact: Compact, scenario: Scenario, member: str) -> Hours:
    """Return how long the step of a member takes after the decision; no time if nothing is known."""
    step = step_of(compact, member, scenario.day)
    return step.hours if step else (0.0, 0.0, 0.0)


def _quorate(asked: Rule, cast: Votes) -> bool:
    """Say whether enough take part, whatever they say."""
    if isinstance(asked, Quorum):
        return bool(asked.passes(cast))
    # A quorum that is one of several ways to pass binds nobody.
    return not isinstance(asked, AtLeast) or asked.k < len(asked.rules) or all(_quorate(part, cast) for part in asked.rules)
