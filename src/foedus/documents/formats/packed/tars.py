"""Tar archives and files packed with gzip."""

from __future__ import annotations

import io
import tarfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath

from foedus.documents.decode import UndecodableError
from foedus.documents.formats.entry import Entry
from foedus.documents.formats.packed.limits import (
    MEMBER,
    MEMBERS,
    RATIO,
    SMALL,
    TOTAL,
    Budget,
    inner_path,
    named,
    passed_over,
)

GZIP, TAR = "application/gzip", "application/x-tar"
_CHUNK = 2**20


def from_gzip(data: bytes, name: str) -> Iterator[Entry]:
    """Yield the file that is packed, or the files of the tar archive that is.

    Raises
    ------
    UndecodableError
        If it is damaged, or unpacks to more than the limits.
    """
    archive = name.lower().endswith((".tar.gz", ".tgz"))
    unpacked = _unpacked(data, TOTAL if archive else MEMBER)
    if archive or unpacked[257:262] == b"ustar":
        yield from from_tar(unpacked)
        return
    inner = PurePosixPath(name).name
    inner = inner[:-3] if inner.lower().endswith(".gz") and len(inner) > 3 else "content"
    yield Entry("/" + inner_path(inner)[0], unpacked)


def _unpacked(data: bytes, limit: int) -> bytes:
    out: list[bytes] = []
    size = 0
    rest = data
    while rest.startswith(b"\x1f\x8b"):
        stream = zlib.decompressobj(wbits=31)
        piece = rest
        try:
            while piece and not stream.eof:
                out.append(stream.decompress(piece, _CHUNK))
                size += len(out[-1])
                if size > limit:
                    raise UndecodableError(f"a gzip file that unpacks to more than {limit // 2**20} MB; unpack it and read that", GZIP)
                if size > SMALL and size > RATIO * len(data):
                    raise UndecodableError(f"a gzip file that unpacks to more than {RATIO} times its size, as no text does; unpack it and look at it first", GZIP)
                piece = stream.unconsumed_tail
        except zlib.error as problem:
            raise UndecodableError(f"a damaged gzip file ({problem}); fetch or pack it anew", GZIP) from None
        if not stream.eof:
            raise UndecodableError("a gzip file that is cut short; fetch or pack it anew", GZIP)
        rest = stream.unused_data
    return b"".join(out)


def from_tar(data: bytes) -> Iterator[Entry]:
    """Yield the files of a tar archive, or why one cannot be had.

    Raises
    ------
    UndecodableError
        If it cannot be opened, holds too many files or none.
    """
    budget, any_file = Budget(), False
    try:
        with tarfile.open(fileobj=io.BytesIO(data), mode="r:", errors="surrogateescape", encoding="utf-8") as archive:
            for member in archive:
                budget.members += 1
                if budget.members > MEMBERS:
                    raise UndecodableError(f"a tar archive of more than {MEMBERS:,} files; unpack it and read the folder", TAR)
                name = _name(member.name)
                if member.isdir() or passed_over(name):
                    continue
                any_file = True
                path, refused = inner_path(name)
                if not member.isreg():
                    refused = refused or "it is a link or a device, which are not followed inside an archive"
                refused = refused or budget.refusal(member.size, member.size)
                content: bytes | str = refused or ""
                if not refused:
                    file = archive.extractfile(member)
                    content = file.read() if file else "it cannot be read in the archive"
                    if isinstance(content, bytes) and len(content) < member.size:
                        content = "it is cut short in the archive; fetch or pack the archive anew"
                if isinstance(content, bytes):
                    budget.total += len(content)
                yield Entry("/" + budget.unique(path), content)
    except (tarfile.TarError, EOFError, OSError, ValueError) as problem:
        raise UndecodableError(f"a tar archive that cannot be read to its end ({problem}); fetch or pack it anew", TAR) from None
    if not any_file:
        raise UndecodableError("a tar archive that holds no file; expected documents in it", TAR)


def _name(name: str) -> str:
    raw = name.encode("utf-8", "surrogateescape")
    return raw.decode(named([raw]), "replace")
