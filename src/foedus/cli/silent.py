"""``foedus silent``: the sentences that name an actor and that nothing was read from."""

from __future__ import annotations

from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Annotated, Any

import typer

from foedus.cli.options import Debug, Json, Quiet
from foedus.cli.session import Outcome, Output, execute, say

if TYPE_CHECKING:
    from foedus.pipeline.progress import Listener
    from foedus.pipeline.silent import Document


def silent(
    folder: Annotated[Path, typer.Argument(help="Case folder, or a folder written by foedus read.", show_default=False)],
    doc: Annotated[str | None, typer.Argument(help="Only this document.", show_default=False)] = None,
    json: Json = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """List the sentences that name an actor and have no row of events, claims, ties or stances: read those yourself.

    Some tell nothing of these kinds; in others the readers did not know what is told, and say nothing rather than guess.
    """

    def work(_: Listener) -> Outcome:
        from foedus.pipeline.silent import silent as list_silent

        found = list_silent(folder, doc)
        return Outcome({"documents": [_told(d) for d in found]}, lambda: _show(found, folder))

    execute("silent", Output(json, quiet, debug), work)


def _told(d: Document) -> dict[str, Any]:
    sentences = [{**one.sentence, "address": _address(one.sentence), "actors": list(one.actors)} for one in d.held.silent]
    return {"doc": d.doc, "title": d.title, "named": d.held.named, "silent": sentences}


def _address(sentence: dict[str, Any]) -> str:
    return f"{sentence['doc']}:{sentence['start']}-{sentence['end']}"


def _show(found: list[Document], folder: Path) -> None:
    from foedus.cli.passages import show_lines, styled, visible

    lines: list[Any] = []
    for d in found:
        lines.append(styled((visible(d.title or d.doc), "bold"), (f"  {len(d.held.silent)} of {d.held.named} sentences that name an actor have no row", None)))
        for sentence, actors in d.held.silent:
            lines += [visible(sentence["quote"]), styled(("  " + visible(", ".join(actors)), "green")), styled(("  " + visible(_address(sentence)), "cyan"))]
        lines.append("")
    named, without = sum(d.held.named for d in found), sum(len(d.held.silent) for d in found)
    if not named:
        say("no sentence names an actor")
        return
    lines.append(f"{without} of {named} sentences that name an actor have no row of events, claims, relations or stances")
    first = next((one.sentence for d in found for one in d.held.silent), None)
    if first is not None:
        lines.append(visible(f"next: foedus show {quote(str(folder))} {quote(_address(first))}"))
    show_lines(lines)
