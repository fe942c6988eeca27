"""A label of a page is no text, and a sentence is no label, whatever word it opens with."""

from __future__ import annotations

import pytest

from foedus.documents.load import load_bytes
from foedus.documents.model import Document

FIRST = {
    "en": "The minister of Peru spoke in Lima on Monday.",
    "es": "El ministro de Perú habló el lunes en Lima.",
    "ko": "페루 장관은 월요일 리마에서 연설했다.",
    "fr": "Le ministre du Pérou a parlé lundi à Lima.",
    "ru": "Министр Перу выступил в понедельник в Лиме.",
}


def kinds(code: str, line: str) -> set[str]:
    document = load_bytes("d.txt", f"{FIRST[code]}\n\n{line}\n\n{FIRST[code]}\n".encode())
    assert isinstance(document, Document)
    return {s.kind for _, s in document.segments() if document.slice(s)[:6] in line}


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ("en", "Next week the union will meet in Suva to decide on the mission."),
        ("en", "Previous governments refused to send boats to the strait."),
        ("en", "Sign up or leave, the chair of the council told the last three members who had stayed away."),
        ("es", "Compartir la base con Chile es lo que pide desde hace años el gobierno de Perú en La Haya."),
        ("es", "Siguiente paso: Ecuador retirará sus barcos."),
        ("ko", "트위터에 올린 글에서 장관은 항구를 닫겠다고 했다."),
        ("ko", "본 보고서는 두 나라의 항구 협정을 분석한다."),
        ("ko", "저작권을 둘러싼 분쟁이 두 나라의 회담을 멈추게 했다."),
        ("fr", "Partager la base avec le Chili est ce que demande depuis des années le gouvernement du Pérou."),
        ("ru", "Следующая встреча министров пройдёт в Лиме."),
    ],
)
def test_sentences_are_text(code: str, line: str) -> None:
    assert kinds(code, line) == {"sentence"}


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ("en", "Sign up for our newsletter."),
        ("en", "Previous post: The port of Callao"),
        ("en", "Copyright 2019 The Harbour Paper. All rights reserved. No part of this page may be printed again without leave."),
        ("es", "Anterior: El puerto del Callao"),
        ("es", "Foto: un barco entra en el puerto del Callao a primera hora de la mañana del lunes, según la agencia."),
        ("ko", "페이스북 공유"),
        ("ko", "본 자료의 무단 전재를 금합니다."),
        ("fr", "Suivant : le port du Callao"),
        ("ru", "Все права защищены. Перепечатка без согласия редакции в любом виде не допускается нигде и никем."),
    ],
)
def test_labels_are_none(code: str, line: str) -> None:
    assert kinds(code, line) == {"furniture"}
