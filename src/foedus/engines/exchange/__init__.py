"""The exchange of voting positions over several issues, by Stokman and Van Oosten."""

from __future__ import annotations

from foedus.engines.exchange.params import Params
from foedus.engines.exchange.solve import solve
from foedus.model.contract import Engine

ENGINE = Engine(
    name="exchange",
    version="1",
    title="Exchange model (voting positions traded over issues)",
    question="Who gives way to whom on which issue, and gets what in return, before all issues are decided?",
    params=Params,
    solve=solve,
    views=("distribution", "trajectory", "tornado", "table"),
    sources=(
        "Stokman and Van Oosten (1994), in Bueno de Mesquita and Stokman (eds), European Community Decision Making, pp. 105-127",
        "Van Assen, Stokman and Van Oosten (2003), Conflict measures in cooperative exchange models of collective "
        "decision-making, Rationality and Society 15: 85-112",
        "Dijkstra, Van Assen and Stokman (2008), Outcomes of collective decisions with externalities predicted, "
        "Journal of Theoretical Politics 20: 415-441",
    ),
    package=__name__,
    scope="agenda",
)
