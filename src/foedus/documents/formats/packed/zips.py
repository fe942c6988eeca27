"""Zip archives."""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from collections.abc import Iterator

from foedus.documents.decode import UndecodableError
from foedus.documents.formats.entry import Entry
from foedus.documents.formats.packed.limits import MEMBER, MEMBERS, Budget, inner_path, named, passed_over

MEDIA_TYPE = "application/zip"
_UTF8 = 0x800  # the flag bit that says a name is UTF-8
_ENCRYPTED = 0x1


def from_zip(data: bytes) -> Iterator[Entry]:
    """Yield the files of a zip archive, or why one cannot be had.

    Raises
    ------
    UndecodableError
        If it cannot be opened, or holds no file.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        infos = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError) as problem:
        raise UndecodableError(f"a zip archive that cannot be opened ({str(problem).lower()}); fetch or pack it anew", MEDIA_TYPE) from None
    if len(infos) > MEMBERS:
        raise UndecodableError(f"a zip archive of {len(infos):,} files, more than the limit of {MEMBERS:,}; unpack it and read the folder", MEDIA_TYPE)
    codec = named([raw for i in infos if (raw := _raw(i))])
    budget, any_file = Budget(), False
    with archive:
        for info in infos:
            raw = _raw(info)
            name = info.filename if raw is None else raw.decode(codec, "replace")
            if info.is_dir() or name.endswith("\\") or passed_over(name.replace("\\", "/")):
                continue
            any_file = True
            path, refused = inner_path(name)
            refused = refused or _refused(info) or budget.refusal(info.file_size, info.compress_size)
            content = refused or _read(archive, info)
            if isinstance(content, bytes):
                budget.total += len(content)
            yield Entry("/" + budget.unique(path), content)
    if not any_file:
        raise UndecodableError("a zip archive that holds no file; expected documents in it", MEDIA_TYPE)


def _raw(info: zipfile.ZipInfo) -> bytes | None:
    """Return the bytes of a name whose encoding the archive does not tell, or None."""
    if info.flag_bits & _UTF8:
        return None
    try:
        return info.filename.encode("cp437")
    except UnicodeEncodeError:  # taken from the field that holds it in Unicode
        return None


def _refused(info: zipfile.ZipInfo) -> str | None:
    if info.flag_bits & _ENCRYPTED:
        return "it is encrypted; unpack the archive with its password and read the folder"
    mode = info.external_attr >> 16
    if stat.S_IFMT(mode) and not stat.S_ISREG(mode):
        return "it is a link or a device, which are not followed inside an archive"
    return None


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes | str:
    """Return the bytes of a file, never more than the limit whatever its entry says."""
    try:
        with archive.open(info) as file:
            data = file.read(min(MEMBER, info.file_size) + 1)
    except NotImplementedError:
        return "it is packed in a way that is not supported; unpack the archive and read the folder"
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError) as problem:
        return f"it is damaged in the archive ({str(problem).lower() or type(problem).__name__}); fetch or pack the archive anew"
    if len(data) > info.file_size:
        return "it is larger than the archive says; fetch or pack the archive anew"
    return data
