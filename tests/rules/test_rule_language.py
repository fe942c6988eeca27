"""The language of rules: what each form passes, and what it says to a mistake."""

from __future__ import annotations

import numpy as np
import pytest

from foedus.compacts.composition import bodies
from foedus.core.errors import FoedusError
from foedus.rules.body import body
from foedus.rules.language import number, rule
from foedus.rules.power import Power
from foedus.rules.votes import ABSENT, ABSTAIN, NO, OUTSIDE, WORDS, YES, word

MEMBERS = ("a", "b", "c", "d")
WEIGHTS = {"people": {"a": 40, "b": 30, "c": 20, "d": 10}}
CODES = {"y": YES, "n": NO, "-": ABSTAIN, ".": ABSENT, "o": OUTSIDE}


def passes(data: object, votes: str) -> bool:
    cast = np.array([CODES[v] for v in votes], dtype=np.int8)
    return bool(rule(data, MEMBERS, WEIGHTS).passes(cast))


@pytest.mark.parametrize(
    ("data", "passing", "failing"),
    [
        ({"yes": {"at_least": 3}}, ["yyyn", "yyy."], ["yynn", "yy--"]),
        ({"yes": {"at_least": "3/4"}}, ["yyyn", "yyyo", "yyoo"], ["yyn-", "yooo"[:2] + "nn"]),
        ({"yes": {"more_than": "1/2"}}, ["yyyn"], ["yynn", "yy..", "yy--"]),
        ({"yes": {"more_than": "1/2", "of": "voting"}}, ["yy-n", "y---", "y..."], ["yn--", "----", "...."]),
        ({"yes": {"more_than": "1/2", "of": "present"}}, ["yy..", "yy-."], ["y-..", "yy--", "...."]),
        ({"yes": {"at_least": "65 %", "weight": "people"}}, ["yynn", "ynyy"], ["ynyn", "nyyy"]),
        ({"yes": {"more_than": 60, "weight": "people"}}, ["yynn"], ["ynyn"]),
        ({"yes": {"all_but": 1}}, ["yyyn", "yyyy"], ["yynn"]),
        ({"unopposed": ["a", "b"]}, ["yynn", "--nn", "..nn", "oonn"], ["nyyy", "ynyy"]),
        ({"unopposed": "all"}, ["y---", "----"], ["yyyn"]),
        ({"consent": "all"}, ["yyyy", "yyyo"], ["yyy-", "yyy.", "yyyn"]),
        ({"quorum": {"at_least": "2/3"}}, ["nnn.", "---n"], ["yy..", "yyoo"]),
        ({"all": [{"quorum": {"at_least": 3}}, {"yes": {"more_than": "1/2", "of": "voting"}}]}, ["yy-."], ["yy..", "y-n."]),
        ({"any": [{"yes": {"at_least": 4}}, {"consent": ["a"]}]}, ["ynnn", "yyyy"], ["nyyy"]),
        ({"some": {"at_least": 2, "of": [{"consent": ["a"]}, {"consent": ["b"]}, {"consent": ["c"]}]}}, ["yynn", "nyyn"], ["ynny"]),
        ({"silence": {"consent": "all"}}, ["y-..", "...."], ["yyyn"]),
    ],
)
def test_forms(data: object, passing: list[str], failing: list[str]) -> None:
    assert [v for v in passing if not passes(data, v)] == []
    assert [v for v in failing if passes(data, v)] == []


def test_many_votes_at_once() -> None:
    votes = np.array([[YES, YES, NO, NO], [YES, NO, NO, NO]], dtype=np.int8)
    majority = rule({"yes": {"at_least": 2}}, MEMBERS)
    assert majority.passes(np.stack([votes, votes[::-1]])).tolist() == [[True, False], [False, True]]


def test_members_among_more_columns() -> None:
    two = rule({"consent": "all"}, ("b", "d"), columns=MEMBERS)
    assert two.passes(np.array([NO, YES, NO, YES], dtype=np.int8))
    half = rule({"yes": {"at_least": "1/2"}}, ("b", "d"), columns=MEMBERS)
    assert half.passes(np.array([NO, YES, NO, NO], dtype=np.int8))
    with pytest.raises(FoedusError, match="nobody votes for x"):
        rule({"consent": "all"}, ("x",), columns=MEMBERS)


def test_shares_are_exact_where_numbers_would_round() -> None:
    third = rule({"yes": {"at_least": "1/3"}}, tuple("abc"))
    assert third.passes(np.array([YES, NO, NO], dtype=np.int8))
    tenth = rule({"yes": {"more_than": "10 %"}}, tuple("abcdefghij"))
    assert not tenth.passes(np.array([YES] + [NO] * 9, dtype=np.int8))


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ({"unoposed": "all"}, "nearest: unopposed"), (3, "a rule cannot be 3"), ({}, "a rule cannot be"),
        ({"yes": 3}, "no mapping"), ({"yes": {}}, "threshold is missing"), ({"yes": {"at_least": 1, "more_than": 1}}, "stands twice"),
        ({"yes": {"at_least": "many"}}, "'many' is no number"), ({"yes": {"at_least": "1/0"}}, "no number"),
        ({"yes": {"at_least": True}}, "no number"), ({"yes": {"at_least": 1, "weight": "votes"}}, "one of: people"),
        ({"yes": {"at_least": 1, "off": "all"}}, "unknown key 'off'"), ({"yes": {"at_least": "1/2", "of": "some"}}, "of cannot be"),
        ({"yes": {"at_least": 1, "of": "voting"}}, "goes with a share"), ({"unopposed": ["z"]}, "'z' is no member"),
        ({"unopposed": []}, "names no members"), ({"all": []}, "no list of rules"), ({"all": [{"consent": "b"}]}, "rule.all[0].consent"),
        ({"some": {"at_least": 3, "of": [{"consent": "all"}]}}, "1 to 1"), ({"yes": {"all_but": "1/2"}}, "plain number"),
    ],
)  # fmt: skip
def test_mistakes_are_named(data: object, told: str) -> None:
    with pytest.raises(FoedusError) as caught:
        rule(data, MEMBERS, WEIGHTS)
    assert told in "\n".join(caught.value.lines())


