"""The weighted median of positions, which no other position beats in a weighted pairwise vote."""

from __future__ import annotations

from foedus.engines.weighted_median.params import Params
from foedus.engines.weighted_median.solve import solve
from foedus.model.contract import Engine

ENGINE = Engine(
    name="weighted_median",
    version="1",
    title="Weighted median (median voter)",
    question="Which position would win against every other if actors voted with their weight?",
    params=Params,
    solve=solve,
    views=("distribution", "tornado", "table"),
    sources=(
        "Black (1948), On the rationale of group decision-making, Journal of Political Economy 56: 23-34",
        "Scholz, Calbert and Smith (2011), Unravelling Bueno de Mesquita's group decision model, "
        "Journal of Theoretical Politics 23: 510-531 (the weighted form, step 3)",
    ),
    package=__name__,
)
