"""Whom a deed concerns where its clause does not say: told before, the state a text is about, and nothing where neither helps."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pytest

from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.evidence.readers import events
from foedus.evidence.syntax import dependency

told = runpy.run_path(str(Path(__file__).parents[2] / "benchmarks" / "events.py"))["told"]

KENYA = "Kenya sent troops to Haiti in June 2024. The mission divides Port-au-Prince. Later Kenya sent 600 more troops."
CHAD = "Farmers protested in Chad against the tax. The government of Chad sent its army."


def read(text: str) -> list[dict[str, Any]]:
    document = load_bytes("notes.txt", text.encode())
    assert isinstance(document, Document)
    return [r for r in events.read(document) if r]


@pytest.fixture(autouse=True)
def _parsed() -> None:
    if not dependency.available():
        pytest.skip("the parser is not installed")


def test_the_same_deed_has_the_recipients_told_before() -> None:
    rows = [r for r in read(KENYA) if r["type"] == "MOBILIZE"]
    assert [r["recipients"] for r in rows] == [["HTI"], ["HTI"]]
    assert rows[1]["confidence"] < rows[0]["confidence"]


def test_a_government_that_sends_its_forces_into_unrest_sends_them_against_its_people() -> None:
    rows = [r for r in read(CHAD) if r["type"] == "MOBILIZE"]
    assert [(r["actors"], r["recipients"]) for r in rows] == [(["TCD_GOV"], ["TCD_MASSES"])]


def test_nobody_is_guessed_where_the_text_gives_nobody() -> None:
    assert [r["recipients"] for r in told("Chad mobilised its army.", "2023-05-10", "en")] == [[]]


@pytest.mark.parametrize(
    ("text", "who", "whom"),
    [
        ("Guards detained the president of Niger, Mohamed Bazoum.", None, ["bazoum_mohamed"]),
        ("The people of Chad rose against the government of Chad.", ["TCD_MASSES"], ["TCD"]),
        ("Peruvian police beat two students in Lima.", ["PER_GOV"], ["PER_MASSES"]),
    ],
)
def test_people_of_one_state_act_on_each_other(text: str, who: list[str] | None, whom: list[str]) -> None:
    rows = told(text, "2023-05-10", "en")
    assert [r["recipients"] for r in rows] == [whom]
    assert who is None or [r["actors"] for r in rows] == [who]


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("Chad tried to invade Niger.", "ASSAULT", "happened"),
        ("Chad tried to help Niger.", "AID", "planned"),
        ("Chad said it would not recognise Niger.", "REJECT", "reported"),
    ],
)
def test_attempts_and_refusals(text: str, kind: str, status: str) -> None:
    assert [(r["type"], r["status"]) for r in told(text, "2023-05-10", "en")] == [(kind, status)]
