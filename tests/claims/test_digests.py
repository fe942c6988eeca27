"""A digest of one speech: "he", an office alone and a verb without a subject mean its speaker, whoever is named between."""

from __future__ import annotations

import re

import pytest

from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.evidence.readers import claims

ACTORS = {
    "한바다": ("han_bada", "person"), "노을미": ("no_eulmi", "person"), "칠레": ("CHL", "state"), "강어부연맹": ("FISHERS", "organisation"),
    "Ana Ruiz": ("ruiz_ana", "person"), "Tom Orr": ("orr_tom", "person"), "Chile": ("CHL", "state"),
}  # fmt: skip
KO = (
    "한바다, 둑 연설 요지, 어업권 지키겠다\n\n"
    "한바다 페루 대통령은 4일 항구에서 둑을 더 높이겠다고 밝혔다. 그는 배를 모두 고치겠다고 약속했다. "
    "한바다는 어선이 줄었다고 인정했다. 대통령은 그물값이 올랐다고 설명했다. 한바다는 겨울이 길다고 덧붙였다.\n\n"
)
ES = (
    "Ana Ruiz ante el puerto\n\n"
    "La presidenta Ana Ruiz afirmó que el dique es viejo. Añadió que el invierno será largo. "
    "Ana Ruiz aseguró que nadie lo pagó. Ana Ruiz insistió en que el mar sube. Subrayó que hay tiempo.\n\n"
)


def said(text: str) -> list[tuple[str, str]]:
    document = load_bytes("notes.txt", text.encode())
    assert isinstance(document, Document)
    actors = [
        {"start": m.start(), "end": m.end(), "actor": ACTORS[name][0], "kind": ACTORS[name][1]}
        for name in ACTORS for m in re.finditer(re.escape(name), text)
    ]  # fmt: skip
    return [(r["quote"], r["speaker"]) for r in claims.read(document, actors)]


@pytest.mark.parametrize(
    ("others", "last"),
    [
        ("강어부연맹은 그 말이 틀렸다고 반박했다.", "그는 숫자를 믿으라고 말했다."),
        ("칠레는 물길을 막지 말라고 요구했다.", "이어 둑은 안전하다고 강조했다."),
        ("노을미는 배가 낡았다고 말했고, 칠레는 길이 없다고 밝혔다.", "그는 이를 “지나간 이야기”라고 했다."),
        ("노을미는 배가 낡았다고 말했다.\n\n", "그에 따르면 배는 지난해 고쳤다."),
        ("노을미는 배가 낡았다고 말했다.\n\n", "칠레가 둑을 낮추라고 한 데 대해서는 “우리 일”이라고 일축했다."),
        ("노을미는 배가 낡았다고 말했다.\n\n", "항구 앞의 작은 부두가 모두 낡았지만, 등대는 새것이라고 설명했다."),
    ],
)
def test_whose_speech_it_is_goes_on_after_others_were_heard(others: str, last: str) -> None:
    assert said(KO + others + " " + last + "\n")[-1][1] == "han_bada"


def test_right_behind_another_persons_statement_he_is_that_person() -> None:
    assert said(KO + "노을미는 배가 낡았다고 말했다. 그는 돛도 찢어졌다고 덧붙였다.\n")[-1][1] == "no_eulmi"


def test_a_digest_in_spanish_goes_on_with_its_speaker() -> None:
    text = ES + "Chile respondió que el agua alcanza para todos.\n\nNegó que el puerto cierre.\n"
    assert said(text)[-1][1] == "ruiz_ana"


def test_a_text_that_gives_many_their_say_is_no_digest() -> None:
    text = (
        "둑 이야기\n\n한바다는 둑이 높다고 말했다. 노을미는 둑이 낮다고 말했다. 한바다는 물이 깊다고 말했다. "
        "노을미는 물이 얕다고 말했다.\n\n노을미는 배가 없다고 말했다. 칠레는 길이 없다고 밝혔다. 그는 웃었다고 말했다.\n"
    )
    assert said(text)[-1][1] != "han_bada"


def test_a_digests_title_speaks_in_the_speakers_name_where_it_calls_the_matter_something() -> None:
    told = said(KO.replace("어업권 지키겠다", "파업은 외세의 사주, 부두는 새로 짓겠다"))
    assert told[0] == ("파업은 외세의 사주", "han_bada")
    assert said(KO)[0][0].startswith("한바다 페루 대통령은")


def test_a_title_in_quotation_marks_is_said_by_who_is_interviewed() -> None:
    talk = "Q: Is the dyke old?\n\nA: I think so.\n\nQ: Will it hold?\n\nA: I doubt it.\n"
    text = "“Nobody asked me about the dyke”\n\nAn interview with Ana Ruiz on the shore, where the winter is long.\n\n" + talk
    assert said(text)[0] == ("“Nobody asked me about the dyke”", "ruiz_ana")


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        (
            "갤럽이 5월에 성인 1,200명을 조사해 발표한 결과에 따르면 파병에 찬성한다는 응답은 22%였다. "
            "응답자의 61%는 반대를 골랐다.\n\n값은 오르지 않았다고 칠레는 밝혔다.\n",
            ["GALLUP", "GALLUP", "CHL"],
        ),
        (
            "A Gallup poll found that 22% of adults would send troops. Among respondents over fifty it was 31%.\n\n"
            "The port was open all winter.\n\nRespondents to another question were few, 4%.\n",
            ["GALLUP", "GALLUP"],
        ),
    ],
)
def test_what_respondents_answered_goes_on_being_the_pollsters(text: str, speakers: list[str]) -> None:
    document = load_bytes("notes.txt", text.encode())
    assert isinstance(document, Document)
    names = {"갤럽": ("GALLUP", "organisation"), "Gallup": ("GALLUP", "organisation"), "칠레": ("CHL", "state")}
    actors = [
        {"start": text.index(n), "end": text.index(n) + len(n), "actor": a, "kind": k} for n, (a, k) in names.items() if n in text
    ]
    assert [r["speaker"] for r in claims.read(document, actors)] == speakers


