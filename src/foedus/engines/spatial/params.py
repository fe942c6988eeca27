"""Parameters of the spatial model: the options that its published program has."""

from __future__ import annotations

from dataclasses import dataclass

from foedus.model.election import KTAB, OUTCOMES, ElectionParams
from foedus.model.params import param


@dataclass(frozen=True, slots=True)
class Params(ElectionParams):
    """Parameters of the spatial model."""

    risk: str = param(
        "mid",
        "range of attitudes to risk, from the likeliest loser to the likeliest winner: 0 to 1, -1/2 to 1, or -1 to 1",
        choices=("mid", "min", "max"),
        source=f"{KTAB}: BigRRange",
    )
    estimate: str = param(
        "one_third",
        "how much of another's true attitude to risk an actor sees; it supposes its own for the rest",
        choices=("none", "one_third", "half", "two_thirds", "full"),
        source=f"{KTAB}: BigRAdjust",
    )
    commitment: str = param(
        "semi",
        "what third parties stake: they join the winner's side if their own loses (semi), or neither side binds them",
        choices=("none", "semi", "full"),
        source=f"{KTAB}: ThirdPartyCommit",
    )
    bargain: str = param(
        "s2p2",
        "how far each side of a bargain moves: by salience and chance to win, by their squares, or only if it would lose",
        choices=("s1p1", "s2p2", "s2pmax"),
        source=f"{KTAB}: InterVecBrgn",
    )
    perspective: str = param(
        "initiator",
        "by whose estimate of the chances a bargain is drawn up: the initiator's, one by each, or a mean by weight",
        choices=("initiator", "both", "weighted"),
        source=f"{KTAB}: SMPBargnModel",
    )
    choice: str = param(
        "deterministic",
        "whether the likeliest of the bargains before an actor is taken, or one at random by its chance",
        choices=("deterministic", "stochastic"),
        source=f"{KTAB}: StateTransMode",
    )
    accommodation: float = param(
        1.0,
        "how far an actor's ideal follows its position in a round: 1, it wants what it says; 0, it never forgets",
        unit="share of the distance", low=0.0, high=1.0, source=f"{KTAB}: SMPState::setAccomodate",
    )  # fmt: skip
    rounds: int = param(
        25, "rounds of bargaining, at most", unit="rounds", low=1, high=1000,
        source="assumed; KTAB's program stops after 100, Efird, Lester and Wise (2016) show 10",
    )  # fmt: skip
    rest: float = param(
        0.02, "movement in a round, against that of the first, below which bargaining ends, from the second round on",
        unit="share", low=0.0, high=1.0, source=f"{KTAB}: smpStopFn",
    )  # fmt: skip
    outcome: str = param(
        "expected",
        "what is decided: the expected position under an election over the last positions, its median or likeliest one",
        choices=OUTCOMES,
        source=f"{KTAB}: SMPState::pDist (expected); assumed (median, mode)",
    )
