"""What the report prints of a distribution: `foedus.analysis.summary`, and which draws stand as dots."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from foedus.analysis.sensitivity import DRIVER_DRAWS
from foedus.analysis.summary import Region, Summary, regions, summarise
from foedus.case.schema import Issue
from foedus.model.results import RoundsResult
from foedus.model.run import EngineRun, Run
from foedus.report.numbers import count

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Measure:
    """The outcome of one engine on one issue, as printed."""

    draws: Floats
    issue: Issue

    @cached_property
    def summary(self) -> Summary:
        """Mean, median, quantiles and Monte Carlo error."""
        return summarise(self.draws, self.issue.lower, self.issue.upper)

    @property
    def low(self) -> float:
        """10th percentile."""
        return self.summary.interval[0]

    @property
    def mid(self) -> float:
        """Median."""
        return self.summary.median

    @property
    def high(self) -> float:
        """90th percentile."""
        return self.summary.interval[1]

    @property
    def mean(self) -> float:
        """Mean."""
        return self.summary.mean

    @property
    def error(self) -> float:
        """Monte Carlo standard error of the mean."""
        return self.summary.standard_error

    def regions(self) -> tuple[Region, ...]:
        """Return how likely the outcome is nearest to each named point of the scale."""
        return regions(self.draws, self.issue.lower, self.issue.upper, [p.at for p in self.issue.scale])

    def dots(self, n: int) -> tuple[float, ...]:
        """Return `n` draws at evenly spaced ranks, so that each stands for an equal share of all.

        A quantile dot plot: Kay, Kola, Hullman and Munson (2016), When (ish) is my bus?, CHI '16.
        """
        ordered = np.sort(self.draws)
        ranks = ((np.arange(n) + 0.5) / n * ordered.size).astype(np.intp)
        return tuple(ordered[ranks].tolist())


def measure(run: EngineRun, issue: Issue) -> Measure:
    """Return the outcome of a run on its issue, as printed."""
    return Measure(run.result.outcome, issue)


def headline(runs: Sequence[EngineRun], name: str) -> EngineRun:
    """Return the run of the engine that heads the report, else the first."""
    return next((r for r in runs if r.engine == name), runs[0])


def driver_base(run: EngineRun, issue: Issue) -> float:
    """Return the mean outcome that drivers start from: that of the draws they were computed on."""
    return summarise(run.result.outcome[:DRIVER_DRAWS], issue.lower, issue.upper).mean


def round_medians(result: RoundsResult, issue: Issue) -> tuple[list[list[float]], list[float]]:
    """Return the median over draws of each actor's position, and of the weighted median, by round.

    Returns
    -------
    tuple
        Positions as [actor][round], and the weighted median as [round], in the unit of the issue.
    """

    def median(draws: Floats) -> float:
        return summarise(draws, issue.lower, issue.upper).median

    rounds, actors = result.positions.shape[1:]
    paths = [[median(result.positions[:, r, a]) for r in range(rounds)] for a in range(actors)]
    return paths, [median(result.median[:, r]) for r in range(rounds)]


def drawn(run: Run) -> str:
    """Return how many draws a run holds, and of how many if it was stopped."""
    whole = count(run.draws, "draw")
    if not run.partial:
        return whole
    if run.planned is None:
        return f"partial run, {whole}"
    if run.draws < run.planned:
        return f"partial run, {run.draws:,} of {count(run.planned, 'draw')}"
    return f"partial run, all {whole}, but not the influence of every input"
