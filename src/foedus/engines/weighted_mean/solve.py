"""The weighted mean: O = Σ c s x / Σ c s (Stokman and Van Oosten 1994; Achen 2006, ch. 4)."""

from __future__ import annotations

import numpy as np

from foedus.engines.weighted_mean.params import Params
from foedus.model.aggregates import Floats, weighted_mean
from foedus.model.inputs import IssueInputs
from foedus.model.results import IssueResult, Provenance
from foedus.model.weighting import weigh


def solve(
    inputs: IssueInputs, params: Params, _rng: np.random.Generator, provenance: Provenance
) -> IssueResult:
    """Return the weighted mean (or midrange) of the positions of each draw; no chance enters."""
    weights, notes = weigh(inputs, params.weights)
    centre = weighted_mean if params.centre == "mean" else _midrange
    return IssueResult(
        issue=inputs.issue, actors=inputs.actors, outcome=centre(inputs.positions, weights),
        converged=np.ones(inputs.draws, dtype=np.bool_), provenance=provenance, notes=notes,
    )


def _midrange(positions: Floats, weights: Floats) -> Floats:
    low = np.where(weights > 0, positions, np.inf).min(axis=-1)
    high = np.where(weights > 0, positions, -np.inf).max(axis=-1)
    middle: Floats = np.clip(low + (high - low) / 2, low, high)
    return middle
