"""What holds of the rows of events: one id for one event in any language, speakers that do not act, honest anchors."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.evidence.events.lexicon import TYPES
from foedus.evidence.readers import events

told = runpy.run_path(str(Path(__file__).parents[2] / "benchmarks" / "events.py"))["told"]
STATUS = {"happened", "planned", "reported", "offered", "refrained", "denied", "predicted", "hypothetical"}

INTERVENTION = {
    "en": "Tanzania sent two battalions to Mozambique on 9 August 2021.",
    "es": "Tanzania envió dos batallones a Mozambique el 9 de agosto de 2021.",
    "ko": "탄자니아는 2021년 8월 9일 모잠비크에 병력을 파견했다.",
}


def one(text: str, code: str, published: str = "2023-05-10") -> dict[str, Any]:
    rows = told(text, published, code)
    assert len(rows) == 1, [r["gloss"] for r in rows]
    found: dict[str, Any] = rows[0]
    return found


@pytest.mark.parametrize("code", ["en", "es", "ko"])
def test_a_deed_has_who_whom_and_when(code: str) -> None:
    row = one(INTERVENTION[code], code)
    assert (row["type"], row["actors"], row["recipients"], row["date"]) == ("MOBILIZE", ["TZA"], ["MOZ"], "2021-08-09")
    assert row["gloss"] == "MOBILIZE: TZA -> MOZ, 2021-08-09"
    assert row["status"] == "happened"


def test_tellings_in_three_languages_share_one_event() -> None:
    assert len({one(text, code)["event"] for code, text in INTERVENTION.items()}) == 1


def test_another_month_or_another_country_is_another_event() -> None:
    first = one(INTERVENTION["en"], "en")["event"]
    assert first != one(INTERVENTION["en"].replace("August", "May"), "en")["event"]
    assert first != one(INTERVENTION["en"].replace("Mozambique", "Malawi"), "en")["event"]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "Norway said that Sudan had bombed a bridge in Chad."),
        ("es", "Noruega afirmó que Sudán había bombardeado un puente de Chad."),
        ("ko", "노르웨이는 수단군이 차드의 다리를 폭격했다고 밝혔다."),
    ],
)
def test_who_speaks_is_not_who_acts(code: str, text: str) -> None:
    row = one(text, code)
    assert row["type"] == "ASSAULT"
    assert not [a for a in row["actors"] if a.startswith("NOR")]
    assert row["status"] == "reported"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Peru will send troops to Haiti.", "planned"),
        ("Peru may send troops to Haiti.", "hypothetical"),
        ("Peru did not send troops to Haiti.", "denied"),
        ("Peru denied that it had sent troops to Haiti.", "denied"),
        ("Peru refrained from sending troops to Haiti.", "refrained"),
        ("Peru reportedly sent troops to Haiti.", "happened"),
        ("According to Chile, Peru sent troops to Haiti.", "reported"),
    ],
)
def test_the_status_follows_the_words(text: str, status: str) -> None:
    assert one(text, "en")["status"] == status


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("페루는 아이티에 병력을 파견할 것이다.", "planned"),
        ("페루는 아이티에 병력을 파견할 수 있다.", "hypothetical"),
        ("페루는 아이티에 병력을 파견하지 않았다.", "denied"),
        ("페루는 아이티에 병력을 파견하는 것을 자제했다.", "refrained"),
    ],
)
def test_korean_endings_tell_the_status(text: str, status: str) -> None:
    assert one(text, "ko")["status"] == status


def test_a_demand_is_one_event_and_not_the_deed_demanded() -> None:
    assert one("Kenya called for the withdrawal of Rwandan troops from Congo.", "en")["type"] == "REQUEST"


def test_what_must_be_done_is_asked_of_who_must_do_it() -> None:
    row = one("Brazil said that Venezuela must release the prisoners.", "en")
    assert (row["type"], row["actors"], row["recipients"]) == ("REQUEST", ["BRA"], ["VEN"])


def test_the_words_of_the_clause_give_the_context() -> None:
    assert one("Peru and Chile signed a trade agreement.", "en")["context"] == ["economic"]
    assert one("페루와 칠레는 국경 협정에 서명했다.", "ko")["context"] == ["territory"]


def test_nothing_is_told_of_nobody() -> None:
    assert told("The price of bread rose, and the shops were attacked by hunger.", "2023-05-10", "en") == []


def test_reading_twice_gives_the_same_rows() -> None:
    assert told(INTERVENTION["ko"], "2023-05-10", "ko") == told(INTERVENTION["ko"], "2023-05-10", "ko")


WORDS = st.sampled_from(
    ["Chad", "attacked", "the", "army of", "Niger", ",", "“", "”", "said that", "in", "Lima", "폭격했다고", "차드는", "니제르를",
     "(", ")", "병력을", "파견하", "기로", "el ejército", "bombardeó", "a Perú", "que", "y", "fue", "atacado por", "\n", "2021", ".", "말했다."]
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(WORDS, max_size=25))
def test_any_text_is_read_and_every_row_is_anchored(words: list[str]) -> None:
    document = load_bytes("any.txt", " ".join(words).encode())
    if not isinstance(document, Document):
        return
    for row in events.read(document):
        assert document.text[row["start"] : row["end"]] == row["quote"]
        assert row["type"] in TYPES
        assert row["status"] in STATUS
        assert 0.0 <= row["confidence"] <= 1.0


def test_the_month_of_may_is_no_doubt() -> None:
    assert one("On 9 May thousands of people protested in Lilongwe against the war.", "en")["status"] == "happened"


def test_a_subject_stands_behind_a_full_date() -> None:
    row = one("El 3 de mayo de 2022 el ejército de Malaui atacó Tanzania.", "es")
    assert (row["actors"], row["recipients"], row["date"]) == (["MWI_MILITARY", "MWI"], ["TZA"], "2022-05-03")
