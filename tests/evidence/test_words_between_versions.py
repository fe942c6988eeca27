"""Single words that change what is said, numbers told in words, sources no table holds, and pointers to what is missing."""

from __future__ import annotations

import pytest

from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.evidence.read import read_corpus, read_document
from foedus.evidence.rows import TABLES, Row
from foedus.evidence.versions.cues import cues
from foedus.evidence.versions.values import date_told, same_date, same_number, stated

EN = """The city council closes the old market

By Ana Ruiz, 20 March 2021, www.example.org

The mayor secretly closed the market on Monday. Nearly all traders protested in front of the town hall. Some 340 stalls were cleared before noon.

Only residents may rent a stall there. The new hall will open in May. The repairs take ten years. (See the appendix)

According to the Harbour Gazette, the owners agreed. The union of traders asked for water and light, although nobody had promised it. Rain fell in the afternoon.

Appendix

The hall has two doors. The roof was mended twice.
"""
ES = """El ayuntamiento cierra el viejo mercado

Por Ana Ruiz, 20 de marzo de 2021, www.example.org

El alcalde cerró el mercado el lunes. Todos los comerciantes protestaron ante el ayuntamiento. Unos 340 puestos fueron retirados antes del mediodía.

Los residentes pueden alquilar un puesto allí. La nueva sala abrirá en mayo. Las reparaciones duran una década. (Ver el apéndice)

Según fuentes cercanas, los propietarios aceptaron. El sindicato de comerciantes pidió agua y luz. Por la tarde llovió.

La sala tiene dos puertas. El techo fue reparado dos veces.
"""


def found(**texts: str) -> list[tuple[str, str, list[str]]]:
    documents = [d for n, t in texts.items() if isinstance(d := load_bytes(f"{n}.txt", t.encode()), Document)]
    out: dict[str, list[Row]] = {name: [] for name in TABLES}
    for document in documents:
        for name, rows in read_document(document).items():
            out[name] += rows
    out |= read_corpus(documents, out)
    return [
        (f["kind"], f["explanation"], [texts[a["doc"][:-4]][a["start"] : a["end"]] for a in f["anchors"]]) for f in out["findings"]
    ]


@pytest.fixture(scope="module")
def pair() -> list[tuple[str, str, list[str]]]:
    return found(en=EN, es=ES)


@pytest.mark.parametrize("word", ["secretly", "Nearly", "Only"])
def test_a_word_that_changes_what_is_said_is_pointed_at_alone(pair: list[tuple[str, str, list[str]]], word: str) -> None:
    assert [anchors[0] for kind, _, anchors in pair if kind == "omitted" and word in anchors[0]] == [word]


def test_what_is_told_in_other_words_is_no_finding(pair: list[tuple[str, str, list[str]]]) -> None:
    told = " ".join(e for kind, e, _ in pair if kind in ("omitted", "added", "numbers_differ"))
    for word in ("ten years", "década", "twice", "May", "mayo", "340", "Monday"):
        assert word not in told


def test_a_source_that_no_table_holds_is_missed(pair: list[tuple[str, str, list[str]]]) -> None:
    assert any(kind == "names_differ" and anchors[0] == "Harbour Gazette" for kind, _, anchors in pair)


def test_a_remark_that_is_missing_is_pointed_at(pair: list[tuple[str, str, list[str]]]) -> None:
    assert any(kind == "omitted" and "nobody had promised" in anchors[0] for kind, _, anchors in pair)
    assert not any(kind == "negation_or_modality" for kind, _, _ in pair)  # that the remark denies is no second finding


def test_a_pointer_to_what_a_version_lacks(pair: list[tuple[str, str, list[str]]]) -> None:
    assert any(kind == "omitted" and anchors == ["See the appendix", "Ver el apéndice"] for kind, _, anchors in pair)
    whole = found(en=EN, es=ES.replace("\nLa sala tiene", "\nApéndice\n\nLa sala tiene"))
    assert not any("See the appendix" in anchors for _, _, anchors in whole)


