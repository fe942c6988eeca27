"""Stances as a whole text tells them: undoing, motives, struggles of a party, events, polls."""

from __future__ import annotations

import pytest

from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.evidence.readers import events, stances
from foedus.evidence.rows import Row


def loaded(text: str) -> Document:
    document = load_bytes("notes.txt", f"The ferry ran twice a day in winter.\n\n{text}\n".encode())
    assert isinstance(document, Document)
    return document


def read(text: str) -> list[Row]:
    return [r for r in stances.read(loaded(text)) if r is not None]


def test_the_undoing_of_what_others_want_is_told_of_the_thing_itself() -> None:
    rows = read("Kenya supports sending peacekeepers to Haiti. Brazil calls for the withdrawal of the contingent.")
    told = {r["actor"]: (r["direction"], r["issue"], r["words"]) for r in rows}
    assert told["KEN"][:2] == ("for", "sending peacekeepers to Haiti")
    assert told["BRA"] == ("against", "sending peacekeepers to Haiti", "Brazil calls for the withdrawal of the contingent")


def test_an_undoing_that_nobody_answers_stays_as_it_is_worded() -> None:
    (row,) = read("Brazil calls for the withdrawal of the contingent.")
    assert (row["direction"], row["issue"]) == ("for", "the withdrawal of the contingent")


def test_outcomes_that_name_others_are_not_one_issue() -> None:
    rows = read("Kenya supports sending troops to Haiti. Brazil calls for the withdrawal of troops from Georgia.")
    assert {r["actor"]: r["direction"] for r in rows} == {"KEN": "for", "BRA": "for"}


def test_a_fear_is_a_reason_where_the_text_has_a_position_and_a_stance_where_it_has_none() -> None:
    fear = "Peru fears that the strike could spread to the ports."
    (alone,) = read(fear)
    assert alone["direction"] == "against"
    (joined,) = read(f"Peru supports a curfew. {fear}")
    assert (joined["direction"], joined["issue"]) == ("for", "a curfew")
    assert joined["reasons"] == ["the strike could spread to the ports"]


def test_a_doubt_about_a_measure_stays_a_stance() -> None:
    rows = read("Peru supports a curfew. Peru is sceptical of the embargo.")
    assert {(r["issue"], r["direction"]) for r in rows} == {("a curfew", "for"), ("the embargo", "against")}


def test_nobody_proposes_chaos() -> None:
    (row,) = read("Peru will not tolerate chaos. Peru demands a curfew.")
    assert (row["issue"], row["reasons"]) == ("a curfew", ["chaos"])


def test_backing_a_struggle_is_to_be_against_its_enemy() -> None:
    (row,) = read("Peru supports the struggle of the miners against the land tax.")
    assert (row["direction"], row["issue"]) == ("against", "the land tax")
    assert read("Peru supports the struggle of the miners.") == []


def test_to_want_a_thing_prevented_is_to_be_against_it() -> None:
    (row,) = read("Peru wants to prevent a strike of the pilots.")
    assert (row["direction"], row["issue"]) == ("against", "a strike of the pilots")


def test_what_ought_to_be_remembered_is_no_outcome() -> None:
    assert read("Peru said that it must be noted that the ferry is old.") == []


def test_a_stance_has_the_event_that_its_outcome_tells() -> None:
    text = "Kenya sent 900 soldiers to Haiti on 3 May 2024. Brazil condemned the deployment of the soldiers to Haiti."
    told = {r["event"] for r in events.read(loaded(text)) if r is not None and r["type"] in ("MOBILIZE", "RETREAT", "AID")}
    (row,) = [r for r in read(text) if r["actor"] == "BRA"]
    assert row["event"] in told


def test_a_stance_beside_no_event_has_none() -> None:
    (row,) = read("Brazil opposes the land tax.")
    assert row["event"] is None


@pytest.mark.parametrize(("text", "poll"), [
    (
        "A Lodestar survey of 2,150 voters in May 2024, with a margin of error of 2.1 points, found that 54% of Kenyans back the dam.",
        {"pollster": "Lodestar", "date": "2024-05", "n": 2150, "margin": 2.1, "share": 54.0},
    ),
    (
        "La encuesta de Lodestar a 2.150 votantes tiene un margen de error de 2,1 puntos. El 54 % de los kenianos apoya la presa.",
        {"pollster": "Lodestar", "date": None, "n": 2150, "margin": 2.1, "share": 54.0},
    ),
    (
        "로드스타가 유권자 2,150명을 대상으로 실시한 여론조사에서 케냐인의 54%가 댐 건설을 지지했다. 표본오차는 ±2.1%포인트다.",
        {"pollster": "로드스타", "date": None, "n": 2150, "margin": 2.1, "share": 54.0},
    ),
    ("Two thirds of Danes oppose the bridge, a poll found.", {"pollster": None, "date": None, "n": None, "margin": None, "share": None}),
])  # fmt: skip
def test_a_poll_keeps_who_asked_whom_when_and_how_many(text: str, poll: dict[str, object]) -> None:
    (row,) = read(text)
    assert row["poll"] == poll


def test_a_stance_of_no_poll_has_none() -> None:
    (row,) = read("Brazil opposes the land tax. The survey of the valley took a year.")
    assert row["poll"] is None
