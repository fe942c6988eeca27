"""A case is run to the same bits whatever the order and the number of processes."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
import pytest

from foedus.case.arrays import draw_inputs
from foedus.case.schema import Case
from foedus.core.errors import FoedusError
from foedus.core.rng import BLOCK, stream
from foedus.engines.registry import engine
from foedus.ensemble.execute import execute
from foedus.ensemble.run import Progress, run_case
from foedus.ensemble.tasks import BlockTask, Job
from foedus.model.run import EngineRun, Run

ENGINES = ("weighted_mean", "weighted_median", "challenge")


def _value(low: float, mode: float, high: float) -> dict[str, object]:
    return {
        "value": {"dist": "triangular", "low": low, "mode": mode, "high": high},
        "assumption": "made up for this test",
    }


def small_case(draws: int = 2 * BLOCK + 40) -> Case:
    """A bridge toll that three towns disagree about, told differently by one of them."""
    towns = {"north": (2, 3, 5), "middle": (3, 6, 7), "south": (6, 8, 10)}
    return Case.model_validate(
        {
            "foedus": 1, "title": "Toll", "question": "How high is the toll?", "seed": 11, "draws": draws,
            "actors": [{"id": name, "name": name, "kind": "group"} for name in towns],
            "issues": [
                {"id": "toll", "question": "How high?", "unit": "crowns", "lower": 0.0, "upper": 10.0},
                {"id": "unasked", "question": "Nobody has a view", "unit": "crowns", "lower": 0.0, "upper": 1.0},
            ],
            "stakeholders": [
                {
                    "actor": name, "issue": "toll", "position": _value(*p), "salience": _value(0.2, 0.5, 0.9),
                    "capability": {"value": 2.0, "assumption": "the towns are equally large"},
                }
                for name, p in towns.items()
            ],
            "accounts": [
                {
                    "id": account, "source": "the mayor", "summary": "in the mayor's words",
                    "anchors": [{"doc": "a.txt", "start": 0, "end": 3, "quote": "the"}],
                    "overrides": overrides,
                }
                for account, overrides in {
                    "mayor": [{"actor": "south", "issue": "toll", "field": "position", "to": _value(1, 1, 2)}],
                    "clerk": [],
                }.items()
            ],
            "engines": [{"engine": name} for name in ENGINES],
        }
    )


def same_bits(a: EngineRun, b: EngineRun) -> bool:
    """Tell whether two engine runs are equal to the bit, provenance and drivers included."""
    if (a.engine, a.drivers, a.result.notes, a.result.provenance) != (b.engine, b.drivers, b.result.notes, b.result.provenance):
        return False
    pairs = [(getattr(a.result, f.name), getattr(b.result, f.name)) for f in fields(a.result)]
    return all(x.tobytes() == y.tobytes() for x, y in pairs if isinstance(x, np.ndarray))


def same_run(a: Run, b: Run) -> bool:
    """Tell whether two runs are equal to the bit."""
    left = [*a.engines, *(e for es in a.accounts.values() for e in es)]
    right = [*b.engines, *(e for es in b.accounts.values() for e in es)]
    return a.id == b.id and len(left) == len(right) and all(map(same_bits, left, right))


@pytest.fixture(scope="module")
def serial() -> Run:
    return run_case(small_case())


def test_a_run_holds_every_engine_for_the_case_and_each_account(serial: Run) -> None:
    assert [(e.engine, e.result.issue) for e in serial.engines] == [(name, "toll") for name in ENGINES]
    assert set(serial.accounts) == {"mayor", "clerk"}
    assert all(len(e.result.outcome) == 2 * BLOCK + 40 == serial.draws for e in serial.engines)
    assert not serial.partial
    assert serial.versions["engine weighted_mean"] == engine("weighted_mean").version


def test_blocks_together_equal_one_batch(serial: Run) -> None:
    case = small_case()
    inputs = draw_inputs(case, "toll", draws=case.draws, seed=case.seed)
    for run in serial.engines:
        whole = engine(run.engine).run(inputs, {}, stream(0, ("any",), 0))
        assert whole.outcome.tobytes() == run.result.outcome.tobytes()
        assert run.result.provenance.inputs == inputs.hash()


def test_serial_and_parallel_are_equal_to_the_bit(serial: Run) -> None:
    assert same_run(serial, run_case(small_case(), workers=2))


def test_more_draws_extend_earlier_ones(serial: Run) -> None:
    longer = run_case(small_case(), draws=3 * BLOCK)
    for a, b in zip(serial.engines, longer.engines, strict=True):
        assert b.result.outcome[: serial.draws].tobytes() == a.result.outcome.tobytes()
    assert longer.id != serial.id


def test_another_seed_gives_other_numbers(serial: Run) -> None:
    other = run_case(small_case(), seed=12)
    assert other.id != serial.id
    assert other.engines[0].result.outcome.tobytes() != serial.engines[0].result.outcome.tobytes()


def test_an_account_differs_by_what_it_says_and_by_nothing_else(serial: Run) -> None:
    for mine, mayors, clerks in zip(serial.engines, serial.accounts["mayor"], serial.accounts["clerk"], strict=True):
        assert mine.result.outcome.tobytes() == clerks.result.outcome.tobytes()
        assert mayors.result.outcome.mean() < mine.result.outcome.mean() - 0.1  # south asks for less
        if mine.engine.startswith("weighted"):  # in every draw, as everything else is drawn alike
            assert (mayors.result.outcome <= mine.result.outcome).all()


def test_progress_counts_to_the_end(serial: Run) -> None:
    seen: list[Progress] = []
    run_case(small_case(), progress=seen.append)
    for stage in ("draws", "drivers"):
        counts = [p.done for p in seen if p.stage == stage]
        assert counts == list(range(1, next(p.total for p in seen if p.stage == stage) + 1))


@pytest.mark.parametrize("workers", [1, 2])
def test_an_interrupted_run_keeps_what_was_finished(serial: Run, workers: int) -> None:
    def stop(progress: Progress) -> None:
        if (progress.stage, progress.done) == ("draws", 8):
            raise KeyboardInterrupt

    part = run_case(small_case(), workers=workers, progress=stop)
    assert part.partial
    assert part.draws in ((BLOCK, 2 * BLOCK) if workers == 1 else (BLOCK, 2 * BLOCK, serial.draws))
    assert part.id != serial.id
    for done, whole in zip(part.engines, serial.engines, strict=True):
        assert done.result.outcome.tobytes() == whole.result.outcome[: part.draws].tobytes()
        assert done.drivers == ()


def test_an_interruption_during_the_drivers_keeps_all_draws(serial: Run) -> None:
    def stop(progress: Progress) -> None:
        if progress.stage == "drivers":
            raise KeyboardInterrupt

    part = run_case(small_case(), progress=stop)
    assert part.partial
    assert part.draws == serial.draws
    assert sum(len(e.drivers) for e in part.engines) == 1


def test_an_interruption_before_anything_is_finished_is_passed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(self: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("foedus.ensemble.tasks.BlockTask.__call__", interrupted)
    with pytest.raises(KeyboardInterrupt):
        run_case(small_case())


def test_a_mistaken_engine_or_parameter_stops_before_any_work() -> None:
    case = small_case()
    wrong = case.model_copy(update={"engines": (case.engines[0].model_copy(update={"engine": "weighted_maen"}),)})
    with pytest.raises(FoedusError, match="weighted_mean"):
        run_case(wrong)
    with pytest.raises(FoedusError, match="at least 1 draw"):
        run_case(case, draws=0)
    with pytest.raises(FoedusError, match="nothing can be run"):
        run_case(case.model_copy(update={"stakeholders": ()}))


@pytest.mark.parametrize("workers", [1, 2])
def test_an_error_in_a_worker_arrives_whole(workers: int) -> None:
    case = small_case()
    inputs = draw_inputs(case, "toll", draws=3, seed=1)
    tasks = [BlockTask(Job("challenge", {"rounds": 0}, inputs, 1), k) for k in range(2)]
    with pytest.raises(FoedusError, match="at least 1") as caught:
        execute({"draws": tasks}, workers)
    assert caught.value.code == "param-range"
    assert caught.value.where == "engine challenge"
