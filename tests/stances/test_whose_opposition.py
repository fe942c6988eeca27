"""The opposition that no state is named beside is that of the state told of, not of one it speaks of."""

from __future__ import annotations

import pytest

from foedus.evidence.mentions import Mention
from foedus.evidence.stances.grammar import stance_grammar
from foedus.evidence.stances.holders import with_factions
from foedus.langs.registry import language

CASES = [
    ("en", "The opposition condemned Chad.", "Chad", "TCD", "PER_OPPOSITION"),
    ("en", "In Chad, the opposition condemned the vote.", "Chad", "TCD", "TCD_OPPOSITION"),
    ("ko", "야당은 차드의 결정을 비판했다.", "차드", "TCD", "PER_OPPOSITION"),
    ("ko", "차드에서는 야당이 결정을 비판했다.", "차드", "TCD", "TCD_OPPOSITION"),
    ("es", "La oposición condenó a Chad.", "Chad", "TCD", "PER_OPPOSITION"),
]


@pytest.mark.parametrize(("code", "text", "named", "state", "actor"), CASES)
def test_a_state_named_behind_the_opposition_is_not_its_own(code: str, text: str, named: str, state: str, actor: str) -> None:
    grammar = stance_grammar(language(code))
    assert grammar is not None
    at = text.index(named)
    mention = Mention(at, at + len(named), state, "state", named)
    found = [m.actor for m in with_factions([mention], text, grammar, "PER") if m.kind == "group"]
    assert found == [actor]


def test_without_a_state_told_of_the_only_one_named_is_taken() -> None:
    grammar = stance_grammar(language("en"))
    assert grammar is not None
    text = "The opposition condemned Chad."
    mention = Mention(25, 29, "TCD", "state", "Chad")
    assert [m.actor for m in with_factions([mention], text, grammar) if m.kind == "group"] == ["TCD_OPPOSITION"]
