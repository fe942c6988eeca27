"""Who acts on whom in Spanish where the order of words is not subject, verb, object."""

from __future__ import annotations

import pytest

from foedus.evidence.events.lexicon import lexicon
from foedus.evidence.syntax.analyse import analyse
from foedus.evidence.syntax.model import Predicate
from foedus.langs.registry import language

ES = language("es")


def told(text: str, lemma: str) -> Predicate:
    words = lexicon(ES)
    assert words is not None
    return next(p for p in analyse([text], ES, words.wanted)[0] if p.lemma == lemma)


@pytest.mark.parametrize(
    ("text", "lemma", "subject", "object_"),
    [
        ("La propuesta de Malaui la rechazó Zambia el martes.", "rechazar", "zambia", "propuesta"),
        ("Que hubiera heridos lo negó el Gobierno de Ghana.", "negar", "gobierno", "lo"),
        ("Si cruzan el río habrá respuesta, advirtió el Gobierno de Kenia.", "advertir", "gobierno", ""),
        ("Calificó el canciller de Honduras de absurdo el vuelo.", "calificar", "canciller", "vuelo"),
        ("La policía los reprimió con gases.", "reprimir", "policia", "los"),
        ("Se reunieron en Doha los ministros de Omán.", "reunir", "ministro", ""),
        ("Reunidos en Niamey, los presidentes hablaron del Sahel.", "reunir", "presidente", ""),
        ("Cuba, que en 1975 mandó a Angola treinta mil soldados, envió después médicos.", "enviar", "cuba", "medico"),
        ("Cuba, que en 1975 mandó a Angola treinta mil soldados, envió después médicos.", "mandar", "cuba", "soldado"),
        ("Cuando llegaron los soldados, el alcalde pidió calma.", "pedir", "alcalde", "calma"),
        ("A Fiyi mandó Australia tres barcos de guerra.", "mandar", "australia", "barco"),
        ("Malta criticó las tarifas que impuso Túnez en mayo.", "imponer", "tunez", "tarifa"),
        ("Malta obligó al gobernador de Gozo a rendirse.", "rendir", "gobernador", ""),
        ("Finalizada la sequía, el rey de Bután viajó a Delhi.", "viajar", "rey", ""),
        ("Firmada la paz, Chad y Níger abrieron la frontera.", "abrir", "chad", "frontera"),
        ("Hombres armados asaltaron la prisión de Gozo.", "asaltar", "hombre", "prision"),
        ("El juez detenido ayer en Gozo huyó.", "huir", "juez", ""),
        ("Una vez liberados los rehenes, Chad levantó el cerco.", "levantar", "chad", "cerco"),
        ("A Croacia la acusa Serbia de falsear los datos.", "acusar", "serbia", "la"),
        ("Desembarcaron en la isla los comandos de Chile.", "desembarcar", "comando", ""),
    ],
)
def test_the_subject_may_stand_behind_its_verb(text: str, lemma: str, subject: str, object_: str) -> None:
    p = told(text, lemma)
    assert [a.lemma for a in p.get("subject")] == [subject]
    assert [a.lemma for a in p.get("object")] == ([object_] if object_ else [])


@pytest.mark.parametrize("text", ["La marcha cruzó Lima.", "Las entregas cesaron.", "El ejército abandonó la lucha."])
def test_an_article_before_a_noun_is_no_object(text: str) -> None:
    words = lexicon(ES)
    assert words is not None
    assert all(a.lemma not in ("la", "las") for p in analyse([text], ES, words.wanted)[0] for a in p.arguments)


def test_a_thing_behind_a_reflexive_verb_is_what_is_done() -> None:
    p = told("Se firmó en Windhoek un tratado de aguas.", "firmar")
    assert p.passive
    assert [a.lemma for a in p.get("object")] == ["tratado"]


def test_a_name_set_off_behind_a_title_belongs_to_it() -> None:
    p = told("El ministro de Comercio de Fiyi, Ratu Vola, rechazó el plan.", "rechazar")
    text = "El ministro de Comercio de Fiyi, Ratu Vola, rechazó el plan."
    assert "Ratu" in [text[a:b] for arg in p.get("subject") for a, b in arg.heads]


def test_a_day_ends_before_the_next_phrase() -> None:
    p = told("El fiscal de Fiyi ordenó el miércoles la detención de tres jueces.", "ordenar")
    assert [a.lemma for a in p.get("object")] == ["detencion"]


def test_not_before_an_adjective_denies_no_verb() -> None:
    assert not told("Malta habló de una agresión no provocada y anunció el envío de un buque.", "anunciar").negated


def test_two_things_said_stand_side_by_side() -> None:
    words = lexicon(ES)
    assert words is not None
    ps = analyse(["El rey anunció que Malta rompió relaciones con Túnez y que envió tropas a Gozo."], ES, words.wanted)[0]
    sent = next(p for p in ps if p.lemma == "enviar")
    assert sent.link == "coordinate"
    assert [a.lemma for a in sent.get("subject")] == ["malta"]


def test_neither_denies_the_verb_behind_it() -> None:
    assert told("Ni Malta firmó ni Túnez lo aceptaría.", "firmar").negated


def test_so_that_is_a_purpose_and_no_deed() -> None:
    assert told("Malta pidió a Túnez que cediera para que detuviera los combates.", "detener").mood == "purpose"


def test_a_second_deed_joined_behind_a_place_is_not_there() -> None:
    text = "El golpe en Guinea y las posteriores sanciones de Ghana agravaron la crisis."
    golpe, sanction = told(text, "golpe"), told(text, "sancion")  # the adjective is no head
    assert [text[a.start : a.end] for a in golpe.arguments] == ["en Guinea"]
    assert "de Ghana" in [text[a.start : a.end] for a in sanction.arguments]
