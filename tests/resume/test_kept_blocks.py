"""Blocks that were finished are not computed again, and the run is the same to the bit wherever it was cut."""

from __future__ import annotations

import random
import shutil
from pathlib import Path
from typing import Any

import pytest

from foedus.case.schema import Case
from foedus.core.errors import FoedusError
from foedus.core.rng import BLOCK
from foedus.ensemble.run import Progress, run_case
from foedus.ensemble.tasks import BlockTask, DriverTask
from foedus.model.run import Run
from foedus.store import parts as parts_module
from foedus.store.parts import FOLDER, Parts, drop_parts
from foedus.store.runs import save_run

KEY = "0123456789abcdef" * 4
DRAWS = 3 * BLOCK + 30


class KilledError(BaseException):
    """Ends the work as SIGKILL does: nothing is caught, nothing is flushed."""


class Killed(Parts):
    """Parts of a process that is killed after `left` units; what waits to be written is lost."""

    left = 0

    def put(self, unit: str, value: Any) -> None:
        """Take one more unit, or die."""
        if self.left == 0:
            self._waiting = []
            raise KilledError
        self.left -= 1
        super().put(unit, value)


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Write a part for every unit, so that small runs have parts at all."""
    monkeypatch.setattr(parts_module, "SECONDS", 0.0)
    monkeypatch.setattr(parts_module, "SHARE", 0.0)


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note every unit that is computed in this process."""
    done: list[str] = []
    for kind in (BlockTask, DriverTask):
        whole = kind.__call__

        def call(self: Any, whole: Any = whole) -> Any:
            done.append(f"{type(self).__name__} {self.job.engine}")
            return whole(self)

        monkeypatch.setattr(kind, "__call__", call)
    return done


def kept(case: Case, runs: Path, *, workers: int = 1, draws: int = DRAWS, key: str = KEY) -> Run:
    runs.mkdir(exist_ok=True)
    with Parts(runs, key) as parts:
        return run_case(case, draws=draws, workers=workers, keep=parts)


def files(runs: Path, run: Run) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in save_run(runs, run).iterdir()}


def die(case: Case, runs: Path, after: int, *, workers: int = 1, draws: int = DRAWS) -> None:
    runs.mkdir(exist_ok=True)
    parts = Killed(runs, KEY)
    parts.left = after
    with pytest.raises(KilledError):
        run_case(case, draws=draws, workers=workers, keep=parts)


