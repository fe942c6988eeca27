"""Where a Spanish clause begins and ends, and who acts in it, over clauses and words set in."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

from foedus.evidence.events.lexicon import lexicon
from foedus.evidence.syntax.analyse import analyse
from foedus.evidence.syntax.model import Predicate, Span
from foedus.langs.registry import language

ES = language("es")
EVENTS = runpy.run_path(str(Path(__file__).parents[2] / "benchmarks" / "events.py"))


def predicates(text: str, names: tuple[Span, ...] = ()) -> tuple[Predicate, ...]:
    words = lexicon(ES)
    assert words is not None
    return analyse([text], ES, words.wanted, names=[names])[0]


def told(text: str, lemma: str) -> Predicate:
    return next(p for p in predicates(text) if p.lemma == lemma)


@pytest.mark.parametrize(
    ("text", "lemma", "subject", "object_"),
    [
        # verbs that no event hangs on bound clauses all the same
        ("El Gobierno de Malí, que no oculta su enfado, acusó a Benín.", "acusar", "gobierno", ""),
        ("La ley, que exime a los jueces, se limita a prohibir el desfile.", "prohibir", "ley", "desfile"),
        # shares are no ends of clauses
        ("En mayo, el 64% de los mineros aprobaba el pacto.", "aprobar", "minero", "pacto"),
        ("En mayo, el 64 por ciento de los mineros aprobaba el pacto.", "aprobar", "minero", "pacto"),
        # "como" opens a clause before a verb, with its subject behind it
        ("Malta mintió, como le reprocha el Senado.", "reprochar", "senado", ""),
        # a comma before "y" goes back behind the relative clause
        ("Los guardias dispararon a los mozos que cortaban la ruta, y mataron a dos.", "matar", "guardia", ""),
        ("El rey habló de bandidos venidos de Chad y ha prometido calma.", "prometer", "rey", "calma"),
        ("Togo prometió enviar arroz y abrió la frontera.", "abrir", "togo", "frontera"),
        # the clause goes on behind what is set in
        ("Brunéi, puntualizó el ministro Awang, apoya a Fiyi.", "apoyar", "brunei", ""),
        ("Brunéi, puntualizó el ministro Awang, apoya a Fiyi.", "puntualizar", "ministro", ""),
        ("El contingente, de 600 hombres, saldrá hacia Níger.", "salir", "contingente", ""),
        ("La coalición encabezada por Omán bombardeó Adén.", "bombardear", "coalicion", "aden"),
        # "quien" is the subject
        ("Habló el alcalde, Luis Mora, quien tacha de farsa la acusación.", "tachar", "alcalde", "acusacion"),
        # pronouns before a present tense
        ("La isla es pequeña y Fiyi la considera con desdén.", "considerar", "fiyi", "la"),
        # a verb that holds a participle
        ("Malta mantiene bloqueado el ingreso de Chad.", "bloquear", "malta", "ingreso"),
        # a count behind a name is a phrase of its own
        ("Catar entregó a Túnez 60 millones de euros.", "entregar", "catar", "euro"),
        # a participle behind its auxiliary is no noun, an adverb in -mente none either
        ("Egipto ha enviado fusiles y soldados a Chad.", "enviar", "egipto", "fusil"),
        ("Chad solicitó formalmente ayuda a Níger.", "solicitar", "chad", "ayuda"),
        # who acted goes on before a reflexive verb
        ("Togo calló y se retiró de Fiyi.", "retirar", "togo", ""),
        ("El convenio que les propuso Omán duró poco.", "proponer", "oman", "convenio"),
    ],
)
def test_who_acts_and_on_what(text: str, lemma: str, subject: str, object_: str) -> None:
    p = told(text, lemma)
    assert [a.lemma for a in p.get("subject")] == [subject]
    assert [a.lemma for a in p.get("object")] == ([object_] if object_ else [])


def test_what_is_held_behind_a_comma_is_what_it_agrees_with() -> None:
    p = told("La cumbre del Caribe, celebrada en Nasáu, duró poco.", "celebrar")
    assert [a.lemma for a in p.get("object")] == ["cumbre"]


def test_who_acts_may_be_joined_over_a_relative_clause() -> None:
    p = told("El partido, que controla el Senado, y los enviados de Chad se sentaron.", "sentar")
    (subject,) = p.get("subject")
    assert [subject.lemma, *subject.others] == ["partido", "enviado"]


def test_a_name_of_several_words_is_one() -> None:
    text = "Ayer San Vicente y las Granadinas y Malta pidieron ayuda."
    start = text.index("San")
    p = next(p for p in predicates(text, ((start, start + len("San Vicente y las Granadinas")),)) if p.lemma == "pedir")
    heads = [text[a:b] for x in p.arguments for a, b in x.heads]
    assert "San Vicente y las Granadinas" in heads
    assert "Malta" in heads


@pytest.mark.parametrize("text", ["El plan hace falta.", "Llegó ayuda y cobijo.", "Fue una crítica dura.", "Recorrió una distancia de corto alcance."])
def test_nouns_and_adjectives_that_are_verb_forms_too(text: str) -> None:
    assert not {"faltar", "ayudar", "durar", "alcanzar"} & {p.lemma for p in predicates(text) if p.kind == "verb"}


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("Dos pescadores de Ghana murieron a manos del Ejército de Togo.", ("ASSAULT", ["TGO_MILITARY", "TGO"], ["GHA_MASSES"])),
        ("La Unión Europea fue criticada por parte de Zambia.", ("ACCUSE", ["ZMB"], ["EU"])),
        ("El presidente de Ghana dijo que su país no aceptará las disculpas de Togo.", ("REJECT", ["GHA"], ["TGO"])),
        ("Los mineros de Perú bloquearon la planta de cobre.", ("PROTEST", ["PER_MASSES"], ["PER"])),
        ("Bahamas y Benín ofrecieron mil soldados a Haití.", ("AID", ["BHS", "BEN"], ["HTI"])),
        ("La ocupación indonesia de Timor Oriental duró años.", ("COERCE", ["IDN"], ["TLS"])),
        ("El bombardeo de Israel sobre Siria duró tres días.", ("ASSAULT", ["ISR"], ["SYR"])),
        ("La Unión Africana se reunió ayer. El bloque condenó a Chad.", ("ACCUSE", ["AU"], ["TCD"])),
        ("El informe de la Unión Africana acusa a Chad.", ("ACCUSE", ["AU"], ["TCD"])),
    ],
)
def test_deeds_of_news_prose(text: str, want: tuple[str, list[str], list[str]]) -> None:
    rows = EVENTS["told"](text, "2021-05-10", "es")
    assert want in [(r["type"], r["actors"], r["recipients"]) for r in rows]


@pytest.mark.parametrize(
    "text",
    [
        "El huracán golpeó la costa de Belice.",  # nobody attacks
        "Los archivos de Ghana desmienten la versión.",  # things refuse nothing
        "Chad culpó a bandidos llegados de Níger.",  # nobody unnamed confers
        "Kenia no rechazó la oferta de Malaui.",  # who does not refuse has refused nothing
        "La ministra de Chad lucha contra el cáncer.",
    ],
)
def test_what_is_no_deed(text: str) -> None:
    rows = EVENTS["told"](text, "2021-05-10", "es")
    assert not [r for r in rows if r["type"] in ("ASSAULT", "REJECT", "CONSULT")]


def test_what_would_be_if_it_were_not_done_is_not_denied() -> None:
    rows = EVENTS["told"]("Si Chad no condena a Níger, Malí dimitirá.", "2021-05-10", "es")
    assert "denied" not in {r["status"] for r in rows}


def test_what_is_not_ruled_out_is_thought_of() -> None:
    (row,) = EVENTS["told"]("Noruega no descartó cerrar la frontera con Rusia.", "2021-05-10", "es")
    assert row["status"] == "hypothetical"


def test_several_unnamed_are_not_the_one_told_of_before() -> None:
    rows = EVENTS["told"]("El presidente de Ghana, John Mahama, calló. “Mataron a dos médicos en Togo”, contó ella.", "2021-05-10", "es")
    assert [r["actors"] for r in rows if r["type"] == "ASSAULT"] == [[]]


def test_a_government_is_not_the_one_told_of_before() -> None:
    rows = EVENTS["told"]("El Gobierno de Ghana calló. Un gobierno criticó a Togo.", "2021-05-10", "es")
    assert not [r for r in rows if r["actors"]]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Togo negó haber atacado a Ghana.", "denied"),
        ("El Gobierno togolés, que niega haber armado a Benín, cerró el puerto.", "denied"),
        ("Togo admitió haber bombardeado Ghana.", "reported"),
        ("Togo ha bombardeado Ghana.", "happened"),
    ],
)
def test_a_perfect_infinitive_hangs_on_its_verb(text: str, status: str) -> None:
    rows = EVENTS["told"](text, "2024-05-10", "es")
    assert next(r["status"] for r in rows if r["type"] in ("ASSAULT", "AID")) == status
