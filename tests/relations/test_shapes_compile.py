"""Shapes of ties are compiled when a text first has their words; every one of them can be."""

from __future__ import annotations

import pytest

from foedus.evidence.relations.patterns import tie_grammar
from foedus.langs.registry import languages


@pytest.mark.parametrize("code", sorted(languages()))
def test_every_shape_is_a_pattern_with_two_ends(code: str) -> None:
    grammar = tie_grammar(languages()[code])
    for name, words, patterns in grammar.shaped if grammar else ():
        assert words.compiled()
        for pattern in patterns:
            assert {"s", "o"} & set(pattern.compiled().groupindex), (name, pattern.compiled().pattern[:80])
