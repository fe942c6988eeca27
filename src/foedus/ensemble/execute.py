"""Runs tasks in this process or in several, and hands back what was finished when it is interrupted."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing.connection import wait
from typing import Any

from foedus.core.errors import FoedusError

Task = Callable[[], Any]

#: Signals that ask a program to end; those a system lacks are left out.
ENDING = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))


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
        If a worker process was ended from outside (``worker-ended``).
    """
    done: dict[str, dict[int, Any]] = {stage: dict((have or {}).get(stage, {})) for stage in stages}

    def take(stage: str, index: int, value: Any) -> None:
        if index not in done[stage]:
            done[stage][index] = value
            if finished:
                finished(stage, index, value)

    def finish(stage: str, index: int, value: Any) -> None:
        take(stage, index, value)
        if progress:
            progress(Progress(stage, len(done[stage]), len(stages[stage])))

    missing = [(stage, i, task) for stage, tasks in stages.items() for i, task in enumerate(tasks) if i not in done[stage]]
    try:
        for stage in stages:
            if progress and done[stage]:
                progress(Progress(stage, len(done[stage]), len(stages[stage])))
        if workers > 1 and len(missing) > 1:
            _in_pool(missing, workers, finish, take)
        else:
            for stage, index, task in missing:
                finish(stage, index, task())
    except KeyboardInterrupt:
        return Finished(done, complete=False)
    return Finished(done, complete=True)


def _in_pool(
    missing: Sequence[tuple[str, int, Task]], workers: int, finish: Finish, take: Finish
) -> None:
    # "spawn" behaves alike on every system and copies no threads; it is set on this pool only.
    context = multiprocessing.get_context("spawn")
    with _held_back():  # the process that looks after semaphores is made here, and must outlive a terminal that closes
        pool = ProcessPoolExecutor(min(workers, len(missing)), mp_context=context, initializer=_follow_parent)
    waiting: dict[Future[Any], tuple[str, int]] = {}
    try:
        with _held_back():  # workers are made by the first submission and inherit what is held back
            waiting.update((pool.submit(task), (stage, index)) for stage, index, task in missing)
        for future in as_completed(waiting):
            finish(*waiting[future], future.result())
    except BrokenProcessPool as error:
        raise FoedusError(
            "worker-ended", "the system ended one of the processes that compute, most often for want of memory",
            hint="the same command goes on from what was finished; --workers 1 needs the least memory",
        ) from error  # fmt: skip
    except KeyboardInterrupt:
        pool.shutdown(wait=True, cancel_futures=True)
        for future, (stage, index) in waiting.items():  # finished, but not heard of before the interruption
            if not future.cancelled() and future.exception() is None:
                take(stage, index, future.result())
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


@contextlib.contextmanager
def _held_back() -> Iterator[None]:
    """Hold back the signals that end a program; they arrive when the block ends."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ENDING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _follow_parent() -> None:
    """Leave requests to end to the parent, which may still want results, and end when it says so or is gone."""
    for number in ENDING:
        if number != signal.SIGTERM:
            signal.signal(number, signal.SIG_IGN)
    if hasattr(signal, "sigwaitinfo"):
        # SIGTERM stays held back here; a thread looks at who sends it.
        signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGTERM,))
        threading.Thread(target=_end_when_told, args=(os.getppid(),), daemon=True).start()
    elif hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDING)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_after, args=(parent.sentinel,), daemon=True).start()


def _end_when_told(parent: int) -> None:
    while signal.sigwaitinfo((signal.SIGTERM,)).si_pid != parent:
        pass  # the whole group was asked to end; the parent decides what that means
    os._exit(1)


def _end_after(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)  # nobody is left who could take a result
