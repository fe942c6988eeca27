"""Lines beside the text of a page: menus, lists of other pages, fields, ways to reach somebody."""

from __future__ import annotations

from foedus.documents.load import load_bytes
from foedus.documents.model import Document


def _read(text: str) -> Document:
    document = load_bytes("a.txt", text.encode())
    assert isinstance(document, Document)
    return document


def _of(document: Document, kind: str) -> list[str]:
    return [document.slice(s) for _, s in document.segments() if s.kind == kind]


TOLD = "Kenya and Tanzania opened talks on the harbour on Monday. Both sides want an agreement before June.\n\nTanzania has moved two ships to the strait.\n"


def test_the_days_of_other_pages_are_no_day_of_writing() -> None:
    document = _read(
        f"Harbour talks open in Mombasa\n\n{TOLD}\nRead also:\n- 18/03/2034 – Kenya in the yearly report of the league\n"
        "- 11/07/2033 – Tanzania at the summit of the coast\nThis post is also available in: Swahili\n"
    )
    assert document.metadata.published is None
    assert len(_of(document, "furniture")) == 4
    assert len(_of(document, "sentence")) == 3


def test_the_fields_of_a_page_are_furniture_and_its_date_is_that_of_the_text() -> None:
    document = _read(
        "주메뉴 바로가기 본문 바로가기\n 1. 어린이\n 2. RSS\n\n케냐 항만 회담 결과를 알려 드립니다\n\n부서명\n항만과\n작성일\n2031-12-29\n조회수\n1752\n\n"
        "케냐와 탄자니아는 항만에 관한 회담을 시작했다. 양측은 협정을 원한다고 밝혔다.\n"
    )
    assert document.metadata.published == "2031-12-29"
    assert document.metadata.title == "케냐 항만 회담 결과를 알려 드립니다"
    assert _of(document, "furniture") == ["주메뉴 바로가기 본문 바로가기", "1. 어린이", "2. RSS", "부서명", "항만과", "작성일", "조회수", "1752"]


def test_whom_to_reach_is_furniture() -> None:
    document = _read(f"Harbour talks open\n\n{TOLD}\nMedia contact:\nPress office of the port\n+254 20 1234 567\npress@port.example\n")
    assert _of(document, "furniture")[0] == "Media contact:"
    assert len(_of(document, "furniture")) == 4
    assert len(_of(document, "sentence")) == 3


def test_a_heading_alone_opens_no_list() -> None:
    document = _read(f"Harbour talks open\n\n{TOLD}\nContact\n\nThe two navies had their first contact in March. It was short.\n")
    assert _of(document, "furniture") == []


def test_what_a_numbered_paragraph_tells_of_a_day_is_read() -> None:
    document = _read(
        "R/12 (2031)\nDistr.: General 9 June 2031\nResolution 12 (2031)\n\nThe Council of the League,\n\n1. Decides to extend until 9 July 2032 the mandate of the mission;\n\n"
        "2. Asks the mission to report;\n"
    )
    assert document.metadata.published == "2031-06-09"
    assert document.metadata.title == "Resolution 12 (2031)"
    assert "1. Decides to extend until 9 July 2032 the mandate of the mission;" in _of(document, "list_item")


def test_a_headline_that_stands_twice_is_the_title() -> None:
    headline = "El canciller de Kenia pide evitar actos innecesarios en el puerto"
    document = _read(f"Política exterior y defensa\n\n{headline}\n\n{headline}\nCompartir\n\nKenia y Tanzania iniciaron conversaciones. Ambas quieren un acuerdo.\n")
    assert document.metadata.title == headline


def test_notices_of_a_site_are_no_text() -> None:
    document = _read(
        "이 사이트를 이용하려면 자바스크립트를 활성화해야 합니다.\n\n케냐 항만 회담이 오늘 다시 열린다\n입력 2031-06-14 00:03\n\n케냐와 탄자니아는 오늘 회담을 시작했다.\n"
        "기사 URL이 복사되었습니다.\n< Copyright ⓒ 항만신문. 무단전재 및 재배포 금지 >\n"
    )
    assert document.metadata.title == "케냐 항만 회담이 오늘 다시 열린다"
    assert len(_of(document, "sentence")) == 1


def test_the_head_of_a_letter_tells_its_subject_and_sender() -> None:
    document = _read(
        "From: Grace Otieno <grace@coast.example>\nTo: list@coast.example\nSubject: Kenya reopens the harbour\nDate: Mon, 3 Mar 2031 09:12:44 +0300\n\n"
        f"{TOLD}\nCoast Weekly | Unsubscribe | View in browser\n"
    )
    told = document.metadata
    assert (told.title, told.author, told.published) == ("Kenya reopens the harbour", "Grace Otieno", "2031-03-03")
    assert _of(document, "furniture") == ["To: list@coast.example", "Coast Weekly | Unsubscribe | View in browser"]


def test_a_list_of_contents_is_furniture() -> None:
    document = _read(f"Harbour crisis of the coast\n\nThe crisis began in March.\n\nContents\n1 Background\n2 Crisis\n2.1 Talks\n\nBackground\n{TOLD}")
    assert _of(document, "furniture") == ["Contents", "1 Background", "2 Crisis", "2.1 Talks"]
    assert _of(document, "heading") == ["Background"]
