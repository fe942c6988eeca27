"""What a forecast is compared with: one that knows the scale alone, and one that knows where the weight stands."""

from __future__ import annotations

import numpy as np

from foedus.forecast.predictive import POINTS, Predictive
from foedus.model.inputs import IssueInputs
from foedus.model.weighting import weigh


def even(inputs: IssueInputs) -> Predictive:
    """Return the forecast that every outcome on the scale is equally likely."""
    return Predictive(inputs.issue, inputs.lower, inputs.upper, np.full(POINTS, 1 / POINTS))


def positions(inputs: IssueInputs) -> Predictive:
    """Return the forecast that each actor's position is as likely as its share of capability times salience.

    Every draw counts equally; a position counts at the nearest point of the grid.
    """
    weights, _ = weigh(inputs, "capability_salience")
    share = weights / weights.sum(axis=1, keepdims=True) / inputs.draws
    at = np.rint((inputs.positions - inputs.lower) / (inputs.upper - inputs.lower) * (POINTS - 1)).astype(np.intp)
    mass = np.bincount(at.ravel(), share.ravel(), POINTS).astype(np.float64)
    return Predictive(inputs.issue, inputs.lower, inputs.upper, mass / mass.sum())
