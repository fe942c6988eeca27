"""Draws of hours and of open votes; each stage of each member has a stream of its own."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from foedus.compacts.inputs import Floats
from foedus.compacts.model import Compact, Hours
from foedus.compacts.scenario import Motion, Scenario
from foedus.core.errors import FoedusError
from foedus.core.rng import blocks, stream


@dataclass(frozen=True, slots=True)
class Sampler:
    """Draws for a scenario; `draws` None for one replicate at the most likely values."""

    draws: int | None
    seed: int
    name: str

    @property
    def size(self) -> int:
        """Number of replicates."""
        return 1 if self.draws is None else self.draws

    def hours(self, hours: Hours, *purpose: str) -> Floats:
        """Return (R,) hours from a triangular distribution, or the most likely one."""
        least, likely, most = hours
        if self.draws is None or least == most:
            return np.full(self.size, likely)
        return np.concatenate([stream(self.seed, ("compact", self.name, *purpose), b.index).triangular(least, likely, most, b.stop - b.start) for b in blocks(self.draws)])

    def normal(self, *purpose: str) -> Floats:
        """Return (R,) standard normal numbers."""
        return np.concatenate([stream(self.seed, ("compact", self.name, *purpose), b.index).standard_normal(b.stop - b.start) for b in blocks(self.size)])


@dataclass(frozen=True, slots=True)
class Stages:
    """How long stages take: what the scenario says of the motion, else of all its motions, else what the compact says."""

    compact: Compact
    scenario: Scenario
    motion: Motion
    sampler: Sampler

    def __call__(self, stage: str, who: str = "") -> Floats:
        """Return (R,) hours of a stage; `who` names the stream.

        Raises
        ------
        FoedusError
            If nobody says how long it takes (``compact-duration``).
        """
        own = {of: d for of, d in self.scenario.durations if d.stage == stage}
        found = own.get(self.motion.id) or own.get(None) or self.compact.duration(stage, self.scenario.day)
        if found is None:
            raise FoedusError(
                "compact-duration", f"nobody says how long {stage} takes", self.scenario.id, "[[durations]] in the scenario or in the compact",
                f'[[durations]]\nstage = "{stage}"\nhours = [2, 4, 8]',
            )
        return self.sampler.hours(found.hours, stage, who)
