"""Hangul: .hwpx, the zipped XML of KS X 6101 (OWPML). Binary .hwp is another format and refused elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

from foedus.documents.formats.container import names
from foedus.documents.formats.entry import Entry

NAME = "hwpx"
VERSION = "1"
MEDIA_TYPE = "application/hwp+zip"


def recognises(data: bytes, name: str) -> bool:  # noqa: ARG001 the contents tell
    """Say whether the file is a package with sections of Hangul text in it."""
    held = names(data)
    return any(n.startswith("Contents/section") and n.endswith(".xml") for n in held)


def entries(data: bytes, name: str) -> Iterator[Entry]:  # noqa: ARG001 the id tells nothing more
    """Yield the one document of the file."""
    from foedus.documents.formats.hwpx_read import read

    yield Entry("", read(data), media_type=MEDIA_TYPE)