@pytest.mark.parametrize("form", [{"all_but": 4}, {"all_but": 200, "weight": "people"}])
def test_a_body_cannot_do_without_everybody(form: dict[str, object]) -> None:
    with pytest.raises(FoedusError, match="is nobody: all members together have"):
        rule({"yes": form}, MEMBERS, WEIGHTS, reachable=True)


def test_every_shipped_body_names_the_source_of_each_rule() -> None:
    assert {"un-security-council", "csto", "nato"} <= set(bodies())
    for one in bodies().values():
        assert all(r.source and r.about for r in one.rules.values()), one.id
        assert sum(Power(one.usual.rule, len(one.members)).shapley_shubik) == 1


def test_a_body_of_ones_own() -> None:
    own = body('members = ["A", "B"]\n[rules.both]\nrule = {consent = "all"}\n', "pair")
    assert (own.name, own.usual.name, own.members) == ("pair", "both", ("A", "B"))
    with pytest.raises(FoedusError, match="has no rule 'one'"):
        own.ruled("one")


@pytest.mark.parametrize(
    "text",
    [
        "members = [", "members = []\n[rules.x]\nrule = {consent = 'all'}", "members = ['A']", "membres = ['A']",
        "members = ['A']\n[rules.x]\nabout = 'no rule'", "members = ['A']\ndefault = 'y'\n[rules.x]\nrule = {consent = 'all'}",
        "members = ['A']\nsince = 'once'\n[rules.x]\nrule = {consent = 'all'}", "members = ['A', 'A']\n[rules.x]\nrule = {consent = 'all'}",
    ],
)  # fmt: skip
def test_a_bad_body_is_refused_in_words(text: str) -> None:
    with pytest.raises(FoedusError):
        body(text, "bad")


def test_codes_have_words() -> None:
    assert {word(c): c for c in WORDS.values()} == WORDS


@pytest.mark.parametrize("value", [float("inf"), float("-inf"), float("nan"), 1e400, pytest.param(10**5000, id="long"), "1e999999999 %", "1/" + "9" * 90, True, "nine"])
def test_numbers_that_cannot_be_counted_with_are_refused_in_words(value: object) -> None:
    with pytest.raises(FoedusError, match="no number") as caught:
        number(value, "weights population.AAA")
    assert caught.value.code == "rule-form"
    assert caught.value.where == "weights population.AAA"
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ({"yes": {"at_least": 200}}, "all 3 members together have 3"), ({"yes": {"more_than": 3}}, "more than 3 can never be reached"),
        ({"yes": {"more_than": "100 %"}}, "below 100 %"), ({"quorum": {"at_least": 4}}, "at most 3"),
        ({"all": [{"yes": {"at_least": 1}}, {"yes": {"at_least": 999, "weight": "people"}}]}, "of people"),
    ],
)  # fmt: skip
def test_what_nobody_can_reach_is_refused_where_a_person_writes_it(data: object, told: str) -> None:
    with pytest.raises(FoedusError) as caught:
        rule(data, ["a", "b", "c"], {"people": {"a": 5, "b": 2, "c": 1}}, reachable=True)
    assert told in "\n".join(caught.value.lines())
    rule(data, ["a", "b", "c"], {"people": {"a": 5, "b": 2, "c": 1}})  # of members who are not all there it may be so


def test_all_members_together_can_be_asked_for() -> None:
    for data in ({"yes": {"at_least": 3}}, {"yes": {"at_least": "100 %"}}, {"yes": {"more_than": 2}}, {"quorum": {"at_least": 3}}):
        rule(data, ["a", "b", "c"], reachable=True)


def test_rules_within_rules_within_rules() -> None:
    from foedus.problems.typed import _read

    data: object = {"consent": "all"}
    for _ in range(1500):
        data = {"silence": data}
    with pytest.raises(FoedusError, match="too deep"):
        rule(data, ["a", "b"])
    for text in ("{silence = " * 1500 + '{consent = "all"}' + "}" * 1500, '{"all": [' * 3000 + '{"consent": "all"}' + "]}" * 3000):
        with pytest.raises(FoedusError, match="too deep"):
            rule(_read(text), ["a", "b"])
    inner: dict[str, object] = {"consent": "all"}
    for _ in range(20):
        inner = {"all": [inner]}
    assert rule(inner, ["a", "b"]).passes(np.array([YES, YES], dtype=np.int8))


def test_a_body_of_two_whose_rule_asks_three_is_refused() -> None:
    with pytest.raises(FoedusError, match="all 2 members together have 2"):
        body('members = ["A", "B"]\n[rules.r]\nrule = {yes = {at_least = 3}}\n', "pair")
