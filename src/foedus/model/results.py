"""What an engine returns: frozen, typed, every axis named, with its provenance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


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
    outcome: Floats
    converged: NDArray[np.bool_]
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

    positions: Floats = field(default_factory=lambda: np.empty((0, 0, 0)))
    median: Floats = field(default_factory=lambda: np.empty((0, 0)))
    mean: Floats = field(default_factory=lambda: np.empty((0, 0)))
