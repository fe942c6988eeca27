"""``foedus ownership``: who stands behind the immediate investor."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from foedus.cli.options import Debug, Json, Quiet
from foedus.cli.session import Outcome, Output, execute, say
from foedus.cli.tables import bar, columns, percent, text_of
from foedus.core.errors import ExitCode, FoedusError

if TYPE_CHECKING:
    from foedus.pipeline.progress import Listener
    from foedus.structure.ownership.study import Study

WIDTH = 16  #: characters of the longest bar
SHOWN = 12  #: owners listed


def ownership(
    file: Annotated[str | None, typer.Argument(help="CSV of who holds how much where, or a table of the IMF's CDIS; illustration for a made-up one; none to say what there is.", show_default=False)] = None,
    of: Annotated[str | None, typer.Option("--of", help="The recipient, as the file writes it.", show_default="the one with most stock")] = None,
    conduits: Annotated[Path | None, typer.Option("--conduits", help="CSV with country and any of pc, spe, gdp.", show_default=False)] = None,
    published: Annotated[Path | None, typer.Option("--ultimate", help="CSV of recipient, owner, value by ultimate investor, to calibrate on.", show_default=False)] = None,
    year: Annotated[int | None, typer.Option("--year", help="Which year of the file.", show_default="the last")] = None,
    draws: Annotated[int, typer.Option("--draws", min=2, max=100000, help="Draws for the ranges.")] = 500,
    seed: Annotated[int, typer.Option("--seed", min=0, help="Seed of the draws.")] = 0,
    owner: Annotated[str | None, typer.Option("--owner", help="With --at-least: whose share.", show_default=False)] = None,
    at_least: Annotated[float | None, typer.Option("--at-least", min=0, max=1, help="What would have to be true for an owner to hold this share.", show_default=False)] = None,
    json: Json = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Look through immediate investors to the ultimate ones, with every estimate of who is a conduit side by side."""

    def work(_: Listener) -> Outcome:
        from foedus.structure.ownership.inputs import illustration
        from foedus.structure.ownership.study import study

        if file is None:
            return Outcome({"illustrations": ["illustration"]}, lambda: say("illustration", "  a made-up table of six states", "", "foedus ownership FILE --of KAZ", "foedus ownership illustration --of KAZ"))
        if (owner is None) != (at_least is None):
            raise FoedusError("ownership-needed", "--owner and --at-least belong together", None, "both or neither", "foedus ownership FILE --owner RUS --at-least 0.1", ExitCode.USAGE)
        path = Path(file)
        if not path.is_file() and file != "illustration":
            raise FoedusError("ownership-file", f"there is no file {file!r}", None, "a CSV with recipient, investor and value", "foedus ownership illustration")
        text, table_of = (text_of(path, "holdings-file", "docs/ownership.md"), None) if path.is_file() else illustration()
        if conduits is not None:
            table_of = _text(conduits)
        made = study(text, path.name, of, table_of, _text(published) if published else None, year, draws, seed, owner, at_least)
        return Outcome(made.to_dict(), lambda: _show(made), made.remarks)

    execute("ownership", Output(json, quiet, debug), work)


def _text(path: Path) -> str:
    if not path.is_file():
        raise FoedusError("ownership-file", f"there is no file {str(path)!r}", None, "a CSV file", "see docs/ownership.md")
    return text_of(path, "conduit-file", "docs/ownership.md")


def _show(found: Study) -> None:
    names, told = found.countries, found.to_dict()
    say(f"direct investment in {found.name}{f', {found.year}' if found.year else ''}: {found.total:,.6g} in all", "")
    ranked = sorted(told["owners"], key=lambda o: -max(o["immediate"], o["ultimate"]))[:SHOWN]
    most = max(max(o["immediate"], o["ultimate"]) for o in ranked)
    estimates = list(found.by_estimate)
    extra = [e for e in estimates if e != found.used] if len(estimates) > 1 else []
    columns(
        [("owner", False), ("immediate", True), ("", False), ("ultimate", True), ("90 % of draws", True), ("", False), *((e, True) for e in extra)],
        [
            [
                o["id"] + (" (itself)" if o["id"] == found.name else ""), percent(o["immediate"]), bar(o["immediate"], most, WIDTH), percent(o["ultimate"]),
                f"{100 * o['low']:.1f}-{100 * o['high']:.1f}", bar(o["ultimate"], most, WIDTH), *(percent(o["by_estimate"][e]) for e in extra),
            ]
            for o in ranked
        ],
    )  # fmt: skip
    say("", f"conduit probabilities: {found.used}; investors in a chain: {found.length:.2f} on average; round-tripping: {percent(told['round_tripping'])}")
    if told["passages"]:
        say("", "passes through:")
        for p in told["passages"][:5]:
            behind = ", ".join(f"{i} {percent(v)}" for i, v in list(p["owners"].items())[:3])
            say(f"  {p['conduit']:<6} {percent(p['passed']):>7} of the stock; behind it {behind}")
    say("", "conduit probability: " + ", ".join(f"{names[k]} {found.pc[k]:.2f}" for k in sorted(range(len(names)), key=lambda k: -found.pc[k])[:8] if found.pc[k] > 0))
    for line in told["would_have_to_be_true"]:
        say(line)
