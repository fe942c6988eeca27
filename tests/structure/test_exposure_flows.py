"""Flows against the reference network, against maximum flows, and on small networks worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import sparse
from scipy.sparse.csgraph import maximum_flow

from foedus.structure.exposure.crossing import bounds, share, traced
from foedus.structure.exposure.flow import flows, program, solve
from foedus.structure.exposure.network import Network
from foedus.structure.exposure.outage import baseline, by_route, closed, limits, respond
from foedus.structure.exposure.parse import network, shipped_network


def oil(year: int | None = None) -> Network:
    return shipped_network("kazakhstan-oil", year)


def open_but(one: Network, routes: tuple[str, ...] = (), territories: tuple[str, ...] = ()) -> np.ndarray:
    return (~closed(one, routes, territories)).astype(float)[None, :]


def test_the_reference_network_costs_what_three_solvers_found() -> None:
    found = baseline(program(oil(), floors=0))
    assert found.objective[0] == pytest.approx(2841.9)
    assert found.short.sum() == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize(
    ("routes", "territories", "unserved", "delivered"),
    [
        (("cpc",), (), 45.0, {"cpc": 0, "samara": 17.5, "makhachkala": 2.5, "btc": 2.7, "china": 1.6, "rail": 1.2}),
        ((), ("RUS",), 62.5, {"cpc": 0, "samara": 0, "makhachkala": 0, "btc": 5.2, "china": 1.6, "rail": 1.2}),
    ],
)
def test_closures_of_the_reference_network(routes: tuple[str, ...], territories: tuple[str, ...], unserved: float, delivered: dict[str, float]) -> None:
    one = oil()
    found = respond(program(one, floors=0), open_but(one, routes, territories))
    assert found.unserved[0] == pytest.approx(unserved)
    assert found.share[0] == pytest.approx(unserved / 70.5)
    assert found.lost[0] == pytest.approx(unserved * 600)
    assert found.others[0] == pytest.approx(0, abs=1e-9)
    assert {k: float(v[0]) for k, v in by_route(one, found.after).items()} == pytest.approx(delivered, abs=1e-7)
    # The value at stake by its definition, from the flows.
    tariffs = np.array([e.tariff for e in one.edges])
    moved = (tariffs * (found.after.carried - found.before.carried)[0, :, 0]).sum()
    assert found.value[0] == pytest.approx(unserved * 600 + moved)


def test_tariffs_alone_would_send_everything_one_way() -> None:
    one = oil(2023)
    assert by_route(one, baseline(program(one, floors=0)))["cpc"][0] == pytest.approx(70.5)
    assert by_route(one, baseline(program(one, floors=1)))["cpc"][0] == pytest.approx(55.586)
    assert by_route(one, baseline(program(one, floors=0.9)))["samara"][0] == pytest.approx(0.9 * 9.2)


@pytest.mark.parametrize(("year", "main", "neighbour"), [(2022, 0.812, 0.970), (2023, 0.788, 0.947)])
def test_shares_by_route_and_by_territory(year: int, main: float, neighbour: float) -> None:
    one = oil(year)
    found = baseline(program(one))
    assert share(one, found, one.of_route("cpc")).point == pytest.approx(main, abs=5e-4)
    crossing = share(one, found, one.of_territory("RUS"))
    assert crossing.point == pytest.approx(neighbour, abs=5e-4)
    # Every way is held by what was observed, so nothing is left to choose.
    assert crossing.high - crossing.low < 1e-6


def test_what_was_rerouted_in_april_2022_lies_within_the_range() -> None:
    one = oil(2022)
    made = program(one)
    before = sum(float(v[0]) for k, v in by_route(one, baseline(made)).items() if k != "cpc")
    extra = []
    for ramp in (0.5, 0.6):
        after = by_route(one, respond(made, open_but(one, ("cpc",)), ramp).after)
        extra.append((sum(float(v[0]) for k, v in after.items() if k != "cpc") - before) / 12 * 1000)
    assert extra[0] <= 561 <= extra[1]  # thousand tonnes, by the government


@pytest.mark.parametrize("seed", range(4))
def test_what_is_delivered_is_the_maximum_flow(seed: int) -> None:
    one, rng = oil(), np.random.default_rng(seed)
    available = np.where(rng.random((5, len(one.edges))) < 0.3, rng.random((5, len(one.edges))).round(2), 1.0)
    found = respond(program(one, floors=0), available)
    n = len(one.nodes)
    for draw in range(5):
        graph = np.zeros((n + 2, n + 2), dtype=np.int32)
        for e, edge in enumerate(one.edges):
            graph[edge.tail, edge.head] += round(1e4 * available[draw, e] * edge.capacity)
        graph[n, :n] = np.round(1e4 * one.supply[:, 0])
        graph[:n, n + 1] = np.round(1e4 * one.demand[:, 0])
        most = maximum_flow(sparse.csr_array(graph), n, n + 1).flow_value / 1e4
        assert one.demand.sum() - found.unserved[draw] - found.others[draw] == pytest.approx(most, abs=0.01)


def test_many_states_at_once_cost_what_each_costs_alone() -> None:
    one, rng = oil(2023), np.random.default_rng(2)
    made = program(one)
    states = limits(one, rng.random((130, len(one.edges))))
    found = flows(made, states)
    for draw in (0, 57, 129):
        assert found.cost[draw] + (found.short[draw] * one.price).sum() == pytest.approx(found.objective[draw])
        alone = solve(made, states[draw])
        assert found.short[draw].sum() == pytest.approx(alone[made.first_short : made.first_short + len(made.demand_at)].sum(), abs=1e-7)


DIAMOND = """
home = ["ALD"]
[commodities.grain]
price = 100
[nodes]
farm = {supply = 10}
north = {}
south = {}
port = {demand = 10, export = true}
[[edges]]
id = "a"
from = "farm"
to = "north"
capacity = 10
tariff = 1
territories = ["BRD"]
[[edges]]
id = "b"
from = "north"
to = "port"
capacity = 10
[[edges]]
id = "c"
from = "farm"
to = "south"
capacity = 6
tariff = 1
[[edges]]
id = "d"
from = "south"
to = "port"
capacity = 10
"""


def test_where_two_ways_cost_the_same_the_share_is_a_range() -> None:
    one = network(DIAMOND, "diamond")
    low, high = bounds(one, one.capacity, one.of_territory("BRD"))
    assert (low, high) == pytest.approx((0.4, 1.0), abs=1e-6)
    found = share(one, baseline(program(one)), one.of_territory("BRD"))
    assert found.low <= found.point <= found.high


def test_where_one_way_is_cheaper_the_range_closes() -> None:
    one = network(DIAMOND.replace("capacity = 6\ntariff = 1", "capacity = 6\ntariff = 0.5"), "diamond")
    assert bounds(one, one.capacity, one.of_territory("BRD")) == pytest.approx((0.4, 0.4), abs=1e-6)


def test_crossing_twice_counts_once_and_a_mixture_is_traced_back() -> None:
    # Eight units cross before they meet four that do not; all go on through the same neighbour's neighbour.
    text = """
