"""Russian names decline, and have one id in two scripts."""

from __future__ import annotations

import pytest

from foedus.langs.grammar.name_forms import base_person, forms, person_forms, romanised, surname_forms
from foedus.langs.grammar.names import Stretch, find_names
from foedus.langs.registry import language

RU = language("ru")


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
