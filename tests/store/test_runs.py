"""A run comes back from disk to the bit, and nothing in a run's folder can make foedus load foreign code."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from foedus.core.errors import FoedusError
from foedus.engines.registry import engines
from foedus.model.inputs import IssueInputs
from foedus.model.run import Driver, EngineRun, Run
from foedus.store.frozen import pack
from foedus.store.runs import MANIFEST, load_run, run_ids, save_run


def make_run(run_id: str = "run-0123") -> Run:
    inputs = IssueInputs(
        "size", ("A", "B", "C"), np.array([[1.0, 5.0, 9.0], [2.0, 6.0, 8.0]]),
        np.full((2, 3), 0.5), np.array([[1.0, 2.0, 3.0]] * 2), 0.0, 10.0,
    )  # fmt: skip
    drivers = (Driver("A", "position", 1.0, 2.0, 5.0, 5.5),)
    runs = tuple(
        EngineRun(name, e.title, e.run(inputs, None, np.random.default_rng(1)), drivers) for name, e in engines().items()
    )
    return Run(run_id, "case-hash", 7, 2, runs, {"한국 측": runs[:1]}, {"foedus": "0"}, partial=True)


def same(a: Any, b: Any) -> bool:
    if isinstance(a, np.ndarray):
        return bool(a.dtype == b.dtype and a.shape == b.shape and a.tobytes() == b.tobytes())
    if is_dataclass(a):
        return type(a) is type(b) and all(same(getattr(a, f.name), getattr(b, f.name)) for f in fields(a))
    if isinstance(a, tuple):
        return isinstance(b, tuple) and len(a) == len(b) and all(map(same, a, b))
    if hasattr(a, "items"):
        return list(a) == list(b) and all(same(a[k], b[k]) for k in a)
    return bool(type(a) is type(b) and a == b)


def test_a_run_comes_back_to_the_bit(tmp_path: Path) -> None:
    run = make_run()
    home = save_run(tmp_path / "runs", run)
    again = load_run(tmp_path / "runs", run.id)
    assert same(run, again)
    assert not again.engines[0].result.outcome.flags.writeable
    assert run_ids(tmp_path / "runs") == [run.id]
    assert all(p.suffix in {".npz", ".json"} for p in home.iterdir())


def test_saving_twice_gives_the_same_bytes_and_no_litter(tmp_path: Path) -> None:
    first = {p.name: p.read_bytes() for p in save_run(tmp_path, make_run()).iterdir()}
    second = {p.name: p.read_bytes() for p in save_run(tmp_path, make_run()).iterdir()}
    assert first == second
    assert [p.name for p in tmp_path.iterdir()] == ["run-0123"]


def test_a_missing_or_damaged_run_says_what_to_type(tmp_path: Path) -> None:
    with pytest.raises(FoedusError, match="foedus run") as caught:
        load_run(tmp_path, "run-9")
    assert caught.value.code == "no-such-run"
    home = save_run(tmp_path, make_run())
    next(home.glob("*.npz")).write_bytes(b"PK broken")
    with pytest.raises(FoedusError) as caught:
        load_run(tmp_path, "run-0123")
    assert caught.value.code == "run-damaged"


def test_a_manifest_cannot_name_a_foreign_type_or_file(tmp_path: Path) -> None:
    home = save_run(tmp_path, make_run())
    manifest = json.loads((home / MANIFEST).read_text())
    manifest["engines"][0]["engine"]["$type"] = "subprocess:Popen"
    (home / MANIFEST).write_text(json.dumps(manifest))
    with pytest.raises(FoedusError, match="subprocess:Popen"):
        load_run(tmp_path, "run-0123")
    np.savez(tmp_path / "outside.npz", outcome=np.array([object()], dtype=object), allow_pickle=True)
    manifest["engines"][0]["arrays"] = "../outside.npz"
    (home / MANIFEST).write_text(json.dumps(manifest))
    with pytest.raises(FoedusError) as caught:
        load_run(tmp_path, "run-0123")
    assert caught.value.code == "no-such-run"


def test_only_what_can_come_back_is_packed() -> None:
    with pytest.raises(TypeError, match=r"a\.0"):
        pack({"a": [object()]}, {})
