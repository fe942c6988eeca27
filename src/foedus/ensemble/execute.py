"""Runs tasks in this process or in several, and hands back what was finished when it is interrupted."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from foedus.core.crew import Crew, Died
from foedus.core.errors import FoedusError

Task = Callable[[], Any]


@dataclass(frozen=True, slots=True)
class Progress:
    """How much of a stage is done; `total` counts the same units."""

    stage: str
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Finished:
    """Results by stage and index of their task, and whether all tasks are among them."""

    results: Mapping[str, dict[int, Any]]
    complete: bool


Finish = Callable[[str, int, Any], None]


def execute(
    stages: Mapping[str, Sequence[Task]],
    workers: int,
    progress: Callable[[Progress], None] | None = None,
    *,
    have: Mapping[str, Mapping[int, Any]] | None = None,
    finished: Finish | None = None,
) -> Finished:
    """Run every task of every stage and return the results.

    Parameters
    ----------
    stages
        Independent functions without arguments, by the name of their stage in progress reports. With more
        than one worker they must be picklable. Tasks begin in order, stage after stage.
    workers
        Number of processes; 1 runs everything here. The results do not depend on it.
    progress
        Called after each finished task, in this process; first with what was there before, if anything was.
    have
        Results that are there already, by stage and index of their task; those tasks are not run.
    finished
        Called with stage, index and result of each task that was run, in this process.

    Returns
    -------
    Finished
        After a KeyboardInterrupt, what was finished before it, and `complete` is False.

    Raises
    ------
    FoedusError
        If the worker processes of a task were ended from outside, twice (``worker-ended``).
    """
    done: dict[str, dict[int, Any]] = {stage: dict((have or {}).get(stage, {})) for stage in stages}

    def finish(stage: str, index: int, value: Any) -> None:
        done[stage][index] = value
        if finished:
            finished(stage, index, value)
        if progress:
            progress(Progress(stage, len(done[stage]), len(stages[stage])))

    missing = [(stage, i, task) for stage, tasks in stages.items() for i, task in enumerate(tasks) if i not in done[stage]]
    try:
        for stage in stages:
            if progress and done[stage]:
                progress(Progress(stage, len(done[stage]), len(stages[stage])))
        if workers > 1 and len(missing) > 1:
            _in_pool(missing, workers, finish)
        else:
            for stage, index, task in missing:
                finish(stage, index, task())
    except KeyboardInterrupt:
        return Finished(done, complete=False)
    return Finished(done, complete=True)


def _in_pool(missing: Sequence[tuple[str, int, Task]], workers: int, finish: Finish) -> None:
    crew: Crew[tuple[str, int, Task], Any] = Crew(_do, min(workers, len(missing)))
    with contextlib.closing(crew.map(missing)) as results:
        for (stage, index, _), value in results:
            if isinstance(value, Died):
                raise FoedusError(
                    "worker-ended",
                    f"the system ended the process that computed part {index + 1} of {stage}, twice, most often for want of memory",
                    hint="the same command goes on from what was finished; --workers 1 needs the least memory",
                )
            finish(stage, index, value)


def _do(job: tuple[str, int, Task]) -> Any:
    return job[2]()
