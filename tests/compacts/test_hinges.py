"""What the end of a run turns on, which of it no source confirms, and deployments beside each other."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest

from foedus.cli.main import main
from foedus.compacts.deployment import deployment
from foedus.compacts.hinges import Hinge, hinges
from foedus.compacts.journal import journal
from foedus.compacts.read import compact
from foedus.compacts.run import run
from foedus.compacts.scenario_read import scenarios
from foedus.compacts.what_if import Changes, what_if
from foedus.compacts.words import words


def turning(name: str, motion: str | None = None) -> list[Hinge]:
    scenario = scenarios()[name]
    return hinges(run(compact(scenario.compact), scenario, motion))


def found(some: list[Hinge], *parts: str) -> Hinge:
    """Return the hinge of as many facts, each of which says one of the parts."""
    return next(h for h in some if len(h.facts) == len(parts) and all(p in f.about for p, f in zip(parts, h.facts, strict=True)))


def test_january_2022_rests_on_two_articles_of_which_one_is_not_confirmed() -> None:
    some = turning("kazakhstan-2022")
    peacekeeping = found(some, "Peacekeeping")
    assert (peacekeeping.alters, peacekeeping.confirmed) == (False, False)
    assert not [h for h in some if "Treaty, article 4" in h.facts[0].about], "article 4 is confirmed"
    # What Kazakhstan told did not matter as long as the agreement on peacekeeping holds, which asks for no attack.
    told = found(some, "KAZ tells of an armed attack")
    assert (told.alters, told.confirmed) == (False, True)
    both = found(some, "Peacekeeping", "KAZ tells")
    assert (both.alters, both.outcome, both.confirmed) == (True, "BLOCKED", False)
    asked = found(some, "KAZ asked the organisation")
    assert (asked.alters, asked.outcome, asked.confirmed) == (True, "BLOCKED", True)


def test_two_articles_that_no_source_confirms_are_put_otherwise_together() -> None:
    csto, january = compact("csto"), scenarios()["kazakhstan-2022"]
    doubted = replace(csto, articles=tuple(replace(a, confirmed=False) if a.number == "4" else a for a in csto.articles))
    some = hinges(run(doubted, january))
    assert not found(some, "Treaty, article 4").alters
    assert found(some, "Treaty, article 4", "Peacekeeping").outcome == "BLOCKED"


def test_june_2010_needs_two_things_to_be_otherwise() -> None:
    some = turning("kyrgyzstan-2010", "force")
    assert not any(h.alters for h in some if len(h.facts) == 1)
    pairs = [h for h in some if len(h.facts) == 2]
    assert pairs
    assert all("do not say yes" in h.facts[1].about for h in pairs), "the votes, with a ground to vote on"
    assert found(some, "KGZ asked RUS, not the organisation", "do not say yes").outcome == "ACTIVE"


def test_what_turns_a_vote() -> None:
    veto = found(turning("ukraine-2022-draft"), "RUS says no")
    assert veto.alters
    assert veto.facts[0].otherwise == "RUS says yes or abstains", "an abstention of a permanent member is no veto"
    assumed = found(turning("armenia-2021", "force"), "says yes")
    assert not assumed.confirmed, "no vote is on record"
    assert "No vote of BLR" in assumed.facts[0].note
    assert not any("say" in f.about for h in turning("armenia-2021", "consultation") for f in h.facts), "nobody votes on consultations"
    silent = found(turning("nato-2001"), "says no")
    assert (silent.alters, silent.confirmed) == (True, False)
    votes = found(turning("armenia-2022", "force"), "BLR, KAZ, KGZ, RUS, TJK do not say yes")
    assert (votes.alters, votes.confirmed) == (True, False)


def test_put_by_hand_it_comes_to_the_same() -> None:
    csto, january = compact("csto"), scenarios()["kazakhstan-2022"]
    without = replace(csto, articles=tuple(a for a in csto.articles if a.number != "3"))
    silent = replace(january, accounts=tuple(replace(a, features=("threat",)) if a.by == "KAZ" else a for a in january.accounts))
    assert run(without, silent).outcome == found(turning("kazakhstan-2022"), "Peacekeeping", "KAZ tells").outcome


def test_reasons_mark_what_no_source_confirms_and_say_what() -> None:
    entry = next(e for e in journal(run(compact("csto"), scenarios()["kazakhstan-2022"])) if e.target == "VOTE")
    assert entry.reason.count("[not confirmed]") == 1
    assert not entry.confirmed
    (doubt,) = entry.doubts
    assert doubt.startswith("Agreement on Peacekeeping Activities of the CSTO, article 3: ")
    assert "From memory: the day of entry into force" in doubt
    sure = next(e for e in journal(run(compact("unsc"), scenarios()["ukraine-2022-draft"])) if e.target == "BLOCKED")
    assert sure.confirmed
    assert "not confirmed" not in sure.reason


def test_votes_that_are_assumed_are_said_to_be() -> None:
    told = {name: next(e.reason for e in journal(run(compact(scenarios()[name].compact), scenarios()[name])) if e.target == "DECIDED") for name in ("nato-2001", "kazakhstan-2022")}
    assumed = told["nato-2001"].split("assumed, no vote is on record: ")[1]
    assert "TUR" in assumed
    assert "USA" not in assumed
    assert "assumed" not in told["kazakhstan-2022"]


def test_the_record_of_january_2022_has_every_stage_in_order() -> None:
    acts = scenarios()["kazakhstan-2022"].acts
    assert {a.stage for a in acts} == set(words("stages"))
    assert [a.at for a in acts] == sorted(a.at for a in acts)
    first = {s: min(a.at for a in acts if a.stage == s) for s in words("stages")}
    order = ("threat", "request", "consultation", "decision", "consent", "deployment", "end", "withdrawal")
    assert [first[s] for s in order] == sorted(first[s] for s in order)
    quorum = [a for a in acts if a.stage == "consent" and a.at < datetime(2022, 1, 7, tzinfo=timezone(timedelta(hours=6)))]
    assert any("no quorum" in a.about for a in quorum)


def test_a_changed_deployment_is_told_where_the_end_is_the_same() -> None:
    csto, january = compact("csto"), scenarios()["kazakhstan-2022"]
    aside = what_if(csto, january, Changes(votes={"KGZ": "outside"}))
    assert (aside.changed, aside.sends_otherwise) == (False, True)
    assert [m.member for m in aside.deployment if m.differs] == ["KGZ"]
    assert next(m for m in aside.deployment if m.member == "KGZ").after is None
    same = what_if(csto, january, Changes(account=("armed_attack",)))
    assert (same.changed, same.sends_otherwise) == (False, False)
    none = what_if(csto, january, Changes(votes={"KGZ": "no"}))
    assert deployment(none.after) == []
    assert all(m.differs for m in none.deployment)


def test_the_command_tells_the_deployment_and_the_turning_points(capsys: pytest.CaptureFixture[str]) -> None:
    def shown(*typed: str) -> str:
        assert main(["compact", "csto", *typed]) == 0
        return capsys.readouterr().out

    aside = ("what-if", "kazakhstan-2022", "--vote", "KGZ=outside")
    told = shown(*aside)
    assert "The deployment is another." in told
    assert "nobody" in told
    data = json.loads(shown(*aside, "--json"))["result"]
    assert (data["changed"], data["deployment_changed"]) == (False, True)
    replayed = shown("replay", "kazakhstan-2022")
    assert "what the end turns on" in replayed
    assert "not confirmed by a source" in replayed
    turns = json.loads(shown("replay", "kazakhstan-2022", "--json"))["result"]["motions"]["force"]["turns_on"]
    assert [t["alters"] for t in turns if len(t["facts"]) == 2] == [True]


@pytest.mark.parametrize("draws", [None, 200])
def test_draws_tell_in_which_share_people_are_sent(draws: int | None) -> None:
    csto, january = compact("csto"), scenarios()["kazakhstan-2022"]
    sent = {s.member: s for s in deployment(run(csto, january, draws=draws))}
    assert set(sent) == {"ARM", "BLR", "KGZ", "RUS", "TJK"}
    assert all(s.share == 1.0 for s in sent.values())
