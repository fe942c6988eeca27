"""Words are made comparable: case, accents, inflection, scripts without spaces; and every one knows its place."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.store.search_words import columns, grams, query_stems, related, stems, words

#: Names and words declined as their grammar has it; the first is what a dictionary or a passport gives.
RUSSIAN = [
    "Токаев Токаева Токаеву Токаевым Токаеве", "Лавров Лаврова Лаврову Лавровым Лаврове", "Медведев Медведева Медведевым",
    "Алиев Алиева Алиеву Алиевым", "Попов Попова Поповым", "Захарова Захаровой Захарову", "Путин Путина Путину Путиным Путине",
    "Зеленский Зеленского Зеленскому Зеленским Зеленском", "Эрдоган Эрдогана Эрдогану Эрдоганом", "Пашинян Пашиняна Пашиняном",
    "Мирзиёев Мирзиёева Мирзиёеву Мирзиеевым", "Киев Киева Киеву Киевом Киеве", "Ереван Еревана Ереваном", "Москва Москвы Москве Москвой",
    "российский российского российская российскую российскими", "переговоры переговоров переговорам переговорами",
    "соглашение соглашения соглашению соглашением", "министр министра министру министром министры министров",
]  # fmt: skip


def form(word: str) -> str:
    (found,) = words(word)
    return found.form


@pytest.mark.parametrize("declined", RUSSIAN)
def test_russian_forms_of_one_word_meet(declined: str) -> None:
    forms = [form(w) for w in declined.split()]
    assert {(a, b) for a in forms for b in forms if not related(a, b, "ru")} == set()
    shared = set.intersection(*(set(query_stems(f, ["ru"])) for f in forms))
    assert shared, "the index would not bring them together"


@pytest.mark.parametrize(("one", "other"), [("Токаев", "ток"), ("Лавров", "лаваш"), ("министр", "министерство"), ("мир", "Мирзиёев"), ("Попов", "попытка")])
def test_russian_words_that_only_begin_alike_do_not(one: str, other: str) -> None:
    assert not related(form(one), form(other), "ru")


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [("ministry", "ministries", "en"), ("treaty", "treaties", "en"), ("negotiated", "negotiating", "en"), ("puerto", "puertos", "es"),
     ("nación", "naciones", "es"), ("rápido", "rapida", "es"), ("Kanzler", "Kanzlers", "de"), ("Reuters", "Reuters", "ko")],
)  # fmt: skip
def test_forms_of_a_word_meet_in_the_language_of_the_text(one: str, other: str, language: str) -> None:
    assert related(form(one), form(other), language)


def test_a_word_in_another_script_than_its_text_is_stemmed_all_the_same() -> None:
    assert stems("токаевым", "ko") == stems("токаевым", "ru")
    assert stems("ministries", "ru") == stems("ministries", "en")
    assert stems("정부", "ko") == ()


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("Rápido, ÉL; Straße—naïve", ["rapido", "el", "strasse", "naive"]),
        ("Ёлка й Їжак", ["елка", "й", "їжак"]),
        ("año Ñandú", ["ano", "nandu"]),
        ("Łódź Ørsted Đà İzmir œuvre", ["lodz", "orsted", "da", "izmir", "oeuvre"]),
        ("Ｇ７ ﬁne ㎏", ["g7", "fine"]),
        ("G7정상회의 코로나19로", ["g7", "정상회의", "코로나", "19", "로"]),
        ("Aland's O’Hara’s", ["aland", "o", "hara"]),
        ("أُحِبّ", ["احب"]),
        ("नमस्ते", ["नमस्ते"]),
        ("5,000 2031-03-04 ½", ["5", "000", "2031", "03", "04", "½"]),
        ("😀 --- !!! ́", []),
    ],
)
def test_words_are_folded(text: str, forms: list[str]) -> None:
    assert [w.form for w in words(unicodedata.normalize("NFC", text))] == forms


def test_letters_of_their_own_are_kept_apart() -> None:
    (year,), (anus,) = words("año"), words("ano")
    assert year.form == anus.form
    assert year.strict != anus.strict


def test_two_grams_begin_at_every_letter() -> None:
    assert grams("정부군") == ["정부", "부군", "군"]
    assert grams("군") == ["군"]


def test_what_the_index_holds() -> None:
    assert columns("Ministries met.", "en") == ("ministries met", "ministri", "")
    assert columns("정부군과 만났다", "ko") == ("정부군과 만났다", "정부군 만났", "정부 부군 군과 과 만났 났다 다")


@given(st.text(max_size=60))
def test_every_word_stands_where_it_says(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    at = 0
    for word in words(composed):
        assert at <= word.start < word.end <= len(composed)
        assert word.form
        # Read alone it is the same word.
        assert [w.form for w in words(composed[word.start : word.end])] == [word.form]
        at = word.end


@given(st.text(st.characters(categories=["L", "M", "N"]), min_size=1, max_size=12), st.sampled_from(["en", "es", "ru", "ko", "und"]))
def test_forms_are_related_to_themselves_and_stable(text: str, language: str) -> None:
    for word in words(unicodedata.normalize("NFC", text)):
        assert related(word.form, word.form, language)
        assert columns(text, language) == columns(text, language)
        assert len(stems(word.form, language)) < 20
