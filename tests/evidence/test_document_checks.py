"""A document checked against itself: what cannot be, and what cannot both be."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.evidence.read import read_corpus, read_document
from foedus.evidence.rows import TABLES, Row
from foedus.evidence.versions.checks.totals import totals

HEAD = {
    "en": "The quarrel in the upper valley\n\nBy Ana Ruiz, 3 March 2021, www.example.org\n\n",
    "es": "La disputa en el valle alto\n\nPor Ana Ruiz, 3 de marzo de 2021, www.example.org\n\n",
    "ko": "위쪽 골짜기에서 벌어진 다툼\n\n아나 루이스, 2021년 3월 3일, www.example.org\n\n",
    "ru": "Спор в верхней долине\n\nАна Руис, 3 марта 2021 года, www.example.org\n\n",
}


TAIL = {
    "en": "\n\nThe old road is closed in winter. Farmers bring their wool to the market.\n",
    "es": "\n\nEl viejo camino se cierra en invierno. Los campesinos llevan su lana al mercado.\n",
    "ko": "\n\n옛 길은 겨울에 닫힌다. 농부들은 양털을 시장에 가져간다.\n", "ru": "\n\nСтарая дорога зимой закрыта. Крестьяне везут шерсть на рынок.\n",
}  # fmt: skip


def findings(code: str, text: str) -> list[tuple[str, str, tuple[str, ...]]]:
    whole = HEAD[code] + TAIL[code].strip() + " " + text + TAIL[code]
    document = load_bytes("a.txt", whole.encode())
    assert isinstance(document, Document)
    out: dict[str, list[Row]] = {name: [] for name in TABLES}
    out |= read_document(document)
    out |= read_corpus([document], out)
    return [
        (f["kind"], f["explanation"], tuple(whole[a["start"] : a["end"]] for a in f["anchors"])) for f in out["findings"]
    ]


def said(code: str, text: str) -> str:
    return " | ".join(" / ".join(anchors) for _, _, anchors in findings(code, text))


@pytest.mark.parametrize(
    ("code", "text", "words"),
    [
        ("en", "The talks began on 31 February in Lima.", "31 February"),
        ("es", "Las conversaciones empezaron el 31 de abril en Lima.", "31 de abril"),
        ("ko", "회담은 2월 30일에 시작되었다.", "2월 30일"),
        ("en", "They met on 29 February 2019 in Lima.", "29 February 2019"),
        ("en", "The siege lasted from 1995 to 1991.", "from 1995 to 1991"),
        ("ru", "Осада длилась с 1995 по 1991 год.", "с 1995 по 1991"),
        ("es", "Chile y Perú firmaron el tratado el 9 de abril de 2022.", "9 de abril de 2022"),
        ("en", "Chile and Peru signed the treaty on 9 April 2022.", "9 April 2022"),
    ],
)  # fmt: skip
def test_a_date_that_cannot_be_is_pointed_at(code: str, text: str, words: str) -> None:
    told = [anchors for kind, _, anchors in findings(code, text) if kind == "impossible_date"]
    assert told == [(words,)]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "They met on 29 February 2020 in Lima."), ("en", "The dam will open in June 2023."),
        ("en", "The plan runs from 2020 to 2024."), ("es", "La presa se abrirá el 9 de abril de 2022."),
        ("ko", "댐은 2022년 6월 1일에 열릴 예정이다."), ("en", "In 2019 they signed, and the loan falls due on 1 May 2024."),
        ("en", "Exports were 120% of the earlier level."), ("en", "Debt reached 130% of what it was."),
        ("en", "The council has 30 members, of whom 14 are women."), ("ko", "의원 30명 가운데 14명이 여성이다."),
        ("en", "Some 62% of the men voted yes and 58% of the women voted no."),
        ("en", "The war went on from 1990 to 1994, for four years."), ("en", "The mayor, aged 30, was born in 1991."),
        ("en", "The mayor, aged 44, was born in 1976. The road is closed."),
    ],
)  # fmt: skip
def test_what_can_be_is_left_alone(code: str, text: str) -> None:
    assert not [f for f in findings(code, text) if f[0] in ("impossible_date", "contradiction")]


@pytest.mark.parametrize(
    ("code", "text", "words"),
    [
        ("en", "The firm holds 120% of the shares.", "120%"), ("ko", "주민의 120%가 반대했다.", "120%"),
        ("es", "El 120 % de la población se opuso.", "120 %"),
        ("en", "Some 62% voted yes, 45% voted no and 3% abstained.", "62%"), ("ko", "찬성 62%, 반대 45%, 기권 3%였다.", "45%"),
        ("en", "The council has 30 members, of whom 41 are women.", "30 members / 41"),
        ("es", "El consejo tiene 30 miembros, de los cuales 41 son mujeres.", "30 miembros / 41"),
        ("ko", "의회 의원 30명 가운데 41명이 여성이다.", "30명 / 41명"),
        ("en", "The siege went on from 1990 to 1994, for nine years.", "from 1990 to 1994 / for nine years"),
        ("en", "The mayor, aged 44, was born in 1991.", "aged 44 / 1991"),
    ],
)  # fmt: skip
def test_a_share_a_part_a_span_or_an_age_that_cannot_be(code: str, text: str, words: str) -> None:
    assert words in said(code, text)


def test_one_thing_counted_twice_otherwise() -> None:
    text = (
        "The harvest of the valley fed 4,000 families in the dry months. The road to the coast is closed.\n\n"
        "The harvest of the valley fed 5,200 families in the dry months. Rain is rare there.\n"
    )
    assert "4,000 families / 5,200 families" in said("en", text)
    assert "4,000 families" not in said("en", text.replace("5,200 families in", "5,200 families in 2018 and in"))
    assert "4,000 families" not in said("en", text.replace("Rain is", "Later it fed more. Rain is").replace("fed 5,200", "later fed 5,200"))


@pytest.mark.parametrize(
    ("code", "one", "two", "between"),
    [
        ("en", "The ministers did not open the archive of the old mine.", "The ministers opened the archive of the old mine.", "Rain fell."),
        ("es", "Los ministros no abrieron el archivo de la vieja mina.", "Los ministros abrieron el archivo de la vieja mina.", "Llovió."),
        ("ko", "장관들은 옛 광산의 기록 보관소를 열지 않았다.", "장관들은 옛 광산의 기록 보관소를 열었다.", "비가 내렸다."),
    ],
)  # fmt: skip
def test_what_a_document_affirms_and_denies_in_its_own_voice(code: str, one: str, two: str, between: str) -> None:
    assert f"{one} / {two}" in said(code, f"{one} {between} {two}")
    others = {"en": "According to the governor, ", "es": "Según el gobernador, ", "ko": "주지사에 따르면 "}[code]
    assert f"{one} / " not in said(code, f"{one} {between} {others}{two[0].lower()}{two[1:]}")


def table(header: list[str], rows: list[list[object]]) -> Mapping[str, object]:
    return {"doc": "a", "part": "p1", "start": 0, "end": 9, "header": header, "rows": rows}


@pytest.mark.parametrize(
    ("header", "rows", "told"),
    [
        (["Region", "Votes"], [["North", 100], ["South", 150], ["East", 20], ["Total", 280]], "total of Votes"),
        (["Region", "Votes"], [["North", 100], ["South", 150], ["East", 20], ["Total", 270]], None),
        # The five largest of a longer list: their total is that of all.
        (["Region", "Votes"], [["North", 100], ["South", 150], ["East", 20], ["Total", 900]], None),
        (["Region", "Votes", "Seats", "All"], [["N", 10, 4, 14], ["S", 15, 5, 20], ["E", 2, 2, 9], ["W", 3, 3, 6]], "row “E”"),
        (["Region", "Votes", "Seats", "All"], [["N", 10, 4, 14], ["S", 15, None, 15], ["E", 2, 2, 4]], None),
        (["Party", "Share (%)"], [["A", 55], ["B", 40], ["C", 30]], "more than the whole"),
        (["Party", "Growth (%)"], [["A", 55], ["B", 40], ["C", 30]], None),
        (["Rank", "State", "Tonnes"], [[1, "A", 9], [2, "B", 7], [2, "C", 6], [4, "D", 5]], "place 2"),
        (["Rank", "State", "Tonnes"], [[1, "A", 9], [2, "B", 7], [2, "C", 7], [4, "D", 5]], None),
        (["Rank", "State", "Tonnes"], [[1, "A", 9], [2, "B", 7], [4, "C", 6], [5, "D", 5]], "place 3"),
        (["Rank", "State", "Tonnes"], [[1, "A", 9], [5, "B", 7], [11, "C", 6], [12, "D", 5]], None),
    ],
)  # fmt: skip
def test_tables_that_do_not_add_up(header: list[str], rows: list[list[object]], told: str | None) -> None:
    found = [f["explanation"] for f in totals(dict(table(header, rows)), "en")]
    assert bool(found) == (told is not None)
    assert told is None or told in found[0]


def test_nothing_is_found_in_a_language_without_a_table_of_words() -> None:
    assert not list(totals(dict(table(["A", "B"], [["x", 1], ["Total", 5], ["y", 1], ["Total", 9]])), "und"))
