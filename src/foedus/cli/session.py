"""One way for every command to end: text or one JSON object, an exit code, and no traceback unless asked for."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import typer

from foedus import __version__
from foedus.core.errors import ExitCode, FoedusError

if TYPE_CHECKING:
    from foedus.cli.options import ProgressKind
    from foedus.pipeline.progress import Listener

@dataclass(frozen=True, slots=True)
class Output:
    """How a command was asked to speak."""

    json: bool = False
    quiet: bool = False
    debug: bool = False
    progress: ProgressKind | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command has to say when it ends.

    Attributes
    ----------
    result
        The object that ``--json`` prints.
    show
        Prints the result for people, on standard output.
    remarks
        What people should know besides, on standard error; ``--quiet`` leaves it out.
    exit_code
        How the command ends.
    errors
        Where it does not end well: what went wrong, in the shape of `FoedusError.to_dict`.
    """

    result: dict[str, Any]
    show: Callable[[], None]
    remarks: list[str] = field(default_factory=list)
    exit_code: ExitCode = ExitCode.OK
    errors: list[dict[str, Any]] = field(default_factory=list)


def execute(command: str, output: Output, work: Callable[[Listener], Outcome], *, kept: str = "") -> None:
    """Run `work` and end the command.

    Parameters
    ----------
    command
        Its name, as typed.
    output
        How it was asked to speak.
    work
        Does the work; is given what hears the progress.
    kept
        What remains if the user stops it.

    Raises
    ------
    typer.Exit
        Always, with the exit code.
    """
    listener = _listener(output)
    try:
        with _ending_kept():
            outcome = work(listener)
        listener.close()
        _succeed(command, output, outcome)
        code = outcome.exit_code
    except FoedusError as error:
        code = _fail(command, output, listener, error.exit_code, error.lines(), error.to_dict())
    except KeyboardInterrupt:
        at = listener.last
        where = f" while {at.stage}" + (f" ({at.done} of {at.total})" if at.total else "") if at else ""
        told = FoedusError(
            "interrupted", f"stopped{where}", exit_code=ExitCode.INTERRUPTED,
            hint=f"{kept}; the same command goes on from there" if kept else "nothing was kept; the same command begins anew",
        )  # fmt: skip
        code = _fail(command, output, listener, told.exit_code, told.lines(), told.to_dict())
    except BrokenPipeError:
        # Whoever read our output has gone (`| head`); nothing more can be said, and nothing need be.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        code = ExitCode.OK
    except OSError as error:
        told = FoedusError(
            "system", (error.strerror or str(error)).lower(), where=str(error.filename) if error.filename else None,
            hint="mend this, then type the same command again",
        )  # fmt: skip
        code = _fail(command, output, listener, told.exit_code, told.lines(), told.to_dict())
    except MemoryError:
        told = FoedusError("memory", "there is not enough memory", hint="fewer --draws, fewer --workers, or smaller documents")
        code = _fail(command, output, listener, told.exit_code, told.lines(), told.to_dict())
    except Exception as error:
        told = FoedusError(
            "internal", f"foedus itself failed: {type(error).__name__}: {error}", exit_code=ExitCode.INTERNAL,
            hint=f"type the same with --debug and send the developers what it prints (foedus {__version__}, see CONTRIBUTING)",
        )  # fmt: skip
        code = _fail(command, output, listener, told.exit_code, told.lines(), told.to_dict())
    raise typer.Exit(int(code))


@contextlib.contextmanager
def _ending_kept() -> Iterator[None]:
    """Let a request to end (of the system, of a terminal that closes) keep what was finished, as Ctrl-C does."""
    numbers = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    # Whoever started us with a signal ignored (nohup) meant it; only the main thread may ask.
    ours = [n for n in numbers if threading.current_thread() is threading.main_thread() and signal.getsignal(n) == signal.SIG_DFL]
    for number in ours:
        signal.signal(number, signal.default_int_handler)
    try:
        yield
    finally:
        for number in ours:
            signal.signal(number, signal.SIG_DFL)


def say(*lines: str) -> None:
    """Print lines on standard output, never wrapped."""
    for line in lines:
        print(line)


def table(columns: Iterable[tuple[str, bool]], rows: Iterable[Iterable[str]]) -> None:
    """Print a table that fits the terminal; `columns` are (heading, is a number)."""
    from rich import box
    from rich.console import Console
    from rich.table import Table

    grid = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for heading, number in columns:
        grid.add_column(heading, justify="right" if number else "left", no_wrap=number, overflow="fold")
    for row in rows:
        grid.add_row(*row)
    Console(markup=False, highlight=False).print(grid)


def envelope(command: str, code: int, result: dict[str, Any] | None, errors: list[dict[str, Any]]) -> str:
    """Return the one JSON object that ``--json`` prints, for success and failure alike."""
    told = {"ok": code == 0, "command": command, "exit_code": int(code), "result": result, "errors": errors}
    ascii_only = not (sys.stdout.encoding or "").lower().replace("-", "").startswith("utf")
    return json.dumps(told, ensure_ascii=ascii_only, indent=1, default=str)


def _listener(output: Output) -> Listener:
    from foedus.pipeline.progress import listener

    asked = output.progress
    if output.quiet or (output.json and (asked is None or asked == "auto")):
        return listener("none")
    return listener(str(asked) if asked else "auto")


def _succeed(command: str, output: Output, outcome: Outcome) -> None:
    if output.json:
        print(envelope(command, outcome.exit_code, outcome.result, outcome.errors), flush=True)
        return
    if not output.quiet:
        for remark in outcome.remarks:
            print(remark, file=sys.stderr)
    sys.stderr.flush()
    outcome.show()
    sys.stdout.flush()


def _fail(
    command: str, output: Output, listener: Listener, code: ExitCode, lines: list[str], told: dict[str, Any]
) -> ExitCode:  # fmt: skip
    with contextlib.suppress(Exception):
        listener.close()
    if output.debug:
        traceback.print_exc()
    if output.json:
        print(envelope(command, code, None, [told]), flush=True)
    else:
        print("\n".join(lines), file=sys.stderr, flush=True)
    return code
