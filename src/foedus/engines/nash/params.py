"""Parameters of the bargaining solutions."""

from __future__ import annotations

from dataclasses import dataclass

from foedus.model.params import param


@dataclass(frozen=True, slots=True)
class Params:
    """Parameters of the bargaining solutions."""

    solution: str = param(
        "nash",
        "the outcome that makes the product of the gains largest, or the one that gives all the same share of what they could gain",
        choices=("nash", "kalai_smorodinsky"),
        source="Nash 1950; Kalai and Smorodinsky 1975",
    )
    power: str = param(
        "asymmetric",
        "whether a gain counts by its actor's capability, or all count alike; solution nash only",
        choices=("asymmetric", "symmetric"),
        source="Kalai 1977 (asymmetric); Nash 1950 (symmetric)",
    )
    loss: str = param(
        "quadratic",
        "how loss grows with the distance from one's position",
        choices=("quadratic", "linear"),
        source="Achen 2006, ch. 4 (quadratic); Schneider, Finke and Bailer 2010 (linear)",
    )
    salience: str = param(
        "exponent",
        "where salience enters: as part of an actor's power, as the size of its losses, or nowhere",
        choices=("exponent", "factor", "none"),
        source="Schneider, Finke and Bailer 2010 (exponent); Achen 2006, ch. 4 (factor); assumed (none)",
    )
    unit: str = param(
        "scale",
        "what losses are shares of: the loss from one end of the scale to the other, or the largest that the actor itself could have on it",
        choices=("scale", "own"),
        source="Achen 2006, ch. 4 (scale); assumed (own: the utility of each actor runs from 0 to 1)",
    )
    cost: float = param(
        1.0,
        "utility that everybody loses, beyond that of the reference point, if nothing is decided",
        unit="loss that `unit` names", low=0.0, high=1e6,
        source="Achen 2006, ch. 4 (large); 0 is the textbook solution",
    )  # fmt: skip
