"""Web pages: HTML, XHTML, and pages saved in one file (MHTML)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from foedus.documents.decode import BOMS
from foedus.documents.formats.entry import Entry

NAME = "html"
VERSION = "1"

_NAMED = (".html", ".htm", ".xhtml", ".shtml", ".xht", ".mht", ".mhtml")
_OPENS = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*(?:<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>])", re.IGNORECASE | re.DOTALL
)
_TAG = re.compile(r"</?(?:p|div|br|a|h[1-6]|span|table|ul|ol|li|pre|html|body|article|section|font|center|b|i|strong|em)(?:\s[^<>]*)?/?>", re.IGNORECASE)
HEAD = 4096  #: bytes in which a page shows itself


def recognises(data: bytes, name: str) -> bool:
    """Say whether these bytes are a web page, by how they begin; by its name if it holds any markup at all."""
    codec = next((c for bom, c in BOMS if data.startswith(bom)), "latin-1")
    if codec == "latin-1" and data[1:2] == b"\x00":
        codec = "utf-16-le"
    head = data[:HEAD].decode(codec, "replace").lstrip("\ufeff")
    if _OPENS.match(head):
        return True
    if not name.lower().endswith(_NAMED):
        return _is_archive(data)
    return bool(_TAG.search(data[: 16 * HEAD].decode(codec, "replace"))) or _is_archive(data)


def entries(data: bytes, name: str) -> Iterator[Entry]:  # noqa: ARG001 -- the page does not need its name
    """Yield the page as one document."""
    from foedus.documents.formats.page.text import decode_page

    yield Entry("", decode_page(data))


def _is_archive(data: bytes) -> bool:
    from foedus.documents.formats.page.source import is_mhtml

    return b"ime-" in data[:HEAD].lower() and is_mhtml(data)
