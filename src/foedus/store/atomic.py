"""Files appear whole or not at all, a disk that refuses is reported in words, and what a crash left is swept.

A file is written under a temporary name beside its place, and renamed. The temporary name says which process of
which machine made it, so that what a killed process left can be told from what another is writing.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import secrets
import shlex
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from foedus.core.errors import FoedusError
from foedus.store.process import Process, machine, this_process

NOT_WRITABLE = "not-writable"  #: the code of the error that a read-only disk or a missing right gives
_REASONS = {
    errno.ENOSPC: ("disk-full", "the disk is full", "free some space, then type the same command again"),
    errno.EDQUOT: ("disk-full", "the disk quota is used up", "free some space, then type the same command again"),
    errno.EFBIG: ("disk-full", "the file would be larger than the system allows you", "raise that limit (ulimit -f), then type the same command again"),
    errno.EROFS: (NOT_WRITABLE, "the file system is read-only", "copy the folder to a disk you can write to"),
    errno.EACCES: (NOT_WRITABLE, "permission denied", "give yourself the right to write there, or name another folder"),
    errno.EPERM: (NOT_WRITABLE, "permission denied", "give yourself the right to write there, or name another folder"),
    errno.ENOTDIR: ("not-a-folder", "a part of this path is a file, not a folder", "name another folder"),
    errno.EISDIR: ("not-a-file", "this is a folder, not a file", "name a file"),
    errno.ENAMETOOLONG: ("name-too-long", "this name is too long for the file system", "choose a shorter name"),
}

_TEMPORARY = re.compile(r"\.foedus-([0-9a-f]{8})-(\d+)-[0-9a-f]{8}\.part")


@contextlib.contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turn an `OSError` raised while writing `path` into a `FoedusError` that says what to do.

    Raises
    ------
    FoedusError
        Full or read-only disk, missing right, a file where a folder should be.
    """
    try:
        yield
    except OSError as error:
        code, words, hint = _REASONS.get(
            error.errno or 0, ("cannot-write", (error.strerror or str(error)).lower(), "mend this, then type the same command again")
        )
        raise FoedusError(code, f"cannot write: {words}", where=str(path), hint=hint) from error


@contextlib.contextmanager
def reading_file(path: Path) -> Iterator[None]:
    """Turn an `OSError` raised while reading `path` into a `FoedusError`.

    Raises
    ------
    FoedusError
        Missing file, missing right, a folder where a file should be.
    """
    try:
        yield
    except OSError as error:
        _, words, _ = _REASONS.get(error.errno or 0, ("", (error.strerror or str(error)).lower(), ""))
        raise FoedusError("cannot-read", f"cannot read: {words}", where=str(path), expected="a file you may read", hint=f"ls {shlex.quote(str(path.parent))} shows what is there") from error


def make_folder(path: Path) -> Path:
    """Make `path` and its parents if missing, and return it."""
    with writing(path):
        path.mkdir(parents=True, exist_ok=True)
    return path


def named_file(path: Path) -> Path:
    """Return the path that somebody named for a file, if its folder is there.

    A folder that is named is made, a file is not given a new one: a slip of the pen would go unseen. Commands ask before they work.

    Raises
    ------
    FoedusError
        If there is no such folder (``no-folder``), or it is a file (``not-a-folder``).
    """
    folder = path.parent
    if folder.exists() and not folder.is_dir():
        raise FoedusError("not-a-folder", "this is a file, not a folder", str(folder), "a folder that is there, for the file named", "name another folder")
    if not folder.is_dir():
        raise FoedusError("no-folder", "there is no such folder", str(folder), "a folder that is there, for the file named", f"mkdir -p {shlex.quote(str(folder))}, then type the same command again")
    return path


@contextlib.contextmanager
def replacing(path: Path, *, durable: bool = True) -> Iterator[Path]:
    """Yield a temporary path beside `path`; when the block ends well, it replaces `path` in one step.

    With `durable` the file's content is on disk before its name is, so that even a power cut leaves the old
    file or the new one. Without, a killed process still does; it is for files that carry their own checksums.
    """
    make_folder(path.parent)
    with writing(path):
        temporary = temporary_path(path.parent)
        temporary.touch(mode=0o600, exist_ok=False)
        try:
            yield temporary
            if durable:
                with temporary.open("rb") as done:
                    os.fsync(done.fileno())
            temporary.chmod(0o666 & ~_umask())
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)


def write_bytes(path: Path, data: bytes) -> Path:
    """Write `data` to `path` atomically and return `path`."""
    with replacing(path) as temporary:
        temporary.write_bytes(data)
    return path


def write_text(path: Path, text: str) -> Path:
    """Write `text` as UTF-8 to `path` atomically, line ends as given, and return `path`."""
    return write_bytes(path, text.encode("utf-8"))


def temporary_path(folder: Path) -> Path:
    """Return a new path in `folder` for something that is being made; `sweep` finds it if it is left behind."""
    return folder / f".foedus-{machine()}-{os.getpid()}-{secrets.token_hex(4)}.part"


def sweep(folders: Iterable[Path], *, exclusive: bool) -> None:
    """Remove what processes that were killed left unfinished in `folders` (not below them).

    Parameters
    ----------
    folders
        Folders; those that are missing are passed over.
    exclusive
        True if the caller holds the lock, so that nobody else can be writing there. Else only what was left by
        a process of this machine that has ended is removed.
    """
    for folder in folders:
        with contextlib.suppress(OSError):
            for entry in list(folder.iterdir()):
                made = _TEMPORARY.fullmatch(entry.name)
                if made and (exclusive or _left_behind(made[1], int(made[2]))):
                    shutil.rmtree(entry, ignore_errors=True) if entry.is_dir() else entry.unlink(missing_ok=True)


def _left_behind(mark: str, pid: int) -> bool:
    me = this_process()
    return mark == machine() and Process(pid, me.host, me.boot).ended


def _umask() -> int:
    # The mask can only be read by setting it; temporary files start private, the final one should not.
    mask = os.umask(0)
    os.umask(mask)
    return mask
