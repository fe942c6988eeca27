"""Copies, reprints, translations and texts inside others are one source; independent reports of the same days are not."""

from __future__ import annotations

from types import ModuleType

import pytest

from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.evidence.read import document_row
from foedus.evidence.rows import TABLES, Row
from foedus.evidence.versions.families import Fold
from foedus.evidence.versions.join import Joined, join
from foedus.evidence.versions.library import Shelf

WIRE = """Ferry runs aground off Tallinn

(AGENCY) Tallinn, 3 May 2024

A ferry with 412 passengers ran aground on a sandbank outside Tallinn on Friday morning. Tugboats pulled it free after six hours, the harbour office said. Nobody was hurt, and the captain blamed a broken compass.
"""
LONG = """What the grounding says about the ports of the north

By Mari Tamm, 6 May 2024, www.example.org

For years the shipping firms of the Gulf of Finland have put off the repair of their fleets. Insurers now ask for twice the premium they took ten years ago, and smaller lines cannot pay it. Three of them closed in the winter.

A ferry with 412 passengers ran aground on a sandbank outside Tallinn on Friday morning. Tugboats pulled it free after six hours, the harbour office said. Nobody was hurt, and the captain blamed a broken compass.

Unions have asked since March for inspections that the ministry does not announce beforehand. Owners answer that such visits cost a day of traffic each time. The committee of transport will hear both sides in June.

In Helsinki the city is building a second quay that could take the diverted ships. Its cost has doubled. Neighbours of the site went to court over the noise, and the judges have not yet set a date.
"""
OTHER_LONG = """A week of small disasters

By Jaan Kask, 7 May 2024, www.example.net

The week began with a fire in the market hall of Tartu, in which nobody was hurt. The stalls will reopen after midsummer, the owners say, if the roof holds. Traders have put up tents in the square.

A ferry with 412 passengers ran aground on a sandbank outside Tallinn on Friday morning. Tugboats pulled it free after six hours, the harbour office said. Nobody was hurt, and the captain blamed a broken compass.

On Sunday a goods train lost two wagons of gravel near Narva. The line stayed shut until the evening. Passengers were taken on by bus and complained of the heat.

Meteorologists expect more storms than usual before the end of the month. Farmers have asked the government for help with hail nets, as they did in vain last year.
"""
RIVAL = """Passengers tell of hours on the sandbank

By Liis Oja, 4 May 2024, www.example.com

More than four hundred travellers spent Friday on a stranded ferry within sight of the old town of Tallinn. "We played cards and the children slept," a teacher from Riga told this paper. The crew handed out water and blankets.

The shipping line speaks of a fault in the steering. The harbour office, which sent tugboats at noon, has opened an inquiry and questioned the captain for three hours. No passenger had to be treated.

Lawyers advise the travellers to keep their tickets. Whether the line owes them money depends on what the inquiry finds about the compass.
"""
TRANSLATION = """Un transbordador encalla frente a Tallin

(AGENCIA) Tallin, 3 de mayo de 2024

Un transbordador con 412 pasajeros encalló el viernes por la mañana en un banco de arena frente a Tallin. Los remolcadores lo liberaron al cabo de seis horas, dijo la oficina del puerto. Nadie resultó herido, y el capitán culpó a una brújula rota.
"""


def read(**texts: str) -> tuple[Joined, list[Row]]:
    documents = [load_bytes(f"{name}.txt", text.encode()) for name, text in sorted(texts.items())]
    assert all(isinstance(d, Document) for d in documents)
    evidence: dict[str, list[Row]] = {t: [] for t in TABLES} | {"documents": [document_row(d) for d in documents]}
    joined = join(Shelf([d for d in documents if isinstance(d, Document)], evidence))
    return joined, list(joined.findings())


def families(joined: Joined) -> set[frozenset[str]]:
    groups: dict[str, set[str]] = {}
    for doc, family in joined.sources.family.items():
        groups.setdefault(family, set()).add(doc.removesuffix(".txt"))
    return {frozenset(g) for g in groups.values()}


def test_a_reprint_under_another_title_is_the_same_source() -> None:
    reprint = RIVAL.replace("Passengers tell of hours on the sandbank", "Stranded").replace("Liis Oja, 4 May", "our desk, 5 May").replace("within sight", "in sight")
    joined, findings = read(one=RIVAL, two=reprint, long=LONG)
    assert families(joined) == {frozenset({"one", "two"}), frozenset({"long"})}
    (told,) = [f for f in findings if f["kind"] == "same_source"]
    assert "versions of one text" in told["explanation"]
    assert "likeness 0.9" in told["explanation"] or "likeness 1.0" in told["explanation"]


