"""Runs every engine of a case on every issue, for the case itself and for each account."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np

from foedus import __version__
from foedus.analysis.sensitivity import ranked
from foedus.case.arrays import draw_inputs
from foedus.case.schema import Case
from foedus.core.errors import FoedusError
from foedus.core.ids import canonical_json, content_id, digest
from foedus.core.rng import BLOCK
from foedus.engines.registry import engine
from foedus.ensemble.execute import Finished, Progress, execute
from foedus.ensemble.keep import Keep, blocks_of, fits, unit_of
from foedus.ensemble.merge import merge
from foedus.ensemble.tasks import BlockTask, DriverTask, Job
from foedus.model.agenda import together
from foedus.model.results import IssueResult
from foedus.model.run import Blocks, Driver, EngineRun, Run

__all__ = ["Progress", "run_case"]

Listener = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class _Plan:
    """The distinct jobs, and which of them answer for the case and for each account, in their order."""

    jobs: tuple[Job, ...]
    base: tuple[int, ...]
    accounts: Mapping[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class _Joined:
    """One job's blocks put together."""

    result: IssueResult
    blocks: Blocks | None


def run_case(
    case: Case,
    *,
    draws: int | None = None,
    seed: int | None = None,
    workers: int = 1,
    progress: Listener | None = None,
    keep: Keep | None = None,
) -> Run:
    """Run a case.

    Parameters
    ----------
    case
        A checked case.
    draws, seed
        Replace those of the case where given. More draws begin with the same numbers.
    workers
        Number of processes. The result is the same to the bit whatever it is.
    progress
        Called with a `Progress` after each block of draws (stage ``"draws"``) and after each input whose
        influence was measured (stage ``"drivers"``).
    keep
        Is asked for what was finished before, and given what is finished now. The result is the same to the
        bit whatever it holds.

    Returns
    -------
    Run
        If it was interrupted after at least one block was finished: a partial run. It holds the engines
        that finished a block, all cut to the number of draws that each of them finished.

    Raises
    ------
    FoedusError
        If an engine or parameter is unknown, or the case has no issue with a stakeholder; nothing is run then.
    KeyboardInterrupt
        If it was interrupted before anything was finished.
    """
    draws = case.draws if draws is None else draws
    seed = case.seed if seed is None else seed
    if draws < 1 or seed < 0:
        raise FoedusError(
            "run-draws", f"cannot run {draws} draws with seed {seed}", None, "at least 1 draw and a seed of at least 0",
            "foedus run --draws 2000 --seed 0",
        )
    plan = _plan(case, draws, seed)
    # Block by block rather than job by job: an interrupted run then has some draws of everything.
    stretches = [job.blocks() for job in plan.jobs]
    order = sorted((b.index, j) for j, found in enumerate(stretches) for b in found)
    which = [(j, w) for j in dict.fromkeys(plan.base) for w in plan.jobs[j].drivers()]
    blocks = [BlockTask(plan.jobs[j].cut(stretches[j][b].slice), b) for b, j in order]
    done, units = _execute({"draws": blocks, "drivers": [DriverTask(plan.jobs[j], w) for j, w in which]}, workers, progress, keep)
    named = {order[i]: unit for i, unit in enumerate(units)}
    joined = _joined(plan, {order[i]: part for i, part in done.results["draws"].items()}, named)
    if not joined:
        raise KeyboardInterrupt
    found: dict[int, list[Driver]] = {}
    for index, value in done.results["drivers"].items():
        found.setdefault(which[index][0], []).append(value)
    # Drivers speak of all draws; beside a result that was cut they would describe another set.
    drivers = {j: ranked(d) for j, d in found.items() if len(joined[j].result.outcome) == plan.jobs[j].inputs.draws}
    return _assemble(case, plan, joined, drivers, seed, planned=draws, partial=not done.complete)


def _plan(case: Case, draws: int, seed: int) -> _Plan:
    for choice in case.engines:
        engine(choice.engine).parameters(choice.params)  # a mistake shows before hours of work, not after
    jobs: dict[str, tuple[int, Job]] = {}

    def add(account: str | None) -> tuple[int, ...]:
        held = [i.id for i in case.issues if any(s.issue == i.id for s in case.stakeholders)]
        drawn = [draw_inputs(case, issue, account=account, draws=draws, seed=seed) for issue in held]
        all_of_them = together(drawn) if len(drawn) > 1 else None
        indices = []
        for inputs in drawn:
            for choice in case.engines:
                linked = all_of_them if engine(choice.engine).scope == "agenda" else None
                job = Job(choice.engine, dict(choice.params), inputs, seed, linked)
                # An account that changes nothing here shares the work of the case.
                same = canonical_json([job.hash(), choice.engine, choice.params])
                indices.append(jobs.setdefault(same, (len(jobs), job))[0])
        return tuple(indices)

    base = add(None)
    if not base:
        raise FoedusError(
            "run-nothing", "nothing can be run", None, "an issue with at least one stakeholder, and an engine",
            "add a stakeholder to case.yaml, then foedus check",
        )
    accounts = MappingProxyType({a.id: add(a.id) for a in case.accounts})
    return _Plan(tuple(job for _, job in jobs.values()), base, accounts)


