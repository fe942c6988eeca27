"""A run: every engine on every issue, for the case and for each account, with what drives it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.model.results import IssueResult


@dataclass(frozen=True, slots=True)
class Driver:
    """One input moved alone across its own range, everything else as drawn (one at a time).

    `low` and `high` are the 10th and 90th percentile of the input's draws, in its unit;
    `outcome_low` and `outcome_high` the mean outcome over the draws with the input fixed there.
    """

    actor: str
    field: str  #: position, salience or capability
    low: float
    high: float
    outcome_low: float
    outcome_high: float

    @property
    def swing(self) -> float:
        """How far the mean outcome moves, in the unit of the issue."""
        return abs(self.outcome_high - self.outcome_low)


@dataclass(frozen=True, slots=True, eq=False)
class Blocks:
    """The blocks of draws a result was put together from, so that a longer run can take them over.

    Attributes
    ----------
    units
        (block, 16) uint8: hash of everything a block was computed from.
    noted
        (block, note) bool: which of the result's notes each block carried.
    """

    units: NDArray[np.uint8]
    noted: NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class EngineRun:
    """One engine on one issue: the result over all draws and, where asked for, its drivers (largest first).

    `blocks` is there if finished work was kept while it ran.
    """

    engine: str
    title: str
    result: IssueResult
    drivers: tuple[Driver, ...] = ()
    blocks: Blocks | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """Everything one ``foedus run`` computed.

    Attributes
    ----------
    id
        Hash of case, seed, draws, engines and versions: equal ids, equal numbers.
    case
        Hash of the case file's content.
    engines
        One entry per (issue, engine), in the order of the case.
    accounts
        The same for each account, by account id: the case as that source tells it.
    versions
        foedus, Python, NumPy and each engine.
    partial
        True if the run was stopped before its end.
    planned
        Draws that were asked for; more than `draws` in a run that was stopped while it drew. None in a run
        made before this was noted.
    """

    id: str
    case: str
    seed: int
    draws: int
    engines: tuple[EngineRun, ...]
    accounts: Mapping[str, tuple[EngineRun, ...]]
    versions: Mapping[str, str]
    partial: bool = False
    planned: int | None = None
