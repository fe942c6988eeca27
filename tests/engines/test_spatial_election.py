"""The election that the engines condorcet and spatial share, and traits of spatial results that no oracle shows."""

from __future__ import annotations

import sys
from dataclasses import replace

import numpy as np
import pytest

from foedus.core.rng import stream
from foedus.engines.condorcet.solve import ElectionResult
from foedus.engines.registry import engine
from foedus.engines.spatial.result import SpatialIssueResult, SpatialResult
from foedus.engines.spatial.table import ABSENT, CROWDED
from foedus.model.agenda import AgendaInputs
from foedus.model.election import ELECTIONS, VICTORIES, chances, coalitions, elect, first_of_each, stationary
from foedus.model.inputs import IssueInputs


def rng() -> np.random.Generator:
    return stream(37, ("election",), 0)


@pytest.mark.parametrize("victory", VICTORIES)
def test_both_markov_elections_are_fixed_points(victory: str) -> None:
    g = rng()
    x, w = g.random((50, 9)), g.random((50, 9))
    support = coalitions(1 - np.abs(x[:, :, None] - x[:, None, :]), w, "prop")
    p = chances(support, victory)
    np.testing.assert_allclose(p + p.swapaxes(1, 2), 1.0, atol=1e-12)
    share = elect(support, victory, "markov_uniform")
    again = (p * (share[:, :, None] + share[:, None, :])).sum(axis=2) / 9
    np.testing.assert_allclose(again, share, atol=1e-12)
    share = elect(support, victory, "markov_incentive")
    n = support * p
    n[:, np.arange(9), np.arange(9)] = 0.5e-8 + 1e-10
    flow = share[:, :, None] * (n / n.sum(axis=1, keepdims=True)).swapaxes(1, 2)
    np.testing.assert_allclose((p * (flow + flow.swapaxes(1, 2))).sum(axis=2), share, atol=1e-12)


def test_the_smallest_chances_keep_their_digits() -> None:
    tiny = 1e-150
    rates = np.array([[[0.0, tiny], [1.0, 0.0]]])
    share = stationary(rates, np.ones((1, 2), dtype=np.bool_))
    assert share[0, 1] == pytest.approx(tiny, rel=1e-12)


@pytest.mark.parametrize("election", ELECTIONS)
def test_options_that_do_not_stand_have_no_chance_and_no_effect(election: str) -> None:
    g = rng()
    x, w = g.random((20, 6)), g.random((20, 6))
    support = coalitions(1 - np.abs(x[:, :, None] - x[:, None, :]), w, "prop")
    stands = np.ones((20, 6), dtype=np.bool_)
    stands[:, 4:] = False
    share = elect(support, "linear", election, stands)
    assert (share[:, 4:] == 0).all()
    np.testing.assert_allclose(share[:, :4], elect(support[:, :4, :4].copy(), "linear", election), atol=1e-12)


def test_distinct_points_are_told_apart_on_every_issue() -> None:
    points = np.array([[[0.1, 0.2], [0.1, 0.3], [0.1, 0.2], [0.1, 0.2]]])
    first, leader = first_of_each(points, np.array([[True, True, True, False]]))
    assert first.tolist() == [[True, True, False, False]]
    assert leader.tolist() == [[0, 1, 0, 3]]


def test_a_position_of_many_counts_once_unless_actors_stand() -> None:
    x = np.array([[0.0, 0.0, 0.0, 1.0]])
    given = IssueInputs("i", tuple("abcd"), x, np.ones_like(x), np.array([[1.0, 1.0, 1.0, 3.0]]), 0.0, 1.0)
    results = {o: engine("condorcet").run(given, {"options": o}, rng()) for o in ("distinct", "actors")}
    assert all(isinstance(r, ElectionResult) for r in results.values())
    assert results["distinct"].outcome[0] == pytest.approx(0.5, abs=1e-6)
    np.testing.assert_allclose(results["distinct"].probability, [[1 / 6, 1 / 6, 1 / 6, 1 / 2]], atol=1e-6)  # type: ignore[attr-defined]
    np.testing.assert_allclose(results["actors"].probability, [[0.25] * 4], atol=1e-6)  # type: ignore[attr-defined]


def test_chunks_of_an_election_do_not_change_a_bit(monkeypatch: pytest.MonkeyPatch) -> None:
    g = rng()
    x = g.random((40, 9))
    given = IssueInputs("i", tuple(map(str, range(9))), x, g.random((40, 9)), g.random((40, 9)), 0.0, 1.0)
    for election in ELECTIONS:
        with monkeypatch.context() as patched:
            whole = engine("condorcet").run(given, {"election": election}, rng())
            patched.setattr(sys.modules["foedus.engines.condorcet.solve"], "CHUNK_BYTES", 1)
            parts = engine("condorcet").run(given, {"election": election}, rng())
        assert whole.outcome.tobytes() == parts.outcome.tobytes()


def agenda(draws: int = 6, actors: int = 6, issues: int = 2) -> AgendaInputs:
    g = rng()
    shape = (draws, actors, issues)
    c = np.repeat(g.uniform(1, 5, (draws, actors, 1)), issues, axis=2)
    names = tuple(f"q{k}" for k in range(issues))
    return AgendaInputs(
        names, tuple(f"a{k}" for k in range(actors)), g.uniform(0, 100, shape), g.uniform(0.1, 0.5, shape), c,
        np.zeros(issues), np.full(issues, 100.0), np.full((draws, issues), np.nan),
    )  # fmt: skip


