"""Bargaining solutions on one issue: Nash, asymmetric or not, and Kalai-Smorodinsky."""

from __future__ import annotations

from foedus.engines.nash.params import Params
from foedus.engines.nash.solve import solve
from foedus.model.contract import Engine

ENGINE = Engine(
    name="nash",
    version="1",
    title="Bargaining solution (Nash, Kalai-Smorodinsky)",
    question="Which agreement do actors reach who must all gain over no decision, and share what there is to gain?",
    params=Params,
    solve=solve,
    views=("distribution", "tornado", "table"),
    sources=(
        "Nash (1950), The bargaining problem, Econometrica 18: 155-162",
        "Kalai and Smorodinsky (1975), Other solutions to Nash's bargaining problem, Econometrica 43: 513-518",
        "Kalai (1977), Nonsymmetric Nash solutions and replications of 2-person bargaining, "
        "International Journal of Game Theory 6: 129-133",
        "Achen (2006), in Thomson, Stokman, Achen and König (eds), The European Union Decides, ch. 4",
        "Schneider, Finke and Bailer (2010), Bargaining power in the European Union, Political Studies 58: 85-103",
    ),
    package=__name__,
)
