"""``foedus cite``: what a run used, as a list of references."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from foedus.cli.options import Debug, Json, Quiet
from foedus.cli.session import Outcome, Output, execute

if TYPE_CHECKING:
    from foedus.pipeline.citing import Cited
    from foedus.pipeline.progress import Listener


def cite(
    source: Annotated[Path, typer.Argument(help="Case folder, or a folder written by foedus read.", show_default=False)],
    run: Annotated[str | None, typer.Option(help="Id of a run, or how it begins.", show_default="the last one")] = None,
    format: Annotated[str, typer.Option(help="text, bibtex, csl (CSL-JSON) or ris.")] = "text",
    style: Annotated[str, typer.Option(help="Of text: report (as reports list references) or author-date.")] = "report",
    whole: Annotated[bool, typer.Option("--all", help="Every document of the case, used or not.")] = False,
    json: Json = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """List what a run used: the documents and reference data its inputs rest on, the methods of its engines, and foedus.

    Of a folder written by foedus read, every document is listed.
    """

    def work(_: Listener) -> Outcome:
        from foedus.pipeline.citing import cite as cite_case

        cited = cite_case(source, run=run, whole=whole)
        text = cited.text(format, style)
        remarks = [f"documents that could not be read and are not listed: {cited.unread}"] if cited.unread else []
        return Outcome(_result(cited), lambda: print(text, end=""), remarks)

    execute("cite", Output(json, quiet, debug), work)


def _result(cited: Cited) -> dict[str, object]:
    return {
        "data": [{"key": d.key, "kind": d.kind, "name": d.name, "version": d.version, "sha256": d.sha256, "licence": d.licence, "uses": list(d.uses)} for d in cited.data],
        "run": cited.run, "items": list(cited.items), "unread": cited.unread,
        "documents": [{"key": s.key, **{k: v for k, v in asdict(s).items() if k in ("doc", "pages", "uses", "translation_of", "same_source")}} for s in cited.sources],
    }  # fmt: skip
