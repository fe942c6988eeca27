"""Several issues at once: what an engine sees and returns when issues are linked.

Arrays have the draws on axis 0, the actors on axis 1 and the issues on axis 2. An actor may take no part in an
issue; there its position is NaN and its salience and capability are 0, in every draw.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from foedus.core.ids import canonical_json, digest
from foedus.model.inputs import IssueInputs
from foedus.model.results import IssueResult, Provenance, axes
from foedus.rules.procedure import Procedure

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class AgendaInputs:
    """The issues that are decided together, and their stakeholders, for every draw.

    Attributes
    ----------
    issues
        Ids of the issues, the labels of axis 2.
    actors
        Ids of all actors with a stake in any of them, the labels of axis 1.
    positions
        (draw, actor, issue), in the unit of each issue, within its scale; NaN where the actor takes no part.
    salience
        (draw, actor, issue), in [0, 1]; 0 where the actor takes no part.
    capability
        (draw, actor, issue), non-negative; 0 where the actor takes no part.
    lower, upper
        (issue,): ends of each scale, in its unit.
    reference
        (draw, issue): what holds if nothing is decided, NaN where that is not known.
    procedures
        For each issue, who proposes and what a proposal must pass (columns: the actors that take part, in order), or None; empty
        if none is known.

    Raises
    ------
    ValueError
        If shapes disagree, a value lies outside its range, an issue has no stakeholder, or an actor takes part in an
        issue in some draws only.
    """

    issues: tuple[str, ...]
    actors: tuple[str, ...]
    positions: Floats
    salience: Floats
    capability: Floats
    lower: Floats
    upper: Floats
    reference: Floats
    procedures: tuple[Procedure | None, ...] = ()

    def __post_init__(self) -> None:
        shape = (self.positions.shape[0], len(self.actors), len(self.issues))
        if not self.issues or not self.actors:
            raise ValueError("an agenda needs at least one issue and one actor")
        if self.procedures and len(self.procedures) != len(self.issues):
            raise ValueError("procedures: expected one for each issue, or none at all")
        wanted = {
            "positions": shape, "salience": shape, "capability": shape,
            "lower": shape[2:], "upper": shape[2:], "reference": (shape[0], shape[2]),
        }  # fmt: skip
        for name, size in wanted.items():
            a = getattr(self, name)
            if a.dtype != np.float64 or a.shape != size:
                raise ValueError(f"{name}: expected float64 of shape {size}, got {a.dtype} {a.shape}")
        if not (self.lower < self.upper).all():
            raise ValueError("lower must be below upper on every issue")
        absent = np.isnan(self.positions)
        if (absent != absent[:1]).any():
            raise ValueError("positions: an actor takes part in an issue in every draw or in none")
        if absent[:1].all(axis=1).any():
            raise ValueError(f"issue {self.issues[int(np.argmax(absent[0].all(axis=0)))]!r} has no stakeholder")
        for name, low, high in (
            ("positions", self.lower, self.upper), ("salience", 0.0, 1.0), ("capability", 0.0, np.finfo(np.float64).max),
        ):  # fmt: skip
            a = getattr(self, name)
            if name != "positions" and (a[absent] != 0).any():
                raise ValueError(f"{name}: expected 0 where an actor takes no part")
            if not (absent | ((a >= low) & (a <= high))).all():
                raise ValueError(f"{name}: every value must be finite and within its range")
        known = ~np.isnan(self.reference)
        if not (~known | ((self.reference >= self.lower) & (self.reference <= self.upper))).all():
            raise ValueError("reference: every value must be NaN or on the scale of its issue")
        for name in wanted:
            getattr(self, name).flags.writeable = False

    @property
    def draws(self) -> int:
        """Number of draws."""
        return int(self.positions.shape[0])

    @property
    def present(self) -> NDArray[np.bool_]:
        """(actor, issue): where an actor takes part."""
        there: NDArray[np.bool_] = ~np.isnan(self.positions[0])
        return there

    def hash(self) -> str:
        """Return a hash of everything an engine could read from these inputs."""
        head = canonical_json([self.issues, self.actors])
        head += "".join(p.text() if p else "-" for p in self.procedures)
        arrays = (self.positions, self.salience, self.capability, self.lower, self.upper, self.reference)
        return digest(head, *(np.ascontiguousarray(a).tobytes() for a in arrays))

    def take(self, index: NDArray[np.intp] | slice) -> AgendaInputs:
        """Return these inputs for some of the draws."""
        return AgendaInputs(
            self.issues, self.actors, self.positions[index].copy(), self.salience[index].copy(),
            self.capability[index].copy(), self.lower.copy(), self.upper.copy(), self.reference[index].copy(), self.procedures,
        )  # fmt: skip

    def with_issue(self, changed: IssueInputs) -> AgendaInputs:
        """Return this agenda with other numbers on one issue; its actors and draws are those of the agenda."""
        d = self.issues.index(changed.issue)
        there = [self.actors.index(a) for a in changed.actors]
        positions, salience, capability = self.positions.copy(), self.salience.copy(), self.capability.copy()
        positions[:, there, d], salience[:, there, d], capability[:, there, d] = (
            changed.positions, changed.salience, changed.capability,
        )  # fmt: skip
        return replace(self, positions=positions, salience=salience, capability=capability)

    def without(self, actor: str, issue: str) -> AgendaInputs:
        """Return this agenda with an actor that takes no part in one issue; procedures of that issue are left out."""
        k, d = self.actors.index(actor), self.issues.index(issue)
        positions, salience, capability = self.positions.copy(), self.salience.copy(), self.capability.copy()
        positions[:, k, d], salience[:, k, d], capability[:, k, d] = np.nan, 0.0, 0.0
        ruled = tuple(p if n != d else None for n, p in enumerate(self.procedures))
        return replace(self, positions=positions, salience=salience, capability=capability, procedures=ruled)

    def issue(self, name: str) -> IssueInputs:
        """Return one issue with those actors that take part in it."""
        d = self.issues.index(name)
        there = np.flatnonzero(self.present[:, d])
        reference = self.reference[:, d].copy()
        return IssueInputs(
            name, tuple(self.actors[i] for i in there), self.positions[:, there, d].copy(),
            self.salience[:, there, d].copy(), self.capability[:, there, d].copy(),
            float(self.lower[d]), float(self.upper[d]), None if np.isnan(reference).any() else reference,
            self.procedures[d] if self.procedures else None,
        )  # fmt: skip


def together(issues: Sequence[IssueInputs]) -> AgendaInputs:
    """Return several issues as one agenda; actors in order of their first appearance.

    Raises
    ------
    ValueError
        If the issues have different numbers of draws or two have one id.
    """
    names = tuple(i.issue for i in issues)
    if len(set(names)) != len(names):
        raise ValueError("two issues have one id")
    if len({i.draws for i in issues}) != 1:
        raise ValueError("the issues have different numbers of draws")
    actors = tuple(dict.fromkeys(a for i in issues for a in i.actors))
    shape = (issues[0].draws, len(actors), len(names))
    positions, salience, capability = np.full(shape, np.nan), np.zeros(shape), np.zeros(shape)
    reference = np.full((shape[0], shape[2]), np.nan)
    for d, one in enumerate(issues):
        there = [actors.index(a) for a in one.actors]
        positions[:, there, d], salience[:, there, d], capability[:, there, d] = one.positions, one.salience, one.capability
        if one.reference is not None:
            reference[:, d] = one.reference
    return AgendaInputs(
        names, actors, positions, salience, capability, np.array([i.lower for i in issues], dtype=np.float64),
        np.array([i.upper for i in issues], dtype=np.float64), reference,
        tuple(i.procedure for i in issues) if any(i.procedure for i in issues) else (),
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class AgendaResult:
    """The outcomes of linked issues under one engine.

    Attributes
    ----------
    issues, actors
        Copied from the inputs.
    outcome
        (draw, issue), in the unit of each issue.
    converged
        (draw,) bool: the engine came to rest (always true for closed forms).
    notes
        Sentences a reader must know.
    """

    issues: tuple[str, ...]
    actors: tuple[str, ...]
    outcome: Floats = field(metadata=axes("draw", "issue"))
    converged: NDArray[np.bool_] = field(metadata=axes("draw"))
    provenance: Provenance
    notes: tuple[str, ...] = ()

    def rested(self, issue: str) -> NDArray[np.bool_]:  # noqa: ARG002
        """Return where the engine came to rest on one issue, (draw,); issues that are linked come to rest together."""
        return self.converged

    def told(self, issue: str) -> tuple[str, ...]:  # noqa: ARG002
        """Return what a reader of one issue must know; of issues that are linked, what is said of all."""
        return self.notes

    def of(self, inputs: AgendaInputs, issue: str) -> IssueResult:
        """Return what was decided on one issue; `inputs` are those the engine saw.

        A result that holds more than outcomes overrides this and hands on what belongs to the issue.
        """
        d = self.issues.index(issue)
        there = inputs.present[:, d]
        return IssueResult(
            issue=issue, actors=tuple(a for a, here in zip(self.actors, there, strict=True) if here),
            outcome=np.ascontiguousarray(self.outcome[:, d]), converged=self.rested(issue), provenance=self.provenance,
            notes=self.told(issue),
        )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SeparateResult(AgendaResult):
    """The outcomes of issues that an engine decided one by one.

    Attributes
    ----------
    rests
        (draw, issue) bool: the engine came to rest on this issue.
    said
        For each issue, what a reader of it must know.
    """

    rests: NDArray[np.bool_] = field(metadata=axes("draw", "issue"))
    said: tuple[tuple[str, ...], ...]

    def rested(self, issue: str) -> NDArray[np.bool_]:
        """See `AgendaResult.rested`."""
        return np.ascontiguousarray(self.rests[:, self.issues.index(issue)])

    def told(self, issue: str) -> tuple[str, ...]:
        """See `AgendaResult.told`."""
        return self.said[self.issues.index(issue)]
