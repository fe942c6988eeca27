"""Rules of a body among those of its members who are at the table."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from foedus.rules.among import HEADS, among, without
from foedus.rules.body import bodies
from foedus.rules.language import rule
from foedus.rules.procedure import procedure
from foedus.rules.votes import NO, YES

MEMBERS = ("A", "B", "C", "D")
WEIGHTS = {"votes": {"A": 4, "B": 3, "C": 2, "D": 1}}


def passing(said: dict[str, object], members: tuple[str, ...], weights: dict[str, dict[str, int]]) -> set[frozenset[str]]:
    """Return the coalitions that pass a rule."""
    ruled = rule(said, members, weights)
    every = list(itertools.product((YES, NO), repeat=len(members)))
    won = ruled.passes(np.array(every, dtype=np.int8))
    return {frozenset(m for m, v in zip(members, votes, strict=True) if v == YES) for votes, w in zip(every, won, strict=True) if w}


@pytest.mark.parametrize("name", list(bodies()))
def test_among_all_its_members_a_rule_of_a_body_is_the_same(name: str) -> None:
    body = bodies()[name]
    rng = np.random.default_rng(5)
    votes = np.where(rng.random((2000, len(body.members))) < rng.uniform(0.4, 1.0, (2000, 1)), np.int8(YES), np.int8(NO))
    for ruled in body.rules.values():
        said, weights = among(ruled.said, body.members, body.weights, body.members)
        assert said is not None
        passed = rule(said, body.members, weights).passes(votes)
        assert (passed == ruled.rule.passes(votes)).all()
        assert 0 < passed.sum() < len(votes)


def test_votes_needed_are_asked_of_those_at_the_table() -> None:
    said, weights = among({"yes": {"at_least": 6, "weight": "votes"}}, MEMBERS, WEIGHTS, ("A", "C", "D"))
    # 6 of 10 votes are 4.2 of the 7 that are there: A needs one other.
    assert said is not None
    assert passing(said, ("A", "C", "D"), weights) == {frozenset("AC"), frozenset("AD"), frozenset("ACD")}


def test_heads_count_members_beside_others_at_the_table() -> None:
    said, weights = among({"yes": {"at_least": 2}}, MEMBERS, WEIGHTS, ("A", "B"))
    told = procedure({"rule": said, "members": ["A", "B", "GUEST"]}, ["GUEST", "A", "B"], weights={k: {**v, "GUEST": 0} for k, v in weights.items()})
    # Half the members: one of two, and the guest counts for none.
    assert told.rule.passes(np.array([[YES, NO, NO], [NO, YES, NO]], dtype=np.int8)).tolist() == [False, True]
    assert weights[HEADS] == {"A": 1, "B": 1}


def test_whoever_is_absent_neither_opposes_nor_consents() -> None:
    vetoes = {"all": [{"unopposed": ["A", "B"]}, {"yes": {"more_than": "1/2"}}]}
    said, weights = among(vetoes, MEMBERS, WEIGHTS, ("B", "C", "D"))
    assert said is not None
    assert passing(said, ("B", "C", "D"), weights) == {frozenset("BC"), frozenset("BD"), frozenset("BCD")}
    assert among({"unopposed": ["A"]}, MEMBERS, WEIGHTS, ("B",))[0] is None
    assert among({"any": [{"consent": ["A"]}, {"yes": {"at_least": 3}}]}, MEMBERS, WEIGHTS, ("B",))[0] is None
    some = {"some": {"at_least": 2, "of": [{"consent": ["A"]}, {"consent": ["B"]}, {"consent": ["C"]}]}}
    said, weights = among(some, MEMBERS, WEIGHTS, ("B", "C"))
    assert said is not None
    assert passing(said, ("B", "C"), weights) == {frozenset("B"), frozenset("C"), frozenset("BC")}


def test_a_procedure_stays_when_one_whose_consent_it_asks_is_gone() -> None:
    said = {"rule": {"all": [{"yes": {"at_least": 2}}, {"consent": ["D"]}]}, "setter": "A"}
    told = procedure(said, MEMBERS).without(3)
    assert told is not None
    assert told.setter == 0
    assert told.rule.passes(np.array([[YES, YES, NO], [YES, NO, NO]], dtype=np.int8)).tolist() == [True, False]
    unled = procedure(said, MEMBERS).without(0)
    assert unled is not None
    assert unled.setter is None
    assert procedure({"rule": {"consent": ["D"]}}, MEMBERS).without(3) is None
    assert without({"silence": {"unopposed": "all"}}, ["A"]) == {"silence": {"unopposed": "all"}}
