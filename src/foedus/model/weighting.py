"""How actors are weighed when their positions are averaged: what closed-form engines have in common."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from foedus.model.aggregates import Floats, weights_or_equal
from foedus.model.inputs import IssueInputs
from foedus.model.params import param

_WEIGHTS: Mapping[str, Callable[[IssueInputs], Floats]] = MappingProxyType(
    {
        "capability_salience": lambda i: i.capability * i.salience,
        "salience": lambda i: i.salience,
        "capability": lambda i: i.capability,
        "none": lambda i: np.ones_like(i.positions),
    }
)

NO_WEIGHT = "In some draws no actor has any weight; there every actor counts equally."


@dataclass(frozen=True, slots=True)
class WeightParams:
    """Parameters of an engine that weighs positions."""

    weights: str = param(
        "capability_salience",
        "what an actor's weight is",
        choices=tuple(_WEIGHTS),
        source="Stokman and Van Oosten 1994 (capability x salience); the others for comparison",
    )


def weigh(inputs: IssueInputs, rule: str) -> tuple[Floats, tuple[str, ...]]:
    """Return the weights (draw, actor) under `rule`, each draw with a positive sum, and notes.

    Where all weights of a draw are zero, equal weights stand in and `NO_WEIGHT` is noted.
    """
    weights, empty = weights_or_equal(_WEIGHTS[rule](inputs))
    return weights, (NO_WEIGHT,) if empty.any() else ()
