"""What changed in the outcomes of two runs, and whether chance alone explains it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.analysis.summary import Summary, summarise
from foedus.case.schema import Case
from foedus.model.run import EngineRun, Run

#: Standard errors that a difference must exceed to count as more than Monte Carlo error: 95 % of a normal.
Z = 1.96


@dataclass(frozen=True, slots=True)
class OutputChange:
    """One outcome in two runs: an issue under an engine, for the case or as an account tells it.

    Attributes
    ----------
    account, issue, engine
        Which outcome; `account` is null for the case itself.
    before, now
        The outcome; null where a run does not have it.
    error
        Half-width of the 95 % interval of the difference of the means, in the unit of the issue; null if one is missing.
    paired
        True if the draws of both runs are the same samples, so that the error is that of the difference draw by draw.
    """

    account: str | None
    issue: str
    engine: str
    before: Summary | None
    now: Summary | None
    error: float | None
    paired: bool

    @property
    def difference(self) -> float | None:
        """Mean now less mean before."""
        return None if self.before is None or self.now is None else self.now.mean - self.before.mean

    @property
    def exceeds(self) -> bool | None:
        """Whether the difference of the means is more than the Monte Carlo error explains."""
        return None if self.difference is None or self.error is None else abs(self.difference) > self.error


def output_changes(before: Run, case_before: Case, now: Run, case_now: Case) -> list[OutputChange]:
    """Return every outcome that differs in any draw, in the order of the runs.

    Notes
    -----
    The standard error of a difference of means is ``sqrt(s1²/n1 + s2²/n2)`` for independent samples and
    ``sd(x2 - x1)/sqrt(n)`` for paired ones. Runs of one seed and one number of draws share their samples
    (`foedus.core.rng`), so they are paired.
    """
    old, new = _outcomes(before), _outcomes(now)
    paired = before.seed == now.seed and before.draws == now.draws
    out = []
    for key in dict.fromkeys([*old, *new]):
        a, b = old.get(key), new.get(key)
        if a is not None and b is not None and np.array_equal(a, b):
            continue
        error = None if a is None or b is None else Z * _standard_error(a, b, paired)
        out.append(OutputChange(*key, _summary(a, key[1], case_before), _summary(b, key[1], case_now), error, paired))
    return out


def _outcomes(run: Run) -> dict[tuple[str | None, str, str], NDArray[np.float64]]:
    told: list[tuple[str | None, EngineRun]] = [(None, e) for e in run.engines]
    told += [(account, e) for account, engines in run.accounts.items() for e in engines]
    return {(account, e.result.issue, e.engine): e.result.outcome for account, e in told}


def _standard_error(a: NDArray[np.float64], b: NDArray[np.float64], paired: bool) -> float:
    if paired and a.shape == b.shape:
        return float((b - a).std(ddof=1) / len(a) ** 0.5) if len(a) > 1 else 0.0
    return float(np.sqrt(sum(x.var(ddof=1) / len(x) for x in (a, b) if len(x) > 1)))


def _summary(outcome: NDArray[np.float64] | None, issue: str, case: Case) -> Summary | None:
    found = next((i for i in case.issues if i.id == issue), None)
    return None if outcome is None or found is None else summarise(outcome, found.lower, found.upper)
