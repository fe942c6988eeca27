"""Whose words they are where the speaker is unknown, left out, or named by a title."""

from __future__ import annotations

import re

import pytest

from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.evidence.readers import claims
from foedus.evidence.rows import Row

ACTORS = {
    "페루": ("PER", "state"), "칠레": ("CHL", "state"), "한바다": ("han_bada", "person"),
    "Peru": ("PER", "state"), "Lima": ("PER_GOV", "government"), "peruano": ("PER", "state"), "Peruvian": ("PER", "state"),
    "Ana Ruiz": ("ruiz_ana", "person"), "presidenta Ana Ruiz": ("ruiz_ana", "person"), "Nora Vale": ("vale_nora", "person"),
    "President Nora Vale": ("vale_nora", "person"), "Union of River States": ("URS", "organisation"),
}  # fmt: skip
FILLER = {
    "en": "The ferry ran twice a day in winter and four times a day in summer. ",
    "es": "El transbordador salía dos veces al día en invierno y cuatro veces al día en verano. ",
    "ko": "여객선은 겨울에 하루 두 번, 여름에 하루 네 번 다녔다. ",
}


def said(code: str, *paragraphs: str) -> list[Row]:
    text = "\n\n".join((2 * FILLER[code], *paragraphs)) + "\n"
    document = load_bytes("notes.txt", text.encode())
    assert isinstance(document, Document)
    actors: list[Row] = []
    for name in sorted(ACTORS, key=len, reverse=True):
        for m in re.finditer(re.escape(name), text):
            if not any(a["start"] < m.end() and m.start() < a["end"] for a in actors):
                actors.append({"start": m.start(), "end": m.end(), "actor": ACTORS[name][0], "kind": ACTORS[name][1]})
    return list(claims.read(document, actors))


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("노을미는 페루가 둑을 무너뜨렸다고 말했다.", "UNSPECIFIED"),
        ("고메스는 칠레가 조약을 어겼다고 비난했다.", "UNSPECIFIED"),
        ("고메스 장관은 칠레도 조약을 어겼다고 비난했다.", "UNSPECIFIED"),
        ("어제 항구에서 노을미 의원은 페루가 둑을 무너뜨렸다고 말했다.", "UNSPECIFIED"),
        ("페루는 준비가 끝났다고 노을미가 말했다.", "UNSPECIFIED"),
        ("페루는 준비가 끝났다고 한바다가 말했다.", "han_bada"),
        ("페루는 칠레가 조약을 어겼다고 비난했다.", "PER"),
        ("페루가 조약을 어겼다고 칠레는 말했다.", "CHL"),
        ("페루가 조약을 지키겠다고 밝혔다.", "PER"),
        ("페루가 칠레군이 강을 건넜다고 밝혔다.", "PER"),
    ],
)
def test_the_subject_of_the_words_reported_does_not_speak(sentence: str, speaker: str) -> None:
    (row,) = said("ko", sentence + " " + FILLER["ko"])
    assert row["speaker"] == speaker


@pytest.mark.parametrize(
    ("code", "text", "speaker"),
    [
        ("es", "Ana Ruiz dijo que el dique es viejo. No obstante, subrayó que nadie lo pagó.", "ruiz_ana"),
        ("es", "La presidenta Ana Ruiz viajó a casa. La presidenta anunció que el dique se elevará.", "ruiz_ana"),
        ("es", "El ministro peruano de Obras, Ana Ruiz, rechazó los cargos y aseguró que el dique aguantará.", "ruiz_ana"),
        ("es", "Ana Ruiz agradeció la ayuda. “El dique aguantará todo el invierno”, declaró el jueves.", "ruiz_ana"),
        ("es", "Lima, 4 de mayo (Agencias).- La jefa de la obra, Ana Ruiz, afirmó que el dique es viejo.", "ruiz_ana"),
        ("en", "President Nora Vale went home. The president said that the dyke would hold.", "vale_nora"),
        ("en", "When Nora Vale came, the Union of River States says, the dyke was old.", "URS"),
    ],
)
def test_a_speaker_left_out_or_named_by_a_title(code: str, text: str, speaker: str) -> None:
    assert [r["speaker"] for r in said(code, text)][-1] == speaker


def test_a_deed_told_by_a_verb_of_speech_is_no_statement() -> None:
    assert said("en", "Nora Vale, who had crossed Peru in a week, recalled her crew but did not resign.") == []


@pytest.mark.parametrize(
    ("code", "text", "speaker"),
    [
        ("ko", "한바다는 둑이 낡았다고 말했다. “배들은 겨울마다 항구를 떠난다.” (강연맹, 2021년 5월 3일)", "RIVERS"),
        ("en", "Nora Vale said that the dyke was old. “The boats leave every winter.” (River Post, 3 May 2021)", "POST"),
    ],
)
def test_a_quotation_with_its_source_in_brackets_is_that_source(monkeypatch: pytest.MonkeyPatch, code: str, text: str, speaker: str) -> None:
    monkeypatch.setitem(ACTORS, "강연맹", ("RIVERS", "organisation"))
    monkeypatch.setitem(ACTORS, "River Post", ("POST", "media"))
    assert [r["speaker"] for r in said(code, f"{text} {FILLER[code]}") if r["quote"].startswith("“")][-1] == speaker
