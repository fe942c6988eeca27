"""What every language folder must satisfy. Folders are found, not listed: a new one is tested by being there."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from foedus.evidence.claims.frames import frames
from foedus.evidence.claims.grammar import reporting
from foedus.evidence.events.lexicon import lexicon
from foedus.evidence.relations.patterns import tie_grammar
from foedus.evidence.stances.grammar import stance_grammar
from foedus.langs.grammar.dates import find_dates, grammar
from foedus.langs.grammar.name_entries import aliases, english_names, shared_rows
from foedus.langs.grammar.name_rules import rules
from foedus.langs.grammar.numbers import number_grammar
from foedus.langs.grammar.patterns import fixed_case
from foedus.langs.grammar.quantities import find_quantities
from foedus.langs.registry import language, languages

CODES = sorted(languages())
FOLDERS = Path(str(files("foedus.langs")))
TESTS = Path(__file__).parent.parent
#: Tables without which a folder reads nothing; the rest may come later.
NEEDED = ("language", "layout", "segment", "quotes", "dates", "numbers", "units", "names", "reporting", "citations", "tables", "cues", "question")


def _tables(code: str) -> dict[str, dict[str, Any]]:
    return {p.stem: tomllib.loads(p.read_text(encoding="utf-8")) for p in sorted((FOLDERS / code).glob("*.toml"))}


@cache
def _asked_for() -> frozenset[str]:
    """Return every word in quotation marks in the code and its tests: what may be the name of a table or key."""
    code = FOLDERS.parent
    files_ = [*code.rglob("*.py"), *(TESTS / "dates").glob("*.py"), *(TESTS / "quantities").glob("*.py")]
    return frozenset(w for p in files_ for w in re.findall(r"[\"']([a-z_]+)[\"']", p.read_text(encoding="utf-8")))


@pytest.mark.parametrize("code", CODES)
def test_a_folder_holds_the_tables_a_reader_needs(code: str) -> None:
    tables = _tables(code)
    assert set(NEEDED) <= set(tables)
    assert re.fullmatch("[a-z]{2}", code)
    assert re.fullmatch("[A-Z][a-z]{3}", tables["language"]["script"])


@pytest.mark.parametrize("code", CODES)
def test_nothing_stands_in_a_folder_that_no_code_asks_for(code: str) -> None:
    known = _asked_for()
    assert sorted(set(_tables(code)) - known) == []
    # a misspelt key would be passed over in silence
    assert sorted(f"{t}: {k}" for t, table in _tables(code).items() if t not in ("events", "syntax") for k in table if k not in known) == []


@pytest.mark.parametrize("code", CODES)
def test_every_pattern_compiles(code: str) -> None:
    tongue = language(code)
    assert grammar(tongue).patterns
    assert number_grammar(tongue).words
    find_quantities("1", tongue)
    assert rules(code)
    assert reporting(tongue) is not None
    for name, reader in (("relations", tie_grammar), ("stances", stance_grammar), ("events", lexicon)):
        assert (reader(tongue) is not None) == bool(tongue.table(name))
    cues = tongue.table("cues")
    for pattern in [*cues["negation"], *cues["not_negation"], *tongue.table("layout")["furniture"]]:
        re.compile(pattern)


@pytest.mark.parametrize("code", CODES)
def test_every_digit_of_a_table_is_in_range(code: str) -> None:
    dates, numbers = language(code).table("dates"), language(code).table("numbers")
    assert set(dates["months"].values()) == set(range(1, 13)) or code == "ko"  # Korean months are numbers
    assert set(dates["weekdays"].values()) == set(range(7))
    assert all(0 < v < 1 for v in numbers.get("fractions", {}).values())
    assert all(v == int(v) > 0 for v in numbers.get("ordinals", {}).values())  # Korean counts ranks by pattern
    assert all(a < b for a, *rest in numbers["vague"].values() for b in rest)
    assert {u["kind"] for u in language(code).table("units")["units"].values()} <= {"length", "mass", "duration", "other", "count", "share"}


@pytest.mark.parametrize("code", CODES)
def test_every_actor_a_folder_names_is_known(code: str) -> None:
    own = language(code).table("aliases")
    known = {
        "organisations": set(english_names()), "media": set(english_names()), "persons": set(english_names()),
        "places": {r["id"] for r in shared_rows("places")}, "capitals": {r["place"] for r in shared_rows("capitals")},
    }  # fmt: skip
    assert {kind: sorted(set(names) - known[kind]) for kind, names in own.items() if set(names) - known[kind]} == {}
    # nobody is left out by chance: the folder names the great bodies and capitals, in the shared tables or its own
    named = {e.id for entries in aliases(code).values() for e in entries}
    assert {"UN", "EU", "NATO", "IMF", "Moscow", "Washington", "Beijing"} <= named


@pytest.mark.parametrize("code", CODES)
def test_every_language_can_tell_a_claim_and_a_hearsay(code: str) -> None:
    table = language(code).table("reporting")
    for name in ("say", "think", "according", "hearsay"):
        assert table.get(name), name


def test_every_folder_has_its_sentences() -> None:
    own = {p.stem.removeprefix("frames_") for p in Path(__file__).parent.glob("frames_*.toml")}
    assert own == set(CODES)


@pytest.mark.parametrize("code", CODES)
def test_every_pattern_is_met_in_a_sentence(code: str) -> None:
    examples = tomllib.loads((Path(__file__).parent / f"frames_{code}.toml").read_text(encoding="utf-8"))
    tongue, found = language(code), reporting(language(code))
    assert found is not None
    read = {
        "dates": (find_dates, {p["form"] for p in tongue.table("dates")["pattern"] if not p.get("drop")}),
        "quantities": (find_quantities, {p["form"] for p in tongue.table("units")["pattern"]}),
    }
    for name, (reader, forms) in read.items():
        assert set(examples[name]) == forms
        for form, sentence in examples[name].items():
            assert form in {m.form for m in reader(sentence, tongue)}, sentence
    for manner, sentence in examples["reporting"].items():
        met = {f.manner for f in frames(sentence, (), found)}
        assert manner.removesuffix("_with") in met, sentence


def test_wide_classes_match_the_same_and_others_stay() -> None:
    assert fixed_case("[가-힣]+ [A-Za-zÀ-ɏ] [0-9]") == "(?-i:[가-힣])+ (?-i:[A-Za-zÀ-ɏ]) [0-9]"
    for kept in ("[a-záéí]", "[А-ЯЁ]", "[a-z가-힣]", r"\[가-힣", "[A-Z]"):
        assert fixed_case(kept) == kept
    for text in ("Ábaco", "ábaco", "가을"):
        assert re.fullmatch(fixed_case("[A-Za-zÀ-ɏ가-힣]+"), text, re.IGNORECASE)
