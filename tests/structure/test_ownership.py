"""Ultimate owners: the reference matrix, walks drawn at random, and estimates put back where they came from."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.core.errors import FoedusError
from foedus.structure.absorb import absorb
from foedus.structure.ownership.chain import length, owners, passages, shares, ultimate
from foedus.structure.ownership.conduits import calibrated, excess, needed, settle
from foedus.structure.ownership.holdings import holdings
from foedus.structure.ownership.inputs import illustration
from foedus.structure.ownership.study import study
from foedus.structure.ownership.uncertain import draw

ORDER = ("KAZ", "RUS", "NLD", "CYP", "USA", "CHN")
STOCK = np.array(
    [[0, 5, 60, 2, 40, 5], [1, 0, 40, 150, 5, 3], [2, 50, 0, 20, 900, 60], [0, 180, 30, 0, 10, 2], [1, 10, 300, 5, 0, 30], [1, 2, 40, 1, 80, 0]], dtype=float
)  # fmt: skip
PC = np.array([0.02, 0.10, 0.80, 0.90, 0.05, 0.05])


def test_the_reference_matrix() -> None:
    found = ultimate(shares(STOCK), PC)
    assert found[0].round(4).tolist() == [0.0011, 0.0839, 0.1152, 0.0034, 0.7250, 0.0714]
    assert (found[0] * 112).round(3).tolist() == [0.119, 9.398, 12.904, 0.385, 81.196, 7.998]
    assert dict(zip(ORDER, found[1].round(4).tolist(), strict=True)) == {"RUS": 0.5399, "NLD": 0.0648, "CYP": 0.0804, "USA": 0.2722, "CHN": 0.0369, "KAZ": 0.0058}
    for j in range(6):
        assert owners(shares(STOCK), PC, j) == pytest.approx(found[j], abs=1e-12)


@given(st.integers(0, 2**32 - 1), st.integers(2, 8))
def test_rows_sum_to_one_and_follow_the_kernel(seed: int, n: int) -> None:
    rng = np.random.default_rng(seed)
    pd, pc = rng.dirichlet(np.ones(n), size=(2, n)), rng.random((2, n)) * 0.99
    found = ultimate(pd, pc)
    assert found.sum(axis=-1) == pytest.approx(1.0)
    # By the definition, with the kernel that other engines use.
    ends = (1 - pc)[..., :, None] * np.eye(n)
    assert found == pytest.approx(pd @ absorb(pc[..., :, None] * pd, ends))


def walk(rng: np.random.Generator, pd: np.ndarray, pc: np.ndarray, start: int) -> list[int]:
    seen = []
    at = start
    while True:
        at = int(rng.choice(len(pc), p=pd[at]))
        seen.append(at)
        if rng.random() >= pc[at]:
            return seen


def test_walks_drawn_at_random_end_where_they_should() -> None:
    rng, pd = np.random.default_rng(5), shares(STOCK)
    walks = [walk(rng, pd, PC, 0) for _ in range(6000)]
    ends = np.bincount([w[-1] for w in walks], minlength=6) / len(walks)
    assert ends == pytest.approx(ultimate(pd, PC)[0], abs=0.02)
    assert np.mean([len(w) for w in walks]) == pytest.approx(length(pd, PC)[0], abs=0.03)
    for p in passages(pd, PC, 0):
        through = [w for w in walks if p.conduit in w[:-1]]
        assert len(through) / len(walks) == pytest.approx(p.passed, abs=0.02)
        assert p.owners.sum() == pytest.approx(p.passed)
        assert np.bincount([w[-1] for w in through], minlength=6) / len(walks) == pytest.approx(p.owners, abs=0.02)


def test_without_conduits_the_ultimate_owner_is_the_immediate_one() -> None:
    pd = shares(STOCK)
    assert ultimate(pd, np.zeros(6)) == pytest.approx(pd)
    assert passages(pd, np.zeros(6), 0) == []


def test_conduits_that_own_each_other_are_refused() -> None:
    pd = np.array([[0, 1, 0], [1, 0, 0], [0, 0.5, 0.5]])
    with pytest.raises(FoedusError, match="never ends"):
        ultimate(pd, np.array([1.0, 1.0, 0.2]))
    assert ultimate(pd, np.array([1.0, 0.0, 0.2])).sum(axis=1) == pytest.approx(1)
    with pytest.raises(FoedusError, match="country 1"):
        ultimate(pd, np.array([0.1, 1.2, 0.0]))


def test_two_thousand_countries_at_once() -> None:
    rng = np.random.default_rng(0)
    pd, pc = shares(rng.random((2000, 2000)) ** 8), 0.9 * rng.random(2000)
    found = ultimate(pd, pc)
    assert np.abs(found.sum(axis=1) - 1).max() < 1e-12


def test_calibration_finds_the_probabilities_that_made_the_figures() -> None:
    pd = shares(STOCK)
    assert calibrated(pd, ultimate(pd, PC), np.full(6, 0.4), weight=1e-9) == pytest.approx(PC, abs=1e-3)
    some = np.full((6, 6), np.nan)
    some[0] = ultimate(pd, PC)[0]
    found = calibrated(pd, some, np.full(6, 0.4), weight=1e-6)
    assert ultimate(pd, found)[0] == pytest.approx(some[0], abs=2e-3)
    with pytest.raises(FoedusError, match="no recipient publishes"):
        calibrated(pd, np.full((6, 6), np.nan), PC)


def test_the_excess_over_what_gdp_explains() -> None:
    gdp = np.array([10.0, 50, 100, 500, 1000, 5000, 20, 300])
    stock = 0.4 * gdp
    stock[6] *= 10
    found = excess(stock, gdp)
    assert found[6] == pytest.approx(0.9, abs=0.05)
    # A line by least squares would be dragged up by the conduit, and see less of it.
    x, y = np.log(gdp), np.log(stock)
    slope, intercept = np.polyfit(x, y, 1)
    assert found[6] > 1 - np.exp(intercept + slope * x[6] - y[6])
    assert np.isnan(excess(stock, np.where(gdp == 50, 0.0, gdp))[1])
    with pytest.raises(FoedusError, match="at least three"):
        excess(stock[:2], gdp[:2])


def test_the_first_estimate_at_hand_is_used() -> None:
    a, b = np.array([0.2, np.nan, np.nan]), np.array([0.5, 0.6, np.nan])
    assert settle({"reported": a, "excess": b}).tolist() == [0.2, 0.6, 0.0]


@pytest.mark.parametrize("share", [0.05, 0.12])
def test_what_a_conduit_would_have_to_be(share: float) -> None:
    pd = shares(STOCK)
    value = needed(pd, PC, 0, 1, 4, share)
    if value is not None:
        changed = PC.copy()
        changed[4] = value
        assert ultimate(pd, changed)[0, 1] == pytest.approx(share, abs=1e-9)
    else:
        reach = [ultimate(pd, np.where(np.arange(6) == 4, p, PC))[0, 1] for p in np.linspace(0, 0.99, 30)]
        assert max(reach) < share or min(reach) > share


def test_draws_scatter_about_the_estimate() -> None:
    pd = shares(STOCK)
    found = draw(np.random.default_rng(3), pd, PC, 0, 800)
    assert found.shape == (800, 6)
    assert found.sum(axis=1) == pytest.approx(1)
    assert found.mean(axis=0) == pytest.approx(ultimate(pd, PC)[0], abs=0.01)
    surer = draw(np.random.default_rng(3), pd, PC, 0, 800, certainty=200, projects=100_000)
    assert (surer.std(axis=0) < found.std(axis=0)).all()
    assert draw(np.random.default_rng(3), pd, np.zeros(6), 0, 5, projects=10**7) == pytest.approx(np.tile(pd[0], (5, 1)), abs=2e-3)


LONG = """recipient,investor,year,value,outward
ALD,BRD,2030,50,
ALD,CRD,2030,,30
ALD,BRD,2031,60,20
ALD,CRD,2031,C,31
BRD,ALD,2031,-4,
"""

WIDE = """Country Name,Country Code,Indicator Name,Indicator Code,Counterpart Country Name,Counterpart Country Code,Attribute,2030,2031
Aland,901,"Inward Direct Investment Positions, US Dollars",IIW_BP6_USD,Borduria,902,Value,50,60
Aland,901,"Inward Debt Instruments Positions, US Dollars",IIWD_BP6_USD,Borduria,902,Value,7,7
Aland,901,"Inward Direct Investment Positions, US Dollars",IIW_BP6_USD,World,W00,Value,999,999
Crdania,903,"Outward Direct Investment Positions, US Dollars",IOW_BP6_USD,Aland,901,Value,30,"1,031"
"""


def test_a_mirror_fills_what_is_missing_and_two_reports_are_compared() -> None:
    found = holdings(LONG, "long.csv")
    a, b, c = (found.find(k) for k in ("ald", "BRD", "CRD"))
    assert found.year == 2031
    assert found.stock[a, b] == 60
    assert found.stock[a, c] == 31
    assert found.mirrored[a, c]
    assert not found.mirrored[a, b]
    assert found.asymmetry[a, b] == pytest.approx(1.0)
    assert np.isnan(found.asymmetry[a, c])
    assert found.negative == 1
    assert found.stock[b, a] == 0
    assert holdings(LONG, "long.csv", 2030).stock[a, b] == 50
    with pytest.raises(FoedusError, match="--year 2031"):
        holdings(LONG, "long.csv", 2029)


def test_the_wide_table_of_the_survey() -> None:
    found = holdings(WIDE, "cdis.csv")
    assert set(found.countries) == {"901", "902", "903"}
    assert found.stock[found.find("901"), found.find("902")] == 60
    assert found.stock[found.find("901"), found.find("903")] == 1031
    assert found.mirrored[found.find("901"), found.find("903")]


@pytest.mark.parametrize(
    ("text", "told"),
    [("", "no rows"), ("a,b\n1,2\n", "no columns of recipient"), ("recipient,investor\nA,B\n", "no column value"), ("recipient,investor,value\nA,B,many\n", "m.csv:2: 'many' is no number"), ("recipient,investor,value\nA,B,C\n", "no figure")],
)  # fmt: skip
def test_what_is_no_table_is_told(text: str, told: str) -> None:
    with pytest.raises(FoedusError) as caught:
        holdings(text, "m.csv")
    assert told in str(caught.value)


def test_every_estimate_side_by_side() -> None:
    text, told = illustration()
    conduits = "country,pc,spe,gdp\nKAZ,0.02,0.1,260\nRUS,0.1,,2000\nNLD,0.8,0.7,1100\nCYP,0.9,0.85,30\nUSA,0.05,,27000\nCHN,0.05,,18000\n"
    published = "recipient,owner,value\nKAZ,USA,70\nKAZ,RUS,10\nKAZ,NLD,20\n"
    found = study(text, "holdings.csv", "KAZ", conduits, published, owner="RUS", at_least=0.1)
    assert set(found.by_estimate) == {"told", "reported", "excess", "calibrated"}
    assert found.used == "told"
    assert found.by_estimate["told"] == pytest.approx(study(text, "h", "KAZ", told).by_estimate["told"])
    assert found.conditions[0].startswith("for RUS to hold 10.0 % of KAZ (now 8.4 %)")
    assert (found.low <= found.by_estimate["told"] + 0.02).all()
    with pytest.raises(FoedusError, match="nothing is known of conduits"):
        study(text, "holdings.csv", "KAZ")


def test_conduits_that_own_one_another_for_sure_are_refused_in_words() -> None:
    pd = np.array([[0.0, 1.0, 0.0], [0.0, 0.0, 1.0], [0.0, 1.0, 0.0]])
    pc = np.array([0.0, 1.0, 1.0])
    with pytest.raises(FoedusError, match="chain-closed"):
        ultimate(pd, pc)
    with pytest.raises(FoedusError, match="chain-closed"):
        owners(pd, pc, 0)
