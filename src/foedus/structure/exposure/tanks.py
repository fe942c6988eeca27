"""An outage day by day: tanks fill, production is shut in, other ways are opened up, and the way comes back."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from foedus.structure.exposure.flow import Program, flows, program
from foedus.structure.exposure.outage import baseline, limits

Array = NDArray[np.float64]
Marks = NDArray[np.bool_]
YEAR = 365.0  #: days


@dataclass(frozen=True, slots=True)
class Curve:
    """The course of an outage, (day,) each; amounts in the unit of the network.

    Attributes
    ----------
    delivered
        Exported on the day.
    stored
        In tanks at its end.
    shut
        Not produced for want of room.
    """

    delivered: Array
    stored: Array
    shut: Array

    @property
    def lost(self) -> float:
        """Never produced in the days looked at; what stands in tanks at the end is late, not lost."""
        return float(self.shut.sum())

    @property
    def first(self) -> int | None:
        """First day, from 0, on which production is shut in; None if it never is."""
        at = np.flatnonzero(self.shut > 1e-9)
        return int(at[0]) if at.size else None


def course(made: Program, out: Marks, days: int, horizon: int, ramp: float = 1.0, rising: int = 30, commodity: int = 0) -> Curve:
    """Return how an outage of `days` days goes over `horizon` days.

    Parameters
    ----------
    made
        The programme of the network.
    out
        (edge,): what is closed from day 0.
    days, horizon
        How long it is closed, and how many days are looked at.
    ramp, rising
        Share of spare capacity that other ways reach, in a straight line over `rising` days.
    commodity
        Whose export and tanks.
    """
    network = made.network
    before = baseline(made)
    used = before.carried[0].sum(axis=1)
    sold = network.export[:, commodity]
    wanted = float(network.demand[sold, commodity].sum())
    flow = wanted - float(before.short[0, sold, commodity].sum())
    ramps = np.minimum(1.0, np.arange(1, horizon + 1) / max(rising, 1)) * ramp
    closed_days = np.arange(horizon) < days
    room = np.empty(horizon)
    for share in np.unique(ramps):
        for shut in (True, False):
            at = (ramps == share) & (closed_days == shut)
            if at.any():
                # With the way open again, what stood in tanks may go with the rest: demand is not what holds it back.
                available = np.where(out & shut, 0.0, 1.0)[None, :]
                after = flows(made, limits(network, available, used, float(share)))
                room[at] = wanted - float(after.short[0, sold, commodity].sum())
    spare = _spare(made, sold, commodity, flow)
    delivered, stored, lost = np.empty(horizon), np.empty(horizon), np.empty(horizon)
    level, tanks = 0.0, float(network.storage[commodity])
    for day in range(horizon):
        produced = flow / YEAR
        able = room[day] / YEAR + (0.0 if closed_days[day] else spare / YEAR)
        delivered[day] = min(produced + level, able)
        level = level + produced - delivered[day]
        lost[day] = max(0.0, level - tanks)
        level = min(level, tanks)
        stored[day] = level
    return Curve(delivered, stored, lost)


def _spare(made: Program, sold: NDArray[np.bool_], commodity: int, flow: float) -> float:
    """Return what the open ways could carry to export beyond `flow`, a year: what empties the tanks."""
    network = made.network
    supply, demand = network.supply.copy(), network.demand.copy()
    supply[:, commodity] *= 2
    demand[sold, commodity] *= 2
    larger = program(replace(network, supply=supply, demand=demand), 0.0)
    found = baseline(larger)
    return max(0.0, float((demand - found.short[0])[sold, commodity].sum()) - flow)
