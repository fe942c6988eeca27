"""What every engine must be where a reference point is known; found by discovery."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foedus.core.errors import FoedusError
from foedus.core.rng import stream
from foedus.engines.registry import engines
from foedus.model.contract import Engine
from foedus.model.inputs import IssueInputs
from foedus.model.params import specs

EACH = pytest.mark.parametrize("engine", engines().values(), ids=lambda e: e.name)
quick = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def rng() -> np.random.Generator:
    return stream(17, ("conformance",), 0)


@st.composite
def issues(draw: st.DrawFn) -> IssueInputs:
    """Generate two to six actors in one to three draws, on coarse grids, with a reference point."""
    shape = (draw(st.integers(1, 3)), draw(st.integers(2, 6)))
    fine = draw(st.sampled_from([4, 64, 9973]))

    def grid(low: float, high: float, *size: int) -> np.ndarray:
        count = int(np.prod(size))
        cells = draw(st.lists(st.integers(0, fine), min_size=count, max_size=count))
        return low + (high - low) * np.array(cells, dtype=np.float64).reshape(size) / fine

    actors = tuple("abcdef"[: shape[1]])
    return IssueInputs("i", actors, grid(-5, 27, *shape), grid(0, 1, *shape), grid(0, 9, *shape), -5.0, 27.0, grid(-5, 27, shape[0]))


@EACH
@quick
@given(inputs=issues())
def test_each_draw_alone_gives_what_it_gives_in_a_batch(engine: Engine, inputs: IssueInputs) -> None:
    if any(engine.run(inputs, None, rng()).outcome != engine.run(inputs, None, stream(18, ("conformance",), 0)).outcome):
        return  # chance enters: tests/engines/test_conformance.py looks at that
    together = engine.run(inputs, None, rng()).outcome
    alone = [engine.run(inputs.take(slice(d, d + 1)), None, rng()).outcome[0] for d in range(inputs.draws)]
    assert together.tolist() == alone


@EACH
@quick
@given(inputs=issues(), data=st.data())
def test_the_order_of_the_actors_does_not_matter(engine: Engine, inputs: IssueInputs, data: st.DataObject) -> None:
    order = np.array(data.draw(st.permutations(range(len(inputs.actors)))))
    shuffled = replace(
        inputs, actors=tuple(inputs.actors[k] for k in order), positions=inputs.positions[:, order].copy(),
        salience=inputs.salience[:, order].copy(), capability=inputs.capability[:, order].copy(),
    )
    a, b = engine.run(inputs, None, rng()), engine.run(shuffled, None, rng())
    np.testing.assert_allclose(b.outcome, a.outcome, rtol=0, atol=1e-8)


@EACH
@quick
@given(inputs=issues(), factor=st.sampled_from([0.25, 3.7, 100.0]), shift=st.sampled_from([0.0, -40.5]))
def test_another_unit_of_the_scale_rescales_the_outcome(engine: Engine, inputs: IssueInputs, factor: float, shift: float) -> None:
    assert inputs.reference is not None
    lower, upper = inputs.lower * factor + shift, inputs.upper * factor + shift
    other = replace(
        inputs, positions=np.clip(inputs.positions * factor + shift, lower, upper), lower=lower, upper=upper,
        reference=np.clip(inputs.reference * factor + shift, lower, upper),
    )
    mine, theirs = engine.run(inputs, None, rng()), engine.run(other, None, rng())
    np.testing.assert_allclose((theirs.outcome - shift) / factor, mine.outcome, rtol=0, atol=1e-6)


@EACH
def test_all_who_want_the_same_and_hold_it_already_keep_it(engine: Engine) -> None:
    one = np.full((2, 3), 4.0)
    inputs = IssueInputs("i", ("a", "b", "c"), one, np.full((2, 3), 0.5), np.ones((2, 3)), 0.0, 10.0, np.full(2, 4.0))
    for params in [{}, *({s.name: c} for s in specs(engine.params) for c in s.choices)]:
        try:
            engine.parameters(params)
        except FoedusError:  # choices that exclude each other are not the matter here
            continue
        assert engine.run(inputs, params, rng()).outcome.tolist() == [4.0, 4.0], params
