"""What every engine of linked issues must be, found by discovery; `test_conformance` tests the same engines on one issue."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foedus.core.errors import FoedusError
from foedus.core.rng import stream
from foedus.engines.registry import engines
from foedus.model.agenda import AgendaInputs, AgendaResult
from foedus.model.contract import Engine
from foedus.model.params import specs

LOWER, UPPER = np.array([-5.0, 0.0, 10.0]), np.array([27.0, 1.0, 110.0])

quick = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def settings_of(engine: Engine) -> Iterator[dict[str, object]]:
    """Yield the defaults, and each other choice of each parameter with as few further changes as it allows."""
    yield {}
    choices = [{s.name: c} for s in specs(engine.params) for c in s.choices if c != s.default]
    for one in choices:
        for extra in [{}, *choices]:
            try:
                engine.parameters({**extra, **one})
            except FoedusError:
                continue
            yield {**extra, **one}
            break


CASES = [(e, p) for e in engines().values() if e.scope == "agenda" for p in settings_of(e)]
EACH_SETTING = pytest.mark.parametrize(
    ("engine", "params"), CASES, ids=[e.name + "".join(f",{k}={v}" for k, v in p.items()) for e, p in CASES]
)


def solve(engine: Engine, inputs: AgendaInputs, params: dict[str, object]) -> AgendaResult:
    return engine.run_agenda(inputs, params, stream(19, ("agenda",), 0))


def arrays(result: AgendaResult) -> dict[str, np.ndarray]:
    return {f.name: v for f in fields(result) if isinstance(v := getattr(result, f.name), np.ndarray)}


def axes(result: AgendaResult) -> dict[str, tuple[str, ...]]:
    return {f.name: f.metadata.get("axes", ()) for f in fields(result)}


def make(positions: Any, salience: Any, capability: Any, reference: Any) -> AgendaInputs:
    """Return an agenda from shares of each scale, salience and capability; NaN marks who takes no part."""
    x = np.array(positions, dtype=np.float64)
    actors, issues = x.shape[1:]
    absent = np.isnan(x)
    lower, upper = LOWER[:issues].copy(), UPPER[:issues].copy()
    return AgendaInputs(
        tuple(f"q{k}" for k in range(issues)), tuple(f"a{k}" for k in range(actors)),
        np.clip(lower + x * (upper - lower), lower, upper), np.where(absent, 0.0, salience),
        np.where(absent, 0.0, capability), lower, upper, lower + np.array(reference, dtype=np.float64) * (upper - lower),
    )  # fmt: skip


@st.composite
def agendas(draw: st.DrawFn, most: int = 5) -> AgendaInputs:
    """Generate one to three issues of two to five actors; on fine grids, since equal offers may be told apart by rules."""
    draws, actors, issues = draw(st.integers(1, 3)), draw(st.integers(2, most)), draw(st.integers(1, 3))
    rng = np.random.Generator(np.random.Philox(draw(st.integers(0, 2**32))))
    fine = draw(st.sampled_from([8, 4096, 9973]))

    def grid(shape: tuple[int, ...], least: int = 0) -> np.ndarray:
        return rng.integers(least, fine + 1, shape) / fine

    x = grid((draws, actors, issues))
    absent = rng.random((actors, issues)) < draw(st.sampled_from([0.0, 0.25]))
    absent[0] = False
    x[:, absent] = np.nan
    return make(x, grid((draws, actors, issues)), 9 * grid((draws, actors, issues)), grid((draws, issues)))


def reordered(inputs: AgendaInputs, actors: list[int] | None = None, issues: list[int] | None = None) -> AgendaInputs:
    a = list(range(len(inputs.actors))) if actors is None else actors
    d = list(range(len(inputs.issues))) if issues is None else issues
    pick = np.ix_(range(inputs.draws), a, d)
    return replace(
        inputs, issues=tuple(inputs.issues[k] for k in d), actors=tuple(inputs.actors[k] for k in a),
        positions=inputs.positions[pick], salience=inputs.salience[pick], capability=inputs.capability[pick],
        lower=inputs.lower[d], upper=inputs.upper[d], reference=inputs.reference[:, d],
    )  # fmt: skip


@EACH_SETTING
@quick
@given(inputs=agendas())
def test_outcomes_lie_between_positions_and_each_issue_can_be_taken_out(
    engine: Engine, params: dict[str, object], inputs: AgendaInputs
) -> None:
    before = inputs.hash()
    result = solve(engine, inputs, params)
    assert inputs.hash() == before
    assert (result.outcome >= np.nanmin(inputs.positions, axis=1)).all()
    assert (result.outcome <= np.nanmax(inputs.positions, axis=1)).all()
    for d, name in enumerate(inputs.issues):
        one = result.of(inputs, name)
        there = tuple(a for a, here in zip(inputs.actors, inputs.present[:, d], strict=True) if here)
        assert (one.issue, one.actors) == (name, there)
        assert one.outcome.tolist() == result.outcome[:, d].tolist()
        for f in fields(one):
            names, value = f.metadata.get("axes", ()), getattr(one, f.name)
            if names[-1:] == ("actor",):
                assert value.shape[-1] == len(there), f.name


@EACH_SETTING
@quick
@given(inputs=agendas(), data=st.data())
def test_the_order_of_the_actors_changes_nothing_but_the_order(
    engine: Engine, params: dict[str, object], inputs: AgendaInputs, data: st.DataObject
) -> None:
    order = list(data.draw(st.permutations(range(len(inputs.actors)))))
    a, b = solve(engine, inputs, params), solve(engine, reordered(inputs, actors=order), params)
    unit = inputs.upper - inputs.lower
    np.testing.assert_allclose(b.outcome / unit, a.outcome / unit, rtol=0, atol=1e-9)
    for name, names in axes(a).items():
        if "actor" in names and np.issubdtype(getattr(a, name).dtype, np.floating):
            mine = np.take(getattr(a, name), order, axis=names.index("actor"))
            np.testing.assert_allclose(getattr(b, name), mine, rtol=0, atol=1e-7, err_msg=name)


@EACH_SETTING
@quick
@given(inputs=agendas(), data=st.data())
def test_the_order_of_the_issues_changes_nothing_but_the_order(
    engine: Engine, params: dict[str, object], inputs: AgendaInputs, data: st.DataObject
) -> None:
    order = list(data.draw(st.permutations(range(len(inputs.issues)))))
    a, b = solve(engine, inputs, params), solve(engine, reordered(inputs, issues=order), params)
    unit = (inputs.upper - inputs.lower)[order]
    np.testing.assert_allclose(b.outcome / unit, a.outcome[:, order] / unit, rtol=0, atol=1e-9)


@EACH_SETTING
@quick
@given(inputs=agendas())
def test_names_are_only_names(engine: Engine, params: dict[str, object], inputs: AgendaInputs) -> None:
    other = replace(
        inputs, issues=tuple(f"z{9 - k}" for k in range(len(inputs.issues))),
        actors=tuple(f"y{9 - k}" for k in range(len(inputs.actors))),
    )  # fmt: skip
    a, b = solve(engine, inputs, params), solve(engine, other, params)
    assert {k: v.tobytes() for k, v in arrays(a).items()} == {k: v.tobytes() for k, v in arrays(b).items()}


@EACH_SETTING
@quick
@given(inputs=agendas(), factor=st.sampled_from([0.25, 3.7, 100.0]), shift=st.sampled_from([0.0, -40.5, 1e3]))
def test_another_unit_of_one_scale_rescales_that_issue_alone(
    engine: Engine, params: dict[str, object], inputs: AgendaInputs, factor: float, shift: float
) -> None:
    by, plus = np.ones(len(inputs.issues)), np.zeros(len(inputs.issues))
    by[0], plus[0] = factor, shift
    lower, upper = inputs.lower * by + plus, inputs.upper * by + plus
    other = replace(
        inputs, positions=np.clip(inputs.positions * by + plus, lower, upper), lower=lower, upper=upper,
        reference=np.clip(inputs.reference * by + plus, lower, upper),
    )  # fmt: skip
    mine, theirs = solve(engine, inputs, params), solve(engine, other, params)
    unit = inputs.upper - inputs.lower
    np.testing.assert_allclose((theirs.outcome - plus) / by / unit, mine.outcome / unit, rtol=0, atol=1e-8)


@EACH_SETTING
@pytest.mark.parametrize("zero", [("salience",), ("salience", "capability")], ids="+".join)
@quick
@given(inputs=agendas(), where=st.integers(0, 8), at=st.integers(0, 5))
def test_an_actor_without_weight_changes_nothing(
    engine: Engine, params: dict[str, object], zero: tuple[str, ...], inputs: AgendaInputs, where: int, at: int
) -> None:
    weight = (inputs.salience * inputs.capability).sum(axis=1)
    if (weight == 0).any():
        return  # there engines say that they let every actor count
    at = min(at, len(inputs.actors))
    point = inputs.lower + (inputs.upper - inputs.lower) * where / 8
    point = np.clip(point, np.nanmin(inputs.positions, axis=1), np.nanmax(inputs.positions, axis=1))
    new = {"positions": point, "salience": np.full_like(point, 0.7), "capability": np.full_like(point, 2.0)}
    new |= dict.fromkeys(zero, 0 * point)
    wider = replace(
        inputs, actors=(*inputs.actors[:at], "nobody", *inputs.actors[at:]),
        **{k: np.insert(getattr(inputs, k), at, v, axis=1) for k, v in new.items()},
    )  # fmt: skip
    unit = inputs.upper - inputs.lower
    a, b = solve(engine, inputs, params), solve(engine, wider, params)
    if not by_chance(engine, params):
        np.testing.assert_allclose(b.outcome / unit, a.outcome / unit, rtol=0, atol=1e-8)


def by_chance(engine: Engine, params: dict[str, object]) -> bool:
    used, fresh = stream(19, ("agenda",), 0), stream(19, ("agenda",), 0)
    x = [[[0.1, 0.9], [0.4, 0.3], [0.8, 0.2]]]
    engine.run_agenda(make(x, [[[0.5, 0.4]] * 3], [[[1.0, 1.0]] * 3], [[0.0, 0.0]]), params, used)
    return bool(used.random() != fresh.random())


@EACH_SETTING
@quick
@given(inputs=agendas(), data=st.data())
def test_draws_repeated_and_in_another_order_have_the_same_bits(
    engine: Engine, params: dict[str, object], inputs: AgendaInputs, data: st.DataObject
) -> None:
    whole = arrays(solve(engine, inputs, params))
    if by_chance(engine, params):  # then a draw has its own chance, and the first ones have it without the others
        first = arrays(solve(engine, inputs.take(slice(0, 1)), params))
        assert all(same(v[:1], first[k]) for k, v in whole.items())
        return
    order = np.array(data.draw(st.lists(st.integers(0, inputs.draws - 1), min_size=1, max_size=6)))
    again = arrays(solve(engine, inputs.take(order), params))
    for name, value in whole.items():
        assert same(value[order], again[name]), name


def same(a: np.ndarray, b: np.ndarray) -> bool:
    """Return whether two arrays have the same bits; a list of events may be padded for the longest of its batch."""
    common = tuple(slice(min(m, n)) for m, n in zip(a.shape, b.shape, strict=True))
    return len(a) == len(b) and a[common].tobytes() == b[common].tobytes()


@EACH_SETTING
def test_chunks_do_not_change_a_bit(
    engine: Engine, params: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = np.random.Generator(np.random.Philox(7))
    shape = (9, 6, 3)
    inputs = make(rng.random(shape), rng.random(shape), 9 * rng.random(shape), rng.random((9, 3)))
    whole = arrays(solve(engine, inputs, params))
    limits = [
        (module, name) for key, module in sys.modules.items() if key.startswith(engine.package)
        for name in vars(module) if name.endswith("_BYTES")
    ]  # fmt: skip
    assert limits, "an engine bounds its memory by a constant called ..._BYTES"
    for module, name in limits:
        monkeypatch.setattr(module, name, 1)
    parts = arrays(solve(engine, inputs, params))
    assert {k: v.tobytes() for k, v in whole.items()} == {k: v.tobytes() for k, v in parts.items()}


def test_there_are_engines_of_agendas() -> None:
    assert "spatial" in {e.name for e, _ in CASES}
