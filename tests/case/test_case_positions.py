"""Drafted positions: intervals from the words of stances, turned where the outcome is undone, wide where they conflict."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from foedus.case.check import check_case
from foedus.case.draft import draft_case
from foedus.case.positions import by_actor, conflicting, deeds, interval, leanings
from foedus.case.question import read_question
from foedus.case.relevance import relevant
from foedus.documents.load import load_bytes
from foedus.documents.model import Document, Metadata, Part, Segment, View
from foedus.evidence.shared import rows_named

QUESTION = "Should troops be sent to Peru by Chile?"


def stance(actor: str, issue: str, words: str, direction: str = "for", basis: str = "stated", **more: Any) -> dict[str, Any]:
    return {
        "doc": "a.txt", "part": "p1", "start": 0, "end": len(words), "quote": words, "actor": actor, "issue": issue, "words": words,
        "direction": direction, "basis": basis, "confidence": 0.6, **more,
    }  # fmt: skip


def test_strong_words_leave_less_of_the_scale_than_weak_ones() -> None:
    asked = read_question(QUESTION)
    demands, prefers, refuses = (
        leanings(asked, [stance("CHL", "troops in Peru", words, direction)])[0]
        for words, direction in (
            ("Chile demands troops in Peru", "for"), ("Chile prefers troops in Peru", "for"), ("Chile refuses troops in Peru", "against"),
        )
    )
    assert demands.low > prefers.low
    assert refuses.high < 0.3
    ascribed = leanings(asked, [stance("CHL", "troops in Peru", "Chile demands troops in Peru", basis="predicted")])[0]
    assert ascribed.low < demands.low


@pytest.mark.parametrize(("issue", "words"), [
    ("the withdrawal of the troops", "calls for the withdrawal of the troops"),
    ("la retirada de las tropas", "pide la retirada de las tropas"),
    ("병력 철수", "병력 철수를 촉구했다"),
])  # fmt: skip
def test_wanting_the_undoing_counts_against_in_any_language(issue: str, words: str) -> None:
    (found,) = leanings(read_question(QUESTION), [stance("CHL", issue, words)])
    assert (found.direction, found.reversed) == ("against", True)
    assert found.high <= 0.3


def test_other_outcomes_do_not_bear_on_the_question() -> None:
    assert leanings(read_question(QUESTION), [stance("CHL", "a shorter school year", "supports a shorter school year")]) == []


def test_words_that_disagree_span_both() -> None:
    rows = [
        stance("CHL", "sending troops", "Chile supports sending troops"),
        stance("CHL", "sending troops", "Chile opposes sending troops", "against", start=50, end=80),
    ]
    found = by_actor(leanings(read_question(QUESTION), rows), {"a.txt": None})["CHL"]
    assert conflicting(found)
    low, high = interval(found, numeric=False)
    assert (low, high) == (0.0, 1.0)


def test_on_a_scale_of_numbers_being_for_says_more_than_nothing_only() -> None:
    found = leanings(read_question(QUESTION), [stance("CHL", "sending troops", "Chile demands sending troops")])
    assert interval(found, numeric=True) == (0.1, 1.0)
    assert interval(found, numeric=False)[0] >= 0.7


SENTENCES = ["Chile opposes sending troops to Peru.", "Peru demands troops from Chile.", "Bolivia waits."]


def make(sentences: list[str], name: str = "a.txt") -> Document:
    text, at, segments = " ".join(sentences), 0, []
    for s in sentences:
        segments.append(Segment(at, at + len(s), "sentence", "en", 0))
        at += len(s) + 1
    index = np.arange(len(text), dtype=np.int64)
    return Document(
        name, text, "0" * 64, "utf-8", "text/plain", View(text, index, index + 1), (Part("p1", "en", 0, len(text), tuple(segments)),), Metadata()
    )


def at(quote: str, **values: Any) -> dict[str, Any]:
    start = " ".join(SENTENCES).index(quote)
    return {"doc": "a.txt", "part": "p1", "start": start, "end": start + len(quote), "quote": quote, "confidence": 0.7, **values}


def drafted(question: str) -> dict[str, Any]:
    rows = {
        "actors": [at(n, actor=i, name=n, kind="state") for n, i in (("Chile", "CHL"), ("Peru", "PER"), ("Bolivia", "BOL"))],
        "stances": [
            at("Chile opposes sending troops to Peru", actor="CHL", issue="sending troops to Peru", words="Chile opposes sending troops to Peru",
               direction="against", basis="stated"),
            at("Peru demands troops from Chile", actor="PER", issue="troops from Chile", words="Peru demands troops from Chile",
               direction="for", basis="stated"),
        ],
    }  # fmt: skip
    documents = {"a.txt": make(SENTENCES)}
    case = draft_case(question, documents, rows)
    assert not [p for p in check_case(case, documents) if p.severity == "error"]
    return {s.actor: s for s in case.stakeholders}


@pytest.mark.parametrize("question", [QUESTION, "¿Debe Chile enviar tropas al Perú?", "칠레는 페루에 병력을 파견해야 하는가?"])
def test_a_draft_places_actors_by_their_words_and_leaves_the_silent_on_the_whole_scale(question: str) -> None:
    held = drafted(question)
    assert held["CHL"].position.high <= 40
    assert held["PER"].position.low >= 70
    assert [a.quote for a in held["CHL"].position.anchors] == ["Chile opposes sending troops to Peru"]
    assert {v.status for s in held.values() for v in (s.position, s.salience, s.capability)} == {"drafted"}
    assert "words of that strength" in str(held["CHL"].position.assumption)
    if "BOL" in held:
        assert (held["BOL"].position.low, held["BOL"].position.high) == (0, 100)


def test_a_question_the_other_way_round_turns_the_positions() -> None:
    held = drafted("Should Chile withdraw its troops from Peru?")
    assert held["CHL"].position.low >= 60
    assert held["PER"].position.high <= 30


def test_a_document_that_names_one_of_two_actors_in_passing_is_left_aside() -> None:
    rows = [
        {"doc": "both", "actor": "CHL"}, {"doc": "both", "actor": "PER"},
        {"doc": "passing", "actor": "CHL"}, {"doc": "topic", "actor": "PER"},
    ]
    found = relevant(["both", "passing", "topic", "none"], ["CHL", "PER"], rows, lambda r: r["doc"] == "topic")
    assert found == {"both", "topic"}
    assert relevant(["none"], ["CHL"], rows) == {"none"}


def test_a_row_told_of_the_thing_itself_keeps_the_strength_of_its_words() -> None:
    row = stance("CHL", "sending troops to Peru", "demands the withdrawal of the troops", "against")
    (found,) = leanings(read_question(QUESTION), [row])
    assert (found.direction, found.reversed) == ("against", False)
    assert (found.low, found.high) == pytest.approx((0.0, 0.2))


def read_and_drafted(question: str, text: str) -> dict[str, Any]:
    """Return the drafted position of each actor, from the readers on."""
    document = load_bytes("a.txt", text.encode())
    assert isinstance(document, Document)
    rows = {name: rows_named(name, document) for name in ("actors", "quantities", "claims", "stances", "events")}
    return {s.actor: s.position.value for s in draft_case(question, {"a.txt": document}, rows).stakeholders}


RECOGNITION = "Will Norway recognise Kosovo?"


@pytest.mark.parametrize(("question", "text", "actor", "side"), [
    (RECOGNITION, "Norway recognised Kosovo on Monday. Norway does not recognise the new border.", "NOR", "for"),
    (RECOGNITION, "Norway does not recognise Kosovo. Sweden recognised Kosovo in March.", "NOR", "against"),
    (RECOGNITION, "Norway does not recognise Kosovo. Sweden recognised Kosovo in March.", "SWE", "for"),
    (RECOGNITION, "Norway withdrew its recognition of Kosovo. Chile recognised Kosovo.", "NOR", "against"),
    (RECOGNITION, "Norway did not recognise the new border of Kosovo. Norway spoke with Chile.", "NOR", "open"),
    ("¿Reconocerá Noruega a Kosovo?", "Noruega reconoció a Kosovo el lunes. Noruega no reconocerá las nuevas fronteras.", "NOR", "for"),
    ("노르웨이는 코소보를 승인할까?", "노르웨이는 코소보를 국가로 승인했다. 스웨덴은 코소보 승인에 반대한다.", "NOR", "for"),
    ("Should Denmark sign the treaty with Iceland?", "Denmark signed the treaty with Iceland on Friday. Denmark refuses to sign the petition.", "DNK", "for"),
    ("Will Egypt support Jordan?", "Egypt does not support Jordan. Morocco supports the farmers of Jordan.", "EGY", "against"),
])  # fmt: skip
def test_who_does_what_is_asked_is_for_it_and_the_same_verb_on_another_thing_says_nothing(question: str, text: str, actor: str, side: str) -> None:
    held = read_and_drafted(question, text)[actor]
    told = "for" if held.low >= 50 else "against" if held.high <= 50 else "open"
    assert told == side


def test_an_attack_the_other_way_round_is_not_for_what_is_asked() -> None:
    asked = read_question("Will Iran attack Oman?")
    event = {
        "doc": "a.txt", "part": "p1", "start": 0, "end": 18, "quote": "Oman attacked Iran", "type": "ASSAULT", "status": "happened",
        "actors": ["OMN"], "recipients": ["IRN"], "confidence": 0.6,
    }
    named = [{"doc": "a.txt", "start": 14, "end": 18, "actor": "IRN"}, {"doc": "a.txt", "start": 0, "end": 4, "actor": "OMN"}]
    assert deeds(asked, [event], named) == []
    turned = {**event, "quote": "Iran attacked Oman", "actors": ["IRN"], "recipients": ["OMN"]}
    places = [{"doc": "a.txt", "start": 14, "end": 18, "actor": "OMN"}, {"doc": "a.txt", "start": 0, "end": 4, "actor": "IRN"}]
    assert [x.direction for x in deeds(asked, [turned], places)] == ["for"]
