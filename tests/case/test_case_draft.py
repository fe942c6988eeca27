"""A draft proposes and accepts nothing: wide values, anchored where the documents state something."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.case.arrays import draw_inputs
from foedus.case.candidates import MOST, find_candidates
from foedus.case.check import check_case
from foedus.case.draft import draft_case
from foedus.case.parse import dump_case, parse_case
from foedus.case.question import read_question
from foedus.case.scale import round_up
from foedus.case.sentences import Sentences
from foedus.core.errors import FoedusError
from foedus.documents.model import Document, Metadata, Part, Segment, View
from foedus.langs.registry import languages

SENTENCES = [
    "Arland asked for 400 soldiers.",
    "The government of Arland said that help is needed.",
    "Borduria offered 150 soldiers for 3 weeks.",
    "Borduria said that its soldiers would leave after 10 days.",
    "The League met twice.",
    "The League chose no date.",
    "Arland lies on the coast and 12 ships went there.",
    "Rebels of the north said no.",
]
TEXT = " ".join(SENTENCES)


def make(
    name: str = "a.txt", sentences: list[str] | None = None, published: str | None = None
) -> Document:
    sentences = SENTENCES if sentences is None else sentences
    text, at, segments = " ".join(sentences), 0, []
    for s in sentences:
        segments.append(Segment(at, at + len(s), "sentence", "en", 0))
        at += len(s) + 1
    index = np.arange(len(text), dtype=np.int64)
    part = Part("p1", "en", 0, len(text), tuple(segments))
    return Document(name, text, "0" * 64, "utf-8", "text/plain", View(text, index, index + 1), (part,), Metadata(published=published))


def row(quote: str, nth: int = 0, doc: str = "a.txt", text: str = TEXT, **values: Any) -> dict[str, Any]:
    start = -1
    for _ in range(nth + 1):
        start = text.index(quote, start + 1)
    return {"doc": doc, "part": "p1", "start": start, "end": start + len(quote), "quote": quote, "confidence": 0.8, **values}


def mention(quote: str, actor: str, name: str, kind: str, nth: int = 0) -> dict[str, Any]:
    return row(quote, nth, actor=actor, name=name, kind=kind, metonym=False)


EVIDENCE = {
    "actors": [
        mention("Arland", "ARL", "Arland", "state"),
        mention("The government of Arland", "ARL_GOV", "Government of Arland", "government"),
        mention("Arland", "ARL", "Arland", "state", nth=2),
        mention("Borduria", "BRD", "Borduria", "state"),
        mention("Borduria", "BRD", "Borduria", "state", nth=1),
        mention("The League", "LEAGUE", "League", "organisation"),
        mention("The League", "LEAGUE", "League", "organisation", nth=1),
        mention("coast", "Coast", "Coast", "place"),
        mention("Rebels of the north", "ARL_REBELS", "Rebels of the north", "group"),
    ],
    "quantities": [
        row("400 soldiers", value=400, low=None, high=None, unit="soldiers", unit_kind="count", subject="ARL", about="soldiers"),
        row("150 soldiers", value=150, low=None, high=None, unit="soldiers", unit_kind="count", subject="BRD", about="soldiers"),
        row("12 ships", value=12, low=None, high=None, unit="ships", unit_kind="count", subject=None, about="ships"),
        row("3 weeks", value=3, low=None, high=None, unit="weeks", unit_kind="duration", subject="BRD", about="stay"),
        row("10 days", value=10, low=None, high=None, unit="days", unit_kind="duration", subject=None, about="stay"),
    ],
    "claims": [
        row(SENTENCES[1], speaker="ARL_GOV", through=[], form="indirect"),
        row(SENTENCES[3], speaker=["BRD"], through=[], form="indirect"),
        row(SENTENCES[7], speaker="ARL_REBELS", through=[], form="indirect"),
        row(SENTENCES[4], speaker="LEAGUE", through=[], form="author"),
    ],
}
SIZE = "How many soldiers go there, and for how long?"


def test_a_draft_passes_every_error_check_survives_its_file_and_can_be_drawn() -> None:
    documents = {"a.txt": make()}
    case = draft_case(SIZE, documents, EVIDENCE)
    problems = check_case(case, documents)
    assert {p.severity for p in problems} == {"warning"}
    assert parse_case(dump_case(case), "case.yaml") == case
    for issue in case.issues:
        assert draw_inputs(case, issue.id, account=None, draws=50, seed=case.seed).positions.shape == (50, 3)


def test_nothing_is_accepted_and_every_value_says_why() -> None:
    case = draft_case(SIZE, {"a.txt": make()}, EVIDENCE)
    values = [v for s in case.stakeholders for v in (s.position, s.salience, s.capability)]
    assert {v.status for v in values} | {i.status for i in case.issues} == {"drafted"}
    assert all(v.assumption and v.assumption.startswith("Drafted:") for v in values)
    assert case.label


def test_a_ministry_is_its_state_and_a_parliament_an_organisation_that_counts_if_it_speaks() -> None:
    told = [
        "The foreign ministry of Chile asked for 40 soldiers.", "The parliament of Peru said that 20 soldiers are enough.",
        "Peru's parliament said it again.", "The supreme court of Peru met.", "Brazil has 12 ships.", "Police of Chile came to the coast.",
    ]  # fmt: skip
    text = " ".join(told)
    evidence = {
        "actors": [
            row("foreign ministry of Chile", text=text, actor="CHL_MFA", name="Foreign Ministry of Chile", kind="government"),
            row("parliament of Peru", text=text, actor="PER_PARLIAMENT", name="Parliament of Peru", kind="institution"),
            row("Peru's parliament", text=text, actor="PER_PARLIAMENT", name="Parliament of Peru", kind="institution"),
            row("supreme court of Peru", text=text, actor="PER_SUPREME_COURT", name="Supreme Court of Peru", kind="institution"),
            row("Brazil", text=text, actor="BRA", name="Brazil", kind="state"),
            row("Police of Chile", text=text, actor="CHL_POLICE", name="Police of Chile", kind="government"),
        ],
        "claims": [
            row(told[0], text=text, speaker="CHL_MFA", through=[], form="indirect"),
            row(told[1], text=text, speaker="PER_PARLIAMENT", through=[], form="indirect"),
            row(told[2], text=text, speaker="PER_PARLIAMENT", through=[], form="indirect"),
        ],
    }
    documents = {"a.txt": make(sentences=told)}
    case = draft_case("How many soldiers will Chile and Brazil send?", documents, evidence)
    assert {(a.id, a.name, a.kind) for a in case.actors} == {
        ("CHL", "Chile", "state"), ("BRA", "Brazil", "state"), ("PER_PARLIAMENT", "Parliament of Peru", "organisation"),
    }  # fmt: skip
    assert parse_case(dump_case(case), "case.yaml") == case


def test_stakeholders_are_who_the_documents_name_governments_with_their_states() -> None:
    case = draft_case(SIZE, {"a.txt": make()}, EVIDENCE)
    assert [(a.id, a.name, a.kind) for a in case.actors] == [
        ("ARL", "Arland", "state"), ("BRD", "Borduria", "state"), ("LEAGUE", "League", "organisation"),
    ]


def test_a_group_counts_once_it_speaks_in_two_sentences() -> None:
    twice = {**EVIDENCE, "claims": [*EVIDENCE["claims"], row(SENTENCES[6], speaker="ARL_REBELS", form="indirect")]}
    found = [c.actor.id for c in find_candidates(Sentences({"a.txt": make()}), twice)]
    assert "ARL_REBELS" in found
    assert "ARL_REBELS" not in [c.actor.id for c in find_candidates(Sentences({"a.txt": make()}), EVIDENCE)]


def test_versions_of_one_text_do_not_count_twice() -> None:
    again = [{**r, "part": "p2"} for r in EVIDENCE["actors"]]
    one = find_candidates(Sentences({"a.txt": make()}), EVIDENCE)
    two = find_candidates(Sentences({"a.txt": make()}), {**EVIDENCE, "actors": [*EVIDENCE["actors"], *again]})
    assert [(c.actor.id, c.segments) for c in one] == [(c.actor.id, c.segments) for c in two]


def test_a_question_for_a_number_takes_its_scale_from_the_quantities_it_names() -> None:
    size, duration = draft_case(SIZE, {"a.txt": make()}, EVIDENCE).issues
    assert (size.id, size.unit, size.lower, size.upper) == ("size", "soldiers", 0, 600)
    assert {a.quote for a in size.anchors} == {"400 soldiers", "150 soldiers"}
    assert (duration.id, duration.unit) == ("duration", "days")
    assert duration.upper == 40  # 3 weeks are 21 days; 1.5 times that, rounded up
    assert {a.quote for a in duration.anchors} == {"3 weeks", "10 days"}


def test_positions_hold_the_number_said_of_the_actor_or_the_whole_scale() -> None:
    case = draft_case(SIZE, {"a.txt": make()}, EVIDENCE)
    by = {(s.actor, s.issue): s.position for s in case.stakeholders}
    brd = by["BRD", "size"]
    assert brd.central == 150
    assert brd.low < 150 / 2
    assert brd.high >= 300
    assert [a.quote for a in brd.anchors] == ["150 soldiers"]
    silent = by["LEAGUE", "size"]
    assert (silent.low, silent.high, silent.anchors) == (0, 600, ())
    told = by["ARL", "duration"]
    assert (told.low, told.high) == (0, 40)
    assert [a.quote for a in told.anchors] == [SENTENCES[1]]


def test_a_question_for_no_number_runs_from_against_to_for() -> None:
    (issue,) = draft_case("Should Borduria join the League?", {"a.txt": make()}, EVIDENCE).issues
    assert (issue.id, issue.lower, issue.upper) == ("support", 0, 100)
    assert "against" in issue.scale[0].means
    assert issue.assumption


def test_a_number_that_no_document_gives_leaves_a_scale_without_unit() -> None:
    (issue,) = draft_case("How many bridges are built?", {"a.txt": make()}, EVIDENCE).issues
    assert (issue.unit, issue.anchors) == ("points", ())
    assert "no number" in str(issue.assumption)


@pytest.mark.parametrize(("published", "claims"), [("2015-03-02", 1), ("1970-03-02", 0), (None, 0)])
def test_who_holds_office_on_the_day_speaks_for_the_state(published: str | None, claims: int) -> None:
    sentences = ["Russia waits.", "Russia hopes.", "Lavrov said that talks go on."]
    text = " ".join(sentences)
    rows = {
        "actors": [row("Russia", n, text=text, actor="RUS", name="Russia", kind="state") for n in (0, 1)],
        "claims": [row(sentences[2], text=text, speaker="lavrov_sergey", form="indirect")],
    }
    (found,) = find_candidates(Sentences({"a.txt": make(sentences=sentences, published=published)}), rows)
    assert (found.actor.id, len(found.claims), found.segments) == ("RUS", claims, 2 + claims)


def test_documents_about_other_actors_than_the_question_are_left_aside_and_named() -> None:
    near, far = ["Peru and Chile talk.", "Chile lends 30 tents."], ["Peru meets Kenya.", "Kenya lends 900 tents.", "Kenya waits."]
    texts = {"near.txt": " ".join(near), "far.txt": " ".join(far)}

    def at(doc: str, quote: str, nth: int = 0, **values: Any) -> dict[str, Any]:
        return row(quote, nth, doc=doc, text=texts[doc], **values)

    def state(doc: str, name: str, nth: int = 0) -> dict[str, Any]:
        return at(doc, name, nth, actor={"Peru": "PER", "Chile": "CHL", "Kenya": "KEN"}[name], name=name, kind="state")

    rows = {
        "actors": [
            state("near.txt", "Peru"), state("near.txt", "Chile"), state("near.txt", "Chile", 1), state("far.txt", "Peru"),
            *(state("far.txt", "Kenya", n) for n in range(3)),
        ],
        "quantities": [
            at(doc, f"{n} tents", value=n, unit="tents", unit_kind="count", about="tents", low=None, high=None)
            for doc, n in (("near.txt", 30), ("far.txt", 900))
        ],
    }
    documents = {"near.txt": make("near.txt", near), "far.txt": make("far.txt", far)}
    case = draft_case("How many tents do Chile and Bolivia lend to Peru?", documents, rows)
    assert {a.id for a in case.actors} == {"PER", "CHL"}
    assert case.issues[0].upper == 50
    assert "far.txt" in case.limits[0]
    everything = draft_case("How many tents are lent?", documents, rows)
    assert {a.id for a in everything.actors} >= {"CHL", "KEN"}
    assert everything.issues[0].upper == 1500
    assert "far.txt" not in "".join(everything.limits)


def test_actors_of_the_question_come_first_and_are_no_words_to_match_numbers_by() -> None:
    question = read_question("How many tents does Chile lend to the Peruvian government?")
    assert "CHL" in question.actors
    assert not question.names("7 Chile peppers")
    assert question.names("7 tents")
    for text in ("칠레는 페루에 천막을 몇 개 빌려주는가?", "¿Cuántas tiendas presta Chile al Perú?"):
        assert {"CHL", "PER"} <= set(read_question(text).actors)


def test_lengths_of_time_in_sentences_about_the_question_come_first() -> None:
    quantities = [r for r in EVIDENCE["quantities"] if r["unit_kind"] == "duration"]
    question = "How long will it offer its guard?"  # "offered" stands in the sentence of the three weeks only
    (issue,) = draft_case(question, {"a.txt": make()}, {**EVIDENCE, "quantities": quantities}).issues
    assert [a.quote for a in issue.anchors] == ["3 weeks"]
    (other,) = draft_case("How long?", {"a.txt": make()}, {**EVIDENCE, "quantities": quantities}).issues
    assert {a.quote for a in other.anchors} == {"3 weeks", "10 days"}
    assert "None of them" in str(other.assumption)


def test_a_vague_length_of_time_counts_only_in_a_sentence_about_the_question() -> None:
    vague = [{**EVIDENCE["quantities"][3], "value": None, "low": 20, "high": 99, "unit": "years"}]
    (far,) = draft_case("How long?", {"a.txt": make()}, {**EVIDENCE, "quantities": vague}).issues
    assert far.unit == "points"
    (near,) = draft_case("How long is the offer?", {"a.txt": make()}, {**EVIDENCE, "quantities": vague}).issues
    assert near.unit == "years"


def test_a_number_without_an_upper_end_sets_no_scale() -> None:
    several = [{**EVIDENCE["quantities"][4], "value": None, "low": 2, "high": None}]
    (issue,) = draft_case("How long?", {"a.txt": make()}, {**EVIDENCE, "quantities": several}).issues
    assert issue.unit == "points"


@pytest.mark.parametrize("count", [0, 1])
def test_fewer_than_two_actors_is_an_error_that_says_what_to_do(count: int) -> None:
    with pytest.raises(FoedusError) as caught:
        draft_case("Who wins?", {"a.txt": make()}, {"actors": EVIDENCE["actors"][:count]})
    assert caught.value.code == "draft-few-actors"
    assert "add documents" in str(caught.value.hint)


def test_an_empty_question_is_an_error() -> None:
    with pytest.raises(FoedusError, match="question is empty"):
        draft_case("  \n", {"a.txt": make()}, EVIDENCE)


def test_a_row_whose_quote_does_not_stand_there_is_not_used() -> None:
    wrong = {**EVIDENCE["quantities"][0], "start": 0, "end": 3}
    (size, _) = draft_case(SIZE, {"a.txt": make()}, {**EVIDENCE, "quantities": [wrong, EVIDENCE["quantities"][1]]}).issues
    assert [a.quote for a in size.anchors] == ["150 soldiers"]


def test_no_more_stakeholders_than_a_reader_can_weigh() -> None:
    names = [f"State{chr(65 + n)}" for n in range(20)]
    sentences = [f"{n} spoke." for n in names] * 2
    text = " ".join(sentences)
    actors = [row(n, k, text=text, actor=n.upper(), name=n, kind="state") for n in names for k in (0, 1)]
    case = draft_case("What will be done?", {"a.txt": make(sentences=sentences)}, {"actors": actors})
    assert len(case.actors) == MOST


def test_same_evidence_in_another_order_same_draft() -> None:
    documents = {"a.txt": make()}
    turned = {name: rows[::-1] for name, rows in EVIDENCE.items()}
    assert {a.id for a in draft_case(SIZE, documents, turned).actors} == {
        a.id for a in draft_case(SIZE, documents, EVIDENCE).actors
    }
    assert draft_case(SIZE, documents, turned).issues == draft_case(SIZE, documents, EVIDENCE).issues


NUMBER = st.none() | st.floats(allow_nan=True, allow_infinity=True) | st.integers(0, 10**12) | st.floats(0, 1e-6)


@settings(deadline=None, max_examples=80)
@given(st.lists(st.tuples(
    NUMBER, NUMBER, NUMBER, st.sampled_from(["soldiers", "days", "hours", "people", "%", ""]),
    st.sampled_from(["count", "duration", "share", "money", None]), st.sampled_from(["ARL", "BRD_GOV", "X", None]),
), max_size=6))
def test_whatever_quantities_were_read_the_draft_has_no_error(rows: list[tuple[Any, ...]]) -> None:
    quantities = [
        row("400 soldiers", value=v, low=a, high=b, unit=u, unit_kind=k, subject=s, about="soldiers")
        for v, a, b, u, k, s in rows
    ]
    documents = {"a.txt": make()}
    case = draft_case(f"{SIZE} What share is sent?", documents, {**EVIDENCE, "quantities": quantities})
    assert not [p for p in check_case(case, documents) if p.severity == "error"]
    assert parse_case(dump_case(case), "case.yaml") == case
    for issue in case.issues:
        draw_inputs(case, issue.id, account=None, draws=3, seed=0)


@given(st.floats(1e-300, 1e300))
def test_rounding_up_is_up_and_by_less_than_twice(x: float) -> None:
    assert x * (1 - 1e-9) <= round_up(x) <= 2 * x


@pytest.mark.parametrize(
    ("question", "aspects"),
    [
        ("How many ships will be lent, and for how many weeks?", ("size", "duration")),
        ("For how long may they stay?", ("duration",)),
        ("What percentage of the grain passes the strait?", ("share",)),
        ("Will the two towns merge?", ()),
        ("¿Cuántos barcos se prestarán?", ("size",)),
        ("¿Cuánto tiempo se quedarán y cuántos barcos traerán?", ("duration", "size")),
        ("¿Se unirán las dos ciudades?", ()),
        ("배를 몇 대 빌려줄 것이며 며칠 동안인가?", ("size", "duration")),
        ("두 도시는 합쳐질 것인가?", ()),
        ("곡물의 비중은 얼마나 될까? 몇 퍼센트인가?", ("share",)),
    ],
)
def test_what_a_question_asks_for(question: str, aspects: tuple[str, ...]) -> None:
    assert read_question(question).aspects == aspects


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=60))
def test_any_question_is_read(text: str) -> None:
    question = read_question(text)
    assert set(question.aspects) <= {"size", "amount", "share", "duration"}
    assert all(question.names(word) for word in question.words)


def test_words_match_whatever_their_ending() -> None:
    assert read_question("How many bridges fall?").names("one bridge")
    assert read_question("다리를 몇 개 놓는가?").names("새 다리가")
    assert not read_question("How many bridges fall?").names("one brigand")


@pytest.mark.parametrize("code", ["en", "es", "ko"])
def test_the_shipped_languages_can_read_a_question(code: str) -> None:
    table = languages()[code].table("question")
    assert set(table["cues"]) == {"size", "amount", "share", "duration"}
    assert all(cue == cue.lower() for cues in table["cues"].values() for cue in cues)


def test_it_takes_documents_from_the_loader(document: Callable[..., Document]) -> None:
    with pytest.raises(FoedusError, match="name 0"):
        draft_case("Who wins?", {"a.txt": document("a.txt", "Nothing here.", None)}, {})
