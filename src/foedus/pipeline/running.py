"""A checked case through every engine, or the run that is there already if nothing changed.

The order in which things are written makes every moment a safe one to be killed at: finished blocks of draws first
(`foedus.store.parts`), then the run, then the record that the step was done, and only then are the blocks removed.
"""

from __future__ import annotations

import platform
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from foedus.case.parse import CaseFileError
from foedus.case.schema import Case
from foedus.core.errors import ExitCode, FoedusError
from foedus.core.ids import canonical_json, content_id, digest
from foedus.ensemble.run import run_case
from foedus.model.run import EngineRun, Run
from foedus.pipeline.checking import Checked, check
from foedus.pipeline.gather import DEFAULT_MAX_SIZE
from foedus.pipeline.keeping import keep_inputs
from foedus.pipeline.reading import Listen, Reading, finished_reading, processors, read_case, silent
from foedus.pipeline.versions import CHECK, RUN, code_version
from foedus.store.atomic import NOT_WRITABLE, make_folder, reading_file
from foedus.store.folder import CASE_FILE, CaseFolder, open_case
from foedus.store.lock import locked
from foedus.store.parts import Parts, drop_parts
from foedus.store.records import Record, drop_record, file_hash, load_record, save_record
from foedus.store.runs import drop_run, load_run, partial_ids, run_ids, save_run

STEP = "run"
PARTIAL = "partial-run"  #: the record of a run that was stopped, until one is finished


@dataclass(frozen=True, slots=True)
class Ran:
    """A run of a case.

    Attributes
    ----------
    folder
        The case folder.
    run
        The run.
    path
        Its folder.
    reading
        What was read from the documents before it.
    warnings
        What the checks say a reader should know.
    reused
        True if nothing had changed since it was computed.
    key
        Hash of everything it depends on.
    headline
        The engine whose distribution heads the report.
    again
        The command that finishes it, if it is partial, or repeats it.
    """

    folder: CaseFolder
    run: Run
    path: Path
    reading: Reading
    warnings: tuple[dict[str, str], ...]
    reused: bool
    key: str
    headline: str
    again: str

    @property
    def exit_code(self) -> ExitCode:
        """``INTERRUPTED`` if the run is partial; ``PARTIAL`` if a document of the case could not be read."""
        return ExitCode.INTERRUPTED if self.run.partial else self.reading.exit_code


def run(
    folder: str | Path,
    *,
    draws: int | None = None,
    seed: int | None = None,
    workers: int | None = None,
    max_size: int = DEFAULT_MAX_SIZE,
    listen: Listen = silent,
    strict: bool = False,
) -> Ran:
    """Read what changed, check the case and run its engines; an unchanged case is not run again.

    Parameters
    ----------
    folder
        A case folder.
    draws, seed
        Instead of those of the case file.
    workers
        Processes; None for one per processor. The numbers do not depend on it.
    max_size, listen, strict
        As in `foedus.pipeline.reading.read_paths`.

    Raises
    ------
    FoedusError
        If there is no case, its file cannot be understood, a check fails, or the folder cannot be written.
    """
    home = open_case(Path(folder))
    for name, value, least in (("draws", draws, 1), ("seed", seed, 0), ("workers", workers, 1)):
        if value is not None and value < least:
            raise FoedusError(f"bad-{name}", f"--{name} cannot be {value}", expected=f"a whole number from {least} up", hint=f"--{name} {max(least, 1)}")
    options = {"draws": draws, "seed": seed}
    try:
        with locked(home.root, sweeping=home.generated):
            return run_locked(home, options, workers=workers, max_size=max_size, listen=listen, strict=strict)
    except FoedusError as error:
        found = finished(home, options, max_size=max_size) if error.code == NOT_WRITABLE else None
        if found is None:
            raise
        return found


def finished(home: CaseFolder, options: dict[str, Any], *, max_size: int, partial: bool = False) -> Ran | None:
    """Return the run of a case if it is there and nothing changed since, as `run_locked` would; None if not. Writes nothing."""
    try:
        reading = finished_reading(home, max_size=max_size)
        if reading is None:
            return None
        reading = replace(reading, notes=(*reading.notes, f"{home.root} cannot be written to; this is what was finished there before"))
        with reading_file(home.case_file):
            key = _key(file_hash(home.case_file), reading, options)
        return _there(home, reading, key, options, load_record(home.runs, PARTIAL) if partial else None)
    except FoedusError:
        return None  # what is there cannot be used; that it cannot be mended is the error to tell


def run_locked(
    home: CaseFolder, options: dict[str, Any], *, workers: int | None, max_size: int, listen: Listen, strict: bool,
    partial: bool = False,
) -> Ran:  # fmt: skip
    """Do the work of `run` for a caller that holds the case's lock.

    With `partial` nothing is computed: the run that was stopped is returned, or a finished one that is up to date.
    """
    with reading_file(home.case_file):
        case_hash = file_hash(home.case_file)
    reading = read_case(home, max_size=max_size, workers=workers, listen=listen, strict=strict)
    key = _key(case_hash, reading, options)
    stopped = load_record(home.runs, PARTIAL)
    there = _there(home, reading, key, options, stopped if partial else None)
    if there is not None:
        _after_reuse(home, key, stopped)
        return there
    if partial:
        raise FoedusError(
            "no-partial-run", "the case has changed since its run was stopped" if stopped else "no run of this case was stopped",
            where=str(home.runs), hint=f"{_again(home, options)} computes it; foedus report {home.root} reports it",
        )  # fmt: skip
    checked = check(home.root, max_size=max_size, listen=listen)
    if checked.errors:
        raise check_failed(checked)
    made_with = digest(code_version(RUN), platform.python_version(), platform.machine())
    with Parts(make_folder(home.runs), made_with) as parts:
        done = run_case(
            checked.case, draws=options["draws"], seed=options["seed"], workers=workers or processors(), progress=listen,
            keep=parts,
        )  # fmt: skip
    # The same numbers on other evidence are another run: the two can then be compared.
    done = replace(done, id=content_id("run", done.id, reading.key))
    warnings = [p.to_dict() for p in checked.problems]
    _save(home, done, checked.case, reading, key, options, warnings)
    return _ran(home, done, reading, key, options, warnings, checked.case.headline, reused=False)


