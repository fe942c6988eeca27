"""A table of issues and stakeholders, every number with the place in the file that states it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from foedus.case.arrays import Floats, quantile
from foedus.case.schema import Triangular, Uniform
from foedus.core.errors import FoedusError
from foedus.core.rng import sample
from foedus.model.agenda import AgendaInputs, together
from foedus.model.inputs import IssueInputs
from foedus.rules.among import without
from foedus.rules.procedure import procedure

#: A rule that asks nobody.
_NOBODY = {"yes": {"at_least": 0}}

#: A number, or the distribution of one that is uncertain.
Amount = float | Triangular | Uniform


@dataclass(frozen=True, slots=True)
class Stake:
    """What one actor wants on one issue.

    Attributes
    ----------
    actor, issue
        Ids.
    position
        In the unit of the issue.
    salience
        In [0, 1].
    capability
        Non-negative, in any unit that is the same for all.
    where
        Place in the file, for messages: ``"line 12"``.
    """

    actor: str
    issue: str
    position: Amount
    salience: Amount
    capability: Amount
    where: str = ""


@dataclass(frozen=True, slots=True)
class Matter:
    """One issue of a problem.

    Attributes
    ----------
    id
        Its label.
    question
        What is decided, as the file says; empty where it does not.
    lower, upper
        Ends of the scale.
    means
        What numbers on the scale mean, as the file says.
    reference
        What holds if nothing is decided; None where the file does not say.
    outcome
        What was decided; None where it is not known. No engine sees it.
    rule
        The decision rule as the file names it; empty where it does not.
    procedure
        Who proposes and what a proposal must pass, in the language of `foedus.rules.procedure`, with ``weights`` where the rule names
        some beside ``capability``; empty where it is not known.
    body
        The body whose rule that is, and what it says, for readers; empty where the file names none.
    """

    id: str
    question: str = ""
    lower: float = 0.0
    upper: float = 100.0
    means: Mapping[float, str] = field(default_factory=dict)
    reference: float | None = None
    outcome: float | None = None
    rule: str = ""
    procedure: Mapping[str, Any] = field(default_factory=dict)
    body: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """Issues that are decided together, and who has a stake in them.

    Attributes
    ----------
    id
        Label, unique within a file.
    title
        As the file says, or the name of the file.
    matters, stakes
        The issues and the stakes; every stake names one of the issues, and no actor stands twice on one.
    names
        What actors are called, by id, where the file says more than the id.
    kinds
        What actors are (state, government, organisation, …), by id, where the file says so.
    decided, introduced
        Dates of the decision and of the proposal, ISO; None where the file does not say.
    notes
        What a reader must know of how the file was read.
    """

    id: str
    title: str
    matters: tuple[Matter, ...]
    stakes: tuple[Stake, ...]
    names: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)
    decided: str | None = None
    notes: tuple[str, ...] = ()
    introduced: str | None = None

    def inputs(self, issue: str, *, draws: int = 1, seed: int = 0) -> IssueInputs:
        """Return one issue as an engine sees it.

        Each uncertain number has a random stream of its own, named by issue, actor and field.

        Parameters
        ----------
        issue
            Id of the issue.
        draws
            Number of draws.
        seed
            Seed of the draws.

        Raises
        ------
        ValueError
            If a value lies outside its range or nobody has a stake in the issue.
        """
        matter = next(m for m in self.matters if m.id == issue)
        holders = [s for s in self.stakes if s.issue == issue]

        def column(name: str) -> Floats:
            parts = [_draw(getattr(s, name), seed, (name, issue, s.actor), draws) for s in holders]
            return np.stack(parts, axis=1) if parts else np.empty((draws, 0))

        reference = None if matter.reference is None else np.full(draws, matter.reference)
        actors = tuple(s.actor for s in holders)
        said = {k: v for k, v in matter.procedure.items() if k != "weights"}
        weights = {"capability": {s.actor: middle(s.capability) for s in holders}, **matter.procedure.get("weights", {})}
        ruled = procedure(said, actors, weights=weights, where=issue) if said else None
        return IssueInputs(
            issue, actors, column("position"), column("salience"), column("capability"), matter.lower, matter.upper, reference, ruled,
        )

    def agenda(self, *, draws: int = 1, seed: int = 0) -> AgendaInputs:
        """Return all issues together; parameters and errors as in `inputs`."""
        return together([self.inputs(m.id, draws=draws, seed=seed) for m in self.matters])

    def middle(self) -> Problem:
        """Return the problem with each uncertain number replaced by its mode, or the middle of its range."""
        return replace(self, stakes=tuple(
            replace(s, position=middle(s.position), salience=middle(s.salience), capability=middle(s.capability)) for s in self.stakes
        ))  # fmt: skip

    def only(self, issues: Sequence[str]) -> Problem:
        """Return the problem with some of its issues."""
        return replace(
            self, matters=tuple(m for m in self.matters if m.id in issues), stakes=tuple(s for s in self.stakes if s.issue in issues)
        )

    def ruled(self, said: Mapping[str, Any]) -> Problem:
        """Return the problem with every issue decided by one procedure.

        Who has no stake in an issue neither proposes there nor is asked; a note says so where the procedure names such an actor.

        Raises
        ------
        FoedusError
            If it is no procedure among all actors of the problem (``rule-form``).
        """
        everybody = list(dict.fromkeys(s.actor for s in self.stakes))
        procedure(said, everybody, weights={"capability": self._most(everybody)}, where="the rule", reachable=True)
        matters, notes = [], []
        for m in self.matters:
            held = {s.actor for s in self.stakes if s.issue == m.id}
            gone = [a for a in everybody if a not in held]
            whole, left = ({k: v if k == "setter" else without(v, away) or _NOBODY for k, v in said.items()} for away in ([], gone))
            if said.get("setter") in gone:
                left.pop("setter")
            matters.append(replace(m, procedure=left, body=""))
            here = [a for a in everybody if a in held]
            try:
                procedure(left, here, weights={"capability": self._most(here, m.id)}, reachable=True)
            except FoedusError as error:
                notes.append(f"{m.id}: nothing passes under the rule, which asks more than those with a stake there have ({error.message}).")
            if m.reference is None:
                notes.append(f"{m.id}: no reference point is known, so that the rule decides nothing there; a column reference states one.")
            if left != whole:
                notes.append(f"{m.id}: whom the rule names and who has no stake there is not asked, and does not propose.")
        return replace(self, matters=tuple(matters), notes=(*self.notes, *notes))

    def _most(self, actors: Sequence[str], issue: str | None = None) -> dict[str, float]:
        """Return the most capability that each actor has, on one issue or on any."""
        return {a: max((ends(s.capability)[1] for s in self.stakes if s.actor == a and issue in (None, s.issue)), default=0.0) for a in actors}

    @property
    def certain(self) -> bool:
        """Whether every number is one number, so that one draw says everything."""
        return all(isinstance(v, float) for s in self.stakes for v in (s.position, s.salience, s.capability))


def middle(value: Amount) -> float:
    """Return a number, or the mode or middle of an uncertain one."""
    if isinstance(value, Triangular):
        return value.mode
    return (value.low + value.high) / 2 if isinstance(value, Uniform) else value


def ends(value: Amount) -> tuple[float, float]:
    """Return the lowest and the highest value possible."""
    return (value, value) if isinstance(value, float) else (value.low, value.high)


def _draw(value: Amount, seed: int, key: tuple[str, str, str], draws: int) -> Floats:
    if isinstance(value, float):
        return np.full(draws, value)
    return quantile(value, sample(seed, ("problem", *key), draws, lambda rng, n: rng.random(n)))
