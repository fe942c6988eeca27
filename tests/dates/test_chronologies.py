"""Entries of a chronology: their dates are not the day of writing, and go on from one another in the order they stand."""

from __future__ import annotations

import pytest

from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.evidence.readers.dates import read

Case = tuple[str, str | None, list[str]]
ASCENDING: list[Case] = [
    ("Timeline\n27 September 2014: Fighting breaks out between Peru and Chile\n10 October: A truce is signed\n9 January: Peru withdraws\n",
     None, ["2014-09-27", "2014-10-10", "2015-01-09"]),
    ("■ 칠레 내전 일지\n2014년 9월 27일: 산티아고 교전\n10월 10일 휴전 합의\n2015년 3월 2일 대사 교환\n4월 23일: 무역 재개\n",
     None, ["2014-09-27", "2014-10-10", "2015-03-02", "2015-04-23"]),
    ("Cronología\n- 27 de septiembre de 2014: comienzan los combates entre Perú y Chile\n- 10 de octubre: tregua en Quito\n",
     None, ["2014-09-27", "2014-10-10"]),
    ("칠레 내전 경과\n\n- 2020. 11. 4. 페루가 산티아고를 공격. 칠레, 작전 명령\n- 11. 14. 칠레, 리마에 로켓 발사\n- 2021. 3. 페루, 철군 요구\n- 5. 23. 칠레, 휴전 선언\n",
     None, ["2020-11-04", "2020-11-14", "2021-03", "2021-05-23"]),
    ("Cronología de la guerra\n\n1 de enero de 1973: Perú invade Chile\n10 de diciembre: se firma la tregua\n",
     None, ["1973-01-01", "1973-12-10"]),
    ("주요 일지\n\n▲2014년 3월 3일 = 페루-칠레 협정 체결\n▲6월 14일 = 협정 중단\n▲1월 9일 = 협상 재개\n", None, ["2014-03-03", "2014-06-14", "2015-01-09"]),
    ("How it came to this\nBy Ana Lopez, 14 May 2019\n\nThe two are at odds.\n\n2014\n\n27 September: Peru invades Chile.\n\n2015\n\n3 March: Peru leaves.\n",
     "2019-05-14", ["2019-05-14", "2014", "2014-09-27", "2015", "2015-03-03"]),
]  # fmt: skip
DESCENDING: list[Case] = [
    ("Lo último sobre la crisis\nPor Ana López, 14 de mayo de 2019\n\nLa crisis sigue abierta.\n\n3 de febrero de 2015 - Perú retira sus tropas.\n"
     "20 de diciembre - Chile propone una tregua.\n9 de octubre - Perú cierra la frontera.\n",
     "2019-05-14", ["2019-05-14", "2015-02-03", "2014-12-20", "2014-10-09"]),
]  # fmt: skip
SIGNED: list[Case] = [
    ("How it came to this\n14 May 2019 – By Ana Lopez in Lima\n\n27 September 2014: Peru invades Chile.\n10 October: A truce is signed.\n",
     "2019-05-14", ["2019-05-14", "2014-09-27", "2014-10-10"]),
    ("칠레 내전은 왜 일어났나\n2019년 5월 14일 김가나 기자\n\n2014년 9월 27일: 교전 발생\n10월 10일 휴전 합의\n",
     "2019-05-14", ["2019-05-14", "2014-09-27", "2014-10-10"]),
]  # fmt: skip


def loaded(text: str) -> Document:
    document = load_bytes("told.txt", text.encode())
    assert isinstance(document, Document)
    return document


@pytest.mark.parametrize(("text", "published", "days"), ASCENDING + DESCENDING + SIGNED, ids=lambda v: str(v)[:20])
def test_entries_go_on_from_one_another(text: str, published: str | None, days: list[str]) -> None:
    document = loaded(text)
    assert document.metadata.published == published
    assert [r["iso"] for r in read(document)] == days


def test_no_line_of_a_list_of_days_is_its_day_of_writing() -> None:
    days = ["1 May", "3 May", "9 June", "2 July", "8 August", "9 August", "1 September", "2 October", "3 November", "4 December", "5 December"]
    document = loaded("".join(f"{day} 2014 – Peru calls the envoy of Chile\n" for day in days))
    assert document.metadata.published is None


@pytest.mark.parametrize(
    "head",
    [
        "BRIEFING NOTE          12 March 2019",
        "INSTITUTO ANDINO            12 de marzo de 2019",
        "안데스연구소 브리핑          2019년 3월 12일",
        "# Policy Brief\tMarch 12, 2019",
        "Andean Institute                 Lima, 12 March 2019",
        "12 March 2019",
    ],
)
def test_a_day_at_the_right_of_a_letterhead_is_the_day_of_writing(head: str) -> None:
    document = loaded(f"{head}\n\nPeru closed the border on 3 March. Chile protested against it.\n")
    assert document.metadata.published == "2019-03-12"


@pytest.mark.parametrize("head", ["Peru and Chile before 12 March 2019", "The accord of Lima, 12 March 2019, and its fate"])
def test_a_day_that_a_title_tells_of_is_not(head: str) -> None:
    assert loaded(f"{head}\n\nPeru closed the border. Chile protested against it.\n").metadata.published is None


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Peru and Chile talk\nBy Ana Lopez, 14 May 2019\n\nOn 15 May the Philippines announced a visit. The envoy left on 20 April.\n",
         ["2019-05-14", "2019-05-15", "2019-04-20"]),
        ("Perú y Chile dialogan\nPor Ana López, 14 de mayo de 2019\n\nEl 15 de mayo Filipinas anunció una visita.\n", ["2019-05-14", "2019-05-15"]),
        ("페루 회담 소식 잇따라 전해져\n2019년 5월 14일 김가나 기자\n\n필리핀은 15일 방문 계획을 발표했다. 페루 장관은 17일 마닐라에 온다. 총리는 20일 리마를 방문했다.\n",
         ["2019-05-14", "2019-05-15", "2019-05-17", "2019-04-20"]),
    ],
    ids=["en", "es", "ko"],
)  # fmt: skip
def test_the_day_after_the_day_of_writing_is_not_a_year_ago(text: str, days: list[str]) -> None:
    assert [r["iso"] for r in read(loaded(text))][: len(days)] == days


def test_a_line_that_says_when_and_by_whom_is_no_entry_above_a_dated_paragraph() -> None:
    text = (
        "로메 항구 다시 열려\n\n2019년 5월 14일 로메 = 김가나 특파원\n\n5월 13일 토고 정부는 로메 항구를 다시 열었다고 밝혔다. 항구는 2주 동안 닫혀 있었다.\n\n"
        "정부는 이유를 밝히지 않았다.\n"
    )
    document = load_bytes("d.txt", text.encode())
    assert isinstance(document, Document)
    assert document.metadata.published == "2019-05-14"
