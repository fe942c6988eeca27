"""The exchange model: what holds of every exchange, whoever trades and in which order the lists stand."""

from __future__ import annotations

import importlib
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.core.rng import stream
from foedus.engines.exchange.chance import keys, uniform
from foedus.engines.exchange.result import ExchangeResult, trades
from foedus.engines.registry import engine
from foedus.model.agenda import AgendaInputs
from foedus.model.results import RoundsResult

ENGINE = engine("exchange")
CHUNKS = importlib.import_module("foedus.engines.exchange.solve")
LOWER, UPPER = np.array([0.0, -5.0, 10.0, 0.0]), np.array([100.0, 27.0, 11.0, 3.0])

few = settings(max_examples=25, deadline=None)
SEEDS = st.integers(0, 10**6)


def agenda(seed: int, draws: int = 3, actors: int = 6, issues: int = 4, absent: bool = True) -> AgendaInputs:
    """Return an agenda with continuous numbers, so that no two exchanges are equal, and some actors absent."""
    rng = np.random.default_rng(seed)
    shape = (draws, actors, issues)
    lower, upper = LOWER[:issues], UPPER[:issues]
    positions = lower + (upper - lower) * rng.random(shape)
    salience, capability = 0.05 + 0.9 * rng.random(shape), 0.1 + rng.random(shape)
    gone = rng.random((actors, issues)) < (0.15 if absent else 0.0)
    gone[:2] = False
    positions[:, gone], salience[:, gone], capability[:, gone] = np.nan, 0.0, 0.0
    names = tuple(f"i{k}" for k in range(issues)), tuple(f"a{k}" for k in range(actors))
    return AgendaInputs(*names, positions, salience, capability, lower, upper, np.full((draws, issues), np.nan))


def run(inputs: AgendaInputs, **params: object) -> ExchangeResult:
    result = ENGINE.run_agenda(inputs, {"rounds": 3, **params}, stream(4, ("exchange",), 0))
    assert isinstance(result, ExchangeResult)
    return result


def arrays(result: ExchangeResult) -> dict[str, np.ndarray]:
    return {name: v for name in result.__dataclass_fields__ if isinstance(v := getattr(result, name), np.ndarray)}


def mean_of(inputs: AgendaInputs, positions: np.ndarray) -> np.ndarray:
    """Return the weighted mean of (draw, round, actor, issue) positions, computed in another way than the engine does."""
    weight = (inputs.capability * inputs.salience)[:, None]
    return np.nansum(weight * positions, axis=2) / weight.sum(axis=2)


@few
@given(seed=SEEDS)
def test_partners_gain_the_same_and_nobody_loses(seed: int) -> None:
    result = run(agenda(seed))
    made = result.taker_p >= 0
    assert made.any()
    np.testing.assert_allclose(result.gain_p[made], result.gain_q[made], rtol=0, atol=1e-9)
    assert (result.gain_p[made] > 0).all()
    assert np.isnan(result.gain_p[~made]).all()


@few
@given(seed=SEEDS, p=st.sampled_from([0.3, 1.0]))
def test_at_random_rates_gains_differ_but_nobody_loses(seed: int, p: float) -> None:
    result = run(agenda(seed), p=p)
    made = result.taker_p >= 0
    assert (result.gain_p[made] >= -1e-9).all()
    assert (result.gain_q[made] >= -1e-9).all()
    assert np.abs(result.gain_p[made] - result.gain_q[made]).max() > 1e-6


def replayed(inputs: AgendaInputs, result: ExchangeResult, draw: int) -> list[tuple[np.ndarray, np.ndarray, object]]:
    """Return, for each exchange of round 1, the outcomes before and after it and the exchange, from the notes alone."""
    start = result.by_votes[draw, 0].copy()
    steps = []
    for made in (t for t in trades(result, draw) if t.round == 1):
        now = start.copy()
        now[inputs.issues.index(made.issue_p)] += made.shift_p
        now[inputs.issues.index(made.issue_q)] += made.shift_q
        steps.append((start, now, made))
        start = now
    np.testing.assert_allclose(start, result.by_votes[draw, 1], rtol=0, atol=1e-9)
    return steps


