"""What a change would have changed: the same scenario under another rule, another wording, other votes, another account."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import numpy as np

from foedus.compacts.deployment import Moved, beside
from foedus.compacts.model import ASSUMED, Compact, OrganRule
from foedus.compacts.run import Run, run
from foedus.compacts.scenario import Account, Request, Scenario
from foedus.compacts.words import known
from foedus.core.errors import FoedusError
from foedus.rules.language import rule
from foedus.rules.votes import ABSENT, ABSTAIN, NO, WORDS, YES

MINE = "changed"


@dataclass(frozen=True, slots=True)
class Changes:
    """What is to be other than in the files.

    Attributes
    ----------
    rule
        A rule in the language of `foedus.rules.language`, in place of that by which the organ decides.
    wording_on
        The day whose wording of the articles counts.
    votes
        Votes by member, in words.
    account
        What the state concerned says: features; None for what it said.
    asks
        Whether the state concerned asks the organisation for what the motion is about, at the hour of its first request or at hour 0;
        None for what it did.
    """

    rule: Mapping[str, Any] | None = None
    wording_on: date | None = None
    votes: Mapping[str, str] = field(default_factory=dict)
    account: tuple[str, ...] | None = None
    asks: bool | None = None

    @property
    def any(self) -> bool:
        """Whether anything is to be changed."""
        return self != Changes()


@dataclass(frozen=True, slots=True)
class Difference:
    """A run as the files have it, and with the changes."""

    before: Run
    after: Run
    changes: Changes

    @property
    def changed(self) -> bool:
        """Whether it ends in another state."""
        return self.before.outcome != self.after.outcome

    @property
    def deployment(self) -> list[Moved]:
        """What each member sends, as the files have it and with the changes."""
        return beside(self.before, self.after)

    @property
    def sends_otherwise(self) -> bool:
        """Whether another deployment comes of it, whatever the end."""
        return any(m.differs for m in self.deployment)


def what_if(
    compact: Compact, scenario: Scenario, changes: Changes, motion: str | None = None, *, draws: int | None = None, seed: int = 0,
) -> Difference:  # fmt: skip
    """Run a motion as it stands and with changes, on the same draws.

    Parameters
    ----------
    compact, scenario, motion, draws, seed
        As for `foedus.compacts.run.run`.
    changes
        What is to be other.

    Raises
    ------
    FoedusError
        If a vote, a feature or the rule is none, or a member has no vote (``scenario-vote``, ``compact-word``, ``rule-form``).
    """
    before = run(compact, scenario, motion, draws=draws, seed=seed)
    other_compact, other_scenario = _with_rule(before, changes), with_acts(scenario, before.motion.id, changes)
    after = run(other_compact, other_scenario, motion, draws=draws, seed=seed, wording_on=changes.wording_on)
    return Difference(before, after, changes)


def _with_rule(before: Run, changes: Changes) -> Compact:
    if changes.rule is None:
        return before.compact
    _reachable(before, changes.rule)
    mine = OrganRule(organ=before.organ.id, name=MINE, about=f"As asked: {written(changes.rule)}.", rule=changes.rule, confirmed=False, note=ASSUMED)
    return replace(before.compact, rules=(mine, *before.compact.rules))


def _reachable(before: Run, asked: Mapping[str, Any]) -> None:
    """Refuse a rule that no vote whatever meets, such as a count above that of the members: it would block all and say nothing."""
    voters = before.inputs.voters
    found = rule(asked, voters, None, "the rule", reachable=True)
    same = np.repeat(np.array([YES, ABSTAIN, NO, ABSENT], dtype=np.int8)[:, None], len(voters), axis=1)
    if not found.passes(same).any():
        raise FoedusError(
            "rule-unreachable", f"{len(voters)} vote in {before.organ.name} ({', '.join(voters)}), and not even all of them together meet {written(asked)}", "--rule",
            f"counts up to {len(voters)}, or shares", f"--rule '{{yes = {{at_least = {len(voters)}}}}}'",
        )  # fmt: skip


def with_acts(scenario: Scenario, motion_id: str, changes: Changes) -> Scenario:
    """Return a scenario with the votes, the account and the request of `changes`; a rule and a wording are no part of it."""
    motion = scenario.motion(motion_id)
    for member, vote in changes.votes.items():
        if vote not in WORDS:
            raise FoedusError("scenario-vote", f"{member} cannot vote {vote!r}", None, f"one of {', '.join(WORDS)}", f"--vote {member}=no")
    votes, chances = {**motion.votes, **changes.votes}, {m: c for m, c in motion.chances.items() if m not in changes.votes}
    changed = replace(motion, votes=votes, chances=chances)
    out = replace(scenario, motions=tuple(changed if m.id == motion.id else m for m in scenario.motions))
    if changes.account is not None:
        features = tuple(known(f, "features", "the account") for f in changes.account)
        mine = Account(by=scenario.party, about="as asked", features=features, at=scenario.zero, confirmed=False, note=ASSUMED)
        out = replace(out, accounts=(mine, *(a for a in scenario.accounts if a.by != scenario.party)))
    if changes.asks is not None:
        others = tuple(r for r in scenario.requests if not (r.by == scenario.party and r.kind == motion.kind))
        at = min((r.at for r in scenario.requests if r.by == scenario.party), default=scenario.zero)
        asked = Request(by=scenario.party, to=(scenario.compact,), kind=motion.kind, article="", at=at, confirmed=False, note=ASSUMED)
        out = replace(out, requests=(*others, asked) if changes.asks else others)
    return out


def written(data: Any) -> str:
    """Return a rule as TOML writes it."""
    if isinstance(data, Mapping):
        return "{" + ", ".join(f"{k} = {written(v)}" for k, v in data.items()) + "}"
    if isinstance(data, list):
        return "[" + ", ".join(map(written, data)) + "]"
    return f'"{data}"' if isinstance(data, str) else str(data)
