"""Runs tasks in this process or in several, and hands back what was finished when it is interrupted."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable, Sequence
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
    """Results by index of their task, and whether all tasks are among them."""

    results: dict[int, Any]
    complete: bool


def execute(
    tasks: Sequence[Task], stage: str, workers: int, progress: Callable[[Progress], None] | None = None
) -> Finished:
    """Run every task and return the results by index.

    Parameters
    ----------
    tasks
        Independent functions without arguments. With more than one worker they must be picklable.
    stage
        Name of the stage in progress reports.
    workers
        Number of processes; 1 runs everything here. The results do not depend on it.
    progress
        Called after each finished task, in this process.

    Returns
    -------
    Finished
        After a KeyboardInterrupt, what was finished before it, and `complete` is False.
    """
    done: dict[int, Any] = {}

    def finish(index: int, value: Any) -> None:
        done[index] = value
        if progress:
            progress(Progress(stage, len(done), len(tasks)))

    try:
        if workers > 1 and len(tasks) > 1:
            _in_pool(tasks, min(workers, len(tasks)), finish, done)
        else:
            for index, task in enumerate(tasks):
                finish(index, task())
    except KeyboardInterrupt:
        return Finished(done, complete=False)
    return Finished(done, complete=True)


def _in_pool(
    tasks: Sequence[Task], workers: int, finish: Callable[[int, Any], None], done: dict[int, Any]
) -> None:
    # "spawn" behaves alike on every system and copies no threads; it is set on this pool only.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_leave_interrupts_to_parent)
    waiting: dict[Future[Any], int] = {}
    try:
        waiting.update((pool.submit(_call, task), i) for i, task in enumerate(tasks))
        for future in as_completed(waiting):
            finish(waiting[future], future.result())
    except KeyboardInterrupt:
        pool.shutdown(wait=True, cancel_futures=True)
        for future, index in waiting.items():  # finished, but not heard of before the interruption
            if not future.cancelled() and future.exception() is None:
                done[index] = future.result()
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _call(task: Task) -> Any:
    return task()


def _leave_interrupts_to_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
