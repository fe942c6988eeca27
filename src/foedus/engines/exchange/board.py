"""What a chunk of draws looks like within one round: positions, weights, sides, and what has been given so far.

Everything is on a scale of 0 to 100, whatever the unit of the issue, and has the axes (draw, issue, actor). An actor
that takes no part in an issue has weight and salience 0 there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from foedus.model.aggregates import Floats

Whole = NDArray[np.intp]

#: Least gain for which an exchange is made, and largest difference at which two exchanges count as equal, in points of the scale.
LEAST = 1e-10

#: Positions closer to an outcome than this stand on it; far above rounding, far below data.
ON_IT = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class Board:
    """One round of a chunk of draws; `given`, `outcome`, `room`, `bought` and `first` change while exchanges are made.

    Attributes
    ----------
    x, salience, share
        (draw, issue, actor): position at the start of the round, salience, and share in the issue's capability times salience.
    side
        (draw, issue, actor): 1 at or left of the base outcome, -1 right of it; the direction in which the actor's own
        voting position moves when it gives way. 0 where an actor takes no part.
    given
        (draw, issue, actor): how far an actor has moved the outcome by giving way, in points.
    outcome
        (draw, issue): weighted mean of the voting positions.
    room
        (draw, issue, actor): how far the outcome may still move towards the actor before it passes it; infinite without
        the overshoot rule. With `bought` set it is that at the start of the round.
    bought, first
        (draw, issue, actor) and (draw, issue, actor, actor): what others moved the outcome for this actor, in all and by
        each of them; only for partners that know no other moves.
    ruled
        Whether the overshoot rule holds.
    """

    x: Floats
    salience: Floats
    share: Floats
    side: Floats
    given: Floats
    outcome: Floats
    room: Floats
    bought: Floats | None
    first: Floats | None
    ruled: bool

    @property
    def votes(self) -> Floats:
        """(draw, issue, actor): voting positions; to the bit the position of an actor that gave nothing."""
        moved = np.divide(self.given, self.share, out=np.zeros_like(self.x), where=self.given > 0)
        y: Floats = np.clip(self.x + self.side * moved, 0.0, 100.0)
        return y


def base(x: Floats, share: Floats) -> Floats:
    """Return the weighted mean of positions, (draw, issue): Σ c s x / Σ c s (Stokman and Van Oosten 1994)."""
    mean: Floats = (share * x).sum(axis=-1)
    return mean


def board(x: Floats, salience: Floats, share: Floats, there: NDArray[np.bool_], params: Any) -> Board:
    """Return the board at the start of a round.

    Arguments are as the attributes of `Board`, with who takes part in what, `there`, and the parameters of the engine.
    """
    outcome = base(x, share)
    side = np.where(x <= outcome[..., None] + ON_IT, 1.0, -1.0) * there
    room = side * (outcome[..., None] - x) if params.overshoot else np.full_like(x, np.inf)
    short = params.outlook == "as_coded" and params.overshoot
    return Board(
        x, salience, share, side, np.zeros_like(x), outcome, room, np.zeros_like(x) if short else None,
        np.zeros((*x.shape, x.shape[-1])) if short else None, params.overshoot,
    )  # fmt: skip
