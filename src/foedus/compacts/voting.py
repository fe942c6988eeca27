"""Who votes how on a motion: votes on record, open votes drawn, and what is assumed of the rest."""

from __future__ import annotations

from datetime import date
from statistics import NormalDist

import numpy as np

from foedus.compacts.composition import members_on, rules_on
from foedus.compacts.inputs import Floats
from foedus.compacts.model import Compact, Organ, OrganRule
from foedus.compacts.sampling import Sampler
from foedus.compacts.scenario import Motion, Scenario
from foedus.compacts.words import words
from foedus.core.errors import FoedusError, nearest
from foedus.rules.votes import NO, WORDS, YES, Bools, Votes


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


def cast(compact: Compact, scenario: Scenario, motion: Motion, voters: tuple[str, ...], ruled: OrganRule, sampler: Sampler) -> Votes:
    """Return (R, n) the votes on a motion.

    A vote on record counts as it is; one with a chance is drawn; of the rest the status of the member says what is assumed (a
    frozen member stands outside, another is absent). Where the rule says how the state concerned is counted, it is counted so.

    Raises
    ------
    FoedusError
        If somebody votes who has no vote (``scenario-vote``).
    """
    for member in (*motion.votes, *motion.chances):
        if member not in voters:
            raise FoedusError("scenario-vote", f"{member} has no vote on {scenario.day}", f"{scenario.id}: {motion.id}", f"members: {', '.join(voters)}", f"nearest: {nearest(member, voters, 1)}; mend votes or chances")
    statuses = members_on(compact, scenario.day)
    votes = np.empty((sampler.size, len(voters)), dtype=np.int8)
    both = sampler.normal("votes", motion.id, "all") if motion.chances and sampler.draws is not None else np.zeros(sampler.size)
    for k, member in enumerate(voters):
        if member == scenario.party and ruled.concerned is not None:
            votes[:, k] = WORDS[ruled.concerned]
        elif member in motion.chances:
            votes[:, k] = np.where(_open(motion, member, both, sampler), YES, NO)
        else:
            unrecorded = words("statuses")[statuses[member]]["unrecorded"] if member in statuses else "absent"
            votes[:, k] = WORDS[motion.votes.get(member, unrecorded)]
    return votes


def _open(motion: Motion, member: str, both: Floats, sampler: Sampler) -> Bools:
    """Draw an open vote: one factor moves all of them, one each its own (a Gaussian copula of one factor)."""
    chance = motion.chances[member]
    if sampler.draws is None or chance in (0.0, 1.0):
        return np.full(sampler.size, chance >= 0.5)
    own = sampler.normal("votes", motion.id, member)
    level = np.sqrt(motion.dependence) * both + np.sqrt(1 - motion.dependence) * own
    return np.asarray(level < NormalDist().inv_cdf(chance))