def _key(case_hash: str, reading: Reading, options: dict[str, Any]) -> str:
    return digest(code_version(CHECK), code_version(RUN), case_hash, reading.key, canonical_json(options))


def _there(home: CaseFolder, reading: Reading, key: str, options: dict[str, Any], stopped: Record | None) -> Ran | None:
    """Return the run that was stopped, or the last one, whichever was made under this key."""
    for before in (stopped, load_record(home.runs, STEP)):
        if before is not None and before.key == key:
            done = load_run(home.runs, before.data["id"])
            warnings = [{**w, "where": str(home.root / w["where"])} for w in before.data["warnings"]]
            return _ran(home, done, reading, key, options, warnings, before.data["headline"], reused=True)
    return None


def _save(
    home: CaseFolder, done: Run, case: Case, reading: Reading, key: str, options: dict[str, Any], warnings: list[dict[str, str]]
) -> None:
    """Write a run; one that was stopped stands in for nothing but its own report until a run is finished."""
    path = save_run(home.runs, done)
    keep_inputs(path, case, reading)
    # A case may be moved or sent: what is kept in it names places by their path inside it.
    inside = [{**w, "where": w["where"].replace(str(home.root / CASE_FILE), CASE_FILE, 1)} for w in warnings]
    for other in partial_ids(home.runs):
        if other != done.id:
            drop_run(home.runs, other)
    if not done.partial:
        drop_record(home.runs, PARTIAL)
    save_record(
        home.runs, PARTIAL if done.partial else STEP, key, sorted(path.iterdir()), id=done.id, options=options,
        warnings=inside, headline=case.headline, finished=datetime.now(UTC).isoformat(timespec="seconds"),
    )  # fmt: skip
    if not done.partial:
        drop_parts(home.runs)


def _after_reuse(home: CaseFolder, key: str, stopped: Record | None) -> None:
    if stopped is None:
        drop_parts(home.runs)  # left by a kill between the last two steps of saving
    elif stopped.key != key and not stopped.data.get("aside"):
        # The user has gone back to another run: a report tells of that one, and what was stopped can still be finished.
        files = [home.runs / name for name in stopped.outputs]
        save_record(home.runs, PARTIAL, stopped.key, files, **{**stopped.data, "aside": True})


def _ran(
    home: CaseFolder, done: Run, reading: Reading, key: str, options: dict[str, Any], warnings: list[dict[str, str]],
    headline: str, *, reused: bool,
) -> Ran:  # fmt: skip
    return Ran(home, done, home.runs / done.id, reading, tuple(warnings), reused, key, headline, _again(home, options))


def _again(home: CaseFolder, options: dict[str, Any]) -> str:
    return f"foedus run {home.root}" + "".join(f" --{name} {value}" for name, value in options.items() if value is not None)


@dataclass(frozen=True, slots=True)
class Figure:
    """One outcome in a line: an issue under an engine, for the case (`account` null) or as an account tells it.

    `low` and `high` are the 10th and the 90th percentile of the draws, in the unit of the issue.
    """

    account: str | None
    issue: str
    engine: str
    mean: float
    median: float
    low: float
    high: float

    def to_dict(self) -> dict[str, object]:
        """Return it as the object that ``--json`` prints."""
        return asdict(self)


def figures(run: Run) -> list[Figure]:
    """Return every outcome of a run: the case first, then each account."""
    told: list[tuple[str | None, EngineRun]] = [(None, e) for e in run.engines]
    told += [(account, e) for account, engines in run.accounts.items() for e in engines]
    out = []
    for account, engine_run in told:
        draws = engine_run.result.outcome
        low, median, high = (float(q) for q in np.quantile(draws, (0.1, 0.5, 0.9)))
        out.append(Figure(account, engine_run.result.issue, engine_run.engine, float(draws.mean()), median, low, high))
    return out


def last_options(home: CaseFolder, *, partial: bool = False) -> dict[str, Any]:
    """Return the draws and seed of the last run of a case, so that its report repeats them.

    A run that was stopped counts as the last one until another is asked for; with `partial`, in any case.
    """
    # What was asked for holds even where a kill took away what was made.
    stopped = load_record(home.runs, PARTIAL, whole=False)
    if stopped and stopped.data.get("aside") and not partial:
        stopped = None
    before = stopped or load_record(home.runs, STEP, whole=False)
    return dict(before.data["options"]) if before else {"draws": None, "seed": None}


def runs(folder: str | Path) -> list[str]:
    """Return the ids of the runs a case has."""
    return run_ids(open_case(Path(folder)).runs)


def check_failed(checked: Checked) -> FoedusError:
    """Return the checks that failed as one error, each with its place and its mend."""
    n = len(checked.errors)
    return CaseFileError(
        "check-failed", f"{n} error{'s' * (n != 1)} in the case", where=str(checked.folder.case_file),
        hint=f"mend {'them' if n != 1 else 'it'}, then: foedus check {checked.folder.root}", exit_code=checked.exit_code,
        problems=tuple(FoedusError(p.check, p.message, where=p.where, hint=p.hint) for p in checked.errors),
    )  # fmt: skip


__all__ = ["Figure", "Ran", "check_failed", "figures", "last_options", "processors", "run", "run_locked", "runs"]
