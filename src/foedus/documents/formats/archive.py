"""Archives: zip, tar and gzip, each of their files a document or a file to be opened in turn."""

from __future__ import annotations

from collections.abc import Iterator

from foedus.documents.formats.entry import Entry

NAME = "archive"
VERSION = "1"
MANY = True

_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
#: Bytes from the start in which the first files of a zip name themselves, and from the end its list of files.
HEAD, TAIL = 256, 1 << 20
_TAR = (b"ustar\x0000", b"ustar  \x00")


def recognises(data: bytes, name: str) -> bool:  # noqa: ARG001 -- archives show themselves
    """Say whether this is an archive. Documents that are zips inside (docx, odt, epub ...) are not: they have formats of their own."""
    if data.startswith(_ZIP):
        # A zip whose list of files is lost still is one; it is told of when it is opened.
        return not _is_document(data)
    return data.startswith(b"\x1f\x8b") or data[257:265] in _TAR


def entries(data: bytes, name: str) -> Iterator[Entry]:
    """Yield the files of the archive, in its order."""
    from foedus.documents.formats.packed.beside import may_hold_lists, with_lists
    from foedus.documents.formats.packed.tars import from_gzip, from_tar
    from foedus.documents.formats.packed.zips import from_zip

    packed = data.startswith(b"\x1f\x8b")
    found = from_zip(data) if data.startswith(_ZIP) else from_gzip(data, name) if packed else from_tar(data)
    yield from with_lists(found) if packed or may_hold_lists(data) else found


def _is_document(data: bytes) -> bool:
    return data[30:38] == b"mimetype" or b"[Content_Types].xml" in data[:HEAD] or b"[Content_Types].xml" in data[-TAIL:]
