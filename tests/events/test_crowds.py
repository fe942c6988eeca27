"""A crowd is of the state where it is told to be: by the tables of places, else as the paragraph tells."""

from __future__ import annotations

from dataclasses import replace

import pytest

from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.evidence.events.crowds import towns
from foedus.evidence.readers import events
from foedus.evidence.syntax import dependency
from foedus.langs.grammar.cities import states_of_town


def last(text: str, code: str) -> tuple[list[str], list[str]]:
    if code == "en" and not dependency.available():
        pytest.skip("the parser is not installed")
    if code == "ko":
        pytest.importorskip("kiwipiepy")
    document = load_bytes("text.txt", text.encode())
    assert isinstance(document, Document)
    parts = tuple(replace(p, language=code, segments=tuple(replace(s, language=code, kind="sentence") for s in p.segments)) for p in document.parts)
    row = [r for r in events.read(replace(document, parts=parts)) if r][-1]
    return row["actors"], row["recipients"]


@pytest.mark.parametrize(
    ("code", "text", "wanted"),
    [
        ("en", "Egypt closed the crossing. Egypt was silent. Protesters in Atbara burned the party office.", "SDN_MASSES"),
        ("en", "Algeria recalled its envoy to Niger. The people of Kidal took to the streets.", "MLI_MASSES"),
        ("es", "Chile cerró la frontera. Los manifestantes en Arequipa quemaron la sede del partido.", "PER_MASSES"),
        ("es", "Colombia calló. Los estudiantes de Maracaibo salieron a las calles.", "VEN_MASSES"),
        ("es", "Brasil negó la versión. En Encarnación los campesinos bloquearon el puente.", "PRY_MASSES"),
        ("en", "Iran warned Oman. Shopkeepers in Quetta went on strike.", "PAK_MASSES"),
        ("ko", "일본은 침묵했다. 광주 시민들이 계엄령에 항의했다.", "KOR_MASSES"),
        ("ko", "칠레는 국경을 닫았다. 아레키파 시위대가 도로를 봉쇄했다.", "PER_MASSES"),
        # a place in no table: the state that the paragraph tells of most
        ("en", "Togo raised the tax, and Togo sent policemen north. Benin looked on. Demonstrators in Wubbafo burned the customs house.", "TGO_MASSES"),
    ],
)
def test_a_crowd_is_of_the_state_where_it_is(code: str, text: str, wanted: str) -> None:
    assert last(text, code)[0] == [wanted]


@pytest.mark.parametrize(
    ("code", "text", "wanted"),
    [
        ("en", "Chad hosts French soldiers near Abéché. Marchers in Abéché demanded that the French base be closed.", (["TCD_MASSES"], ["FRA"])),
        ("en", "Protesters outside the Russian base in Gyumri called for its closure.", (["ARM_MASSES"], ["RUS"])),
        ("en", "Crowds in Niamey marched on the French embassy.", (["NER_MASSES"], ["FRA"])),
        ("es", "Los habitantes de Okinawa protestaron contra la base estadounidense.", (["JPN_MASSES"], ["USA"])),
        ("ko", "니아메 시민들은 프랑스 대사관 앞에서 시위했다.", (["NER_MASSES"], ["FRA"])),
    ],
)  # fmt: skip
def test_who_marches_on_a_base_is_not_of_its_owner(code: str, text: str, wanted: tuple[list[str], list[str]]) -> None:
    assert last(text, code) == wanted


def test_a_crowd_rises_against_its_own_government() -> None:
    text = "Brasil observaba con inquietud. Los vecinos de Cochabamba protestaron contra el gobierno."
    assert last(text, "es") == (["BOL_MASSES"], ["BOL_GOV"])


def test_namesakes_stand_by_size() -> None:
    assert states_of_town("Córdoba")[0] == "ARG"
    assert "ESP" in states_of_town("Córdoba")
    assert states_of_town("March") == ()  # "in March" is no town


def test_only_what_stands_where_a_place_stands_is_looked_up() -> None:
    text = "Victoria and her friends in Maracaibo"
    assert towns(text, 0, len(text), (), {"in"}) == ([states_of_town("Maracaibo")], False)
    assert towns("people in Wubbafo", 0, 17, (), {"in"}) == ([], True)
