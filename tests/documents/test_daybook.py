"""Entries of a chronology that no mark opens and no stop closes."""

from __future__ import annotations

from foedus.documents.daybook import opened
from foedus.documents.load import clean, load_bytes
from foedus.documents.model import Document
from foedus.evidence.readers import tables

KO = ["2029. 3. 3 = 케냐, 탄자니아 선박에 항만 폐쇄", "2029. 3. 5 = 탄자니아, 케냐 대사 추방", "2029. 3. 9 = 아프리카연합, 중재단 파견"]
ES = [
    "El 3 de marzo Kenia cierra el puerto a los barcos de Tanzania tras una disputa",
    "El 5 de marzo Tanzania expulsa al embajador de Kenia y llama al suyo de Nairobi",
    "El 9 de marzo la Unión Africana envía dos mediadores y pide a las partes hablar",
]


def test_each_day_is_a_paragraph() -> None:
    for lines in (KO, ES):
        text = "\n".join(lines)
        assert opened(lines) == {0, 1, 2}
        assert clean(text).text == text


def test_lines_that_wrap_within_an_entry_still_go_on() -> None:
    text = (
        "3 March 2029: Kenya closes the harbour of Mombasa to ships from\nTanzania after a quarrel over the fees that had lasted all the\nwinter long\n"
        "5 March 2029: Tanzania expels the ambassador of Kenya and calls\nits own back from Nairobi in the evening, while the ships wait\nin the strait\n"
        "9 March 2029: The African Union sends two mediators to Nairobi,\nwho ask both sides to meet on the coast before the month ends\n"
    )
    lines = clean(text).text.strip().split("\n")
    assert [line[:12] for line in lines] == ["3 March 2029", "5 March 2029", "9 March 2029"]


def test_a_date_that_happens_to_open_a_wrapped_line_does_not_end_its_paragraph() -> None:
    prose = ["The ministers of the two states met at the harbour on", "5 March 2029 and agreed to reopen it before the end of", "the month, as the mediators had asked them to do when", "they came to the coast."]
    assert opened(prose) == frozenset()
    assert "\n" not in clean("\n".join(prose)).text


def test_a_second_header_behind_a_blank_line_opens_a_second_table() -> None:
    rows = "Country      Ships    Crews\nKenya        12       1,400\nTanzania     9        1,100\n"
    other = rows.replace("Ships    Crews", "Imports  Exports")
    document = load_bytes("a.txt", f"Ships and trade\n\n{rows}\n{other}\nBoth grew.\n".encode())
    assert isinstance(document, Document)
    found = [r for r in tables.read(document) if r]
    assert [r["header"] for r in found] == [["Country", "Ships", "Crews"], ["Country", "Imports", "Exports"]]
    assert [len(r["rows"]) for r in found] == [2, 2]
