"""English constructions the parse tells in a shape of their own: small clauses, passives of giving, wishes, stands."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pytest

from foedus.evidence.syntax import dependency

TOLD = runpy.run_path(str(Path(__file__).parents[2] / "benchmarks" / "events.py"))["told"]


def rows(text: str) -> list[dict[str, Any]]:
    if not dependency.available():
        pytest.skip("the parser is not installed")
    found: list[dict[str, Any]] = TOLD(text, "2024-05-10", "en")
    return found


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # who is told first in a passive of giving gets what is given; a sum is no gift
        ("Chad was given missiles by France.", ("AID", ["FRA"], ["TCD"])),
        ("Laos was sent rice by Thailand.", ("AID", ["THA"], ["LAO"])),
        ("Kenya was fined 300 dollars by Uganda.", ("SANCTION", ["UGA"], ["KEN"])),
        # what is judged is the object of the verb that judges
        ("Peru holds Bolivia responsible for the fire.", ("ACCUSE", ["PER"], ["BOL"])),
        ("Ghana deems the demand of Togo illegal.", ("ACCUSE", ["GHA"], ["TGO"])),
        # a wish about another is asked of that other; one's own is a plan
        ("Kenya wants Uganda to open the border.", ("REQUEST", ["KEN"], ["UGA"])),
        ("Norway is against the plan of Sweden.", ("REJECT", ["NOR"], ["SWE"])),
        ("Malaysia is in favour of the plan of Brunei.", ("SUPPORT", ["MYS"], ["BRN"])),
    ],
)  # fmt: skip
def test_a_construction_has_its_sides(text: str, wanted: tuple[str, list[str], list[str]]) -> None:
    assert [(r["type"], r["actors"], r["recipients"]) for r in rows(text)] == [wanted]


def test_what_one_wants_to_do_oneself_is_no_request() -> None:
    assert all(r["type"] != "REQUEST" for r in rows("Kenya wants to open the border with Uganda."))


def test_what_is_to_be_is_planned() -> None:
    assert [r["status"] for r in rows("The African Union is to meet Kenya on Saturday.") if r["type"] == "CONSULT"] == ["planned"]


def test_a_preposition_behind_an_object_is_no_particle() -> None:
    assert [r["type"] for r in rows("The former king of Nepal took refuge in India.")] == ["RETREAT"]


def test_whose_decision_it_is_does_what_is_decided() -> None:
    assert next((r["type"], r["actors"], r["recipients"]) for r in rows("The decision of Ghana to send troops to Togo was welcomed.")) == ("MOBILIZE", ["GHA"], ["TGO"])


def test_who_is_thanked_for_doing_it_has_done_it() -> None:
    assert ("AGREE", ["RWA"], ["MOZ"]) in [(r["type"], r["actors"], r["recipients"]) for r in rows("Fiji thanked Rwanda for answering Mozambique's call.")]
