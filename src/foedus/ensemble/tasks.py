"""The units of work: one block of draws under one engine, or one driver. Pure, and able to travel."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from foedus.analysis.sensitivity import Uncertain, driver, uncertain_inputs
from foedus.core.ids import canonical_json, digest
from foedus.core.rng import BLOCK, Block, Key, blocks, stream
from foedus.engines.registry import engine
from foedus.model.agenda import AgendaInputs, AgendaResult
from foedus.model.inputs import IssueInputs
from foedus.model.results import IssueResult
from foedus.model.run import Driver


@dataclass(frozen=True, slots=True, eq=False)
class Job:
    """One engine on one issue: all draws, or (in a `BlockTask`) those of one block.

    `linked` holds all issues of the case, `inputs` among them, for an engine that decides them together.
    """

    engine: str
    params: dict[str, object]
    inputs: IssueInputs
    seed: int
    linked: AgendaInputs | None = None

    @property
    def key(self) -> Key:
        """Purpose of the engine's random stream.

        It names no account: the case and its accounts share their random numbers and differ by their inputs. Nor, if
        the issues are linked, an issue.
        """
        return ("engine", self.engine, self.inputs.issue) if self.linked is None else ("engine", self.engine, "all", "issues")

    def hash(self) -> str:
        """Return a hash of everything the engine can read."""
        own = self.inputs.hash()
        return own if self.linked is None else digest(own, self.linked.hash())

    @property
    def version(self) -> str:
        """Version of the engine."""
        return engine(self.engine).version

    def stream_text(self) -> str:
        """Return the address of the random numbers used, as text."""
        last = (self.inputs.draws - 1) // BLOCK
        return f"seed {self.seed}, stream {'/'.join(map(str, self.key))}, blocks 0 to {last} of {BLOCK} draws"

    def cut(self, part: slice) -> Job:
        """Return this job for some of its draws."""
        linked = None if self.linked is None else self.linked.take(part)
        return Job(self.engine, self.params, self.inputs.take(part), self.seed, linked)

    def solve(self, index: int) -> IssueResult:
        """Return the result of these draws, which are block `index` of a run."""
        if self.linked is None:
            return engine(self.engine).run(self.inputs, self.params, stream(self.seed, self.key, index))
        return _together(_Linked(self, index)).of(self.linked, self.inputs.issue)

    def blocks(self) -> list[Block]:
        """Return the blocks its draws fall into."""
        return list(blocks(self.inputs.draws))

    def drivers(self) -> list[Uncertain]:
        """Return the inputs whose influence can be measured."""
        return uncertain_inputs(self.inputs)


@dataclass(frozen=True, slots=True, eq=False)
class BlockTask:
    """Solve one block of draws; `job` holds the draws of that block only."""

    job: Job
    index: int

    def __call__(self) -> IssueResult:
        """Return the result for the block."""
        return self.job.solve(self.index)


@dataclass(frozen=True, slots=True, eq=False)
class DriverTask:
    """Measure how one uncertain input drives the outcome."""

    job: Job
    which: Uncertain

    def __call__(self) -> Driver:
        """Return the driver."""
        j = self.job

        def mean_outcome(inputs: IssueInputs) -> float:
            linked = None if j.linked is None else j.linked.take(slice(inputs.draws)).with_issue(inputs)
            job = Job(j.engine, j.params, inputs, j.seed, linked)
            return float(np.concatenate([job.cut(b.slice).solve(b.index).outcome for b in job.blocks()]).mean())

        return driver(mean_outcome, j.inputs, self.which)


class _Linked:
    """A job on linked issues as a key: jobs that differ only in the issue they are asked for are the same work."""

    def __init__(self, job: Job, index: int) -> None:
        if job.linked is None:
            raise TypeError("the issues of this job are not linked")
        self.inputs = job.linked
        self.job, self.index = job, index
        self.key = canonical_json([job.engine, job.params, job.seed, index, job.linked.hash()])

    def __hash__(self) -> int:
        return hash(self.key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Linked) and self.key == other.key


@lru_cache(maxsize=4)  # the issues of an agenda are asked for one after the other
def _together(work: _Linked) -> AgendaResult:
    job = work.job
    return engine(job.engine).run_agenda(work.inputs, job.params, stream(job.seed, job.key, work.index))
