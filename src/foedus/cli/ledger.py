"""``foedus ledger``: all sealed forecasts of a folder, and their record."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from foedus.cli.options import Debug, Json, Quiet
from foedus.cli.session import Outcome, Output, execute, say, table
from foedus.core.errors import FoedusError

if TYPE_CHECKING:
    from foedus.pipeline.ledger import Ledger
    from foedus.pipeline.progress import Listener

_LONGEST = 48


def ledger(
    folder: Annotated[Path, typer.Argument(help="Where sealed forecasts stand; folders in it are looked through.", show_default=False)],
    out: Annotated[Path | None, typer.Option("--out", "-o", help="The page to write.", show_default="FOLDER/ledger.html")] = None,
    json: Json = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """List sealed forecasts, open, due, graded and broken, with their record, and write it as one HTML page. Prints its path.

    Ends with 1 if a seal is broken and with 4 if a file cannot be read.
    """

    def work(_: Listener) -> Outcome:
        from foedus.analysis.calibration import State
        from foedus.pipeline.ledger import write_ledger

        found, page = write_ledger(folder, out)
        told = [
            FoedusError(f"seal-{e.state.value}", "; ".join(e.notes) or "not as sealed", e.file).to_dict()
            for e in found.entries if e.state in (State.BROKEN, State.UNREADABLE)
        ]  # fmt: skip
        return Outcome({**found.to_dict(), "page": str(page)}, lambda: _show(found, page), exit_code=found.exit_code, errors=told)

    execute("ledger", Output(json, quiet, debug), work)


def _show(found: Ledger, page: Path) -> None:
    from foedus.cli.passages import visible

    if found.entries:
        rows = []
        for e in found.entries:
            words = visible(e.question or e.file)
            known = bool(e.mass)
            rows.append([
                e.sealed, words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…", f"{e.median:.4g}" if known else "",
                f"{e.low:.4g} to {e.high:.4g}" if known else "", e.by, e.state.value, f"{e.grade.outcome:g}" if e.grade else "",
                f"{e.grade.crps:.2f}" if e.grade else "",
            ])  # fmt: skip
        headings = [("sealed", True), ("question", False), ("median", True), ("80 %", True), ("by", True), ("state", False), ("outcome", True), ("CRPS", True)]
        table(headings, rows)
    say(", ".join(f"{n} {state}" for state, n in found.counts.items() if n) or "no sealed forecast here")
    for e in found.entries:
        say(*(f"  {e.file}: {visible(n)}" for n in e.notes))
    c = found.calibration
    if c is not None:
        say(f"80 % intervals held {c.held} of {c.n} (95 % interval {c.low:.0%} to {c.high:.0%}); {c.expected:.1f} were to be expected")
        say(f"mean CRPS {c.crps:.2f}, weighted positions {c.positions:.2f}, even over the scale {c.even:.2f} (hundredths of the scale; less is better)")
    say(*found.notes, str(page))
