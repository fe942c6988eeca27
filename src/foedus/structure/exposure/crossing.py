"""What share of the exports crosses a territory or takes a route: a point by proportional sharing, and the exact bounds.

A flow at least cost does not say which barrel went where. Proportional sharing (Bialek 1996, *IEE Proceedings C* 143) mixes all
that enters a node: walking back from the point of delivery is a chain absorbed where the flow crosses a marked stretch or where
it entered. The bounds make no such assumption: of all flows as cheap as the cheapest, the one that crosses least and the one that
crosses most, by two linear programmes on a network of two layers.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.structure.absorb import absorb
from foedus.structure.exposure.flow import Flows, program, solve
from foedus.structure.exposure.network import Network

Array = NDArray[np.float64]
Marks = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Share:
    """A share of what is delivered: by proportional sharing, and the least and most it can be. 0 to 1, NaN if nothing is."""

    point: float
    low: float
    high: float


def delivered(network: Network, found: Flows) -> Array:
    """Return what reaches each node, (draw, node, commodity)."""
    return np.asarray(network.demand - found.short)


def traced(network: Network, found: Flows, marked: Marks, sinks: Marks | None = None) -> Array:
    """Return the share of what reaches `sinks` that crossed a marked stretch, by proportional sharing.

    Parameters
    ----------
    network, found
        The network and its flows.
    marked
        (edge,): stretches that count as a crossing.
    sinks
        (node, commodity): where deliveries are looked at; the exports by default.

    Returns
    -------
    numpy.ndarray
        (draw,), 0 to 1; NaN where nothing is delivered.
    """
    sinks = network.export if sinks is None else sinks
    reached = delivered(network, found)
    crossing, total = np.zeros(len(reached)), np.zeros(len(reached))
    tails, heads = np.array([e.tail for e in network.edges]), np.array([e.head for e in network.edges])
    kept = 1.0 - np.array([e.loss for e in network.edges])
    for k in range(len(network.commodities)):
        if not sinks[:, k].any():
            continue
        steps, ends = _back(found.carried[:, :, k] * kept, found.entering[:, :, k], tails, heads, marked)
        touched = absorb(steps, ends)[:, :, 0]
        there = reached[:, :, k] * sinks[:, k]
        crossing += (there * touched).sum(axis=1)
        total += there.sum(axis=1)
    return np.asarray(np.divide(crossing, total, out=np.full(len(total), np.nan), where=total > 1e-12))


def _back(arriving: Array, entering: Array, tails: NDArray[np.intp], heads: NDArray[np.intp], marked: Marks) -> tuple[Array, Array]:
    """Return the steps from each node to where its flow came from, and into the ends (crossed, entered)."""
    draws, nodes = entering.shape
    # A solver leaves crumbs; they would be amplified where nothing else passes.
    arriving, entering = np.where(arriving > 1e-9, arriving, 0.0), np.where(entering > 1e-9, entering, 0.0)
    steps, ends = np.zeros((draws, nodes, nodes)), np.zeros((draws, nodes, 2))
    ends[:, :, 1] = entering
    for e in range(arriving.shape[1]):
        if marked[e]:
            ends[:, heads[e], 0] += arriving[:, e]
        else:
            steps[:, heads[e], tails[e]] += arriving[:, e]
    through = steps.sum(axis=2) + ends.sum(axis=2)
    idle = through <= 0
    ends[:, :, 1][idle] = 1.0
    through = np.where(idle, 1.0, through)[:, :, None]
    return steps / through, ends / through


def bounds(network: Network, limits: Array, marked: Marks, floors: float = 1.0, sinks: Marks | None = None) -> tuple[float, float]:
    """Return the least and the most share of what reaches `sinks` that may have crossed, over all cheapest flows.

    Parameters
    ----------
    network
        The network.
    limits
        (edge,): most each stretch can carry.
    marked, sinks
        As for `traced`.
    floors
        Share of the floors that holds.
    """
    sinks = network.export if sinks is None else sinks
    made = program(network, floors, marked)
    best = solve(made, limits)
    least = float(best @ made.cost)
    wanted = sinks[tuple(made.demand_at.T)]
    first, second = made.first_delivery + np.flatnonzero(wanted), made.first_delivery + len(made.demand_at) + np.flatnonzero(wanted)
    total = float(best[first].sum() + best[second].sum())
    if total <= 1e-12:
        return np.nan, np.nan
    out = []
    for sign in (1.0, -1.0):
        aim = np.zeros_like(made.cost)
        aim[second] = sign
        x = solve(made, limits, aim, least + 1e-9 * (1.0 + abs(least)))
        there = float(x[first].sum() + x[second].sum())
        out.append(float(np.clip(x[second].sum() / max(there, 1e-12), 0.0, 1.0)))
    return out[0], out[1]


def share(network: Network, found: Flows, marked: Marks, floors: float = 1.0, sinks: Marks | None = None) -> Share:
    """Return the share that crosses, in the first state of `found`, with its bounds."""
    point = float(traced(network, found, marked, sinks)[0])
    low, high = bounds(network, found.limits[0], marked, floors, sinks)
    # The point lies between by construction; what the solver rounds off must not say otherwise.
    return Share(point, min(low, point), max(high, point))
