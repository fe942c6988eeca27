"""The deeds of a chronology are of the day that heads their entry, whoever did the same before."""

from __future__ import annotations

import pytest

from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.evidence.shared import rows_named

COLON = """The quarrel over the reef

3 May 2009: A Chilean patrol finds Peruvian boats at the reef. Peru sends two warships.
14 June 2013: Peru sends a survey ship to the reef. Chile closes its border with Peru.
August 2017: The court rules for Chile. Peru rejects the ruling.
"""
HEADED = """2009-05-03
Peru sends two warships to the reef that Chile holds.

2013-06-14
Chile closes its border with Peru.

2017-08-21
Peru rejects the ruling for Chile.
"""


@pytest.mark.parametrize("text", [COLON, HEADED])
def test_entries(text: str) -> None:
    document = load_bytes("d.txt", text.encode())
    assert isinstance(document, Document)
    told = {row["type"]: row["date"][:7] for row in rows_named("events", document) if "survey" not in row["quote"]}
    assert told == {"MOBILIZE": "2009-05", "COERCE": "2013-06", "REJECT": "2017-08"}
