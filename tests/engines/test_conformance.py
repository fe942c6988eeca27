"""What every engine must be, found by discovery: an engine passes all of this without writing a test."""

from __future__ import annotations

import itertools
import pickle
from collections.abc import Iterator
from dataclasses import fields, replace
from importlib.resources import files
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foedus.analysis.reference import reference_rows
from foedus.core.errors import FoedusError
from foedus.core.rng import stream
from foedus.engines.registry import engines
from foedus.model.contract import CARD_HEADINGS, VIEWS, Engine
from foedus.model.inputs import IssueInputs
from foedus.model.params import specs
from foedus.model.results import IssueResult

LOWER, UPPER = -5.0, 27.0

quick = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])


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
        else:
            raise AssertionError(f"{engine.name}: no legal setting has {one}")


def _id(case: tuple[Engine, dict[str, object]]) -> str:
    return case[0].name + "".join(f",{k}={v}" for k, v in case[1].items())


EACH = pytest.mark.parametrize("engine", engines().values(), ids=lambda e: e.name)
CASES = [(e, p) for e in engines().values() for p in settings_of(e)]
EACH_SETTING = pytest.mark.parametrize(("engine", "params"), CASES, ids=[_id(c) for c in CASES])


def rng() -> np.random.Generator:
    return stream(17, ("conformance",), 0)


def by_chance(engine: Engine, params: dict[str, object]) -> bool:
    """Return whether the engine draws from the generator under these parameters."""
    used, fresh = rng(), rng()
    engine.run(make([[1.0, 4.0, 8.5]], [[0.5, 0.4, 0.9]], [[1.0, 2.0, 3.0]]), params, used)
    return bool(used.random() != fresh.random())


def arrays(result: IssueResult) -> dict[str, np.ndarray]:
    return {f.name: v for f in fields(result) if isinstance(v := getattr(result, f.name), np.ndarray)}


def axes(result: IssueResult) -> dict[str, tuple[str, ...]]:
    return {f.name: f.metadata.get("axes", ()) for f in fields(result)}


def make(positions: Any, salience: Any, capability: Any, lower: float = LOWER, upper: float = UPPER) -> IssueInputs:
    columns = [np.array(a, dtype=np.float64) for a in (positions, salience, capability)]
    return IssueInputs("i", tuple(f"a{k}" for k in range(columns[0].shape[1])), *columns, lower, upper)


@st.composite
def issues(draw: st.DrawFn, most: int = 6) -> IssueInputs:
    """Generate one to six actors in one to four draws; coarse grids, so that ties of every kind occur."""
    shape = (draw(st.integers(1, 4)), draw(st.integers(1, most)))
    fine = draw(st.sampled_from([4, 64, 9973]))

    def grid(low: float, high: float) -> np.ndarray:
        cells = st.lists(st.integers(0, fine), min_size=shape[0] * shape[1], max_size=shape[0] * shape[1])
        return low + (high - low) * np.array(draw(cells), dtype=np.float64).reshape(shape) / fine

    return make(grid(LOWER, UPPER), grid(0, 1), grid(0, 9))


@EACH
def test_manifest_is_complete(engine: Engine) -> None:
    assert engine.version
    assert engine.title
    assert engine.question.endswith("?")
    assert engine.sources
    assert engine.views
    assert set(engine.views) <= VIEWS


@EACH
def test_every_parameter_is_documented_and_its_default_legal(engine: Engine) -> None:
    for spec in specs(engine.params):
        assert spec.meaning, spec.name
        assert spec.source, spec.name
        assert type(spec.check(spec.default, "default")) is spec.type


@EACH
def test_an_unknown_parameter_is_refused_with_the_legal_ones(engine: Engine) -> None:
    with pytest.raises(FoedusError, match="param-unknown"):
        engine.parameters({"no_such_parameter": 1})


@EACH
def test_model_card_has_every_heading(engine: Engine) -> None:
    card = (files(engine.package) / "README.md").read_text(encoding="utf-8")
    headings = [line.removeprefix("## ") for line in card.splitlines() if line.startswith("## ")]
    assert headings == list(CARD_HEADINGS)
    bodies = [part.partition("\n")[2].strip() for part in card.split("\n## ")[1:]]
    assert all(len(body) > 40 for body in bodies)


@EACH
def test_every_reference_number_is_reproduced(engine: Engine) -> None:
    rows = reference_rows(engine.name)
    assert rows
    assert [r for r in rows if not r.ok] == []


