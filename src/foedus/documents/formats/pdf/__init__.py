"""PDF: the glyphs of every page set in reading order, lines made paragraphs, tables rows."""

from __future__ import annotations

from collections.abc import Iterator

from foedus.documents.formats.entry import Entry

NAME = "pdf"
VERSION = "1"
MEDIA_TYPE = "application/pdf"


def recognises(data: bytes, name: str) -> bool:
    """Say whether the file is a PDF: by its signature, which may stand behind a few other bytes."""
    head = data[:1024]
    return head.lstrip(b"\xef\xbb\xbf \t\r\n\x00").startswith(b"%PDF-") or (name.lower().endswith(".pdf") and b"%PDF-" in head)


def entries(data: bytes, name: str) -> Iterator[Entry]:  # noqa: ARG001 the id tells nothing more
    """Yield the one document of the file."""
    from foedus.documents.formats.pdf.read import read

    yield Entry("", read(data), media_type=MEDIA_TYPE)
