"""``foedus grade``: how good a sealed forecast was."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from foedus.cli.options import Debug, Json, Quiet
from foedus.cli.session import Outcome, Output, execute, say, table

if TYPE_CHECKING:
    from foedus.pipeline.grading import Graded
    from foedus.pipeline.progress import Listener


def grade(
    file: Annotated[Path, typer.Argument(help="What foedus seal wrote.", show_default=False)],
    outcome: Annotated[float, typer.Option("--outcome", help="What came out, on the scale of the issue.", show_default=False)],
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help="The day it was known.", show_default="today")] = None,
    source: Annotated[str, typer.Option("--source", help="Where it stands.", show_default=False)] = "",
    again: Annotated[bool, typer.Option("--again", help="Grade again what was graded; the earlier grade stays in the file.")] = False,
    json: Json = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Score a sealed forecast, its engines, and what they are compared with. Writes FILE.graded.json beside it."""

    def work(_: Listener) -> Outcome:
        from foedus.pipeline.grading import grade as score

        done = score(file, outcome, on=on, source=source, again=again)
        return Outcome(done.to_dict(), lambda: _show(done), list(done.notes))

    execute("grade", Output(json, quiet, debug), work)


def _show(done: Graded) -> None:
    from foedus.cli.passages import visible

    s, o = done.record["scores"], done.record["outcome"]
    f, unit = s["forecast"], 100 / s["span"]
    i = f["interval"]
    say(visible(done.question["text"]), f"  outcome {o['value']:g}, known on {o['on']}" + (f" ({visible(o['source'])})" if o["source"] else ""))
    say(f"  80 % interval {i['low']:.4g} to {i['high']:.4g}: {'held' if i['held'] else 'missed'}; {f['window']['probability']:.0%} stood on the tenth of the scale where it fell", "")
    rows = [
        ["forecast, median", f"{f['median']['value']:.4g}", f"{f['median']['error'] * unit:.1f}", f"{f['crps'] * unit:.2f}", _log(f)],
        ["forecast, sharpest", f"{f['mode']['value']:.4g}", f"{f['mode']['error'] * unit:.1f}", "", ""],
        *([name.replace("_", " "), f"{e['value']:.4g}", f"{e['error'] * unit:.1f}", "", ""] for name, e in s["engines"].items()),
        *(
            [{"even": "even over the scale", "positions": "weighted positions"}.get(name, name), f"{r['median']['value']:.4g}", f"{r['median']['error'] * unit:.1f}", f"{r['crps'] * unit:.2f}", _log(r)]
            for name, r in s["references"].items()
        ),
    ]  # fmt: skip
    table([("model", False), ("said", True), ("error", True), ("CRPS", True), ("log score", True)], rows)
    say("error and CRPS in hundredths of the scale; in all, less is better", str(done.path))


def _log(told: dict[str, float | None]) -> str:
    return "no chance" if told["log_score"] is None else f"{told['log_score']:.2f}"
