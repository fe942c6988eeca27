"""Entries of a chronology: each tells of its own day, and of nobody whom only another entry names."""

from __future__ import annotations

from typing import Any

import pytest

from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.evidence.shared import rows_named

MALI = (
    "말리 사태 일지\n\n▲ 2020.8.18 = 군부, 쿠데타로 정권 장악\n▲ 9.15 = 프랑스 외교부 \"강한 우려\" 성명\n▲ 2021.5.24 = 군부, 대통령 체포\n"
    "▲ 2022.1.9 = 서아프리카경제공동체(ECOWAS), 말리 제재\n▲ 2.17 = 프랑스, 말리 철군 발표\n▲ 2023.6.30 = 유엔 안보리, 평화유지군 철수 결의안 채택\n"
)
TIGRAY = (
    "에티오피아 내전 일지\n\n▲ 2020.11.4 = 에티오피아 정부군과 티그라이인민해방전선(TPLF) 교전\n▲ 11.28 = 정부군, 메켈레 점령\n"
    "▲ 2021.6.28 = 이집트, 휴전 촉구\n▲ 8.10 = 에티오피아 정부군과 티그라이인민해방전선(TPLF) 교전\n"
)
LIBYA = (
    "Timeline of the crisis\n\n3 Jan 2016 – France sends troops to Niger\n\n11 March – Algeria and Egypt strike militant bases in Libya\n\n"
    "7 May – Algeria announces a ban on Libyan imports\n\n3 July – Hundreds are arrested\n"
)


def told(text: str, table: str = "events") -> list[dict[str, Any]]:
    document = load_bytes("told.txt", text.encode())
    assert isinstance(document, Document)
    return [r for r in rows_named(table, document) if r is not None]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        (MALI, ["2020-08-18", "2020-09-15", "2021-05-24", "2022-01-09", "2022-02-17", "2023-06-30"]),
        (TIGRAY, ["2020-11-04", "2020-11-28", "2021-06-28", "2021-08-10"]),
    ],
)
def test_month_and_day_in_figures_go_on_in_the_year_of_the_run(text: str, days: list[str]) -> None:
    assert [r["iso"] for r in told(text, "dates")] == days


@pytest.mark.parametrize("text", ["▲ 2.5 포인트 오른 지수", "비율은 3.27 = 높은 값이다.", "▲ 3.2 = 1.6의 두 배"])
def test_a_number_is_no_day_of_an_entry(text: str) -> None:
    assert told(f"지수 소식\n\n2019년 5월 14일 김가나 기자\n\n{text}\n", "dates")[1:] == []


@pytest.mark.parametrize(
    ("text", "day", "kind"),
    [
        (MALI, "2020-08-18", "COERCE"), (MALI, "2022-01-09", "SANCTION"), (MALI, "2022-02-17", "RETREAT"), (MALI, "2023-06-30", "AGREE"),
        (TIGRAY, "2020-11-28", "COERCE"), (TIGRAY, "2021-06-28", "REQUEST"), (TIGRAY, "2021-08-10", "ASSAULT"),
        (LIBYA, "2016-03-11", "ASSAULT"), (LIBYA, "2016-05-07", "SANCTION"),
    ],
)  # fmt: skip
def test_what_an_entry_tells_is_of_its_day(text: str, day: str, kind: str) -> None:
    assert (day, kind) in [(r["date"], r["type"]) for r in told(text)]


def test_no_participant_comes_from_another_entry() -> None:
    events = {(r["date"], r["type"]): r for r in told(MALI) + told(TIGRAY)}
    seized, asked = events["2020-08-18", "COERCE"], events["2021-06-28", "REQUEST"]
    assert "FRA" not in seized["recipients"]
    assert (asked["actors"], asked["recipients"]) == (["EGY"], [])
    assert {x for k, r in events.items() if k == ("2021-08-10", "ASSAULT") for x in (*r["actors"], *r["recipients"])} == {"TPLF", "ETH_MILITARY"}
    assert not [r for r in told(LIBYA) if r["date"] == "2016-07-03" and r["actors"]]


def test_prose_that_tells_the_same_still_goes_on() -> None:
    text = "Kenya sent 400 policemen to Haiti on 3 May 2014. Benin too will send soldiers.\n"
    assert [r["recipients"] for r in told(text) if r["actors"] == ["BEN"]] == [["HTI"]]


def test_a_list_joined_again_is_a_sanction() -> None:
    text = LIBYA.replace("3 July – Hundreds are arrested", "3 July – Ankara relists two militias as terrorist groups")
    assert ("2016-07-03", "SANCTION", ["TUR_GOV"]) in [(r["date"], r["type"], r["actors"]) for r in told(text)]


BOGOTA = (
    "Cronología de la crisis\n\n1 de marzo de 2008.- Perú bombardea un puerto de Chile.\n2 de marzo.- Chile expulsa al embajador peruano. "
    "Bolivia envía tropas a la frontera.\n5 de junio.- Perú y Chile firman un acuerdo.\n\nEcuador condenó el ataque peruano.\n"
)


def test_what_an_entry_tells_in_further_sentences_is_of_its_day_and_what_stands_below_is_not() -> None:
    found = [(r["date"], r["actors"]) for r in told(BOGOTA)]
    assert ("2008-03-02", ["BOL"]) in found
    assert [d for d, who in found if who == ["ECU"]] != ["2008-06-05"]


def test_a_paragraph_of_earlier_days_is_not_of_the_month_of_writing() -> None:
    text = """Angola and Zambia

Luanda, 20 December 2023 — On Monday Angola closed its border with Zambia. Zambia condemned the decision on Tuesday.

In March Malawi sent maize to Zambia. Kenya had accused Angola of hoarding.

Kenya accused Angola of hoarding again.
"""
    assert [r["date"] for r in told(text) if r["type"] == "ACCUSE"] == ["2023-12-19", "2023-03", "2023-12"]
