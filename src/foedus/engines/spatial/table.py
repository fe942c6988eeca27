"""The table that is bargained over: positions as shares of their scales, in an order that no list can change."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.model.agenda import AgendaInputs
from foedus.model.aggregates import Floats
from foedus.model.election import LARGEST

CROWDED = "In some draws an actor's saliences sum to more than 1; there all saliences are divided by the largest sum."
ABSENT = (
    "An actor that takes no part in an issue is placed at the weighted mean of those who do, and does not care about it."
)


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """A chunk of draws; the actors sorted by their positions, those without weight last, and the issues by content.

    Attributes
    ----------
    points
        (draw, actor, issue), in [0, 1].
    salience
        (draw, actor, issue); the sum over the issues is at most 1.
    part
        (draw, actor, issue): saliences as a distance counts them, from `shares`.
    capability, power
        (draw, actor): capability, and capability x salience summed over the issues; the largest capability is `LARGEST`.
    stands
        (draw, actor): has both capability and salience.
    resolve
        (draw, actor): the sum of its saliences, at most 1 in spite of rounding.
    actors, issues
        (draw, actor) and (draw, issue): index in the inputs.
    """

    points: Floats
    salience: Floats
    capability: Floats
    power: Floats
    stands: NDArray[np.bool_]
    part: Floats
    resolve: Floats
    actors: NDArray[np.intp]
    issues: NDArray[np.intp]


def tabled(inputs: AgendaInputs, draws: slice) -> tuple[Table, bool]:
    """Return the draws `draws` of `inputs` as a table, and whether saliences had to be divided."""
    width = inputs.upper - inputs.lower
    # Rounded, so that the unit of a scale tells no two positions apart.
    x = np.round((inputs.positions[draws] - inputs.lower) / width, 12)
    s, c = inputs.salience[draws].copy(), inputs.capability[draws]
    issues = _issues(x, s, c)
    x, s, c = (np.take_along_axis(a, issues[:, None, :], axis=2) for a in (x, s, c))
    stands = (c * s).sum(axis=2) > 0
    most = np.where(stands, s.sum(axis=2), 0.0).max(axis=1)
    s /= np.maximum(most, 1.0)[:, None, None]
    power = (c * s).sum(axis=2)
    keys = [*(c[:, :, d] for d in range(c.shape[2])), *(s[:, :, d] for d in range(s.shape[2])),
            *(x[:, :, d] for d in reversed(range(x.shape[2]))), ~stands]  # fmt: skip
    order = np.lexsort(keys, axis=1)
    x, s, c = (np.take_along_axis(a, order[:, :, None], axis=1) for a in (x, s, c))
    power, stands = np.take_along_axis(power, order, axis=1), np.take_along_axis(stands, order, axis=1)
    # Where capability differs by issue, an actor's is the mean over what it cares about.
    capability = np.divide(power, s.sum(axis=2), out=np.zeros_like(power), where=stands)
    largest = capability.max(axis=1, keepdims=True)
    unit = np.divide(LARGEST, largest, out=np.ones_like(largest), where=largest > 0)
    s = np.where(stands[:, :, None], s, 0.0)
    resolve = np.minimum(s.sum(axis=2), 1.0)
    table = Table(_placed(x, c * s), s, capability * unit, power * unit, stands, shares(s), resolve, order, issues)
    return table, bool((most > 1).any())


def shares(salience: Floats) -> Floats:
    """Return s / √(Σ s²), each actor's salience on each issue as `utilities.length` takes it; shape as `salience`."""
    if salience.shape[2] == 1:
        return (salience > 0).astype(np.float64)
    whole = np.sqrt((salience**2).sum(axis=2, keepdims=True))
    return salience / np.where(whole > 0, whole, 1.0)


def _placed(x: Floats, weights: Floats) -> Floats:
    """Fill in where actors that take no part stand: the weighted mean of those who do, or their mean if none has weight."""
    absent = np.isnan(x)
    if not absent.any():
        return x
    there = np.where(absent, 0.0, x)
    weights = np.where(absent, 0.0, weights)
    weights = np.where(weights.sum(axis=1, keepdims=True) > 0, weights, ~absent * 1.0)
    mean = (weights * there).sum(axis=1, keepdims=True) / weights.sum(axis=1, keepdims=True)
    return np.where(absent, mean, x)


def _issues(x: Floats, s: Floats, c: Floats) -> NDArray[np.intp]:
    """Order the issues by what stands on them, so that neither their names nor their order in a file decide a tie."""
    if x.shape[2] == 1:
        return np.zeros((len(x), 1), dtype=np.intp)
    there = np.where(np.isnan(x), 0.0, x)
    # Sorted before they are summed: a sum that the order of the actors cannot change.
    keys = [np.sort(k, axis=1).sum(axis=1) for k in (there * s * c, c, there * s, there, s)]
    return np.lexsort(keys, axis=1)
