"""The smallest change of one stakeholder that carries the outcome across a point."""

from __future__ import annotations

from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.analysis.explain.trial import Trial
from foedus.model.aggregates import TIE

Floats = NDArray[np.float64]

#: Points of an input's range that are tried, and rounds of bisection after that.
POINTS, HALVINGS = 129, 40


@dataclass(frozen=True, slots=True)
class Turn:
    """A change of one input that carries the outcome to the target or beyond.

    Attributes
    ----------
    actor, field
        Whose ``position`` or ``salience``.
    now, then
        What it is, and what it must become.
    outcome
        What comes out then.
    cost
        The change as a share of the range of the input (the scale; 1 for salience).
    """

    actor: str
    field: str
    now: float
    then: float
    outcome: float
    cost: float

    def to_dict(self) -> dict[str, object]:
        """Return it as the object that ``--json`` prints."""
        return asdict(self)


def turns(trial: Trial, target: float) -> tuple[Turn, ...]:
    """Return for each actor the least change of its position, and of its salience, that carries the outcome to `target`.

    An actor or field that cannot do it alone is left out. Every engine is tried on `POINTS` values of each input, all in one call,
    and the interval next to the present value in which the outcome crosses is halved `HALVINGS` times. For an outcome that moves one
    way with the input this is the least change, to the last digits; where it goes to and fro, a smaller one can lie between two values
    that were tried. An outcome that jumps can land beyond the target.

    Parameters
    ----------
    trial
        The engine and the issue.
    target
        A point on the scale; the outcome must come to stand on it, or on its far side.

    Returns
    -------
    tuple of Turn
        The cheapest first.
    """
    asis = trial.outcome()
    side = np.sign(target - asis)
    if side == 0:
        return ()
    slack = TIE * (trial.inputs.upper - trial.inputs.lower)
    found = []
    for field, low, high in (("positions", trial.inputs.lower, trial.inputs.upper), ("salience", 0.0, 1.0)):
        found += _crossings(trial, field, low, high, target - side * slack, side)
    return tuple(sorted(found, key=lambda t: (t.cost, t.actor, t.field)))


def _crossings(trial: Trial, field: str, low: float, high: float, target: float, side: float) -> list[Turn]:
    n = len(trial.inputs.actors)
    now = getattr(trial.inputs, field)[0]
    tried = np.sort(np.concatenate([np.linspace(low, high, POINTS)[None, :].repeat(n, axis=0), now[:, None]], axis=1), axis=1)
    reached = _reached(trial, field, np.repeat(np.arange(n), POINTS + 1), tried.reshape(-1), target, side).reshape(n, -1)
    cost = np.where(reached, np.abs(tried - now[:, None]), np.inf)
    actors = np.flatnonzero(np.isfinite(cost).any(axis=1))
    if not len(actors):
        return []
    best = cost[actors].argmin(axis=1)
    far = tried[actors, best]
    inner = best - np.sign(far - now[actors]).astype(np.intp)  # the value tried next to it, on the side of the present one
    near = tried[actors, inner]
    for _ in range(HALVINGS):
        middle = (near + far) / 2
        there = _reached(trial, field, actors, middle, target, side)
        far, near = np.where(there, middle, far), np.where(there, near, middle)
    columns = trial.repeated(len(actors))
    columns[field][np.arange(len(actors)), actors] = far
    outcome = trial.changed(columns)
    name = "position" if field == "positions" else field
    return [
        Turn(trial.inputs.actors[k], name, float(now[k]), float(x), float(o), float(abs(x - now[k]) / (high - low)))
        for k, x, o in zip(actors, far, outcome, strict=True)
    ]


def _reached(
    trial: Trial, field: str, actors: NDArray[np.intp], values: Floats, target: float, side: float
) -> NDArray[np.bool_]:
    columns = trial.repeated(len(values))
    columns[field][np.arange(len(values)), actors] = values
    there: NDArray[np.bool_] = (trial.changed(columns) - target) * side >= 0
    return there
