"""``foedus run``: the case through every engine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from foedus.cli.options import CaseDir, Debug, Json, MaxSize, Progress, ProgressKind, Quiet, Workers
from foedus.cli.read import errors as unreadable_errors
from foedus.cli.read import summary, unreadable
from foedus.cli.session import Outcome, Output, execute, say, table
from foedus.core.errors import FoedusError

if TYPE_CHECKING:
    from foedus.pipeline.progress import Listener
    from foedus.pipeline.running import Figure, Ran


def run(
    folder: CaseDir,
    draws: Annotated[int | None, typer.Option(min=1, help="Samples of every uncertain input.", show_default="as in the case")] = None,
    seed: Annotated[int | None, typer.Option(min=0, help="Seed of the samples.", show_default="as in the case")] = None,
    workers: Workers = None,
    max_size: MaxSize = "64M",
    json: Json = False,
    quiet: Quiet = False,
    debug: Debug = False,
    progress: Progress = ProgressKind.AUTO,
) -> None:
    """Read what changed, check the case, and run its engines.

    If nothing changed since the last run, that run is shown at once. A run
    that was stopped goes on from what was finished.
    """

    def work(listen: Listener) -> Outcome:
        from foedus.pipeline.gather import parse_size
        from foedus.pipeline.running import run as run_folder

        ran = run_folder(
            folder, draws=draws, seed=seed, workers=workers, max_size=parse_size(max_size), listen=listen, strict=debug
        )
        return Outcome(result(ran), lambda: _show(ran), remarks(ran), ran.exit_code, errors(ran))

    execute("run", Output(json, quiet, debug, progress), work, kept="every document already read and every finished block of draws are kept")


def result(ran: Ran) -> dict[str, object]:
    """Return a run as ``--json`` prints it."""
    from foedus.pipeline.running import figures

    return {
        "run": ran.run.id, "path": str(ran.path), "reused": ran.reused, "partial": ran.run.partial,
        "planned": ran.run.planned, "again": ran.again,
        "headline": ran.headline, "draws": ran.run.draws, "seed": ran.run.seed, "versions": dict(ran.run.versions),
        "outcomes": [f.to_dict() for f in figures(ran.run)],
        "warnings": list(ran.warnings), "unreadable": dict(ran.reading.unreadable),
    }  # fmt: skip


def errors(ran: Ran) -> list[dict[str, object]]:
    """Return what kept the run from ending well."""
    stopped = [FoedusError("interrupted", f"stopped early: {how_far(ran)}", where=str(ran.path), hint=ran.again).to_dict()]
    return (stopped if ran.run.partial else []) + unreadable_errors(ran.reading)


def remarks(ran: Ran) -> list[str]:
    """Return what people should know besides the numbers."""
    out = unreadable(ran.reading)
    if ran.warnings:
        n = len(ran.warnings)
        out.append(f"{n} warning{'s' * (n != 1)}; foedus check {ran.folder.root} lists {'them' if n != 1 else 'it'}")
    if ran.run.partial:
        out.append(
            f"PARTIAL: {how_far(ran)}; foedus report {ran.folder.root} --partial reports it, and this finishes it: {ran.again}"
        )
    return out


def how_far(ran: Ran) -> str:
    """Return in words what a run that was stopped holds."""
    run = ran.run
    if run.planned is None or run.draws < run.planned:
        return f"the run holds {run.draws} of {run.planned or 'more'} draws"
    return f"the run holds all {run.draws} draws, but not the influence of every input"


def _show(ran: Ran) -> None:
    from foedus.pipeline.running import figures

    draws = f"PARTIAL: {ran.run.draws} of {ran.run.planned or 'more'} draws" if ran.run.partial else f"{ran.run.draws} draws"
    say(summary(ran.reading), f"{draws}, seed {ran.run.seed}" + (", unchanged since the last run" if ran.reused else ""), "")
    numbers = [("median", True), ("80 % interval", True), ("mean", True)]
    told = figures(ran.run)
    table([("issue", False), ("engine", False), *numbers], [_row(f, f.engine) for f in told if f.account is None])
    accounts = [f for f in told if f.account is not None and f.engine == ran.headline]
    if accounts:
        say("", f"as each account tells it ({ran.headline})")
        table([("issue", False), ("account", False), *numbers], [_row(f, f.account or "") for f in accounts])
    say("", f"next: {ran.again if ran.run.partial else f'foedus report {ran.folder.root}'}", str(ran.path))


def _row(figure: Figure, name: str) -> list[str]:
    f = figure
    return [f.issue, name, f"{f.median:.4g}", f"{f.low:.4g} to {f.high:.4g}", f"{f.mean:.4g}"]
