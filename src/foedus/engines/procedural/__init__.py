"""Procedural models: an agenda setter, a decision rule, a reference point."""

from __future__ import annotations

from foedus.engines.procedural.params import Params
from foedus.engines.procedural.solve import solve
from foedus.model.contract import Engine

ENGINE = Engine(
    name="procedural",
    version="1",
    title="Procedural model (agenda setter and decision rule)",
    question="What can pass under the rule, and which of it does the one who proposes choose?",
    params=Params,
    solve=solve,
    views=("distribution", "tornado", "table"),
    sources=(
        "Romer and Rosenthal (1978), Public Choice 33: 27-43",
        "Steunenberg (1994), Journal of Institutional and Theoretical Economics 150: 642-669",
        "Tsebelis (2002), Veto Players, Princeton University Press, ch. 1",
        "Franchino and Mariotto (2021), Political Science Research and Methods (cost of no agreement)",
    ),
    package=__name__,
)
