"""Tries: one issue as it stands, with something changed in each of many draws, solved at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from foedus.core.errors import FoedusError
from foedus.core.rng import stream
from foedus.model.agenda import AgendaInputs
from foedus.model.contract import Engine
from foedus.model.inputs import IssueInputs

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Trial:
    """An engine on one issue at one point of its inputs.

    Attributes
    ----------
    engine, params
        What is run.
    inputs
        The issue, one draw.
    linked
        All issues that are decided together, one draw, for an engine that links them; None otherwise.
    """

    engine: Engine
    params: Mapping[str, object]
    inputs: IssueInputs
    linked: AgendaInputs | None = None

    def __post_init__(self) -> None:
        if self.inputs.draws != 1:
            raise ValueError("a trial starts from one draw")

    def outcome(self) -> float:
        """Return the outcome as things stand."""
        return float(self.solve(self.inputs)[0])

    def column(self, actor: str) -> int:
        """Return the column of an actor.

        Raises
        ------
        FoedusError
            If the actor has no stake in the issue (``actor-unknown``).
        """
        if actor not in self.inputs.actors:
            raise FoedusError("actor-unknown", f"{actor!r} has no stake in {self.inputs.issue!r}", None, f"one of {', '.join(self.inputs.actors)}", "")
        return self.inputs.actors.index(actor)

    def repeated(self, draws: int) -> dict[str, Floats]:
        """Return the arrays of the inputs, each draw as things stand, to be changed."""
        return {name: np.repeat(getattr(self.inputs, name), draws, axis=0) for name in ("positions", "salience", "capability")}

    def changed(self, columns: Mapping[str, Floats]) -> Floats:
        """Return the outcome (draw,) with the arrays of `repeated` as they are now."""
        draws = len(columns["positions"])
        reference = None if self.inputs.reference is None else np.repeat(self.inputs.reference, draws)
        change: Callable[..., IssueInputs] = replace
        return self.solve(change(self.inputs, **columns, reference=reference))

    def without(self, actor: str) -> float | None:
        """Return the outcome if an actor had no part in the issue; None if nobody with weight would be left."""
        k = self.column(actor)
        keep = [i for i in range(len(self.inputs.actors)) if i != k]
        others = self.inputs
        if not keep or not (others.capability[:, keep] * others.salience[:, keep]).any():
            return None
        rng = stream(0, ("explain", self.engine.name), 0)
        if self.linked is not None:
            agenda = self.linked.without(actor, self.inputs.issue)
            return float(self.engine.run_agenda(agenda, self.params, rng).outcome[0, agenda.issues.index(self.inputs.issue)])
        ruled = None if others.procedure is None else others.procedure.without(k)
        left = IssueInputs(
            others.issue, tuple(others.actors[i] for i in keep), others.positions[:, keep].copy(), others.salience[:, keep].copy(),
            others.capability[:, keep].copy(), others.lower, others.upper, others.reference, ruled,
        )  # fmt: skip
        return float(self.engine.run(left, self.params, rng).outcome[0])

    def solve(self, inputs: IssueInputs) -> Floats:
        """Return the outcome (draw,) of other inputs of the issue."""
        rng = stream(0, ("explain", self.engine.name), 0)
        if self.linked is None:
            return self.engine.run(inputs, self.params, rng).outcome
        at = np.zeros(inputs.draws, dtype=np.intp)
        agenda = self.linked.take(at).with_issue(inputs)
        return self.engine.run_agenda(agenda, self.params, rng).outcome[:, agenda.issues.index(inputs.issue)]
