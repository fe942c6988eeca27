"""Power against published values, against identities, and against coalitions listed one by one."""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.rules import counting
from foedus.rules.conditions import AtLeast, Rule, Unopposed, Weight, every, some
from foedus.rules.power import INDICES, Power
from foedus.rules.votes import NO, YES

HALF = Fraction(1, 2)


def votes(weights: list[int], quota: int) -> Weight:
    return Weight(tuple(map(Fraction, weights)), Fraction(quota))


EEC = votes([4, 4, 4, 2, 2, 1], 12)
COUNCIL = every(votes([1] * 15, 9), Unopposed((True,) * 5 + (False,) * 10))
EU15 = votes([10] * 4 + [8] + [5] * 4 + [4] * 2 + [3] * 3 + [2], 62)
NICE = votes([29] * 4 + [27] * 2 + [14, 13] + [12] * 5 + [10] * 3 + [7] * 5 + [4] * 5 + [3], 255)


@pytest.mark.parametrize(
    ("rule", "n", "index", "expected"),
    [
        (EEC, 6, "banzhaf", {0: 0.23810, 3: 0.14286, 5: 0.0}),
        (EEC, 6, "shapley_shubik", {0: 0.23333, 3: 0.15, 5: 0.0}),
        (COUNCIL, 15, "banzhaf", {0: 0.16693, 5: 0.01654}),
        (COUNCIL, 15, "shapley_shubik", {0: 0.19627, 5: 0.001865}),
        (votes([7] * 5 + [1] * 10, 39), 15, "banzhaf", {0: 0.16693, 5: 0.01654}),
        (EU15, 15, "shapley_shubik", {0: 0.11667, 4: 0.09546, 5: 0.05518, 14: 0.02069}),
        (EU15, 15, "banzhaf", {0: 0.11162, 4: 0.09242, 5: 0.05874, 14: 0.02264}),
        (NICE, 27, "shapley_shubik", {0: 0.08674, 4: 0.07997, 6: 0.03994, 26: 0.008178}),
    ],
)
def test_values_of_the_literature(rule: Rule, n: int, index: str, expected: dict[int, float]) -> None:
    got = getattr(Power(rule, n), index)
    for member, value in expected.items():
        assert float(got[member]) == pytest.approx(value, abs=6e-6)


def test_the_security_council_exactly() -> None:
    assert Power(COUNCIL, 15).shapley_shubik == (Fraction(421, 2145),) * 5 + (Fraction(4, 2145),) * 10
    assert Power(COUNCIL, 15).blockers == (True,) * 5 + (False,) * 10


@st.composite
def rules(draw: st.DrawFn) -> tuple[Rule, int]:
    """Generate a compound of weighted conditions and vetoes for two to seven members."""
    n = draw(st.integers(2, 7))

    def leaf() -> Rule:
        if draw(st.booleans()):
            return Unopposed(tuple(draw(st.lists(st.booleans(), min_size=n, max_size=n))))
        weights = draw(st.lists(st.integers(0, 9), min_size=n, max_size=n))
        quota = draw(st.integers(0, sum(weights) + 1))
        return Weight(tuple(map(Fraction, weights)), Fraction(quota), more=draw(st.booleans()))

    parts = tuple(leaf() for _ in range(draw(st.integers(1, 3))))
    return AtLeast(draw(st.integers(1, len(parts))), parts), n


def listed(rule: Rule, n: int) -> np.ndarray:
    """Return whether each coalition wins, indexed by its members as bits, from the votes themselves."""
    picked = (np.arange(1 << n)[:, None] >> np.arange(n)) & 1
    return rule.passes(np.where(picked, YES, NO).astype(np.int8))


@settings(max_examples=60, deadline=None)
@given(rules())
def test_counts_are_those_of_the_coalitions_one_by_one(given_rule: tuple[Rule, int]) -> None:
    rule, n = given_rule
    won = listed(rule, n)
    power = Power(rule, n)
    assert power.winning == int(won.sum())
    for i in range(n):
        without = [s for s in range(1 << n) if not s >> i & 1]
        assert power.swings[i] == sum(bool(won[s | 1 << i]) and not bool(won[s]) for s in without)


@settings(max_examples=25, deadline=None)
@given(rules())
def test_shapley_shubik_is_the_share_of_orders_in_which_a_member_decides(given_rule: tuple[Rule, int]) -> None:
    rule, n = given_rule
    if n > 5:
        return
    won = listed(rule, n)
    decided = [0] * n
    orders = list(permutations(range(n)))
    for order in orders:
        coalition = 0
        for i in order:
            joined = coalition | 1 << i
            decided[i] += bool(won[joined]) and not bool(won[coalition])
            coalition = joined
    assert Power(rule, n).shapley_shubik == tuple(Fraction(d, len(orders)) for d in decided)


