"""From the paths a user names to the files that are read, each with its document id."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from foedus.core.errors import FoedusError
from foedus.documents.model import Metadata
from foedus.pipeline.beside import lists_beside
from foedus.store.folder import CASE_FILE, DATABASE, GENERATED, SCHEMA_FILE

#: Files larger than this are not read unless the user raises the limit.
DEFAULT_MAX_SIZE = 64 * 2**20

_UNITS = {"": 1, "k": 2**10, "m": 2**20, "g": 2**30}


@dataclass(frozen=True, slots=True)
class Source:
    """One file to read.

    Attributes
    ----------
    id
        POSIX path relative to the path that was named.
    path
        Where it lies.
    error
        Why it cannot be read, as far as its directory entry tells; None if it can be tried.
    given
        What a list beside the files says of it; None if none does.
    """

    id: str
    path: Path
    error: str | None = None
    given: Metadata | None = None


def gather(paths: Iterable[Path], *, max_size: int = DEFAULT_MAX_SIZE) -> list[Source]:
    """Return every file below `paths`, sorted by document id.

    Hidden files, the generated folders and the case file of a case folder are passed over; a folder
    reached twice through symbolic links is entered once. A list of works (BibTeX, RIS, CSL-JSON, a table called
    metadata) gives its metadata to the files it names and is no source itself; an entry that names no file there is
    comes back as a source with an error.

    Raises
    ------
    FoedusError
        If a path does not exist, or two different files would have the same document id.
    """
    found: dict[str, Source] = {}
    for path in paths:
        if not os.path.lexists(path):
            raise FoedusError(
                "no-such-path", "there is no such file or folder", where=str(path),
                expected="a file, or a folder of documents", hint="check the spelling; relative paths start from the folder you are in",
            )  # fmt: skip
        for relative, file in _files(path):
            source = _source(relative, file, max_size)
            other = found.setdefault(source.id, source)
            if other.path != source.path and not _same(other.path, source.path):
                raise FoedusError(
                    "same-document-id", f"two files would both be document {source.id!r}", where=f"{other.path} and {source.path}",
                    expected="one file for each document id, which is its path below the path named",
                    hint="name the folder that holds both, or read them into different folders",
                )  # fmt: skip
    return sorted(_with_lists(found), key=lambda s: s.id)


def _with_lists(found: dict[str, Source]) -> list[Source]:
    """Give every file what the lists beside it say; the lists themselves are no documents."""
    beside = lists_beside({s.id: s.path for s in found.values() if s.error is None})
    told = [Source(doc, path, why) for doc, (path, why) in beside.problems.items()]
    kept = [s for s in found.values() if s.id not in beside.lists]
    return [replace(s, given=beside.given.get(s.id)) for s in kept] + told


def parse_size(text: str) -> int:
    """Return a size such as ``500k``, ``64M`` or ``2G`` in bytes.

    Raises
    ------
    FoedusError
        If it is no size.
    """
    match = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*([kmg]?)i?b?\s*", text, re.IGNORECASE)
    if not match:
        raise FoedusError("bad-size", f"{text!r} is no size", expected="a number with k, M or G", hint="for example --max-size 200M")
    return int(float(match[1]) * _UNITS[match[2].lower()])


def size_text(size: int) -> str:
    """Return a number of bytes as people write it."""
    for unit, name in ((2**30, "GB"), (2**20, "MB"), (2**10, "kB")):
        if size >= unit:
            return f"{size / unit:.3g} {name}"
    return f"{size} bytes"


def _files(path: Path) -> Iterator[tuple[str, Path]]:
    if not path.is_dir():
        yield path.name, path
        return
    seen: set[tuple[int, int]] = set()
    waiting = [path]
    while waiting:
        folder = waiting.pop()
        try:
            here = folder.stat()
            entries = sorted(folder.iterdir())
        except OSError:
            yield folder.relative_to(path).as_posix(), folder  # told of as a document that cannot be read
            continue
        if (here.st_dev, here.st_ino) in seen:
            continue
        seen.add((here.st_dev, here.st_ino))
        passed = _passed_over(entries)
        for entry in entries:
            if entry.name in passed or entry.name.startswith("."):
                continue
            if entry.is_dir():
                waiting.append(entry)
            else:
                yield entry.relative_to(path).as_posix(), entry


def _passed_over(entries: list[Path]) -> set[str]:
    names = {e.name for e in entries}
    if CASE_FILE in names:
        return {CASE_FILE, SCHEMA_FILE, *GENERATED}
    if DATABASE in names:  # the output of an earlier reading, set into the folder that is read
        return names
    return set()


def _source(relative: str, path: Path, max_size: int) -> Source:
    name = PurePosixPath(relative).as_posix()
    # A name that is no UTF-8 cannot be written into JSON; its odd bytes are spelt out instead.
    doc = os.fsencode(name).decode("utf-8", "backslashreplace")
    try:
        entry = path.stat()
        if stat.S_ISDIR(entry.st_mode):
            next(path.iterdir(), None)
            return Source(doc, path, "this folder cannot be opened")
    except FileNotFoundError:
        return Source(doc, path, "this link leads nowhere")
    except OSError as error:
        return Source(doc, path, _reason(error))
    if not stat.S_ISREG(entry.st_mode):
        return Source(doc, path, "this is no regular file")
    if entry.st_size > max_size:
        return Source(
            doc, path,
            f"{size_text(entry.st_size)} is more than the limit of {size_text(max_size)}; --max-size raises it",
        )  # fmt: skip
    return Source(doc, path)


def read_bytes(source: Source) -> bytes | str:
    """Return the bytes of `source`, or in words why they cannot be had."""
    if source.error:
        return source.error
    try:
        return source.path.read_bytes()
    except OSError as error:
        return _reason(error)


def _reason(error: OSError) -> str:
    if isinstance(error, PermissionError):
        return "permission denied: you have no right to read it"
    return f"the system cannot read it: {(error.strerror or str(error)).lower()}"


def _same(a: Path, b: Path) -> bool:
    try:
        return a.samefile(b)
    except OSError:
        return False
