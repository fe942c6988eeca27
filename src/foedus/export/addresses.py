"""Under which address the text of a document is found."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from foedus.export.evidence import Evidence
from foedus.export.pieces import Piece

DOCUMENTS = "documents/"
_SAFE = "/-._~"


def source(evidence: Evidence, doc: str, base: str) -> str:
    """Return the IRI of the text that a document's offsets count in.

    Parameters
    ----------
    base
        Where the documents lie. Of a document whose file is not its text (PDF, an entry of an archive, another
        encoding) the text lies in the export itself, and the address is relative to it.
    """
    file = evidence.text_file(doc)
    return base + quote(doc, safe=_SAFE) if file is None else quote(file, safe=_SAFE)


def texts(evidence: Evidence) -> Iterator[Piece]:
    """Yield the texts that offsets count in and that no file outside the export holds."""
    for row in evidence.rows("documents"):
        file = evidence.text_file(row["doc"])
        text = None if file is None else evidence.text(row["doc"])
        if file is not None and text is not None:
            yield Piece(file, [text.encode("utf-8", "surrogatepass")])
