"""The expected-utility or challenge model of Bueno de Mesquita, as Scholz, Calbert and Smith laid it open."""

from __future__ import annotations

from foedus.engines.challenge.params import Params
from foedus.engines.challenge.solve import solve
from foedus.model.contract import Engine

ENGINE = Engine(
    name="challenge",
    version="1",
    title="Challenge model (expected utility)",
    question="Who gives way to whom, round by round, if each actor weighs what a contest with each other would bring?",
    params=Params,
    solve=solve,
    views=("distribution", "trajectory", "moves", "tornado", "table"),
    sources=(
        "Bueno de Mesquita (1994), in Bueno de Mesquita and Stokman (eds), European Community Decision Making",
        "Bueno de Mesquita (1997), A decision making model: its structure and form, International Interactions 23: 235-266",
        "Scholz, Calbert and Smith (2011), Unravelling Bueno de Mesquita's group decision model, "
        "Journal of Theoretical Politics 23: 510-531; and ICAART 2011, doi:10.5220/0003121500180030",
    ),
    package=__name__,
)
