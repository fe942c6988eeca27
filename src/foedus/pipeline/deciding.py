"""Issues through every engine: what comes out, how sure that is, why, and what would change it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

from foedus.analysis.explain.advice import ADVISED, Advice, advise
from foedus.analysis.explain.bills import Bill, bills
from foedus.analysis.explain.camps import Camp, camps
from foedus.analysis.explain.levers import Lever, levers
from foedus.analysis.explain.story import story
from foedus.analysis.explain.trial import Trial
from foedus.analysis.explain.turning import Turn, turns
from foedus.case.parse import parse_case
from foedus.core.errors import FoedusError, nearest
from foedus.core.rng import stream
from foedus.engines.exchange.result import ExchangeResult
from foedus.engines.registry import engine
from foedus.forecast.mixture import forecast
from foedus.forecast.predictive import Predictive
from foedus.model.agenda import AgendaInputs
from foedus.pipeline.outcomes import DRAWS as DRAWS
from foedus.pipeline.outcomes import (
    Asked,
    Said,
    all_parameters,
    asked_engines,
    drawn,
    one_of,
    outcomes,
    unanimous,
)
from foedus.problems.from_case import problem_of
from foedus.problems.problem import Problem
from foedus.problems.registry import read_problems
from foedus.problems.typed import ruled
from foedus.store.atomic import reading_file
from foedus.store.folder import CASE_FILE, open_case

#: The engine whose outcome is explained, where the caller does not say.
EXPLAINED = "weighted_mean"


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """One issue under one engine.

    Attributes
    ----------
    engine, title
        Its name, and what readers see.
    draws
        (draw,): the outcome of each draw, in the unit of the issue.
    converged
        Share of draws that came to rest.
    notes
        What a reader must know of how the engine ran.
    """

    engine: str
    title: str
    draws: np.ndarray
    converged: float
    notes: tuple[str, ...]

    @property
    def mean(self) -> float:
        """Mean over the draws."""
        return float(self.draws.mean())

    @property
    def interval(self) -> tuple[float, float]:
        """10th and 90th percentile of the draws."""
        low, high = np.quantile(self.draws, (0.1, 0.9))
        return float(low), float(high)

    def to_dict(self) -> dict[str, object]:
        """Return it as the object that ``--json`` prints."""
        low, high = self.interval
        return {
            "engine": self.engine, "title": self.title, "mean": self.mean, "median": float(np.median(self.draws)), "low": low,
            "high": high, "converged": self.converged, "notes": list(self.notes),
        }  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """What comes out on one issue.

    Attributes
    ----------
    issue
        Its id.
    outcomes
        One for each engine.
    forecast
        The calibrated distribution.
    levers, camps, turns
        What one stakeholder's part does, who stands where, and the least changes that carry the outcome to the target, all under the
        engine that is explained and with uncertain inputs in the middle of their range.
    target
        The point asked about; None if none was, or it lies off the scale of this issue.
    advice
        For the actor asked about; None if none was, or it has no stake here.
    """

    issue: str
    outcomes: tuple[Outcome, ...]
    forecast: Predictive
    levers: tuple[Lever, ...]
    camps: tuple[Camp, ...]
    turns: tuple[Turn, ...] = ()
    target: float | None = None
    advice: Advice | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Decision:
    """A problem, run.

    Attributes
    ----------
    problem
        What was run.
    answers
        One for each issue, in order.
    engines
        Versions and parameters of the engines, by name.
    explained
        The engine that is explained.
    stories
        What happened inside the engines that have an inside, in sentences, with uncertain inputs in the middle of their range.
    bills
        What exchanges brought and cost each actor, and what its own did to others.
    draws, seed
        How it was run.
    """

    problem: Problem
    answers: tuple[Answer, ...]
    engines: Mapping[str, Mapping[str, object]]
    explained: str
    stories: Mapping[str, tuple[str, ...]]
    bills: tuple[Bill, ...]
    draws: int
    seed: int
    notes: tuple[str, ...] = ()

    def answer(self, issue: str) -> Answer:
        """Return the answer on an issue."""
        return next(a for a in self.answers if a.issue == issue)

    def rows(self) -> list[dict[str, object]]:
        """Return the outcomes as tidy rows: problem, issue, engine, draw, outcome."""
        return [
            {"problem": self.problem.id, "issue": a.issue, "engine": o.engine, "draw": n, "outcome": float(v)}
            for a in self.answers for o in a.outcomes for n, v in enumerate(o.draws)
        ]  # fmt: skip

    def to_numpy(self) -> np.ndarray:
        """Return the outcomes as an array (draw, issue, engine), issues and engines in their order here."""
        return np.stack([np.stack([o.draws for o in a.outcomes], axis=-1) for a in self.answers], axis=1)

    def to_xarray(self) -> Any:
        """Return the outcomes as an ``xarray.DataArray`` with dimensions draw, issue, engine.

        Raises
        ------
        FoedusError
            If xarray is not installed (``no-xarray``).
        """
        try:
            xarray: Any = import_module("xarray")  # not among what foedus requires
        except ImportError:
            raise FoedusError("no-xarray", "xarray is not installed", None, "the package xarray", "pip install xarray, or use to_numpy()") from None
        names = {"issue": [a.issue for a in self.answers], "engine": list(self.engines)}
        return xarray.DataArray(self.to_numpy(), dims=("draw", "issue", "engine"), coords=names, name="outcome")


def decide(
    source: str | Path | Problem,
    *,
    engines: Sequence[str] = (),
    params: Mapping[str, Mapping[str, object]] | None = None,
    draws: int | None = None,
    seed: int = 0,
    issues: Sequence[str] = (),
    explain: str | None = None,
    target: float | None = None,
    actor: str | None = None,
    kind: str | None = None,
    problem: str | None = None,
    rule: str | Mapping[str, Any] | None = None,
    setter: str | None = None,
) -> Decision:
    """Run issues and stakeholders through the engines.

    Parameters
    ----------
    source
        A problem, or a file with one (`foedus.problems.registry.read_problems`).
    engines
        Names of the engines; all if empty.
    params
        Parameters of an engine, by its name.
    draws
        Samples of uncertain inputs; None for `DRAWS`, or 1 if nothing is uncertain and no engine leaves anything to chance.
    seed
        Seed of the samples.
    issues
        Which are answered, all if empty; those they are linked to are run with them all the same.
    explain
        The engine whose outcome is explained; None for `EXPLAINED`, or the only one that is run, if it takes issues one by one.
    target
        A point on the scale of an issue that is answered: what would carry the outcome there?
    actor, kind
        Whom to advise, and what it is, where the source does not say; what the source says stands.
    problem
        Which problem of a file that holds several.
    rule, setter
        The decision rule of every issue, as a mapping or as a text in TOML or JSON, and who proposes under it.

    Raises
    ------
    FoedusError
        If the file, an engine, a parameter, an issue, a rule or an actor is not as expected.
    """
    found_in = (source,) if isinstance(source, Problem) else problems_of(source)
    asked = ruled(one_of(found_in, source.title if isinstance(source, Problem) else str(source), problem), rule, setter)
    shown = _chosen(asked, issues) if issues else asked
    run = asked_engines(engines, params or {})
    agenda, middle = drawn(asked, run, draws, seed), asked.middle().agenda()
    names = [e.name for e, _ in run]
    explained = explain or (names[0] if len(names) == 1 and run[0][0].scope == "issue" else EXPLAINED)
    if explain is not None and explained not in names:
        raise FoedusError("engine-unknown", f"{explained!r} is not run here", None, f"one of {', '.join(names)}", f"--explain {nearest(explained, names, 1)}")
    if target is not None and not any(m.lower <= target <= m.upper for m in shown.matters):
        ends = ", ".join(f"{m.lower:g} to {m.upper:g} ({m.id})" for m in shown.matters[:4])
        raise FoedusError("bad-target", f"--target cannot be {target:g}", shown.title, f"a point on the scale: {ends}", f"--target {shown.matters[0].upper:g}")
    if actor is not None and actor not in agenda.actors:
        raise FoedusError("actor-unknown", f"there is no actor {actor!r}", asked.title, f"one of {', '.join(agenda.actors)}", f"nearest: {nearest(actor, agenda.actors, 1)}")
    found = {e.name: outcomes((e, p), agenda, seed) for e, p in run}
    inside = {e.name: e.run_agenda(middle, p, stream(seed, ("decide", e.name), 0)) for e, p in run if e.scope == "agenda"}
    stories = {name: tuple(story(r)) for name, r in inside.items()}
    wanted = {m.id for m in shown.matters}
    single = [(e, p, i) for e, p in run if e.scope == "issue" for i in agenda.issues if i in wanted]
    for e, p, issue in single:
        told = story(e.run(middle.issue(issue), p, stream(seed, ("decide", e.name), 0)))
        stories[e.name] = (*stories.get(e.name, ()), *(f"{issue}: {line}" if len(wanted) > 1 else line for line in told))
    which = next(((e, p) for e, p in run if e.name == explained), (engine(explained), {}))
    answers = tuple(
        _answer(d, issue, agenda, middle, asked, which, found, target, actor, kind)
        for d, issue in enumerate(agenda.issues) if issue in wanted
    )  # fmt: skip
    traded = next((r for r in inside.values() if isinstance(r, ExchangeResult) and r.own.size), None)
    aside = tuple(f"{m.id}: " for m in asked.matters if m.id not in wanted)  # notes on one issue begin with its id
    versions = {e.name: {"version": e.version, "params": all_parameters(e, p)} for e, p in run}
    return Decision(
        shown, answers, versions, explained, {k: v for k, v in stories.items() if v}, bills(traded, middle) if traded else (), agenda.draws, seed,
        tuple(n for n in asked.notes if not n.startswith(aside)),
    )  # fmt: skip


def problems_of(path: str | Path) -> tuple[Problem, ...]:
    """Return the problems of a file, or the one of a case folder.

    Raises
    ------
    FoedusError
        If it cannot be read or understood.
    """
    place = Path(path)
    if place.is_dir() or place.name == CASE_FILE:
        home = open_case(place if place.is_dir() else place.parent)
        with reading_file(home.case_file):
            return (problem_of(parse_case(home.case_file.read_bytes(), str(home.case_file)), home.root.name),)
    with reading_file(place):
        data = place.read_bytes()
    return read_problems(data, place.name)


def _chosen(problem: Problem, issues: Sequence[str]) -> Problem:
    known = [m.id for m in problem.matters]
    for name in issues:
        if name not in known:
            raise FoedusError("issue-unknown", f"there is no issue {name!r}", problem.title, f"one of {', '.join(known)}", f"nearest: {nearest(name, known, 1)}")
    return problem.only(issues)


def _answer(
    d: int, issue: str, agenda: AgendaInputs, middle: AgendaInputs, problem: Problem, which: Asked,
    found: Mapping[str, Said], target: float | None, actor: str | None, kind: str | None,
) -> Answer:  # fmt: skip
    inputs = middle.issue(issue)
    e, params = which
    trial = Trial(e, params, inputs, middle if e.scope == "agenda" and len(middle.issues) > 1 else None)
    matter = next(m for m in problem.matters if m.id == issue)
    # Persons, groups and populations are neither advised nor told about as ones to be moved.
    spared = {a for a, what in problem.kinds.items() if what and what not in ADVISED}
    advice = None
    if actor is not None and actor in inputs.actors:
        advice = advise(trial, actor, problem.kinds.get(actor) or kind or "")
        advice = replace(advice, persuade=tuple(q for q in advice.persuade if q.actor not in spared))
    aim = target if target is not None and matter.lower <= target <= matter.upper else None
    moved = turns(trial, aim) if aim is not None else ()
    told = tuple(Outcome(name, engine(name).title, o[:, d], rest[d], notes[d]) for name, (o, rest, notes) in found.items())
    return Answer(
        issue, told, forecast(agenda.issue(issue), unanimous=unanimous(problem, issue)), levers(trial), camps(inputs, trial.outcome()),
        tuple(t for t in moved if t.actor not in spared), aim, advice,
    )  # fmt: skip
