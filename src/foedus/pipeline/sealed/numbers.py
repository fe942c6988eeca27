"""The numbers of a sealed forecast: made from a problem, and made again to be held against those in the file."""

from __future__ import annotations

import platform
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from foedus import __version__
from foedus.core.blas import one_thread
from foedus.core.errors import FoedusError
from foedus.core.ids import digest
from foedus.engines.registry import engines
from foedus.forecast.baselines import positions
from foedus.forecast.mixture import forecast
from foedus.forecast.parameters import NAMES, Parameters, shipped
from foedus.forecast.predictive import Predictive
from foedus.pipeline.outcomes import Asked, all_parameters, drawn, outcomes, unanimous
from foedus.pipeline.versions import code_version
from foedus.problems.problem import Problem

#: Levels of the quantiles that are kept of each engine's draws.
LEVELS = (0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95)
#: Numbers nearer than this share of the scale are the same: the last bits of sums differ between processors.
SAME = 1e-12
_CODE = (("core", "model", "forecast"), ())


@dataclass(frozen=True, slots=True)
class Compared:
    """One number of the file beside the same number made now.

    Attributes
    ----------
    name
        An engine, or ``forecast``.
    sealed, now
        Mean of an engine's draws, or median of the forecast, in the unit of the issue; `now` is None if it cannot be made here.
    difference
        The largest difference of any quantile or mean, in the unit of the issue; for the forecast, of any probability.
    identical
        Whether every draw, or every probability, is the same to the last bit.
    sealed_version, version
        Of the engine or the forecast, in the file and here; None here if it is missing.
    same
        Whether the difference is within `SAME` of the scale.
    because
        What differs here that can explain other numbers.
    """

    name: str
    sealed: float
    now: float | None
    difference: float | None
    identical: bool
    sealed_version: str
    version: str | None
    same: bool
    because: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, object]:
        """Return it as the object that ``--json`` prints."""
        return asdict(self)


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
            **summary(predictive), "mass": predictive.mass.tolist(), "version": code_version(_CODE)[:12],
            "parameters": {"made_by": used.made_by, "basis": used.basis, "weights": dict(zip(NAMES, used.values.tolist(), strict=True))},
        },
        "engines": said,
        "references": {"positions": {"mass": compared.mass.tolist()}},
        "run": {"draws": agenda.draws, "seed": seed, "inputs": agenda.hash()},
    }  # fmt: skip


def summary(told: Predictive) -> dict[str, float]:
    """Return what a reader wants of a distribution first."""
    low, high = told.interval()
    return {"median": told.median, "mean": told.mean, "mode": told.mode, "low": low, "high": high}


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


def compare(record: Mapping[str, Any], problem: Problem, issue: str) -> list[Compared]:
    """Return each engine's numbers and the forecast's, those of a file beside those made now from the problem in it.

    Parameters
    ----------
    record
        A sealed forecast.
    problem, issue
        The problem in it, and the issue it is about.

    Raises
    ------
    FoedusError
        If the problem cannot be run.
    """
    run = record["run"]
    known = engines()
    usable, refused = [], {}
    for name, told in record["engines"].items():
        if name not in known:
            refused[name] = "this foedus has no such engine"
            continue
        try:
            known[name].parameters(told["params"])
        except FoedusError as error:
            refused[name] = error.message
            continue
        usable.append((known[name], told["params"]))
    parameters = sealed_parameters(record["forecast"]["parameters"])
    made = make(problem, issue, usable, run["draws"], run["seed"], parameters)
    others = [f"{k} {v} (here {here})" for k, v in record["made_with"].items() if k != "foedus" and (here := versions().get(k)) != v]
    if made["run"]["inputs"] != run["inputs"]:
        others.insert(0, "the samples of uncertain inputs come out otherwise here")
    matter = next(m for m in problem.matters if m.id == issue)
    span = matter.upper - matter.lower
    out = [_forecast(record["forecast"], made["forecast"], others, parameters is None)]
    for name, told in record["engines"].items():
        if name in refused:
            version = known[name].version if name in known else None
            out.append(Compared(name, told["mean"], None, None, False, told["version"], version, False, (refused[name],)))
            continue
        now = made["engines"][name]
        pairs = [(told["mean"], now["mean"]), *((q, now["quantiles"][k]) for k, q in told["quantiles"].items() if k in now["quantiles"])]
        away = max(abs(a - b) for a, b in pairs)
        out.append(_compared(name, told, now, told["mean"], now["mean"], away, away <= SAME * span, told["draws"] == now["draws"], others))
    return out


def _forecast(told: Mapping[str, Any], now: Mapping[str, Any], others: list[str], without: bool) -> Compared:
    a, b = np.array(told["mass"]), np.array(now["mass"])
    away = float(np.abs(a - b).max()) if a.shape == b.shape else 1.0
    why = [*(["its parameters do not fit the forecast of this foedus"] if without else []), *others]
    return _compared("forecast", told, now, told["median"], now["median"], away, away <= SAME, told["mass"] == now["mass"], why)


def _compared(
    name: str, told: Mapping[str, Any], now: Mapping[str, Any], sealed: float, made: float, away: float, same: bool, identical: bool,
    others: list[str],
) -> Compared:  # fmt: skip
    because = [] if same else others
    if told["version"] != now["version"] and not same:
        because = [f"version {told['version']} made it, here is {now['version']}", *others]
    return Compared(name, sealed, made, away, identical, told["version"], now["version"], bool(same), tuple(because))


def _column(said: tuple[np.ndarray, float, tuple[str, ...]], at: int) -> tuple[np.ndarray, float, tuple[str, ...]]:
    values, rest, notes = said
    return np.ascontiguousarray(values[:, at]), rest, notes


def _engine(asked: Asked, values: np.ndarray, rest: float, notes: tuple[str, ...]) -> dict[str, Any]:
    e, params = asked
    levels = dict(zip((f"{v:g}" for v in LEVELS), np.quantile(values, LEVELS).tolist(), strict=True))
    return {
        "title": e.title, "version": e.version, "params": all_parameters(e, params), "mean": float(values.mean()), "quantiles": levels,
        "converged": rest, "notes": list(notes), "draws": digest(values.tobytes()),
    }  # fmt: skip
