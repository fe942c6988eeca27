"""A record of forecasts that were frozen before the outcome was known: how good, and whether they meant what they said.

References
----------
Wilson (1927), Probable inference, the law of succession, and statistical inference, JASA 22: 209-212 (the interval of a share).
Czado, Gneiting and Held (2009), Predictive model assessment for count data, Biometrics 65: 1254-1261 (the histogram).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum

#: Normal quantile of a two-sided interval of 95 %.
_Z = 1.959963984540054
#: Bars of the histogram.
BARS = 10


class State(StrEnum):
    """Where a sealed forecast stands."""

    OPEN = "open"
    DUE = "due"
    GRADED = "graded"
    BROKEN = "broken"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Grade:
    """How good a forecast was; lengths in hundredths of its scale.

    Attributes
    ----------
    outcome
        In the unit of the issue.
    on, source
        When it was known, and where it stands.
    crps, error
        Of the forecast, and of its median.
    log_score
        Negative logarithm of the probability of the window; None where that was 0.
    held
        Whether the outcome lay in the central 80 %.
    promised
        The probability the forecast gave to that interval.
    below, upto
        Probability below the outcome, and up to it.
    even, positions
        CRPS of the forecasts it is compared with.
    engines
        Error of each engine.
    grades
        How often it was graded.
    """

    outcome: float
    on: str
    source: str
    crps: float
    error: float
    log_score: float | None
    held: bool
    promised: float
    below: float
    upto: float
    even: float
    positions: float
    engines: Mapping[str, float] = field(default_factory=dict)
    grades: int = 1


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of a ledger; what cannot be known of a broken or unreadable one is empty.

    Attributes
    ----------
    file
        Its path below the folder.
    state
        Where it stands.
    question, resolves, issue, sealed, by, seal
        As sealed; days are ISO.
    lower, upper, median, mode, low, high
        The scale and the forecast.
    mass
        Probabilities of equal windows of the scale, for a picture.
    grade
        None if there is none.
    notes
        What a reader must know: what is broken, what else was found.
    """

    file: str
    state: State
    question: str = ""
    resolves: str = ""
    issue: str = ""
    sealed: str = ""
    by: str = ""
    seal: str = ""
    lower: float = 0.0
    upper: float = 1.0
    median: float = math.nan
    mode: float = math.nan
    low: float = math.nan
    high: float = math.nan
    mass: tuple[float, ...] = ()
    grade: Grade | None = None
    notes: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, object]:
        """Return it as the object that ``--json`` prints; unknown numbers are null."""
        return {k: None if isinstance(v, float) and math.isnan(v) else v for k, v in asdict(self).items()}


@dataclass(frozen=True, slots=True)
class Calibration:
    """What graded forecasts have in common; lengths in hundredths of the scale.

    Attributes
    ----------
    n
        Graded forecasts.
    crps, error
        Means over them.
    log_score
        Mean over those that have one.
    even, positions
        Mean CRPS of the forecasts they are compared with.
    held
        How often the central 80 % held the outcome.
    expected
        How often it would have, had every forecast been right about its own interval.
    low, high
        95 % interval of the share held (Wilson), as if the forecasts were independent.
    bars
        Histogram of the probability below the outcome, each forecast spread evenly over its jump there; the sum is `n`.
    engines
        Mean error of each engine that ran in all of them.
    """

    n: int
    crps: float
    error: float
    log_score: float | None
    even: float
    positions: float
    held: int
    expected: float
    low: float
    high: float
    bars: tuple[float, ...]
    engines: Mapping[str, float]

    def to_dict(self) -> dict[str, object]:
        """Return it as the object that ``--json`` prints."""
        return asdict(self)


def calibration(grades: Sequence[Grade]) -> Calibration | None:
    """Return what grades have in common; None if there are none."""
    if not grades:
        return None
    n = len(grades)

    def mean(values: Sequence[float]) -> float:
        return math.fsum(values) / len(values)

    logs = [g.log_score for g in grades if g.log_score is not None]
    held = sum(g.held for g in grades)
    low, high = wilson(held, n)
    shared = [e for e in grades[0].engines if all(e in g.engines for g in grades)]
    return Calibration(
        n, mean([g.crps for g in grades]), mean([g.error for g in grades]), mean(logs) if logs else None, mean([g.even for g in grades]),
        mean([g.positions for g in grades]), held, math.fsum(g.promised for g in grades), low, high, histogram(grades),
        {e: mean([g.engines[e] for g in grades]) for e in shared},
    )  # fmt: skip


def wilson(hits: int, n: int) -> tuple[float, float]:
    """Return the 95 % score interval of a share (Wilson 1927).

    >>> [round(v, 4) for v in wilson(8, 10)]
    [0.4902, 0.9433]
    """
    share, z2 = hits / n, _Z**2
    middle = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = _Z * math.sqrt(share * (1 - share) / n + z2 / (4 * n * n)) / (1 + z2 / n)
    return max(0.0, middle - half), min(1.0, middle + half)


def histogram(grades: Sequence[Grade], bars: int = BARS) -> tuple[float, ...]:
    """Return how much of the grades falls into each of `bars` equal parts of [0, 1].

    The outcome of a forecast that has probability of its own there is spread evenly over [below, upto], so that no chance enters
    (Czado, Gneiting and Held 2009, section 3).
    """
    out = []
    for k in range(bars):
        left, right = k / bars, (k + 1) / bars
        out.append(math.fsum(_share(g.below, g.upto, left, right, last=k == bars - 1) for g in grades))
    return tuple(out)


def _share(below: float, upto: float, left: float, right: float, *, last: bool) -> float:
    if upto <= below:
        return float(left <= below < right or (last and below >= right))
    # Sums of masses can end a hair off 1; the last part takes what is above.
    top = max(right, upto) if last else right
    return max(0.0, min(upto, top) - max(below, left)) / (upto - below)