def test_copies_in_one_language_are_compared_word_by_word() -> None:
    changed = EN.replace("secretly ", "").replace("Nearly all", "All").replace("Only residents", "Residents")
    told = [anchors[0] for kind, _, anchors in found(one=EN, two=changed) if kind in ("omitted", "added")]
    assert sorted(told) == ["Nearly", "Only", "secretly"]
    assert not [f for f in found(one=EN, two=EN.replace("closed the market", "shut the market")) if f[0] in ("omitted", "added")]


@pytest.mark.parametrize(
    ("code", "text", "word"),
    [
        ("en", "Only five came.", "only"), ("es", "Solo vinieron cinco.", "only"), ("ko", "오직 다섯 명이 왔다.", "only"),
        ("ru", "Пришли только пятеро.", "only"), ("en", "Virtually nobody came.", "nearly"), ("es", "Casi nadie vino.", "nearly"),
        ("ko", "거의 아무도 오지 않았다.", "nearly"), ("ru", "Почти никто не пришёл.", "nearly"), ("en", "At least five came.", "at_least"),
        ("es", "Al menos cinco vinieron.", "at_least"), ("ko", "최소 다섯 명이 왔다.", "at_least"), ("en", "A so-called republic.", "so_called"),
    ],
)  # fmt: skip
def test_words_that_change_what_is_said_are_known_by_class(code: str, text: str, word: str) -> None:
    table = cues(code)
    assert table is not None
    assert word in table.focused(text)


@pytest.mark.parametrize(("code", "text"), [("en", "Not only five came."), ("es", "No solo vinieron cinco."), ("en", "It is only natural."), ("ru", "Не только пятеро.")])
def test_set_phrases_do_not_count(code: str, text: str) -> None:
    table = cues(code)
    assert table is not None
    assert "only" not in table.focused(text)


@pytest.mark.parametrize(
    ("value", "code", "text", "yes"),
    [
        (2, "ko", "두 나라가 만났다.", True), (3, "ko", "두 나라가 만났다.", False), (4, "ko", "나흘 만에 끝났다.", True),
        (50, "en", "The catch has halved.", True), (10, "es", "Duró una década.", True), (1200, "es", "Vinieron mil doscientos.", True),
        (3, "en", "The third bridge fell.", True), (7, "en", "The third bridge fell.", False),
    ],
)  # fmt: skip
def test_a_number_may_be_told_in_words(value: float, code: str, text: str, yes: bool) -> None:
    assert stated({"value": value}, text, code) == yes


def test_a_year_that_was_supplied_is_not_compared() -> None:
    supplied = {"doc": "a", "start": 0, "end": 1}
    assert same_date({"iso": "2019-07", "resolved_from": supplied}, {"iso": "2018-07", "resolved_from": supplied})
    assert not same_date({"iso": "2019-07", "resolved_from": supplied}, {"iso": "2018-08", "resolved_from": supplied})
    assert not same_date({"iso": "2019-07-02", "resolved_from": None}, {"iso": "2018-07-02", "resolved_from": None})
    assert date_told({"iso": "2019-05", "precision": "month", "quote": "5월"}, "The protests of May went on.", "en")
    assert not date_told({"iso": "2019-05", "precision": "month", "quote": "5월"}, "The protests of June went on.", "en")


def test_a_day_told_by_its_figure_alone_is_told() -> None:
    day = {"iso": "2019-05-21", "precision": "day", "quote": "21일"}
    assert date_told(day, "They met again on the 21st.", "en")
    assert not date_told(day, "They met again on the 2nd of 210 days.", "en")


def test_several_hours_are_not_the_number_of_anything_else() -> None:
    hours = {"value": None, "low": 2, "high": None, "unit_kind": "duration", "approximate": True}
    guards = {"value": 500, "low": None, "high": None, "unit_kind": "count", "approximate": False}
    assert not same_number(hours, guards)
    assert same_number(hours, {**guards, "value": 7, "unit_kind": "duration"})
