"""The weighted mean of positions, known as the compromise model."""

from __future__ import annotations

from foedus.engines.weighted_mean.params import Params
from foedus.engines.weighted_mean.solve import solve
from foedus.model.contract import Engine

ENGINE = Engine(
    name="weighted_mean",
    version="1",
    title="Weighted mean (compromise model)",
    question="Where does a compromise fall if every actor pulls in proportion to its weight?",
    params=Params,
    solve=solve,
    views=("distribution", "tornado", "table"),
    sources=(
        "Stokman and Van Oosten (1994), in Bueno de Mesquita and Stokman (eds), European Community Decision Making",
        "Achen (2006), in Thomson, Stokman, Achen and König (eds), The European Union Decides, ch. 4",
    ),
    package=__name__,
)
