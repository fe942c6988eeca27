"""A dateline stands apart from the first sentence of a report; what only looks like one stays in its sentence."""

from __future__ import annotations

import pytest

from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.evidence.read import read_document

MORE = {
    "en": "The harbour was closed for a week. Nobody was hurt, and the port authority gave no reason for the delay.",
    "es": "El puerto estuvo cerrado una semana. No hubo heridos y la autoridad portuaria no explicó la demora.",
    "ko": "항구는 일주일 동안 폐쇄됐다. 다친 사람은 없었고 항만 당국은 지연 이유를 밝히지 않았다.",
    "ru": "Порт был закрыт неделю. Никто не пострадал, а управление порта не объяснило задержку.",
}
TITLE = {"en": "The harbour reopens", "es": "Reabre el puerto principal", "ko": "항구가 다시 문을 열다", "ru": "Порт снова открыт"}


def read(code: str, line: str) -> Document:
    document = load_bytes("d.txt", f"{TITLE[code]}\n\n{line} {MORE[code]}\n".encode())
    assert isinstance(document, Document)
    return document


def bylines(document: Document) -> list[str]:
    return [document.slice(s) for _, s in document.segments() if s.kind == "byline"]


@pytest.mark.parametrize(
    ("code", "dateline", "sentence", "published", "publisher"),
    [
        ("en", "OSLO, 4 May 2018 (Reuters) - ", "Norway said it would reopen the harbour.", "2018-05-04", "Reuters"),
        ("en", "Valletta, Malta, May 4, 2018 (AP) — ", "Pilots met the minister.", "2018-05-04", "AP"),
        ("en", "OSLO/BERGEN, Sept 4, 2018 (Fjord Press) - ", "Norway said it would reopen the harbour.", "2018-09-04", None),
        ("en", "LISBON, Oct. 4, 2018 (Reuters) - ", "Portugal reopened the harbour.", "2018-10-04", "Reuters"),
        ("en", "LISBON (AFP) – ", "Portugal reopened the harbour.", None, "AFP"),
        ("en", "Port Louis, 4 May 2018 — ", "The island reopened its harbour.", "2018-05-04", None),
        ("en", "(Reuters) - ", "Portugal reopened the harbour.", None, "Reuters"),
        ("en", "LISBON — ", "Portugal reopened the harbour.", None, None),
        ("en", "SINES, Portugal — ", "The harbour has reopened.", None, None),
        ("es", "VILA REAL.- ", "El gobierno de Portugal reabrió el puerto.", None, None),
        ("es", "San José, 4 de mayo de 2018 (EFE).- ", "El ministro de Panamá visitó el puerto.", "2018-05-04", "EFE"),
        ("es", "Lisboa, 4 de mayo (Agencias).- ", "El gobierno de Portugal reabrió el puerto.", None, None),
        ("es", "Panamá, 4 abr 2018 (PortoNet) ", "El gobierno de Portugal reabrió el puerto.", "2018-04-04", None),
        ("en", "Lisbon, 4 May 2018 (Reuters) ", "Portugal reopened the harbour.", "2018-05-04", "Reuters"),
        ("ko", "(리스본=연합뉴스) 김하나 특파원 = ", "포르투갈 정부는 항구를 다시 열었다.", None, "연합뉴스"),
        ("ko", "[오슬로=뉴시스] 박둘 기자 = ", "노르웨이 정부는 항구를 다시 열었다.", None, "뉴시스"),
        ("ru", "ОСЛО, 4 мая 2018. /ТАСС/. ", "Норвегия снова открыла порт.", "2018-05-04", "ТАСС"),
        ("ru", "Осло, 4 мая 2018 — РИА Новости. ", "Норвегия снова открыла порт.", "2018-05-04", "РИА Новости"),
    ],
)
def test_datelines(code: str, dateline: str, sentence: str, published: str | None, publisher: str | None) -> None:
    document = read(code, dateline + sentence)
    assert bylines(document) == [dateline.strip()]
    texts = [document.slice(s) for _, s in document.segments() if s.kind == "sentence"]
    assert texts[0] == sentence
    assert (document.metadata.published, document.metadata.publisher) == (published, publisher)


@pytest.mark.parametrize(
    "line",
    [
        "Oslo (Norway) – a city of pilots – was quiet.",
        "On Friday, 4 May 2018 – a day after the vote – the minister of Norway resigned.",
        "Oslo, 23 pilots – all of them members – met the minister.",
        "Pilots (Lee and Ruiz) - both of Oslo - met the minister.",
        "The Harbour Union (HU) - it has 40 members - met the minister.",
        "Oslo. Lisbon. Malta. Three harbours were closed.",
        "LISBON — a city of pilots — was quiet.",
        "PILOTS — The harbour union spoke for them.",
        "(In Oslo) - The pilots met the minister.",
        "NATO - an alliance - said nothing.",
    ],
)
def test_what_is_no_dateline(line: str) -> None:
    document = read("en", line)
    assert bylines(document) == []
    assert document.metadata.published is None


def test_entries_of_a_chronology_keep_their_dates() -> None:
    text = "\n\n".join(
        ["Pilots and their treaties", "Oslo, 4 May 1921 – Norway and Sweden sign.", "Malta, 7 June 1934 – A second treaty is signed.", MORE["en"]]
    )
    document = load_bytes("d.txt", text.encode())
    assert isinstance(document, Document)
    assert bylines(document) == []
    assert document.metadata.published is None


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ("en", "LISBON, 4 May 2018 (Reuters) - Norway said it would send pilots to Malta."),
        ("es", "Lisboa, 4 may (EFE).- El ministro de Noruega afirmó que Malta cerró el puerto."),
    ],
)
def test_place_and_agency_neither_act_nor_speak(code: str, line: str) -> None:
    rows = read_document(read(code, line))
    acting = {a for r in rows["events"] for a in (*(r["actors"] or ()), *(r["recipients"] or ()))}
    speaking = {s for r in rows["claims"] for s in (r["speaker"] if isinstance(r["speaker"], list) else [r["speaker"]])}
    assert not {"PRT", "PRT_GOV", "Lisbon", "REUTERS", "EFE"} & (acting | speaking)
    assert all(r["kind"] == "place" for r in rows["actors"] if r["quote"] in ("LISBON", "Lisboa"))


def test_a_dateline_alone_on_its_line_with_its_day_is_the_day_of_writing() -> None:
    document = load_bytes("a.txt", "(양곤=연합뉴스) 2021년 2월 3일\n\n우간다 정부는 탄자니아와의 항만 협정에 반대한다고 밝혔다.\n".encode())
    assert isinstance(document, Document)
    assert document.metadata.published == "2021-02-03"
    assert document.metadata.title is None


@pytest.mark.parametrize(("text", "day"), [
    ("May 3, 2012The ministers closed the harbour on Thursday.", "2012-05-03"),
    ("6 de abril de 2024México cerró el puerto el jueves.", "2024-04-06"),
])  # fmt: skip
def test_a_day_that_a_page_runs_into_the_first_sentence_is_the_day_of_writing(text: str, day: str) -> None:
    document = load_bytes("a.txt", f"Harbour closed\n{text} Nobody knows why it was closed, or who asked for it.\n".encode())
    assert isinstance(document, Document)
    assert document.metadata.published == day
