"""What would change an outcome: against closed forms, and against trying it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.analysis.explain.advice import advise
from foedus.analysis.explain.bills import bills
from foedus.analysis.explain.camps import camps
from foedus.analysis.explain.levers import levers
from foedus.analysis.explain.story import story
from foedus.analysis.explain.trial import Trial
from foedus.analysis.explain.turning import turns
from foedus.core.errors import FoedusError
from foedus.core.rng import stream
from foedus.engines.exchange.result import ExchangeResult, trades
from foedus.engines.registry import engine, engines
from foedus.model.agenda import together
from foedus.model.inputs import IssueInputs


def make(positions: list[float], salience: list[float], capability: list[float], name: str = "i") -> IssueInputs:
    x, s, c = (np.array([column], dtype=np.float64) for column in (positions, salience, capability))
    return IssueInputs(name, tuple("abcdefg"[: len(positions)]), x, s, c, 0.0, 100.0)


def trial(inputs: IssueInputs, name: str = "weighted_mean", **params: object) -> Trial:
    return Trial(engine(name), params, inputs)


@st.composite
def issues(draw: st.DrawFn) -> IssueInputs:
    n = draw(st.integers(2, 6))
    positions, salience, capability = (draw(st.lists(st.integers(low, high), min_size=n, max_size=n)) for low, high in ((0, 100), (1, 10), (1, 9)))
    return make([float(x) for x in positions], [s / 10 for s in salience], [float(c) for c in capability])


@settings(max_examples=60, deadline=None)
@given(issues(), st.integers(0, 100))
def test_smallest_changes_under_the_mean_are_those_of_the_closed_form(inputs: IssueInputs, target: int) -> None:
    x, w = inputs.positions[0], inputs.salience[0] * inputs.capability[0]
    mean = float((w * x).sum() / w.sum())
    found = {(t.actor, t.field): t for t in turns(trial(inputs), float(target))}
    if abs(target - mean) < 1e-9:
        return
    for k, actor in enumerate(inputs.actors):
        needed = x[k] + (target - mean) * w.sum() / w[k]
        turn = found.get((actor, "position"))
        if 1e-6 < needed < 100 - 1e-6:
            assert turn is not None
            assert turn.then == pytest.approx(needed, abs=1e-6)
        elif needed < -1e-6 or needed > 100 + 1e-6:
            assert turn is None


@settings(max_examples=60, deadline=None)
@given(issues(), st.data())
def test_the_best_position_under_the_mean_is_that_of_the_closed_form(inputs: IssueInputs, data: st.DataObject) -> None:
    k = data.draw(st.integers(0, len(inputs.actors) - 1))
    x, w = inputs.positions[0], inputs.salience[0] * inputs.capability[0]
    others = float((w * x).sum() - w[k] * x[k])
    best = float(np.clip((x[k] * w.sum() - others) / w[k], 0, 100))
    advice = advise(trial(inputs), inputs.actors[k], "state")
    assert advice.declared == pytest.approx((others + w[k] * best) / w.sum(), abs=1e-6)


@settings(max_examples=60, deadline=None)
@given(issues(), st.data())
def test_under_the_median_nobody_does_better_than_by_its_own_position(inputs: IssueInputs, data: st.DataObject) -> None:
    k = data.draw(st.integers(0, len(inputs.actors) - 1))
    advice = advise(trial(inputs, "weighted_median"), inputs.actors[k], "organisation")
    assert advice.declare == advice.ideal
    assert advice.declared == advice.outcome


@pytest.mark.parametrize("name", [n for n, e in engines().items() if e.scope == "issue"])
def test_turns_of_every_engine_do_what_they_say(name: str) -> None:
    inputs = make([10, 30, 55, 90], [0.9, 0.4, 0.7, 0.5], [3, 2, 4, 2])
    one = trial(inputs, name)
    asis = one.outcome()
    for target in (asis - 5, asis + 5):
        for turn in turns(one, target):
            columns = one.repeated(1)
            columns["positions" if turn.field == "position" else "salience"][0, one.column(turn.actor)] = turn.then
            after = float(one.changed(columns)[0])
            assert after == pytest.approx(turn.outcome)
            assert (after - target) * np.sign(target - asis) >= -1e-6


def test_levers_by_hand() -> None:
    found = {v.actor: v for v in levers(trial(make([0, 100], [0.5, 0.5], [1, 3])))}
    assert (found["a"].unmoved, found["a"].absent, found["b"].absent) == (75, 100, 0)
    assert (found["b"].lower, found["b"].upper) == (0, 75)
    assert found["a"].devoted == pytest.approx(60)
    assert found["b"].pull == 75


def test_an_actor_alone_cannot_be_absent() -> None:
    (only,) = levers(trial(make([40], [0.5], [1])))
    assert only.absent == only.unmoved == 40


def test_camps_hold_everybody_once() -> None:
    found = camps(make([0, 45, 50, 100], [1, 1, 1, 1], [1, 1, 2, 4]), 50)
    assert [(c.side, c.actors) for c in found] == [("below", ("a",)), ("with", ("c", "b")), ("above", ("d",))]
    assert sum(c.share for c in found) == 1


@pytest.mark.parametrize("kind", ["", "person", "population", "group", "military", "media"])
def test_only_states_and_organisations_are_advised(kind: str) -> None:
    with pytest.raises(FoedusError, match="foedus advises no others"):
        advise(trial(make([10, 90], [1, 1], [1, 1])), "a", kind)


def test_advice_for_who_has_no_stake_is_refused() -> None:
    with pytest.raises(FoedusError, match="has no stake"):
        advise(trial(make([10, 90], [1, 1], [1, 1])), "z", "state")


def test_linked_issues_are_tried_with_the_others_as_they_stand() -> None:
    agenda = together([make([0, 100, 20], [0.9, 0.2, 0.5], [1, 1, 1], "p"), make([100, 0, 60], [0.2, 0.9, 0.5], [1, 1, 1], "q")])
    linked = Trial(engine("exchange"), {}, agenda.issue("p"), agenda)
    whole = engine("exchange").run_agenda(agenda, None, stream(0, ("explain", "exchange"), 0))
    assert linked.outcome() == whole.outcome[0, 0]
    assert isinstance(whole, ExchangeResult)
    assert any("moves by" in line for line in story(whole))
    assert sum(b.own for b in bills(whole, agenda)) > 0
    assert len(levers(linked)) == 3


def test_what_exchanges_do_to_others_is_counted_to_who_made_them() -> None:
    # Two actors trade; the third, who stands with neither, is the only one beside them.
    agenda = together([make([0, 100, 80], [0.9, 0.2, 0.6], [1, 1, 1], "p"), make([100, 0, 90], [0.2, 0.9, 0.3], [1, 1, 1], "q")])
    result = engine("exchange").run_agenda(agenda, {"rounds": 1}, stream(0, ("t",), 0))
    assert isinstance(result, ExchangeResult)
    found = {b.actor: b for b in bills(result, agenda)}
    (one,) = trades(result)
    assert {one.taker_p, one.taker_q} == {"a", "b"}
    bearing = found["c"]
    assert bearing.own == bearing.caused == bearing.brought == 0
    assert bearing.paid > 0
    assert found["a"].caused == found["b"].caused == pytest.approx(bearing.paid / 2)
    assert found["a"].brought == found["b"].brought == pytest.approx(bearing.received / 2)


def test_over_all_actors_what_is_caused_is_what_is_borne() -> None:
    rng = np.random.default_rng(11)
    issues = [make(list(rng.uniform(0, 100, 7)), list(rng.uniform(0.1, 1, 7)), list(rng.uniform(1, 9, 7)), name) for name in "pqrs"]
    agenda = together(issues)
    result = engine("exchange").run_agenda(agenda, None, stream(0, ("t",), 0))
    assert isinstance(result, ExchangeResult)
    found = bills(result, agenda)
    assert sum(b.paid for b in found) > 1
    assert sum(b.caused for b in found) == pytest.approx(sum(b.paid for b in found))
    assert sum(b.brought for b in found) == pytest.approx(sum(b.received for b in found))


def test_the_story_of_the_challenge_model() -> None:
    told = story(engine("challenge").run(make([0, 40, 100], [0.9, 0.3, 0.9], [5, 1, 3]), None, stream(0, ("t",), 0)))
    assert told
    assert all(line.startswith("Round ") for line in told)
    assert story(engine("weighted_mean").run(make([0, 40], [1, 1], [1, 1]), None, stream(0, ("t",), 0))) == []


def test_the_story_of_the_procedural_model() -> None:
    issue = make([10, 40, 90], [1, 1, 1], [1, 1, 1])

    def told(reference: float, **params: object) -> list[str]:
        return story(engine("procedural").run(replace(issue, reference=np.array([float(reference)])), params, stream(0, ("t",), 0)))

    # b is the pivot of two in three and accepts up to 2 x 40 - 20; the three propose together, at their mean.
    (line,) = told(20, quota=0.6, counted="heads")
    assert line.startswith("What passes against the reference point lies between 20 and 60; of it 46.67 is best")
    (line,) = told(40, quota=0.6, counted="heads", proposer="median")
    assert line == "Nothing but the reference point, 40, passes."
    assert story(engine("procedural").run(issue, {}, stream(0, ("t",), 0))) == []  # no reference point is known
