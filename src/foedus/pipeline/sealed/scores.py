"""How good a sealed forecast was, from the numbers in its file alone.

Scores of distributions are proper: nobody does better, in expectation, than by saying what they believe. The continuous ranked
probability score is in the unit of the issue; the logarithmic score is the natural logarithm of the probability that stood on the
tenth of the scale where the outcome fell, with the sign turned, so that less is better in both.

References
----------
Gneiting and Raftery (2007), Strictly proper scoring rules, prediction, and estimation, JASA 102: 359-378.
Czado, Gneiting and Held (2009), Predictive model assessment for count data, Biometrics 65: 1254-1261.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from foedus.forecast.predictive import POINTS, Predictive
from foedus.pipeline.sealed.numbers import held

#: Equal windows of the scale whose probabilities make the logarithmic score.
WINDOWS = 10


def scores(record: Mapping[str, Any], outcome: float) -> dict[str, Any]:
    """Return the scores of a sealed forecast, of each engine in it, and of what it is compared with.

    Parameters
    ----------
    record
        A sealed forecast.
    outcome
        What came out, on the scale of the issue.
    """
    question = record["question"]
    lower, upper = question["lower"], question["upper"]

    told = held(record["forecast"], question)
    low, high = told.interval()
    at = _grid(told, outcome)
    below = float(told.mass[:at].sum())
    return {
        "forecast": {
            **_scored(told, outcome), "mode": {"value": told.mode, "error": abs(told.mode - outcome)},
            "interval": {
                "low": low, "high": high, "probability": told.probability(low, high), "held": _grid(told, low) <= at <= _grid(told, high),
            },
            "pit": {"below": below, "upto": below + float(told.mass[at])},
        },
        "engines": {name: {"value": e["mean"], "error": abs(e["mean"] - outcome)} for name, e in record["engines"].items()},
        "references": {
            "even": _scored(held({"mass": [1 / POINTS] * POINTS}, question), outcome),
            **{name: _scored(held(r, question), outcome) for name, r in record["references"].items()},
        },
        "span": upper - lower,
    }  # fmt: skip


def _scored(told: Predictive, outcome: float) -> dict[str, Any]:
    window = min(_grid(told, outcome) * WINDOWS // (POINTS - 1), WINDOWS - 1)
    of = np.minimum(np.arange(POINTS) * WINDOWS // (POINTS - 1), WINDOWS - 1)
    chance = float(told.mass[of == window].sum())
    step = (told.upper - told.lower) / WINDOWS
    return {
        "crps": told.crps(outcome), "median": {"value": told.median, "error": abs(told.median - outcome)},
        "window": {"low": told.lower + window * step, "high": told.lower + (window + 1) * step, "probability": chance},
        "log_score": -math.log(chance) if chance > 0 else None,
    }  # fmt: skip


def _grid(told: Predictive, value: float) -> int:
    """Return the number of the grid point nearest to a value."""
    return min(max(round((value - told.lower) / (told.upper - told.lower) * (POINTS - 1)), 0), POINTS - 1)
