"""Who stands on which side of an outcome, and how near."""

from __future__ import annotations

from dataclasses import asdict, dataclass

import numpy as np

from foedus.model.inputs import IssueInputs

#: An actor this near to the outcome, as a share of the scale, stands with it.
NEAR = 0.1


@dataclass(frozen=True, slots=True)
class Camp:
    """Actors on one side of an outcome.

    Attributes
    ----------
    side
        ``"below"``, ``"with"`` (within a tenth of the scale) or ``"above"``.
    actors
        By weight, the heaviest first.
    share
        Their share of capability times salience; of heads if nobody has any.
    """

    side: str
    actors: tuple[str, ...]
    share: float

    def to_dict(self) -> dict[str, object]:
        """Return it as the object that ``--json`` prints."""
        return asdict(self)


def camps(inputs: IssueInputs, outcome: float) -> tuple[Camp, ...]:
    """Return the camps that have members, from the lower end of the scale to the upper one; `inputs` holds one draw."""
    x = inputs.positions[0]
    weight = inputs.capability[0] * inputs.salience[0]
    weight = weight if weight.any() else np.ones_like(weight)
    near = NEAR * (inputs.upper - inputs.lower)
    sides = np.where(np.abs(x - outcome) <= near, 1, np.where(x < outcome, 0, 2))
    out = []
    for code, side in enumerate(("below", "with", "above")):
        members = [k for k in np.lexsort((x, -weight)).tolist() if sides[k] == code]
        if members:
            out.append(Camp(side, tuple(inputs.actors[k] for k in members), float(weight[members].sum() / weight.sum())))
    return tuple(out)
