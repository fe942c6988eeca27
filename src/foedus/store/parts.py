"""Finished units of work on disk while a run is under way: ``runs/.parts/<key>/``, and what earlier runs hold.

A part is one file with the units that were finished since the part before. It carries checksums; one that is damaged
or cut off is thrown away and its units are computed again. Parts of another key (other code, other libraries) are
removed when work begins, and all of them when the run is saved.
"""

from __future__ import annotations

import contextlib
import json
import shutil
import time
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np

from foedus.core.errors import FoedusError
from foedus.core.rng import blocks
from foedus.ensemble.merge import block_of
from foedus.model.results import IssueResult
from foedus.model.run import Driver, EngineRun
from foedus.store.atomic import make_folder, replacing, sweep
from foedus.store.frozen import Arrays, pack, unpack
from foedus.store.runs import DAMAGE, load_engine_run, saved_engine_runs

FOLDER = ".parts"
#: A part is written when this many seconds of work, or this share of all work so far, has not been written yet:
#: what a kill can cost, against what writing costs.
SECONDS, SHARE = 0.5, 0.02
_INDEX = "index"
_BROKEN = (*DAMAGE, ImportError, FoedusError)


class Parts:
    """The finished units of the runs in one folder; a `foedus.ensemble.keep.Keep`.

    Parameters
    ----------
    runs
        The ``runs/`` folder of a case.
    key
        Everything besides its inputs that a unit depends on.
    clock
        Returns seconds; replaced in tests.
    """

    def __init__(self, runs: Path, key: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._key = key
        self._runs = runs
        self.folder = runs / FOLDER / key[:16]
        self._clock = clock
        self._began = self._written = clock()
        self._waiting: list[tuple[str, IssueResult | Driver]] = []
        # Every unit of a file is asked for, in an order that is not the file's: each is read once.
        self._load, self._load_run = cache(_load_part), cache(load_engine_run)
        self._clean()
        self._at: dict[str, Callable[[], object]] = dict(self._earlier_runs())
        self._at.update(self._parts())

    def __enter__(self) -> Parts:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._at.clear()
        self._load.cache_clear()
        self._load_run.cache_clear()

    @property
    def key(self) -> str:
        """As in `Keep.key`."""
        return self._key

    def find(self, unit: str) -> object | None:
        """Return the value of a unit that was finished before, or None; one that cannot be read was not."""
        at = self._at.get(unit)
        if at is not None:
            with contextlib.suppress(*_BROKEN):
                return at()
        return None

    def put(self, unit: str, value: IssueResult | Driver) -> None:
        """Take the value of a unit, and write a part when it is time.

        Raises
        ------
        FoedusError
            If the part cannot be written.
        """
        self._waiting.append((unit, value))
        now = self._clock()
        if now - self._written >= max(SECONDS, SHARE * (now - self._began)):
            self.flush()

    def flush(self) -> None:
        """Write what was not written yet.

        Raises
        ------
        FoedusError
            If it cannot be written.
        """
        if self._waiting:
            _save_part(make_folder(self.folder), self._waiting)
            self._waiting = []
        self._written = self._clock()

    def _clean(self) -> None:
        with contextlib.suppress(OSError):
            for other in self.folder.parent.iterdir():
                if other != self.folder:
                    shutil.rmtree(other, ignore_errors=True)
        sweep([self.folder], exclusive=True)

    def _parts(self) -> Iterator[tuple[str, Callable[[], object]]]:
        for file in sorted(self.folder.glob("*.npz")):
            try:
                index = _index(file)
            except _BROKEN:
                file.unlink(missing_ok=True)
                continue
            for n, unit in enumerate(index):
                yield unit, lambda file=file, n=n: self._load(file)[n]  # type: ignore[misc]

    def _earlier_runs(self) -> Iterator[tuple[str, Callable[[], object]]]:
        for file, units in saved_engine_runs(self._runs):
            for n, unit in enumerate(units):
                yield unit, lambda file=file, n=n: _block(self._load_run(file), n)  # type: ignore[misc]


def drop_parts(runs: Path) -> None:
    """Remove all parts of the runs in a folder: their run is saved."""
    shutil.rmtree(runs / FOLDER, ignore_errors=True)


def _block(engine: EngineRun, n: int) -> IssueResult:
    if engine.blocks is None:
        raise TypeError("this result does not name its blocks")
    block = list(blocks(len(engine.result.outcome)))[n]
    return block_of(engine.result, engine.blocks, n, block.slice)


def _save_part(folder: Path, units: list[tuple[str, IssueResult | Driver]]) -> Path:
    arrays: Arrays = {}
    entries = {unit: pack(value, arrays, str(n)) for n, (unit, value) in enumerate(units)}
    arrays[_INDEX] = np.frombuffer(json.dumps(entries, ensure_ascii=False).encode(), np.uint8)
    path = folder / f"{units[0][0]}.npz"
    with replacing(path, durable=False) as temporary, temporary.open("wb") as file:
        np.savez(file, allow_pickle=False, **arrays)
    return path


def _index(file: Path) -> dict[str, Any]:
    with file.open("rb") as opened, np.load(opened, allow_pickle=False) as found:
        index = json.loads(found[_INDEX].tobytes())
    if not isinstance(index, dict):
        raise TypeError("the index of a part is a mapping")
    return index


def _load_part(file: Path) -> list[object]:
    entries = _index(file)
    with file.open("rb") as opened, np.load(opened, allow_pickle=False) as found:
        arrays = {name: found[name] for name in found.files}
    return [unpack(entry, arrays) for entry in entries.values()]
