"""A quotation of nobody named belongs to whom its footnote cites, if the note cites one work by one person."""

from __future__ import annotations

import pytest

from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.evidence.claims.noted import CONFIDENCE
from foedus.evidence.confidence import level
from foedus.evidence.readers import claims

BODY = "The posts on the border closed on Monday. As one traveller noted, “nobody told us why”. [1] The queue grew."
ONE = "[1] Ana Ruiz: A week at the border, Example Times, 3 March 2021, https://example.org/week"
TWO = ONE + "; Tom Hale: The queue, Example Post, 4 March 2021, https://example.org/queue"
NEXT = "[2] Border Service: Yearbook 2021, p. 7"


@pytest.mark.parametrize(("note", "speaker"), [(ONE, "ruiz_ana"), (TWO, "UNSPECIFIED")])
def test_the_note_tells_who_is_quoted(note: str, speaker: str) -> None:
    document = load_bytes("d.txt", f"A border without posts\n\n{BODY}\n\n{note}\n\n{NEXT}\n".encode())
    assert isinstance(document, Document)
    (found,) = [r for r in claims.read(document) if "nobody told us" in r["quote"]]
    assert (found["speaker"], found["form"]) == (speaker, "direct")
    assert found["confidence"] <= level("claims", CONFIDENCE)
