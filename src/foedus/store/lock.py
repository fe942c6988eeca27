"""One writer at a time: a lock file in the folder that is written, taken over when its owner is gone."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import time
from collections.abc import Iterator
from pathlib import Path

from foedus.core.errors import FoedusError
from foedus.store.atomic import make_folder, writing

LOCK_FILE = ".foedus.lock"
_SETTLE = 2.0  # seconds after which a lock file without content is a crash, not a writer at work


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the lock of `folder` while the block runs.

    A lock whose process has ended on this machine is taken over. A lock from another machine (a shared
    disk) is respected, because its process cannot be asked.

    Raises
    ------
    FoedusError
        If another process holds the lock, or the folder cannot be written.
    """
    path = make_folder(folder) / LOCK_FILE
    _acquire(path)
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            path.unlink()


def _acquire(path: Path) -> None:
    mine = json.dumps({"pid": os.getpid(), "host": socket.gethostname()})
    for _ in range(3):
        with writing(path):
            try:
                handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644)
            except FileExistsError:
                pass
            else:
                with os.fdopen(handle, "w", encoding="utf-8") as file:
                    file.write(mine)
                return
        owner = _live_owner(path)
        if owner:
            raise FoedusError(
                "folder-busy", f"another foedus is writing here ({owner})", where=str(path.parent),
                hint=f"wait for it to end, or delete {path} if you are sure that it has",
            )  # fmt: skip
        # Renaming first means that of two processes that see the same stale lock only one removes it.
        stale = path.with_name(f"{LOCK_FILE}.stale-{os.getpid()}")
        with contextlib.suppress(FileNotFoundError), writing(path):
            path.replace(stale)
            stale.unlink()
    raise FoedusError("folder-busy", "other processes keep taking the lock", where=str(path.parent), hint="try again")


def _live_owner(path: Path) -> str | None:
    try:
        owner = json.loads(path.read_text(encoding="utf-8"))
        pid, host = int(owner["pid"]), str(owner["host"])
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError, OSError):
        # Between creating the file and writing into it there is a moment without content.
        with contextlib.suppress(OSError):
            if time.time() - path.stat().st_mtime < _SETTLE:
                return "just started"
        return None
    if host != socket.gethostname():
        return f"process {pid} on {host}"
    return f"process {pid}" if _alive(pid) else None


def _alive(pid: int) -> bool:
    if os.name == "nt":
        return True  # signal 0 would end the process there; a stale lock is then deleted by hand
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
