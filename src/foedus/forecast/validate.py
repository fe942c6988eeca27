"""How well the forecast does on issues it was not fitted to: nested cross-validation by group, and the latest part apart.

The split is a rule that knows no outcome: groups in the order of their date, then of their name; the latest fifth is
touched by nothing that fits or chooses.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from foedus.core.rng import stream
from foedus.forecast.fit import Decided, Terms, fit, terms
from foedus.forecast.mixture import forecast
from foedus.forecast.parameters import Parameters
from foedus.forecast.predictive import Predictive

Floats = NDArray[np.float64]

#: Share of the groups, by date, that is kept apart.
LATEST = 0.2
#: How strongly parameters are drawn to zero, where all candidates weigh the same; which is chosen within the data fitted to.
STRENGTHS = (0.001, 0.0003, 0.0001)
FOLDS = 10


def latest(dates: Mapping[str, str], share: float = LATEST) -> frozenset[str]:
    """Return the latest `share` of the groups, rounded down; `dates` are ISO by group, an unknown one is the earliest."""
    order = sorted(dates, key=lambda g: (dates[g], g))
    return frozenset(order[len(order) - int(share * len(order)) :])


def choose(known: Terms, groups: Sequence[str], seed: int = 0) -> tuple[Floats, float]:
    """Return parameters fitted to all of `known`, and the strength that cross-validation by group chose for them."""
    start = np.zeros(known.features.shape[2])
    parts = _folds(groups, FOLDS, seed)
    losses = []
    for strength in STRENGTHS:
        left_out = []
        for k in range(FOLDS):
            values = fit(known.take(np.flatnonzero(parts != k)), start, strength)
            left_out.append(known.take(np.flatnonzero(parts == k)).crps(values))
        losses.append(float(np.concatenate(left_out).mean()))
    strength = STRENGTHS[int(np.argmin(losses))]
    return fit(known, start, strength), strength


def cross_validated(issues: Sequence[Decided], seed: int = 0) -> list[Predictive]:
    """Return a forecast of each issue with parameters from other groups only, strength chosen within those.

    Parameters
    ----------
    issues
        Issues with outcomes.
    seed
        Which groups are left out together.
    """
    known, groups = terms(issues), [i.group for i in issues]
    parts = _folds(groups, FOLDS, seed)
    made: list[Predictive | None] = [None] * len(issues)
    for k in range(FOLDS):
        rest, out = np.flatnonzero(parts != k), np.flatnonzero(parts == k)
        values, _ = choose(known.take(rest), [groups[i] for i in rest.tolist()], seed + 1)
        parameters = Parameters(values, "cross-validation", "the other groups")
        for i in out.tolist():
            made[i] = forecast(issues[i].inputs, unanimous=issues[i].unanimous, parameters=parameters)
    return [m for m in made if m is not None]


def fitted(issues: Sequence[Decided], made_by: str, basis: str, seed: int = 0) -> Parameters:
    """Return parameters fitted to all of `issues`, with what they rest on."""
    values, strength = choose(terms(issues), [i.group for i in issues], seed)
    return Parameters(values, made_by, f"{basis}; drawn to zero with strength {strength:g}")


def _folds(groups: Sequence[str], count: int, seed: int) -> NDArray[np.intp]:
    """Return (issue,): the fold of each issue; groups stay whole and are dealt out in an order drawn from `seed`."""
    names = sorted(set(groups))
    order = stream(seed, ("forecast", "folds", count), 0).permutation(len(names))
    fold = {names[j]: i % count for i, j in enumerate(order)}
    return np.array([fold[g] for g in groups], dtype=np.intp)
