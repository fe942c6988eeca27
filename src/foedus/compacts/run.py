"""A scenario through the machine: once as most likely, or in many draws."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from foedus.compacts.at_home import cleared, step_hours
from foedus.compacts.composition import organ_on, voters_on
from foedus.compacts.grounds import Ground, features, grounds, request
from foedus.compacts.inputs import Floats, Inputs
from foedus.compacts.machine import Machine, Walk, machine, walk
from foedus.compacts.model import Compact, Organ, OrganRule, holding
from foedus.compacts.sampling import Sampler, Stages
from foedus.compacts.scenario import Contributor, Motion, Scenario
from foedus.compacts.voting import cast, deciding_rule
from foedus.compacts.words import words
from foedus.core.errors import FoedusError, nearest
from foedus.rules.language import rule
from foedus.rules.votes import YES


@dataclass(frozen=True, slots=True)
class Run:
    """A motion's way through the machine.

    Attributes
    ----------
    compact, scenario, motion
        What was run.
    organ, rule
        Who decided, and by which rule.
    grounds
        Each article that allows such a motion, and whether it carries this one.
    contributors
        Those who send people, in the order of the columns of the inputs.
    inputs, walk, table
        What the machine was given, where it went, and the machine.
    draws
        Number of draws; None for one run at the most likely hours.
    """

    compact: Compact
    scenario: Scenario
    motion: Motion
    organ: Organ
    rule: OrganRule
    grounds: tuple[Ground, ...]
    contributors: tuple[Contributor, ...]
    inputs: Inputs
    walk: Walk
    table: Machine
    draws: int | None

    @property
    def shares(self) -> dict[str, float]:
        """Share of the draws that end in each state, the most frequent first; states none ends in are left out."""
        counts = np.bincount(self.walk.state, minlength=len(self.table.states)) / self.inputs.replicates
        return {self.table.states[k]: float(counts[k]) for k in np.argsort(-counts, kind="stable") if counts[k]}

    @property
    def outcome(self) -> str:
        """The state in which it ends most often."""
        return next(iter(self.shares))

    def hours(self, state: str) -> Floats:
        """Return (R,) the hour at which a state was entered, nan where it never was."""
        return self.walk.entered[:, self.table.code(state)]


def run(
    compact: Compact, scenario: Scenario, motion: str | None = None, *, draws: int | None = None, seed: int = 0, wording_on: date | None = None,
) -> Run:  # fmt: skip
    """Run a motion of a scenario through the machine.

    Parameters
    ----------
    compact
        The treaty organisation.
    scenario
        What happens.
    motion
        Id of the motion; None for the first.
    draws
        Number of draws of hours and open votes; None for one run at the most likely hours, in which an open vote is a yes if its
        chance is at least a half.
    seed
        Seed of the draws. A stage of a member has a stream of its own, so that runs that differ in a rule share their draws.
    wording_on
        The day whose wording of the articles counts; None for the day of the scenario.

    Raises
    ------
    FoedusError
        If the organ, a rule or a duration is missing, somebody votes who has no vote, or a sitting at home is of nobody concerned or
        larger than its body (``compact-organ``, ``compact-duration``, ``scenario-vote``, ``scenario-approval``).
    """
    chosen = scenario.motions[0] if motion is None else scenario.motion(motion)
    organ = organ_on(compact, chosen.organ, scenario.day)
    voters = voters_on(compact, organ, scenario.day)
    ruled = deciding_rule(compact, organ, chosen, scenario.day)
    sampler = Sampler(draws, seed, scenario.id)
    votes = cast(compact, scenario, chosen, voters, ruled, sampler)
    found = tuple(grounds(compact, scenario, chosen, wording_on))
    deploys = bool(words("kinds")[chosen.kind]["deploys"])
    senders = _senders(scenario, chosen, voters) if deploys else ()
    _sittings_of_members(scenario, {*voters, *(c.member for c in scenario.contributors)})
    r = sampler.size
    told = features(scenario)
    on_consultation = [a for a in holding(compact.articles, wording_on or scenario.day) if "consultation" in a.allows]
    consults = not on_consultation or any(a.covered(told) for a in on_consultation)
    asked = request(compact, scenario, chosen.kind)
    opening = [scenario.hour(a.at) for a in scenario.accounts if a.by == scenario.party and a.at is not None]
    ending = next((e for e in scenario.endings if e.motion == chosen.id), None)
    stage = Stages(compact, scenario, chosen, sampler)
    status = compact.status(scenario.party, scenario.day)
    deployment, notice, withdrawal = (stage(s) if senders else np.zeros(r) for s in ("deployment", "notice", "withdrawal"))
    inputs = Inputs(
        voters, tuple(c.member for c in senders), deploys, bool(words("kinds")[chosen.kind]["decides"]),
        np.full(r, not scenario.party or (status is not None and bool(words("statuses")[status]["bound"]))), np.full(r, consults),
        np.tile(np.array([g.carries for g in found], dtype=bool), (r, 1)), votes,
        rule(ruled.rule, voters, None, f"{compact.id}: {ruled.name}").passes(votes),
        np.full(r, min(opening, default=0.0)), np.full(r, np.nan if asked is None else scenario.hour(asked.at)),
        np.stack([stage("consultation", v) for v in voters], axis=1),
        _columns([votes[:, voters.index(c.member)] != YES if c.member in voters else np.zeros(r, dtype=bool) for c in senders], r, bool),
        np.tile(np.array([cleared(compact, scenario, c.member) for c in senders], dtype=np.float64), (r, 1)),
        _columns([sampler.hours(step_hours(compact, scenario, c.member), "domestic", c.member) for c in senders], r, float),
        _columns([stage("first_units", c.member) for c in senders], r, float),
        deployment, notice, withdrawal,
        np.full(r, np.nan if ending is None else scenario.hour(ending.at)), np.full(r, np.inf if chosen.term is None else chosen.term),
    )  # fmt: skip
    table = machine()
    return Run(compact, scenario, chosen, organ, ruled, found, senders, inputs, walk(inputs, table), table, draws)


def _senders(scenario: Scenario, motion: Motion, voters: tuple[str, ...]) -> tuple[Contributor, ...]:
    """Return who sends people: those the scenario names, or else every voter but the state concerned."""
    named = tuple(c for c in scenario.contributors if c.motion == motion.id)
    return named or tuple(Contributor(motion=motion.id, member=v, people=None, confirmed=False) for v in voters if v != scenario.party)


def _sittings_of_members(scenario: Scenario, known: set[str]) -> None:
    """Refuse a sitting of somebody who neither votes nor sends people: a slip in the id would leave a member without its sitting."""
    if strange := next((a for a in scenario.approvals if a.member not in known), None):
        raise FoedusError(
            "scenario-approval", f"{strange.member} neither has a vote nor sends people", f"{scenario.id}: approvals", f"one of {', '.join(sorted(known))}",
            f"nearest: {nearest(strange.member, sorted(known), 1)}",
        )  # fmt: skip


def _columns(columns: Sequence[Any], r: int, kind: type) -> Any:
    return np.stack(columns, axis=1) if columns else np.zeros((r, 0), dtype=kind)


def by_motion(compact: Compact, scenario: Scenario, *, draws: int | None = None, seed: int = 0, wording_on: date | None = None) -> Mapping[str, Run]:
    """Run every motion of a scenario, in its order."""
    return {m.id: run(compact, scenario, m.id, draws=draws, seed=seed, wording_on=wording_on) for m in scenario.motions}
