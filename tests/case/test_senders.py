"""Who sends what a question counts is among the stakeholders, however many others take a stance."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from foedus.case.candidates import MOST
from foedus.case.draft import draft_case
from foedus.case.question import read_question
from foedus.case.senders import senders
from foedus.documents.model import Document, Metadata, Part, Segment, View

SENTENCES = [
    "Ardor asked the League for soldiers.",
    "The League sends soldiers to Ardor.",
    *(f"Group{chr(97 + n)} is against soldiers in Ardor." for n in range(MOST + 2)),
]
TEXT = " ".join(SENTENCES)
SIZE = "How many soldiers are sent to Ardor?"


def document() -> Document:
    at, segments = 0, []
    for s in SENTENCES:
        segments.append(Segment(at, at + len(s), "sentence", "en", 0))
        at += len(s) + 1
    index = np.arange(len(TEXT), dtype=np.int64)
    return Document("a.txt", TEXT, "0" * 64, "utf-8", "text/plain", View(TEXT, index, index + 1), (Part("p1", "en", 0, len(TEXT), tuple(segments)),), Metadata())


def row(quote: str, **values: Any) -> dict[str, Any]:
    start = TEXT.index(quote)
    return {"doc": "a.txt", "part": "p1", "start": start, "end": start + len(quote), "quote": quote, "confidence": 0.8, **values}


GROUPS = [s.split()[0] for s in SENTENCES[2:]]
EVENTS = [
    row(SENTENCES[0], type="REQUEST", status="happened", actors=["ARD"], recipients=["LEAGUE"]),
    row(SENTENCES[1], type="MOBILIZE", status="planned", actors=["LEAGUE_MILITARY"], recipients=["ARD"]),
]
EVIDENCE = {
    "actors": [
        row("Ardor", actor="ARD", name="Ardor", kind="state"),
        row("League", actor="LEAGUE", name="League", kind="organisation"),
        *(row(g, actor=g.upper(), name=g, kind="organisation") for g in GROUPS),
    ],
    "stances": [
        row(s, actor=g.upper(), issue="soldiers in Ardor", direction="against", words="against", basis="stated", ascribed_by=None, reasons=[], event=None)
        for g, s in zip(GROUPS, SENTENCES[2:], strict=True)
    ],
    "events": EVENTS,
}  # fmt: skip


def test_the_body_that_sends_is_drafted_beside_those_who_only_take_a_stance() -> None:
    drafted = [a.id for a in draft_case(SIZE, {"a.txt": document()}, EVIDENCE).actors]
    assert len(drafted) == MOST
    assert "LEAGUE" in drafted
    without = [a.id for a in draft_case(SIZE, {"a.txt": document()}, {**EVIDENCE, "events": []}).actors]
    assert "LEAGUE" not in without


@pytest.mark.parametrize(("question", "found"), [
    ("How many soldiers go there?", ["LEAGUE"]),
    ("¿Cuántas tropas se envían?", ["LEAGUE"]),
    ("병력을 몇 명 보내는가?", ["LEAGUE"]),
    ("Should soldiers go there?", []),
    ("How long do the soldiers stay?", []),
])  # fmt: skip
def test_senders_are_asked_for_where_what_is_sent_is_counted(question: str, found: list[str]) -> None:
    events = [{**e, "actors": [a for a in e["actors"] if a != "ARD"]} for e in EVENTS]
    assert senders(read_question(question), events) == found


def test_what_is_denied_makes_nobody_a_sender() -> None:
    assert senders(read_question("How many soldiers go there?"), [{**EVENTS[1], "status": "denied"}]) == []
