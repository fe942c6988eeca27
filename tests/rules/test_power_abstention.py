"""Power with abstention against roll calls gone through one by one, a chain of its own, and what must hold for every rule."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from itertools import permutations, product
from math import comb, factorial
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.compacts.composition import bodies
from foedus.rules.abstention import TernaryPower
from foedus.rules.conditions import Rule
from foedus.rules.language import rule
from foedus.rules.power import Power
from foedus.rules.votes import ABSTAIN, NO, YES

MEMBERS = list("ABCD")
WEIGHTS = {"w": {"A": 4, "B": 3, "C": 2, "D": 1}}


def listed(ruled: Rule, n: int) -> dict[str, Any]:
    """Go through all ways to vote, and all orders of voting."""
    ways = list(product((NO, ABSTAIN, YES), repeat=n))
    passed = dict(zip(ways, ruled.passes(np.array(ways, dtype=np.int8)).tolist(), strict=True))
    winning = sum(passed.values())

    def changed(votes: tuple[int, ...], member: int, vote: int) -> bool:
        return bool(passed[(*votes[:member], vote, *votes[member + 1 :])])

    pivots = [0] * n
    for order in permutations(range(n)):
        for votes in ways:
            for k, member in enumerate(order):
                best, worst = list(votes), list(votes)
                for later in order[k + 1 :]:
                    best[later], worst[later] = YES, NO
                if passed[tuple(best)] == passed[tuple(worst)]:
                    pivots[member] += 1
                    break
    turned = [sum(changed(v, i, YES) and not changed(v, i, NO) for v in ways if v[i] == NO) for i in range(n)]
    return {
        "winning": winning,
        "shapley_shubik": tuple(Fraction(p, factorial(n) * len(ways)) for p in pivots),
        "banzhaf_absolute": tuple(Fraction(t, 3 ** (n - 1)) for t in turned),
        "coleman_prevent": tuple(Fraction(sum(p and not changed(v, i, NO) for v, p in passed.items()), winning) for i in range(n)),
        "coleman_initiate": tuple(Fraction(sum(not p and changed(v, i, YES) for v, p in passed.items()), len(ways) - winning) for i in range(n)),
    }


@pytest.mark.parametrize(
    "said",
    [
        {"yes": {"at_least": 2}},
        {"yes": {"more_than": "1/2", "of": "voting"}},
        {"yes": {"at_least": "1/2", "of": "voting", "weight": "w"}},
        {"yes": {"at_least": "2/3", "of": "voting", "weight": "w"}},
        {"all": [{"yes": {"at_least": 2}}, {"unopposed": ["A", "B"]}]},
        {"any": [{"consent": ["A", "B"]}, {"yes": {"at_least": 6, "weight": "w"}}]},
        {"silence": {"yes": {"at_least": 7, "weight": "w"}}},
        {"all": [{"quorum": {"at_least": 3}}, {"unopposed": "all"}]},
        {"some": {"at_least": 2, "of": [{"consent": ["A"]}, {"unopposed": ["B", "D"]}, {"yes": {"at_least": "60 %", "weight": "w", "of": "present"}}]}},
    ],
)
def test_every_index_is_what_going_through_all_roll_calls_gives(said: dict[str, Any]) -> None:
    ruled = rule(said, MEMBERS, WEIGHTS)
    power, expected = TernaryPower(ruled, 4), listed(ruled, 4)
    assert {name: getattr(power, name) for name in expected} == expected


def chance_of_a_permanent_pivot(permanent: int, elected: int, quota: int) -> Fraction:
    """Let members of a council speak in random order, until it is settled; who has spoken counts, and no permanent member said no."""

    @cache
    def onward(p_yes: int, p_idle: int, e_yes: int, e_other: int) -> Fraction:
        to_come, others = permanent - p_yes - p_idle, elected - e_yes - e_other
        found = Fraction(0)
        for p, number in ((True, to_come), (False, others)):
            for vote in (YES, ABSTAIN, NO):
                if not number:
                    continue
                chance = Fraction(number, 3 * (to_come + others))
                then = (p_yes + (p and vote == YES), p_idle + (p and vote == ABSTAIN), e_yes + (not p and vote == YES), e_other + (not p and vote != YES))
                lost = p and vote == NO
                most = then[0] + then[2] + (permanent - then[0] - then[1]) + (elected - then[2] - then[3])
                sure = then[0] + then[2] >= quota and then[0] + then[1] == permanent
                settled = lost or most < quota or sure
                found += chance * (int(p) if settled else onward(*then))
        return found

    return onward(0, 0, 0, 0)


def test_the_security_council_where_an_abstention_is_no_veto() -> None:
    body = bodies()["un-security-council"]
    power = TernaryPower(body.usual.rule, 15)
    veto = [k for k, m in enumerate(body.members) if m in ("CHN", "FRA", "GBR", "RUS", "USA")]
    each = [k for k in range(15) if k not in veto]
    chance = chance_of_a_permanent_pivot(5, 10, 9)
    assert {power.shapley_shubik[k] for k in veto} == {chance / 5} == {Fraction(118525786, 725416965)}
    assert {power.shapley_shubik[k] for k in each} == {(1 - chance) / 10}
    # i permanent members say yes and the other four abstain at will, j elected ones say yes and the rest may do either.
    permanent = sum(comb(4, i) * comb(10, j) * 2 ** (10 - j) for i in range(5) for j in range(11) if i + j >= 8)
    single = sum(comb(5, i) * comb(9, 8 - i) * 2 ** (1 + i) for i in range(6))
    assert {power.banzhaf_absolute[k] for k in veto} == {Fraction(permanent, 3**14)}
    assert {power.banzhaf_absolute[k] for k in each} == {Fraction(single, 3**14)}
    assert [k for k in range(15) if power.blockers(NO)[k]] == veto
    assert not any(power.blockers(ABSTAIN))
    assert float(power.shapley_shubik[veto[0]]) < float(Power(body.usual.rule, 15).shapley_shubik[veto[0]])


def test_the_security_council_of_eleven() -> None:
    body = bodies()["un-security-council-1946"]
    found = set(TernaryPower(body.ruled("substance").rule, 11).shapley_shubik)
    chance = chance_of_a_permanent_pivot(5, 6, 7)
    assert found == {chance / 5, (1 - chance) / 6}
    assert max(map(float, found)) == pytest.approx(0.16835, abs=5e-6)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 6), min_size=2, max_size=8).filter(any), st.floats(0.3, 1.0), st.booleans())
def test_where_abstaining_is_as_good_as_a_no_or_a_yes(weights: list[int], share: float, silent: bool) -> None:
    names = [f"m{k}" for k in range(len(weights))]
    quota = max(1, round(share * sum(weights)))
    said: dict[str, Any] = {"yes": {"at_least": quota, "weight": "w"}}
    ruled = rule({"silence": said} if silent else said, names, {"w": dict(zip(names, weights, strict=True))})
    power, plain = TernaryPower(ruled, len(names)), Power(ruled, len(names))
    assert power.ways == 1 + silent
    assert power.shapley_shubik == plain.shapley_shubik  # the order settles it, however the votes are drawn
    tables = TernaryPower(ruled, len(names))
    tables.ways = 0  # counted by generating functions, as where abstaining is neither
    for name in ("shapley_shubik", "banzhaf_absolute", "coleman_prevent", "coleman_initiate", "winning"):
        assert getattr(tables, name) == getattr(power, name), name


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(1, 6), min_size=2, max_size=6), st.integers(0, 2**6 - 1), st.permutations(range(6)))
def test_shares_sum_to_one_and_follow_the_member(weights: list[int], vetoes: int, order: list[int]) -> None:
    n = len(weights)
    names = [f"m{k}" for k in range(n)]
    said: dict[str, Any] = {"yes": {"more_than": "1/2", "weight": "w", "of": "voting"}}
    if held := [m for k, m in enumerate(names) if vetoes >> k & 1]:
        said = {"all": [said, {"unopposed": held}]}
    weigh = {"w": dict(zip(names, weights, strict=True))}
    power = TernaryPower(rule(said, names, weigh), n)
    assert sum(power.shapley_shubik) == 1
    assert sum(power.banzhaf) == 1
    moved = [names[k] for k in order if k < n]
    again = TernaryPower(rule(said, moved, weigh), n)
    assert [again.shapley_shubik[moved.index(m)] for m in names] == list(power.shapley_shubik)


def test_a_member_without_weight_has_no_power() -> None:
    names = ["A", "B", "C", "NIL"]
    power = TernaryPower(rule({"yes": {"more_than": "1/2", "weight": "w", "of": "voting"}}, names, {"w": {"A": 2, "B": 2, "C": 1, "NIL": 0}}), 4)
    assert power.shapley_shubik[3] == power.banzhaf[3] == power.coleman_prevent[3] == 0


def test_too_many_sums_are_refused_with_their_number() -> None:
    names = [f"m{k}" for k in range(25)]
    weigh = {"w": {m: 10007 * (k + 3) % 90001 for k, m in enumerate(names)}}
    said = {"all": [{"yes": {"at_least": "1/2", "weight": "w"}}, {"unopposed": names[:3]}]}
    with pytest.raises(ValueError, match="too many to count exactly"):
        TernaryPower(rule(said, names, weigh), 25)
