"""What must hold of any text: exact spans, no overlap, the same answer twice, particles outside the name."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.langs.grammar.name_entries import aliases, shared_rows
from foedus.langs.grammar.name_tokens import matcher, shadow
from foedus.langs.grammar.names import Stretch, find_names
from foedus.langs.registry import language

CODES = ("en", "es", "ko")
PIECES = {code: sorted(aliases(code))[::17] for code in CODES}


@st.composite
def _texts(draw: st.DrawFn) -> tuple[str, str]:
    code = draw(st.sampled_from(CODES))
    piece = st.one_of(
        st.sampled_from(PIECES[code]),
        st.text(alphabet="abcEñ가는의 ,.()'’-·:1\n\t", max_size=6),
        st.sampled_from([" ", " of the ", " de la ", "의 ", "은 ", " (", ") ", ", ", "’s ", "www."]),
    )
    return code, "".join(draw(st.lists(piece, max_size=12)))


@settings(max_examples=150, deadline=None)
@given(_texts())
def test_mentions_lie_in_the_text_in_order_and_apart(case: tuple[str, str]) -> None:
    code, text = case
    found = find_names([Stretch(text, code)], "2022-01-07")[0]
    at = 0
    for n in found:
        assert at <= n.start < n.end <= len(text)
        assert n.actor
        assert n.name
        assert 0 < n.confidence <= 1
        assert not text[n.start].isspace()
        assert not text[n.end - 1].isspace()
        at = n.end
    assert found == find_names([Stretch(text, code)], "2022-01-07")[0]


@settings(max_examples=100, deadline=None)
@given(_texts())
def test_a_shadow_leads_back_to_every_character(case: tuple[str, str]) -> None:
    code, text = case
    tokens = matcher(code).tokens(text)
    shade = shadow(text, tokens)
    assert len(shade.text) == len(shade.starts) == len(shade.ends)
    assert list(shade.token_at.values()) == tokens
    assert "".join(text[a:b] for a, b in zip(shade.starts, shade.ends, strict=True)) == text


@pytest.mark.parametrize("particle", language("ko").table("particles")["particles"])
def test_a_particle_is_no_part_of_the_name(particle: str) -> None:
    for name, actor in (("카자흐스탄", "KAZ"), ("중국", "CHN"), ("나토", "NATO")):
        text = f"어제 {name}{particle} 있었다"
        found = [(text[n.start : n.end], n.actor) for n in find_names([Stretch(text, "ko")])[0]]
        assert found in ([(name, actor)], [(name + particle, f"{actor}_MASSES")])


@pytest.mark.parametrize(
    "word", ["가나다라", "오만하다", "수단으로서", "망중국면", "부탄가스", "인도적으로", "타이란족벌"]
)
def test_a_short_name_inside_another_word_is_not_found(word: str) -> None:
    assert find_names([Stretch(f"그 {word} 말했다", "ko")])[0] == []


@pytest.mark.parametrize("word", ["Chinatown", "Romania2x", "USB", "Indianapolis", "Malian0", "iRAN"])
def test_a_name_inside_another_latin_word_is_not_found(word: str) -> None:
    assert find_names([Stretch(f"the {word} case", "en")])[0] == []


@pytest.mark.parametrize("code", CODES)
def test_every_organisation_is_found_under_its_names(code: str) -> None:
    # words that need a certain context are tested as sentences
    guards = language(code).table("names")["guard"]
    needy = {w for g in guards if {"need_before", "need_after"} & set(g) for w in g["names"]}
    lost = []
    for r in shared_rows("organisations"):
        for alias in r[code].split("|"):
            text = f"2019: {alias}."
            if (
                alias
                and alias not in needy
                and not alias.endswith("?")  # read only where the text tells of its state
                and r["id"] not in {n.actor for n in find_names([Stretch(text, code)])[0]}
            ):
                lost.append((alias, r["id"]))
    assert lost == []