@few
@given(seed=SEEDS)
def test_no_outcome_passes_the_partner_and_true_gains_are_no_smaller_than_told(seed: int) -> None:
    inputs = agenda(seed)
    result = run(inputs)
    scale = (inputs.upper - inputs.lower) / 100
    for draw in range(inputs.draws):
        for step, (before, after, made) in enumerate(replayed(inputs, result, draw)):
            for taker, gain in ((made.taker_p, made.gain_p), (made.taker_q, made.gain_q)):
                k = inputs.actors.index(taker)
                x, s = inputs.positions[draw, k], inputs.salience[draw, k]
                change = s * (np.abs(before - x) - np.abs(after - x)) / scale
                # Others may have moved an outcome to the far side of the one that gives way: then it loses nothing there.
                assert np.nansum(change) >= gain - 1e-8
                assert step or np.nansum(change) == pytest.approx(gain, abs=1e-8)
            for issue, taker in ((made.issue_p, made.taker_p), (made.issue_q, made.taker_q)):
                d, k = inputs.issues.index(issue), inputs.actors.index(taker)
                x = inputs.positions[draw, k, d]
                assert (before[d] - x) * (after[d] - x) >= -1e-7


def test_without_the_rule_an_outcome_can_pass_the_partner() -> None:
    passed = 0
    for seed in range(6):
        inputs = agenda(seed)
        result = run(inputs, overshoot=False)
        for before, after, made in replayed(inputs, result, 0):
            d, k = inputs.issues.index(made.issue_p), inputs.actors.index(made.taker_p)
            x = inputs.positions[0, k, d]
            passed += (before[d] - x) * (after[d] - x) < -1e-7
    assert passed > 0


@few
@given(seed=SEEDS, p=st.sampled_from([0.0, 0.7]), outlook=st.sampled_from(["all", "as_coded"]))
def test_outcomes_are_the_weighted_means_of_the_positions_told(seed: int, p: float, outlook: str) -> None:
    inputs = agenda(seed)
    result = run(inputs, p=p, outlook=outlook)
    np.testing.assert_allclose(result.by_votes, mean_of(inputs, result.votes), rtol=0, atol=1e-8)
    np.testing.assert_allclose(result.by_positions, mean_of(inputs, result.positions), rtol=0, atol=1e-8)
    low, high = np.nanmin(inputs.positions, axis=1)[:, None], np.nanmax(inputs.positions, axis=1)[:, None]
    assert ((result.by_votes >= low) & (result.by_votes <= high)).all()
    assert (result.outcome == result.by_votes[:, -1]).all()
    assert (run(inputs, p=p, outlook=outlook, reading="positions").outcome == result.by_positions[:, -1]).all()


@few
@given(seed=SEEDS)
def test_moves_of_an_actor_on_an_issue_go_one_way_and_end_at_its_vote(seed: int) -> None:
    inputs = agenda(seed)
    result = run(inputs)
    moved: dict[tuple[str, str], list[float]] = {}
    for made in (t for t in trades(result) if t.round == 1):
        moved.setdefault((made.taker_q, made.issue_p), []).append(made.move_p)
        moved.setdefault((made.taker_p, made.issue_q), []).append(made.move_q)
    for (actor, issue), moves in moved.items():
        assert len({np.sign(m) for m in moves}) == 1
        k, d = inputs.actors.index(actor), inputs.issues.index(issue)
        assert inputs.positions[0, k, d] + sum(moves) == pytest.approx(result.votes[0, 1, k, d], abs=1e-8)
    stayed = {(a, i) for a in inputs.actors for i in inputs.issues} - set(moved)
    for actor, issue in stayed:
        k, d = inputs.actors.index(actor), inputs.issues.index(issue)
        np.testing.assert_array_equal(result.votes[0, 1, k, d], inputs.positions[0, k, d])


