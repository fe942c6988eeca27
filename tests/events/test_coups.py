"""A coup told of one state alone is its forces' deed, done to it; who leads or backs one is told as the text has it."""

from __future__ import annotations

import pytest

from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.evidence.read import read_document
from foedus.evidence.shared import rows_named


@pytest.mark.parametrize(
    "text",
    ["The 2012 coup in Gabon surprised the region.", "El golpe de Estado en Gabón de 2012 sorprendió a la región.", "2012년 가봉 쿠데타가 일어났다."],
)
def test_forces_of_the_state_did_it(text: str) -> None:
    document = load_bytes("d.txt", text.encode())
    assert isinstance(document, Document)
    told = [(r["actors"], r["recipients"]) for r in rows_named("events", document) if r["type"] == "ASSAULT"]
    assert told == [(["GAB_MILITARY"], ["GAB"])]


def test_a_coup_staged_by_another_is_not_the_forces_of_its_state() -> None:
    document = load_bytes("d.txt", b"France's coup against Gabon was condemned by Chad.")
    assert isinstance(document, Document)
    assert all("GAB_MILITARY" not in r["actors"] and "FRA_MILITARY" not in r["actors"] for r in rows_named("events", document))


def test_a_coup_is_one_event_as_a_coup_and_as_a_seizure_of_power_in_any_language() -> None:
    texts = {
        "en": "12 May 2021\n\nThe generals of Mali seized power on Monday. The army of Mali staged the coup before dawn.",
        "es": "12 de mayo de 2021\n\nLos militares de Malí tomaron el poder el lunes. El ejército de Malí dio un golpe de Estado antes del alba.",
        "ko": "2021년 5월 12일\n\n말리군은 10일 쿠데타를 일으켰다. 말리 군부는 10일 정권을 장악했다.",
    }
    found = [r["event"] for text in texts.values() for r in read_document(load_bytes("a.txt", text.encode()))["events"]]
    assert len(found) == 6
    assert len(set(found)) == 1