def test_a_translation_is_the_same_source() -> None:
    joined, _ = read(en=WIRE, es=TRANSLATION, rival=RIVAL)
    assert families(joined) == {frozenset({"en", "es"}), frozenset({"rival"})}


def test_a_wire_text_inside_a_longer_article_adds_no_source() -> None:
    joined, findings = read(wire=WIRE, long=LONG)
    assert families(joined) == {frozenset({"wire", "long"})}
    (told,) = [f for f in findings if f["kind"] == "same_source"]
    assert "wire.txt stands in long.txt" in told["explanation"]
    assert {a["doc"] for a in told["anchors"]} == {"wire.txt", "long.txt"}
    text = {"wire.txt": WIRE, "long.txt": LONG}
    shared = {text[a["doc"]][a["start"] : a["end"]] for a in told["anchors"]}
    assert len(shared) == 1


def test_two_articles_that_carry_one_wire_text_remain_two_sources() -> None:
    joined, _ = read(wire=WIRE, long=LONG, other=OTHER_LONG)
    found = families(joined)
    assert len(found) == 2
    assert not any({"long", "other"} <= f for f in found)


def test_independent_reports_of_the_same_event_do_not_fold() -> None:
    joined, findings = read(wire=WIRE, rival=RIVAL)
    assert families(joined) == {frozenset({"wire"}), frozenset({"rival"})}
    assert not [f for f in findings if f["kind"] == "same_source"]


def test_a_digest_of_two_reports_does_not_make_them_one() -> None:
    digest_text = "A digest of the week\n\n" + WIRE.split("\n\n", 2)[2] + "\n" + OTHER_LONG.split("\n\n", 2)[2].split("\n\n")[2]
    joined, _ = read(wire=WIRE, train=OTHER_LONG.split("\n\n", 2)[2].split("\n\n")[2], digest=digest_text)
    assert len(families(joined)) == 2
    assert not any({"wire", "train"} <= f for f in families(joined))


def test_a_family_keeps_its_name_when_later_documents_join_it() -> None:
    alone, _ = read(wire=WIRE)
    later, _ = read(wire=WIRE, es=TRANSLATION.replace("3 de mayo", "9 de mayo"), rival=RIVAL)
    assert later.sources.family["wire.txt"] == alone.sources.family["wire.txt"] == later.sources.family["es.txt"]


def test_every_document_has_a_family_and_twins_have_the_same() -> None:
    joined, _ = read(a=RIVAL, b=RIVAL, c="Nothing happened in Riga on 5 May 2024.\n")
    assert families(joined) == {frozenset({"a", "b"}), frozenset({"c"})}
    assert joined.sources.folds == (Fold("a.txt", "b.txt", 1.0, 1.0, 1.0),)


@pytest.mark.parametrize("seed", [3, 11])
def test_planted_families_are_found_and_no_others(made_up: ModuleType, seed: int) -> None:
    made = list(made_up.corpus(120, seed))
    joined, _ = read(**{m.name.removesuffix(".txt"): m.text for m in made})
    planted: dict[str, set[str]] = {}
    for m in made:
        planted.setdefault(m.source, set()).add(m.name.removesuffix(".txt"))
    assert sum(len(f) > 1 for f in planted.values()) >= 6
    assert families(joined) == {frozenset(f) for f in planted.values()}


def test_events_told_by_one_source_only_are_pointed_out() -> None:
    documents = [load_bytes(f"{n}.txt", t.encode()) for n, t in (("a", RIVAL), ("b", RIVAL), ("long", LONG))]
    evidence: dict[str, list[Row]] = {t: [] for t in TABLES} | {"documents": [document_row(d) for d in documents]}

    def event(doc: str, name: str) -> Row:
        blank: Row = dict.fromkeys(TABLES["events"].columns)
        return blank | {"id": f"ev-{doc}-{name}", "doc": doc, "part": "p1", "start": 5, "end": 9, "event": name, "confidence": 0.6, "gloss": f"told of {name}"}

    evidence["events"] = [event("a.txt", "e1"), event("b.txt", "e1"), event("a.txt", "e2"), event("long.txt", "e2"), event("b.txt", "e2"), event("a.txt", "e3"), event("b.txt", "e3")]
    joined = join(Shelf([d for d in documents if isinstance(d, Document)], evidence))
    told = [f for f in joined.findings() if f["kind"] == "single_source"]
    assert [f["explanation"] for f in told] == [
        "2 documents tell of told of e1 and of 1 other event that no other document tells of; they are one source."
    ]
