"""The two readers over whole documents: anchors, what supplied a year, and the figures of tables."""

from __future__ import annotations

from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.evidence.readers import dates, quantities

TEXT = """The fleet leaves port

By A. Writer, 12 May 2018, www.example.org

On 9 May the council counted 1,500 sailors and left 40% of them ashore. [1]

Table 1. Ships by port, 2017

Port               Ships        Share (%)

Northhaven         1,200        61.5

Southhaven           -          20

## References

[1] Harbour Gazette, 3 May 2016, 77 pages.
"""


def _document(text: str) -> Document:
    document = load_bytes("fleet.txt", text.encode())
    assert isinstance(document, Document)
    return document


def test_anchors_are_the_words_themselves() -> None:
    document = _document(TEXT)
    for made in [*dates.read(document), *quantities.read(document)]:
        assert TEXT[made["start"] : made["end"]] == made["quote"]
        assert 0 < made["confidence"] <= 1


def test_the_byline_supplies_the_year() -> None:
    found = {r["quote"]: r for r in dates.read(_document(TEXT))}
    assert set(found) == {"12 May 2018", "9 May", "2017"}  # the note's dates belong to the work it cites
    assert found["9 May"]["iso"] == "2018-05-09"
    source = found["9 May"]["resolved_from"]
    assert TEXT[source["start"] : source["end"]] == "12 May 2018"
    assert found["12 May 2018"]["resolved_from"] is None


def test_quantities_of_sentences_and_tables() -> None:
    found = {r["quote"]: r for r in quantities.read(_document(TEXT))}
    assert set(found) == {"1,500 sailors", "40%", "1,200", "61.5", "20"}
    assert found["1,500 sailors"]["value"] == 1500
    assert found["1,500 sailors"]["as_of"] == "2018-05-09"
    assert (found["20"]["unit"], found["20"]["unit_kind"], found["20"]["as_of"]) == ("%", "share", "2017")
    assert found["1,200"]["unit"] == "ships"
    assert "Northhaven" in found["1,200"]["about"]


def test_ranks_of_a_table_are_no_quantities() -> None:
    text = "표 2. 항구별 선박, 2017년\n\n  항구        선박 비율 (%)\n\n1. 북항            61.5\n\n2. 남항            20\n"
    document = load_bytes("항구.txt", text.encode())
    assert isinstance(document, Document)
    assert [r["quote"] for r in quantities.read(document)] == ["61.5", "20"]
