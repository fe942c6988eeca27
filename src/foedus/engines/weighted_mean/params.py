"""Parameters of the weighted mean."""

from __future__ import annotations

from dataclasses import dataclass

from foedus.model.params import param
from foedus.model.weighting import WeightParams


@dataclass(frozen=True, slots=True)
class Params(WeightParams):
    """Parameters of the weighted mean."""

    centre: str = param(
        "mean",
        "mean of all positions, or the middle between the two outermost ones that have weight",
        choices=("mean", "midrange"),
        source="Achen 2006 (mean); assumed as a naive comparison (midrange)",
    )
