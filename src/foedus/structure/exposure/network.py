"""A transit network: nodes, stretches with capacity, tariff and territory, and how much enters and leaves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.structure.cells import Cell, Source

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Edge:
    """A stretch of a route.

    Attributes
    ----------
    id, route
        Its name in the file, and the route it belongs to.
    tail, head
        Indices of the nodes it leads from and to.
    territories
        States whose territory it crosses, ISO 3166-1 alpha-3.
    capacity
        Most it can carry, in the unit of the network.
    tariff
        Cost of carrying a unit.
    loss
        Share lost on the way, 0 to 1.
    commodities
        Indices of what may flow in it; several share the capacity.
    """

    id: str
    route: str
    tail: int
    head: int
    territories: frozenset[str]
    capacity: float
    tariff: float
    loss: float
    commodities: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Telling:
    """What another source says of a number that is used: both stay.

    Attributes
    ----------
    number
        Where the number stands in the file, such as ``years.2030.flow.wagons``.
    used, told
        The number as it is used, and as it is told here.
    source
        Id of the source that tells it.
    note
        What must be known of it.
    """

    number: str
    used: float
    told: float
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class Network:
    """A network in one year.

    Attributes
    ----------
    id, name, about
        Name of the file, what it is, and what must be known of it.
    unit, money
        What flows are counted in a year, such as "Mt", and what a unit's price and tariff are in, such as "USD/t".
    value_unit
        What a unit times its price is, such as "million USD".
    year, years
        The year it stands for, None for the numbers without one, and the years the file has.
    home
        States whose flows these are; their own territory is no transit.
    nodes, edges, commodities
        What flows where.
    routes
        Names of the routes by id.
    price
        (commodity,): what a unit not delivered is worth.
    supply, demand
        (node, commodity): most that can enter, and what is wanted.
    export
        (node, commodity): whether what is delivered here counts as an export of the home states.
    floors
        (edge, commodity): what contracts and habit keep in a stretch, observed flows as a rule.
    storage
        (commodity,): room in tanks before production is shut in.
    cells, sources
        Every number with its source.
    tellings
        What other sources say of numbers of this year, or of none.
    """

    id: str
    name: str
    about: str
    unit: str
    money: str
    value_unit: str
    year: int | None
    years: tuple[int, ...]
    home: frozenset[str]
    nodes: tuple[str, ...]
    edges: tuple[Edge, ...]
    commodities: tuple[str, ...]
    routes: Mapping[str, str]
    price: Array
    supply: Array
    demand: Array
    export: NDArray[np.bool_]
    floors: Array
    storage: Array
    cells: tuple[Cell, ...]
    sources: Mapping[str, Source]
    tellings: tuple[Telling, ...] = ()

    @property
    def capacity(self) -> Array:
        """(edge,): most each stretch can carry."""
        return np.array([e.capacity for e in self.edges])

    @property
    def territories(self) -> tuple[str, ...]:
        """States whose territory is crossed, without the home states, in alphabetical order."""
        return tuple(sorted({t for e in self.edges for t in e.territories} - self.home))

    @property
    def exports(self) -> float:
        """All that is wanted where it counts as export."""
        return float(self.demand[self.export].sum())

    def of_route(self, route: str) -> NDArray[np.bool_]:
        """(edge,): which stretches belong to the route called `route`."""
        return np.array([e.route == route for e in self.edges])

    def of_territory(self, territory: str) -> NDArray[np.bool_]:
        """(edge,): which stretches cross the territory of `territory`."""
        return np.array([territory in e.territories for e in self.edges])

    def trust(self) -> dict[str, int]:
        """Return how many numbers are sourced, derived from others, illustrative, unconfirmed and without any source."""
        found = {"sourced": 0, "derived": 0, "illustrative": 0, "unconfirmed": 0, "without": 0}
        for cell in self.cells:
            source = self.sources.get(cell.source)
            if source is None:
                kind = "without"
            elif source.illustrative or not source.confirmed:
                kind = "illustrative" if source.illustrative else "unconfirmed"
            else:
                kind = "derived" if source.derived else "sourced"
            found[kind] += 1
        return found
