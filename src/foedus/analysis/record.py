"""The record of models: what each would have said of issues whose outcome is known, and how far off it was.

All lengths are on a scale of 0 to 100, whatever the scale of an issue. An error is that of the outcome of an engine, or of
the median of a distribution; what counts as near is its mode, the sharp forecast. Differences are paired and their
intervals come from drawing whole groups of issues with replacement (cluster bootstrap; Cameron, Gelbach and Miller 2008).
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from foedus.core.errors import FoedusError
from foedus.core.rng import stream
from foedus.engines.registry import engine, engines
from foedus.forecast.baselines import even, positions
from foedus.forecast.fit import Decided
from foedus.forecast.mixture import forecast
from foedus.forecast.predictive import Predictive
from foedus.forecast.validate import cross_validated, fitted, latest
from foedus.model.contract import Engine
from foedus.problems.problem import Problem

Floats = NDArray[np.float64]
Heard = Callable[[str, int, int], None]

#: Issues with fewer stakeholders are not scored, as in the published comparisons.
STAKEHOLDERS = 3
#: What others are compared with.
BASELINE = "weighted_mean"
#: Resamples of the bootstrap.
RESAMPLES = 2000
#: Cross-validations with other folds, averaged: one alone moves by a tenth of a point with the luck of its folds.
REPETITIONS = 5
#: Fewer groups than this are too few to leave some out.
GROUPS = 20
PARTS = ("all", "earlier", "latest")
_SLACK = 1e-6


@dataclass(frozen=True, slots=True)
class Line:
    """One model on one part of the issues; lengths on a scale of 0 to 100.

    Attributes
    ----------
    model, part
        Its name, and one of `PARTS`.
    n
        Issues.
    mae, median_ae, rmse
        Errors of the outcome, or of the median of a distribution.
    within5, within10
        Share of outcomes at most so far from the outcome said, or from the mode of a distribution.
    crps
        Mean continuous ranked probability score; of a point it is the mean absolute error.
    coverage, width
        Share of outcomes in the central 80 % (by randomised PIT), and its mean width; None for points.
    difference, low, high
        Mean absolute error less that of `BASELINE`, with its 95 % interval; None for the baseline, and no interval of one group.
    """

    model: str
    part: str
    n: int
    mae: float
    median_ae: float
    rmse: float
    within5: float
    within10: float
    crps: float
    coverage: float | None
    width: float | None
    difference: float | None
    low: float | None
    high: float | None

    def to_dict(self) -> dict[str, object]:
        """Return the line as the object that ``--json`` prints."""
        return asdict(self)


@dataclass(frozen=True, slots=True, eq=False)
class _Said:
    """What a model said of some issues, by their number: an outcome, or one distribution per repetition."""

    model: str
    about: Mapping[int, float | tuple[Predictive, ...]]


def decided(problems: Sequence[Problem]) -> list[Decided]:
    """Return the issues with an outcome and at least `STAKEHOLDERS` stakeholders, each one draw.

    Raises
    ------
    FoedusError
        If there are none (``score-outcomes``).
    """
    found = [
        Decided(problem.inputs(m.id), m.outcome, problem.id, m.rule.lower().startswith("unan"))
        for problem in problems
        for m in problem.matters
        if m.outcome is not None and _holders(problem, m.id) >= STAKEHOLDERS
    ]
    if not found:
        raise FoedusError(
            "score-outcomes", "no issue can be scored", None,
            f"issues with a known outcome and at least {STAKEHOLDERS} stakeholders", "give a file whose issues state their outcome",
        )  # fmt: skip
    return found


def lines(problems: Sequence[Problem], *, seed: int = 0, heard: Heard = lambda *_: None) -> list[Line]:
    """Return the record of every engine, of the named variants and of the forecasts, part by part.

    Parameters
    ----------
    problems
        Problems with outcomes; those without are passed over.
    seed
        Seed of folds, resamples and randomised PIT.
    heard
        Told what is done: stage, done, total.

    Raises
    ------
    FoedusError
        If no issue can be scored.
    """
    issues = decided(problems)
    late = latest({p.id: p.introduced or p.decided or "" for p in problems if any(i.group == p.id for i in issues)})
    parts = {
        "all": list(range(len(issues))),
        "earlier": [i for i, one in enumerate(issues) if late and one.group not in late],
        "latest": [i for i, one in enumerate(issues) if one.group in late],
    }
    said = [*_engines(problems, issues, heard), *_forecasts(issues, parts, seed, heard)]
    base = next(s for s in said if s.model == BASELINE)
    return [
        _line(one, part, numbers, issues, base, seed)
        for part, numbers in parts.items()
        for one in said
        if numbers and set(numbers) <= set(one.about)
    ]


def _engines(problems: Sequence[Problem], issues: Sequence[Decided], heard: Heard) -> list[_Said]:
    text = (files("foedus.analysis") / "record.toml").read_text(encoding="utf-8")
    variants: list[dict[str, Any]] = [v for v in tomllib.loads(text)["variant"] if v["engine"] in engines()]
    bare = [replace(p, matters=tuple(replace(m, procedure={}) for m in p.matters)) for p in problems]
    ruled = any(m.procedure for p in problems for m in p.matters)
    asked: list[tuple[str, Engine, Mapping[str, object], Sequence[Problem]]] = [(name, e, {}, problems) for name, e in engines().items()]
    asked += [
        (v["name"], engine(v["engine"]), v.get("params", {}), problems if v.get("ruled", True) else bare)
        for v in variants if ruled or v.get("ruled", True)
    ]
    number = {(i.group, i.inputs.issue): n for n, i in enumerate(issues)}
    out = []
    for done, (name, one, params, about_which) in enumerate(asked):
        heard("running engines", done, len(asked))
        about: dict[int, float | tuple[Predictive, ...]] = {}
        for problem in about_which:
            for issue, value in _outcomes(one, problem, params).items():
                if (n := number.get((problem.id, issue))) is not None:
                    about[n] = value
        out.append(_Said(name, about))
    return out


def _outcomes(one: Engine, problem: Problem, params: Mapping[str, object]) -> dict[str, float]:
    """Return what an engine says of each issue of a problem; engines of agendas see its issues together."""
    matters = tuple(m for m in problem.matters if _holders(problem, m.id) >= STAKEHOLDERS)
    rng = stream(0, ("score", one.name, problem.id), 0)
    if not matters:
        return {}
    if one.scope == "agenda":
        result = one.run_agenda(replace(problem, matters=matters).agenda(), params, rng)
        return {issue: float(result.outcome[0, d]) for d, issue in enumerate(result.issues)}
    return {m.id: float(one.run(problem.inputs(m.id), params, rng).outcome[0]) for m in matters}


def _forecasts(issues: Sequence[Decided], parts: Mapping[str, list[int]], seed: int, heard: Heard) -> list[_Said]:
    heard("making forecasts", 0, REPETITIONS + 2)
    early = [issues[n] for n in parts["earlier"]]
    out = [
        _Said("even", {n: (even(i.inputs),) for n, i in enumerate(issues)}),
        _Said("positions", {n: (positions(i.inputs),) for n, i in enumerate(issues)}),
        _Said("forecast", {n: (forecast(i.inputs, unanimous=i.unanimous),) for n, i in enumerate(issues)}),
    ]
    if len({i.group for i in early}) >= GROUPS:
        repeated = []
        for k in range(REPETITIONS):
            heard("cross-validating", k + 1, REPETITIONS + 2)
            repeated.append(cross_validated(early, seed + k))
        out.append(_Said("forecast, nested", dict(zip(parts["earlier"], zip(*repeated, strict=True), strict=True))))
        heard("fitting", REPETITIONS + 1, REPETITIONS + 2)
        parameters = fitted(early, "score", "the earlier four fifths", seed)
        late = {n: (forecast(issues[n].inputs, unanimous=issues[n].unanimous, parameters=parameters),) for n in parts["latest"]}
        out.append(_Said("forecast, fitted", late))
    return out


def _line(one: _Said, part: str, numbers: list[int], issues: Sequence[Decided], base: _Said, seed: int) -> Line:
    rng = stream(seed, ("score", "pit"), 0)
    scores = np.array([_scores(one.about[n], issues[n], rng) for n in numbers])
    errors, within5, within10, crps, covered, width = scores.T
    difference: tuple[float | None, float | None, float | None] = (None, None, None)
    if one is not base:
        compared = np.array([_scores(base.about[n], issues[n], rng)[0] for n in numbers])
        difference = _paired(errors - compared, [issues[n].group for n in numbers], seed)
    sure = bool(np.isnan(covered).any())
    return Line(
        one.model, part, len(numbers), float(errors.mean()), float(np.median(errors)), float(np.sqrt((errors**2).mean())),
        float(within5.mean()), float(within10.mean()), float(crps.mean()),
        None if sure else float(covered.mean()), None if sure else float(width.mean()), *difference,
    )  # fmt: skip


def _scores(told: float | tuple[Predictive, ...], issue: Decided, rng: np.random.Generator) -> tuple[float, ...]:
    """Return error, whether the sharp forecast is within 5 and 10, CRPS, whether the interval covers, and its width.

    The last two are NaN for a point.
    """
    unit = 100 / (issue.inputs.upper - issue.inputs.lower)
    if isinstance(told, float):
        error = abs(told - issue.outcome) * unit
        return error, error <= 5 + _SLACK, error <= 10 + _SLACK, error, np.nan, np.nan
    rows = []
    for one in told:
        low, high = one.interval()
        covered = 0.1 < one.pit(issue.outcome, rng) < 0.9
        error, sharp = (abs(v - issue.outcome) * unit for v in (one.median, one.mode))
        rows.append((error, sharp <= 5 + _SLACK, sharp <= 10 + _SLACK, one.crps(issue.outcome) * unit, covered, (high - low) * unit))
    return tuple(np.mean(rows, axis=0).tolist())


def _paired(differences: Floats, groups: Sequence[str], seed: int) -> tuple[float, float | None, float | None]:
    """Return the mean difference and its 95 % interval over resamples of whole groups; one group has none."""
    names = sorted(set(groups))
    if len(names) < 2:
        return float(differences.mean()), None, None
    which = np.array([names.index(g) for g in groups])
    sums, counts = np.bincount(which, differences), np.bincount(which)
    drawn = stream(seed, ("score", "bootstrap"), 0).integers(len(names), size=(RESAMPLES, len(names)))
    means = sums[drawn].sum(axis=1) / counts[drawn].sum(axis=1)
    low, high = np.quantile(means, (0.025, 0.975))
    return float(differences.mean()), float(low), float(high)


def _holders(problem: Problem, issue: str) -> int:
    return sum(s.issue == issue for s in problem.stakes)
