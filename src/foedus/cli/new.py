"""``foedus new``: a case drafted from documents."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from foedus.cli.options import Debug, Json, MaxSize, Progress, ProgressKind, Quiet
from foedus.cli.read import errors, summary, unreadable
from foedus.cli.read import result as reading_result
from foedus.cli.session import Outcome, Output, execute, say
from foedus.core.errors import FoedusError

if TYPE_CHECKING:
    from foedus.pipeline.drafting import Drafted
    from foedus.pipeline.progress import Listener


def new(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder of the new case.", show_default=False)],
    question: Annotated[str, typer.Option("--question", "-Q", help="What is to be answered, in a sentence.", show_default=False)],
    documents: Annotated[
        list[Path] | None,
        typer.Option("--documents", "-d", help="Files and folders to copy into the case; may be given often.", show_default=False),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a case.yaml that is there (it is kept beside).")] = False,
    max_size: MaxSize = "64M",
    json: Json = False,
    quiet: Quiet = False,
    debug: Debug = False,
    progress: Progress = ProgressKind.AUTO,
) -> None:
    """Draft a case from documents: actors, an issue with its scale, wide positions.

    Everything in the draft is marked "drafted": look at it, correct it, and mark what you accept.
    A draft that was stopped is finished by the same command.
    """

    def work(listen: Listener) -> Outcome:
        from foedus.pipeline.drafting import draft
        from foedus.pipeline.gather import parse_size

        drafted = draft(
            folder, question, documents or (), force=force, max_size=parse_size(max_size), listen=listen, strict=debug
        )
        remarks = [f"{doc}: {why} [not-copied]" for doc, why in drafted.not_copied.items()] + unreadable(drafted.reading)
        told = [FoedusError("not-copied", why, where=doc).to_dict() for doc, why in drafted.not_copied.items()]
        return Outcome(
            _result(drafted), lambda: _show(drafted), remarks, drafted.exit_code, told + errors(drafted.reading)
        )

    execute("new", Output(json, quiet, debug, progress), work, kept=f"what was copied and read is kept in {folder}")


def _result(drafted: Drafted) -> dict[str, object]:
    case = drafted.case
    return {
        "folder": str(drafted.folder.root),
        "case_file": str(drafted.folder.case_file),
        "actors": [a.id for a in case.actors],
        "issues": [i.id for i in case.issues],
        "stakeholders": len(case.stakeholders),
        "accounts": [a.id for a in case.accounts],
        "not_copied": drafted.not_copied,
        "reused": drafted.reused,
        "kept": str(drafted.kept) if drafted.kept else None,
        "reading": reading_result(drafted.reading),
    }


def _show(drafted: Drafted) -> None:
    case, root = drafted.case, drafted.folder.root
    if drafted.kept:
        say(f"The case.yaml that was there is kept as {drafted.kept}")
    done = "The same draft is there already:" if drafted.reused else "Drafted"
    say(summary(drafted.reading), "", f"{done} {drafted.folder.case_file}, nothing in it accepted yet:")
    for issue in case.issues:
        say(f"  issue    {issue.id}: {issue.lower:g} to {issue.upper:g} {issue.unit}")
    names = [a.name for a in case.actors]
    shown = ", ".join(names[:8]) + (f" and {len(names) - 8} more" if len(names) > 8 else "")
    say(f"  actors   {shown}")
    for account in case.accounts:
        say(f"  account  {account.source}")
    say("", f"next: look through case.yaml, then  foedus check {root}  and  foedus run {root}")