[commodities.ore]
price = 50
[nodes]
east = {supply = 8}
west = {supply = 4}
yard = {}
mill = {demand = 3}
harbour = {demand = 9, export = true}
[[edges]]
id = "one"
from = "east"
to = "yard"
capacity = 8
territories = ["BRD"]
[[edges]]
id = "two"
from = "west"
to = "yard"
capacity = 4
[[edges]]
id = "three"
from = "yard"
to = "harbour"
capacity = 9
territories = ["CRD"]
[[edges]]
id = "four"
from = "yard"
to = "mill"
capacity = 9
"""
    one = network(text, "yard")
    found = baseline(program(one))
    assert traced(one, found, one.of_territory("BRD"))[0] == pytest.approx(8 / 12)
    assert traced(one, found, one.of_territory("BRD") | one.of_territory("CRD"))[0] == pytest.approx(1.0)
    # What is exported could be all that crossed but one, or as little as five of nine.
    assert bounds(one, one.capacity, one.of_territory("BRD")) == pytest.approx((5 / 9, 8 / 9), abs=1e-6)


def test_a_flow_that_turns_in_a_circle_is_traced() -> None:
    one = network(DIAMOND + '[[edges]]\nid = "back"\nfrom = "port"\nto = "north"\ncapacity = 5\n', "circle")
    found = baseline(program(one))
    carried = found.carried.copy()
    carried[0, :, 0] = [4, 9, 6, 6, 5]
    turned = type(found)(carried, found.entering, found.short, found.cost, found.objective, found.limits)
    assert traced(one, turned, one.of_territory("BRD"))[0] == pytest.approx(0.4)


def test_losses_on_the_way_are_lost() -> None:
    text = DIAMOND.replace("capacity = 10\ntariff = 1", "capacity = 7\ntariff = 1").replace("capacity = 6\ntariff = 1", "capacity = 6\ntariff = 1\nloss = 0.5")
    one = network(text.replace("supply = 10", "supply = 11"), "leak")
    found = baseline(program(one))
    # Seven go one way; the four left over go the other, arrive as two, and one of the ten is missing.
    assert found.short.sum() == pytest.approx(1.0)
    assert traced(one, found, one.of_territory("BRD"))[0] == pytest.approx(7 / 9)
    assert bounds(one, one.capacity, one.of_territory("BRD")) == pytest.approx((7 / 9, 7 / 9), abs=1e-6)


def test_commodities_share_a_stretch_and_the_dearer_goes_first() -> None:
    text = """
[commodities.oil]
price = 100
[commodities.water]
price = 10
own = false
[nodes]
well = {supply = {oil = 6, water = 8}}
town = {demand = {oil = 6, water = 8}, export = true}
[[edges]]
id = "pipe"
from = "well"
to = "town"
capacity = 10
"""
    one = network(text, "pipe")
    made = program(one)
    found = baseline(made)
    assert found.carried[0, 0] == pytest.approx([6, 4])
    half = respond(made, np.array([[0.5]]))
    assert half.unserved[0] == pytest.approx(1)
    assert half.others[0] == pytest.approx(8)


def test_a_floor_is_given_up_before_anything_is_left_behind() -> None:
    text = DIAMOND + '[years.2030.flow]\nd = 4\n'
    one = network(text.replace("capacity = 6\ntariff = 1", "capacity = 6\ntariff = 30"), "held", 2030)
    made = program(one)
    assert baseline(made).carried[0, :, 0] == pytest.approx([6, 6, 4, 4])
    found = respond(made, np.array([[1.0, 1.0, 0.0, 1.0]]))
    assert found.unserved[0] == pytest.approx(0, abs=1e-9)
    assert found.after.carried[0, :, 0] == pytest.approx([10, 10, 0, 0])


@pytest.mark.parametrize("ramp", [0.0, 0.3, 1.0])
def test_more_ramp_never_delivers_less(ramp: float) -> None:
    one = oil(2022)
    made = program(one)
    less, more = (respond(made, open_but(one, ("cpc",)), r).unserved[0] for r in (ramp, min(1.0, ramp + 0.2)))
    assert more <= less + 1e-9
    if ramp == 0:
        assert less == pytest.approx(52.2)
