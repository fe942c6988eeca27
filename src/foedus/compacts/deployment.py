"""Who sends people under a motion, how many, and when they are there: of one run, and of two beside each other."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from foedus.compacts.run import Run


@dataclass(frozen=True, slots=True)
class Sent:
    """What a member sends: in which share of the replicates, how many people, and at what hour they arrive (the median)."""

    member: str
    share: float
    people: tuple[int, int] | None
    arrives: float | None


@dataclass(frozen=True, slots=True)
class Moved:
    """What a member sends in each of two runs, None where it is no contributor or never sends."""

    member: str
    before: Sent | None
    after: Sent | None

    @property
    def differs(self) -> bool:
        """Whether it sends in one of them only, more often, other people, or half an hour earlier or later."""
        if self.before is None or self.after is None:
            return self.before is not self.after
        apart = abs((self.before.arrives or 0.0) - (self.after.arrives or 0.0))
        return apart >= 0.5 or self.before.people != self.after.people or self.before.share != self.after.share


def deployment(run: Run) -> list[Sent]:
    """Return what each contributor sends that sends anything, the first to arrive first; nobody where nothing was decided."""
    hours = run.inputs.arrivals(run.hours("DECIDED")) if run.contributors else np.zeros((run.inputs.replicates, 0))
    out = []
    for k, contributor in enumerate(run.contributors):
        there = hours[:, k][np.isfinite(hours[:, k])]
        if len(there):
            out.append(Sent(contributor.member, len(there) / run.inputs.replicates, contributor.people, float(np.median(there))))
    return sorted(out, key=lambda s: (s.arrives, s.member))


def beside(before: Run, after: Run) -> list[Moved]:
    """Return the deployments of two runs beside each other, in the order of the first, then of the second."""
    was, now = ({s.member: s for s in deployment(one)} for one in (before, after))
    return [Moved(m, was.get(m), now.get(m)) for m in dict.fromkeys([*was, *now])]
