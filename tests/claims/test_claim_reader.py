"""Attributed statements: frames, speakers, quotations, carry-over and framing, on our own sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest

from foedus.core.errors import FoedusError
from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.evidence.claims.framing import framing, interventions, load_vocabulary
from foedus.evidence.claims.quotations import quotations
from foedus.evidence.readers import claims
from foedus.evidence.rows import Row
from foedus.langs.registry import language

ACTORS = {
    "Nora Vale": ("vale_nora", "person"), "Tom Orr": ("orr_tom", "person"), "Vale": ("vale_nora", "person"),
    "Coastwire": ("COASTWIRE", "media"), "Lagoon Times": ("LAGOON_TIMES", "media"), "Harbour League": ("HARBOUR_LEAGUE", "organisation"),
    "Peru": ("PER", "state"), "Perú": ("PER", "state"), "Ana Ruiz": ("ruiz_ana", "person"), "Agencia Marina": ("AGENCIA_MARINA", "media"),
    "한바다": ("han_bada", "person"), "이물결": ("lee_mulgyeol", "person"), "가나": ("GHA", "state"), "갯벌신문": ("GAETBEOL", "media"),
}


def actor_rows(text: str) -> list[Row]:
    out: list[Row] = []
    taken: list[tuple[int, int]] = []
    for name in sorted(ACTORS, key=len, reverse=True):
        actor, kind = ACTORS[name]
        for m in re.finditer(re.escape(name), text):
            if not any(a < m.end() and m.start() < b for a, b in taken):
                taken.append((m.start(), m.end()))
                out.append({"start": m.start(), "end": m.end(), "actor": actor, "kind": kind})
    return out


def read(*paragraphs: str) -> list[Row]:
    text = "\n\n".join(paragraphs) + "\n"
    document = load_bytes("notes.txt", text.encode())
    assert isinstance(document, Document)
    rows = list(claims.read(document, actor_rows(text)))
    assert all(text[r["start"] : r["end"]] == r["quote"] for r in rows)
    return rows


# One paragraph of plain filler, so that a sentence under test is not taken for a title.
FILLER = {
    "en": "The ferry ran twice a day in winter and four times a day in summer.",
    "es": "El transbordador salía dos veces al día en invierno y cuatro veces al día en verano.",
    "ko": "여객선은 겨울에 하루 두 번, 여름에 하루 네 번 다녔다.",
}

ONE_SENTENCE: Sequence[tuple[str, str, str, str]] = [
    ("en", "Nora Vale said that the dyke would hold through the winter.", "vale_nora", "indirect"),
    ("en", "Nora Vale, head of the Harbour League, points out that the dyke is old.", "vale_nora", "indirect"),
    ("en", "“The dyke will hold through the winter,” said Tom Orr.", "orr_tom", "direct"),
    ("en", "The dyke will hold through the winter, Tom Orr said.", "orr_tom", "indirect"),
    ("en", "According to Coastwire, the dyke was raised twice.", "COASTWIRE", "indirect"),
    ("en", "As Tom Orr noted, “no dyke is for ever in such a sea”.", "orr_tom", "direct"),
    ("en", "It is said that the gate stood open all night.", "UNSPECIFIED", "indirect"),
    ("en", "Supporters of Tom Orr claim that the gate was opened from outside.", "ORR_SUPPORTERS", "indirect"),
    ("en", "President Nora Vale of Peru said that the loan was too dear.", "vale_nora", "indirect"),
    ("es", "Ana Ruiz afirmó que el dique aguantaría todo el invierno.", "ruiz_ana", "indirect"),
    ("es", "El dique aguantará todo el invierno, informó Agencia Marina.", "AGENCIA_MARINA", "indirect"),
    ("es", "Según Ana Ruiz, el dique se elevó dos veces en cien años.", "ruiz_ana", "indirect"),
    ("es", "«El dique aguantará todo el invierno», dijo Ana Ruiz.", "ruiz_ana", "direct"),
    ("es", "Se dice que la compuerta estuvo abierta toda la noche.", "UNSPECIFIED", "indirect"),
    ("ko", "한바다는 제방이 겨울을 버틸 것이라고 말했다.", "han_bada", "indirect"),
    ("ko", "한바다 총리는 가나가 제방을 다시 쌓을 것이라고 밝혔다.", "han_bada", "indirect"),
    ("ko", "갯벌신문에 따르면 제방은 두 번 높아졌다.", "GAETBEOL", "indirect"),
    ("ko", "“제방은 겨울 내내 버틸 것이다”라고 이물결이 덧붙였다.", "lee_mulgyeol", "direct"),
    ("ko", "가나 정부는 공사를 멈추지 않겠다고 강조했다.", "GHA", "indirect"),
    ("ko", "수문은 밤새 열려 있었던 것으로 알려졌다.", "UNSPECIFIED", "indirect"),
]


@pytest.mark.parametrize(("code", "sentence", "speaker", "form"), ONE_SENTENCE)
def test_who_says_it(code: str, sentence: str, speaker: str, form: str) -> None:
    (row,) = read(FILLER[code] + " " + FILLER[code], sentence + " " + FILLER[code])
    assert (row["quote"], row["speaker"], row["form"], row["polarity"]) == (sentence, speaker, form, "affirm")
    assert 0 < row["confidence"] <= 0.95


@pytest.mark.parametrize("code", sorted(FILLER))
def test_what_nobody_says_is_no_claim(code: str) -> None:
    assert read(FILLER[code] + " " + FILLER[code]) == []


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("en", "Nora Vale went to Peru to say goodbye to the crew of the ferry."),
        ("es", "Ana Ruiz viajó a Perú y visitó el dique con su equipo."),
        ("ko", "한바다는 제방을 둘러보고 가나로 돌아갔다."),
    ],
)
def test_deeds_are_no_claims(code: str, sentence: str) -> None:
    assert read(FILLER[code] + " " + FILLER[code], sentence + " " + FILLER[code]) == []


def test_the_medium_is_the_way_and_not_the_speaker() -> None:
    (row,) = read(FILLER["en"] + " " + FILLER["en"], "Nora Vale said that the dyke would hold, Coastwire reported.")
    assert (row["speaker"], row["through"]) == ("vale_nora", ["COASTWIRE"])
    (row,) = read(FILLER["ko"] + " " + FILLER["ko"], "갯벌신문에 따르면 한바다는 제방이 버틸 것이라고 말했다.")
    assert (row["speaker"], row["through"]) == ("han_bada", ["GAETBEOL"])


def test_two_speakers_joined() -> None:
    (row,) = read(FILLER["en"] + " " + FILLER["en"], "Nora Vale and Tom Orr said that the loan was settled.")
    assert row["speaker"] == ["vale_nora", "orr_tom"]


def test_pronouns_and_sentences_of_one_quotation() -> None:
    rows = read(
        FILLER["en"] + " " + FILLER["en"],
        "Tom Orr said that the dyke was old. He added that nobody had paid for it. “It was never finished at all. "
        "The third gate is still made of wood.” " + FILLER["en"],
    )
    assert [(r["speaker"], r["form"]) for r in rows] == [
        ("orr_tom", "indirect"), ("orr_tom", "indirect"), ("orr_tom", "direct")
    ]
    assert rows[-1]["quote"].endswith("made of wood.”")


def test_a_quotation_announced_runs_on_and_its_speaker_may_stand_at_its_end() -> None:
    rows = read(
        FILLER["ko"] + " " + FILLER["ko"],
        "한바다는 항구에서 다음과 같이 말했다. “제방은 낡았고 돈은 없다. 그래도 우리는 수문을 지킬 것이다.”",
        FILLER["ko"] + " " + FILLER["ko"] + " " + FILLER["ko"],
        "“배는 내일 떠난다고 나는 들었다. 그러나 바다는 아직 거칠고 바람이 세다”라고 이물결이 말했다.",
    )
    assert [r["speaker"] for r in rows] == ["han_bada"] * 2 + ["lee_mulgyeol"]
    assert [r["form"] for r in rows] == ["indirect", "direct", "direct"]
    assert rows[1]["quote"].endswith("지킬 것이다.”")


def test_a_quotation_after_a_colon_is_the_span() -> None:
    rows = read(FILLER["en"] + " " + FILLER["en"], "Nora Vale, a keeper of locks, explains: “The third gate was made of wood.”")
    assert rows[0]["quote"] == "“The third gate was made of wood.”"
    assert rows[0]["proposition"] == "The third gate was made of wood."


def test_propositions_are_given_in_english_only() -> None:
    (row,) = read(FILLER["en"] + " " + FILLER["en"], "Nora Vale said that the dyke would hold. [3]")
    assert row["proposition"] == "the dyke would hold."
    (row,) = read(FILLER["es"] + " " + FILLER["es"], "Ana Ruiz dijo que el dique aguantaría.")
    assert row["proposition"] is None


def test_the_author_who_judges_is_the_speaker() -> None:
    rows = read(
        "The long dyke", "By Nora Vale, 3 March 2020, www.example.org", FILLER["en"] + " " + FILLER["en"],
        "There is no doubt that the popular uprising of the fishermen was long in coming. " + FILLER["en"],
    )
    assert [(r["speaker"], r["form"], r["framing"]) for r in rows] == [("vale_nora", "author", "popular_uprising")]


@pytest.mark.parametrize(
    ("code", "text", "label", "denied"),
    [
        ("en", "They saw a popular uprising.", "popular_uprising", False),
        ("en", "This is not a colour revolution.", "colour_revolution_foreign_instigated", True),
        ("en", "Terrorist gangs attacked the state.", "foreign_aggression_terrorism", False),
        ("en", "The troops came at the request of the council.", "peacekeeping_lawful", False),
        ("en", "They meant to crush the revolt on the coast.", "imperialist_intervention", False),
        ("en", "It is absurd to speak of foreign agents.", "colour_revolution_foreign_instigated", True),
        ("en", "The ferry was late.", None, False),
        ("es", "Fue un levantamiento popular y no una revolución de colores.", "popular_uprising", False),
        ("es", "Los invasores y su gendarme se quedaron.", "imperialist_intervention", False),
        ("ko", "이것은 색깔 혁명이 아니다.", "colour_revolution_foreign_instigated", True),
        ("ko", "국제 테러리즘의 공격이었다.", "foreign_aggression_terrorism", False),
        ("ko", "배가 늦었다.", None, False),
    ],
)
def test_framing(code: str, text: str, label: str | None, denied: bool) -> None:
    found = framing(text, language(code), interventions())
    assert (found.label if found else None) == label
    assert found is None or found.denied is denied


def test_a_vocabulary_of_the_users_own() -> None:
    own = load_vocabulary('name = "tides"\n[[label]]\nid = "flood"\n[label.en]\n2 = ["spring tides?"]\n', "tides.toml")
    found = framing("A spring tide came.", language("en"), own)
    assert found is not None
    assert found.label == "flood"


@pytest.mark.parametrize("text", ["label = 3", "[[label]]\nmeaning = 'x'", "not toml at all [", "[[label]]\nid='x'\n[label.en]\n2=['(']"])
def test_a_vocabulary_that_is_none_is_refused_with_its_name(text: str) -> None:
    with pytest.raises(FoedusError, match=r"mine\.toml") as caught:
        load_vocabulary(text, "mine.toml")
    assert caught.value.expected is not None


def test_every_language_with_frames_has_cues_for_every_label() -> None:
    vocabulary = interventions()
    for code, cues in vocabulary.cues.items():
        assert {c.label for _, group in cues for c in group} == set(vocabulary.labels), code
        assert all(anyone.compiled() and c.pattern.compiled() for anyone, group in cues for c in group)


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("He said “no” and “yes it is”.", ["“no”", "“yes it is”"]),
        ('She wrote "all of it" there.', ['"all of it"']),
        ("“It was never closed", ["“It was never closed"]),
        ("“Opened twice “and closed once” here", ["“Opened twice ", "“and closed once”"]),
        ('“Closed by a straight mark."', ['“Closed by a straight mark."']),
        ("Nobody’s dyke", []),
    ],
)
def test_quotations(text: str, spans: list[str]) -> None:
    assert [text[q.start : q.end] for q in quotations(text, language("en"))] == spans
