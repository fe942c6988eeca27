"""``foedus export``: evidence in the formats of others."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from foedus.cli.options import Debug, Json, MaxSize, Progress, ProgressKind, Quiet
from foedus.cli.session import Outcome, Output, execute, say

if TYPE_CHECKING:
    from foedus.pipeline.exporting import Exported
    from foedus.pipeline.progress import Listener


def export(
    source: Annotated[Path, typer.Argument(help="Case folder, or a folder written by foedus read.", show_default=False)],
    to: Annotated[str, typer.Option("--to", "-t", help="annotations (W3C), csv, geojson, jsonl, parquet or stix.", show_default=False)],
    out: Annotated[Path, typer.Option("--out", "-o", help="File (geojson, stix) or folder.", show_default=False)],
    mask: Annotated[bool, typer.Option("--mask/--no-mask", help="Put persons without a public role under pseudonyms.")] = True,
    base: Annotated[
        str | None, typer.Option(help="Annotations: where the documents lie, IRI or relative path.", show_default="documents/")
    ] = None,
    excel: Annotated[bool, typer.Option("--excel", help="CSV: byte order mark, and formulas guarded.")] = False,
    max_size: MaxSize = "64M",
    json: Json = False,
    quiet: Quiet = False,
    debug: Debug = False,
    progress: Progress = ProgressKind.AUTO,
) -> None:
    """Write evidence in a format of others: every row, each with its span.

    Documents of a case that changed are read first.
    """

    def work(listen: Listener) -> Outcome:
        from foedus.pipeline.exporting import export as write
        from foedus.pipeline.gather import parse_size

        done = write(
            source, to, out, mask=mask, base=base, excel=excel, max_size=parse_size(max_size), listen=listen, strict=debug
        )
        return Outcome(_result(done), lambda: _show(done))

    execute("export", Output(json, quiet, debug, progress), work, kept="every document already read is kept")


def _result(done: Exported) -> dict[str, object]:
    return {
        "path": str(done.path), "format": done.format, "files": [str(f) for f in done.files], "rows": dict(done.rows),
        "masked": done.masked,
    }  # fmt: skip


def _show(done: Exported) -> None:
    total = sum(done.rows.values())
    words = f"{total} row{'s' * (total != 1)} exported"
    if done.masked is None:
        words += ", persons as read (--no-mask)"
    elif done.masked:
        words += f", {done.masked} person{'s' * (done.masked != 1)} without a public role under pseudonyms"
    say(words, str(done.path))
