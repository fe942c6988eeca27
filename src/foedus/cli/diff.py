"""``foedus diff``: what changed between two runs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from foedus.cli.options import Debug, Json, Quiet
from foedus.cli.session import Outcome, Output, execute, say

if TYPE_CHECKING:
    from foedus.analysis.compare.evidence import TableChange
    from foedus.analysis.compare.inputs import InputChange
    from foedus.analysis.compare.outputs import OutputChange
    from foedus.pipeline.comparing import Compared
    from foedus.pipeline.progress import Listener

_COLOURS = {"+": "green", "-": "red", "~": "yellow", "#": "bold"}
_SHOWN = 3  # rows shown of each kind in each table; --json has more
_LONGEST = 90


def diff(
    before: Annotated[str, typer.Argument(help="CASE@RUN, the folder of a run, a case (its last run), or a run's id.", show_default=False)],
    now: Annotated[str, typer.Argument(help="The run to compare with it.", show_default=False)],
    case: Annotated[Path, typer.Option(help="The case that bare ids belong to.")] = Path(),
    json: Json = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Show what changed from one run to another: evidence, inputs, options, versions, outcomes.

    Ends with 0 if nothing did and with 1 if something did.
    """

    def work(_: Listener) -> Outcome:
        from foedus.pipeline.comparing import compare

        compared = compare(before, now, case=case)
        return Outcome(compared.to_dict(), lambda: _show(compared), exit_code=compared.exit_code)

    execute("diff", Output(json, quiet, debug), work)


def _show(compared: Compared) -> None:
    if compared.same:
        say(f"no difference: {compared.before.name} and {compared.now.name} have the same evidence, inputs, options, versions and outcomes")
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False, soft_wrap=True)
    for sign, line in _lines(compared):
        console.print(Text(f"{sign} {line}" if sign in "+-~" else line, style=_COLOURS.get(sign, "")))


def _lines(compared: Compared) -> Iterator[tuple[str, str]]:
    """Yield (sign, line): ``+`` added, ``-`` removed, ``~`` changed, ``#`` a heading, blank for the rest."""
    yield " ", f"from {compared.before}"
    yield " ", f"to   {compared.now}"
    if compared.documents:
        yield from _heading("Documents")
        signs = {"added": "+", "removed": "-"}
        for d in compared.documents:
            yield signs.get(d.kind, "~"), f"{d.doc}" + (f" (was {d.other})" if d.other else "" if d.kind in signs else f" {d.kind}")
    if compared.tables:
        yield from _heading("Evidence")
        for t in compared.tables:
            yield from _table(t)
    for title, changes in (("Inputs", compared.inputs), ("Options", compared.options), ("Versions", compared.versions)):
        if changes:
            yield from _heading(title)
            for c in changes:
                yield from _input(c)
    if compared.outputs:
        yield from _heading("Outcomes (mean; median; 80 % interval)")
        for o in compared.outputs:
            yield from _output(o)


def _heading(title: str) -> Iterator[tuple[str, str]]:
    yield " ", ""
    yield "#", title


def _table(t: TableChange) -> Iterator[tuple[str, str]]:
    counts = [f"{n} {word}" for n, word in ((t.added, "added"), (t.removed, "removed"), (t.changed, "changed"), (t.moved, "moved")) if n]
    yield " ", f"{t.table}: {', '.join(counts)}"
    yield " ", f"  because of: {', '.join(t.because)}" if t.because else "  for no reason that the runs record"
    for kind, sign in (("changed", "~"), ("added", "+"), ("removed", "-")):
        for e in [e for e in t.examples if e.kind == kind][:_SHOWN]:
            where = f"{e.doc}[{e.start}:{e.end}] " if e.start is not None else ""
            fields = ", ".join(f"{k} {_short(a)} -> {_short(b)}" for k, (a, b) in e.fields.items() if k != "quote")
            words = f"“{_short(e.quote)}”" if e.quote else e.id
            yield sign, f"  {where}{words}" + (f": {fields}" if fields else "")


def _input(c: InputChange) -> Iterator[tuple[str, str]]:
    if c.before is None:
        yield "+", f"{c.what}: {_short(c.now)}"
    elif c.now is None:
        yield "-", f"{c.what}: {_short(c.before)}"
    elif c.before == c.now:
        yield "~", f"{c.what}: {_short(c.now)}, on another basis"
    else:
        yield "~", f"{c.what}: {_short(c.before)} -> {_short(c.now)}"
    if c.source_before != c.source_now:
        for sign, source in (("-", c.source_before), ("+", c.source_now)):
            if source:
                yield sign, f"    {_short(source)}"


def _output(o: OutputChange) -> Iterator[tuple[str, str]]:
    name = f"{o.issue}, {o.engine}" + (f", as {o.account} tells it" if o.account else "")
    if o.before is None or o.now is None:
        yield ("+" if o.before is None else "-"), name
        return
    pairs: list[tuple[Any, Any]] = [(o.before.mean, o.now.mean), (o.before.median, o.now.median)]
    told = "; ".join(f"{a:.4g} -> {b:.4g}" for a, b in pairs)
    (a, b), (c, d) = o.before.interval, o.now.interval
    yield "~", f"{name}: {told}; {a:.4g} to {b:.4g} -> {c:.4g} to {d:.4g}"
    verdict = "more than" if o.exceeds else "no more than"
    yield " ", f"    the mean moves by {o.difference:+.4g}, {verdict} chance explains (±{o.error:.2g}{', same draws' if o.paired else ''})"


def _short(value: Any) -> str:
    if isinstance(value, dict) and "dist" in value:
        value = f"{value['dist']} {' / '.join(f'{v:g}' for k, v in value.items() if k != 'dist')}"
    text = " ".join(f"{value:g}".split()) if isinstance(value, float) else " ".join(str(value).split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
