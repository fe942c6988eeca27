"""The probabilistic Condorcet election over the positions that actors hold."""

from __future__ import annotations

from foedus.engines.condorcet.params import Params
from foedus.engines.condorcet.solve import solve
from foedus.model.contract import Engine

ENGINE = Engine(
    name="condorcet",
    version="1",
    title="Probabilistic Condorcet election",
    question="Which of the positions on the table is chosen, and how surely, if each is put against each other?",
    params=Params,
    solve=solve,
    views=("distribution", "tornado", "table"),
    sources=(
        "Wise, Lester and Efird (2015), An Introduction to the KAPSARC Toolkit for Behavioral Analysis (KTAB), KAPSARC",
        "KTAB source code, as in lsyaseen/KTAB, commit 3b5b063 (kmodel.cpp)",
    ),
    package=__name__,
)
