"""A scenario through the machine: once as most likely, or in many draws."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import NormalDist
from typing import Any

import numpy as np

from foedus.compacts.composition import members_on, organ_on, rules_on, voters_on
from foedus.compacts.grounds import Ground, features, grounds, request
from foedus.compacts.inputs import Floats, Inputs
from foedus.compacts.machine import Machine, Walk, machine, walk
from foedus.compacts.model import Compact, Domestic, Hours, Organ, OrganRule, holding
from foedus.compacts.scenario import Approval, Contributor, Motion, Scenario
from foedus.compacts.words import words
from foedus.core.errors import FoedusError
from foedus.core.rng import blocks, stream
from foedus.rules.language import rule
from foedus.rules.votes import ABSENT, NO, WORDS, YES, Votes


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
        If the organ, a rule or a duration is missing, or somebody votes who has no vote (``compact-organ``, ``compact-duration``,
        ``scenario-vote``).
    """
    chosen = scenario.motions[0] if motion is None else scenario.motion(motion)
    organ = organ_on(compact, chosen.organ, scenario.day)
    voters = voters_on(compact, organ, scenario.day)
    ruled = deciding_rule(compact, organ, chosen, scenario.day)
    draw = _Draw(draws, seed, scenario.id)
    votes = _votes(compact, scenario, chosen, voters, ruled, draw)
    found = tuple(grounds(compact, scenario, chosen, wording_on))
    deploys = bool(words("kinds")[chosen.kind]["deploys"])
    senders = _senders(scenario, chosen, voters) if deploys else ()
    r = draw.size
    told = features(scenario)
    on_consultation = [a for a in holding(compact.articles, wording_on or scenario.day) if "consultation" in a.allows]
    consults = not on_consultation or any(not a.covers or told & set(a.covers) for a in on_consultation)
    asked = request(compact, scenario, chosen.kind)
    opening = [scenario.hour(a.at) for a in scenario.accounts if a.by == scenario.party and a.at is not None]
    ending = next((e for e in scenario.endings if e.motion == chosen.id), None)
    stage = _Stages(compact, scenario, chosen, draw)
    status = compact.status(scenario.party, scenario.day)
    deployment, notice, withdrawal = (stage(s, "") if senders else np.zeros(r) for s in ("deployment", "notice", "withdrawal"))
    inputs = Inputs(
        voters, tuple(c.member for c in senders), deploys, bool(words("kinds")[chosen.kind]["decides"]),
        np.full(r, not scenario.party or (status is not None and bool(words("statuses")[status]["bound"]))), np.full(r, consults),
        np.tile(np.array([g.carries for g in found], dtype=bool), (r, 1)), votes,
        rule(ruled.rule, voters, None, f"{compact.id}: {ruled.name}").passes(votes),
        np.full(r, min(opening, default=0.0)), np.full(r, np.nan if asked is None else scenario.hour(asked.at)),
        np.stack([stage("consultation", v) for v in voters], axis=1),
        _columns([votes[:, voters.index(c.member)] != YES if c.member in voters else np.zeros(r, dtype=bool) for c in senders], r, bool),
        np.tile(np.array([_cleared(compact, scenario, c.member) for c in senders], dtype=np.float64), (r, 1)),
        _columns([draw.hours(_step(compact, scenario, c.member), "domestic", c.member) for c in senders], r, float),
        _columns([stage("first_units", c.member) for c in senders], r, float),
        deployment, notice, withdrawal,
        np.full(r, np.nan if ending is None else scenario.hour(ending.at)), np.full(r, np.inf if chosen.term is None else chosen.term),
    )  # fmt: skip
    table = machine()
    return Run(compact, scenario, chosen, organ, ruled, found, senders, inputs, walk(inputs, table), table, draws)


def deciding_rule(compact: Compact, organ: Organ, motion: Motion, on: date) -> OrganRule:
    """Return the rule by which an organ decides on a motion on a day.

    Raises
    ------
    FoedusError
        If no rule is known (``compact-organ``).
    """
    found = [r for r in rules_on(compact, organ, on) if not r.kinds or motion.kind in r.kinds]
    if not found:
        raise FoedusError("compact-organ", f"{compact.name}: no rule is known by which {organ.name} decides on {motion.kind} on {on}", compact.id, "a day for which the file has a rule", "see docs/compacts.md")
    return found[0]


def passes_at_home(step: Domestic | None, approval: Approval) -> bool:
    """Say whether a domestic vote consents: by its figures and the rule of the body, or as reported where there are no figures."""
    if step is None or step.rule is None or step.seats is None or approval.yes is None:
        return approval.passed is not False and (approval.yes is None or approval.yes > (approval.no or 0))
    cast = np.full(step.seats, ABSENT, dtype=np.int8)
    cast[: approval.yes] = YES
    cast[approval.yes : approval.yes + (approval.no or 0)] = NO
    return bool(rule(step.rule, [f"seat_{k + 1}" for k in range(step.seats)]).passes(cast))


