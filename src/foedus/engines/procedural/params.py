"""Parameters of the procedural model."""

from __future__ import annotations

from dataclasses import dataclass

from foedus.model.params import param


@dataclass(frozen=True, slots=True)
class Params:
    """Parameters of the procedural model.

    `quota` and `counted` say what passes where the issue itself brings no decision rule, `proposer` who proposes where it names no
    setter.
    """

    proposer: str = param(
        "strongest",
        "who proposes where the issue names no agenda setter: the actor with most capability times salience, or whoever has the "
        "weighted median position (an open rule)",
        choices=("strongest", "median"),
        source="Romer and Rosenthal 1978 (one setter); Black 1948 (median under an open rule)",
    )
    quota: float = param(
        0.71, "share that must accept where the issue brings no rule; 1 for unanimity", unit="share", low=0.0, high=1.0,
        source="62 of 87 votes, the qualified majority of the Council of the European Union from 1995 to 2004",
    )  # fmt: skip
    counted: str = param(
        "capability",
        "what the quota is a share of: capability, or heads",
        choices=("capability", "heads"),
        source="assumed",
    )
    cost: float = param(
        0.0, "what no agreement costs everybody, as a distance", unit="share of the issue scale", low=0.0, high=10.0,
        source="Franchino and Mariotto 2021 (a reference point that is costly); 0 in the standard model",
    )  # fmt: skip
    amendments: str = param(
        "as_ruled",
        "whether the members may replace a proposal, where the issue says by what rule they can",
        choices=("as_ruled", "closed"),
        source="Crombez 1996, British Journal of Political Science 26: 199-228 (amendment by unanimity); Romer and Rosenthal 1978 (closed)",
    )
