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
