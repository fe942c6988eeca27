"""Parameters of the challenge model: one for each point at which its published descriptions differ."""

from __future__ import annotations

from dataclasses import dataclass

from foedus.model.params import param

_SCHOLZ = "Scholz, Calbert and Smith 2011"
_CODE = "McKibben's replication of the authors' code (jmckib/bdm-scholz-expected-utility-model, commit 55f63e9)"


@dataclass(frozen=True, slots=True)
class Params:
    """Parameters of the challenge model."""

    variant: str = param(
        "authors_code",
        "the model as its authors programmed it, or as the equations are printed",
        choices=("authors_code", "equations"),
        source=f"{_CODE}; {_SCHOLZ}, steps 1 to 13",
    )
    rounds: int = param(
        8, "rounds of bargaining, at most", unit="rounds", low=1, high=1000,
        source=f"assumed; {_SCHOLZ}, step 13, leaves it to the user",
    )  # fmt: skip
    q: float = param(
        1.0,
        "belief that the other side leaves things as they are if not challenged",
        choices=(0.5, 1.0),
        source=f"{_SCHOLZ}, step 6 (1.0 in the emission example)",
    )
    selection: str = param(
        "tiers",
        "which offer an actor takes: kind before size, the strongest proposer's, or the smallest move",
        choices=("tiers", "enforceable", "least_move"),
        source=f"{_SCHOLZ}, section 6.2 (tiers); the text allows the two other readings; variant equations only",
    )
    ties: str = param(
        "stronger",
        "which of two offers equal under the selection rule is taken: the stronger proposer's or the lower target",
        choices=("stronger", "lower"),
        source=f"{_SCHOLZ}, section 6.2 (stronger); assumed (lower, which a list in order of position amounts to)",
    )
    capitulation: str = param(
        "as_coded",
        "whether an actor can be made to give in entirely: never, as a slip in the code has it, or as intended",
        choices=("as_coded", "repaired"),
        source=f"{_CODE}; variant authors_code only",
    )
    exponent: str = param(
        "reset",
        "whether attitudes to risk start anew in each round or from those of the last",
        choices=("reset", "carried"),
        source=f"{_CODE} (reset); {_SCHOLZ}, steps 2 and 12, do not say",
    )
    spread: str = param(
        "initial",
        "which range of positions distances are measured by: that of the start or that of the round",
        choices=("initial", "current"),
        source=f"{_CODE} (initial); {_SCHOLZ} do not say",
    )
    outcome: str = param(
        "median",
        "what is decided: the weighted median or mean of the last positions",
        choices=("median", "mean"),
        source=f"{_SCHOLZ}, step 3 (median); assumed (mean)",
    )
    stop: str = param(
        "rounds",
        "run all rounds, or freeze a draw once its weighted median rests for two rounds",
        choices=("rounds", "at_rest"),
        source=f"{_SCHOLZ}, step 13 (rounds); assumed (at_rest)",
    )
    rest: float = param(
        0.005, "largest change of the median that counts as rest, under stop: at_rest", unit="share of the issue scale",
        low=0.0, high=1.0, source="assumed",
    )  # fmt: skip

    def __post_init__(self) -> None:
        if self.variant == "equations" and self.capitulation != "as_coded":
            raise ValueError("capitulation: repaired belongs to variant: authors_code; the equations always have it")
        if self.variant == "authors_code" and self.selection != "tiers":
            raise ValueError(f"selection: {self.selection} belongs to variant: equations")
