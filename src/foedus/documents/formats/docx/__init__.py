"""Word: .docx, .docm and their templates."""

from __future__ import annotations

from collections.abc import Iterator

from foedus.documents.formats.container import names
from foedus.documents.formats.entry import Entry

NAME = "docx"
VERSION = "1"
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def recognises(data: bytes, name: str) -> bool:  # noqa: ARG001 the contents tell
    """Say whether the file is a package with a Word document in it."""
    held = names(data)
    return "[Content_Types].xml" in held and any(n.startswith("word/document") and n.endswith(".xml") for n in held)


def entries(data: bytes, name: str) -> Iterator[Entry]:  # noqa: ARG001 the id tells nothing more
    """Yield the one document of the file."""
    from foedus.documents.formats.docx.read import read

    yield Entry("", read(data), media_type=MEDIA_TYPE)