def _execute(
    stages: Mapping[str, Sequence[BlockTask | DriverTask]], workers: int, progress: Listener | None, keep: Keep | None
) -> tuple[Finished, list[str]]:
    """Run what was not finished before, and return all of it with the names of the blocks."""
    if keep is None:
        return execute(stages, workers, progress), []
    hashes: dict[int, str] = {}  # the drivers of a job share its inputs

    def name(task: BlockTask | DriverTask) -> str:
        at = id(task.job)
        if at not in hashes:
            hashes[at] = task.job.hash()
        return unit_of(task, keep.key, hashes[at])

    units = {stage: [name(t) for t in tasks] for stage, tasks in stages.items()}
    have: dict[str, dict[int, object]] = {stage: {} for stage in stages}
    for stage, tasks in stages.items():
        for index, (unit, task) in enumerate(zip(units[stage], tasks, strict=True)):
            value = keep.find(unit)
            if fits(value, task):
                have[stage][index] = value
    try:
        done = execute(
            stages, workers, progress, have=have, finished=lambda stage, index, value: keep.put(units[stage][index], value)
        )
    finally:
        keep.flush()
    return done, units["draws"]


def _joined(
    plan: _Plan, done: Mapping[tuple[int, int], IssueResult], named: Mapping[tuple[int, int], str]
) -> dict[int, _Joined]:
    """Put the blocks of each job together, up to the number of blocks that every job which began has finished."""
    parts: dict[int, dict[int, IssueResult]] = {}
    for (block, job), result in done.items():
        parts.setdefault(job, {})[block] = result
    usable = {j: _prefix(found) for j, found in parts.items() if 0 in found}
    shared = min((len(found) for found in usable.values()), default=0)
    out = {}
    for j, found in usable.items():
        whole = _merged(plan.jobs[j], found[:shared])
        blocks = blocks_of([named[b, j] for b in range(shared)], found[:shared], whole) if named else None
        out[j] = _Joined(whole, blocks)
    return out


def _prefix(found: Mapping[int, IssueResult]) -> list[IssueResult]:
    out: list[IssueResult] = []
    while len(out) in found:
        out.append(found[len(out)])
    return out


def _merged(job: Job, parts: list[IssueResult]) -> IssueResult:
    draws = sum(len(part.outcome) for part in parts)
    whole = job.cut(slice(draws))
    about = replace(parts[0].provenance, inputs=whole.hash(), seed=whole.stream_text())
    return merge(parts, about)


def _assemble(
    case: Case, plan: _Plan, joined: Mapping[int, _Joined], drivers: Mapping[int, tuple[Driver, ...]],
    seed: int, *, planned: int, partial: bool,
) -> Run:  # fmt: skip
    def engine_runs(indices: tuple[int, ...], with_drivers: bool) -> tuple[EngineRun, ...]:
        return tuple(
            EngineRun(
                plan.jobs[j].engine, engine(plan.jobs[j].engine).title, joined[j].result,
                drivers.get(j, ()) if with_drivers else (), joined[j].blocks,
            )
            for j in indices
            if j in joined
        )

    base = engine_runs(plan.base, with_drivers=True)
    accounts = {name: engine_runs(indices, with_drivers=False) for name, indices in plan.accounts.items()}
    draws = len(next(iter(joined.values())).result.outcome)
    content = digest(canonical_json(case.model_dump(mode="json")))
    versions = _versions(case)
    return Run(
        id=content_id("run", content, seed, draws, versions, BLOCK, partial, sorted(joined), sorted(drivers)),
        case=content, seed=seed, draws=draws, engines=base, accounts=MappingProxyType(accounts),
        versions=versions, partial=partial, planned=planned,
    )


def _versions(case: Case) -> Mapping[str, str]:
    own = {"foedus": __version__, "python": ".".join(map(str, sys.version_info[:3])), "numpy": np.__version__}
    return {**own, **{f"engine {c.engine}": engine(c.engine).version for c in case.engines}}
