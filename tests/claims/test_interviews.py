"""Interviews: answers are those of whom the text presents, questions are nobody's; two speakers in one sentence; denials."""

from __future__ import annotations

import re

import pytest

from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.evidence.readers import claims
from foedus.evidence.rows import Row

ACTORS = {
    "Nora Vale": ("vale_nora", "person"), "Tom Orr": ("orr_tom", "person"), "Ana Ruiz": ("ruiz_ana", "person"), "ANA RUIZ": ("ruiz_ana", "person"),
    "한바다": ("han_bada", "person"), "가나": ("GHA", "state"), "토고": ("TGO", "state"), "Peru": ("PER", "state"), "Vale": ("vale_nora", "person"),
}  # fmt: skip

EN = """The dyke and the sea

{lead}

{q} Will the dyke hold through the winter?

{a} The dyke was raised twice. I think it will hold. Peru said that it would pay for the gate.

{q} And in the summer?

{a} In my view the summer is worse. The gate is made of wood.

{q} Must it not be closed?

{a} I would not close it.
"""
ES = """El dique y el mar

Ana Ruiz, ingeniera del puerto, habló con Tom Orr en la costa el lunes.

P: ¿Aguantará el dique todo el invierno?

R: El dique se elevó dos veces. Creo que aguantará.

P: ¿Y en verano?

R: A mi juicio el verano es peor. La compuerta es de madera.
"""
KO = """제방과 바다

한바다 기술사와의 인터뷰를 싣는다.

문: 제방이 겨울을 버틸 것인가?

답: 제방은 두 번 높아졌다. 나는 제방이 버틸 것으로 본다.

문: 여름에는 어떤가?

답: 내 생각에 여름이 더 위험하다. 수문은 나무로 되어 있다.
"""


def said(text: str) -> list[Row]:
    document = load_bytes("notes.txt", text.encode())
    assert isinstance(document, Document)
    actors: list[Row] = []
    for name in sorted(ACTORS, key=len, reverse=True):
        for m in re.finditer(re.escape(name), text):
            if not any(a["start"] < m.end() and m.start() < a["end"] for a in actors):
                actors.append({"start": m.start(), "end": m.end(), "actor": ACTORS[name][0], "kind": ACTORS[name][1]})
    return list(claims.read(document, actors))


@pytest.mark.parametrize(
    ("lead", "q", "a", "who"),
    [
        ("Nora Vale, an engineer of the harbour, spoke to Tom Orr on the shore on Monday.", "Q:", "A:", "vale_nora"),
        ("An interview with Nora Vale by Tom Orr, who came to the shore on Monday.", "Q.", "A.", "vale_nora"),
        ("The dyke is old, and many people on the shore fear the winter.", "Q:", "A:", "UNSPECIFIED"),
        ("Nora Vale and Tom Orr met on the shore, where the dyke is old, on Monday.", "Orr:", "Vale:", "vale_nora"),
    ],
)
def test_who_is_interviewed_speaks_in_the_answers(lead: str, q: str, a: str, who: str) -> None:
    rows = said(EN.format(lead=lead, q=q, a=a))
    told = {r["quote"]: (r["speaker"], r["form"]) for r in rows}
    assert told.pop("Peru said that it would pay for the gate.") == ("PER", "indirect")
    own = {"I think it will hold.", "In my view the summer is worse.", "I would not close it."}
    facts = {"The dyke was raised twice.", "The gate is made of wood."}
    assert told == dict.fromkeys(own | facts, (who, "direct"))


@pytest.mark.parametrize(
    ("text", "who", "own"),
    [
        (ES, "ruiz_ana", {"El dique se elevó dos veces.", "Creo que aguantará.", "A mi juicio el verano es peor.", "La compuerta es de madera."}),
        (KO, "han_bada", {"제방은 두 번 높아졌다.", "나는 제방이 버틸 것으로 본다.", "내 생각에 여름이 더 위험하다.", "수문은 나무로 되어 있다."}),
    ],
)
def test_interviews_in_other_languages(text: str, who: str, own: set[str]) -> None:
    assert {(r["speaker"], r["quote"]) for r in said(text)} == {(who, x) for x in own}


FILLER = 2 * "여객선은 겨울에 하루 두 번, 여름에 하루 네 번 다녔다. "


