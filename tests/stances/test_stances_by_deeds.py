"""The matter of a text, and the sides that deeds take on it, in texts of our own."""

from __future__ import annotations

import pytest

from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.evidence.readers import stances
from foedus.evidence.rows import Row


def read(text: str) -> dict[str, list[Row]]:
    document = load_bytes("notes.txt", text.encode())
    assert isinstance(document, Document)
    out: dict[str, list[Row]] = {}
    for r in stances.read(document):
        if r is not None:
            assert document.text[r["start"] : r["end"]] == r["quote"]
            out.setdefault(r["actor"].removesuffix("_GOV"), []).append(r)
    return out


def directions(told: dict[str, list[Row]]) -> dict[str, set[str]]:
    return {actor: {r["direction"] for r in rows} for actor, rows in told.items()}


RAID = {
    "en": "The raid on the islands\n\n4 May 2012\n\nPeru attacked the islands of Ecuador on 2 May 2012. Chile suspended arms sales to Peru. Brazil"
    " expressed solidarity with Peru. Uruguay recalled its ambassador from Lima.\n",
    "es": "El asalto a las islas\n\n4 de mayo de 2012\n\nPerú atacó las islas de Ecuador el 2 de mayo de 2012. Chile rompió relaciones con Perú."
    " Brasil respaldó a Perú. Uruguay expulsó al embajador peruano.\n",
    "ko": "섬 공격과 주변국\n\n2012년 5월 4일\n\n페루는 2012년 5월 2일 에콰도르의 섬을 공격했다. 칠레는 페루에 제재를 부과했다. 브라질은 페루를 지지했다."
    " 우루과이는 페루를 비난했다.\n",
}


@pytest.mark.parametrize("code", sorted(RAID))
def test_deeds_towards_whoever_does_it_take_a_side(code: str) -> None:
    told = directions(read(RAID[code]))
    assert (told["PER"], told["CHL"], told["BRA"], told["URY"]) == ({"for"}, {"against"}, {"for"}, {"against"})


def test_a_side_shown_by_a_deed_is_inferred_and_linked_to_the_event() -> None:
    told = read(RAID["en"])
    for actor in ("PER", "CHL", "BRA", "URY"):
        (row,) = told[actor]
        assert row["basis"] == "inferred"
        assert row["event"] == told["PER"][0]["event"] is not None
        assert row["ascribed_by"] is None
    assert "suspended arms sales" in told["CHL"][0]["words"]


def test_deeds_without_a_matter_show_nothing() -> None:
    assert read("Notes\n\n4 May 2012\n\nPeru recalled its ambassador from Ecuador. The ferry ran twice a day in winter.\n") == {}


def test_who_is_attacked_does_not_join_the_attack_by_sending_troops() -> None:
    text = RAID["en"].replace("Uruguay recalled", "Ecuador sent 900 soldiers to the border. Uruguay recalled")
    assert directions(read(text)).get("ECU") in (None, {"against"})
