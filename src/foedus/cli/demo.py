"""``foedus demo``: the shipped case, from documents to report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from foedus.cli.options import Debug, Json, Progress, ProgressKind, Quiet, Workers
from foedus.cli.report import outcome
from foedus.cli.session import Outcome, Output, execute

if TYPE_CHECKING:
    from foedus.pipeline.progress import Listener


def demo(
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder for the case; one that holds a case is used as it is.")] = Path("foedus-demo"),
    workers: Workers = None,
    json: Json = False,
    quiet: Quiet = False,
    debug: Debug = False,
    progress: Progress = ProgressKind.AUTO,
) -> None:
    """Copy the shipped case, read it, check it, run it and write its report. The last line is its path."""

    def work(listen: Listener) -> Outcome:
        from foedus.pipeline.reporting import demo as demo_case

        return outcome(demo_case(out, workers=workers, listen=listen, strict=debug))

    execute("demo", Output(json, quiet, debug, progress), work, kept="every document already read and every finished block of draws are kept")
