"""Compiled loops and the NumPy steps beside them: the same bits, and neither is needed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import foedus
from foedus.core.errors import FoedusError
from foedus.core.rng import stream
from foedus.engines.registry import engines
from foedus.model import compiled
from foedus.model.agenda import AgendaInputs
from foedus.model.contract import Engine
from foedus.model.params import specs

SOURCE = Path(foedus.__file__).parents[1]
LOOPED = ("challenge", "condorcet", "exchange", "spatial")


def settings_of(engine: Engine) -> Iterator[dict[str, object]]:
    """Yield the defaults and each other choice that goes with them."""
    yield {}
    for spec in specs(engine.params):
        for choice in spec.choices:
            try:
                engine.parameters({spec.name: choice})
            except FoedusError:
                continue
            if choice != spec.default:
                yield {spec.name: choice}


CASES = [(name, params) for name in LOOPED for params in settings_of(engines()[name])]


def agenda(draws: int, actors: int, issues: int, fine: int) -> AgendaInputs:
    """Return numbers on a grid with `fine` steps, so that some tie; an actor takes no part in the last issue."""
    rng = np.random.Generator(np.random.Philox(fine + actors))
    x, s, c = (rng.integers(0, fine + 1, (draws, actors, issues)) / fine for _ in range(3))
    s[0], c[1, 0] = 0.0, 0.0  # a draw without any weight, an actor without
    absent = np.zeros(x.shape, dtype=np.bool_)
    absent[:, -1, -1] = issues > 1
    return AgendaInputs(
        tuple(f"q{k}" for k in range(issues)), tuple(f"a{k}" for k in range(actors)), np.where(absent, np.nan, x * 50 - 7),
        np.where(absent, 0.0, s), np.where(absent, 0.0, c), np.full(issues, -7.0), np.full(issues, 43.0),
        np.full((draws, issues), np.nan),
    )  # fmt: skip


def bits(value: Any) -> Any:
    """Return all arrays of a result, as bytes."""
    return {f.name: v.tobytes() for f in fields(value) if isinstance(v := getattr(value, f.name), np.ndarray)}


def results(engine: Engine, inputs: AgendaInputs, params: dict[str, object]) -> list[Any]:
    def rng() -> np.random.Generator:
        return stream(3, ("compiled",), 0)

    found = [bits(engine.run(inputs.issue(name), params, rng())) for name in inputs.issues]
    return [*found, bits(engine.run_agenda(inputs, params, rng()))]


@pytest.mark.parametrize(("name", "params"), CASES, ids=[n + "".join(f",{k}={v}" for k, v in p.items()) for n, p in CASES])
@pytest.mark.parametrize("shape", [(3, 1, 1, 9), (40, 7, 2, 4), (9, 13, 3, 9973)], ids=str)
def test_compiled_and_in_numpy_a_result_has_the_same_bits(
    name: str, params: dict[str, object], shape: tuple[int, int, int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    inputs, engine = agenda(*shape), engines()[name]
    monkeypatch.setattr(compiled, "KEPT", np.inf)
    plain = results(engine, inputs, params)
    monkeypatch.setattr(compiled, "KEPT", 0.0)
    monkeypatch.setattr(compiled, "NEW", 0.0)
    assert results(engine, inputs, params) == plain


@pytest.mark.parametrize("module", sorted(p.relative_to(SOURCE) for p in SOURCE.rglob("*loops.py")), ids=str)
def test_every_loop_can_be_compiled(module: Path) -> None:
    pytest.importorskip("numba")
    loops = import_module(".".join(module.with_suffix("").parts)).LOOPS
    assert loops.serve(2 * compiled.NEW)


def doubled(x: Any, out: Any) -> None:
    """Stand for a loop."""
    for i in range(len(x)):
        out[i] = 2.0 * x[i]


def test_little_work_is_not_worth_a_compiler() -> None:
    loops = compiled.Loops()
    run = loops.add("f8[::1], f8[::1]")(doubled)
    assert not loops.serve(compiled.KEPT / 2)
    with pytest.raises(RuntimeError, match="doubled"):  # in plain Python it would take a thousand times as long
        run(np.ones(2), np.ones(2))


@pytest.mark.parametrize("kept", [False, True])
def test_much_work_is_worth_it_and_then_little_work_too(kept: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    made = []
    monkeypatch.setattr(compiled, "_kept", lambda _: kept)
    monkeypatch.setattr(compiled, "_compiled", lambda sources: made.append(1) or dict.fromkeys(sources, doubled))
    loops = compiled.Loops()
    loops.add("f8[::1], f8[::1]")(doubled)
    enough = compiled.KEPT if kept else compiled.NEW
    assert not loops.serve(enough * 0.9)
    assert loops.serve(enough * 0.2)
    assert loops.serve(0.0)
    assert made == [1]


def test_what_cannot_be_compiled_is_not_tried_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    tried = []
    monkeypatch.setattr(compiled, "_compiled", lambda sources: tried.append(1) or {})
    loops = compiled.Loops()
    loops.add("f8[::1], f8[::1]")(doubled)
    assert [loops.serve(compiled.NEW * 2) for _ in range(3)] == [False] * 3
    assert tried == [1]


def test_without_a_compiler_everything_is_left_to_numpy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "numba", None)
    loops = compiled.Loops()
    loops.add("f8[::1], f8[::1]")(doubled)
    assert not loops.serve(compiled.NEW * 2)


def test_a_loop_refuses_arrays_of_another_kind() -> None:
    pytest.importorskip("numba")
    loops = compiled.Loops()
    run = loops.add("f8[::1], f8[::1]")(doubled)
    assert loops.serve(compiled.NEW * 2)
    out = np.zeros(2)
    run(np.ones(2), out)
    assert out.tolist() == [2.0, 2.0]
    with pytest.raises(TypeError):
        run(np.ones(4)[::2], out)


_SCRIPT = """
import numpy as np, sys
from foedus.model.compiled import Loops, NEW
from probe import doubled
loops = Loops()
run = loops.add("f8[::1], f8[::1]")(doubled)
assert "numba" not in sys.modules
assert loops.serve(2 * NEW)
out = np.zeros(2)
run(np.ones(2), out)
print(out.tolist())
"""


@pytest.mark.parametrize("kept", ["kept", "nowhere", "in a file", "damaged"])
def test_loops_run_wherever_they_can_be_kept_or_not(tmp_path: Path, kept: str) -> None:
    pytest.importorskip("numba")
    (tmp_path / "probe.py").write_text("def doubled(x, out):\n    for i in range(len(x)):\n        out[i] = 2.0 * x[i]\n")
    python = [sys.executable, "-c", _SCRIPT]
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": f"{SOURCE}:{tmp_path}"}  # no HOME
    if kept == "nowhere":
        env["NUMBA_CACHE_DIR"] = "/proc/1/none"
    if kept == "in a file":
        (tmp_path / "file").write_text("x")
        env["NUMBA_CACHE_DIR"] = str(tmp_path / "file")
    both = [subprocess.Popen(python, env=env, stdout=subprocess.PIPE, text=True) for _ in range(2)]  # at once
    said = [p.communicate()[0].strip() for p in both]
    assert (said, [p.returncode for p in both]) == (["[2.0, 2.0]"] * 2, [0, 0])
    if kept == "damaged":
        folder = tmp_path / "__pycache__"
        files = [f for f in folder.iterdir() if f.suffix in (".nbi", ".nbc")]
        assert files
        for file in files:
            file.write_bytes(file.read_bytes()[: len(file.read_bytes()) // 2])
        again = subprocess.run(python, env=env, capture_output=True, text=True, check=True)
        assert again.stdout.strip() == "[2.0, 2.0]"
        shutil.rmtree(folder)
