"""What happens when ways are closed: what is left over, where the rest goes, and what it costs.

An outage sets what a stretch can carry. Other stretches have their spare capacity at once in the long run; in the short run a
share of it, the ramp: pumps, wagons, berths and contracts take weeks.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.core.errors import FoedusError, nearest
from foedus.structure.exposure.flow import Flows, Program, flows
from foedus.structure.exposure.network import Network

Array = NDArray[np.float64]
Marks = NDArray[np.bool_]

#: Amounts below this, in the unit of the network, are rounding of the solver.
SLACK = 1e-6


@dataclass(frozen=True, slots=True)
class Response:
    """What the network does when ways are closed, beside what it did before; draws on axis 0, amounts a year.

    Attributes
    ----------
    before, after
        Flows; `before` has one draw.
    unserved
        (draw,): exports not delivered, of the home states.
    others
        (draw,): other demand not met: use at home, and what others send across.
    share
        (draw,): `unserved` of all exports.
    lost
        (draw,): price of the exports not delivered in the years told.
    value
        (draw,): what is at stake in the years told: `lost` and the difference of the tariffs paid. NaN where other demand is lost too:
        the tariffs saved are then those of goods whose price is not counted here.
    """

    before: Flows
    after: Flows
    unserved: Array
    others: Array
    share: Array
    lost: Array
    value: Array


def closed(network: Network, routes: Iterable[str] = (), territories: Iterable[str] = ()) -> Marks:
    """Return which stretches are closed when these routes and territories are, (edge,).

    Raises
    ------
    FoedusError
        If the network has no such route (``network-route``) or crosses no such territory (``network-territory``).
    """
    out = np.zeros(len(network.edges), dtype=bool)
    for route in routes:
        if route not in network.routes:
            raise FoedusError("network-route", f"{network.id} has no route {route!r}", None, f"one of {', '.join(network.routes)}", f"--out-route {nearest(route, list(network.routes), 1)}")
        out |= network.of_route(route)
    for territory in territories:
        marked = network.of_territory(territory)
        if not marked.any():
            known = sorted({t for e in network.edges for t in e.territories})
            raise FoedusError("network-territory", f"{network.id} crosses no territory {territory!r}", None, f"one of {', '.join(known)}", f"--out-territory {nearest(territory, known, 1)}")
        out |= marked
    return out


def limits(network: Network, available: Array, used: Array | None = None, ramp: float = 1.0) -> Array:
    """Return what each stretch can carry, (draw, edge).

    Parameters
    ----------
    network
        The network.
    available
        (draw, edge): share of the capacity at hand, 0 (closed) to 1.
    used
        (edge,): what flowed before; needed where `ramp` is below 1.
    ramp
        Share of spare capacity that can be had in the time looked at, 0 to 1.
    """
    capacity = network.capacity
    most = capacity if used is None or ramp >= 1 else np.minimum(capacity, used + ramp * (capacity - used))
    return np.minimum(np.clip(available, 0.0, 1.0) * capacity, most)


def baseline(made: Program) -> Flows:
    """Return the flows with everything open, one draw."""
    return flows(made, made.network.capacity[None, :])


def respond(made: Program, available: Array, ramp: float = 1.0, years: float = 1.0, before: Flows | None = None) -> Response:
    """Return what the network does when stretches are closed in part or whole.

    Parameters
    ----------
    made
        The programme of the network.
    available
        (draw, edge): share of the capacity at hand.
    ramp
        Share of spare capacity that can be had, 0 to 1.
    years
        For how long, for the value at stake.
    before
        The flows with everything open, if they are known.
    """
    network = made.network
    before = baseline(made) if before is None else before
    after = flows(made, limits(network, np.atleast_2d(available), before.carried[0].sum(axis=1), ramp))
    return response(network, before, after, years)


def response(network: Network, before: Flows, after: Flows, years: float = 1.0) -> Response:
    """Return what `after` differs from `before` in."""
    lost = np.where(network.export, after.short, 0.0)
    others = np.where(network.export, 0.0, after.short).sum(axis=(1, 2))
    price = (lost * network.price).sum(axis=(1, 2)) * years
    unserved = lost.sum(axis=(1, 2))
    further = others - np.where(network.export, 0.0, before.short).sum(axis=(1, 2))
    value = np.where(further > SLACK, np.nan, price + (after.cost - before.cost) * years)
    return Response(before, after, unserved, others, unserved / network.exports, price, value)


def by_route(network: Network, found: Flows) -> dict[str, Array]:
    """Return what each route delivers to export, (draw,) by route, in the order of the file."""
    out: dict[str, Array] = {}
    for e, edge in enumerate(network.edges):
        kinds = np.flatnonzero(network.export[edge.head])
        if kinds.size:
            amount = found.carried[:, e, kinds].sum(axis=1) * (1.0 - edge.loss)
            out[edge.route] = out[edge.route] + amount if edge.route in out else amount
    return out
