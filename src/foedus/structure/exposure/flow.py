"""The cheapest way to carry what is wanted, as a linear programme; many states of the network on axis 0.

Capacitated multi-commodity flow at least cost (Ahuja, Magnanti and Orlin 1993, *Network Flows*, ch. 17), solved by HiGHS
(Huangfu and Hall 2018) through SciPy. Minimise the tariffs paid, plus the price of what is not delivered, plus a charge for what
falls short of a floor; subject to balance at every node, capacity of every stretch, and supply.

Tariffs alone send everything down the cheapest way. What contracts and habit keep elsewhere stands in the floors: observed flows
that the programme gives up only where they can no longer be had. The charge for a shortfall orders the choices and is no cost: it
is half the price, above every difference of tariffs and below the price, so that oil is moved before it is left in the ground.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from foedus.core.errors import FoedusError
from foedus.structure.exposure.network import Network

Array = NDArray[np.float64]
Ints = NDArray[np.intp]
TOGETHER = 100  #: states solved in one call; from 25 on a state costs a tenth of a call of its own


@dataclass(frozen=True, slots=True)
class Flows:
    """What flows in each of several states of a network.

    Attributes
    ----------
    carried
        (draw, edge, commodity): what enters each stretch.
    entering
        (draw, node, commodity): supply used.
    short
        (draw, node, commodity): demand not met.
    cost
        (draw,): tariffs paid.
    objective
        (draw,): tariffs and the price of what is not delivered.
    limits
        (draw, edge): what each stretch could carry.
    """

    carried: Array
    entering: Array
    short: Array
    cost: Array
    objective: Array
    limits: Array


@dataclass(frozen=True, slots=True)
class Program:
    """A linear programme whose limits alone change from state to state.

    Columns are flows (one per stretch, commodity and layer), supplies, deliveries (one per demand and layer), shortfalls of
    demand, and shortfalls of floors. With two layers, what has crossed a marked stretch flows in the second.
    """

    network: Network
    floors: Array  # (floor,): what each floor asks
    floor_at: Ints  # (floor, 2): edge and commodity
    cost: Array  # (column,): what decides
    paid: Array  # (column,): tariffs alone
    balance: Any  # sparse (row, column)
    wanted: Array  # (row,)
    limited: Any  # sparse (row, column): stretches with several columns, then floors
    shared: Ints  # (row,): which edge a row of `limited` bounds, before the floors
    upper: Array  # (column,): bounds that do not change
    flow_edge: Ints  # (flow column,): its edge
    flow_commodity: Ints
    supply_at: Ints  # (supply column, 2): node and commodity
    demand_at: Ints  # (demand, 2): node and commodity
    layers: int

    @property
    def first_supply(self) -> int:
        """Column of the first supply."""
        return len(self.flow_edge)

    @property
    def first_delivery(self) -> int:
        """Column of the first delivery; those of the first layer come first."""
        return self.first_supply + len(self.supply_at)

    @property
    def first_short(self) -> int:
        """Column of the first shortfall of demand."""
        return self.first_delivery + self.layers * len(self.demand_at)

    def bounds(self, limits: Array) -> tuple[Array, Array]:
        """Return the upper bounds of the columns and the right-hand sides of `limited` under `limits` (edge,)."""
        upper = self.upper.copy()
        upper[: len(self.flow_edge)] = limits[self.flow_edge]
        asked = np.minimum(self.floors, limits[self.floor_at[:, 0]])
        return upper, np.concatenate([limits[self.shared], -asked])


def program(network: Network, floors: float = 1.0, marked: NDArray[np.bool_] | None = None) -> Program:
    """Return the programme of `network`.

    Parameters
    ----------
    network
        What flows where.
    floors
        Share of the floors that holds, 0 to 1; 0 leaves tariffs alone.
    marked
        (edge,): stretches after which a flow counts as having crossed; None for one layer.
    """
    from scipy import sparse

    layers = 1 if marked is None else 2
    crossed = np.zeros(len(network.edges), dtype=bool) if marked is None else marked
    nodes, kinds = len(network.nodes), len(network.commodities)
    demands, supplies = np.argwhere(network.demand > 0), np.argwhere(network.supply > 0)
    flows = [(e, k, i) for e, edge in enumerate(network.edges) for k in edge.commodities for i in range(layers)]
    floor_at = np.argwhere((network.floors > 0) & (floors > 0))
    count = len(flows) + len(supplies) + (layers + 1) * len(demands) + len(floor_at)

    row: list[int] = []
    column: list[int] = []
    entry: list[float] = []

    def put(at: int, of: int, value: float) -> None:
        row.append(at)
        column.append(of)
        entry.append(value)

    def node(n: int, k: int, i: int) -> int:
        return (n * kinds + k) * layers + i

    cost = np.zeros(count)
    for c, (e, k, i) in enumerate(flows):
        edge = network.edges[e]
        put(node(edge.tail, k, i), c, -1.0)
        put(node(edge.head, k, layers - 1 if crossed[e] else i), c, 1.0 - edge.loss)
        cost[c] = edge.tariff
    paid = cost.copy()
    at = len(flows)
    for c, (n, k) in enumerate(supplies, at):
        put(node(n, k, 0), c, 1.0)
    at += len(supplies)
    first = nodes * kinds * layers
    for d, (n, k) in enumerate(demands):
        for i in range(layers):
            put(node(n, k, i), at + i * len(demands) + d, -1.0)
            put(first + d, at + i * len(demands) + d, 1.0)
        short = at + layers * len(demands) + d
        put(first + d, short, 1.0)
        cost[short] = network.price[k]
    at += (layers + 1) * len(demands)
    wanted = np.zeros(first + len(demands))
    wanted[first:] = network.demand[tuple(demands.T)]
    balance = sparse.csr_array((entry, (row, column)), shape=(len(wanted), count))

    row, column, entry = [], [], []
    of_edge = np.array([e for e, _, _ in flows])
    shared = np.array([e for e in range(len(network.edges)) if (of_edge == e).sum() > 1], dtype=np.intp)
    for r, e in enumerate(shared):
        for c, (other, _, _) in enumerate(flows):
            if other == e:
                put(r, c, 1.0)
    for f, (e, k) in enumerate(floor_at):
        for c, (other, kind, _) in enumerate(flows):
            if (other, kind) == (e, k):
                put(len(shared) + f, c, -1.0)
        put(len(shared) + f, at + f, -1.0)
        cost[at + f] = network.price[k] / 2
    limited = sparse.csr_array((entry, (row, column)), shape=(len(shared) + len(floor_at), count))

    upper = np.full(count, np.inf)
    upper[len(flows) : len(flows) + len(supplies)] = network.supply[tuple(supplies.T)]
    return Program(
        network, floors * network.floors[tuple(floor_at.T)], floor_at, cost, paid, balance, wanted, limited, shared, upper,
        of_edge, np.array([k for _, k, _ in flows]), supplies, demands, layers,
    )  # fmt: skip


def solve(made: Program, limits: Array, cost: Array | None = None, within: float | None = None) -> Array:
    """Return the columns of a cheapest flow under `limits` (edge,).

    Parameters
    ----------
    made
        The programme.
    limits
        (edge,): most each stretch can carry.
    cost
        (column,): what to minimise instead of the programme's own costs.
    within
        Most that the programme's own costs may come to.

    Raises
    ------
    FoedusError
        If HiGHS finds no optimum (``network-flow``), which a network that may leave demand unmet should never give.
    """
    from scipy import sparse
    from scipy.optimize import linprog

    upper, at_most = made.bounds(limits)
    rows = made.limited
    if within is not None:
        rows = sparse.vstack([rows, sparse.csr_array(made.cost[None, :])], format="csr")
        at_most = np.append(at_most, within)
    found = linprog(
        made.cost if cost is None else cost, A_ub=rows if rows.shape[0] else None, b_ub=at_most if rows.shape[0] else None, A_eq=made.balance, b_eq=made.wanted,
        bounds=np.column_stack([np.zeros_like(upper), upper]), method="highs",
    )  # fmt: skip
    if found.status != 0:
        raise FoedusError("network-flow", f"no flow was found in {made.network.name}: {found.message}", None, "a network whose demands may go unmet")
    return np.asarray(found.x)


def flows(made: Program, limits: Array) -> Flows:
    """Return the cheapest flow in each state.

    `TOGETHER` states are solved as one programme of independent blocks: what HiGHS is called for, and what SciPy checks, is paid
    once for all of them. Where several flows are equally cheap, which is found may depend on the neighbours in a block; what
    it costs and what it leaves undelivered in money does not.

    Parameters
    ----------
    made
        A programme of one layer.
    limits
        (draw, edge): most each stretch can carry in each state.
    """
    from scipy import sparse
    from scipy.optimize import linprog

    found = np.empty((len(limits), len(made.cost)))
    built = 0
    for at in range(0, len(limits), TOGETHER):
        some = limits[at : at + TOGETHER]
        if len(some) != built:
            built = len(some)
            balance, limited = (sparse.block_diag([m] * built, format="csc") if m.shape[0] else None for m in (made.balance, made.limited))
            cost, wanted = np.tile(made.cost, built), np.tile(made.wanted, built)
        upper, at_most = (np.concatenate(parts) for parts in zip(*(made.bounds(one) for one in some), strict=True))
        solved = linprog(
            cost, A_ub=limited, b_ub=at_most if limited is not None else None, A_eq=balance, b_eq=wanted,
            bounds=np.column_stack([np.zeros_like(upper), upper]), method="highs",
        )  # fmt: skip
        # A block that fails is solved state by state, so that the one at fault is told.
        found[at : at + built] = solved.x.reshape(built, -1) if solved.status == 0 else np.stack([solve(made, one) for one in some])
    return read(made, found, limits)


def read(made: Program, columns: Array, limits: Array) -> Flows:
    """Return solutions, (draw, column), as flows."""
    network, draws = made.network, len(columns)
    carried = np.zeros((draws, len(network.edges), len(network.commodities)))
    carried[:, made.flow_edge, made.flow_commodity] = columns[:, : len(made.flow_edge)]
    entering = np.zeros((draws, *network.supply.shape))
    entering[(slice(None), *made.supply_at.T)] = columns[:, made.first_supply : made.first_delivery]
    short = np.zeros((draws, *network.demand.shape))
    short[(slice(None), *made.demand_at.T)] = columns[:, made.first_short : made.first_short + len(made.demand_at)]
    cost = columns @ made.paid
    return Flows(carried, entering, short, cost, cost + (short * network.price).sum(axis=(1, 2)), limits)
