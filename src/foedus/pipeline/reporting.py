"""A run to one HTML file, and the shipped case from nothing to its report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import as_file
from importlib.resources import files as resources
from pathlib import Path

from foedus.case.parse import parse_case
from foedus.core.errors import ExitCode, FoedusError, nearest
from foedus.core.ids import digest
from foedus.pipeline.gather import DEFAULT_MAX_SIZE
from foedus.pipeline.progress import Step
from foedus.pipeline.reading import Listen, case_sources, load_documents, silent
from foedus.pipeline.running import Ran, finished, last_options, run_locked
from foedus.pipeline.versions import REPORT, code_version
from foedus.report.html import render_report
from foedus.store.atomic import NOT_WRITABLE, named_file, sweep, write_bytes, write_text
from foedus.store.folder import CASE_FILE, DOCUMENTS, CaseFolder, is_case, open_case
from foedus.store.lock import locked
from foedus.store.records import file_hash, load_record, save_record

STEP = "report"
FILE = "report.html"
SHIPPED = "kazakhstan-2022"


@dataclass(frozen=True, slots=True)
class Reported:
    """A report.

    Attributes
    ----------
    path
        The HTML file.
    ran
        The run it tells of.
    reused
        True if nothing had changed since it was written.
    """

    path: Path
    ran: Ran
    reused: bool

    @property
    def exit_code(self) -> ExitCode:
        """As of the run it tells of."""
        return self.ran.exit_code


def report(
    folder: str | Path,
    out: str | Path | None = None,
    *,
    partial: bool = False,
    workers: int | None = None,
    max_size: int = DEFAULT_MAX_SIZE,
    listen: Listen = silent,
    strict: bool = False,
) -> Reported:
    """Write the report of a case, running first what changed since the last run.

    Parameters
    ----------
    folder
        A case folder.
    out
        Where to write a copy; None for ``report/report.html`` of the case.
    partial
        Report a run that was stopped as far as it got, instead of finishing it first.
    workers, max_size, listen, strict
        As in `foedus.pipeline.running.run`.

    Raises
    ------
    FoedusError
        As `foedus.pipeline.running.run`, or if `out` cannot be written, or (``no-partial-run``) `partial` is asked
        for and there is no run of the case as it is now.
    """
    if out is not None:
        named_file(Path(out))
    home = open_case(Path(folder))
    try:
        with locked(home.root, sweeping=home.generated):
            options = last_options(home, partial=partial)
            ran = run_locked(
                home, options, workers=workers, max_size=max_size, listen=listen, strict=strict, partial=partial
            )
            reported = _render(home, ran, max_size, listen)
    except FoedusError as error:
        there = finished(home, last_options(home, partial=partial), max_size=max_size, partial=partial) if error.code == NOT_WRITABLE else None
        if there is None:
            raise
        if not _is_written(home, there):
            if out is None:
                raise FoedusError(error.code, error.message, where=error.where, hint=f"{error.hint}, or write the report elsewhere: foedus report {home.root} --out FILE") from error
            return Reported(_put(Path(out), _rendered(home, there, max_size, listen)), there, False)
        reported = Reported(home.report / FILE, there, True)
    if out is None:
        return reported
    return Reported(_put(Path(out), reported.path.read_text(encoding="utf-8")), reported.ran, reported.reused)


def _put(out: Path, text: str) -> Path:
    target = out / FILE if out.is_dir() else out
    sweep([target.parent], exclusive=False)
    return write_text(target, text)


def demo(
    out: str | Path = "foedus-demo",
    *,
    case: str = SHIPPED,
    workers: int | None = None,
    listen: Listen = silent,
    strict: bool = False,
) -> Reported:
    """Copy a shipped case into a folder, then read, check, run and report it.

    Parameters
    ----------
    out
        The folder. If it holds a case already, that case is used as it is.
    case
        Name of the shipped case.
    workers, listen, strict
        As in `foedus.pipeline.running.run`.

    Raises
    ------
    FoedusError
        If there is no such case, or the folder holds something else.
    """
    home = CaseFolder(Path(out))
    if not is_case(home.root):
        _copy_shipped(case, home)
    return report(home.root, workers=workers, listen=listen, strict=strict)


def shipped_cases() -> dict[str, Path]:
    """Return the shipped cases by name: in the installed package, or at the root of a checkout."""
    with as_file(resources("foedus")) as package:
        for folder in (package / "cases", package.parent.parent / "cases"):
            found = {p.name: p for p in sorted(folder.glob("*")) if is_case(p)}
            if found:
                return found
    return {}


def _copy_shipped(name: str, home: CaseFolder) -> None:
    known = shipped_cases()
    if name not in known:
        raise FoedusError(
            "no-such-case", f"there is no shipped case {name!r}", expected=", ".join(known) or "none is installed",
            hint=f"nearest: {nearest(name, list(known))}" if known else "install foedus again: pip install .",
        )  # fmt: skip
    source = known[name]
    texts = [p for p in sorted((source / DOCUMENTS).rglob("*")) if p.is_file()]
    # The case file last: only then is it a case.
    files = [*texts, *source.glob("*.md"), *source.glob("*.json"), source / CASE_FILE]
    if home.root.exists():
        sweep([home.root, *{(home.root / f.relative_to(source)).parent for f in texts}], exclusive=False)
        if not home.root.is_dir() or not _begun(home.root, {home.root / f.relative_to(source): f for f in files}):
            raise FoedusError(
                "folder-not-empty", "this folder holds something else", where=str(home.root),
                expected="a new or empty folder, or a case folder", hint="foedus demo --out ANOTHER-FOLDER",
            )  # fmt: skip
    for file in files:
        write_bytes(home.root / file.relative_to(source), file.read_bytes())


def _begun(folder: Path, files: Mapping[Path, Path]) -> bool:
    """Say whether a folder holds nothing but copies of some of `files`: a copy that was stopped can go on."""
    there = [p for p in folder.rglob("*") if not p.is_dir()]
    return all(p in files and p.read_bytes() == files[p].read_bytes() for p in there)


def _render(home: CaseFolder, ran: Ran, max_size: int, listen: Listen) -> Reported:
    path = home.report / FILE
    if _is_written(home, ran):
        return Reported(path, ran, True)
    write_text(path, _rendered(home, ran, max_size, listen))
    save_record(home.report, STEP, _key(home, ran), [path])
    return Reported(path, ran, False)


def _key(home: CaseFolder, ran: Ran) -> str:
    return digest(code_version(REPORT), ran.key, ran.run.id, file_hash(home.case_file))


def _is_written(home: CaseFolder, ran: Ran) -> bool:
    before = load_record(home.report, STEP)
    return before is not None and before.key == _key(home, ran)


def _rendered(home: CaseFolder, ran: Ran, max_size: int, listen: Listen) -> str:
    listen(Step("reporting", 0, 1))
    case = parse_case(home.case_file.read_bytes(), str(home.case_file))
    documents = load_documents(case_sources(home, max_size=max_size))
    text = render_report(case, ran.run, ran.reading.evidence(), documents)
    listen(Step("reporting", 1, 1))
    return text
