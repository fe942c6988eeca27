"""``foedus check``: is the case sound, and if not, what to mend."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from foedus.cli.options import CaseDir, Debug, Json, MaxSize, Progress, ProgressKind, Quiet
from foedus.cli.session import Outcome, Output, execute, say
from foedus.core.errors import FoedusError

if TYPE_CHECKING:
    from foedus.pipeline.checking import Checked
    from foedus.pipeline.progress import Listener


def check(
    folder: CaseDir,
    max_size: MaxSize = "64M",
    data: Annotated[Path | None, typer.Option("--data", help="Folder of tables, or a manifest of one's own, for values drawn from them.", show_default="FOEDUS_WORLD, or the user's own folder")] = None,
    json: Json = False,
    quiet: Quiet = False,
    debug: Debug = False,
    progress: Progress = ProgressKind.AUTO,
) -> None:
    """Check a case: names, numbers, every quote against its document, every number drawn from a table against its cell.

    Writes nothing. Errors stop a run, warnings do not.
    """

    def work(listen: Listener) -> Outcome:
        from foedus.pipeline.checking import check as check_folder
        from foedus.pipeline.gather import parse_size

        checked = check_folder(folder, max_size=parse_size(max_size), listen=listen, data=data)
        told = [FoedusError(p.check, p.message, where=p.where, hint=p.hint).to_dict() for p in checked.errors]
        result = {
            "case_file": str(checked.folder.case_file),
            "documents": checked.documents,
            "errors": len(checked.errors),
            "problems": [p.to_dict() for p in checked.problems],
        }
        return Outcome(result, lambda: _show(checked, quiet), exit_code=checked.exit_code, errors=told)

    execute("check", Output(json, quiet, debug, progress), work)


def _show(checked: Checked, quiet: bool) -> None:
    for p in checked.problems:
        if quiet and p.severity != "error":
            continue
        say(f"{p.severity}: {p.where}: {p.message} [{p.check}]", f"  next: {p.hint}")
    errors = len(checked.errors)
    warnings = len(checked.problems) - errors
    against = f"held against {checked.documents} document{'s' * (checked.documents != 1)}"
    case = checked.case
    if errors:
        say(f"{errors} error{'s' * (errors != 1)}, {warnings} warning{'s' * (warnings != 1)}; {against}")
    elif not quiet:
        head = f"{len(case.actors)} actors, {len(case.issues)} issue{'s' * (len(case.issues) != 1)}, {against}"
        say(f"no error, {warnings} warning{'s' * (warnings != 1)}: {head}", f"next: foedus run {checked.folder.root}")
