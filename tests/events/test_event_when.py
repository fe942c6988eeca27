"""What a deed is dated by, and what leaves it without a date: a table of sentences beside one of today."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.evidence.read import read_document

TABLE = tomllib.loads((Path(__file__).parent / "when.toml").read_text(encoding="utf-8"))
OPENING = {
    "en": "Peru and Chile in dispute\n27 February 2019\n\nPeru rejected the demand on Tuesday.\n\n",
    "es": "Perú y Chile en disputa\n27 de febrero de 2019\n\nPerú rechazó la demanda el martes.\n\n",
    "ko": "페루와 칠레 분쟁\n2019.02.27\n\n페루는 26일 요구를 거부했다.\n\n",
}


@pytest.mark.parametrize(("code", "text", "date"), [(c, t, d) for c, told in TABLE.items() for t, d in told.items()])
def test_a_deed_is_of_the_date_it_is_told_with(code: str, text: str, date: str) -> None:
    assert _dates(OPENING[code] + text + "\n", len(OPENING[code]))[-1] == date


def test_old_years_by_the_way_do_not_make_a_text_of_the_past() -> None:
    lines = ["Peru's people rise", "6 March 2019", ""]
    lines += ["Soldiers of Peru are shooting at the people of Peru. As in 1980, the people of Peru are fighting the army."]
    lines += ["", "Trade unions of Chile condemned the army of Peru. Bolivia demanded an end to the killing.", ""]
    lines += ["After the revolts of 2015 in Ecuador and of 2016 in Colombia, the people of Peru have risen. Nobody can stop them.", ""]
    lines += ["Workers of Chile blocked the embassy of Peru. Brazil recalled its ambassador from Peru. The people will win.", ""]
    lines += ["Chile closed its border with Peru. Argentina condemned the killing."]
    text = "\n".join(lines)
    told = _dates(text, text.index("Trade unions"))
    assert set(told) <= {"2019-03", "2015", "2016"}
    assert told.count("2019-03") >= 5


def _dates(text: str, start: int) -> list[str]:
    document = load_bytes("page.txt", text.encode())
    assert isinstance(document, Document)
    return [r["date"] or "" for r in read_document(document)["events"] if r["start"] >= start]


UNDATED = {
    "en": ("Down with the coup!\n\nLast Sunday, November 10, 2019, soldiers of Chile overthrew the government of Chile. The vote of October 20 of this year was free.\n\n"
           "The people of Chile have occupied the capital. We condemn the army of Chile.\n"),
    "es": ("Abajo el golpe\n\nEl pasado domingo 10 de noviembre de 2019, soldados de Chile derrocaron al gobierno de Chile. El voto del 20 de octubre de este año fue libre.\n\n"
           "El pueblo de Chile ha ocupado la capital. Condenamos al ejército de Chile.\n"),
    "ko": ("쿠데타를 규탄한다\n\n지난 2019년 11월 10일 칠레 군대가 칠레 정부를 무력으로 전복했다. 올해 10월 20일의 선거는 자유로웠다.\n\n"
           "지금 칠레 민중은 수도에서 시위를 벌이고 있다. 볼리비아 정부는 칠레 군대를 규탄한다.\n"),
}  # fmt: skip


@pytest.mark.parametrize("code", UNDATED)
def test_a_text_without_a_day_of_writing_is_of_the_days_it_opens_with(code: str) -> None:
    document = load_bytes("page.txt", UNDATED[code].encode())
    assert isinstance(document, Document)
    rows = read_document(document)
    assert document.metadata.published is None
    assert {(r["date"] or "")[:7] for r in rows["events"]} == {"2019-11"}
    assert "2019-10-20" in [r["iso"] for r in rows["dates"]]
