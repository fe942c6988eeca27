"""Bargaining solutions against a plain search, and what must hold of them where the reference point is known."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.core.rng import stream
from foedus.engines.nash.solve import BLOCKED, NO_REFERENCE, BargainResult
from foedus.engines.registry import engine
from foedus.model.inputs import IssueInputs

SETTINGS = [
    {"cost": 0.0}, {"cost": 0.3}, {"cost": 0.0, "loss": "linear"}, {"cost": 0.2, "loss": "linear", "power": "symmetric"},
    {"cost": 0.1, "salience": "factor"}, {"cost": 0.05, "salience": "none"}, {"cost": 0.0, "solution": "kalai_smorodinsky"},
    {"cost": 0.4, "solution": "kalai_smorodinsky", "loss": "linear", "salience": "factor"},
]  # fmt: skip
EACH = pytest.mark.parametrize("params", SETTINGS, ids=lambda p: ",".join(str(v) for v in p.values()))


def inputs(actors: int, draws: int, *, far: bool = False) -> IssueInputs:
    """Random actors; the reference point anywhere, or (`far`) beyond all positions, where agreement is easy."""
    rng = stream(31, ("nash", actors), 0)
    x, s = rng.uniform(30 if far else 0, 90, (draws, actors)), rng.uniform(0.05, 1, (draws, actors))
    c, rp = rng.exponential(3, (draws, actors)), rng.uniform(0, 20 if far else 100, draws)
    return IssueInputs("i", tuple(f"a{k}" for k in range(actors)), x, s, c, 0.0, 100.0, rp)


def solve(given: IssueInputs, params: dict[str, object]) -> BargainResult:
    result = engine("nash").run(given, params, stream(0, ("nash",), 0))
    assert isinstance(result, BargainResult)
    return result


def plain(given: IssueInputs, d: int, params: dict[str, object]) -> tuple[Callable[[float], float], float, float]:
    """Return the aim of a solution as a function of the outcome, and the ends of what nobody blocks, in shares of the scale."""
    x, s, c = (a[d].tolist() for a in (given.positions / 100, given.salience, given.capability))
    assert given.reference is not None
    rp, cost = float(given.reference[d]) / 100, float(str(params["cost"]))
    alpha = 1 if params.get("loss") == "linear" else 2
    size = s if params.get("salience") == "factor" else [1.0] * len(x)
    power = [1.0] * len(x) if params.get("power") == "symmetric" else c
    power = [a * b for a, b in zip(power, s, strict=True)] if params.get("salience", "exponent") == "exponent" else power

    def gain(i: int, o: float) -> float:
        return size[i] * (abs(rp - x[i]) ** alpha - abs(o - x[i]) ** alpha) + cost

    reach = [(abs(rp - a) ** alpha + cost / f) ** (1 / alpha) for a, f in zip(x, size, strict=True)]
    low = max(min(x), *(a - r for a, r in zip(x, reach, strict=True)))
    high = min(max(x), *(a + r for a, r in zip(x, reach, strict=True)))

    def aim(o: float) -> float:
        gains = [max(gain(i, o), 1e-300) for i in range(len(x))]
        if params.get("solution") == "kalai_smorodinsky":
            best = [gain(i, min(max(x[i], low), high)) for i in range(len(x))]
            return min(g / b for g, b in zip(gains, best, strict=True))
        return sum(w * float(np.log(g)) for w, g in zip(power, gains, strict=True))

    return aim, low, high


@EACH
@pytest.mark.parametrize("far", [False, True])
@pytest.mark.parametrize("actors", [2, 3, 7])
def test_nothing_near_or_far_is_better(actors: int, far: bool, params: dict[str, object]) -> None:
    given = inputs(actors, 12, far=far)
    result = solve(given, params)
    for d in range(given.draws):
        aim, low, high = plain(given, d, params)
        at = result.outcome[d] / 100
        if high - low <= 1e-9:
            assert result.blocked[d]
            assert at == pytest.approx((low + high) / 2, abs=1e-9)
            continue
        assert low - 1e-12 <= at <= high + 1e-12
        here = aim(at)
        assert all(aim(o) <= here + 1e-9 * (1 + abs(here)) for o in np.linspace(low, high, 401))
        for step in (1e-4, 1e-6):  # and the maximum is no nearer than this on either side
            assert all(aim(min(max(at + s, low), high)) <= here + 1e-13 * (1 + abs(here)) for s in (-step, step))


def test_a_maximum_between_positions_is_exact() -> None:
    # Two actors, linear losses, gains 1 - O and O with exponents w and 1: the maximum is at 1 / (1 + w).
    w = np.linspace(0.1, 9, 50)
    ones = np.ones((50, 2))
    given = IssueInputs("i", ("a", "b"), ones * [0.0, 1.0], ones, np.stack([w, np.ones(50)], axis=1), 0.0, 1.0, np.full(50, 0.5))
    got = solve(given, {"loss": "linear", "cost": 0.5, "salience": "none"}).outcome
    np.testing.assert_allclose(got, 1 / (1 + w), rtol=0, atol=1e-12)


@EACH
def test_names_units_and_onlookers_change_nothing(params: dict[str, object]) -> None:
    given = inputs(5, 20)
    mine = solve(given, params).outcome
    order = [3, 0, 4, 1, 2]
    turned = replace(
        given, actors=tuple(given.actors[k] for k in order), positions=given.positions[:, order].copy(),
        salience=given.salience[:, order].copy(), capability=given.capability[:, order].copy(),
    )  # fmt: skip
    np.testing.assert_allclose(solve(turned, params).outcome, mine, rtol=0, atol=1e-7)
    assert given.reference is not None
    scaled = replace(given, positions=given.positions * 3 - 50, reference=given.reference * 3 - 50, lower=-50.0, upper=250.0)
    np.testing.assert_allclose((solve(scaled, params).outcome + 50) / 3, mine, rtol=0, atol=1e-7)
    zero = {"salience": 0.0, "capability": 0.0}
    columns = {k: np.insert(getattr(given, k), 2, zero.get(k, 10.0), axis=1) for k in ("positions", "salience", "capability")}
    wider = replace(given, actors=("a0", "a1", "onlooker", "a2", "a3", "a4"), **columns)
    if params.get("power") != "symmetric":  # which lets everybody count who cares
        low, high = given.positions.min(axis=1), given.positions.max(axis=1)
        np.testing.assert_allclose(np.clip(solve(wider, params).outcome, low, high), mine, rtol=0, atol=1e-7)


@EACH
def test_chunks_and_repeated_draws_do_not_change_a_bit(params: dict[str, object], monkeypatch: pytest.MonkeyPatch) -> None:
    given = inputs(6, 30)
    whole = solve(given, params)
    again = solve(given.take(np.array([4, 4, 29, 0])), params)
    assert whole.outcome[[4, 4, 29, 0]].tobytes() == again.outcome.tobytes()
    monkeypatch.setattr(sys.modules["foedus.engines.nash.solve"], "CHUNK_BYTES", 1)
    parts = solve(given, params)
    for name in ("outcome", "gain", "blocked"):
        assert getattr(whole, name).tobytes() == getattr(parts, name).tobytes()


def test_who_has_what_it_wants_blocks_and_it_is_said() -> None:
    ones = np.ones((2, 3))
    given = IssueInputs("i", ("a", "b", "c"), ones * [10.0, 40.0, 90.0], ones, ones, 0.0, 100.0, np.array([10.0, 0.0]))
    result = solve(given, {"cost": 0.0})
    assert result.blocked.tolist() == [True, False]
    assert result.outcome[0] == 10.0
    assert 10.0 < result.outcome[1] < 40.0
    assert result.notes == (BLOCKED,)
    assert (result.gain[1] >= 0).all()


def test_without_a_reference_point_it_is_the_weighted_mean_and_says_so() -> None:
    given = replace(inputs(5, 9), reference=None)
    result = solve(given, {})
    mean = engine("weighted_mean").run(given, None, stream(0, ("nash",), 0))
    assert result.outcome.tolist() == mean.outcome.tolist()
    assert result.notes == (NO_REFERENCE,)
    assert np.isnan(result.gain).all()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 4), min_size=1, max_size=5), st.integers(0, 4), st.sampled_from([0.0, 1e-9, 0.5, 1e6]))
def test_ties_and_coarse_scales_give_an_outcome_between_positions(points: list[int], rp: int, cost: float) -> None:
    x = np.array([points], dtype=np.float64)
    given = IssueInputs("i", tuple(map(str, range(len(points)))), x, np.ones_like(x), np.ones_like(x), 0.0, 4.0, np.array([float(rp)]))
    for solution in ("nash", "kalai_smorodinsky"):
        for loss in ("linear", "quadratic"):
            result = solve(given, {"cost": cost, "solution": solution, "loss": loss})
            assert x.min() <= result.outcome[0] <= x.max()
            assert (result.gain >= -1e-9).all() or result.blocked[0]
