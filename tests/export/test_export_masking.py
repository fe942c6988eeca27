"""Persons without a public role stand under a pseudonym of their document; nobody else does."""

from __future__ import annotations

import json
import tomllib
from importlib.resources import files

import pytest

from foedus.evidence.rows import TABLES
from foedus.export.evidence import InMemory
from foedus.export.masking import find_masks, masked, states_office

A, B = "a canal.md", "b/canal.pdf"


def test_a_private_person_is_one_pseudonym_in_a_document_and_another_in_the_next(evidence: InMemory) -> None:
    assert find_masks(evidence).by_doc == {A: {"brack_otto": f"person-1@{A}"}, B: {"brack_otto": f"person-1@{B}"}}


def test_no_field_that_foedus_derives_names_a_private_person(evidence: InMemory) -> None:
    seen = masked(evidence)
    for name in TABLES:
        for row in seen.rows(name):
            derived = {k: v for k, v in row.items() if k != "quote"}
            text = json.dumps(derived, ensure_ascii=False)
            assert "brack_otto" not in text, (name, derived)
            assert "Otto Brack" not in text, (name, derived)


def test_the_office_holder_keeps_her_name_and_the_quote_is_untouched(evidence: InMemory) -> None:
    mayor, journalist, *_ = masked(evidence).rows("actors")
    assert (mayor["actor"], mayor["name"]) == ("lund_ana", "Ana Lund")
    assert (journalist["actor"], journalist["name"], journalist["quote"]) == (f"person-1@{A}", None, "Otto Brack")


def test_ids_are_replaced_in_lists_and_in_made_sentences(evidence: InMemory) -> None:
    seen = masked(evidence)
    first, second = seen.rows("claims")
    assert (first["speaker"], first["through"]) == (f"person-1@{A}", ["lund_ana"])
    assert second["speaker"] == [f"person-1@{B}", "PER"]
    event, _ = seen.rows("events")
    assert event["gloss"] == f"CONSULT: lund_ana -> person-1@{A}, 2031-03-03"
    (finding,) = seen.rows("findings")
    assert finding["explanation"] == f"person-1@{A} (person-1@{A}) says more."


def test_rows_without_such_a_person_are_the_same_objects(evidence: InMemory) -> None:
    for name in ("documents", "segments", "dates", "quantities", "tables", "citations", "alignment"):
        assert list(masked(evidence).rows(name)) == list(evidence.rows(name))


@pytest.mark.parametrize(
    ("text", "name", "language", "public"),
    [
        ("Mayor Ana Lund spoke.", "Mayor Ana Lund", "en", True),
        ("Ana Lund, mayor of Selm, spoke.", "Ana Lund", "en", True),
        ("Envoy Ana Lund spoke.", "Ana Lund", "en", True),
        ("The envoy said that Ana Lund spoke.", "Ana Lund", "en", False),
        ("The mayor of Selm, Ana Lund, spoke.", "Ana Lund", "en", True),
        ("Ana Lund, who met the mayor, spoke.", "Ana Lund", "en", False),
        ("After talks with the president, Ana Lund spoke.", "Ana Lund", "en", False),
        ("Ana Lund, a journalist, spoke.", "Ana Lund", "en", False),
        ("Mrs Ana Lund spoke.", "Mrs Ana Lund", "en", False),
        ("Ana Lund spoke; the president listened.", "Ana Lund", "en", False),
        ("Habló el alcalde Ana Lund.", "alcalde Ana Lund", "es", True),
        ("Ana Lund, periodista, habló.", "Ana Lund", "es", False),
        ("한지우 장관이 말했다.", "한지우 장관", "ko", True),
        ("한지우 기자가 말했다.", "한지우 기자", "ko", False),
        ("Ana Lund spoke.", "Ana Lund", "und", False),
    ],
)
def test_which_words_state_an_office(text: str, name: str, language: str, public: bool) -> None:
    at = text.index(name)
    assert states_office(text, at, at + len(name), language) is public


def test_a_post_stated_by_a_relation_makes_public(evidence: InMemory) -> None:
    post = {**next(evidence.rows("relations")), "subject": "brack_otto", "relation": "head_of", "doc": A}
    told = InMemory({**evidence.tables, "relations": [post]}, evidence.texts)
    assert A not in find_masks(told).by_doc
    assert B in find_masks(told).by_doc  # what one document states is not carried to another


def test_every_column_of_actors_is_one_of_a_table() -> None:
    columns = {c for t in TABLES.values() for c in t.keys}
    told = tomllib.loads((files("foedus.export") / "masking.toml").read_text(encoding="utf-8"))
    assert set(told["actor_columns"]) <= columns
    by_meaning = {c for t in TABLES.values() for c, meaning in t.keys.items() if "actor id" in meaning or "ids of" in meaning}
    assert by_meaning <= set(told["actor_columns"])
