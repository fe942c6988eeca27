"""The spatial model of politics with probabilistic Condorcet elections, as KAPSARC's toolkit KTAB has it."""

from __future__ import annotations

from foedus.engines.spatial.params import Params
from foedus.engines.spatial.solve import solve
from foedus.model.contract import Engine

ENGINE = Engine(
    name="spatial",
    version="1",
    title="Spatial model (bargains under Condorcet elections)",
    question="Who bargains with whom over all issues together, and where do they stand when bargaining ends?",
    params=Params,
    solve=solve,
    views=("distribution", "trajectory", "tornado", "table"),
    sources=(
        "Wise, Lester and Efird (2015), An Introduction to the KAPSARC Toolkit for Behavioral Analysis (KTAB), KAPSARC",
        "Wise, Lester and Efird (2015), Multidimensional Bargaining Using KTAB, KAPSARC",
        "Efird, Lester and Wise (2016), Analyzing Coalitions in China's Policy Formulation, "
        "Journal of East Asian Studies 16: 117-145, doi:10.1017/jea.2015.4",
        "KTAB source code, as in lsyaseen/KTAB, commit 3b5b063 (smp.cpp, smpbcn.cpp, kmodel.cpp)",
    ),
    package=__name__,
    scope="agenda",
)
