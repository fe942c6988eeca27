"""The units of work: one block of draws under one engine, or one driver. Pure, and able to travel."""

from __future__ import annotations

from dataclasses import dataclass

from foedus.analysis.sensitivity import Uncertain, driver, uncertain_inputs
from foedus.core.rng import BLOCK, Block, Key, blocks, stream
from foedus.engines.registry import engine
from foedus.model.inputs import IssueInputs
from foedus.model.results import IssueResult
from foedus.model.run import Driver


@dataclass(frozen=True, slots=True, eq=False)
class Job:
    """One engine on one issue: all draws, or (in a `BlockTask`) those of one block."""

    engine: str
    params: dict[str, object]
    inputs: IssueInputs
    seed: int

    @property
    def key(self) -> Key:
        """Purpose of the engine's random stream.

        It names no account: the case and its accounts share their random numbers and differ by their inputs.
        """
        return ("engine", self.engine, self.inputs.issue)

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
        return Job(self.engine, self.params, self.inputs.take(part), self.seed)

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
        rng = stream(self.job.seed, self.job.key, self.index)
        return engine(self.job.engine).run(self.job.inputs, self.job.params, rng)


@dataclass(frozen=True, slots=True, eq=False)
class DriverTask:
    """Measure how one uncertain input drives the outcome."""

    job: Job
    which: Uncertain

    def __call__(self) -> Driver:
        """Return the driver."""
        j = self.job
        return driver(engine(j.engine), j.params, j.inputs, self.which, j.seed, j.key)
