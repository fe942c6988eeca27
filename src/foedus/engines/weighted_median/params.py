"""Parameters of the weighted median."""

from __future__ import annotations

from dataclasses import dataclass

from foedus.model.params import param
from foedus.model.weighting import WeightParams


@dataclass(frozen=True, slots=True)
class Params(WeightParams):
    """Parameters of the weighted median."""

    split: str = param(
        "lower",
        "where the weight splits into two equal halves, the lower middle position or the point between the two",
        choices=("lower", "middle"),
        source="assumed (both are in use)",
    )
