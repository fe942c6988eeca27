"""One position for each actor, and what shows none: accusations rejected, what is only awaited, deeds aside from the matter."""

from __future__ import annotations

import pytest

from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.evidence.readers import stances
from foedus.evidence.rows import Row


def read(text: str) -> list[Row]:
    document = load_bytes("notes.txt", text.encode())
    assert isinstance(document, Document)
    return [r for r in stances.read(document) if r is not None]


BLOCKADE = (
    "Peru's blockade of the strait\n\n4 May 2012\n\nPeru imposed a blockade on Ecuador on 2 May 2012. Chile condemned the blockade. Uruguay supports the blockade."
    " Brazil opposes the blockade. "
)


def test_what_an_actor_offers_instead_is_among_the_reasons_of_its_position() -> None:
    rows = [r for r in read(f"{BLOCKADE}Brazil offered to mediate between the two ports.\n") if r["actor"] == "BRA"]
    assert [r["direction"] for r in rows] == ["against"]
    assert any("mediate" in reason for reason in rows[0]["reasons"])


def test_wants_that_point_one_way_keep_their_rows() -> None:
    rows = [r for r in read(f"{BLOCKADE}Brazil rejects a new tax on grain.\n") if r["actor"] == "BRA"]
    assert {(r["issue"], r["direction"]) for r in rows} == {("the blockade", "against"), ("a new tax on grain", "against")}


def test_a_text_that_turns_on_nothing_keeps_both_directions() -> None:
    rows = read("Peru demands a curfew. Peru opposes the embargo.\n")
    assert {r["direction"] for r in rows} == {"for", "against"}


@pytest.mark.parametrize("text", [
    "Peru's foreign minister rejected the accusation that Lima had armed the rebels.\n",
    "Brazil dismissed reports of a secret deal with Chile.\n",
    "El canciller de Chile rechazó las acusaciones de Bolivia sobre el canal.\n",
    "칠레 외교부는 병력이 국경을 넘었다는 볼리비아의 주장을 일축했다.\n",
])  # fmt: skip
def test_who_rejects_an_accusation_is_against_nothing(text: str) -> None:
    assert [r for r in read(text) if r["basis"] != "inferred"] == []


def test_a_claim_to_land_may_be_rejected() -> None:
    rows = read("Kenya rejects Somalia's claim to the islands.\n")
    assert {(r["actor"], r["direction"], r["basis"]) for r in rows} == {("KEN", "against", "stated"), ("SOM", "for", "inferred")}


@pytest.mark.parametrize(("text", "actor"), [
    ("Togo condemned the naval blockade imposed by Benin.\n", "BEN"),
    ("Togo thanked Benin for sending its engineers to the dam.\n", "BEN"),
    ("Paraguay condenó la ofensiva económica de Uruguay.\n", "URY"),
    ("Paraguay acusó a Uruguay de haber cerrado el puerto.\n", "URY"),
    ("라오스는 캄보디아의 일방적인 수출 통제를 규탄했다.\n", "KHM"),
])
def test_whose_deed_a_noun_names_is_for_it(text: str, actor: str) -> None:
    rows = [r for r in read(text) if r["actor"].removesuffix("_GOV") == actor]
    assert [(r["direction"], r["basis"]) for r in rows] == [("for", "inferred")]


@pytest.mark.parametrize("text", ["Togo acted without the approval of anybody and without Benin's support.\n", "Paraguay sigue sin el apoyo de Uruguay.\n"])
def test_a_deed_that_there_is_not_shows_nothing(text: str) -> None:
    assert not [r for r in read(text) if r["actor"] in ("BEN", "URY")]


@pytest.mark.parametrize("text", [
    "Norway will stay neutral until Finland has rejected the treaty.\n",
    "Noruega esperará hasta que Finlandia rechace el tratado.\n",
])  # fmt: skip
def test_what_is_awaited_is_no_stance(text: str) -> None:
    assert [r for r in read(text) if r["actor"] == "FIN"] == []


@pytest.mark.parametrize("text", ["Chile is ready to send doctors to Haiti if necessary.\n", "Chile está dispuesta a enviar médicos a Haití si fuera necesario.\n"])
def test_if_necessary_is_no_condition(text: str) -> None:
    (row,) = read(text)
    assert row["direction"] == "for"


def test_it_stands_alone_whatever_follows() -> None:
    rows = {r["actor"]: r for r in read("Finland proposed a gas pipeline through Sweden. Norway backed it without hesitation, and Denmark called it a mistake.\n")}
    assert (rows["NOR"]["issue"], rows["NOR"]["direction"]) == ("a gas pipeline through Sweden", "for")
    assert rows["DNK"]["direction"] == "against"


@pytest.mark.parametrize(("text", "direction"), [
    ("In Norway 48 percent support joining the union, 39 percent are against.\n", "for"),
    ("In Norway 44 percent support joining the union, 41 percent are against.\n", "mixed"),
    ("Un 47 por ciento de los noruegos apoya la adhesión y un 37 por ciento la rechaza.\n", "for"),
])  # fmt: skip
def test_a_share_below_a_half_counts_where_it_leads_by_far(text: str, direction: str) -> None:
    assert {r["direction"] for r in read(text) if r["actor"] == "NOR_MASSES"} == {direction}


@pytest.mark.parametrize(("text", "actor", "direction"), [
    ("For Togo, closing the port is out of the question.\n", "TGO", "against"),
    ("The ambitions of Benin to build a reactor are old.\n", "BEN", "for"),
    ("Togo does not believe that the tariff should be dropped.\n", "TGO", "against"),
    ("Togo recalled its ambassador from Benin over the reactor.\n", "TGO", "against"),
    ("Benin would only join the customs union if tariffs fell.\n", "BEN", "mixed"),
    ("Para Uruguay, cerrar el puerto es inaceptable.\n", "URY", "against"),
    ("El Gobierno de Uruguay no cree que deba bajarse el arancel.\n", "URY", "against"),
    ("캄보디아는 수문을 닫아야 한다고 생각하지 않는다.\n", "KHM", "against"),
    ("캄보디아는 공사를 막아야 한다고 생각하지 않는다.\n", "KHM", "mixed"),
    ("캄보디아는 관세가 내려갈 때만 협정에 서명하겠다고 했다.\n", "KHM", "mixed"),
])  # fmt: skip
def test_sides_of_doubled_negation_and_condition(text: str, actor: str, direction: str) -> None:
    assert {r["direction"] for r in read(text) if r["actor"].removesuffix("_GOV") == actor} == {direction}
