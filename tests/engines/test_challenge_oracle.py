"""The batched challenge model against an independent one in plain Python (benchmarks/challenge_plain.py)."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from foedus.core.rng import stream
from foedus.engines.registry import engine
from foedus.model.inputs import IssueInputs
from foedus.model.results import MOVE_KINDS, MovesResult

ROUNDS = 4
SETTINGS = [
    {"variant": "authors_code"},
    {"variant": "authors_code", "q": 0.5},
    {"variant": "authors_code", "capitulation": "repaired"},
    {"variant": "equations"},
    {"variant": "equations", "q": 0.5, "ties": "lower"},
    {"variant": "equations", "selection": "enforceable"},
    {"variant": "equations", "selection": "least_move"},
]


@pytest.fixture(scope="module")
def plain() -> ModuleType:
    path = Path(__file__).parents[2] / "benchmarks" / "challenge_plain.py"
    spec = importlib.util.spec_from_file_location("challenge_plain", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


def inputs(actors: int, draws: int) -> IssueInputs:
    """Random actors; in every other draw on a coarse grid of positions, so that some stand together."""
    rng = stream(23, ("oracle", actors), 0)
    positions = rng.uniform(-10, 90, (draws, actors))
    positions[::2] = np.round(positions[::2], -1)
    return IssueInputs(
        "i", tuple(f"a{k}" for k in range(actors)), positions, rng.uniform(0.05, 1, (draws, actors)),
        rng.exponential(3, (draws, actors)), -10.0, 90.0,
    )


def solve(given: IssueInputs, params: dict[str, object]) -> MovesResult:
    result = engine("challenge").run(given, params, stream(0, ("oracle",), 0))
    assert isinstance(result, MovesResult)
    return result


@pytest.mark.parametrize("params", SETTINGS, ids=lambda p: ",".join(str(v) for v in p.values()))
@pytest.mark.parametrize("actors", [2, 3, 5, 8])
def test_positions_agree_with_the_plain_model(plain: ModuleType, actors: int, params: dict[str, object]) -> None:
    given = inputs(actors, 12)
    result = solve(given, {**params, "rounds": ROUNDS})
    for d in range(given.draws):
        table = plain.Table(*(a[d].tolist() for a in (given.positions, given.salience, given.capability)))
        track = plain.play(table, ROUNDS, plain.Rules(**params))
        np.testing.assert_allclose(result.positions[d, : len(track)], track, rtol=0, atol=1e-8, err_msg=f"draw {d}")
        assert result.median[d, -1] == pytest.approx(plain.median(track[-1], table.weights), abs=1e-8)


def test_the_settings_do_not_all_say_the_same() -> None:
    outcomes = {solve(inputs(8, 12), {**p, "rounds": ROUNDS}).outcome.tobytes() for p in SETTINGS}
    assert len(outcomes) == len(SETTINGS)


def test_chunks_do_not_change_a_bit(monkeypatch: pytest.MonkeyPatch) -> None:
    given = inputs(5, 40)
    whole = solve(given, {})
    monkeypatch.setattr(sys.modules["foedus.engines.challenge.solve"], "CHUNK_BYTES", 8 * 5**3 * 7)
    parts = solve(given, {})
    for name in ("outcome", "positions", "median", "mean", "own_utility", "proposer", "kind", "converged"):
        assert getattr(whole, name).tobytes() == getattr(parts, name).tobytes(), name


def test_moves_tell_who_moved_whom() -> None:
    result = solve(inputs(6, 30), {"capitulation": "repaired"})
    moved = result.kind > 0
    assert set(np.unique(result.kind)) == set(range(len(MOVE_KINDS)))
    assert not moved[:, 0].any()
    assert ((result.proposer >= 0) == moved).all()
    assert (np.isnan(result.own_utility) == ~moved).all()
    assert (result.proposer_utility[moved] > 0).all()
    draw, at, actor = np.argwhere(result.kind == MOVE_KINDS.index("confrontation"))[0]
    proposer = result.proposer[draw, at, actor]
    assert result.positions[draw, at, actor] == result.positions[draw, at - 1, proposer]
    still = ~moved
    assert (result.positions[:, 1:][still[:, 1:]] == result.positions[:, :-1][still[:, 1:]]).all()


def test_stopping_at_rest_freezes_a_draw_and_marks_it() -> None:
    given = inputs(6, 60)
    ends = solve(given, {"stop": "at_rest", "rounds": 12})
    runs_on = solve(given, {"rounds": 12})
    change = np.abs(np.diff(ends.median, axis=1)) <= 0.005 * 100
    rested = [next((k for k in range(1, 12) if c[k] and c[k - 1]), None) for c in change]
    assert any(r is not None and r < 10 for r in rested)
    for d, r in enumerate(rested):
        if r is not None:
            assert ends.converged[d]
            assert (ends.positions[d, r + 1 :] == ends.positions[d, r + 1]).all()
            assert (ends.positions[d, : r + 2] == runs_on.positions[d, : r + 2]).all()
    assert (ends.median != runs_on.median).any()


def test_exponents_and_spread_can_be_carried_over() -> None:
    given = inputs(6, 30)
    base = solve(given, {})
    for params in ({"exponent": "carried"}, {"spread": "current"}):
        other = solve(given, dict(params))
        assert (other.positions[:, 1] == base.positions[:, 1]).all()  # the first round starts alike
        assert (other.positions != base.positions).any()