@EACH_SETTING
@quick
@given(inputs=issues())
def test_same_seed_same_bytes_inputs_unchanged_outcome_on_the_scale(
    engine: Engine, params: dict[str, object], inputs: IssueInputs
) -> None:
    before, state = inputs.hash(), np.random.get_state()[1].tobytes()  # noqa: NPY002
    first, second = engine.run(inputs, params, rng()), engine.run(inputs, params, rng())
    assert {k: v.tobytes() for k, v in arrays(first).items()} == {k: v.tobytes() for k, v in arrays(second).items()}
    assert (first.notes, first.provenance) == (second.notes, second.provenance)
    assert inputs.hash() == before
    assert np.random.get_state()[1].tobytes() == state  # noqa: NPY002
    low, high = inputs.positions.min(axis=1), inputs.positions.max(axis=1)
    assert (first.outcome >= low).all()
    assert (first.outcome <= high).all()


@EACH_SETTING
@quick
@given(inputs=issues())
def test_a_batch_gives_each_draw_the_bits_it_has_alone(
    engine: Engine, params: dict[str, object], inputs: IssueInputs
) -> None:
    together = arrays(engine.run(inputs, params, rng()))
    chance = by_chance(engine, params)
    for d in range(inputs.draws):
        # Where chance enters, a draw has its own from the generator: then the draws before it must be there too.
        alone = arrays(engine.run(inputs.take(slice(0 if chance else d, d + 1)), params, rng()))
        for name, value in together.items():
            assert value[d : d + 1].tobytes() == alone[name][-1:].tobytes(), name


@EACH_SETTING
@quick
@given(inputs=issues(), data=st.data())
def test_the_order_of_the_actors_changes_nothing_but_the_order(
    engine: Engine, params: dict[str, object], inputs: IssueInputs, data: st.DataObject
) -> None:
    n = len(inputs.actors)
    order = np.array(data.draw(st.permutations(range(n))))
    shuffled = replace(
        inputs, actors=tuple(inputs.actors[k] for k in order), positions=inputs.positions[:, order].copy(),
        salience=inputs.salience[:, order].copy(), capability=inputs.capability[:, order].copy(),
    )
    a, b = engine.run(inputs, params, rng()), engine.run(shuffled, params, rng())
    for name, names in axes(a).items():
        if names:
            mine, theirs = getattr(a, name), getattr(b, name)
            mine = mine[..., order] if names[-1] == "actor" else mine
            if np.issubdtype(mine.dtype, np.floating):
                np.testing.assert_allclose(theirs, mine, rtol=0, atol=1e-9, err_msg=name)


@EACH_SETTING
@quick
@given(inputs=issues(), factor=st.sampled_from([0.25, 3.7, 100.0]), shift=st.sampled_from([0.0, -40.5, 1e3]))
def test_another_unit_of_the_scale_rescales_the_outcome(
    engine: Engine, params: dict[str, object], inputs: IssueInputs, factor: float, shift: float
) -> None:
    lower, upper = LOWER * factor + shift, UPPER * factor + shift
    positions = np.clip(inputs.positions * factor + shift, lower, upper)
    other = replace(inputs, positions=positions, lower=lower, upper=upper)
    mine, theirs = engine.run(inputs, params, rng()), engine.run(other, params, rng())
    np.testing.assert_allclose((theirs.outcome - shift) / factor, mine.outcome, rtol=0, atol=1e-8)


#: Settings whose meaning is that who has no capability has a part: every position is an option of the election, every head is a vote.
HEARD = {"condorcet": {"options": "all"}, "procedural": {"counted": "heads"}}


def heeds_capability(engine: Engine, params: dict[str, object]) -> bool:
    """Return whether capability decides anything under these parameters."""
    x, s, r = [[1.0, 4.0, 8.5, 20.0]], [[0.5, 0.4, 0.9, 0.6]], np.array([2.0])
    found = {
        float(engine.run(replace(make(x, s, [c]), reference=r.copy()), params, rng()).outcome[0])
        for c in ([9.0, 1.0, 1.0, 1.0], [1.0, 9.0, 1.0, 1.0], [1.0, 1.0, 1.0, 9.0])
    }
    return len(found) > 1


