"""``foedus report``: one HTML file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from foedus.cli.options import CaseDir, Debug, Json, MaxSize, Progress, ProgressKind, Quiet, Workers
from foedus.cli.run import errors, remarks
from foedus.cli.run import result as run_result
from foedus.cli.session import Outcome, Output, execute, say

if TYPE_CHECKING:
    from foedus.pipeline.progress import Listener
    from foedus.pipeline.reporting import Reported


def report(
    folder: CaseDir,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Where to write it.", show_default="DIR/report/report.html")] = None,
    partial: Annotated[bool, typer.Option("--partial", help="Report a stopped run as far as it got.")] = False,
    workers: Workers = None,
    max_size: MaxSize = "64M",
    json: Json = False,
    quiet: Quiet = False,
    debug: Debug = False,
    progress: Progress = ProgressKind.AUTO,
) -> None:
    """Write the report: one HTML file that opens without a network. Prints its path.

    Runs first whatever changed since the last run, and finishes a run that was
    stopped. With --partial nothing is run.
    """

    def work(listen: Listener) -> Outcome:
        from foedus.pipeline.gather import parse_size
        from foedus.pipeline.reporting import report as report_folder

        reported = report_folder(
            folder, out, partial=partial, workers=workers, max_size=parse_size(max_size), listen=listen, strict=debug
        )
        return outcome(reported)

    execute("report", Output(json, quiet, debug, progress), work, kept="every document already read and every finished block of draws are kept")


def outcome(reported: Reported) -> Outcome:
    """Return a report as the outcome of a command; its path is the last line."""
    result = {"report": str(reported.path), "reused": reported.reused, "run": run_result(reported.ran)}
    return Outcome(result, lambda: say(str(reported.path)), remarks(reported.ran), reported.exit_code, errors(reported.ran))
