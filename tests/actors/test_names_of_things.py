"""Ships, storms, missiles and nouns behind a given name are nobody; people whose given name is a place's are."""

from __future__ import annotations

import pytest

from foedus.langs.grammar.name_things import is_noun
from foedus.langs.grammar.names import Stretch, find_names
from foedus.langs.registry import language

NOBODY = [
    ("ko", "루마니아는 사드 레이더 배치를 미뤘다."),
    ("ko", "그리스는 사드 보복을 겪었다."),
    ("ko", "무스타파 공항에서 회담이 열렸다."),
    ("ko", "하미드 카르자이 국제공항이 다시 열렸다."),
    ("ko", "마리아 태풍이 필리핀을 지나갔다."),
    ("ko", "조지 워싱턴 항공모함이 항구를 떠났다."),
    ("ko", "존 매케인함이 해협을 지나갔다."),
    ("en", "The USS Carl Vinson left the harbour."),
    ("en", "The Abraham Lincoln strike group entered the Gulf."),
    ("en", "The George Washington carrier left the harbour."),
    ("en", "The frigate Mehmed Ali entered the harbour. Later the Mehmed Ali left."),
    ("ko", "세컨드 토머스 암초에서 배가 멈췄다."),
    ("en", "Boats met at the Second Thomas Shoal."),
    ("en", "Thousands left San Antonio del Prado."),
    ("es", "Miles huyeron de San Antonio de Prado."),
    ("en", "Indira Gandhi International Airport closed."),
    ("es", "La fragata Almirante Juan Prado zarpó."),
    ("es", "El aeropuerto internacional José Prado cerró."),
    ("fr", "La frégate Jean Prado a quitté le port."),
    ("ru", "Фрегат «Иван Петров» вышел в море."),
]
SOMEBODY = [
    ("ko", "무라트 사드 장관이 말했다.", "saad_murat"),
    ("ko", "이반 페트로프는 그리스를 비판했다.", "petrov_ivan"),
    ("ko", "페르난도 카르바호는 칠레에 산다.", "carvalho_fernando"),
    ("en", "The frigate captain Pedro Ruiz denied it.", "ruiz_pedro"),
    ("en", "Milan Novák was charged by Austria.", "novak_milan"),
    ("en", "Jordan Whitmore criticised Canada.", "whitmore_jordan"),
    ("en", "Chad Ellery said that tariffs would rise.", "ellery_chad"),
    ("es", "El petrolero de Pedro Ruiz fue retenido.", "ruiz_pedro"),
    ("es", "La presidenta Ana Sierra criticó a Perú.", "sierra_ana"),
    ("es", "Israel Quintana criticó a Perú.", "quintana_israel"),
    ("fr", "Florence Lambert a critiqué le Maroc.", "lambert_florence"),
    ("ru", "Капитан судна Иван Петров обвинил Литву.", "petrov_ivan"),
]
PLACES = [
    ("en", "Chad Basin villages were flooded.", "person"),
    ("en", "The Paris Forum ended.", "person"),
    ("en", "In Milan Novák met Serbs.", "person"),
    ("en", "Jordan Airways cancelled flights.", "person"),
    ("es", "En Milán Novák habló con serbios.", "person"),
]


def _found(code: str, text: str) -> list[tuple[str, str]]:
    return [(n.actor, n.kind) for names in find_names([Stretch(text, code)]) for n in names]


@pytest.mark.parametrize(("code", "text"), NOBODY)
def test_a_thing_named_after_a_person_is_nobody(code: str, text: str) -> None:
    assert [a for a, kind in _found(code, text) if kind in ("person", "government")] == []


@pytest.mark.parametrize(("code", "text", "actor"), SOMEBODY)
def test_a_person_beside_such_words_is_one(code: str, text: str, actor: str) -> None:
    assert actor in [a for a, _ in _found(code, text)]


@pytest.mark.parametrize(("code", "text", "kind"), PLACES)
def test_a_place_that_is_a_given_name_too_stays_a_place(code: str, text: str, kind: str) -> None:
    assert kind not in [k for _, k in _found(code, text)]


def test_a_territory_is_not_the_state_whose_name_it_contains() -> None:
    assert _found("en", "Norway mapped South Georgia.") == [("NOR", "state"), ("SGS", "place")]
    assert _found("es", "Noruega visitó Georgia del Sur.") == [("NOR", "state"), ("SGS", "place")]


def test_nouns_are_known_with_particles_and_as_ends_of_words() -> None:
    ko = language("ko")
    assert is_noun("하산 배치에", ko)
    assert not is_noun("다니엘 도간", ko)
    assert is_noun("다니엘 인권조약은", ko)
    assert not is_noun("공항", ko)
