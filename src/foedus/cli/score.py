"""``foedus score``: how well foedus does, computed now."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from foedus.cli.options import Debug, Json, Progress, ProgressKind, Quiet
from foedus.cli.session import Outcome, Output, execute, say, table
from foedus.core.errors import ExitCode, FoedusError

if TYPE_CHECKING:
    from foedus.analysis.record import Line
    from foedus.analysis.reference import ReferenceRow
    from foedus.pipeline.progress import Listener

app = typer.Typer(no_args_is_help=True)


@app.callback()
def score() -> None:
    """Recompute the numbers foedus claims."""


@app.command()
def reference(
    engine: Annotated[str | None, typer.Option(help="Only this engine.", show_default="all")] = None,
    json: Json = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Recompute every published or independently derived number that an engine claims to reproduce."""

    def work(_: Listener) -> Outcome:
        from foedus.analysis.reference import reference_rows
        from foedus.engines.registry import engine as known_engine

        if engine is not None:
            known_engine(engine)
        rows = reference_rows(engine)
        wrong = [r for r in rows if not r.ok]
        result = {"rows": [r.to_dict() for r in rows], "ok": len(rows) - len(wrong), "wrong": len(wrong)}
        code = ExitCode.CHECK_FAILED if wrong else ExitCode.OK
        told = [FoedusError("not-reproduced", f"{r.name}: expected {r.expected}, got {r.got}", where=r.engine).to_dict() for r in wrong]
        return Outcome(result, lambda: _show(rows, len(wrong)), exit_code=code, errors=told)

    execute("score reference", Output(json, quiet, debug), work)


@app.command()
def decide(
    data: Annotated[Path, typer.Option(help="Table of issues with positions and outcomes, such as DEU.", show_default=False)],
    seed: Annotated[int, typer.Option(min=0, help="Seed of folds, resamples and randomised coverage.")] = 0,
    progress: Progress = ProgressKind.AUTO,
    json: Json = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Score every engine and the forecast on issues whose outcome is known.

    Lengths are on a scale of 0 to 100.

    MAE, med and RMSE: errors of what an engine says, or of the median of a forecast.

    ≤5 and ≤10: share of outcomes so near to what an engine says, or to the sharp forecast.

    80 % holds: share of outcomes in the central interval of a forecast; width: its mean width.

    The latest fifth of the proposals is kept from everything that fits or chooses.
    """

    def work(listener: Listener) -> Outcome:
        from foedus.pipeline.scoring import score_file

        found = score_file(data, listener, seed)
        return Outcome({"lines": [line.to_dict() for line in found]}, lambda: _record(found))

    execute("score decide", Output(json, quiet, debug, progress), work)


_PARTS = {
    "all": "All issues", "earlier": "Earlier four fifths of the proposals", "latest": "Latest fifth of the proposals",
}  # fmt: skip


def _record(found: list[Line]) -> None:
    points = [("model", False), ("MAE", True), ("less mean [95 %]", True), ("med", True), ("RMSE", True), ("≤5", True), ("≤10", True)]
    spreads = [("model", False), ("CRPS", True), ("80 % holds", True), ("width", True)]
    for part, title in _PARTS.items():
        members = [line for line in found if line.part == part]
        if not members:
            continue
        say(f"{title}: {members[0].n} issue{'s' * (members[0].n != 1)}")
        table(points, [
            [
                m.model, f"{m.mae:.2f}", _less(m), f"{m.median_ae:.1f}", f"{m.rmse:.1f}", f"{m.within5:.3f}", f"{m.within10:.3f}",
            ]
            for m in members
        ])  # fmt: skip
        say("")
        table(spreads, [
            [m.model, f"{m.crps:.2f}", f"{m.coverage:.1%}", f"{m.width:.0f}"]
            for m in members
            if m.coverage is not None and m.width is not None
        ])  # fmt: skip
        say("")
    short = [("The forecast in short", False), ("issues", True), ("CRPS", True), ("80 % holds", True), ("≤5", True), ("MAE", True), ("width", True)]
    told = [m for m in found if m.coverage is not None and m.model.startswith("forecast")]
    table(short, [[f"{m.part}: {m.model}", str(m.n), f"{m.crps:.2f}", f"{m.coverage:.1%}", f"{m.within5:.3f}", f"{m.mae:.2f}", f"{m.width:.0f}"] for m in told])
    say("")
    say("Less mean: the MAE less that of weighted_mean, paired, with its interval over resamples", "of whole proposals.")
    say("The CRPS of a model that says one number is its MAE.")
    if any(line.model == "procedural, 71 %" for line in found):
        say("procedural and procedural, costly: by the rule that the file names for each issue; 71 %:", "that share of the capability must agree, and the strongest proposes. Costly: no agreement costs half", "the scale.")


def _less(line: Line) -> str:
    if line.difference is None:
        return ""
    return f"{line.difference:+.2f}" + ("" if line.low is None else f" [{line.low:+.1f},{line.high:+.1f}]")


def _show(rows: list[ReferenceRow], wrong: int) -> None:
    headings = [("name", False), ("expected", True), ("got", True), ("tolerance", True), ("ok", False)]
    groups: dict[tuple[str, str], list[ReferenceRow]] = {}
    for row in rows:
        groups.setdefault((row.engine, row.source), []).append(row)
    for (engine, source), members in groups.items():
        say(f"{engine}: {source}")
        table(headings, [
            [r.name, f"{r.expected:.6g}", "none" if r.got is None else f"{r.got:.6g}", f"{r.tolerance:.1g}", "yes" if r.ok else f"NO {r.note}"]
            for r in members
        ])  # fmt: skip
        say("")
    say(f"{len(rows) - wrong} of {len(rows)} numbers reproduced" + (f", {wrong} NOT" if wrong else ""))
