"""The weighted median: the smallest x with Σ over x_i ≤ x of w_i at least half of Σ w_i (Black 1948)."""

from __future__ import annotations

import numpy as np

from foedus.engines.weighted_median.params import Params
from foedus.model.aggregates import weighted_median
from foedus.model.inputs import IssueInputs
from foedus.model.results import IssueResult, Provenance
from foedus.model.weighting import weigh


def solve(
    inputs: IssueInputs, params: Params, _rng: np.random.Generator, provenance: Provenance
) -> IssueResult:
    """Return the weighted median of the positions of each draw; no chance enters."""
    weights, notes = weigh(inputs, params.weights)
    return IssueResult(
        issue=inputs.issue, actors=inputs.actors, outcome=weighted_median(inputs.positions, weights, params.split),
        converged=np.ones(inputs.draws, dtype=np.bool_), provenance=provenance, notes=notes,
    )
