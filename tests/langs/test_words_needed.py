"""Patterns that wait for their words: they pass over nothing that they would match, and every one can be compiled."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest

from foedus.core.errors import FoedusError
from foedus.evidence.relations.patterns import Macros, late, tie_grammar
from foedus.evidence.relations.slots import KINDS
from foedus.evidence.stances.grammar import stance_grammar
from foedus.langs.grammar import dates, numerals, quantities
from foedus.langs.grammar.late import NEVER, Late
from foedus.langs.grammar.words_needed import Needs, fold, holds, needs
from foedus.langs.registry import language, languages

TESTS = Path(__file__).parent.parent
CODES = sorted(languages())
_NAMED = re.compile(r"\b[A-ZÀ-ÝА-Я]\w+|[가-힣]{2,}(?=[은는이가을를의와과에])")
_NAME = re.compile(r"\{([a-z]+)\}")


def _needs(source: str, **macros: str) -> set[frozenset[str]]:
    def held(name: str) -> Needs:
        return needs(macros[name], _NAME, held)

    return set(needs(source, _NAME, held))


def _late(found: object) -> Iterator[Late]:
    if isinstance(found, Late):
        yield found
    elif is_dataclass(found) and not isinstance(found, type):
        for field in fields(found):
            yield from _late(getattr(found, field.name))
    elif isinstance(found, Mapping):
        yield from _late(list(found.values()))
    elif isinstance(found, list | tuple):
        for each in found:
            yield from _late(each)


def _grammars(code: str) -> list[Any]:
    tongue = language(code)
    return [dates.grammar(tongue), quantities._grammar(tongue).patterns, numerals._patterns(tongue), tie_grammar(tongue), stance_grammar(tongue)]


def _strings(found: object) -> Iterator[str]:
    if isinstance(found, str):
        yield found
    elif isinstance(found, Mapping):
        yield from _strings(list(found.values()))
    elif isinstance(found, Iterable):
        for each in found:
            yield from _strings(each)


def _sentences(code: str) -> set[str]:
    """Return sentences written for the tests of a language, and the same with slots of states instead of names."""
    tables = [tomllib.loads(p.read_text(encoding="utf-8")) for p in TESTS.glob(f"*/*_{code}.toml")]
    told = {s for t in tables for s in _strings(t) if " " in s}
    return told | {_NAMED.sub(KINDS["state"] + "\ue100", s) for s in told}


@pytest.mark.parametrize(("source", "told"), [
    ("ally of", {frozenset({"ally"}), frozenset({"of"})}),
    ("(?:joins?|left) the (?:old )?pact", {frozenset({"join", "left"}), frozenset({"the"}), frozenset({"pact"})}),
    ("(?:joins|) pact", {frozenset({"pact"})}),
    ("(?:joins)*(?:pact)?(?:bloc){0,2}", set()),
    ("(?:pact)+(?:bloc){2}", {frozenset({"pact"}), frozenset({"bloc"})}),
    ("(?<!no )(?!never)(?=soon)bloc", {frozenset({"bloc"})}),
    (r"\bpact\b|\w+", set()),
    ("[0-9]+ ?km", {frozenset("0123456789"), frozenset({"km"})}),
    ("[a-z]+[^x][Pp]act", {frozenset({"act"})}),
    ("조약을?", {frozenset({"조약"})}),
    ("(?P<a>pact)(?P=a)", {frozenset({"pact"})}),
    ("{verb} into", {frozenset({"march", "sail"}), frozenset({"into"})}),
    ("{verb}? into", {frozenset({"into"})}),
    ("(?i:PACT)", {frozenset({"pact"})}),
])
def test_what_every_match_holds_is_told(source: str, told: set[frozenset[str]]) -> None:
    assert _needs(source, verb="(?:march|sail)(?:ed)?") == told


@pytest.mark.parametrize(("source", "text"), [("kilim", "\u212aILIM"), ("silk", "\u017fil\u212a"), ("kilim", "K\u0131l\u0130m"), ("МОСТ", "м\u1c82ст"), ("ΛΟΓΟΣ", "Λόγος".replace("ό", "ο"))])
def test_letters_that_match_each_other_are_folded_alike(source: str, text: str) -> None:
    assert re.search(source, text, re.IGNORECASE)
    assert holds(fold(text), needs(source, _NAME, lambda name: ()))


def test_a_pattern_is_compiled_when_a_text_first_has_its_words() -> None:
    made = []

    def make() -> re.Pattern[str]:
        made.append(1)
        return re.compile("pact of (\\w+)")

    pattern = Late(make, needs("pact of (\\w+)", _NAME, lambda name: ()))
    assert pattern.search("a treaty of peace") is None
    assert not made
    for _ in range(2):
        found = pattern.search("a pact of steel")
        assert found
        assert found[1] == "steel"
    assert made == [1]
    assert [m[1] for m in pattern.finditer("pact of a, pact of b")] == ["a", "b"]
    assert not pattern.match("a pact of b")
    assert pattern.match("a pact of b", 2)
    assert pattern.fullmatch("a pact of b", 2)
    assert NEVER.search("") is NEVER.search("pact") is None


def test_a_macro_that_is_not_defined_is_refused_at_once() -> None:
    with pytest.raises(FoedusError, match="no macro is named 'nobody'"):
        late("{s} fights {nobody}", Macros({"s": "x"}), bounded=True)
    broken = late("{s}(", Macros({"s": "x"}), bounded=True)
    with pytest.raises(FoedusError) as found:
        broken.compiled()
    assert found.value.code == "pattern-syntax"


@pytest.mark.parametrize("code", CODES)
def test_no_match_is_passed_over(code: str) -> None:
    patterns = list(_late(_grammars(code)))
    assert patterns
    compiled = [(p, p.compiled()) for p in patterns]
    texts = [*_sentences(code), *list(_sentences("en"))[:40]]
    seen = 0
    for text in texts:
        folded = fold(text)
        for pattern, itself in compiled:
            if not holds(folded, pattern.needs):
                assert itself.search(text) is None, (itself.pattern[:200], text, pattern.needs)
            else:
                seen += 1
    assert 0 < seen < len(texts) * len(compiled)  # both kinds occur
