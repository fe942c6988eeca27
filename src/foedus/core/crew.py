"""Worker processes that do one kind of work on many jobs; one that dies costs the job it was at, nothing else.

Results come back in the order of the jobs, whatever the number of workers, and no more jobs are under way than a
window allows, so that memory does not grow with their number. A job whose worker died is tried once more, alone in a
fresh worker; if that dies too, the job comes back as `Died`.

*Decided against:* ``concurrent.futures.ProcessPoolExecutor``, which fails every waiting job when one worker dies,
does not say at which job that was, and waits for ever when a worker is killed while it holds the lock of the queue
that all workers share. Here every worker has a pipe of its own.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import queue
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, TypeVar

Job = TypeVar("Job")
Result = TypeVar("Result")

AHEAD = 2  #: jobs that a worker has at hand: one to do, one to go on with
WINDOW = 8  #: jobs for each worker that may be under way or wait for an earlier one
_LEFT = 137  # exit code of a worker that gives up for want of memory

#: Signals that ask a program to end; those a system lacks are left out.
ENDING = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))


@dataclass(frozen=True, slots=True)
class Died:
    """What comes back for a job at which a worker died twice.

    Attributes
    ----------
    why
        In words.
    """

    why: str


@dataclass(slots=True)
class _Worker:
    process: Any
    pipe: Connection
    waiting: deque[int] = field(default_factory=deque)  # jobs it has, the one it is at first
    alone: bool = False


class Crew(Generic[Job, Result]):
    """A number of processes that call `work`.

    Parameters
    ----------
    work
        A function of a module, of one job; jobs and results must be picklable. An exception it raises is raised
        where its result would have come.
    workers
        How many processes, at least 1.
    weigh
        How much memory a job takes while it is under way, in any unit.
    limit
        The sum of weights under way beyond which no further job is begun.
    """

    def __init__(
        self,
        work: Callable[[Job], Result],
        workers: int,
        *,
        weigh: Callable[[Job], int] = lambda _: 0,
        limit: int = 1,
    ) -> None:
        # "spawn" behaves alike on every system and copies no threads; it is set on these processes only.
        self._context = multiprocessing.get_context("spawn")
        self._work, self._count, self._weigh, self._limit = work, workers, weigh, limit
        self._workers: list[_Worker] = []

    def map(self, jobs: Iterable[Job]) -> Generator[tuple[Job, Result | Died], None, None]:
        """Yield every job with its result, in the order of the jobs. The processes end with the iterator."""
        coming = enumerate(jobs)
        at_hand: dict[int, Job] = {}  # jobs without a result yet
        weight: dict[int, int] = {}  # of jobs that were not yet yielded
        ready: dict[int, tuple[Job, Result | Died | BaseException]] = {}
        again: deque[int] = deque()  # jobs to be tried alone
        asked: set[int] = set()
        to_yield = 0
        try:
            exhausted = False
            while True:
                while not exhausted and len(weight) < WINDOW * self._count and (not weight or sum(weight.values()) < self._limit):
                    worker = self._free()
                    if worker is None:
                        break
                    found = next(coming, None)
                    if found is None:
                        exhausted = True
                        break
                    number, job = found
                    at_hand[number], weight[number] = job, self._weigh(job)
                    self._give(worker, number, job)
                while again:
                    number = again.popleft()
                    asked.add(number)
                    self._give(self._hire(alone=True), number, at_hand[number])
                if exhausted and not weight:
                    return
                for number, result in self._hear(at_hand):
                    if isinstance(result, Died) and number not in asked:
                        again.append(number)
                    else:
                        ready[number] = (at_hand.pop(number), result)
                while to_yield in ready:
                    job, result = ready.pop(to_yield)
                    del weight[to_yield]
                    to_yield += 1
                    if isinstance(result, BaseException):
                        raise result
                    yield job, result
        finally:
            self.close()

    def close(self) -> None:
        """End the processes at once."""
        for worker in self._workers:
            worker.pipe.close()
            worker.process.terminate()
        for worker in self._workers:
            worker.process.join(5)
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()
        self._workers = []

    def _free(self) -> _Worker | None:
        """Return a worker that can take a job: a new one while there are too few, else the one with the least to do."""
        if sum(not w.alone for w in self._workers) < self._count:
            return self._hire()
        able = [w for w in self._workers if not w.alone and len(w.waiting) < AHEAD]
        return min(able, key=lambda w: len(w.waiting), default=None)

    def _hire(self, *, alone: bool = False) -> _Worker:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=_serve, args=(theirs, self._work), daemon=True)
        with _held_back():  # what is held back is inherited, so that no signal finds a worker unprepared
            process.start()
        theirs.close()
        worker = _Worker(process, ours, alone=alone)
        self._workers.append(worker)
        return worker

    def _give(self, worker: _Worker, number: int, job: Job) -> None:
        worker.waiting.append(number)
        with contextlib.suppress(OSError):  # it has died: that is heard where results are
            worker.pipe.send(job)

    def _hear(self, jobs: dict[int, Job]) -> list[tuple[int, Result | Died | BaseException]]:
        """Wait for results and return them by the number of their job."""
        heard: list[tuple[int, Result | Died | BaseException]] = []
        by_pipe = {w.pipe: w for w in self._workers if w.waiting}
        for pipe in wait(list(by_pipe)):
            worker = by_pipe[pipe]  # type: ignore[index]
            try:
                heard.append((worker.waiting[0], worker.pipe.recv()))
                worker.waiting.popleft()
                if worker.alone:
                    self._dismiss(worker)
            except (EOFError, OSError):
                heard += self._bury(worker, jobs)
        return heard

    def _bury(self, worker: _Worker, jobs: dict[int, Job]) -> list[tuple[int, Result | Died | BaseException]]:
        """Return the job a worker died at; what else it had at hand goes to another."""
        self._dismiss(worker)
        lost, *rest = worker.waiting
        for number in rest:
            others = [w for w in self._workers if not w.alone]
            self._give(min(others, key=lambda w: len(w.waiting)) if others else self._hire(), number, jobs[number])
        code = worker.process.exitcode
        if code in (_LEFT, -signal.SIGKILL):
            why = "the process at work on it was ended by the system or ran out of memory"
        else:
            why = f"the process at work on it died ({'signal ' + str(-code) if code and code < 0 else 'exit code ' + str(code)})"
        return [(lost, Died(why))]

    def _dismiss(self, worker: _Worker) -> None:
        self._workers.remove(worker)
        worker.pipe.close()
        worker.process.join(5)
        if worker.process.is_alive():
            worker.process.kill()
            worker.process.join()


def _serve(pipe: Connection, work: Callable[[Any], Any]) -> None:
    """Do jobs until the other side has gone."""
    _follow_parent()
    jobs: queue.SimpleQueue[Any] = queue.SimpleQueue()
    # Jobs are taken in beside the work, so that the other side never waits to hand one over while we wait to hand a result over.
    threading.Thread(target=_receive, args=(pipe, jobs), daemon=True).start()
    while True:
        try:
            result: Any = work(jobs.get())
        except MemoryError:
            os._exit(_LEFT)
        except Exception as failure:
            result = failure
        try:
            pipe.send(result)
        except OSError:
            return


def _receive(pipe: Connection, jobs: queue.SimpleQueue[Any]) -> None:
    while True:
        try:
            jobs.put(pipe.recv())
        except (EOFError, OSError):
            os._exit(1)  # nobody is left who could take a result


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
    """Leave requests to end to the parent, which may still want results, and end when it says so."""
    for number in ENDING:
        if number != signal.SIGTERM:
            signal.signal(number, signal.SIG_IGN)
    if hasattr(signal, "sigwaitinfo"):
        # SIGTERM stays held back here; a thread looks at who sends it.
        signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGTERM,))
        threading.Thread(target=_end_when_told, args=(os.getppid(),), daemon=True).start()
    elif hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDING)


def _end_when_told(parent: int) -> None:
    while signal.sigwaitinfo((signal.SIGTERM,)).si_pid != parent:
        pass  # the whole group was asked to end; the parent decides what that means
    os._exit(1)
