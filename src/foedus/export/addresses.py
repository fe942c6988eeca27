"""Under which address the text of a document is found, and which file it is."""

from __future__ import annotations

from urllib.parse import quote, unquote

from foedus.evidence.rows import Row

DOCUMENTS = "documents/"
TEXTS = "texts/"
_SAFE = "/-._~"


def is_plain(row: Row) -> bool:
    """Say whether a document's file is its text, so that offsets count in the file itself (read as UTF-8)."""
    return row.get("text_sha256") is not None and row["text_sha256"] == row.get("sha256")


def text_file(doc: str) -> str:
    """Return the path of the decoded text of a converted document, below the folder of an export."""
    return f"{TEXTS}{doc}.txt"


def source(row: Row, base: str) -> str:
    """Return the IRI of the text that a document's offsets count in.

    Parameters
    ----------
    row
        Its row of the table ``documents``.
    base
        Where the documents lie; of converted ones (PDF, other encodings) the decoded text lies in ``texts/``
        beside the export.
    """
    return (base + quote(row["doc"], safe=_SAFE)) if is_plain(row) else quote(text_file(row["doc"]), safe=_SAFE)


def document(iri: str, base: str) -> str:
    """Return the id of the document with this address: the inverse of `source`."""
    if iri.startswith(base):
        return unquote(iri[len(base) :])
    return unquote(iri).removeprefix(TEXTS).removesuffix(".txt")
