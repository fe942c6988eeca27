"""Whose a quantity is and which date it holds for, in sentences of our own; null where it is not plain."""

from __future__ import annotations

import pytest

from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.evidence.readers import quantities

CASES = [
    # A quantity, whose it is.
    ("Norway’s 120 trawlers left port before dawn this week.", "120 trawlers", "NOR"),
    ("Chile exported 300 tonnes of salmon last spring to its neighbours.", "300 tonnes", "CHL"),
    ("A buyer in Lima took 40% of Chile’s catch, and nobody was surprised by that.", "40%", "CHL"),
    (
        "Iceland, the second-largest exporter of cod, closed its harbours to them.",
        "the second-largest exporter",
        "ISL",
    ),
    (
        "Peru is the third-largest producer of copper, as the miners like to say.",
        "the third-largest producer",
        "PER",
    ),
    ("The harbour master counted 300 sailors when Chile and Peru met there.", "300 sailors", None),
    ("The minister of Chile owned 12 ships before the election was held.", "12 ships", None),
    ("Chile’s neighbour met Peru, and some 40 boats were lost in the night.", "some 40 boats", None),
    (
        "They are the second-largest investor in Chile, according to the bank.",
        "the second-largest investor",
        None,
    ),
    ("Chile tiene 250 barcos de pesca y los vende cada año a los vecinos.", "250 barcos", "CHL"),
    ("El 30 % de Noruega vive en la costa, según el censo de aquel año.", "30 %", "NOR"),
    (
        "Perú es el tercer mayor productor de cobre, como dicen los mineros.",
        "el tercer mayor productor",
        "PER",
    ),
    ("El ministro de Chile tiene 12 barcos y no los quiere vender a nadie.", "12 barcos", None),
    ("노르웨이는 지난봄 어선 120척을 북쪽 바다로 보냈다. 모두 무사히 돌아왔다.", "120척", "NOR"),
    ("칠레의 300개 도시가 물을 아끼기로 했다. 비가 오지 않았기 때문이다.", "300개 도시", "CHL"),
    ("칠레는 페루가 300톤을 팔았다고 말했다. 어부들은 이를 믿지 않았다.", "300톤", None),
    ("칠레가 항구를 닫고 시장은 40명의 선원을 돌려보냈다. 배는 남았다.", "40명의 선원", None),
]


def _read(text: str) -> dict[str, dict[str, object]]:
    document = load_bytes("harbour.txt", text.encode())
    assert isinstance(document, Document)
    return {r["quote"]: r for r in quantities.read(document)}


@pytest.mark.parametrize(("text", "quote", "subject"), CASES)
def test_whose_it_is(text: str, quote: str, subject: str | None) -> None:
    found = _read(text)
    match = next((r for q, r in found.items() if q == quote or q.startswith(quote) or quote in q), None)
    assert match is not None, list(found)
    assert match["subject"] == subject


def test_figures_of_a_row_are_about_the_actor_it_names() -> None:
    text = "Table 1. Ships by owner, 2017\n\nOwner              Ships       Share (%)\n\nNorway             1,200        61.5\n\nThe rest             800        38.5\n"
    found = _read(text)
    assert found["1,200"]["subject"] == found["61.5"]["subject"] == "NOR"
    assert found["800"]["subject"] is None
    assert found["800"]["as_of"] == "2017"


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("The catch was 40 tonnes in 2011, but 75 tonnes in 2014.", {"40": "2011", "75": "2014"}),
        ("La captura fue de 40 toneladas en 2011, pero 75 toneladas en 2014.", {"40": "2011", "75": "2014"}),
        ("어획량은 2011년에 40톤이었으며 2014년에는 75톤이었다.", {"40": "2011", "75": "2014"}),
        ("Between the vote of 2011 and that of 2014 the catch was 40 tonnes.", {"40": None}),
    ],
)
def test_a_date_of_the_same_clause(text: str, dates: dict[str, str | None]) -> None:
    found = {str(r["value"]).removesuffix(".0"): r["as_of"] for r in _read(text).values()}
    assert {n: found[n] for n in dates} == dates
