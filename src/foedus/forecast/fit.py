"""Finds the parameters of the forecast on issues whose outcome is known: least mean CRPS, drawn towards a start.

The distribution function of a mixture is the weighted sum of those of its candidates, so the CRPS of an issue is a quadratic
form of the weights, π'Aπ − 2π'b + c, whose terms are computed once. What is minimised is its mean over the issues plus
``strength`` times the squared distance of the parameters from the start (ridge), by BFGS with exact gradients.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.forecast.candidates import candidates
from foedus.forecast.mixture import shares
from foedus.forecast.parameters import NAMES
from foedus.forecast.predictive import POINTS, nearest
from foedus.model.inputs import IssueInputs

Floats = NDArray[np.float64]
Objective = Callable[[Floats], tuple[float, Floats]]

_STEPS = 300  #: steps of BFGS, at most
_ARMIJO = 1e-4
_REST = 1e-10  #: gain of a step that ends the search


@dataclass(frozen=True, slots=True, eq=False)
class Decided:
    """An issue with its outcome.

    Attributes
    ----------
    inputs
        The issue, one draw.
    outcome
        What was decided, in its unit.
    group
        What it was decided together with: issues of one group are never on both sides of a split.
    unanimous
        Whether all had to agree.
    """

    inputs: IssueInputs
    outcome: float
    group: str
    unanimous: bool


@dataclass(frozen=True, slots=True, eq=False)
class Terms:
    """The terms of the CRPS of issues: A (issue, candidate, candidate), b (issue, candidate), c (issue,), and what weighs.

    `features` is (issue, candidate, parameter), `offset` (issue, candidate); candidates that an issue lacks have offset
    minus infinity. The scale of each issue has length 1.
    """

    a: Floats
    b: Floats
    c: Floats
    features: Floats
    offset: Floats

    def take(self, index: NDArray[np.intp]) -> Terms:
        """Return the terms of some of the issues."""
        return Terms(self.a[index], self.b[index], self.c[index], self.features[index], self.offset[index])

    def crps(self, values: Floats) -> Floats:
        """Return (issue,): the CRPS under parameters `values`, as a share of the scale."""
        weights = shares(self.features @ values + self.offset)
        squares = np.einsum("ij,ijk,ik->i", weights, self.a, weights)
        score: Floats = squares - 2 * (weights * self.b).sum(axis=1) + self.c
        return score


def terms(issues: Sequence[Decided]) -> Terms:
    """Return the terms of `issues`."""
    each = [_terms(issue) for issue in issues]
    width = max(len(t[1]) for t in each)
    a, b, offset = (np.zeros((len(each), *(width,) * n)) for n in (2, 1, 1))
    features = np.zeros((len(each), width, len(NAMES)))
    offset[:] = -np.inf
    for i, (square, cross, _, told, start) in enumerate(each):
        n = len(cross)
        a[i, :n, :n], b[i, :n], features[i, :n], offset[i, :n] = square, cross, told, start
    return Terms(a, b, np.array([t[2] for t in each]), features, offset)


def fit(known: Terms, start: Floats, strength: float) -> Floats:
    """Return the parameters (parameter,) of least penalised mean CRPS.

    Parameters
    ----------
    known
        Terms of issues with outcomes.
    start
        (parameter,): where the search begins and what the penalty draws to.
    strength
        Weight of the squared distance from `start`; larger stays nearer.
    """

    def objective(values: Floats) -> tuple[float, Floats]:
        weights = shares(known.features @ values + known.offset)
        forward = np.einsum("ijk,ik->ij", known.a, weights)
        loss = ((weights * (forward - 2 * known.b)).sum(axis=1) + known.c).mean()
        slope = 2 * (forward - known.b)
        inner = weights * (slope - (weights * slope).sum(axis=1, keepdims=True))
        gradient = np.einsum("ij,ijf->f", inner, known.features) / len(known.c)
        away = values - start
        return float(loss + strength * away @ away), gradient + 2 * strength * away

    return _bfgs(objective, start)


def _terms(issue: Decided) -> tuple[Floats, Floats, float, Floats, Floats]:
    found = candidates(issue.inputs, issue.unanimous)
    points, offset, features = found.points[0], found.offset[0], found.features[0]
    held = np.isfinite(offset)
    mass = np.zeros((len(points), POINTS))
    mass[np.arange(len(points)), nearest(points)] = 1.0
    below = np.cumsum(np.concatenate([mass, found.spreads[0]])[held], axis=1)[:, :-1]
    told, start = features[held], offset[held]
    # Actors on one point have equal candidates: one with their joint weight does for all.
    key = np.concatenate([np.round(told, 9), np.round(below[:, ::10], 9)], axis=1)
    _, first, which = np.unique(key, axis=0, return_index=True, return_inverse=True)
    joint = np.log(np.bincount(which.ravel(), np.exp(start)))
    below, told = below[first], told[first]

    inputs = issue.inputs
    outcome = (issue.outcome - inputs.lower) / (inputs.upper - inputs.lower) * (POINTS - 1)
    passed = np.clip(np.arange(1, POINTS) - outcome, 0.0, 1.0)
    step = 1 / (POINTS - 1)
    return below @ below.T * step, below @ passed * step, float(passed.sum() * step), told, joint


def _bfgs(objective: Objective, start: Floats) -> Floats:
    """Minimise by the method of Broyden, Fletcher, Goldfarb and Shanno (Nocedal and Wright 2006, algorithm 6.1)."""
    values, inverse = start.copy(), np.eye(len(start))
    loss, gradient = objective(values)
    for _ in range(_STEPS):
        direction = -inverse @ gradient
        if direction @ gradient >= 0:
            inverse, direction = np.eye(len(start)), -gradient
        length = 1.0
        while True:
            tried = values + length * direction
            new, slope = objective(tried)
            if new <= loss + _ARMIJO * length * (gradient @ direction) or length < 1e-12:
                break
            length /= 2
        gain, moved, bent = loss - new, tried - values, slope - gradient
        if gain <= _REST:
            break
        curve = moved @ bent
        if curve > 1e-14:
            turn = np.eye(len(start)) - np.outer(moved, bent) / curve
            inverse = turn @ inverse @ turn.T + np.outer(moved, moved) / curve
        values, loss, gradient = tried, new, slope
    return values
