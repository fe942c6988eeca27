"""``foedus read``: documents to evidence."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from foedus.cli.options import Debug, Json, MaxSize, Progress, ProgressKind, Quiet, Workers
from foedus.cli.session import Outcome, Output, execute, say
from foedus.core.errors import FoedusError

if TYPE_CHECKING:
    from foedus.pipeline.progress import Listener
    from foedus.pipeline.reading import Reading

LISTED = 10  #: documents of which the run says how much was not read


def read(
    paths: Annotated[list[Path], typer.Argument(help="Files and folders.", show_default=False)],
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder for the evidence.", show_default=False)],
    format: Annotated[str, typer.Option(help="jsonl or parquet (one file per table), or sqlite (the database alone).")] = "jsonl",
    max_size: MaxSize = "64M",
    workers: Workers = None,
    json: Json = False,
    quiet: Quiet = False,
    debug: Debug = False,
    progress: Progress = ProgressKind.AUTO,
) -> None:
    """Read documents into evidence: rows, each with the exact span that states it.

    A file that did not change since the last time is not read again.
    One that cannot be read is reported, and the others are read.
    """

    def work(listen: Listener) -> Outcome:
        from foedus.pipeline.gather import parse_size
        from foedus.pipeline.reading import read_paths

        reading = read_paths(
            paths, out, format=format, max_size=parse_size(max_size), workers=workers, listen=listen, strict=debug
        )
        return Outcome(result(reading), lambda: show(reading, out), unreadable(reading), reading.exit_code, errors(reading))

    execute("read", Output(json, quiet, debug, progress), work, kept=f"what was read is kept in {out}")


def result(reading: Reading) -> dict[str, object]:
    """Return a reading as ``--json`` prints it."""
    return {
        "database": str(reading.database),
        "documents": list(reading.documents),
        "read_now": list(reading.read_now),
        "removed": list(reading.removed),
        "unreadable": dict(reading.unreadable),
        "unread": {doc: dict(held) for doc, held in reading.unread.items()},
        "damaged": {doc: {"characters": n, "first": first} for doc, (n, first) in reading.damaged.items()},
        "cut": list(reading.cut),
        "rows": dict(reading.counts),
        "files": [str(f) for f in reading.files],
        "notes": list(reading.notes),
    }


def unreadable(reading: Reading) -> list[str]:
    """Return one line for each document that could not be read, or not all of it, after what was done to the file of evidence itself."""
    from foedus.analysis.wording import language_name, listing

    out = [*reading.notes, *(f"{doc}: {why} [unreadable]" for doc, why in reading.unreadable.items())]
    unread = [
        f"{doc}: characters that no reader knows the language of: {listing([f'{n:,} in {language_name(code)}' for code, n in held.items()])}"
        for doc, held in reading.unread.items()
    ]
    damaged = [
        f"{doc}: {n:,} damaged character{'s' * (n != 1)}, read as \ufffd, the first at {first}; restore the file, or save it anew as UTF-8"
        for doc, (n, first) in reading.damaged.items()
    ]
    cut = [f"{doc}: breaks off before its end" for doc in reading.cut]
    for told, kind in ((unread, "unread"), (damaged, "damaged"), (cut, "cut")):
        out += [f"{line} [{kind}]" for line in told[:LISTED]]
        if len(told) > LISTED:
            out.append(f"and {len(told) - LISTED:,} more documents in part; --json lists them [{kind}]")
    return out


def errors(reading: Reading) -> list[dict[str, object]]:
    """Return the same as ``--json`` prints it."""
    return [FoedusError("unreadable", why, where=doc).to_dict() for doc, why in reading.unreadable.items()]


def summary(reading: Reading) -> str:
    """Return what was read as one sentence."""
    n, now = len(reading.documents), len([d for d in reading.read_now if d not in reading.unreadable])
    words = f"{n} document{'s' * (n != 1)} read"
    if now < n:
        words += f" ({now or 'none'} of them now, the rest unchanged)"
    if reading.removed:
        words += f", {len(reading.removed)} no longer there"
    if reading.unreadable:
        words += f", {len(reading.unreadable)} unreadable"
    return words


def show(reading: Reading, out: Path) -> None:
    """Print a reading for people."""
    counts = [f"{n} {name}" for name, n in reading.counts.items() if name != "documents" and n]
    say(summary(reading))
    line = "  "
    for i, count in enumerate(counts):
        piece = count + (", " if i < len(counts) - 1 else "")
        if len(line) + len(piece.rstrip()) > 78:
            say(line.rstrip())
            line = "  "
        line += piece
    if counts:
        say(line)
    say(str(out))
