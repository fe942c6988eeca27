"""What the shipped scenarios come to, why, and that it is their data that makes the difference."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import numpy as np
import pytest

from foedus.compacts.at_home import step_of, tried
from foedus.compacts.journal import compare, journal
from foedus.compacts.read import compact
from foedus.compacts.run import Run, by_motion, run
from foedus.compacts.scenario import Motion, Scenario
from foedus.compacts.scenario_read import read_scenario, scenarios
from foedus.compacts.what_if import Changes, what_if
from foedus.core.errors import FoedusError


def ran(name: str, motion: str | None = None, **how: object) -> Run:
    scenario = scenarios()[name]
    return run(compact(scenario.compact), scenario, motion, **how)  # type: ignore[arg-type]


def states(one: Run) -> list[str]:
    return [e.target for e in journal(one)]


@pytest.mark.parametrize(
    ("name", "motion", "outcome", "last", "reason"),
    [
        ("kazakhstan-2022", "force", "CLOSED", "WITHDRAWING", "everybody has left"),
        ("kyrgyzstan-2010", "force", "BLOCKED", "CONSULTATION", "asks for an armed attack by a state, and KGZ tells of disorder"),
        ("kyrgyzstan-2010", "measures", "CLOSED", "DECIDED", "nobody is sent"),
        ("armenia-2021", "force", "BLOCKED", "CONSULTATION", "asks for a request to the organisation, and there is none"),
        ("armenia-2021", "consultation", "CLOSED", "CONSULTATION", "nothing beyond consultations"),
        ("armenia-2022", "force", "BLOCKED", "VOTE", "no BLR, KAZ, KGZ, RUS, TJK"),
        ("armenia-2022", "mission", "ACTIVE", "DEPLOYING", "RUS"),
        ("ukraine-2022-draft", "draft", "BLOCKED", "VOTE", "no RUS"),
        ("nato-2001", "covered", "CLOSED", "DECIDED", "nobody is sent"),
    ],
)
def test_what_it_comes_to_and_why(name: str, motion: str, outcome: str, last: str, reason: str) -> None:
    one = ran(name, motion)
    final = journal(one)[-1]
    assert (one.outcome, final.source) == (outcome, last)
    assert reason in final.reason
    assert final.sources
    assert final.rule


@pytest.mark.parametrize("name", scenarios())
def test_every_hour_lies_within_the_record(name: str) -> None:
    scenario = scenarios()[name]
    checked = [(m, c) for m, one in by_motion(compact(scenario.compact), scenario).items() for c in compare(one)]
    assert checked
    assert [(m, c.mark.state, c.off) for m, c in checked if c.off != 0] == []


def test_january_2022_hour_by_hour() -> None:
    one = ran("kazakhstan-2022")
    assert states(one) == ["CONSULTATION", "VOTE", "DECIDED", "DOMESTIC", "DEPLOYING", "ACTIVE", "WITHDRAWING", "CLOSED"]
    at = {e.target: e.at for e in journal(one)}
    days = [(at[s].day, at[s].month) for s in ("CONSULTATION", "DECIDED", "DEPLOYING", "ACTIVE", "WITHDRAWING", "CLOSED")]
    assert days == [(5, 1), (6, 1), (6, 1), (9, 1), (13, 1), (19, 1)]
    # The Kyrgyz parliament had no quorum on the 6th; two thirds of 90 were there on the 7th.
    decided = one.hours("DECIDED")
    arrives = dict(zip(one.inputs.contributors, one.inputs.arrivals(decided)[0], strict=True))
    assert sorted(arrives, key=lambda m: arrives[m]) == ["RUS", "BLR", "ARM", "TJK", "KGZ"]
    assert (one.scenario.zero + timedelta(hours=arrives["RUS"])).day == 6
    assert (one.scenario.zero + timedelta(hours=arrives["KGZ"])).day == 7
    assert arrives["KGZ"] - decided[0] > 24


def test_two_thirds_of_the_seats_are_needed_at_home() -> None:
    step = step_of(compact("csto"), "KGZ", date(2022, 1, 6))
    vote = next(a for a in scenarios()["kazakhstan-2022"].approvals if a.yes == 69)
    assert [tried(step, replace(vote, yes=y, no=0)).consents for y in (0, 39, 59, 60, 69)] == [False, False, False, True, True]
    assert not tried(None, replace(vote, yes=7, no=69)).consents
    assert tried(None, replace(vote, yes=None, no=None, passed=None)).consents


def swapped(to: str, source: str) -> Scenario:
    """Return one scenario with what was said, asked and voted in another, its members renamed to those who were there."""
    a, b = scenarios()[to], scenarios()[source]
    gap = a.zero - b.zero
    return replace(
        a, accounts=tuple(replace(x, by=a.party if x.by == b.party else x.by, at=x.at + gap if x.at else None) for x in b.accounts),
        requests=tuple(replace(x, by=a.party, at=x.at + gap) for x in b.requests), motions=b.motions, contributors=b.contributors, approvals=(), endings=(), durations=(),
        sources={**a.sources, **b.sources},
    )  # fmt: skip


def test_the_data_make_the_difference_and_not_the_name() -> None:
    csto = compact("csto")
    # Kyrgyzstan in 2022, saying and asking what Kazakhstan did: forces come.
    like = replace(swapped("kyrgyzstan-2010", "kazakhstan-2022"), zero=datetime(2022, 1, 5, 23, tzinfo=timezone(timedelta(hours=6))))
    assert run(csto, like, "force").outcome == "ACTIVE"
    # The same in 2010, when article 4 named a state as the attacker: article 3 of the other agreement carries it, and Uzbekistan, which did
    # not vote, blocks under the rule of that day.
    then = run(csto, swapped("kyrgyzstan-2010", "kazakhstan-2022"), "force")
    assert [g.carries for g in then.grounds] == [False, True]
    assert then.outcome == "BLOCKED"
    assert "absent UZB" in journal(then)[-1].reason
    # And Kazakhstan, saying and asking what Kyrgyzstan did: nothing.
    other = replace(swapped("kazakhstan-2022", "kyrgyzstan-2010"), motions=(scenarios()["kazakhstan-2022"].motions[0],))
    assert run(csto, other, "force").outcome == "BLOCKED"


def test_what_a_change_would_have_changed() -> None:
    csto, all_ = compact("csto"), scenarios()
    veto = what_if(csto, all_["kazakhstan-2022"], Changes(votes={"KGZ": "no"}))
    assert (veto.before.outcome, veto.after.outcome, veto.changed) == ("CLOSED", "BLOCKED", True)
    two_thirds = {"yes": {"at_least": "2/3"}}
    assert what_if(csto, all_["kazakhstan-2022"], Changes(votes={"KGZ": "no"}, rule=two_thirds)).after.outcome == "CLOSED"
    aside = what_if(csto, all_["kazakhstan-2022"], Changes(votes={"KGZ": "outside"})).after
    assert aside.outcome == "CLOSED"
    assert np.isinf(aside.inputs.arrivals(aside.hours("DECIDED"))[0, aside.inputs.contributors.index("KGZ")]), "who stands outside sends nobody"
    assert what_if(csto, all_["kazakhstan-2022"], Changes(wording_on=date(2008, 1, 1))).after.outcome == "BLOCKED"
    late = Changes(votes={"BLR": "absent"})
    assert what_if(csto, all_["kyrgyzstan-2010"], late, "measures").changed
    assert not what_if(csto, all_["kyrgyzstan-2010"], replace(late, rule={"unopposed": "all"}), "measures").changed, "the rule since 2012"
    assert what_if(compact("unsc"), all_["ukraine-2022-draft"], Changes(rule={"yes": {"at_least": 9}})).after.outcome == "CLOSED"
    assert what_if(compact("nato"), all_["nato-2001"], Changes(account=("armed_attack",))).after.outcome == "BLOCKED", "12 September"
    assert what_if(compact("nato"), all_["nato-2001"], Changes(votes={"TUR": "no"})).after.outcome == "BLOCKED", "silence is broken"


def test_kyrgyzstan_2010_step_by_step() -> None:
    csto, it = compact("csto"), scenarios()["kyrgyzstan-2010"]
    asked = what_if(csto, it, Changes(asks=True)).after
    assert states(asked)[-2:] == ["VOTE", "BLOCKED"]
    assert "no RUS" in journal(asked)[-1].reason
    yes = dict.fromkeys(("ARM", "BLR", "KAZ", "RUS", "TJK", "UZB"), "yes")
    assert what_if(csto, it, Changes(asks=True, votes=yes)).after.outcome == "ACTIVE"
    assert not what_if(csto, it, Changes(votes=yes)).changed, "votes alone do not help without a request"


def test_a_rule_may_count_the_state_concerned_in_its_own_way() -> None:
    leaving = Motion(id="m", kind="other", about="", organ=None, articles=(), votes={"ARM": "no", "BLR": "yes", "KAZ": "yes", "KGZ": "yes", "RUS": "yes"}, chances={}, dependence=0, term=None)
    eaeu = compact("eaeu")
    base = read_scenario("compact = 'eaeu'\nname = 'x'\nparty = 'ARM'\nillustrative = true\nzero = 2020-01-01T00:00:00Z\n[[motions]]\nid = 'm'\nkind = 'other'\n[[durations]]\nstage = 'consultation'\nhours = [1, 1, 1]\n", "x")
    one = replace(base, motions=(leaving,))
    rules = [r for r in eaeu.rules if r.name == "leaving"]
    assert bool(run(replace(eaeu, rules=tuple(rules)), one).inputs.adopted[0])
    assert not bool(run(eaeu, one).inputs.adopted[0]), "consensus of all comes first"


def open_votes(chances: str, dependence: float = 0.0) -> Scenario:
    return read_scenario(
        f"compact = 'csto'\nname = 'an illustration'\nparty = 'TJK'\nillustrative = true\nzero = 2023-06-01T00:00:00Z\n"
        f"[[accounts]]\nby = 'TJK'\nfeatures = ['armed_attack']\n[[requests]]\nby = 'TJK'\nto = ['csto']\nkind = 'force'\nat = 2023-06-01T00:00:00Z\n"
        f"[[motions]]\nid = 'force'\nkind = 'force'\nvotes = {{TJK = 'yes', ARM = 'yes', BLR = 'yes', KGZ = 'yes'}}\nchances = {chances}\ndependence = {dependence}\nterm = 72\n",
        "open",
    )


def test_open_votes_are_drawn_with_their_dependence() -> None:
    csto, n = compact("csto"), 8000
    decided = {rho: run(csto, open_votes("{KAZ = 0.8, RUS = 0.8}", rho), draws=n, seed=3).inputs.adopted.mean() for rho in (0.0, 0.5, 1.0)}
    assert decided[0.0] == pytest.approx(0.64, abs=0.02)
    assert decided[1.0] == pytest.approx(0.80, abs=0.02)
    # Bivariate normal at 0.8416 with correlation .5: 0.6945.
    assert decided[0.5] == pytest.approx(0.6945, abs=0.02)
    one = run(csto, open_votes("{KAZ = 0.8, RUS = 0.4}"))
    assert not one.inputs.adopted[0], "one run takes the likelier vote"


def test_draws_are_the_same_every_time_and_extend() -> None:
    csto = compact("csto")
    few, many, other = (run(csto, open_votes("{KAZ = 0.6, RUS = 0.6}"), draws=d, seed=s) for d, s in ((300, 1), (700, 1), (300, 2)))
    np.testing.assert_array_equal(few.walk.entered[:256], many.walk.entered[:256])
    assert not np.array_equal(few.walk.entered, other.walk.entered)
    assert sum(many.shares.values()) == pytest.approx(1)
    assert set(many.shares) == {"CLOSED", "BLOCKED"}, "a term ends it without the word of the host"


def test_a_changed_rule_shares_the_draws() -> None:
    found = what_if(compact("csto"), open_votes("{KAZ = 0.6, RUS = 0.6}"), Changes(rule={"yes": {"at_least": 5}}), draws=500, seed=1)
    np.testing.assert_array_equal(found.before.inputs.votes, found.after.inputs.votes)
    np.testing.assert_array_equal(found.before.inputs.answers, found.after.inputs.answers)
    assert found.after.inputs.adopted.mean() > found.before.inputs.adopted.mean()


def test_a_frozen_member_stands_outside_and_is_not_waited_for() -> None:
    at = replace(open_votes("{KAZ = 1, RUS = 1}"), zero=datetime(2024, 6, 1, tzinfo=UTC))
    one = run(compact("csto"), replace(at, motions=(replace(at.motions[0], votes={"TJK": "yes", "BLR": "yes", "KGZ": "yes"}),)))
    assert "outside ARM" in journal(one)[2].reason
    assert one.inputs.adopted[0]
    assert not one.inputs.asked[0, one.inputs.voters.index("ARM")]


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"votes": {"UZB": "yes"}}, "UZB has no vote"), ({"votes": {"KAZ": "aye"}}, "cannot vote 'aye'"), ({"account": ("invasion",)}, "no word 'invasion'"),
        ({"rule": {"unopossed": "all"}}, "nearest: unopposed"),
    ],
)  # fmt: skip
def test_mistakes_in_what_is_changed(changed: dict[str, object], told: str) -> None:
    with pytest.raises(FoedusError) as caught:
        what_if(compact("csto"), scenarios()["kazakhstan-2022"], Changes(**changed))  # type: ignore[arg-type]
    assert told in "\n".join(caught.value.lines())


def test_a_duration_nobody_gives_is_asked_for() -> None:
    bare = read_scenario("compact = 'sco'\nname = 'x'\nillustrative = true\nzero = 2020-01-01T00:00:00Z\n[[motions]]\nid = 'm'\nkind = 'measures'\n", "bare")
    with pytest.raises(FoedusError, match="how long consultation takes"):
        run(compact("sco"), bare)
    with pytest.raises(FoedusError, match="no motion 'force'"):
        bare.motion("force")


def test_who_is_no_member_is_not_helped() -> None:
    stranger = replace(scenarios()["kazakhstan-2022"], party="MNG")
    one = run(compact("csto"), stranger)
    assert states(one) == ["BLOCKED"]
    assert "no member" in journal(one)[0].reason
