"""Russian names, dates, quantities: our own sentences give exactly what is written beside them."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from foedus.langs.grammar.name_forms import base_person, forms, person_forms, romanised, surname_forms
from foedus.langs.grammar.names import Stretch, find_names
from foedus.langs.grammar.numbers import parse_number
from foedus.langs.grammar.quantities import find_quantities
from foedus.langs.grammar.resolve import Told, resolve_text
from foedus.langs.registry import language

HERE = Path(__file__).parent
RU = language("ru")


def _cases(name: str) -> list[dict[str, Any]]:
    cases: list[dict[str, Any]] = tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))["case"]
    return cases


def _label(case: dict[str, Any]) -> str:
    return str(case["text"])[:40]


@pytest.mark.parametrize("case", _cases("names"), ids=_label)
def test_mentions(case: dict[str, Any]) -> None:
    text = case["text"]
    found = find_names([Stretch(text, "ru")], case.get("date"))[0]
    assert [[text[n.start : n.end], n.actor] for n in found if not n.within] == case["expect"]


@pytest.mark.parametrize("case", _cases("dates"), ids=_label)
def test_dates(case: dict[str, Any]) -> None:
    text = case["text"]
    found = resolve_text([Told(text, 0, RU)], case["published"])
    assert [[text[d.match.start : d.match.end], d.resolution.iso] for d in found] == case["dates"]


@pytest.mark.parametrize("case", _cases("quantities"), ids=_label)
def test_quantities(case: dict[str, Any]) -> None:
    text = case["text"]
    found = [
        [text[m.start : m.end], m.value if m.value is not None else [m.low, -1 if m.high is None else m.high], m.unit or "", m.unit_kind]
        for m in find_quantities(text, RU)
    ]
    assert found == case["found"]


@pytest.mark.parametrize(
    ("text", "value"),
    [("1 250 000", 1250000), ("1\u202f250,5", 1250.5), ("3,5 млн", 3500000), ("25 тыс.", 25000), ("двести сорок пять", 245),
     ("две тысячи сто", 2100), ("пятью миллионами", 5000000), ("полтора миллиарда", 1500000000)],
)  # fmt: skip
def test_numbers(text: str, value: float) -> None:
    assert parse_number(text, "ru") == value


@pytest.mark.parametrize(
    ("name", "form"),
    [("Боливия", "Боливией"), ("Южная Корея", "Южной Кореей"), ("Совет Европы", "Совете Европы"), ("Ангола", "Анголы"),
     ("Филиппины", "Филиппин"), ("Нидерланды", "Нидерландами"), ("Босния~ и Герцеговина~", "Боснии и Герцеговине"),
     ("Орёл", "Орел"), ("Уругвай", "Уругвае"), ("министр обороны", "министром обороны")],
)  # fmt: skip
def test_names_decline(name: str, form: str) -> None:
    assert form in forms(name, RU)


def test_what_does_not_change_has_one_form() -> None:
    for name in ("Перу=", "ООН", "Марокко"):
        assert forms(name, RU) == (name.removesuffix("="),)
    assert forms("Bolivia", language("es")) == ("Bolivia",)


def test_surnames_follow_the_bearers_sex() -> None:
    assert {"Полозова", "Полозовой", "Полозову"} == set(surname_forms("Мария Полозова", RU))
    assert {"Полозов", "Полозова", "Полозову", "Полозовым", "Полозове"} == set(surname_forms("Иван Полозов", RU))
    assert set(surname_forms("Анна Вебер", RU)) == {"Вебер"}
    assert "Петра Вебера" in person_forms("Пётр Вебер", RU)


@pytest.mark.parametrize(
    ("form", "base", "latin"),
    [("Ивана Северцева", "Иван Северцев", "Ivan Severtsev"), ("Марией Полозовой", "Мария Полозова", "Maria Polozova"),
     ("Юрию Бажанскому", "Юрий Бажанский", "Yuri Bazhansky"), ("Олега Шиманюка", "Олег Шиманюк", "Oleg Shimanyuk"),
     ("Анны Вебер", "Анна Вебер", "Anna Veber"), ("Илья Хомяков", "Илья Хомяков", "Ilya Khomyakov")],
)  # fmt: skip
def test_back_to_the_base_form_and_into_latin_letters(form: str, base: str, latin: str) -> None:
    assert base_person(form, RU) == base
    assert romanised(base, RU) == latin


def test_a_person_has_one_id_in_both_scripts() -> None:
    english = find_names([Stretch("Ivan Severtsev, an analyst, was there.", "en")])[0]
    russian = find_names([Stretch("Об этом спросили Ивана Северцева.", "ru")])[0]
    assert [n.actor for n in english] == [n.actor for n in russian] == ["severtsev_ivan"]
