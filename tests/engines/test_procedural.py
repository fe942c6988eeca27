"""The procedural model against a fine grid, and the rules that issues bring with them."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.core.rng import stream
from foedus.engines.procedural.solve import ProceduralResult
from foedus.engines.registry import engine
from foedus.model.inputs import IssueInputs
from foedus.rules.procedure import procedure
from foedus.rules.votes import NO, YES

RNG = stream(0, ("procedural",), 0)


def solve(inputs: IssueInputs, **params: object) -> ProceduralResult:
    result = engine("procedural").run(inputs, params, RNG)
    assert isinstance(result, ProceduralResult)
    return result


def make(positions: list[float], reference: float | None, said: Mapping[str, object] | None = None, capability: list[float] | None = None) -> IssueInputs:
    actors = tuple("abcdefgh"[: len(positions)])
    x = np.array([positions], dtype=np.float64)
    c = np.array([capability], dtype=np.float64) if capability else np.ones_like(x)
    q = None if reference is None else np.array([reference], dtype=np.float64)
    return IssueInputs("i", actors, x, np.ones_like(x), c, 0.0, 100.0, q, procedure(said, actors) if said else None)


@st.composite
def problems(draw: st.DrawFn) -> tuple[IssueInputs, float]:
    n = draw(st.integers(2, 6))
    points = st.integers(0, 50).map(lambda k: 2.0 * k)
    positions = draw(st.lists(points, min_size=n, max_size=n))
    rules: list[dict[str, object]] = [
        {"yes": {"at_least": draw(st.integers(1, n))}},
        {"unopposed": "all"},
        {"all": [{"yes": {"more_than": "1/2"}}, {"unopposed": ["a"]}]},
        {"any": [{"consent": ["a", "b"]}, {"yes": {"all_but": 1}}]},
    ]
    said = {"rule": draw(st.sampled_from(rules)), "setter": draw(st.sampled_from("abcdef"[:n]))}
    return make(positions, draw(points), said), draw(st.sampled_from([0.0, 0.02, 0.1]))


@settings(max_examples=150, deadline=None)
@given(problems())
def test_it_finds_the_best_point_of_a_fine_grid(given_problem: tuple[IssueInputs, float]) -> None:
    inputs, cost = given_problem
    assert inputs.reference is not None
    assert inputs.procedure is not None
    assert inputs.procedure.setter is not None
    x, q = inputs.positions[0], inputs.reference[0]
    grid = np.linspace(0, 100, 201)  # positions and reflections are multiples of 2, so every end is on the grid
    accepted = np.abs(grid[:, None] - x) <= np.abs(q - x) + cost * 100 + 1e-9
    passed = inputs.procedure.rule.passes(np.where(accepted, YES, NO).astype(np.int8)) | (grid == q)
    ideal = x[inputs.procedure.setter]
    best = np.abs(grid[passed] - ideal).min()
    result = solve(inputs, cost=cost)
    assert abs(abs(result.outcome[0] - ideal) - best) < 1e-9
    assert (result.lowest[0], result.highest[0]) == pytest.approx((grid[passed].min(), grid[passed].max()))


def test_inside_the_core_nothing_moves_and_it_is_said() -> None:
    result = solve(make([10, 50, 90], 50, {"rule": {"consent": "all"}, "setter": "c"}))
    assert result.outcome[0] == 50
    assert result.kept[0]
    assert any("reference point stays" in n for n in result.notes)


def test_a_proposal_that_the_members_may_amend_is_one_they_would_not() -> None:
    said = {"rule": {"yes": {"at_least": 2}}, "setter": "a", "members": ["b", "c", "d"]}
    closed = solve(make([100, 20, 30, 40], 0, said))
    amended = solve(make([100, 20, 30, 40], 0, {**said, "amendment": {"consent": "all"}}))
    assert closed.outcome[0] == 60  # c accepts up to 2 x 30
    assert amended.outcome[0] == 40  # beyond 40 all three members would move it back
    assert solve(make([100, 20, 30, 40], 0, {**said, "amendment": {"consent": "all"}}), amendments="closed").outcome[0] == 60


def test_without_a_reference_point_the_setter_has_its_way_and_it_is_said() -> None:
    result = solve(make([10, 50, 90], None, {"rule": {"consent": "all"}, "setter": "b"}))
    assert result.outcome[0] == 50
    assert any("No reference point" in n for n in result.notes)


def test_actors_equally_strong_propose_together_whatever_their_order() -> None:
    one = solve(make([10, 50, 90], 0, capability=[2, 1, 2]), quota=0.0)
    other = solve(make([90, 50, 10], 0, capability=[2, 1, 2]), quota=0.0)
    assert one.outcome[0] == other.outcome[0] == 50


def test_a_procedure_changes_the_hash_of_the_inputs() -> None:
    plain, ruled = make([10, 50], 0), make([10, 50], 0, {"rule": {"consent": "all"}})
    assert plain.hash() != ruled.hash() != make([10, 50], 0, {"rule": {"unopposed": "all"}}).hash()
    assert ruled.take(slice(1)).procedure is ruled.procedure
