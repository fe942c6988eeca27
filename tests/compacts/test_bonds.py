"""Who is bound to whom on a day, and who can block."""

from __future__ import annotations

from datetime import date
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.compacts.bonds import bonds, bound_to
from foedus.compacts.composition import body_on
from foedus.compacts.read import compact
from foedus.rules.blocking import minimal_blocking
from foedus.rules.language import rule
from foedus.rules.votes import NO, YES


def numbers(one: str, other: str, on: date) -> list[str]:
    return [f"{b.compact.id} {b.article.number}" for b in bonds(one, other, on)]


def test_article_4_binds_by_its_wording_of_the_day() -> None:
    old = [b.article for b in bonds("KGZ", "RUS", date(2010, 6, 12)) if b.article.number == "4"]
    new = [b.article for b in bonds("KAZ", "RUS", date(2022, 1, 5)) if b.article.number == "4"]
    assert [a.covers for a in old] == [(("attack_by_state",),)]
    assert [a.covers for a in new] == [(("armed_attack",),)]


def test_bonds_end_with_membership_and_are_mutual() -> None:
    assert "csto 4" in numbers("AZE", "ARM", date(1998, 1, 1))
    assert "csto 4" not in numbers("AZE", "ARM", date(2000, 1, 1))
    assert "csto 4" not in numbers("UZB", "RUS", date(2013, 1, 1)), "suspended"
    assert "csto 4" in numbers("ARM", "RUS", date(2024, 6, 1)), "frozen, and bound all the same"
    assert numbers("FRA", "DEU", date(2019, 1, 1)) == [f"{c} {n}" for c, n in (("eu", "42 (7)"), ("eu", "24 (3), 32"), ("nato", "4"), ("nato", "5"))]
    assert numbers("FRA", "DEU", date(2019, 1, 1)) == numbers("DEU", "FRA", date(2019, 1, 1))
    assert numbers("FRA", "FRA", date(2019, 1, 1)) == []
    assert numbers("CHN", "RUS", date(2023, 1, 1)) == ["sco 2", "sco 1"], "no duty of defence"


def test_to_whom_one_state_is_bound() -> None:
    found = bound_to("KAZ", date(2022, 1, 5), [compact("csto")])
    assert set(found) == {"ARM", "BLR", "KGZ", "RUS", "TJK"}
    assert bound_to("BRA", date(2022, 1, 5)) == {}


def test_who_blocks_in_the_security_council() -> None:
    body = body_on(compact("unsc"), None, date(2022, 3, 1))
    found = minimal_blocking(body.usual.rule, len(body.members))
    alone = [body.members[m] for b in found if b.number == 5 for c, _ in b.parts for m in c]
    assert sorted(alone) == ["CHN", "FRA", "GBR", "RUS", "USA"]
    assert [(b.number, [k for _, k in b.parts]) for b in found] == [(5, [1]), (120, [7])]


def test_before_1966_five_elected_members_could_not_be_outvoted() -> None:
    body = body_on(compact("unsc"), None, date(1950, 1, 1))
    assert [(b.number, [k for _, k in b.parts]) for b in minimal_blocking(body.usual.rule, 11)] == [(5, [1]), (6, [5])]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(1, 4), min_size=2, max_size=5), st.data())
def test_minimal_blocking_coalitions_are_those_of_a_list(weights: list[int], data: st.DataObject) -> None:
    n = len(weights)
    names = [f"m{k}" for k in range(n)]
    most = data.draw(st.integers(1, sum(weights)))
    vetoes = data.draw(st.lists(st.sampled_from(names), unique=True, max_size=2))
    parts = [{"yes": {"at_least": most, "weight": "w"}}, *([{"unopposed": vetoes}] if vetoes else [])]
    asked = rule({"all": parts}, names, {"w": dict(zip(names, weights, strict=True))})

    def blocks(coalition: tuple[int, ...]) -> bool:
        cast = np.full(n, YES, dtype=np.int8)
        cast[list(coalition)] = NO
        return not asked.passes(cast)

    every = [c for k in range(n + 1) for c in combinations(range(n), k) if blocks(c)]
    least = {c for c in every if not any(set(d) < set(c) for d in every)}
    assert sum(b.number for b in minimal_blocking(asked, n)) == len(least)
    assert sorted(sum(k for _, k in b.parts) for b in minimal_blocking(asked, n) for _ in range(b.number)) == sorted(map(len, least))


def test_too_many_kinds_are_refused() -> None:
    names = [f"m{k}" for k in range(20)]
    with pytest.raises(ValueError, match="too many to look at"):
        minimal_blocking(rule({"yes": {"at_least": 900, "weight": "w"}}, names, {"w": {m: 40 + k for k, m in enumerate(names)}}), 20)
