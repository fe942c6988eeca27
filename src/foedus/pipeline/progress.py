"""How far a step is: one kind of event, heard by a bar, plain lines, JSON lines, or nobody."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, TextIO

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID


class Event(Protocol):
    """What any station may report: a stage, how much of it is done, and of how much (None: unknown)."""

    @property
    def stage(self) -> str:
        """What is being done."""

    @property
    def done(self) -> int:
        """How many units are done."""

    @property
    def total(self) -> int | None:
        """How many there are."""


@dataclass(frozen=True, slots=True)
class Step:
    """An `Event`."""

    stage: str
    done: int
    total: int | None


@dataclass(frozen=True, slots=True)
class Pace:
    """An event with what the clock adds: units per second, and seconds left (None: not known yet)."""

    stage: str
    done: int
    total: int | None
    rate: float | None
    left: float | None

    def line(self) -> str:
        """Return it as one line of plain text."""
        if self.total == 1:
            return f"{self.stage}: {'done' if self.done else 'begun'}"
        of = f"/{self.total}" if self.total is not None else ""
        rate = f", {self.rate:.3g}/s" if self.rate else ""
        left = f", {duration(self.left)} left" if self.left else ""
        return f"{self.stage}: {self.done}{of}{rate}{left}"


def duration(seconds: float) -> str:
    """Return a time span as people write it."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    minutes, rest = divmod(whole, 60)
    return f"{minutes} min {rest} s" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"


class Listener:
    """Hears events and adds the pace; this one keeps the last and shows nothing.

    Parameters
    ----------
    clock
        Returns seconds; replaced in tests.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.clock = clock
        self.last: Pace | None = None
        self._began = 0.0

    def __call__(self, event: Event) -> None:
        """Take one event."""
        now = self.clock()
        if self.last is None or self.last.stage != event.stage or event.done < self.last.done:
            self._began = now
        spent = now - self._began
        rate = event.done / spent if spent > 0 and event.done else None
        left = (event.total - event.done) / rate if rate and event.total is not None else None
        self.last = Pace(event.stage, event.done, event.total, rate, left)
        self.show(self.last)

    def show(self, pace: Pace) -> None:
        """Show one event; here nothing."""

    def close(self) -> None:
        """Leave the terminal as it was."""


class PlainLines(Listener):
    """A line at most every second, and one for the end of each stage: for logs and pipes."""

    def __init__(self, out: TextIO | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(clock)
        self.out = out or sys.stderr
        self._shown = float("-inf")
        self._finished: str | None = None

    def show(self, pace: Pace) -> None:
        """Print the event if it is time, or if the stage is done."""
        now = self.clock()
        done = pace.total is not None and pace.done >= pace.total
        if not pace.done and not done:  # the clock of a stage starts with it: quick stages say one line
            self._shown = now
            self._finished = None
            return
        if done and self._finished != pace.stage:
            self._finished = pace.stage
        elif now - self._shown < 1.0 or done:
            return
        else:
            self._finished = None
        self._shown = now
        print(self.format(pace), file=self.out, flush=True)

    def format(self, pace: Pace) -> str:
        """Return the event as a line."""
        return pace.line()


class JsonLines(PlainLines):
    """The same as JSON objects, for programs that watch."""

    def format(self, pace: Pace) -> str:
        """Return the event as a JSON object."""
        fields: dict[str, Any] = {"stage": pace.stage, "done": pace.done, "total": pace.total}
        fields |= {"rate": pace.rate and round(pace.rate, 3), "left": pace.left and round(pace.left, 1)}
        return json.dumps(fields, ensure_ascii=True)


class TerminalBar(Listener):
    """A bar on standard error that leaves one line for each finished stage."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(clock)
        self._bar: Bar | None = None
        self._task: TaskID | None = None
        self._stage: str | None = None

    def show(self, pace: Pace) -> None:
        """Move the bar."""
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        if self._bar is None:
            self._bar = Progress(
                TextColumn("{task.description:<12}"), BarColumn(bar_width=24), MofNCompleteColumn(),
                TextColumn("{task.fields[rate]}"), TimeRemainingColumn(compact=True),
                console=Console(stderr=True),
            )  # fmt: skip
            self._bar.start()
        if self._task is None or self._stage != pace.stage:
            self._task, self._stage = self._bar.add_task(pace.stage, total=pace.total, rate=""), pace.stage
        rate = f"{pace.rate:.3g}/s" if pace.rate and pace.total != 1 else ""
        self._bar.update(self._task, completed=pace.done, total=pace.total, rate=rate)

    def close(self) -> None:
        """Stop drawing."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = self._task = None


def listener(kind: str = "auto") -> Listener:
    """Return a listener: ``bar``, ``lines``, ``json``, ``none``, or ``auto`` (a bar on a terminal, else lines)."""
    if kind == "auto":
        kind = "bar" if sys.stderr.isatty() else "lines"
    made: dict[str, Callable[[], Listener]] = {"bar": TerminalBar, "lines": PlainLines, "json": JsonLines, "none": Listener}
    return made[kind]()