def step_of(compact: Compact, member: str, on: date) -> Domestic | None:
    """Return what the law of a member asks for on a day, None if nothing is known."""
    return next((d for d in holding(compact.domestic, on) if d.member == member), None)


@dataclass(frozen=True, slots=True)
class _Draw:
    draws: int | None
    seed: int
    name: str

    @property
    def size(self) -> int:
        return 1 if self.draws is None else self.draws

    def hours(self, hours: Hours, *purpose: str) -> Floats:
        least, likely, most = hours
        if self.draws is None or least == most:
            return np.full(self.size, likely)
        return np.concatenate([stream(self.seed, ("compact", self.name, *purpose), b.index).triangular(least, likely, most, b.stop - b.start) for b in blocks(self.draws)])

    def normal(self, *purpose: str) -> Floats:
        return np.concatenate([stream(self.seed, ("compact", self.name, *purpose), b.index).standard_normal(b.stop - b.start) for b in blocks(self.size)])


@dataclass(frozen=True, slots=True)
class _Stages:
    compact: Compact
    scenario: Scenario
    motion: Motion
    draw: _Draw

    def __call__(self, stage: str, who: str) -> Floats:
        own = [d for m, d in self.scenario.durations if d.stage == stage and m in (self.motion.id, None)]
        own.sort(key=lambda d: (self.motion.id, d) not in self.scenario.durations)
        found = own[0] if own else self.compact.duration(stage, self.scenario.day)
        if found is None:
            raise FoedusError(
                "compact-duration", f"nobody says how long {stage} takes", self.scenario.id, "[[durations]] in the scenario or in the compact",
                f'[[durations]]\nstage = "{stage}"\nhours = [2, 4, 8]',
            )
        return self.draw.hours(found.hours, stage, who)


def _senders(scenario: Scenario, motion: Motion, voters: tuple[str, ...]) -> tuple[Contributor, ...]:
    """Return who sends people: those the scenario names, or else every voter but the state concerned."""
    named = tuple(c for c in scenario.contributors if c.motion == motion.id)
    return named or tuple(Contributor(motion=motion.id, member=v, people=None, confirmed=False) for v in voters if v != scenario.party)


def _columns(columns: Sequence[Any], r: int, kind: type) -> Any:
    return np.stack(columns, axis=1) if columns else np.zeros((r, 0), dtype=kind)


def _votes(compact: Compact, scenario: Scenario, motion: Motion, voters: tuple[str, ...], ruled: OrganRule, draw: _Draw) -> Votes:
    for member in (*motion.votes, *motion.chances):
        if member not in voters:
            raise FoedusError("scenario-vote", f"{member} has no vote on {scenario.day}", f"{scenario.id}: {motion.id}", f"members: {', '.join(voters)}", "mend votes or chances")
    statuses = members_on(compact, scenario.day)
    votes = np.empty((draw.size, len(voters)), dtype=np.int8)
    both = draw.normal("votes", motion.id, "all") if motion.chances and draw.draws is not None else np.zeros(draw.size)
    for k, member in enumerate(voters):
        if member == scenario.party and ruled.concerned is not None:
            votes[:, k] = WORDS[ruled.concerned]
        elif member in motion.chances:
            votes[:, k] = np.where(_open(motion.chances[member], motion, member, both, draw), YES, NO)
        else:
            unrecorded = words("statuses")[statuses[member]]["unrecorded"] if member in statuses else "absent"
            votes[:, k] = WORDS[motion.votes.get(member, unrecorded)]
    return votes


def _open(chance: float, motion: Motion, member: str, both: Floats, draw: _Draw) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    """Draw open votes: one factor moves all of them, one each its own (a Gaussian copula of one factor)."""
    if draw.draws is None or chance in (0.0, 1.0):
        return np.full(draw.size, chance >= 0.5)
    own = draw.normal("votes", motion.id, member)
    level = np.sqrt(motion.dependence) * both + np.sqrt(1 - motion.dependence) * own
    return np.asarray(level < NormalDist().inv_cdf(chance))


def _cleared(compact: Compact, scenario: Scenario, member: str) -> float:
    acts = sorted((a for a in scenario.approvals if a.member == member), key=lambda a: a.at)
    if not acts:
        return float("nan")
    step = step_of(compact, member, scenario.day)
    return next((scenario.hour(a.at) for a in acts if passes_at_home(step, a)), float("inf"))


def _step(compact: Compact, scenario: Scenario, member: str) -> Hours:
    step = step_of(compact, member, scenario.day)
    return step.hours if step else (0.0, 0.0, 0.0)


def by_motion(compact: Compact, scenario: Scenario, *, draws: int | None = None, seed: int = 0, wording_on: date | None = None) -> Mapping[str, Run]:
    """Run every motion of a scenario, in its order."""
    return {m.id: run(compact, scenario, m.id, draws=draws, seed=seed, wording_on=wording_on) for m in scenario.motions}