@pytest.mark.parametrize(
    "last",
    [
        "둑의 증축은 낭비라고도 말했다.",
        "부두의 소유 문제는 미룰 수 있다는 견해를 밝혔다.",
        "칠레는 남의 물을 탐낸다고 덧붙였다.",
    ],
)
def test_the_topic_of_what_a_digests_speaker_says_does_not_speak(last: str) -> None:
    assert said(KO + last + "\n")[-1][1] == "han_bada"


@pytest.mark.parametrize(
    ("last", "speaker"), [("칠레는 물이 모자란다고 밝혔다.", "CHL"), ("항만연구소는 물이 모자란다고 밝혔다.", "UNSPECIFIED")]
)
def test_a_body_that_is_the_topic_speaks_in_a_digest_too(last: str, speaker: str) -> None:
    assert said(KO + last + "\n")[-1][1] == speaker


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("칠레는 수위에 관한 보고서를 공개했다고 밝혔다. 보고서는 물이 모자란다고 지적했다.", "CHL"),
        ("칠레는 수위에 관한 보고서를 냈다고 밝혔다. 보고서에 따르면 물이 모자란다.", "CHL"),
        ("Chile said that it had studied the water. The report concludes that there is too little.", "CHL"),
        ("Chile dijo que había estudiado el agua. Según el informe, falta mucha.", "CHL"),
    ],
)
def test_a_report_speaks_for_the_body_told_before(text: str, speaker: str) -> None:
    assert said(f"{text}\n")[-1][1] == speaker


def test_a_title_quotes_whom_it_names() -> None:
    told = said("한바다 “둑은 우리가 직접 지킨다”…어제 항구 연설\n\n칠레는 물이 모자란다고 밝혔다. 여객선은 하루 두 번 다녔다.\n")
    assert told[0] == ("“둑은 우리가 직접 지킨다”", "han_bada")


def test_a_member_of_a_party_in_a_later_clause_is_not_who_spoke_before() -> None:
    told = said("칠레는 물이 모자란다고 밝혔으나, 집권당의 한 의원은 “물은 넘친다”고 말했다. 여객선은 하루 두 번 다녔다.\n")
    assert [who for _, who in told] == ["CHL", "UNSPECIFIED"]


def test_two_acts_of_speech_of_one_body_are_two_statements() -> None:
    told = said("칠레는 그런 소문이 터무니없다고 일축하고, 밀수꾼들의 소행이라고 주장했다. 여객선은 하루 두 번 다녔다.\n")
    assert [who for _, who in told] == ["CHL", "CHL"]
    assert told[1][0].startswith("밀수꾼들의")


DIGEST_EN = (
    "The Prime Minister's remarks on the lagoon (summary of a speech in Suva, 3 March 2025)\n\n"
    "This summary was made by the press office. It is not a transcript.\n\n"
    "Prime Minister Sitiveni Rabuka said that the trawlers had emptied the lagoon. The villages, he went on, had not been asked. "
    "Japan, he insisted, had signed the convention. He added that nobody had been paid.\n\n"
    "On the patrols, the Prime Minister promised that two vessels would sail in June. {}\n"
)
DIGEST_ES = (
    "Discurso del presidente sobre el litio (resumen de la conferencia del 4 de mayo de 2024)\n\n"
    "Resumen preparado por la oficina de prensa.\n\n"
    "El presidente Luis Arce afirmó que el salar no se vende. Las comunidades, dijo, nunca fueron consultadas. "
    "Subrayó que el contrato era nulo. Añadió que habrá otro.\n\n"
    "Sobre las minas, el presidente prometió que se abrirán dos. {}\n"
)


@pytest.mark.parametrize(
    ("digest", "last", "speaker"),
    [
        (DIGEST_EN, "The old ones had rotted at the quay.", "rabuka_sitiveni"),
        (DIGEST_EN, "Any other course would be madness.", "rabuka_sitiveni"),
        (DIGEST_EN, "In his view the cannery could be saved.", "rabuka_sitiveni"),
        (DIGEST_EN, "Was that enough? It was a beginning.", "rabuka_sitiveni"),
        (DIGEST_EN, "Asked about the tuna, the Prime Minister replied that it would come back.", "rabuka_sitiveni"),
        (DIGEST_EN, "The engines, the outgoing prime minister acknowledged, were too small.", "rabuka_sitiveni"),
        (DIGEST_EN, "Was that enough?", None),
        (DIGEST_EN, "The audience rose from its seats.", None),
        (DIGEST_EN, "Australia has some ships in the harbour.", None),
        (DIGEST_ES, "Las otras se habían hundido.", "arce_luis"),
        (DIGEST_ES, "A su juicio, la planta estará lista pronto.", "arce_luis"),
        (DIGEST_ES, "Preguntado por la deuda, el presidente respondió que se pagará.", "arce_luis"),
        (DIGEST_ES, "¿Bastaba con eso?", None),
        (DIGEST_ES, "Los asistentes se levantaron.", None),
    ],
)
def test_what_stands_right_behind_the_speakers_words_goes_on_with_them(digest: str, last: str, speaker: str | None) -> None:
    document = load_bytes("notes.txt", digest.format(last).encode())
    assert isinstance(document, Document)
    rows = {r["quote"]: r["speaker"] for r in claims.read(document)}
    assert rows.get(last.rpartition("? ")[2]) == speaker
