"""Runs tasks in this process or in several, and hands back what was finished when it is interrupted."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from typing import Any

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
    stages: Mapping[str, Sequence[Task]], workers: int, progress: Callable[[Progress], None] | None = None
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
        Called after each finished task, in this process.

    Returns
    -------
    Finished
        After a KeyboardInterrupt, what was finished before it, and `complete` is False.
    """
    done: dict[str, dict[int, Any]] = {stage: {} for stage in stages}

    def finish(stage: str, index: int, value: Any) -> None:
        done[stage][index] = value
        if progress:
            progress(Progress(stage, len(done[stage]), len(stages[stage])))

    everything = [(stage, index, task) for stage, tasks in stages.items() for index, task in enumerate(tasks)]
    try:
        if workers > 1 and len(everything) > 1:
            _in_pool(everything, workers, finish, done)
        else:
            for stage, index, task in everything:
                finish(stage, index, task())
    except KeyboardInterrupt:
        return Finished(done, complete=False)
    return Finished(done, complete=True)


def _in_pool(
    everything: Sequence[tuple[str, int, Task]], workers: int, finish: Finish, done: dict[str, dict[int, Any]]
) -> None:
    # "spawn" behaves alike on every system and copies no threads; it is set on this pool only.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(
        min(workers, len(everything)), mp_context=context, initializer=_leave_interrupts_to_parent
    )
    waiting: dict[Future[Any], tuple[str, int]] = {}
    try:
        waiting.update((pool.submit(task), (stage, index)) for stage, index, task in everything)
        for future in as_completed(waiting):
            finish(*waiting[future], future.result())
    except KeyboardInterrupt:
        pool.shutdown(wait=True, cancel_futures=True)
        for future, (stage, index) in waiting.items():  # finished, but not heard of before the interruption
            if not future.cancelled() and future.exception() is None:
                done[stage][index] = future.result()
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _leave_interrupts_to_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