def solve(given: AgendaInputs, **params: object) -> SpatialResult:
    result = engine("spatial").run_agenda(given, params, rng())
    assert isinstance(result, SpatialResult)
    return result


def test_actors_on_one_position_do_not_challenge_each_other_and_nothing_breaks() -> None:
    given = agenda()
    for share in (1, 3, 6):
        x = given.positions.copy()
        x[:, :share] = x[:, :1]
        for perspective in ("initiator", "both", "weighted"):
            result = solve(replace(given, positions=x), perspective=perspective)
            challenged = result.challenged[:, 1, :share]
            assert not ((challenged >= 0) & (challenged < share)).any()
            assert np.isfinite(result.outcome).all()
    assert (result.outcome == x[:, 0]).all()


def test_an_actor_without_capability_changes_nothing() -> None:
    given = agenda()
    insert = {"positions": 55.0, "salience": 0.9, "capability": 0.0}
    wider = replace(
        given, actors=("a0", "a1", "x", *given.actors[2:]),
        **{k: np.insert(getattr(given, k), 2, v, axis=1) for k, v in insert.items()},
    )  # fmt: skip
    a, b = solve(given), solve(wider)
    np.testing.assert_allclose(b.outcome, a.outcome, rtol=0, atol=1e-9)
    assert (b.challenged[:, :, 2] == -1).all()
    assert (b.probability[:, 2] == 0).all()
    assert not (b.challenged == 2).any()


def test_moves_name_their_partner() -> None:
    result = solve(agenda(20))
    moved = (np.diff(result.positions, axis=1) != 0).any(axis=3)
    assert moved.any()
    assert (result.partner[:, 1:][moved] >= 0).all()
    assert ((result.challenged >= 0) == np.isfinite(result.gain)).all()
    assert (result.gain[result.challenged >= 0] > 0).all()
    for d, t, k in np.argwhere(moved)[:50]:
        other = result.partner[d, t + 1, k]
        assert result.challenged[d, t + 1, k] == other or result.challenged[d, t + 1, other] == k
        here, there, after = result.positions[d, t, k], result.positions[d, t, other], result.positions[d, t + 1, k]
        assert ((after - np.minimum(here, there) >= -1e-9) & (after - np.maximum(here, there) <= 1e-9)).all()


def test_one_issue_of_a_bargain_has_its_own_actors() -> None:
    given = agenda(5)
    x, s, c = given.positions.copy(), given.salience.copy(), given.capability.copy()
    x[:, 1, 0], s[:, 1, 0], c[:, 1, 0] = np.nan, 0.0, 0.0
    given = replace(given, positions=x, salience=s, capability=c)
    result = solve(given)
    one = result.of(given, "q0")
    assert isinstance(one, SpatialIssueResult)
    assert one.actors == ("a0", "a2", "a3", "a4", "a5")
    assert one.notes == (ABSENT,)
    names = np.array([*one.actors, "absent", "nobody"])
    whole = np.array([*given.actors, "nobody"])[result.challenged[:, :, [0, 2, 3, 4, 5]]]
    whole[whole == "a1"] = "absent"
    assert (names[one.challenged] == whole).all()  # -2 and -1 count from the end
    assert np.isfinite(one.positions).all()
    assert (one.mean[:, 0] >= one.positions[:, 0].min(axis=1)).all()
    assert np.isnan(result.positions[:, :, 1, 0]).all()


def test_saliences_above_one_are_divided_and_it_is_said() -> None:
    given = agenda()
    doubled = replace(given, salience=np.minimum(given.salience * 2, 1.0))
    assert CROWDED in solve(doubled).notes
    assert CROWDED not in solve(replace(given, salience=given.salience / 2)).notes


def test_chance_picks_bargains_by_their_chance() -> None:
    # The two bargains before them are one; the stronger gains by it, and the choice is between it and staying.
    n = 4000
    x = np.repeat(np.array([[[0.0], [10.0]]]), n, axis=0)
    c = np.repeat(np.array([[[3.0], [1.0]]]), n, axis=0)
    given = AgendaInputs(("q",), ("a", "b"), x, np.full_like(x, 0.5), c, np.zeros(1), np.full(1, 10.0), np.full((n, 1), np.nan))
    result = solve(given, choice="stochastic", rounds=1)
    # by hand: staying against the bargain has .445 against 1.47; with two equal bargains staying has weight .445/1.47
    stays = 0.445 / (0.445 + 2 * 1.47)
    assert (result.partner[:, 1, 0] < 0).mean() == pytest.approx(stays, abs=0.02)
    assert (result.partner[:, 1, 1] < 0).mean() == pytest.approx(stays, abs=0.02)


def test_chance_is_the_same_in_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    given = agenda(12)
    whole = solve(given, choice="stochastic")
    for name in ("solve", "contest", "choice"):
        module = sys.modules[f"foedus.engines.spatial.{name}"]
        for limit in [k for k in vars(module) if k.endswith("_BYTES")]:
            monkeypatch.setattr(module, limit, 1)
    assert whole.positions.tobytes() == solve(given, choice="stochastic").positions.tobytes()
    assert (whole.outcome != solve(given).outcome).any()
