"""What a forecast is compared with: one that knows the scale alone, and one that knows where the weight stands."""

from __future__ import annotations

import numpy as np

from foedus.forecast.predictive import POINTS, Places, Predictive, nearest
from foedus.model.inputs import IssueInputs
from foedus.model.weighting import weigh


def even(inputs: IssueInputs) -> Predictive:
    """Return the forecast that every outcome on the scale is equally likely."""
    return Predictive(inputs.issue, inputs.lower, inputs.upper, np.full(POINTS, 1 / POINTS))


def positions(inputs: IssueInputs) -> Predictive:
    """Return the forecast that each actor's position is as likely as its share of capability times salience.

    Every draw counts equally; the point of the grid nearest to a position stands for it.
    """
    weights, _ = weigh(inputs, "capability_salience")
    share = weights / weights.sum(axis=1, keepdims=True) / inputs.draws
    where = (inputs.positions - inputs.lower) / (inputs.upper - inputs.lower)
    mass = np.bincount(nearest(where).ravel(), share.ravel(), POINTS).astype(np.float64)
    places = Places(inputs.lower, inputs.upper)
    places.add(where, share * inputs.draws)
    return Predictive(inputs.issue, inputs.lower, inputs.upper, mass / mass.sum(), places.beside())
