"""Stances read from our own sentences in three languages: who, in which direction, on whose word, for what reasons."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.evidence.readers import stances
from foedus.evidence.rows import Row
from foedus.evidence.stances.classes import wantings
from foedus.evidence.stances.grammar import stance_grammar
from foedus.langs.registry import language

FILLER = {
    "en": "The ferry ran twice a day in winter and four times a day in summer.",
    "es": "El transbordador salía dos veces al día en invierno y cuatro veces al día en verano.",
    "ko": "여객선은 겨울에 하루 두 번, 여름에 하루 네 번 다녔다.",
    "ru": "Паром ходил два раза в день зимой и четыре раза в день летом, когда приезжали туристы.",
}
PAGE = Path(__file__).parents[2] / "docs" / "stances.md"


def read(code: str, text: str, byline: str = "") -> list[Row]:
    whole = f"{byline}{FILLER[code]}\n\n{text}\n"
    document = load_bytes("notes.txt", whole.encode())
    assert isinstance(document, Document)
    rows = [r for r in stances.read(document) if r is not None]
    assert all(whole[r["start"] : r["end"]] == r["quote"] for r in rows)
    return rows


def top(actor: str) -> str:
    return actor.removesuffix("_GOV")


@pytest.mark.parametrize("code", ["en", "es", "ko", "ru"])
def test_sentences_of_our_own(code: str) -> None:
    files = sorted(Path(__file__).parent.glob(f"*_{code}.toml"))
    hit = wrong = missed = 0
    for s in (s for f in files for s in tomllib.loads(f.read_text(encoding="utf-8"))["sentence"]):
        rows = read(code, s["text"])
        used: set[int] = set()
        for actor, direction, word in s["stances"]:
            found = next(
                (
                    k for k, r in enumerate(rows)
                    if k not in used and (top(r["actor"]), r["direction"]) == (actor, direction) and word.lower() in r["issue"].lower()
                ),
                None,
            )
            missed += found is None
            if found is not None:
                used.add(found)
        hit += len(used)
        wrong += len(rows) - len(used)
    assert 2 * hit / (2 * hit + wrong + missed) >= 0.9


def test_the_page_publishes_the_ways_of_wanting() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for name, w in wantings().items():
        assert f"| `{name}` | {w.means} | {w.direction} | {w.basis} | {w.low:g}–{w.high:g} |" in page


def test_the_classes_are_ordered_intervals_of_their_direction() -> None:
    for w in wantings().values():
        assert 0 <= w.low < w.high <= 1
        middle = (w.low + w.high) / 2
        assert {"for": middle > 0.6, "against": middle < 0.4, "mixed": 0.4 <= middle <= 0.6}[w.direction]


@pytest.mark.parametrize("code", ["en", "es", "ko"])
def test_every_language_has_words_for_every_way(code: str) -> None:
    grammar = stance_grammar(language(code))
    assert grammar is not None
    # What only deeds show has no words.
    assert {name for name, _ in grammar.words} == {name for name, w in wantings().items() if w.basis != "inferred"}


@pytest.mark.parametrize(("code", "text"), [
    ("en", "Kenya supports Uganda."),
    ("en", "Will Kenya support the plan?"),
    ("en", "The support group of Peru met twice."),
    ("es", "Kenia apoya a Uganda."),
    ("ko", "케냐는 우간다를 지지한다."),
])  # fmt: skip
def test_backing_an_actor_or_a_question_is_no_stance(code: str, text: str) -> None:
    assert read(code, text) == []


def test_words_said_by_another_are_ascribed_by_that_one() -> None:
    (row,) = read("en", "Ecuador said that Peru opposes the canal.")
    assert (row["actor"], row["direction"], row["basis"], row["ascribed_by"]) == ("PER", "against", "ascribed", "ECU")
    (own,) = read("en", "Peru said that it opposes the canal.")
    assert (own["actor"], own["basis"], own["ascribed_by"]) == ("PER", "stated", None)


def test_a_condition_makes_readiness_mixed() -> None:
    (row,) = read("en", "Peru is ready to open the canal if Ecuador pays.")
    assert (row["actor"], row["direction"]) == ("PER", "mixed")
    (free,) = read("en", "Peru is ready to open the canal.")
    assert free["direction"] == "for"


def test_what_ought_to_be_is_wanted_by_whoever_says_so() -> None:
    rows = read("en", "Ecuador said that Peru must open the canal.")
    assert [(r["actor"], r["direction"], r["issue"]) for r in rows] == [("ECU", "for", "Peru must open the canal")]


def test_reasons_and_polls_are_kept() -> None:
    (row,) = read("en", "Peru opposes the canal because it would dry out two valleys.")
    assert row["reasons"] == ["it would dry out two valleys"]
    (poll,) = read("en", "In a poll of 900 people by Northwind in May, 58% of Peruvians opposed the canal.")
    assert (poll["actor"], poll["direction"]) == ("PER_MASSES", "against")
    assert any("900 people by Northwind" in r for r in poll["reasons"])
    (split,) = read("en", "In a poll of 900 people by Northwind in May, 41% of Peruvians supported the canal.")
    assert split["direction"] == "mixed"


def test_a_leader_in_office_binds_the_state_and_the_row_says_it_is_inferred() -> None:
    rows = read("en", "Lula da Silva rejected the tariff.", byline="A tariff on fish\n\nBy Ana Ruiz, 2 May 2024\n\n")
    assert {(r["actor"], r["basis"]) for r in rows} >= {("BRA", "inferred")}
    assert len({r["issue"] for r in rows}) == 1


def test_factions_are_not_their_state() -> None:
    (row,) = read("en", "Hardliners in Peru oppose the canal.")
    assert row["actor"] == "PER_HARDLINERS"


def test_the_verb_that_governs_counts() -> None:
    (row,) = read("ko", "페루는 운하 건설을 공개적으로 지지하는 것을 자제하고 있다.")
    assert row["direction"] == "mixed"


@given(st.text(max_size=200))
def test_any_text_is_read_without_failing(text: str) -> None:
    document = load_bytes("any.txt", text.encode("utf-8", "replace"))
    if isinstance(document, Document):
        for r in stances.read(document):
            assert r is None or document.text[r["start"] : r["end"]] == r["quote"]