@few
@given(seed=SEEDS, data=st.data(), choice=st.sampled_from(["equal_gain", "externalities"]))
def test_labels_and_the_order_of_lists_change_nothing(seed: int, data: st.DataObject, choice: str) -> None:
    inputs = agenda(seed)
    a = np.array(data.draw(st.permutations(range(len(inputs.actors)))))
    d = np.array(data.draw(st.permutations(range(len(inputs.issues)))))
    other = AgendaInputs(
        tuple(inputs.issues[k] for k in d), tuple(f"x{k}" for k in range(len(a))),
        *(v[:, a][:, :, d].copy() for v in (inputs.positions, inputs.salience, inputs.capability)),
        inputs.lower[d], inputs.upper[d], inputs.reference[:, d].copy(),
    )  # fmt: skip
    mine, theirs = run(inputs, choice=choice, concern=0.05), run(other, choice=choice, concern=0.05)
    np.testing.assert_allclose(theirs.outcome, mine.outcome[:, d], rtol=0, atol=1e-8)
    np.testing.assert_allclose(theirs.votes, mine.votes[:, :, a][..., d], rtol=0, atol=1e-7)
    for name in ("own", "inner_positive", "inner_negative", "outer_positive", "outer_negative"):
        np.testing.assert_allclose(getattr(theirs, name), getattr(mine, name)[..., a], rtol=0, atol=1e-7)


@few
@given(seed=SEEDS, factor=st.sampled_from([0.25, 3.7, 100.0]), shift=st.sampled_from([0.0, -40.5, 1e3]))
def test_another_unit_of_one_issue_rescales_that_issue_and_no_other(seed: int, factor: float, shift: float) -> None:
    inputs = agenda(seed)
    by, to = np.ones(4), np.zeros(4)
    by[1], to[1] = factor, shift
    other = replace(inputs, positions=inputs.positions * by + to, lower=inputs.lower * by + to, upper=inputs.upper * by + to)
    np.testing.assert_allclose((run(other).outcome - to) / by, run(inputs).outcome, rtol=0, atol=1e-7)


@few
@given(seed=SEEDS, zero=st.sampled_from(["salience", "capability"]))
def test_an_actor_without_weight_changes_no_outcome(seed: int, zero: str) -> None:
    inputs = agenda(seed)
    columns = {k: getattr(inputs, k) for k in ("positions", "salience", "capability")}
    wider = {k: np.concatenate([v, 0.5 * (v[:, :1] + v[:, 1:2])], axis=1) for k, v in columns.items()}
    wider[zero][:, -1] = 0.0
    more = replace(inputs, actors=(*inputs.actors, "null"), **wider)
    result = run(more)
    np.testing.assert_allclose(result.outcome, run(inputs).outcome, rtol=0, atol=1e-8)
    k = len(inputs.actors)
    assert not ((result.taker_p == k) | (result.taker_q == k)).any()
    assert (result.own[..., k] == 0).all()


@pytest.mark.parametrize(
    "params", [{}, {"outlook": "as_coded"}, {"overshoot": False}, {"choice": "externalities", "concern": 0.05}], ids=str
)
def test_draws_neither_see_each_other_nor_their_order(params: dict[str, object]) -> None:
    inputs = agenda(5, draws=9)
    whole = arrays(run(inputs, **params))
    order = np.array([4, 4, 0, 8, 1, 2, 3, 7, 6, 5, 4])
    turned = arrays(run(inputs.take(order), **params))
    for name, value in whole.items():
        assert value[order].tobytes() == turned[name].tobytes(), name


@pytest.mark.parametrize("params", [{}, {"p": 0.6, "ties": "random"}, {"choice": "externalities", "concern": 0.05}], ids=str)
def test_chunks_change_no_bit(params: dict[str, object], monkeypatch: pytest.MonkeyPatch) -> None:
    inputs = agenda(6, draws=23)
    whole = arrays(run(inputs, **params))
    for size in (1, 40_000):
        monkeypatch.setattr(CHUNKS, "CHUNK_BYTES", size)
        cut = arrays(run(inputs, **params))
        assert {k: v.tobytes() for k, v in whole.items()} == {k: v.tobytes() for k, v in cut.items()}


