"""``foedus ledger``: all sealed forecasts of a folder, and their record."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from foedus.cli.options import Debug, Json, Quiet
from foedus.cli.session import Outcome, Output, execute, say
from foedus.core.errors import FoedusError

if TYPE_CHECKING:
    from foedus.pipeline.ledger import Ledger
    from foedus.pipeline.progress import Listener


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

    for e in found.entries:
        say(f"{e.state.value:<10} {visible(e.question or e.file)}")
        if e.mass:
            say(f"{'':<10} median {e.median:.4g}, 80 %: {e.low:.4g} to {e.high:.4g}; sealed {e.sealed}, by {e.by}; {visible(e.file)}")
        if e.grade:
            g = e.grade
            say(f"{'':<10} outcome {g.outcome:g} on {g.on}: {'inside' if g.held else 'outside'}; error {g.error:.1f}, CRPS {g.crps:.2f}, even over the scale {g.even:.2f}")
        say(*(f"{'':<10} note: {visible(n)}" for n in e.notes))
    say(*([""] if found.entries else []), ", ".join(f"{n} {state}" for state, n in found.counts.items() if n) or "no sealed forecast here")
    c = found.calibration
    if c is not None:
        say(f"80 % intervals held {c.held} of {c.n} (95 % interval {c.low:.0%} to {c.high:.0%}); by their own probabilities {c.expected:.1f}")
        say(f"mean CRPS {c.crps:.2f}, weighted positions {c.positions:.2f}, even over the scale {c.even:.2f}; in hundredths of the scale, less is better")
    say(*(visible(n) for n in found.notes), str(page))