def test_one_sentence_may_hold_two_speakers() -> None:
    rows = said(f"{FILLER}\n\n가나 정부는 이를 약속 위반이라고 규탄했으나, 토고는 배가 스스로 떠났다며 이를 부인했다. {FILLER}\n")
    assert [(r["speaker"], r["polarity"], r["quote"][:2]) for r in rows] == [("GHA", "affirm", "가나"), ("TGO", "deny", "토고")]


@pytest.mark.parametrize(
    ("sentence", "polarity"),
    [
        ("가나는 그런 편지를 받은 적이 없다고 말했다.", "deny"),
        ("가나는 이번 화재와 아무런 관련이 없다고 주장했다.", "deny"),
        ("가나는 항구를 닫으려는 것이 아니라고 밝혔다.", "deny"),
        ("가나는 항구에 배가 없다고 밝혔다.", "affirm"),
    ],
)
def test_words_that_deny_by_themselves(sentence: str, polarity: str) -> None:
    (row,) = said(f"{FILLER}\n\n{sentence} {FILLER}\n")
    assert (row["speaker"], row["polarity"]) == ("GHA", polarity)


def test_in_a_digest_what_others_did_is_not_said_by_the_speaker() -> None:
    told = " ".join(f"한바다 장관은 {n}번 부두를 열겠다고 말했다." for n in range(1, 8))
    text = f"한바다 장관 연설 요지\n\n{told} 부두는 모두 국가의 것이다. 토고는 배 두 척을 보냈다.\n"
    document = load_bytes("speech.txt", text.encode())
    assert isinstance(document, Document)
    assert document.metadata.kind == "remarks"
    said_by = {r["quote"]: r["speaker"] for r in said(text)}
    assert said_by["부두는 모두 국가의 것이다."] == "han_bada"
    assert "토고는 배 두 척을 보냈다." not in said_by


def test_who_is_presented_at_the_head_of_a_line_answers() -> None:
    text = (
        "INTERVIEW\n\nA bridge too many\n\nNora Vale, transport minister of Peru, on ferries and fog\n\nBy Tom Orr in Lima\n\n"
        "Nora Vale took office in May.\n\nQ: Will the ferry sail?\n\nA: It will sail tomorrow. Nobody wants the bridge.\n\n"
        "Q: Who pays?\n\nA: The state of Peru pays for all of it.\n"
    )
    rows = [r for r in said(text) if "sail tomorrow" in r["quote"] or "pays for all" in r["quote"]]
    assert {r["speaker"] for r in rows} == {"vale_nora"}


TITLED = """ENTREVISTA | ANA RUIZ, ingeniera del puerto

“Una compuerta vieja no guarda el mar”

Ana Ruiz dirige las obras del puerto desde hace años. El lunes recibió a Tom Orr y a Nora Vale en la costa.

Pregunta. ¿Aguantará el dique todo el invierno?

Respuesta. El dique es más fuerte de lo que parece. El 3 de mayo de 2021 se hundió un barco. Bien.

P. ¿Y en verano?

R. Quien cierra la compuerta cierra también el pueblo.
"""
DASHED = """항구에서 만난 기술자

한바다 기술사와의 인터뷰를 싣는다.

- 제방이 겨울을 버틸 것인가?

제방은 생각보다 튼튼하다.

- 여름에는 어떤가?

수문이 나무로 되어 있어 더 위험하다.

- 그러면 닫아야 하는가?

닫는 것은 답이 아니다.
"""


def test_the_title_and_the_lead_name_who_answers_and_what_happened_when_is_no_view() -> None:
    own = {"Una compuerta vieja no guarda el mar", "El dique es más fuerte de lo que parece.", "Quien cierra la compuerta cierra también el pueblo."}
    assert {(r["speaker"], r["quote"].strip("“”")) for r in said(TITLED)} == {("ruiz_ana", x) for x in own}


def test_dashes_may_open_what_is_asked() -> None:
    own = {"제방은 생각보다 튼튼하다.", "수문이 나무로 되어 있어 더 위험하다.", "닫는 것은 답이 아니다."}
    assert {(r["speaker"], r["quote"]) for r in said(DASHED)} == {("han_bada", x) for x in own}
