"""What the spatial model returns: the outcome, and who put what to whom."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from foedus.model.agenda import AgendaInputs, AgendaResult
from foedus.model.aggregates import Floats, weighted_mean, weighted_median, weights_or_equal
from foedus.model.results import RoundsResult, axes

_ROUND = axes("draw", "round", "actor")
Indices = NDArray[np.int16]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SpatialIssueResult(RoundsResult):
    """One issue of a spatial bargain; fields as in `SpatialResult`, with the actors of the issue.

    Attributes
    ----------
    challenged, partner
        (draw, round, actor) int16: index among the actors of the issue, -1 for none; -2 for one who takes no part in it.
    gain
        (draw, round, actor).
    probability
        (draw, actor).
    """

    challenged: Indices = field(default_factory=lambda: np.empty((0, 0, 0), np.int16), metadata=_ROUND)
    partner: Indices = field(default_factory=lambda: np.empty((0, 0, 0), np.int16), metadata=_ROUND)
    gain: Floats = field(default_factory=lambda: np.empty((0, 0, 0)), metadata=_ROUND)
    probability: Floats = field(default_factory=lambda: np.empty((0, 0)), metadata=axes("draw", "actor"))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SpatialResult(AgendaResult):
    """Linked issues bargained over in rounds; round 0 is the start, at which nobody has challenged or moved.

    Attributes
    ----------
    positions
        (draw, round, actor, issue), in the unit of each issue; NaN where an actor takes no part.
    challenged
        (draw, round, actor) int16: whom the actor put a bargain to, -1 for nobody; of several equally good the first in
        the order of positions.
    partner
        (draw, round, actor) int16: the other side of the bargain the actor took, -1 if it stayed.
    gain
        (draw, round, actor): utility the challenger expected from the challenge, beyond that of leaving things as they
        are; NaN where it challenged nobody.
    probability
        (draw, actor): chance that the actor's last position is chosen, divided equally among those who hold it; each
        draw has sum 1.
    """

    positions: Floats = field(metadata=axes("draw", "round", "actor", "issue"))
    challenged: Indices = field(metadata=_ROUND)
    partner: Indices = field(metadata=_ROUND)
    gain: Floats = field(metadata=_ROUND)
    probability: Floats = field(metadata=axes("draw", "actor"))

    def of(self, inputs: AgendaInputs, issue: str) -> SpatialIssueResult:
        """Return one issue, with the moves of the actors that take part in it; `inputs` are those the engine saw."""
        one = inputs.issue(issue)
        d = self.issues.index(issue)
        there = np.flatnonzero(inputs.present[:, d])
        path = np.ascontiguousarray(self.positions[:, :, there, d])
        weights, _ = weights_or_equal(one.capability * one.salience)
        weights = np.ascontiguousarray(np.broadcast_to(weights[:, None, :], path.shape))
        new = np.full(len(self.actors) + 2, -2, dtype=np.int16)  # the last two entries answer to the indices -2 and -1
        new[there], new[-1] = np.arange(len(there)), -1
        return SpatialIssueResult(
            issue=issue, actors=one.actors, outcome=np.ascontiguousarray(self.outcome[:, d]), converged=self.converged,
            provenance=self.provenance, notes=self.notes, positions=path, median=weighted_median(path, weights),
            mean=weighted_mean(path, weights), challenged=new[self.challenged[:, :, there]],
            partner=new[self.partner[:, :, there]], gain=self.gain[:, :, there].copy(),
            probability=self.probability[:, there].copy(),
        )  # fmt: skip