@settings(max_examples=40, deadline=None)
@given(rules())
def test_indices_of_critical_and_minimal_coalitions_one_by_one(given_rule: tuple[Rule, int]) -> None:
    rule, n = given_rule
    won = listed(rule, n)
    johnston, sharing, belonging, minimal = [Fraction(0)] * n, [Fraction(0)] * n, [0] * n, 0
    for s in np.flatnonzero(won).tolist():
        members = [i for i in range(n) if s >> i & 1]
        critical = [i for i in members if not won[s & ~(1 << i)]]
        for i in critical:
            johnston[i] += Fraction(1, len(critical))
        if len(critical) == len(members):
            minimal += 1
            for i in members:
                sharing[i] += Fraction(1, len(members))
                belonging[i] += 1
    power = Power(rule, n)
    assert power.minimal == minimal
    assert power.johnston == tuple(j / sum(johnston) if sum(johnston) else Fraction(0) for j in johnston)
    assert power.deegan_packel == tuple(s / minimal if minimal else Fraction(0) for s in sharing)
    assert power.holler_packel == tuple(Fraction(b, sum(belonging)) if sum(belonging) else Fraction(0) for b in belonging)


@settings(max_examples=40, deadline=None)
@given(rules())
def test_identities(given_rule: tuple[Rule, int]) -> None:
    rule, n = given_rule
    power = Power(rule, n)
    for index in INDICES:
        assert len(getattr(power, index)) == n
    if any(power.swings):
        assert sum(power.shapley_shubik) == sum(power.banzhaf) == 1
    for whole, prevent, initiate in zip(power.banzhaf_absolute, power.coleman_prevent, power.coleman_initiate, strict=True):
        if prevent and initiate:
            assert whole == 2 / (1 / prevent + 1 / initiate)  # absolute Banzhaf is their harmonic mean


def test_every_way_of_counting_gives_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = np.random.default_rng(3)
    weights = [int(w) for w in chance.integers(50, 900, 12)]
    rule = every(votes(weights, sum(weights) * 3 // 5), some(votes([1] * 12, 9), votes([2] * 4 + [1] * 8, 11)))
    g = Power(rule, 12).game
    ways = [counting._multiplied(g, [0, 2]), counting._matched(g, 0), counting._listed(g)]
    assert ways[0] == ways[1] == ways[2]
    monkeypatch.setattr(counting, "MOST_CELLS", 10)
    assert counting.counts(g) == ways[0]


def test_a_double_majority_of_twenty_seven_with_large_weights() -> None:
    weights = [int(w) for w in np.random.default_rng(4).integers(400, 90_000, 27)]
    population = Weight(tuple(map(Fraction, weights)), Fraction(65, 100), share=True)
    lisbon = every(Weight((Fraction(1),) * 27, Fraction(55, 100), share=True), some(population, votes([1] * 27, 24)))
    power = Power(lisbon, 27)
    assert sum(power.shapley_shubik) == 1
    order = np.argsort(weights)
    assert (np.diff([float(power.shapley_shubik[i]) for i in order]) >= 0).all()


def test_too_large_a_game_is_refused_in_words() -> None:
    chance = np.random.default_rng(5)
    parts = [votes([int(w) for w in chance.integers(10**4, 10**6, 30)], 10**6) for _ in range(2)]
    with pytest.raises(ValueError, match="too many to count exactly"):
        _ = Power(every(*parts), 30).swings


@pytest.mark.parametrize("n", [24, 30])
def test_two_weights_with_many_sums_are_refused_before_the_work_begins(n: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("foedus.rules.counting._matched", lambda *_: pytest.fail("it set out to count"))
    chance = np.random.default_rng(6)
    parts = [votes([int(w) for w in chance.integers(1, most, n)], most * n // 3) for most in (90_000, 30)]
    with pytest.raises(ValueError, match="too many to count exactly"):
        _ = Power(every(*parts), n).swings


def test_listing_and_matching_two_weights_give_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = np.random.default_rng(7)
    both = every(votes([int(w) for w in chance.integers(10**5, 10**6, 12)], 3 * 10**6), votes([int(w) for w in chance.integers(1, 9, 12)], 30))
    found = []
    for most in (0, 10**9):
        monkeypatch.setattr("foedus.rules.counting.MOST_CELLS", 10**4)
        monkeypatch.setattr("foedus.rules.counting.MOST_BESIDE_LIST", most)
        found.append(Power(both, 12).swings)
    assert found[0] == found[1]
