"""Criticality, joint attribution, tanks, and stated shares."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest

from foedus.core.errors import FoedusError
from foedus.structure.exposure.claim import verdicts, weigh
from foedus.structure.exposure.criticality import Closures, alone, closures, concentration, ways
from foedus.structure.exposure.flow import program
from foedus.structure.exposure.outage import baseline, closed
from foedus.structure.exposure.parse import network, shipped, shipped_network, years
from foedus.structure.exposure.study import study
from foedus.structure.exposure.tanks import course


def test_each_alone_and_all_together() -> None:
    one = shipped_network("kazakhstan-oil")
    made = program(one, floors=0)
    found = closures(made, one.territories, "territory")
    assert found.names == ("AZE", "CHN", "GEO", "RUS", "TUR")
    assert found.alone[3] == pytest.approx(62.5)
    assert found.together == pytest.approx(70.5)
    assert found.shapley.sum() == pytest.approx(found.together)
    by_name = alone(made, ["cpc", "samara"], "route")
    assert by_name == pytest.approx([45 / 70.5, 0.0], abs=1e-9)


@pytest.mark.parametrize("seed", range(3))
def test_shapley_is_the_mean_over_all_orders(seed: int) -> None:
    lost = np.random.default_rng(seed).random(8)
    found = Closures(("a", "b", "c"), lost)
    mean = np.zeros(3)
    for order in permutations(range(3)):
        shut = 0
        for k in order:
            mean[k] += (lost[shut | 1 << k] - lost[shut]) / 6
            shut |= 1 << k
    assert found.shapley == pytest.approx(mean)


def test_the_expected_loss_and_its_slopes() -> None:
    rng = np.random.default_rng(1)
    found = Closures(("a", "b", "c"), np.sort(rng.random(8)))
    chance = np.array([0.1, 0.4, 0.7])
    expected, rise = found.expected(chance)
    shut = rng.random((200_000, 3)) < chance
    assert expected == pytest.approx(found.unserved[shut @ [1, 2, 4]].mean(), abs=0.005)
    for k in range(3):
        more = chance.copy()
        more[k] += 1e-6
        assert rise[k] == pytest.approx((found.expected(more)[0] - expected) / 1e-6, rel=1e-4)


def test_too_many_to_combine_are_refused() -> None:
    with pytest.raises(FoedusError, match="13 cannot be closed"):
        closures(program(shipped_network("kazakhstan-oil")), ["cpc"] * 13, "route")


def test_concentration() -> None:
    assert concentration(np.array([3.0, 3.0, 3.0])) == pytest.approx(1 / 3)
    assert concentration(np.array([0.0, 7.0])) == 1.0
    one = shipped_network("kazakhstan-oil", 2023)
    by_set = ways(one, baseline(program(one)))
    assert by_set["RUS"] == pytest.approx(70.5 - 3.73)
    assert sum(by_set.values()) == pytest.approx(70.5)
    assert concentration(np.array(list(by_set.values()))) == pytest.approx(0.898, abs=1e-3)


@pytest.mark.parametrize(("ramp", "days"), [(0.0, 20), (0.6, 35)])
def test_nothing_appears_or_vanishes_in_the_tanks(ramp: float, days: int) -> None:
    one = shipped_network("kazakhstan-oil", 2022)
    found = course(program(one), closed(one, ["cpc"]), days, days + 40, ramp)
    produced = 64.3 / 365 * np.arange(1, days + 41)
    assert np.cumsum(found.delivered + found.shut) + found.stored == pytest.approx(produced)
    assert found.stored.max() <= 0.24 + 1e-12
    # Tanks were full after one to two days in March 2022.
    assert found.first == 1
    assert found.stored[-1] == pytest.approx(0, abs=1e-9)
    assert (found.shut[days:] == 0).all()


def test_more_room_loses_less() -> None:
    text = shipped()["kazakhstan-oil"]
    small, large = (network(text.replace("storage = [0.24,", f"storage = [{room},"), "kazakhstan-oil", 2022) for room in (0.24, 2.4))
    lost = [course(program(n), closed(n, ["cpc"]), 30, 90, 0.5).lost for n in (small, large)]
    assert lost[0] - lost[1] == pytest.approx(2.4 - 0.24, abs=1e-9)


def test_a_stated_share_is_judged_against_each_quantity() -> None:
    found = {v.id: v for v in verdicts(0.8, 2022)}
    assert {k: v.verdict for k, v in found.items()} == {
        "oil-main-route": "holds", "oil-territory": "understates", "gas-territory": "overstates", "gas-and-processed": "overstates", "oil-and-gas-territory": "understates",
    }
    assert found["oil-main-route"].point == pytest.approx(0.8118, abs=1e-3)
    assert found["gas-territory"].point == pytest.approx(0, abs=1e-9)
    both = (62.39 + 0.0) / (64.3 + 0.86 * 4.6)
    assert found["oil-and-gas-territory"].point == pytest.approx(both, abs=1e-3)
    assert {v.year for v in verdicts(0.8) if v.id.startswith("gas")} == {2022}
    assert [weigh(0.5, 0.3, 0.6), weigh(0.2, 0.3, 0.6), weigh(0.7, 0.3, 0.6), weigh(0.62, 0.3, 0.6)] == ["holds", "understates", "overstates", "holds"]


@pytest.mark.parametrize("name", shipped())
def test_every_shipped_number_names_its_source(name: str) -> None:
    used = set()
    for year in (None, *years(shipped()[name], name)):
        one = shipped_network(name, year)
        bare = [c.where for c in one.cells if not c.source]
        assert not bare
        used |= {c.source for c in one.cells} | {t.source for t in one.tellings}
        for source in one.sources.values():
            assert source.title
            assert source.url or source.illustrative or not source.confirmed
    assert used == set(one.sources)


def test_criticality_names_routes_and_territories_only() -> None:
    one = shipped_network("kazakhstan-oil", 2023)
    told = study(one, ["cpc"]).to_dict()
    words = str({k: v for k, v in told.items() if k not in {"sources", "about", "name"}})
    sites = set(one.nodes) - set(one.routes)
    assert not [n for n in sites if f"'{n}'" in words]


BAD = {
    "no TOML": ("commodities = [", "no TOML"),
    "a key": ("edge = 1", "unknown key 'edge'"),
    "nothing": ('name = "x"', "commodities is missing"),
    "an edge": ('[commodities.a]\nprice = 1\n[nodes]\nx = {}\n[[edges]]\nid = "e"\nfrom = "x"\nto = "y"\ncapacity = 1\n', "no node 'y'"),
    "a number": ('[commodities.a]\nprice = -1\n[nodes]\nx = {}\n[[edges]]\nid = "e"\nfrom = "x"\nto = "x"\ncapacity = 1\n', "commodities.a.price is -1"),
    "a source": ('[commodities.a]\nprice = [1, "book"]\n[nodes]\nx = {}\n[[edges]]\nid = "e"\nfrom = "x"\nto = "x"\ncapacity = 1\n', "'book'"),
    "a capacity": ('[commodities.a]\nprice = 1\n[nodes]\nx = {}\n[[edges]]\nid = "e"\nfrom = "x"\nto = "x"\ncapacity = 1\n[years.2030.capacity]\nf = 1\n', "names no edge: 'f'"),
    "no export": ('[commodities.a]\nprice = 1\n[nodes]\nx = {demand = 1}\n[[edges]]\nid = "e"\nfrom = "x"\nto = "x"\ncapacity = 1\n', "export = true"),
}


@pytest.mark.parametrize("what", BAD)
def test_what_is_no_network_is_told(what: str) -> None:
    text, told = BAD[what]
    with pytest.raises(FoedusError) as caught:
        network(text, "mine.toml", 2030 if "2030" in text else None)
    assert told in str(caught.value)
    assert "mine.toml" in str(caught.value)


def test_a_year_a_route_or_a_territory_that_is_not_there() -> None:
    with pytest.raises(FoedusError, match="has no year 1999"):
        shipped_network("kazakhstan-oil", 1999)
    one = shipped_network("kazakhstan-oil")
    with pytest.raises(FoedusError, match="--out-route samara"):
        closed(one, ["samarra"])
    with pytest.raises(FoedusError, match="crosses no territory 'DEU'"):
        closed(one, (), ["DEU"])


def test_what_others_lose_makes_no_gain_of_a_closure() -> None:
    one = shipped_network("kazakhstan-gas")
    told = study(one, territories=["UZB"]).to_dict()["closure"]
    assert told["others"] > 1
    assert told["value"] is None
    own = study(shipped_network("kazakhstan-oil"), territories=["RUS"]).to_dict()["closure"]
    assert 0 < own["value"] < own["lost"]