@EACH_SETTING
@quick
@given(inputs=issues(most=5), data=st.data())
def test_who_has_no_capability_takes_no_part(
    engine: Engine, params: dict[str, object], inputs: IssueInputs, data: st.DataObject
) -> None:
    by_choice = HEARD.get(engine.name, {}).items() & params.items()
    if by_chance(engine, params) or by_choice or not heeds_capability(engine, params):
        return
    places = st.sampled_from([LOWER, 0.0, 6.5, 13.0, UPPER])
    n, reference = len(inputs.actors), np.full(inputs.draws, data.draw(places))
    at, seat, cares = data.draw(places), data.draw(st.integers(0, n)), data.draw(st.sampled_from([0.0, 0.4, 1.0]))
    columns = (inputs.positions, np.maximum(inputs.salience, 0.05), inputs.capability + 0.5)
    without = replace(make(*columns), reference=reference.copy())
    added = (np.insert(a, seat, v, axis=1) for a, v in zip(columns, (at, cares, 0.0), strict=True))
    with_it = replace(make(*added), reference=reference.copy())
    mine, theirs = engine.run(without, params, rng()), engine.run(with_it, params, rng())
    np.testing.assert_allclose(theirs.outcome, mine.outcome, rtol=0, atol=1e-9)


@EACH_SETTING
@quick
@given(inputs=issues(most=1), copies=st.integers(1, 3))
def test_actors_who_agree_get_what_they_want(
    engine: Engine, params: dict[str, object], inputs: IssueInputs, copies: int
) -> None:
    columns = (np.repeat(a, copies, axis=1) for a in (inputs.positions, inputs.salience, inputs.capability))
    result = engine.run(make(*columns), params, rng())
    assert result.outcome.tolist() == inputs.positions[:, 0].tolist()


@EACH_SETTING
@pytest.mark.parametrize("zero", ["salience", "capability"])
def test_without_any_weight_it_refuses_or_says_what_it_did(
    engine: Engine, params: dict[str, object], zero: str
) -> None:
    def run(values: list[float]) -> IssueResult:
        columns = {"salience": [[0.4, 0.9, 0.7]], "capability": [[1.0, 2.0, 5.0]], zero: [values]}
        return engine.run(make([[1.0, 4.0, 8.5]], columns["salience"], columns["capability"]), params, rng())

    try:
        result = run([0.0, 0.0, 0.0])
    except FoedusError:
        return
    assert 1.0 <= result.outcome[0] <= 8.5
    if not result.notes:  # then it must not have looked at the field at all
        for only in ([1.0, 0.0, 0.0], [0.0, 0.0, 1.0]):
            assert run(only).outcome[0] == result.outcome[0]


@EACH_SETTING
def test_results_travel_and_tell_where_they_come_from(engine: Engine, params: dict[str, object]) -> None:
    inputs = make([[1.0, 4.0, 8.5]] * 2, [[0.5, 0.4, 0.9]] * 2, [[1.0, 2.0, 3.0]] * 2)
    result = engine.run(inputs, params, rng())
    back = pickle.loads(pickle.dumps(result))
    assert type(back) is type(result)
    assert {k: v.tobytes() for k, v in arrays(back).items()} == {k: v.tobytes() for k, v in arrays(result).items()}
    about = result.provenance
    assert (about.engine, about.version, about.inputs) == (engine.name, engine.version, inputs.hash())
    assert {s.name for s in specs(engine.params)} == set(about.params)
    assert all(about.params[k] == v for k, v in params.items())
    assert "Philox" in about.seed
    assert not any(v.flags.writeable for v in arrays(result).values())


@EACH_SETTING
def test_the_order_in_memory_of_the_inputs_does_not_matter(engine: Engine, params: dict[str, object]) -> None:
    values = stream(1, ("memory",), 0).random((3, 7, 11))
    inputs = make(*values, lower=0.0, upper=1.0)
    turned = replace(
        inputs, positions=np.asfortranarray(inputs.positions), salience=np.asfortranarray(inputs.salience)
    )
    assert not turned.positions.flags.c_contiguous
    a, b = arrays(engine.run(inputs, params, rng())), arrays(engine.run(turned, params, rng()))
    assert all(a[k].tobytes() == b[k].tobytes() for k in a)


def test_there_are_engines_and_settings_to_test() -> None:
    assert {"weighted_mean", "weighted_median", "challenge"} <= set(engines())
    assert len(CASES) > len(engines())
    assert all(a != b for a, b in itertools.pairwise(CASES))
