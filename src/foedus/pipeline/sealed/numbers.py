"""The numbers of a sealed forecast, made from a problem."""

from __future__ import annotations

import platform
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from foedus import __version__
from foedus.core.blas import one_thread
from foedus.core.ids import digest
from foedus.forecast.baselines import positions
from foedus.forecast.mixture import forecast
from foedus.forecast.parameters import NAMES, Parameters, shipped
from foedus.forecast.predictive import Predictive
from foedus.pipeline.outcomes import Asked, Said, all_parameters, drawn, outcomes, unanimous
from foedus.pipeline.versions import code_version
from foedus.problems.problem import Problem

#: Levels of the quantiles that are kept of each engine's draws.
LEVELS = (0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95)
#: What the forecast, its references and the samples rest on.
_CODE = (("core", "model", "case", "problems", "forecast"), ())


def make(
    problem: Problem, issue: str, run: Sequence[Asked], draws: int | None, seed: int, parameters: Parameters | None = None
) -> dict[str, Any]:  # fmt: skip
    """Return the fields ``forecast``, ``engines``, ``references`` and ``run`` of a sealed forecast on one issue.

    The issue is decided together with the others of the problem, as `foedus.pipeline.deciding.decide` has it.

    Parameters
    ----------
    problem, issue, run
        What is decided, which issue the forecast is about, and the engines with their parameters.
    draws, seed
        As in `foedus.pipeline.outcomes.drawn`.
    parameters
        Those of the forecast; None for the ones that come with foedus.

    Raises
    ------
    FoedusError
        If a value of the problem makes no sense.
    """
    used = parameters or shipped()
    with one_thread():
        agenda = drawn(problem, run, draws, seed)
        at = agenda.issues.index(issue)
        inputs = agenda.issue(issue)
        predictive = forecast(inputs, unanimous=unanimous(problem, issue), parameters=used)
        said = {e.name: _engine((e, p), *_column(outcomes((e, p), agenda, seed), at)) for e, p in run}
        compared = positions(inputs)
    return {
        "forecast": {
            **summary(predictive), **_masses(predictive), "version": code_version(_CODE)[:12],
            "parameters": {"made_by": used.made_by, "basis": used.basis, "weights": dict(zip(NAMES, used.values.tolist(), strict=True))},
        },
        "engines": said,
        "references": {"positions": _masses(compared)},
        "run": {"draws": agenda.draws, "seed": seed, "inputs": agenda.hash()},
    }  # fmt: skip


def summary(told: Predictive) -> dict[str, float]:
    """Return what a reader wants of a distribution first."""
    low, high = told.interval()
    return {"median": told.median, "mean": told.mean, "mode": told.mode, "low": low, "high": high}


def held(said: Mapping[str, Any], question: Mapping[str, Any]) -> Predictive:
    """Return the distribution that a file states on the scale of its question.

    Raises
    ------
    ValueError
        If it is none.
    """
    beside = tuple((int(i), float(v)) for i, v in said.get("beside", ()))  # the first files had no such points
    return Predictive(question["issue"], question["lower"], question["upper"], np.array(said["mass"], dtype=np.float64), beside)


def versions() -> dict[str, str]:
    """Return what numbers are made with here."""
    return {
        "foedus": __version__, "python": platform.python_version(), "numpy": np.__version__,
        "system": f"{platform.system()} {platform.machine()}",
    }  # fmt: skip


def sealed_parameters(told: Mapping[str, Any]) -> Parameters | None:
    """Return the parameters a file states; None if the forecast of this foedus has others."""
    weights = told["weights"]
    if set(weights) != set(NAMES):
        return None
    return Parameters(np.array([float(weights[n]) for n in NAMES]), str(told["made_by"]), str(told["basis"]))


def _masses(told: Predictive) -> dict[str, Any]:
    return {"mass": told.mass.tolist(), "beside": [[i, v] for i, v in told.at]}


def _column(said: Said, at: int) -> tuple[np.ndarray, float, tuple[str, ...]]:
    values, rest, notes = said
    return np.ascontiguousarray(values[:, at]), rest[at], notes[at]


def _engine(asked: Asked, values: np.ndarray, rest: float, notes: tuple[str, ...]) -> dict[str, Any]:
    e, params = asked
    levels = dict(zip((f"{v:g}" for v in LEVELS), np.quantile(values, LEVELS).tolist(), strict=True))
    return {
        "title": e.title, "version": e.version, "params": all_parameters(e, params), "mean": float(values.mean()), "quantiles": levels,
        "converged": rest, "notes": list(notes), "draws": digest(values.tobytes()),
    }  # fmt: skip
