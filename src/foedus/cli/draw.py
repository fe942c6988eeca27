"""``foedus draw``: capability and salience as the reference data have them for the date of a case."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from foedus.cli.options import CaseDir, Debug, Json, Quiet
from foedus.cli.session import Outcome, Output, execute, say
from foedus.cli.tables import bar, columns

if TYPE_CHECKING:
    from foedus.pipeline.drawing import Drawing, Drawn
    from foedus.pipeline.progress import Listener

WIDTH = 20  #: characters of the longest bar


def draw(
    folder: CaseDir,
    capability: Annotated[str | None, typer.Option("--capability", help="cinc, gdp, nuclear, ..., TABLE:COLUMN, members:ORGANISATION or power:ORGANISATION[:RULE].", show_default=False)] = None,
    salience: Annotated[str | None, typer.Option("--salience", help="exposure:NETWORK:TERRITORY, or leverage:DOSSIER[:HORIZON].", show_default=False)] = None,
    year: Annotated[int | None, typer.Option("--year", help="Which year before that of the decision; networks and dossiers also that year itself, with a note.", show_default="the last one covered")] = None,
    apply: Annotated[bool, typer.Option("--apply", help="Write what was drawn into case.yaml, marked drafted; nothing else of the file changes.")] = False,
    replacing: Annotated[bool, typer.Option("--replace", help="Also draw what an analyst has accepted or corrected, or what rests on quotations.")] = False,
    data: Annotated[Path | None, typer.Option("--data", help="Folder of tables, or a manifest of one's own.", show_default="FOEDUS_WORLD, or the user's own folder")] = None,
    json: Json = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Show what each stakeholder's capability or salience would be on the date of the case, from tables, treaties and networks.

    Only what was over before the decision counts. An actor that is no state, and a state that is not covered, is left alone and told why.
    """

    def work(_: Listener) -> Outcome:
        from foedus.pipeline.drawing import draw as draw_case

        if capability is None and salience is None:
            from foedus.pipeline.drawable import known

            there = known()
            return Outcome(there, lambda: _list(there, folder))
        drawn = draw_case(folder, capability=capability, salience=salience, data=data, year=year, replacing=replacing, apply=apply)
        return Outcome(_result(drawn), lambda: _show(drawn, folder, apply), drawn.notes)

    execute("draw", Output(json, quiet, debug), work)


def _result(drawn: Drawn) -> dict[str, Any]:
    asked = {f: {"asked": d.asked, "about": d.about, "unit": d.unit, "when": d.when, "fit": d.fit} for f, d in drawn.drawables.items()}
    return {
        "case_file": str(drawn.folder.case_file), "decided": drawn.decided.isoformat(), "drawn_from": asked, "values": [r.to_dict() for r in drawn.rows],
        "notes": drawn.notes, "applied": drawn.applied,
    }  # fmt: skip


def _list(there: dict[str, Any], folder: Path) -> None:
    for field, told in there.items():
        say(field)
        columns([("", False), ("", False)], [[f"  {one['asked']}", one["about"]] for one in told])
        say("")
    say(f"foedus draw {folder} --capability gdp")


def _show(drawn: Drawn, folder: Path, apply: bool) -> None:
    for field, d in drawn.drawables.items():
        its = [r for r in drawn.rows if r.field == field]
        say(f"{field}: {d.about}, {d.when}", f"unit: {d.unit}; the decision fell on {drawn.decided}", "")
        for issue in dict.fromkeys(r.issue for r in its):
            _tell(issue, [r for r in its if r.issue == issue])
        first = next((r.basis for r in its if r.value is not None), None)
        if first is not None:
            say(f"from {first.place}, and so for the others", *([first.how] if first.how else []), "")
    there = [r for r in drawn.rows if r.value is not None]
    if drawn.applied:
        values = "1 value is" if len(there) == 1 else f"{len(there)} values are"
        say(f"{values} in {drawn.folder.case_file}, marked drafted", f"next: look at them, then foedus check {folder}")
    elif there:
        say("nothing was written; to write it: the same with --apply")
    else:
        say("there is nothing to write" if apply else "nothing could be drawn")


def _tell(issue: str, rows: list[Drawing]) -> None:
    say(issue)
    most = max((r.value.central for r in rows if r.value is not None), default=0.0)
    found = [r for r in rows if r.value is not None and r.basis is not None]
    if found:
        columns(
            [("", False), ("found", True), ("", False), ("would be", True), ("is", True)],
            [[f"  {r.actor}", _number(r.basis.value), bar(r.value.central, most, WIDTH), _number(r.value.central), _number(r.before.central)] for r in found if r.value and r.basis],
        )
    for r in rows:
        if r.value is None:
            say(f"  {r.actor} is left alone: {r.why}")
    say("")


def _number(value: float | str) -> str:
    if isinstance(value, str):
        return value
    return f"{value:,.0f}" if abs(value) >= 1e6 else f"{value:.4g}"
