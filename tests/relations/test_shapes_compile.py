"""Shapes of ties are compiled when a text first has their words; every one of them can be."""

from __future__ import annotations

import pytest

from foedus.evidence.relations.patterns import tie_grammar
from foedus.langs.registry import languages


@pytest.mark.parametrize("code", sorted(languages()))
def test_every_shape_is_a_pattern_with_two_ends(code: str) -> None:
    grammar = tie_grammar(languages()[code])
    for name, _, patterns in grammar.shaped if grammar else ():
        for pattern in patterns():
            assert {"s", "o"} & set(pattern.groupindex), (name, pattern.pattern[:80])
