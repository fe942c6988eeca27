"""The command ``foedus``."""

from __future__ import annotations

import gc
import sys
from typing import Annotated, Any, cast

import typer

from foedus import __version__
from foedus.cli import (
    check,
    cite,
    compact,
    decide,
    demo,
    diff,
    draw,
    export,
    exposure,
    grade,
    ledger,
    leverage,
    new,
    ownership,
    power,
    read,
    report,
    run,
    score,
    seal,
    search,
    show,
    silent,
    verify,
    world,
)
from foedus.cli.session import envelope
from foedus.core.errors import ExitCode

app = typer.Typer(
    name="foedus", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)  # fmt: skip

# In the order of the work.
for command in (new.new, read.read, search.search, show.show, silent.silent, draw.draw, check.check, run.run, report.report, export.export, cite.cite, diff.diff):
    app.command()(command)
app.command()(decide.decide)
for sealing in (seal.seal, verify.verify, grade.grade, ledger.ledger):
    app.command()(sealing)
app.command()(power.power)
app.add_typer(world.app, name="world")
app.command()(compact.compact)
for tied in (exposure.exposure, ownership.ownership, leverage.leverage):
    app.command()(tied)
app.add_typer(score.app, name="score")
app.command()(demo.demo)

#: When Python looks for garbage: after so many objects, and every so many times among older ones.
COLLECTED = (20_000, 20, 20)

# The base of what typer raises for a wrong option, value or argument.
UsageError = cast(type[Exception], typer.BadParameter.__base__)


def _version(asked: bool) -> None:
    if asked:
        print(f"foedus {__version__}")
        raise typer.Exit


@app.callback()
def foedus(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")] = False,
) -> None:
    """Documents about a crisis in; evidence with exact spans, a model run and a report out.

    Start with: foedus demo
    """


def main(arguments: list[str] | None = None) -> int:
    """Run the command line and return its exit code.

    Parameters
    ----------
    arguments
        What was typed after ``foedus``; None for the process's own.
    """
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a letter gets an escape instead of a crash.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    if arguments is None:
        # Modules, tables and compiled patterns are kept for good: looking through them for garbage every 700 objects
        # is a tenth of a short command's time.
        gc.set_threshold(*COLLECTED)
    typed = sys.argv[1:] if arguments is None else arguments
    try:
        return int(app(typed, prog_name="foedus", standalone_mode=False) or 0)
    except UsageError as error:
        return _usage(error, typed)
    except (typer.Abort, KeyboardInterrupt):
        print("stopped", file=sys.stderr)
        return int(ExitCode.INTERRUPTED)


def _usage(error: Exception, typed: list[str]) -> int:
    told = cast(Any, error)
    context = getattr(told, "ctx", None)
    command = context.command_path if context else "foedus"
    message = str(told.format_message()).rstrip()
    if not message:  # a bare `foedus` or `foedus score`: typer has shown the help already
        return int(ExitCode.USAGE)
    hint = f"{command} --help"
    if "--json" in typed:
        entry = {"code": "usage", "message": message, "where": command, "expected": None, "hint": hint}
        print(envelope(command.removeprefix("foedus").strip(), ExitCode.USAGE, None, [entry]))
    else:
        print(f"{command}: {message} [usage]\n  next: {hint}", file=sys.stderr)
    return int(ExitCode.USAGE)

