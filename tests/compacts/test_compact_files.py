"""Files of treaty organisations: what they must say, and what is refused."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from fractions import Fraction
from importlib.resources import files

import pytest

from foedus.compacts.composition import bodies, body_on, members_on, voters_on
from foedus.compacts.model import Compact, holding
from foedus.compacts.read import compact, compacts, read_compact
from foedus.compacts.scenario_read import read_scenario, scenarios
from foedus.compacts.words import with_implied, words
from foedus.core.errors import FoedusError
from foedus.rules.body import bodies as bodies_of_rules
from foedus.rules.power import Power

SMALL = """
actor = "LEAGUE"
name = "A league"
as_of = 2020-01-01
[sources]
pact = {title = "An invented pact"}
[[membership]]
member = "ISL"
since = 2000-01-01
source = ["pact"]
[[membership]]
member = "NOR"
since = 2000-01-01
source = ["pact"]
[[organs]]
id = "council"
name = "Council"
decides = true
source = ["pact"]
[[rules]]
organ = "council"
name = "both"
about = "Both."
rule = {consent = "all"}
source = ["pact"]
"""


def test_the_eight_organisations_are_there() -> None:
    assert set(compacts()) == {"brics", "cis", "csto", "eaeu", "eu", "nato", "sco", "unsc"}


@pytest.mark.parametrize("one", compacts().values(), ids=lambda c: c.id)
def test_every_statement_names_a_source_or_is_marked(one: Compact) -> None:
    for s in one.statements:
        assert s.sources or not s.confirmed, s
        assert s.confirmed or s.note or s.sources, s
    used = {k for s in one.statements for k in s.sources}
    assert used == set(one.sources), "a source that nothing rests on"


@pytest.mark.parametrize("one", compacts().values(), ids=lambda c: c.id)
def test_its_organs_decide_on_every_day_on_which_a_rule_holds(one: Compact) -> None:
    edges = {d for s in one.statements for d in (s.since, s.until) if d}
    for on in sorted(edges | {d - timedelta(days=1) for d in edges}):
        for organ in holding(one.organs, on):
            if organ.decides and [r for r in one.rules if r.organ == organ.id and r.holds(on)] and members_on(one, on, voting=True):
                body = body_on(one, organ.id, on)
                assert body.members == voters_on(one, organ, on)
                assert body.since is None or body.since <= on.isoformat()
                assert body.until is None or body.until >= on.isoformat()


def test_the_security_council_from_the_shipped_file() -> None:
    body = bodies()["un-security-council"]
    power = Power(body.usual.rule, len(body.members)).shapley_shubik
    assert dict(zip(body.members, power, strict=True))["RUS"] == Fraction(421, 2145)
    assert sorted(power)[:10] == [Fraction(4, 2145)] * 10
    # Shapley and Shubik (1954): the five held 76 of 77 parts of the power in the Council of eleven.
    old = bodies()["un-security-council-1946"]
    assert (len(old.members), old.until) == (11, "1965-12-31")
    assert sum(sorted(Power(old.usual.rule, 11).shapley_shubik)[6:]) == Fraction(76, 77)


@pytest.mark.parametrize(
    ("name", "day", "members"),
    [
        ("csto", date(1995, 1, 1), 9), ("csto", date(2000, 1, 1), 6), ("csto", date(2010, 6, 12), 7), ("csto", date(2022, 1, 5), 6),
        ("csto", date(2025, 1, 1), 6), ("nato", date(1950, 1, 1), 12), ("nato", date(2001, 9, 12), 19), ("nato", date(2024, 6, 1), 32),
        ("eu", date(1990, 1, 1), 12), ("eu", date(2013, 7, 1), 28), ("eu", date(2020, 2, 1), 27), ("sco", date(2016, 1, 1), 6), ("sco", date(2024, 7, 4), 10),
        ("eaeu", date(2015, 1, 1), 3), ("eaeu", date(2016, 1, 1), 5), ("cis", date(2008, 1, 1), 10), ("cis", date(2010, 1, 1), 9), ("brics", date(2012, 1, 1), 5),
        ("brics", date(2025, 2, 1), 10), ("unsc", date(2022, 3, 1), 15), ("csto", date(1990, 1, 1), 0),
    ],
)  # fmt: skip
def test_how_many_have_a_vote(name: str, day: date, members: int) -> None:
    assert len(members_on(compacts()[name], day, voting=True)) == members


def test_statuses_differ_in_what_they_keep() -> None:
    csto = compact("csto")
    assert csto.status("ARM", date(2024, 2, 21)) == "active"
    assert csto.status("ARM", date(2024, 2, 22)) == "frozen"
    assert csto.status("UZB", date(2013, 1, 1)) == "suspended"
    assert csto.status("UZB", date(2003, 1, 1)) is None
    assert "ARM" in members_on(csto, date(2024, 6, 1), voting=True)
    assert "UZB" not in members_on(csto, date(2013, 1, 1), voting=True)


def test_seats_stand_in_for_holders_the_file_does_not_know() -> None:
    unsc = compact("unsc")
    in_1990 = body_on(unsc, None, date(1990, 1, 1)).members
    assert in_1990[:5] == ("CHN", "FRA", "GBR", "RUS", "USA")
    assert in_1990[5:] == tuple(f"seat_{k}" for k in range(1, 11))
    assert not [m for m in body_on(unsc, None, date(2022, 3, 1)).members if m.startswith("seat")]


def test_bodies_that_only_the_rules_have_agree_with_the_organisation() -> None:
    eu = compact("eu")
    for one in bodies_of_rules().values():
        assert one.since
        assert set(one.members) == set(members_on(eu, date.fromisoformat(one.since), voting=True)), one.id


def test_implied_features() -> None:
    assert with_implied(["attack_by_state"]) == {"attack_by_state", "armed_attack", "threat"}
    assert all(set(f["implies"]) <= set(words("features")) for f in words("features").values())


def test_every_scenario_names_its_sources() -> None:
    for one in scenarios().values():
        told = [*one.accounts, *one.requests, *one.motions, *one.contributors, *one.approvals, *one.endings, *one.acts, *one.record]
        assert all(t.sources or not t.confirmed for t in told), one.id
        assert set(one.sources) == {k for t in told for k in t.sources} | {k for _, d in one.durations for k in d.sources}, one.id


def test_a_file_of_ones_own() -> None:
    own = read_compact(SMALL, "league")
    assert body_on(own).members == ("ISL", "NOR")
    with pytest.raises(FoedusError, match="has no members on 1999-12-31"):
        body_on(own, None, date(1999, 12, 31))


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ('source = ["pact"]\n[[membership]]', "[[membership]]", "a statement has no source"),
        ('source = ["pact"]\n[[membership]]', 'source = ["treaty"]\n[[membership]]', "there is no source 'treaty'"),
        ("as_of = 2020-01-01", "", "as_of is missing"), ("as_of = 2020-01-01", 'as_of = "2020"', "as_of is no day"),
        ('member = "NOR"', 'member = "ISL"', "ISL has two statuses"), ('member = "NOR"', 'member = "NOR"\nstatus = "activ"', "nearest: active"),
        ('organ = "council"', 'organ = "senate"', "there is no organ 'senate'"), ("decides = true", "decides = false", "no organ that decides"),
        ('rule = {consent = "all"}', "", "the rule is missing"), ("actor", "akteur", "unknown key 'akteur'"),
        ("since = 2000-01-01", "since = 2000-01-01\nuntil = 1999-01-01", "ends on 1999-01-01"), ("[sources]", "[sources", "no TOML"),
        ('name = "both"', 'name = "both"\nconcerned = "maybe"', "concerned is no vote"),
    ],
)  # fmt: skip
def test_mistakes_are_named(before: str, after: str, told: str) -> None:
    assert before in SMALL
    with pytest.raises(FoedusError) as caught:
        read_compact(SMALL.replace(before, after, 1), "league")
    assert told in "\n".join(caught.value.lines())


def test_a_rule_that_is_none_is_named_when_it_is_used() -> None:
    with pytest.raises(FoedusError, match="no form of rule"):
        body_on(read_compact(SMALL.replace("consent", "consend"), "league"))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("compact = 'csto'", "name is missing"), ("compact = 'csto'\nname = 'n'\nzero = 2022-01-01", "zero is no moment"),
        ("compact = 'csto'\nname = 'n'\nzero = 2022-01-01T00:00:00Z", "it has no motion"),
        ("compact = 'csto'\nname = 'n'\nzero = 2022-01-01T00:00:00Z\nillustrative = true\n[[motions]]\nid = 'm'\nkind = 'war'", "'war'"),
        ("compact = 'csto'\nname = 'n'\nzero = 2022-01-01T00:00:00Z\nillustrative = true\n[[motions]]\nid = 'm'\nkind = 'force'\nvotes = {ARM = 'aye'}", "cannot vote 'aye'"),
        ("compact = 'csto'\nname = 'n'\nzero = 2022-01-01T00:00:00Z\nillustrative = true\n[[motions]]\nid = 'm'\nkind = 'force'\nchances = {ARM = 2}", "a number from 0 to 1"),
        ("compact = 'csto'\nname = 'n'\nzero = 2022-01-01T00:00:00Z\n[[motions]]\nid = 'm'\nkind = 'force'", "has no source"),
    ],
)
def test_mistakes_in_a_scenario_are_named(text: str, told: str) -> None:
    with pytest.raises(FoedusError) as caught:
        read_scenario(text if "name" in text else text + "\nzero = 2022-01-01T00:00:00Z\n[[motions]]\nid = 'm'\nkind = 'force'\nconfirmed = false", "s")
    assert told in "\n".join(caught.value.lines())


def test_data_files_are_toml() -> None:
    for path in (files("foedus.compacts") / "data").iterdir():
        if path.name.endswith(".toml"):
            tomllib.loads(path.read_text(encoding="utf-8"))