@pytest.fixture(scope="module")
def whole(bridge: Case, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Return the files of an undisturbed run."""
    home = tmp_path_factory.mktemp("whole")
    return files(home / "saved", kept(bridge, home / "runs"))


def test_a_run_that_keeps_its_blocks_computes_the_same(bridge: Case, tmp_path: Path, whole: dict[str, bytes]) -> None:
    without = run_case(bridge, draws=DRAWS)
    with_ = kept(bridge, tmp_path / "runs")
    assert without.id == with_.id
    assert [e.result.outcome.tobytes() for e in without.engines] == [e.result.outcome.tobytes() for e in with_.engines]
    assert [e.drivers for e in without.engines] == [e.drivers for e in with_.engines]


@pytest.mark.usefixtures("at_once")
def test_killed_anywhere_it_goes_on_with_what_is_missing(
    bridge: Case, tmp_path: Path, whole: dict[str, bytes], counted: list[str]
) -> None:
    kept(bridge, tmp_path / "count")
    units = len(counted)
    assert units > 40
    for after in (0, 1, 7, units // 2, units - 1):
        runs = tmp_path / f"runs-{after}"
        die(bridge, runs, after)
        counted.clear()
        run = kept(bridge, runs)
        assert len(counted) == units - after
        assert files(tmp_path / f"saved-{after}", run) == whole


@pytest.mark.usefixtures("at_once")
def test_the_number_of_workers_may_change_between(bridge: Case, tmp_path: Path, whole: dict[str, bytes]) -> None:
    for before, after in ((1, 2), (2, 1), (2, 3)):
        runs = tmp_path / f"runs-{before}-{after}"
        die(bridge, runs, 9, workers=before)
        assert files(tmp_path / f"saved-{before}-{after}", kept(bridge, runs, workers=after)) == whole


@pytest.mark.usefixtures("at_once")
def test_several_kills_in_a_row_each_get_further(bridge: Case, tmp_path: Path, whole: dict[str, bytes], counted: list[str]) -> None:
    runs, chance, deaths = tmp_path / "runs", random.Random(5), 0
    for _ in range(6):
        die(bridge, runs, chance.randint(1, 6))
        deaths += 1
    run = kept(bridge, runs)
    assert deaths == 6
    assert len(counted) < len(set(counted)) + 60
    assert files(tmp_path / "saved", run) == whole


@pytest.mark.usefixtures("at_once")
def test_a_damaged_or_truncated_part_is_computed_again(bridge: Case, tmp_path: Path, whole: dict[str, bytes], counted: list[str]) -> None:
    runs, chance = tmp_path / "runs", random.Random(11)
    die(bridge, runs, 12)
    pristine = {p: p.read_bytes() for p in sorted((runs / FOLDER).rglob("*.npz"))}
    assert len(pristine) == 12
    counted.clear()
    for n, (path, data) in enumerate(pristine.items()):
        spoilt = bytearray(data)
        if n % 3 == 0:
            spoilt = spoilt[: chance.randrange(len(data))]
        else:
            for _ in range(40):
                spoilt[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        path.write_bytes(spoilt)
    assert files(tmp_path / "saved", kept(bridge, runs)) == whole


@pytest.mark.usefixtures("at_once")
def test_no_flip_of_a_byte_of_a_part_changes_a_number(bridge: Case, tmp_path: Path) -> None:
    runs = tmp_path / "runs"
    die(bridge, runs, 1)
    (path,) = (runs / FOLDER).rglob("*.npz")
    data, chance = path.read_bytes(), random.Random(2)
    with Parts(runs, KEY) as parts:
        (unit,) = parts._at
        true = parts.find(unit)
    refused = 0
    for _ in range(300):
        at = chance.randrange(len(data))
        path.write_bytes(data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :])
        with Parts(runs, KEY) as parts:
            found = parts.find(unit)
        if found is None:
            refused += 1
            continue
        assert found.outcome.tobytes() == true.outcome.tobytes()  # type: ignore[attr-defined]
        assert found.notes == true.notes  # type: ignore[attr-defined]
    assert refused > 200  # most of a part is numbers, and every one of them is checked


def test_more_draws_take_over_those_of_a_saved_run(bridge: Case, tmp_path: Path, counted: list[str]) -> None:
    undisturbed = files(tmp_path / "long", kept(bridge, tmp_path / "other", draws=6 * BLOCK))
    runs = tmp_path / "runs"
    save_run(runs, kept(bridge, runs, draws=DRAWS))
    drop_parts(runs)
    counted.clear()
    longer = kept(bridge, runs, draws=6 * BLOCK)
    # Three whole blocks are there; the fourth had 30 draws only. An account and the case have two engines each.
    assert sum(c.startswith("BlockTask") for c in counted) == 3 * 4
    assert files(tmp_path / "saved", longer) == undisturbed
    counted.clear()
    shorter = kept(bridge, runs, draws=2 * BLOCK)
    assert not [c for c in counted if c.startswith("BlockTask")]
    assert files(tmp_path / "saved", shorter) == files(tmp_path / "short", kept(bridge, tmp_path / "third", draws=2 * BLOCK))


@pytest.mark.usefixtures("at_once")
def test_a_change_of_one_value_leaves_what_does_not_depend_on_it(bridge: Case, tmp_path: Path, counted: list[str]) -> None:
    runs = tmp_path / "runs"
    die(bridge, runs, 16)  # every block; the influence of inputs would come next
    account = bridge.accounts[0]
    other = account.overrides[0].model_copy(update={"actor": "PRY"})
    changed = bridge.model_copy(update={"accounts": (account.model_copy(update={"overrides": (other,)}),)})
    counted.clear()
    run = kept(changed, runs)
    assert sum(c.startswith("BlockTask") for c in counted) == 8  # those of the account
    assert files(tmp_path / "a", run) == files(tmp_path / "b", kept(changed, tmp_path / "new"))


@pytest.mark.usefixtures("at_once")
@pytest.mark.parametrize("what", ["seed", "parameter", "code"])
def test_what_decides_a_number_is_in_its_key(bridge: Case, tmp_path: Path, counted: list[str], what: str) -> None:
    runs = tmp_path / "runs"
    die(bridge, runs, 16)
    counted.clear()
    case, key = bridge, KEY
    if what == "seed":
        case = bridge.model_copy(update={"seed": 10})
    elif what == "parameter":
        engines = tuple(e.model_copy(update={"params": {"rounds": 3}}) if e.engine == "challenge" else e for e in bridge.engines)
        case = bridge.model_copy(update={"engines": engines})
    else:
        key = "f" * 64
    run = kept(case, runs, key=key)
    fresh = 8 if what == "parameter" else 16
    assert sum(c.startswith("BlockTask") for c in counted) == fresh
    assert files(tmp_path / "a", run) == files(tmp_path / "b", kept(case, tmp_path / "new", key=key))
    if what == "code":
        assert [p.name for p in (runs / FOLDER).iterdir()] == ["f" * 16]  # those of the other code are gone


def test_parts_are_written_by_time_and_by_share(bridge: Case, tmp_path: Path) -> None:
    clock = [0.0]
    parts = Parts(tmp_path, KEY, clock=lambda: clock[0])
    result = run_case(bridge, draws=4).engines[0].result

    def put(seconds: float) -> int:
        clock[0] += seconds
        parts.put(f"{clock[0]:032}", result)
        return len(list(parts.folder.glob("*.npz")))

    assert [put(0.2), put(0.2), put(0.2)] == [0, 0, 1]
    assert put(100.0) == 2
    assert [put(0.6), put(0.6)] == [2, 2]  # after a hundred seconds, half a second of work is not worth a file
    assert put(1.0) == 3


def test_a_disk_that_is_full_stops_the_run_and_keeps_what_was_written(
    bridge: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, whole: dict[str, bytes]
) -> None:
    monkeypatch.setattr(parts_module, "SECONDS", 0.0)
    monkeypatch.setattr(parts_module, "SHARE", 0.0)
    saved, writes = parts_module.np.savez, [0]

    def full(*arguments: Any, **arrays: Any) -> None:
        writes[0] += 1
        if writes[0] > 5:
            raise OSError(28, "No space left on device")
        saved(*arguments, **arrays)

    runs = tmp_path / "runs"
    with monkeypatch.context() as patch:
        patch.setattr(parts_module.np, "savez", full)
        with pytest.raises(FoedusError, match="disk is full"):
            kept(bridge, runs)
    assert len(list((runs / FOLDER).rglob("*.npz"))) == 5
    assert not list(runs.rglob("*.part"))
    assert files(tmp_path / "saved", kept(bridge, runs)) == whole


def test_progress_counts_what_was_there(bridge: Case, tmp_path: Path) -> None:
    die(bridge, tmp_path / "runs", 10)
    shutil.rmtree(tmp_path / "runs")
    kept(bridge, tmp_path / "runs")
    seen: list[Progress] = []
    with Parts(tmp_path / "runs", KEY) as parts:
        run_case(bridge, draws=DRAWS, progress=seen.append, keep=parts)
    assert [(p.stage, p.done == p.total) for p in seen] == [("draws", True), ("drivers", True)]
