"""The forecast: candidates weighed by what is known of them, over all draws, as one distribution.

The weight of a candidate is exp(offset + parameters · features), divided by the sum over the candidates of a draw: a
conditional logit over what an outcome can be (McFadden 1974), whose alternatives are points and spreads.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from foedus.core.rng import BLOCK
from foedus.forecast.candidates import candidates
from foedus.forecast.parameters import Parameters, shipped
from foedus.forecast.predictive import POINTS, Places, Predictive, nearest
from foedus.model.inputs import IssueInputs

Floats = NDArray[np.float64]


def forecast(inputs: IssueInputs, *, unanimous: bool = False, parameters: Parameters | None = None) -> Predictive:
    """Return a distribution over the outcome of one issue.

    Every draw of uncertain inputs counts equally; no chance enters.

    Parameters
    ----------
    inputs
        One issue, draws on axis 0; any scale, any number of actors from one on. A reference point is used if there is one.
    unanimous
        Whether all must agree. Leave it where the rule is not known: most decisions the parameters rest on needed a
        majority.
    parameters
        Those to use; None for those that come with foedus.

    Returns
    -------
    Predictive
        On the scale of the issue.
    """
    chosen = (parameters or shipped()).values
    mass, places = np.zeros(POINTS), Places(inputs.lower, inputs.upper)
    for start in range(0, inputs.draws, BLOCK):
        found = candidates(inputs.take(slice(start, start + BLOCK)), unanimous)
        weights = shares(found.features @ chosen + found.offset)
        here = weights[:, : found.points.shape[1]]
        mass += np.bincount(nearest(found.points).ravel(), here.ravel(), POINTS)
        places.add(found.points, here)
        mass += np.einsum("ds,dsg->g", weights[:, found.points.shape[1] :], found.spreads)
    return Predictive(inputs.issue, inputs.lower, inputs.upper, mass / mass.sum(), places.beside())


def shares(scores: Floats) -> Floats:
    """Return exp(scores) divided by its sum over the last axis."""
    raised = np.exp(scores - scores.max(axis=-1, keepdims=True))
    share: Floats = raised / raised.sum(axis=-1, keepdims=True)
    return share
