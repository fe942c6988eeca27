"""Parameters of the probabilistic Condorcet election."""

from __future__ import annotations

from dataclasses import dataclass

from foedus.model.election import KTAB, OUTCOMES, ElectionParams
from foedus.model.params import param
from foedus.model.weighting import WeightParams


@dataclass(frozen=True, slots=True)
class Params(ElectionParams, WeightParams):
    """Parameters of the probabilistic Condorcet election."""

    options: str = param(
        "distinct",
        "what is elected: a position, however many actors hold it; the same, with positions that only actors without weight "
        "hold; or an actor with its position",
        choices=("distinct", "all", "actors"),
        source=f"{KTAB}: SMPState::pDist (distinct), SMPState::setAllAUtil (actors); assumed (all)",
    )
    outcome: str = param(
        "expected",
        "what is decided: the expected position, the median of the distribution, or the likeliest position",
        choices=OUTCOMES,
        source="Wise, Lester and Efird 2015 (expected); assumed (median, mode)",
    )
