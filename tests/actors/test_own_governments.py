""" "The regime" is that of the state the text tells of; "a government" is nobody's."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from foedus.langs.grammar.name_learning import Stretch
from foedus.langs.grammar.names import find_names

CASES = tomllib.loads(Path(__file__).with_name("own_governments.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=[c["lines"][0][0] for c in CASES])
def test_a_bare_word_for_the_government_is_read_as_of_the_state_told_of(case: dict[str, Any]) -> None:
    text = [Stretch(line, case["language"], "sentence" if i else "title") for i, (line, _) in enumerate(case["lines"])]
    found = [[n.actor for n in names if n.actor.endswith("_GOV")] for names in find_names(text, "2024-05-01")]
    assert found == [expected for _, expected in case["lines"]]


def test_a_bare_ministry_is_of_the_state_whose_government_the_sentence_before_names_first() -> None:
    lines = ["Niger ended its accords.", "Niger wants its troops home.", "The French government rejected the move.", "The foreign ministry said that it would stay in Niger."]
    found = [[n.actor for n in names] for names in find_names([Stretch(line, "en") for line in lines], "2024-05-01")]
    assert found[-1] == ["FRA_MFA", "NER"]


def test_the_military_in_power_is_the_military_of_the_state_it_rules() -> None:
    lines = ["미얀마 군부는 태국 국경에 병력을 보냈다.", "태국과 라오스는 회담을 열었고, 군부는 이에 반발했다."]
    found = [[n.actor for n in names if n.kind == "military"] for names in find_names([Stretch(line, "ko") for line in lines], "2024-05-01")]
    assert found == [["MMR_MILITARY"], ["MMR_MILITARY"]]


def test_a_secretariat_is_of_a_state_that_calls_its_ministry_so() -> None:
    lines = ["México expulsó al embajador de Perú.", "La Secretaría de Relaciones Exteriores condenó los hechos.", "Añadió Rojas que México espera."]
    found = [[n.actor for n in names] for names in find_names([Stretch(line, "es") for line in lines], "2024-05-01")]
    assert found[1:] == [["MEX_MFA"], ["MEX"]]


@pytest.mark.parametrize(("lines", "wanted"), [
    (["Egypt was not convinced by Ethiopia.", "In a letter, its foreign ministry blamed Ethiopia."], ["EGY_MFA", "ETH"]),
    (["Kenya and Uganda met.", "In Nigeria the senate warned Kenya."], ["NGA", "NGA_SENATE", "KEN"]),
    (["Nicaragua waited.", "The Treasury Department froze its funds."], ["USA_FINANCE_MINISTRY"]),
    (["Sudan waited.", "The Sudan army-led government refused."], ["SDN"]),
])  # fmt: skip
def test_whose_body_is_meant(lines: list[str], wanted: list[str]) -> None:
    assert [n.actor for n in find_names([Stretch(line, "en") for line in lines], "2024-05-01")[-1]] == wanted
