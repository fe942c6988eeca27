"""English verbs that the parser takes for nouns, nouns it takes for verbs, and phrases that must stay what they are."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

from foedus.evidence.syntax import dependency

TOLD = runpy.run_path(str(Path(__file__).parents[2] / "benchmarks" / "events.py"))["told"]
pytestmark = pytest.mark.skipif(not dependency.available(), reason="needs the extra en")


def sides(text: str) -> set[tuple[str, str, str]]:
    return {(r["type"], " ".join(r["actors"]), " ".join(r["recipients"])) for r in TOLD(text, "2024-05-10", "en")}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Canada sanctions Nicaragua", {("SANCTION", "CAN", "NIC")}),
        ("Laos exports power to Thailand.", {("COOPERATE", "LAO", "THA")}),
        ("Armenia hosts Georgia leader", {("CONSULT", "ARM", "kobakhidze_irakli")}),
        ("India ships Afghanistan wheat", {("AID", "IND", "AFG")}),
        ("May 1999: Serbian army withdraws from Kosovo.", {("RETREAT", "SRB_MILITARY SRB", "XKX")}),
        ("Malawi appeals to Zambia for maize", {("REQUEST", "MWI", "ZMB")}),
    ],
)
def test_a_verb_taken_for_a_noun_is_read_as_a_verb(text: str, wanted: set[tuple[str, str, str]]) -> None:
    assert sides(text) == wanted


def test_a_noun_taken_for_a_verb_is_read_as_a_noun() -> None:
    assert sides("Fighting in Sudan spread to Darfur on Monday.") == {("ASSAULT", "", "SDN")}


@pytest.mark.parametrize(
    "text", ["Sudan arms embargo", "UN sanctions committee on Libya", "Oil exports to Japan from Oman", "Ghana cocoa exports to Europe", "Kosovo police patrols in the north", "Libya oil fields, ports and pipelines"]
)
def test_a_phrase_without_a_verb_stays_one(text: str) -> None:
    assert sides(text) == set()
