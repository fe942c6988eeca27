"""Lists of articles: JSON Lines, JSON, CSV and TSV, one document for each record."""

from __future__ import annotations

from collections.abc import Iterator

from foedus.documents.decode import UndecodableError, decode
from foedus.documents.formats.entry import Entry

NAME = "articles"
VERSION = "1"
MANY = True

_LINES = (".jsonl", ".ndjson", ".jsonlines", ".json-lines")
_JSON = (".json",)
_CSV = (".csv", ".tsv", ".tab")
#: Damaged characters a list may hold, per character, before it is taken for no text at all.
DAMAGE = 0.01


def recognises(data: bytes, name: str) -> bool:
    """Say whether this is a list of articles by its name; what is in it is judged when it is read."""
    return name.lower().endswith(_LINES + _JSON + _CSV) and bool(data.strip()) and not data.startswith((b"PK\x03\x04", b"%PDF", b"\x1f\x8b"))


def entries(data: bytes, name: str) -> Iterator[Entry]:
    """Yield each record as a document: its id is its own, or line, row or item where not every record has one."""
    from foedus.documents.formats.listing.article import articles
    from foedus.documents.formats.listing.csv_records import MEDIA_TYPE, csv_records
    from foedus.documents.formats.listing.json_records import LINES, WHOLE, json_document, json_lines

    text, encoding, damaged = _text(data)
    lowered = name.lower()
    if lowered.endswith(_CSV):
        records, media = csv_records(text), MEDIA_TYPE
    elif lowered.endswith(_LINES):
        # A list that was named as if it had one record a line.
        records, media = (json_document(text), WHOLE) if text.lstrip("\ufeff \t\r\n").startswith("[") else (json_lines(text), LINES)
    else:
        records, media = json_document(text), WHOLE
    yield from articles(list(records), encoding, media, damaged=damaged)


def _text(data: bytes) -> tuple[str, str, bool]:
    """Decode the list, and say whether some of it is damaged: that does not cost the records around the damage."""
    try:
        found = decode(data)
    except UndecodableError:
        text = data.decode("utf-8", "replace")
        if text.count("\ufffd") > max(1, DAMAGE * len(text)) or "\x00" in text:
            raise
        return text, "utf-8", True
    return found.text, found.encoding, False
