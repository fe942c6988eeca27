"""What an engine sees of a case: arrays with the draws on axis 0."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.core.ids import canonical_json, digest
from foedus.rules.procedure import Procedure

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class IssueInputs:
    """One issue and its stakeholders, for every draw.

    Attributes
    ----------
    issue
        Id of the issue.
    actors
        Ids of the stakeholders, the labels of axis 1.
    positions
        (draw, actor), in the unit of the issue, within [lower, upper].
    salience
        (draw, actor), in [0, 1].
    capability
        (draw, actor), non-negative, in any common unit; only ratios matter.
    lower, upper
        Ends of the issue scale, in its unit.
    reference
        (draw,): the reference point, what holds if nothing is decided; on the scale. None where it is not known.
    procedure
        Who proposes and what a proposal must pass; its columns are `actors`. None where it is not known.

    Raises
    ------
    ValueError
        If shapes disagree, a value is not finite or lies outside its range, or there is no actor.
    """

    issue: str
    actors: tuple[str, ...]
    positions: Floats
    salience: Floats
    capability: Floats
    lower: float
    upper: float
    reference: Floats | None = None
    procedure: Procedure | None = None

    def __post_init__(self) -> None:
        shape = (self.positions.shape[0], len(self.actors))
        if not self.actors:
            raise ValueError(f"issue {self.issue!r} has no stakeholder")
        if not self.lower < self.upper:
            raise ValueError(f"issue {self.issue!r}: lower {self.lower} is not below upper {self.upper}")
        for name, low, high in (
            ("positions", self.lower, self.upper),
            ("salience", 0.0, 1.0),
            ("capability", 0.0, np.inf),
        ):
            a = getattr(self, name)
            if a.dtype != np.float64 or a.shape != shape:
                raise ValueError(f"{name}: expected float64 of shape {shape}, got {a.dtype} {a.shape}")
            if not np.isfinite(a).all() or (a < low).any() or (a > high).any():
                raise ValueError(f"{name}: every value must be finite and in [{low}, {high}]")
            a.flags.writeable = False
        if self.reference is not None:
            r = self.reference
            if r.dtype != np.float64 or r.shape != shape[:1]:
                raise ValueError(f"reference: expected float64 of shape {shape[:1]}, got {r.dtype} {r.shape}")
            if not ((r >= self.lower) & (r <= self.upper)).all():
                raise ValueError(f"reference: every value must be finite and in [{self.lower}, {self.upper}]")
            r.flags.writeable = False

    @property
    def draws(self) -> int:
        """Number of draws."""
        return int(self.positions.shape[0])

    def hash(self) -> str:
        """Return a hash of everything an engine could read from these inputs."""
        head = canonical_json([self.issue, self.actors, self.lower, self.upper])
        if self.procedure is not None:
            head += self.procedure.text()
        arrays = [self.positions, self.salience, self.capability]
        arrays += [self.reference] if self.reference is not None else []
        return digest(head, *(np.ascontiguousarray(a).tobytes() for a in arrays))

    def take(self, index: NDArray[np.intp] | slice) -> IssueInputs:
        """Return these inputs for some of the draws."""
        return IssueInputs(
            self.issue, self.actors, self.positions[index].copy(), self.salience[index].copy(),
            self.capability[index].copy(), self.lower, self.upper,
            None if self.reference is None else self.reference[index].copy(), self.procedure,
        )
