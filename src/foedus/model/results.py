"""What an engine returns: frozen, typed, every axis named, with its provenance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def axes(*names: str) -> dict[str, tuple[str, ...]]:
    """Return field metadata that names the axes of an array of a result, ``"draw"`` first."""
    return {"axes": names}


_ROUND, _MOVE = axes("draw", "round"), axes("draw", "round", "actor")


@dataclass(frozen=True, slots=True)
class Provenance:
    """What a result was computed from."""

    engine: str
    version: str
    params: Mapping[str, Any]
    inputs: str  #: hash of the inputs
    seed: str  #: state of the generator passed in, as text


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class IssueResult:
    """The outcome of one issue under one engine.

    Attributes
    ----------
    issue, actors
        Copied from the inputs.
    outcome
        (draw,), in the unit of the issue: what the engine predicts is decided.
    converged
        (draw,) bool: the engine came to rest (always true for closed forms).
    notes
        Sentences a reader must know: a fallback that was used, a rule that broke a tie.
    """

    issue: str
    actors: tuple[str, ...]
    outcome: Floats = field(metadata=axes("draw"))
    converged: NDArray[np.bool_] = field(metadata=axes("draw"))
    provenance: Provenance
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RoundsResult(IssueResult):
    """An outcome reached over rounds.

    Attributes
    ----------
    positions
        (draw, round, actor): position of each actor at the start (round 0) and after each round.
    median, mean
        (draw, round): capability x salience weighted median and mean of `positions`.
    """

    positions: Floats = field(default_factory=lambda: np.empty((0, 0, 0)), metadata=_MOVE)
    median: Floats = field(default_factory=lambda: np.empty((0, 0)), metadata=_ROUND)
    mean: Floats = field(default_factory=lambda: np.empty((0, 0)), metadata=_ROUND)


#: Names of the codes in `MovesResult.kind`.
MOVE_KINDS = ("none", "confrontation", "compromise", "capitulation")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class MovesResult(RoundsResult):
    """Rounds in which actors move because of what others offer or force on them.

    Rounds are counted as in `positions`: round 0 is the start, at which nobody has moved.

    Attributes
    ----------
    proposer
        (draw, round, actor) int16: index of the actor whose offer this actor took, -1 for none.
    kind
        (draw, round, actor) int8: how it moved, an index into `MOVE_KINDS`.
    own_utility, proposer_utility
        (draw, round, actor): expected utility of the move's contest to the actor that moved and to the
        proposer, as the actor that moved sees it; NaN where there was no move.
    """

    proposer: NDArray[np.int16] = field(default_factory=lambda: np.empty((0, 0, 0), np.int16), metadata=_MOVE)
    kind: NDArray[np.int8] = field(default_factory=lambda: np.empty((0, 0, 0), np.int8), metadata=_MOVE)
    own_utility: Floats = field(default_factory=lambda: np.empty((0, 0, 0)), metadata=_MOVE)
    proposer_utility: Floats = field(default_factory=lambda: np.empty((0, 0, 0)), metadata=_MOVE)
