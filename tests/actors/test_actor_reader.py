"""The reader on whole documents: exact raw anchors, notes and reference lists left out, the same rows twice."""

from __future__ import annotations

import unicodedata

from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.evidence.readers import actors
from foedus.evidence.rows import TABLES

TEXT = """Armenia asks for talks

By Clara Whitfield, 12 May 2021

The government of Armenia asked Russia for talks on Monday. [1] France and the United Nations (UN) agreed; Baku did not.

References

[1] Belgian Notes: Uruguay and Paraguay in the news, 11 May 2021
"""


def _load(text: str, name: str = "a.txt", encoding: str = "utf-8") -> Document:
    document = load_bytes(name, text.encode(encoding))
    assert isinstance(document, Document)
    return document


def test_rows_carry_raw_anchors_and_the_keys_of_the_table() -> None:
    document = _load(TEXT)
    rows = list(actors.read(document))
    assert rows
    for r in rows:
        assert document.text[r["start"] : r["end"]] == r["quote"]
        assert tuple(r) == TABLES["actors"].columns
        assert r["method"] == f"{actors.NAME}/{actors.VERSION}"
    assert len({r["id"] for r in rows}) == len(rows)


def test_who_is_named_in_the_body_is_read_and_who_is_named_in_the_references_is_not() -> None:
    found = {r["actor"] for r in actors.read(_load(TEXT))}
    assert {"ARM", "ARM_GOV", "RUS", "FRA", "UN", "AZE_GOV", "whitfield_clara"} <= found
    assert not {"URY", "PRY", "BEL"} & found


def test_two_readings_are_identical() -> None:
    document = _load(TEXT)
    assert list(actors.read(document)) == list(actors.read(document))


def test_decomposed_hangul_is_anchored_in_the_text_as_received() -> None:
    text = unicodedata.normalize(
        "NFD", "카자흐스탄 정부는 러시아에 도움을 요청했다고 말했다.\n\n중국은 침묵했다.\n"
    )
    rows = list(actors.read(_load(text)))
    assert [r["actor"] for r in rows] == ["KAZ_GOV", "RUS", "CHN"]
    assert all(text[r["start"] : r["end"]] == r["quote"] for r in rows)
    assert unicodedata.normalize("NFC", rows[0]["quote"]) == "카자흐스탄 정부"


def test_an_empty_body_has_no_rows() -> None:
    assert list(actors.read(_load("nothing is named here at all.\n"))) == []
