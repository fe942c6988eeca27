"""``foedus seal``: a forecast that cannot be changed afterwards."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from foedus.cli.options import Debug, Json, Quiet
from foedus.cli.session import Outcome, Output, execute, say

if TYPE_CHECKING:
    from foedus.pipeline.progress import Listener
    from foedus.pipeline.sealed.files import Sealed


def seal(
    file: Annotated[Path, typer.Argument(help="A table that foedus decide reads, or a case folder.", show_default=False)],
    question: Annotated[str, typer.Option("--question", help="What is asked, in words that will be clear later.", show_default=False)],
    resolves: Annotated[str, typer.Option("--resolves", help="By what rule the outcome will be read off, and from what.", show_default=False)],
    by: Annotated[str, typer.Option("--by", metavar="DATE", help="The day by which it will be known.", show_default=False)],
    issue: Annotated[str | None, typer.Option("--issue", "-i", help="Which issue.", show_default="the only one")] = None,
    problem: Annotated[str | None, typer.Option("--problem", help="Which problem of a file that holds several.", show_default=False)] = None,
    engine: Annotated[list[str] | None, typer.Option("--engine", "-e", help="An engine; may be given often.", show_default="all")] = None,
    param: Annotated[list[str] | None, typer.Option("--param", help="ENGINE.NAME=VALUE; may be given often.", show_default=False)] = None,
    draws: Annotated[int | None, typer.Option("--draws", min=1, help="Samples of uncertain numbers.", show_default="1000, or 1 if none is uncertain")] = None,
    seed: Annotated[int, typer.Option("--seed", min=0, help="Seed of the samples.")] = 0,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="The file, or a folder for it.", show_default="ISSUE-DATE.json")] = None,
    json: Json = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Freeze a forecast on one issue, with its inputs, by hash. Prints its path and its seal.

    Publish the seal (64 letters and digits) on the same day where others can date it: it shows later that the
    forecast was made before the outcome was known.
    """

    def work(_: Listener) -> Outcome:
        from foedus.cli.decide import parameters
        from foedus.pipeline.sealing import seal as freeze

        done = freeze(
            file, question=question, resolves=resolves, by=by, issue=issue, problem=problem, engines=engine or (),
            params=parameters(param or []), draws=draws, seed=seed, out=out,
        )  # fmt: skip
        r = done.record
        told = {k: r[k] for k in ("question", "sealed", "run", "made_with", "source", "seal")}
        said = {k: v for k, v in r["forecast"].items() if k != "mass"}
        return Outcome({"file": str(done.path), **told, "forecast": said, "engines": r["engines"]}, lambda: _show(done))

    execute("seal", Output(json, quiet, debug), work)


def _show(done: Sealed) -> None:
    from foedus.cli.passages import visible

    r = done.record
    q, f = r["question"], r["forecast"]
    say(visible(q["text"]), f"  by {q['by']}: median {f['median']:.4g}, 80 %: {f['low']:.4g} to {f['high']:.4g}, on a scale from {q['lower']:g} to {q['upper']:g}")
    say(f"  resolved by: {visible(q['resolves'])}", f"seal: {r['seal']}", "publish the seal today, then once the outcome is known:", f"  foedus grade {done.path} --outcome X --source …", str(done.path))
