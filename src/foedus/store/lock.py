"""One writer at a time: a lock of the operating system on a file of the folder, released by the kernel in a crash."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from foedus.core.errors import FoedusError
from foedus.store.atomic import make_folder, sweep, temporary_path, writing
from foedus.store.process import Process, this_process

LOCK_FILE = ".foedus.lock"
_SETTLE = 2.0  # seconds after which a lock file without content is a crash's, not that of a writer at work
#: What a file system says that has no locks: some network and container file systems.
_NO_LOCKS = {errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOTSUP, errno.ENOSYS, errno.EINVAL}


@contextlib.contextmanager
def locked(folder: Path, *, sweeping: Iterable[Path] = ()) -> Iterator[None]:
    """Hold the lock of `folder` while the block runs.

    The lock is one of the operating system, which ends with the process that holds it, however that ends. Where
    the file system has none, the lock file itself is the lock, and it is taken over when the process named
    in it has ended. A lock file of another machine (a shared disk) is respected, because its process cannot be
    asked and some shared disks keep locks to one machine.

    Parameters
    ----------
    folder
        The folder; made if missing.
    sweeping
        Folders below it that are freed of what a killed process left unfinished, as `folder` itself is.

    Raises
    ------
    FoedusError
        If another process holds the lock (``folder-busy``), or the folder cannot be written.
    """
    path = make_folder(folder) / LOCK_FILE
    handle = _acquire(path)
    try:
        sweep((folder, *sweeping), exclusive=True)
        yield
    finally:
        _release(path, handle)


def _acquire(path: Path) -> int | None:
    """Take the lock and return the open file that holds it; None if the file alone is the lock."""
    for _ in range(20):
        opened = _open(path)
        if opened is None:
            continue
        handle, created = opened
        held = False
        try:
            taken = _take(handle)
            if taken is False:
                raise _busy(path, _owner(path))
            if taken is None and not created:
                _give_way(path)
                continue
            if taken and not _still_there(path, handle):  # even of the file made just now: another may have been quicker
                continue
            if taken and not created:
                _respect_other_machines(path, handle)
            with writing(path):
                os.ftruncate(handle, 0)
                os.lseek(handle, 0, os.SEEK_SET)
                os.write(handle, json.dumps(this_process().to_dict()).encode())
            held = bool(taken)
            return handle if held else None
        finally:
            if not held:
                os.close(handle)
    raise FoedusError("folder-busy", "other processes keep taking the lock", where=str(path.parent), hint="try again")


def _open(path: Path) -> tuple[int, bool] | None:
    """Open the lock file and say whether it was made just now; None if it went while we looked."""
    with writing(path):
        try:
            return os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o644), True
        except FileExistsError:
            pass
        try:
            return os.open(path, os.O_RDWR), False
        except FileNotFoundError:
            return None


def _take(handle: int) -> bool | None:
    """Say whether this process has got the system's lock on an open file; None if the file system has none."""
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(handle, 2**30, os.SEEK_SET)  # far behind the content, which others may then read
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
            os.lseek(handle, 0, os.SEEK_SET)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return None if error.errno in _NO_LOCKS else False
    return True


def _release(path: Path, handle: int | None) -> None:
    # Elsewhere than on Windows the file goes first: whoever opened it meanwhile finds that out when it has its lock.
    if handle is not None and sys.platform == "win32":
        os.close(handle)
    with contextlib.suppress(OSError):
        path.unlink()
    if handle is not None and sys.platform != "win32":
        os.close(handle)


def _still_there(path: Path, handle: int) -> bool:
    """Say whether `path` is the file that was locked; the owner before may have deleted it just now."""
    try:
        return os.path.samestat(path.stat(), os.fstat(handle))
    except FileNotFoundError:
        return False


def _respect_other_machines(path: Path, handle: int) -> None:
    owner = _parse(os.read(handle, 4096))
    if owner is not None and not owner.here and not owner.ended:
        raise _busy(path, owner)


def _give_way(path: Path) -> None:
    """Remove a lock file that is itself the lock if its owner has ended; else say who holds it."""
    owner = _owner(path)
    if owner is None and _fresh(path):
        raise _busy(path, None)
    if owner is not None and not owner.ended:
        raise _busy(path, owner)
    # Renaming first means that of two processes that see the same stale lock only one removes it.
    stale = temporary_path(path.parent)
    with contextlib.suppress(FileNotFoundError), writing(path):
        path.replace(stale)
        stale.unlink()


def _owner(path: Path) -> Process | None:
    with contextlib.suppress(OSError):
        return _parse(path.read_bytes())
    return None


def _parse(content: bytes) -> Process | None:
    try:
        return Process.from_dict(json.loads(content))
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _fresh(path: Path) -> bool:
    # Between making the file and writing into it there is a moment without content.
    with contextlib.suppress(OSError):
        return time.time() - path.stat().st_mtime < _SETTLE
    return False


def _busy(path: Path, owner: Process | None) -> FoedusError:
    return FoedusError(
        "folder-busy", f"another foedus is writing here ({owner or 'it has just started'})", where=str(path.parent),
        hint=f"wait for it to end, or delete {path} if you are sure that it has",
    )  # fmt: skip