def test_equal_exchanges_are_told_apart_by_lot_or_by_what_they_are() -> None:
    coarse = agenda(1, draws=1, actors=8, absent=False)
    lower, upper = coarse.lower, coarse.upper
    coarse = replace(
        coarse, positions=lower + np.round((coarse.positions - lower) / (upper - lower) * 2) / 2 * (upper - lower),
        salience=np.full_like(coarse.salience, 0.5) + 0.25 * (coarse.salience > 0.5), capability=np.ones_like(coarse.capability),
    ).take(np.zeros(40, dtype=np.intp))  # fmt: skip
    assert (np.ptp(run(coarse).outcome, axis=0) == 0).all()
    assert np.ptp(run(coarse, ties="random").outcome, axis=0).max() > 1e-6


def test_one_issue_is_decided_without_exchange_and_says_so() -> None:
    inputs = agenda(2, issues=1, absent=False)
    result = run(inputs)
    np.testing.assert_allclose(result.outcome, mean_of(inputs, inputs.positions[:, None])[:, 0], rtol=0, atol=1e-9)
    assert result.converged.all()
    assert "one issue only" in result.notes[0]
    assert trades(result) == []


def test_an_issue_that_nobody_has_power_on_is_left_out_and_said_so() -> None:
    inputs = agenda(3, absent=False)
    capability = inputs.capability.copy()
    capability[:, :, 2] = 0.0
    result = run(replace(inputs, capability=capability))
    np.testing.assert_allclose(result.outcome[:, 2], inputs.positions[:, :, 2].mean(axis=1), rtol=0, atol=1e-9)
    assert not ((result.issue_p == 2) | (result.issue_q == 2)).any()
    assert any("equally" in note for note in result.notes)


def test_concern_for_others_leaves_them_better_off() -> None:
    inputs = agenda(9, draws=40, absent=False)

    def harm(**params: object) -> float:
        r = run(inputs, rounds=1, **params)
        return float((r.inner_negative + r.outer_negative + r.inner_positive + r.outer_positive).sum())

    selfish = harm()
    assert harm(choice="externalities", concern=0.0) == selfish
    assert harm(choice="externalities", concern=0.2) > selfish
    assert harm(choice="externalities", concern=0.2, concern_for="allies") > selfish
    assert harm(choice="externalities", concern=10.0) >= 0


def test_exchanges_are_told_in_words_and_kept_on_demand() -> None:
    inputs = agenda(7)
    result = run(inputs)
    first = trades(result)[0]
    assert first.words().startswith("Round 1: ")
    assert {first.taker_p, first.taker_q} <= set(inputs.actors)
    assert f"for {first.taker_p}" in first.words()
    assert "each gains" in first.words()
    uneven = trades(run(inputs, p=1.0))[0]
    assert f"{uneven.taker_p} gains" in uneven.words()
    lean = run(inputs, record="outcomes")
    assert lean.outcome.tobytes() == result.outcome.tobytes()
    assert lean.votes.tobytes() == result.votes.tobytes()
    assert lean.own.shape == (3, 0, 6)
    assert trades(lean) == []


def test_one_issue_of_the_result_has_its_rounds() -> None:
    inputs = agenda(8)
    result = run(inputs)
    one = result.of(inputs, "i1")
    assert isinstance(one, RoundsResult)
    there = inputs.present[:, 1]
    assert one.actors == tuple(a for a, here in zip(inputs.actors, there, strict=True) if here)
    assert one.positions.shape == (3, 4, there.sum())
    np.testing.assert_allclose(one.mean, result.by_positions[:, :, 1], rtol=0, atol=1e-8)
    assert one.outcome.tolist() == result.outcome[:, 1].tolist()


def test_numbers_by_address_are_uniform_and_depend_on_nothing_else() -> None:
    key = keys(stream(0, ("t",), 0), 20_000)
    values = uniform(key, 3, 1, 2)
    assert values.min() >= 0
    assert values.max() < 1
    assert abs(values.mean() - 0.5) < 0.01
    assert abs(np.corrcoef(values, uniform(key, 3, 2, 1))[0, 1]) < 0.03
    assert uniform(key[7:8], 3, 1, 2)[0] == values[7]
