"""A foreign name in Hangul is the one that the document or the tables write in Latin letters."""

from __future__ import annotations

import pytest

from foedus.langs.grammar.name_entries import shared_rows, shared_table
from foedus.langs.grammar.name_sounds import same_name, spelled
from foedus.langs.grammar.name_spelling import latin_name
from foedus.langs.grammar.names import Stretch, find_names

LISTED = tuple((r["id"], r["name"]) for r in shared_rows("persons"))


def test_a_person_of_one_part_is_the_same_in_the_korean_part() -> None:
    parts = [
        Stretch("The harbour union's spokesman, Tomas Velgrin, resigned.", "en"),
        Stretch("토마스 벨그린 대변인은 사임했다. 벨그린은 떠났다.", "ko"),
    ]
    english, korean = find_names(parts)
    assert {n.actor for n in english if n.kind == "person"} == {"velgrin_tomas"} == {n.actor for n in korean}


def test_another_spelling_of_a_person_of_the_tables_is_known() -> None:
    assert [n.actor for n in find_names([Stretch("안드레이 코르투노브 소장은 떠났다.", "ko")])[0]] == ["kortunov_andrei"]


@pytest.mark.parametrize(("hangul", "latin"), [("엘리아스 살만", "Ali Salman"), ("장 클로드", "John Kerry"), ("조지 켄트", "George Best")])
def test_names_that_only_resemble_each_other_are_two(hangul: str, latin: str) -> None:
    assert same_name(hangul, latin) < 0.64


def test_names_of_the_tables_are_known_again_and_strangers_are_seldom_taken_for_them() -> None:
    names = [(r["id"], k) for r in shared_rows("persons") for k in r["ko"].split("|")[:1] if " " in k][::4]
    assert sum(spelled(k, (), LISTED) == i for i, k in names) > 0.75 * len(names)
    taken = [k for i, k in names if spelled(k, (), tuple(x for x in LISTED if x[0] != i))]
    assert len(taken) < 0.01 * len(names), taken


def test_a_stranger_in_hangul_has_an_id_that_latin_letters_would_give() -> None:
    text = "올레크 코르다노프 체코 총리는 엘레나 칼리노바 대변인을 만났다."
    assert [n.actor for n in find_names([Stretch(text, "ko")])[0] if n.kind == "person"] == ["kordanov_oleg", "kalinova_elena"]


@pytest.mark.parametrize(
    ("hangul", "latin"),
    [
        ("신시아 플레밍", "Cynthia Fleming"), ("마이클 매콜", "Michael McCaul"), ("린다 그린필드", "Linda Greenfield"), ("페르난도 카르발호", "Fernando Carvalho"),
        ("올레크 코르다노프", "Oleg Kordanov"), ("조지 블랙우드그레인", None),
    ],
)
def test_given_names_and_surnames_of_the_lists_are_known_by_sounds_and_letters(hangul: str, latin: str | None) -> None:
    found = latin_name(hangul)
    assert found == latin if latin else found.split()[1] not in shared_table("surnames")["latin"]
