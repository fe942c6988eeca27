"""The tables of names are sound: ids are valid and unique, aliases unambiguous, cross-references resolve."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from foedus.langs.grammar.name_entries import (
    CUES,
    aliases,
    english_names,
    inflect,
    persons,
    shared_rows,
    shared_table,
    split,
    states,
)
from foedus.langs.grammar.name_rules import rules
from foedus.langs.grammar.name_tokens import MARK
from foedus.langs.registry import language, languages

LANGUAGES = tuple(code for code, tongue in languages().items() if tongue.table("names"))
KINDS = {"state", "government", "organisation", "institution", "military", "population", "group", "place"}
ROLES = set("PMLKFDSVNICAXO")


def test_states_have_distinct_codes_and_no_former_ones() -> None:
    table = states()
    assert all(re.fullmatch("[A-Z]{3}", code) for code in table)
    assert len({alpha2 for alpha2, _, _ in table.values()}) == len(table)
    assert (
        sum(kind == "state" for _, _, kind in table.values()) == 197
    )  # 193 members, 2 observers, Taiwan, Kosovo
    assert not {"SUN", "YUG", "DDR", "BUR", "ZAR"} & set(table)


def test_every_id_is_unique_over_all_tables() -> None:
    ids = [r["id"] for name in ("organisations", "media", "persons") for r in shared_rows(name)] + list(
        states()
    )
    assert [i for i, n in Counter(ids).items() if n > 1] == []


def test_ids_have_the_form_of_the_evidence_tables() -> None:
    for r in shared_rows("organisations"):
        place = r["kind"] == "place"  # places go by their English names
        assert r["id"] == r["name"] if place else re.fullmatch(r"[A-Z][A-Za-z0-9_]*", r["id"]), r
        assert r["kind"] in KINDS, r
    for r in shared_rows("persons"):
        assert re.fullmatch(r"[a-z0-9-]+(_[a-z0-9-]+)?", r["id"]), r  # some bear one name only


@pytest.mark.parametrize("name", ["organisations", "media", "capitals", "places", "persons", "states"])
def test_every_row_states_its_source_and_fits_its_columns(name: str) -> None:
    for r in shared_rows(name):
        assert r["source"], r
        assert None not in r, r
        assert None not in r.values(), r


@pytest.mark.parametrize("name", ["organisations", "media", "capitals", "places"])
def test_what_an_entry_belongs_to_is_known(name: str) -> None:
    assert [r for r in shared_rows(name) if r["of"] and r["of"] not in english_names()] == []


def test_offices_are_of_known_actors_and_end_after_they_begin() -> None:
    for person in persons().values():
        assert person.offices, person
        for office in person.offices:
            assert office.of in english_names(), person
            assert office.roles, person
            assert office.roles <= ROLES, person
            assert not office.until or office.until >= office.since[: len(office.until)], person


@pytest.mark.parametrize("code", LANGUAGES)
def test_an_alias_means_one_actor_unless_it_is_a_surname_or_of_the_state_told_of(code: str) -> None:
    ambiguous = {
        alias: sorted({e.id for e in entries})
        for alias, entries in aliases(code).items()
        if len({e.id for e in entries if e.cls != "surname" and not e.told}) > 1
    }
    assert ambiguous == {}


@pytest.mark.parametrize("code", LANGUAGES)
def test_bearers_of_one_name_are_bodies_of_different_states(code: str) -> None:
    for alias, entries in aliases(code).items():
        shared = [e for e in entries if e.told]
        if shared:
            assert {e.cls for e in entries} == {"organisation"}, alias
            assert all(e.of in states() or english_names()[e.of][1] == "state" for e in shared), alias
            assert len({e.of for e in entries}) == len(entries), alias


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_state_has_a_name_in_every_language(code: str) -> None:
    named = {e.id for entries in aliases(code).values() for e in entries if e.cls == "state"}
    assert {s for s, (_, _, kind) in states().items() if kind == "state"} - named <= {"DMA", "GRD", "MUS"}


@pytest.mark.parametrize("code", LANGUAGES)
def test_codes_in_the_language_tables_are_codes(code: str) -> None:
    table = language(code).table("names")
    assert set(table["states"]) <= set(states())
    assert set(table["cues"]) <= CUES | {"weak_head"}
    assert all(actor in english_names() for actor in table.get("short_forms", {}))
    short = table.get("short", {}).get("characters", {})
    assert set(short.values()) <= set(states()) | {"SUN"}


@pytest.mark.parametrize("code", LANGUAGES)
def test_rules_compile_and_say_what_they_make(code: str) -> None:
    made = {
        "person",
        "holder",
        "government",
        "military",
        "population",
        "organisation",
        "new person",
        "bearer",
        "skip",
    }
    for rule in rules(code):
        assert rule.makes in made, rule.name
        needed = {
            "holder": {"of", "role"},
            "person": {"who"},
            "new person": {"name"},
            "organisation": {"name"},
        }
        assert needed.get(rule.makes, set()) <= set(rule.pattern.groupindex), rule.name
        assert rule.makes not in ("new person", "organisation") or 0 < rule.confidence < 1, rule.name


def test_guarded_words_are_in_the_lexicon() -> None:
    for code in LANGUAGES:
        words = {w for g in language(code).table("names")["guard"] for w in g["names"]}
        unknown = words - set(aliases(code))
        assert unknown == set(), f"{code}: a guard on a word that is not a name has no effect"


def test_class_marks_are_private_and_distinct() -> None:
    assert len(set(MARK.values())) == len(MARK)
    assert all("\ue000" <= mark <= "\uf8ff" for mark in MARK.values())


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("ruso", ["ruso", "rusa", "rusos", "rusas"]),
        ("alemán", ["alemán", "alemana", "alemanes", "alemanas"]),
        ("estadounidense", ["estadounidense", "estadounidenses"]),
        ("iraní", ["iraní", "iraníes", "iranís"]),
        ("español", ["español", "española", "españoles", "españolas"]),
        ("belga", ["belga", "belgas"]),
        ("kosovar", ["kosovar", "kosovares"]),
    ],
)
def test_demonyms_inflect(word: str, forms: list[str]) -> None:
    assert inflect(word, language("es").table("names")["inflection"]) == forms


def test_given_names_are_listed_once_and_cells_split_cleanly() -> None:
    table = shared_table("given_names")
    assert [n for n, c in Counter(table["hangul"]).items() if c > 1] == []
    assert split(" a | b||c ") == ["a", "b", "c"]
