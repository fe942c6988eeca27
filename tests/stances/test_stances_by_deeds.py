"""The matter of a text, and the sides that deeds take on it, in texts of our own."""

from __future__ import annotations

import tomllib
from pathlib import Path

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
    "ru": "Нападение на острова\n\n4 мая 2012\n\nПеру напало на острова Эквадора 2 мая 2012 года. Чили разорвало отношения с Перу. Бразилия поддержала Перу."
    " Уругвай осудил Перу. Боливия осудила нападение на острова.\n",
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


BLOCKADE = {
    "en": ("Peru's blockade of the strait\n\n4 May 2012\n\nPeru imposed a blockade on Ecuador on 2 May 2012. Chile is in favour. Brazil is torn. Uruguay says it"
           " is against it. Bolivia voted for a resolution which condemns the blockade. Paraguay vetoed a resolution condemning the blockade. Colombia called the"
           " blockade an act of piracy.\n"),
    "es": ("El bloqueo del estrecho\n\n4 de mayo de 2012\n\nPerú impuso un bloqueo a Ecuador el 2 de mayo de 2012. Chile está a favor. Brasil se abstuvo. Uruguay lo"
           " rechaza. Bolivia votó a favor de una resolución que condena el bloqueo. Paraguay vetó una resolución que condena el bloqueo. Colombia calificó el bloqueo"
           " de piratería.\n"),
    "ko": ("해협 봉쇄를 둘러싼 논쟁\n\n2012년 5월 4일\n\n페루는 2012년 5월 2일 에콰도르에 대한 해협 봉쇄를 단행했다. 칠레는 봉쇄에 찬성했다. 브라질은 기권했다. 우루과이는 이를"
           " 규탄했다. 볼리비아는 봉쇄를 규탄하는 결의안을 지지했다. 파라과이는 봉쇄를 규탄하는 결의안을 거부했다. 콜롬비아는 봉쇄를 해적 행위라고 규정했다.\n"),
}
SIDES = {"CHL": "for", "BRA": "mixed", "URY": "against", "BOL": "against", "PRY": "for", "COL": "against"}


@pytest.mark.parametrize("code", sorted(BLOCKADE))
def test_sides_on_what_was_told_before_and_on_texts_about_it(code: str) -> None:
    told = directions(read(BLOCKADE[code]))
    assert {a: told.get(a) for a in SIDES} == {a: {d} for a, d in SIDES.items()}


@pytest.mark.parametrize(("text", "actors"), [
    ("The ferry ran twice a day in winter. Peru wants the mandate to be renewed. So do Chile and Brazil.\n", {"PER", "CHL", "BRA"}),
    ("Perú pide la renovación del mandato. Lo mismo pide Chile.\n", {"PER", "CHL"}),
    ("페루는 임기 연장을 요구했다. 칠레도 마찬가지였다.\n", {"PER", "CHL"}),
])  # fmt: skip
def test_an_echo_wants_what_the_one_before_wants(text: str, actors: set[str]) -> None:
    told = read(text)
    assert set(told) == actors
    assert len({r["issue"] for rows in told.values() for r in rows}) == 1


@pytest.mark.parametrize(("text", "actor", "word"), [
    ("Peru urged Chile not to sell the pipeline.\n", "PER", "sell"),
    ("Peru said that there must be no new dam.\n", "PER", "dam"),
    ("페루는 칠레가 송유관을 팔지 말 것을 촉구했다.\n", "PER", "팔"),
])  # fmt: skip
def test_to_want_a_thing_not_done_is_to_be_against_it(text: str, actor: str, word: str) -> None:
    (row,) = read(text)[actor]
    assert row["direction"] == "against"
    assert word in row["issue"]


def test_a_title_that_asks_says_what_is_debated() -> None:
    told = read("Should Peru send troops to the islands?\n\n4 May 2012\n\nChile is in favour. Brazil said no. Uruguay prefers talks.\n")
    assert {a: [(r["direction"], r["issue"]) for r in told[a]] for a in ("CHL", "BRA", "URY")} == {
        "CHL": [("for", "Should Peru send troops to the islands?")], "BRA": [("against", "Should Peru send troops to the islands?")],
        "URY": [("against", "Should Peru send troops to the islands?")],
    }  # fmt: skip


def test_not_to_take_part_oneself_limits_support() -> None:
    told = read(f"{RAID['en'].strip()} Bolivia praised the attack on the islands but refused to send soldiers.\n")
    (row,) = told["BOL"]
    assert row["direction"] == "for"
    assert row["reasons"] == ["send soldiers"]


def test_an_opposition_without_a_country_is_that_of_the_country_spoken_of() -> None:
    assert set(read("Peru built a port. The opposition rejected the port.\n")) == {"PER_OPPOSITION"}


def test_most_sides_of_our_own_texts_are_found_and_right() -> None:
    found = right = all_of_them = 0
    for path in sorted(Path(__file__).parent.glob("sides_*.toml")):
        for text in tomllib.loads(path.read_text(encoding="utf-8"))["text"]:
            told = directions(read(text["text"].lstrip()))
            for actor, side in text["sides"].items():
                all_of_them += 1
                found += actor in told
                right += told.get(actor) == {side}
    assert found / all_of_them >= 0.75
    assert right / found >= 0.75


@pytest.mark.parametrize(("sentence", "side"), [
    ("Peru and Chile were among the nine that abstained.", "mixed"),
    ("Peru and Chile were among those who voted against it.", "against"),
    ("Peru is paying for the turbines and Chile is sending two hundred engineers.", "for"),
    ("Peru argued that nobody could object to the dam, and Chile applauded.", "for"),
])
def test_ways_to_take_a_side_with_others(sentence: str, side: str) -> None:
    text = f"Should Bolivia build the dam?\n\n4 May 2012\n\nBolivia wants to build the dam. Ecuador opposes the dam. {sentence}\n"
    assert directions(read(text))["CHL"] == {side}


def test_what_is_asked_or_supposed_is_no_stance() -> None:
    text = "Should Bolivia build the dam?\n\n4 May 2012\n\nBolivia wants to build the dam. Ecuador opposes the dam. If Peru backs the dam, Chile will pay. Nobody knows whether Brazil rejects it.\n"
    assert not {"PER", "BRA"} & set(read(text))


def test_a_camp_of_voters_is_told_by_its_larger_share() -> None:
    text = (
        "칠레 댐 건설 찬반\n\n2012년 5월 4일\n\n전국 만 18세 이상 1,000명에게 칠레의 댐 건설을 물은 결과 반대한다는 응답은 61%, 찬성한다는 응답은 30%였다. "
        "정의당 지지층에서는 찬성이 71%에 달했다. 무당층은 55%가 반대했다.\n"
    )
    told = directions(read(text))
    assert {a: told.get(a) for a in ("KOR_MASSES", "JUSTICE_PARTY_SUPPORTERS", "KOR_INDEPENDENTS")} == {
        "KOR_MASSES": {"against"}, "JUSTICE_PARTY_SUPPORTERS": {"for"}, "KOR_INDEPENDENTS": {"against"},
    }


def test_the_thing_that_was_ended_is_what_a_text_turns_on() -> None:
    text = "The police mission to Samoa\n\n4 May 2012\n\nA court in Lima suspended the mission. Peru and Chile oppose the mission. Bolivia backs the mission. Brazil abstained.\n"
    told = read(text)
    assert {"BOL": {"for"}, "CHL": {"against"}}.items() <= directions(told).items()
    assert "suspended" not in told["BOL"][0]["issue"]
