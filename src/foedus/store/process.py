"""Which process made a file, and whether it still runs: for locks and for files that were not finished."""

from __future__ import annotations

import contextlib
import os
import socket
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from foedus.core.ids import digest


@dataclass(frozen=True, slots=True)
class Process:
    """One process of one machine.

    Attributes
    ----------
    pid, host
        Number of the process and name of its machine.
    boot
        Identifier of this start of the machine's system; empty where there is none. Containers of one machine
        share it under different names of the host.
    clock
        When the process began, in ticks of the system's own clock; empty where that cannot be had. A second
        process that was given the same number began later.
    since
        When it began to write here, ISO 8601, for the reader of a message.
    """

    pid: int
    host: str
    boot: str = ""
    clock: str = ""
    since: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON can hold it."""
        return asdict(self)

    @classmethod
    def from_dict(cls, found: dict[str, Any]) -> Process:
        """Return what `to_dict` gave; fields that are missing stay empty.

        Raises
        ------
        KeyError, TypeError, ValueError
            If pid or host is missing or no such thing.
        """
        words = {f.name: str(found.get(f.name, "")) for f in fields(cls) if f.name not in {"pid", "host"}}
        return cls(int(found["pid"]), str(found["host"]), **words)

    def __str__(self) -> str:
        here = self.here
        return f"process {self.pid}{'' if here else f' on {self.host}'}{f', since {self.since}' if self.since else ''}"

    @property
    def here(self) -> bool:
        """Whether it is a process of this machine."""
        mine = boot()
        return self.boot == mine if self.boot and mine else self.host == socket.gethostname()

    @property
    def ended(self) -> bool:
        """Whether it is known to run no longer; a process of another machine cannot be asked."""
        if self.host == socket.gethostname() and self.boot and boot() and self.boot != boot():
            return True  # the machine was started anew since
        if not self.here or self.host != socket.gethostname():
            return False  # another container counts its processes from one again
        if os.name == "nt":
            return False  # signal 0 would end the process there
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return True
        except PermissionError:
            pass
        return bool(self.clock) and clock(self.pid) not in {"", self.clock}


def this_process() -> Process:
    """Return the process that asks."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return Process(os.getpid(), socket.gethostname(), boot(), clock(os.getpid()), now)


def machine() -> str:
    """Return a short mark of this machine since its last start, fit for the name of a file."""
    return digest(socket.gethostname(), boot())[:8]


@cache
def boot() -> str:
    """Return the identifier of this start of the system; empty where there is none."""
    with contextlib.suppress(OSError):
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    return ""


def clock(pid: int) -> str:
    """Return when process `pid` began, in ticks; empty if there is no such process or the system does not say."""
    with contextlib.suppress(OSError, IndexError):
        # The name in the second field may hold spaces and brackets; what follows its last bracket does not.
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[19]
    return ""
