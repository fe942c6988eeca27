"""What is finished need not be done again: units of work named by all they depend on, and who keeps them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from foedus.core.ids import canonical_json, digest
from foedus.ensemble.tasks import BlockTask, DriverTask, Job
from foedus.model.results import IssueResult
from foedus.model.run import Blocks, Driver

UNIT = 16  #: bytes of a unit's name: enough that two different units never share one


class Keep(Protocol):
    """Keeps finished units of work across runs; `foedus.store.parts` does it on disk."""

    @property
    def key(self) -> str:
        """Everything besides its inputs that a unit depends on: code, libraries, machine."""

    def find(self, unit: str) -> object | None:
        """Return the value of a unit that was finished before, or None."""

    def put(self, unit: str, value: IssueResult | Driver) -> None:
        """Take the value of a unit that was finished now."""

    def flush(self) -> None:
        """Make sure of everything that was put, for work stops here."""


def unit_of(task: BlockTask | DriverTask, key: str, inputs: str) -> str:
    """Return the name of a unit of work, in hex.

    Units of equal names have equal values. A block's name does not hold the number of draws of its run, so that a
    longer run begins with the blocks of a shorter one; a driver's does, because its percentiles are over all draws.

    Parameters
    ----------
    task
        The unit.
    key
        As in `Keep.key`.
    inputs
        Hash of the inputs of the task's own job.
    """
    job = task.job
    which = task.index if isinstance(task, BlockTask) else task.which
    said = [type(task).__name__, job.engine, job.version, job.params, job.seed, job.key, which, inputs]
    return digest(key, canonical_json(said))[: 2 * UNIT]


def fits(value: object, task: BlockTask | DriverTask) -> bool:
    """Say whether `value` can be what `task` returns; what was kept may have come from elsewhere."""
    job: Job = task.job
    if isinstance(task, DriverTask):
        return isinstance(value, Driver) and (value.actor, value.field) == (job.inputs.actors[task.which[0]], task.which[1])
    if not isinstance(value, IssueResult) or (value.issue, value.actors) != (job.inputs.issue, job.inputs.actors):
        return False
    shape = (job.inputs.draws,)
    return isinstance(value.outcome, np.ndarray) and value.outcome.shape == value.converged.shape == shape


def blocks_of(units: Sequence[str], parts: Sequence[IssueResult], whole: IssueResult) -> Blocks:
    """Return which blocks `whole` was merged from."""
    names = np.frombuffer(bytes.fromhex("".join(units)), np.uint8).reshape(len(units), UNIT)
    noted = np.array([[note in part.notes for note in whole.notes] for part in parts], np.bool_)
    return Blocks(names, noted.reshape(len(parts), len(whole.notes)))
