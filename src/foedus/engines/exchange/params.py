"""Parameters of the exchange model: those of the published model, and one for each point its program decides."""

from __future__ import annotations

from dataclasses import dataclass

from foedus.model.params import param

_MODEL = "Stokman and Van Oosten 1994"
_CODE = "the program of the Groningen group (foarsitter/decide-exchange-model, version 2022.1.28)"


@dataclass(frozen=True, slots=True)
class Params:
    """Parameters of the exchange model."""

    rounds: int = param(
        10, "rounds of exchange, at most", unit="rounds", low=1, high=1000, source=f"{_CODE}, iterations",
    )  # fmt: skip
    reading: str = param(
        "votes",
        "what is decided: the weighted mean of the last voting positions, or of the positions that the next round would start from",
        choices=("votes", "positions"),
        source=f"{_MODEL} (votes); {_CODE}, whose tables print the other one too (positions)",
    )
    p: float = param(
        0.0, "how far the rate of exchange may stray from equal gains, at most", unit="share", low=0.0, high=1.0,
        source="Dijkstra, Van Assen, Stokman and Draaijer 2018, randomised exchange rate (0: equal gains)",
    )  # fmt: skip
    choice: str = param(
        "equal_gain",
        "which exchange is made next: the one with the highest gain to its partners, or with what it does to others counted in",
        choices=("equal_gain", "externalities"),
        source=f"{_MODEL} (equal_gain); externalities as Van Assen, Stokman and Van Oosten 2003 define them, weighing them in assumed",
    )
    concern: float = param(
        0.25, "weight of the sum of what an exchange does to others, under choice: externalities", low=0.0, high=10.0,
        source="assumed",
    )  # fmt: skip
    concern_for: str = param(
        "all",
        "whose externalities count: everybody's, or those of actors who stand with one of the partners on both issues",
        choices=("all", "allies"),
        source="Van Assen, Stokman and Van Oosten 2003 (allies: the two exchanging groups); assumed as a rule of choice",
    )
    outlook: str = param(
        "all",
        "which of this round's moves partners know when they judge an outcome: all, or their own and those made for them",
        choices=("all", "as_coded"),
        source=f"assumed (all); {_CODE} (as_coded)",
    )
    overshoot: bool = param(
        True,
        "an exchange ends where an outcome reaches the position of the partner it is moved for",
        source=f"{_MODEL}; {_CODE}",
    )
    ties: str = param(
        "ordered",
        "which of equal exchanges comes first: the one whose actors and issues come first by what they are, or any by lot",
        choices=("ordered", "random"),
        source=f"assumed (ordered); {_CODE} (random)",
    )
    fixed_weight: float = param(
        0.1, "share of its voting position that every actor makes its own for the next round", unit="share", low=0.0,
        high=1.0, source=f"{_CODE}, FIXED_WEIGHT",
    )  # fmt: skip
    salience_weight: float = param(
        0.4, "further share, times one minus its salience, that it makes its own", unit="share", low=0.0, high=1.0,
        source=f"{_CODE}, SALIENCE_WEIGHT",
    )  # fmt: skip
    record: str = param(
        "exchanges",
        "what is kept: every exchange made and what it did to whom, or positions and outcomes only, which needs less memory and time",
        choices=("exchanges", "outcomes"),
        source="assumed",
    )

    def __post_init__(self) -> None:
        if self.fixed_weight + self.salience_weight > 1.0:
            raise ValueError("fixed_weight and salience_weight add up to more than 1")
