"""English verbs that the parser takes for nouns, nouns it takes for verbs, and phrases that must stay what they are."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

from foedus.evidence.syntax import dependency
from foedus.evidence.syntax.capitals import evened

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
        ("Peace talks open between Sudan and Chad.", {("CONSULT", "SDN TCD", "")}),
        ("Teachers strike across Bolivia.", {("PROTEST", "BOL_MASSES", "BOL")}),
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


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Ethiopia Shells Eritrea Border Town", {("ASSAULT", "ETH", "ERI")}),
        ("Peru Slams Bolivia Over Border Closure", {("ACCUSE", "PER", "BOL")}),
        ("OMAN BACKS KUWAIT CLAIM TO GAS FIELD", {("SUPPORT", "OMN", "KWT")}),
        ("Aid to Nepal Was Cut by Denmark After the Vote", {("SANCTION", "DNK", "NPL")}),
        ("Sudan Arms Embargo", set()),
    ],
)
def test_a_heading_in_capitals_is_read_like_any_other(text: str, wanted: set[tuple[str, str, str]]) -> None:
    assert sides(text) == wanted


def test_only_capitals_that_say_nothing_are_evened() -> None:
    small = {"to"}
    assert evened("Kenya Bars Togo’s Trucks", [(0, 5), (11, 17)], small) == "Kenya bars Togo’s trucks"
    assert evened("KENYA BARS TRUCKS", [(0, 5)], small) == "Kenya bars trucks"
    for text in ("Kenya bars Togo", "Kenya and the Red Cross met", "Kenya Bars Trucks.", "the Kenya Power Company"):
        assert evened(text, [(text.index("Kenya"), text.index("Kenya") + 5)], small) == text
    assert evened("Bars Trucks", [], small) == "Bars Trucks"
