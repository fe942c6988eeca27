"""Surnames that a document writes in capitals are names of persons; abbreviations in capitals are not."""

from __future__ import annotations

from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.evidence.shared import rows_named


def named(text: str) -> dict[str, str]:
    document = load_bytes("d.txt", text.encode())
    assert isinstance(document, Document)
    return {row["quote"]: row["actor"] for row in rows_named("actors", document)}


def test_surnames_in_capitals() -> None:
    found = named("Olga TERESHKO lost the vote in Bulgaria to Emil VANDOV. President VANDOV met Viktor ORBAN. VANDOV left on Friday.")
    assert found["Olga TERESHKO"] == "tereshko_olga"
    assert found["Viktor ORBAN"] == "orban_viktor"
    assert found["VANDOV"] == "vandov_emil"


def test_abbreviations_stay() -> None:
    found = named("Bulgaria and NATO opened Operation SERVAL. Viktor met the MINUSMA staff, and Emil UNESCO's envoy.")
    assert set(found.values()) >= {"BGR", "NATO", "MINUSMA"}
    assert not any(actor.startswith(("serval", "unesco_")) for actor in found.values())
