"""``foedus score``: how well foedus does, computed now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from foedus.cli.options import Debug, Json, Quiet
from foedus.cli.session import Outcome, Output, execute, say, table
from foedus.core.errors import ExitCode, FoedusError

if TYPE_CHECKING:
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
