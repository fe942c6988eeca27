"""OpenDocument text: .odt, of LibreOffice and others."""

from __future__ import annotations

from collections.abc import Iterator

from foedus.documents.formats.container import names
from foedus.documents.formats.entry import Entry

NAME = "odt"
VERSION = "1"
MEDIA_TYPE = "application/vnd.oasis.opendocument.text"


def recognises(data: bytes, name: str) -> bool:  # noqa: ARG001 the contents tell
    """Say whether the file is an OpenDocument text."""
    # The type stands uncompressed at the head of the package; some writers leave it out.
    return {"content.xml", "META-INF/manifest.xml"} <= names(data) and (b"opendocument.text" in data[:200] or b"mimetype" not in data[:200])


def entries(data: bytes, name: str) -> Iterator[Entry]:  # noqa: ARG001 the id tells nothing more
    """Yield the one document of the file."""
    from foedus.documents.formats.odt_read import read

    yield Entry("", read(data), media_type=MEDIA_TYPE)
