"""A case file and its documents, held against each other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from foedus.case.basis import Basis
from foedus.case.check import Problem, check_case
from foedus.case.parse import parse_source
from foedus.case.schema import Case
from foedus.core.errors import ExitCode, FoedusError
from foedus.engines.registry import engine, engines
from foedus.pipeline.gather import DEFAULT_MAX_SIZE
from foedus.pipeline.lookups import Found, Lookups
from foedus.pipeline.progress import Step
from foedus.pipeline.reading import Listen, case_sources, load_documents, silent
from foedus.store.atomic import reading_file
from foedus.store.folder import CaseFolder, open_case


@dataclass(frozen=True, slots=True)
class Checked:
    """What the checks of a case found.

    Attributes
    ----------
    folder
        The case folder.
    case
        The case.
    problems
        What was found, errors first; a case with errors does not run.
    documents
        How many documents it was held against.
    """

    folder: CaseFolder
    case: Case
    problems: tuple[Problem, ...]
    documents: int

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that stop a run."""
        return tuple(p for p in self.problems if p.severity == "error")

    @property
    def exit_code(self) -> ExitCode:
        """``CHECK_FAILED`` if there is an error."""
        return ExitCode.CHECK_FAILED if self.errors else ExitCode.OK


def check(folder: str | Path, *, max_size: int = DEFAULT_MAX_SIZE, listen: Listen = silent, data: Path | None = None) -> Checked:
    """Check a case: names, numbers, every quote against its document, every drawn number against its table. Writes nothing.

    Parameters
    ----------
    folder
        A case folder.
    max_size
        Documents larger than this, in bytes, are left aside.
    listen
        Hears the progress.
    data
        Folder of tables or manifest for values drawn from them; None for the usual one.

    Raises
    ------
    FoedusError
        If there is no case, or its file cannot be understood; all mistakes of the file are told at once.
    """
    home = open_case(Path(folder))
    listen(Step("checking", 0, 1))
    with reading_file(home.case_file):
        content = home.case_file.read_bytes()
    source = parse_source(content, str(home.case_file))
    documents = load_documents(case_sources(home, max_size=max_size))
    problems = check_case(
        source.case, documents, engines=engines(), lines=source.lines, where=source.where,
        validate_params=lambda name, params: engine(name).parameters(params), look_up=_once(Lookups(home.root, data).find),
    )  # fmt: skip
    listen(Step("checking", 1, 1))
    return Checked(home, source.case, tuple(problems), len(documents))


def _once(find: Callable[[Basis], Found]) -> Callable[[Basis], Found]:
    """Return `find` asked once for each place: several checks look at the same one."""
    done: dict[str, Found | FoedusError] = {}

    def look_up(basis: Basis) -> Found:
        if basis.place not in done:
            try:
                done[basis.place] = find(basis)
            except FoedusError as error:
                done[basis.place] = error
        found = done[basis.place]
        if isinstance(found, FoedusError):
            raise found
        return found

    return look_up
