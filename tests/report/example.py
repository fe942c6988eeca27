"""A made-up case for the report's tests: four short documents, evidence, a case and a run, built by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from foedus.case.schema import (
    Account,
    Actor,
    Anchor,
    Case,
    Issue,
    Override,
    ScalePoint,
    Stakeholder,
    Triangular,
    Uniform,
    Value,
)
from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.evidence.rows import group_row, row
from foedus.model.results import IssueResult, Provenance, RoundsResult
from foedus.model.run import Driver, EngineRun, Run
from foedus.pipeline.reporting import report, shipped_cases
from foedus.pipeline.running import run

TEXTS = {
    "harbour-en.txt": (
        "Guard for Port Lenne under discussion\n\nHarbour Gazette, 3 March 2031\n\n"
        "The league may send up to 400 guards to Port Lenne \U0001f6a2, the council said on Monday. "
        "Minister Oda called the strike a lawful protest. The northern envoy called it an attack paid for abroad.\n"
        "<script>document.title = 'owned'</script> <b onclick=\"alert(1)\">bold</b> & more\n"
    ),
    "harbour-es.txt": (
        "Se discute una guardia para Puerto Lenne\n\nGaceta del Puerto, 3 de marzo de 2031\n\n"
        "La liga podría enviar hasta 300 guardias a Puerto Lenne, dijo el lunes el consejo. "
        "La ministra Oda calificó la huelga de protesta legal.\n"
    ),
    "harbour-ko.txt": (
        "레네 항구 경비대 파견 논의\n\n항구신문, 2031년 3월 4일\n\n"
        "동맹은 레네 항구에 경비대 이백 명을 보낼 수 있다고 의장이 화요일에 말했다. "
        "북부 특사는 파업을 외부가 돈을 댄 공격이라고 불렀다.\n"
    ),
    "uncited-en.txt": "Weather at sea\n\nHarbour Gazette, 1 March 2031\n\nFog is expected along the coast.\n",
}


class Example(NamedTuple):
    """What `render_report` takes."""

    case: Case
    run: Run
    evidence: dict[str, list[dict[str, Any]]]
    documents: dict[str, Document]


def example() -> Example:
    """Return the whole made-up case."""
    documents = read_documents()
    case = make_case(documents)
    return Example(case, make_run(case), make_evidence(documents), documents)


def shipped_report(folder: Path, draws: int = 200) -> str:
    """Return the report of the shipped case, made from its folder with few draws in a new `folder`."""
    source = shipped_cases()["kazakhstan-2022"]
    for file in sorted(source.rglob("*")):
        if file.is_file() and file.relative_to(source).parts[0] not in {"evidence", "runs", "report"}:
            target = folder / file.relative_to(source)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(file.read_bytes())
    run(folder, draws=draws, workers=1)
    return report(folder, workers=1).path.read_text(encoding="utf-8")


def read_documents(texts: dict[str, str] = TEXTS) -> dict[str, Document]:
    """Return documents as the reader makes them of `texts`."""
    out = {}
    for name, text in texts.items():
        document = load_bytes(name, text.encode())
        assert isinstance(document, Document)
        out[name] = document
    return out


def anchor(documents: dict[str, Document], doc: str, words: str) -> Anchor:
    """Return the anchor of `words` in a document."""
    start = documents[doc].text.index(words)
    return Anchor(doc=doc, start=start, end=start + len(words), quote=words)


def claim(documents: dict[str, Document], doc: str, words: str, **keys: Any) -> dict[str, Any]:
    """Return a claims row for `words`."""
    document = documents[doc]
    at = anchor(documents, doc, words)
    a, b = document.view.from_raw(at.start, at.end)
    part = next(p.id for p in document.parts if p.start <= a < p.end)
    made = row("claims", document, part, a, b, method="by-hand/1", confidence=1.0, **keys)
    assert made is not None
    return made


def make_evidence(documents: dict[str, Document]) -> dict[str, list[dict[str, Any]]]:
    """Return claims, findings, alignment and citations for the documents."""
    en, es, ko = "harbour-en.txt", "harbour-es.txt", "harbour-ko.txt"

    def span(doc: str, words: str) -> dict[str, Any]:
        at = anchor(documents, doc, words)
        a, _ = documents[doc].view.from_raw(at.start, at.end)
        part = next(p.id for p in documents[doc].parts if p.start <= a < p.end)
        return {"doc": doc, "part": part, "start": at.start, "end": at.end}

    claims = [
        claim(documents, en, "Minister Oda called the strike a lawful protest.", speaker="oda_mira", form="indirect",
              framing="lawful_protest", polarity="affirm"),
        claim(documents, en, "The northern envoy called it an attack paid for abroad.", speaker="NORTH",
              through=["harbour_gazette"], form="indirect", framing="foreign_attack", polarity="affirm"),
        claim(documents, en, "The league may send up to 400 guards to Port Lenne \U0001f6a2", speaker=["LEAGUE", "NORTH"],
              form="indirect"),
        claim(documents, es, "La ministra Oda calificó la huelga de protesta legal.", speaker="oda_mira",
              form="indirect", framing="lawful_protest", polarity="affirm",
              proposition="Minister Oda describes the strike as legal"),
        claim(documents, ko, "북부 특사는 파업을 외부가 돈을 댄 공격이라고 불렀다.", speaker="NORTH", form="indirect",
              framing="foreign_attack", polarity="affirm"),
    ]
    finding = group_row(
        "findings", method="by-hand/1", confidence=1.0, kind="numbers_differ", severity="high",
        anchors=[span(en, "400 guards"), span(es, "300 guardias")],
        explanation="The English version gives 400 guards, the Spanish 300.",
    )
    minor = group_row(
        "findings", method="by-hand/1", confidence=0.8, kind="framing_differs", severity="low",
        anchors=[span(en, "an attack paid for abroad"), span(ko, "외부가 돈을 댄 공격")],
        explanation="Both tell of the envoy's words.",
    )
    alignment = [
        group_row("alignment", method="by-hand/1", confidence=1.0, group=1, kind="sentence", spans=[
            span(en, "The league may send up to 400 guards to Port Lenne \U0001f6a2, the council said on Monday."),
            span(es, "La liga podría enviar hasta 300 guardias a Puerto Lenne, dijo el lunes el consejo."),
        ]),
        group_row("alignment", method="by-hand/1", confidence=1.0, group=2, kind="sentence", spans=[
            span(en, "Minister Oda called the strike a lawful protest."),
            span(es, "La ministra Oda calificó la huelga de protesta legal."),
        ]),
    ]
    return {
        "documents": [{"doc": "broken.bin", "error": "it is not text"}],
        "actors": [{"actor": "oda_mira", "name": "Mira Oda", "doc": en}],
        "claims": claims, "findings": [minor, finding], "alignment": alignment,
        "citations": [
            {"doc": en, "start": 5, "marker": "[1]", "authors": ["R. Vale"], "title": "Ports in spring", "outlet": "Quay Review",
             "date": "2030-04", "url": "https://example.org/ports", "quote": "x"},
            {"doc": en, "start": 9, "marker": "[2]", "authors": [], "title": None, "outlet": None, "date": None,
             "url": "javascript:alert(1)", "quote": "A page of\nunknown origin"},
        ],
    }


def make_case(documents: dict[str, Document]) -> Case:
    """Return a case with one issue, four stakeholders and two accounts."""
    en, es, ko = "harbour-en.txt", "harbour-es.txt", "harbour-ko.txt"

    def guess(low: float, mode: float, high: float, why: str) -> Value:
        return Value(value=Triangular(low=low, mode=mode, high=high), assumption=why)

    def even(why: str) -> Value:
        return Value(value=Uniform(low=0.4, high=0.9), assumption=why)

    def fixed(x: float) -> Value:
        return Value(value=x, assumption="Set equal for all, as nothing is known", status="accepted")

    council = Value(
        value=Triangular(low=300, mode=400, high=450), status="accepted",
        anchors=(anchor(documents, en, "up to 400 guards to Port Lenne \U0001f6a2"),),
    )
    chair = Value(value=200.0, status="corrected", anchors=(anchor(documents, ko, "경비대 이백 명"),),
                  assumption="Read as the position of the chair and not of the members")
    return Case(
        foedus=1, title="A guard for Port Lenne", question="How many guards will the league send to Port Lenne?",
        decided="2031-03-05", label="Illustration: an invented case for tests.", headline="weighted_mean",
        limits=("The case knows four actors and one question.",), seed=7, draws=400,
        actors=(
            Actor(id="LEAGUE", name="River League", kind="organisation"), Actor(id="NORTH", name="Northern Union"),
            Actor(id="CHAIR", name="Council chair", kind="group"), Actor(id="PORT", name="Port Lenne", kind="place"),
        ),
        issues=(
            Issue(
                id="guards", question="How many guards are sent?", unit="guards", lower=0, upper=500,
                scale=(
                    ScalePoint(at=0, means="no guard at all"), ScalePoint(at=100, means="a token presence at the quay"),
                    ScalePoint(at=300, means="enough to hold the harbour by day and by night"),
                    ScalePoint(at=500, means="the whole reserve of the league"),
                ),
                assumption="The scale ends at the size of the reserve",
            ),
        ),
        stakeholders=(
            Stakeholder(actor="LEAGUE", issue="guards", position=council, salience=even("Named first in the reports"),
                        capability=fixed(1.0)),
            Stakeholder(actor="NORTH", issue="guards", position=guess(100, 450, 500, "Its envoy asks for force"),
                        salience=even("Speaks often of the matter"), capability=fixed(1.4)),
            Stakeholder(actor="CHAIR", issue="guards", position=chair, salience=even("Holds the agenda of the council"),
                        capability=fixed(0.6), note="Speaks for itself here."),
            Stakeholder(actor="PORT", issue="guards", position=guess(0, 20, 120, "Fears for its trade"),
                        salience=even("The guard would stand there"), capability=fixed(0.3)),
        ),
        accounts=(
            Account(
                id="gaceta", source="Gaceta del Puerto", summary="Fewer guards, and a lawful strike.",
                anchors=(anchor(documents, es, "hasta 300 guardias"),),
                overrides=(
                    Override(actor="LEAGUE", issue="guards", field="position",
                             to=Value(value=300.0, anchors=(anchor(documents, es, "hasta 300 guardias"),))),
                ),
            ),
            Account(id="envoy", source="The northern envoy", summary="An attack, to be met with force.",
                    anchors=(anchor(documents, en, "an attack paid for abroad"),)),
        ),
    )


def make_run(case: Case, draws: int = 400) -> Run:
    """Return a run whose numbers are drawn here, with one engine that has rounds."""
    rng = np.random.default_rng(11)
    actors = tuple(s.actor for s in case.stakeholders)

    def provenance(engine: str) -> Provenance:
        return Provenance(engine, "1", {"rounds": 10} if engine == "challenge" else {}, "ab" * 32, "seed")

    def plain(engine: str, title: str, centre: float, drivers: tuple[Driver, ...] = ()) -> EngineRun:
        outcome = np.clip(rng.normal(centre, 35, draws), 0, 500)
        result = IssueResult(issue="guards", actors=actors, outcome=outcome, converged=np.ones(draws, bool),
                             provenance=provenance(engine))
        return EngineRun(engine, title, result, drivers)

    start = np.array([400.0, 430, 200, 40])
    paths = start + np.linspace(0, 0.8, 5)[:, None] * (330 - start)
    positions = np.clip(paths[None] + rng.normal(0, 15, (draws, 5, 4)), 0, 500)
    rounds = RoundsResult(
        issue="guards", actors=actors, outcome=positions[:, -1].mean(1), converged=rng.random(draws) < 0.97,
        provenance=provenance("challenge"), positions=positions, median=np.median(positions, 2),
        mean=positions.mean(2), notes=("Ties in the first round went to the larger capability.",),
    )
    drivers = (
        Driver("NORTH", "position", 215.0, 462.0, 268.0, 356.0), Driver("LEAGUE", "position", 340.0, 430.0, 296.0, 322.0),
        Driver("PORT", "salience", 0.45, 0.85, 318.0, 303.0), Driver("CHAIR", "salience", 0.45, 0.85, 312.0, 309.0),
    )
    return Run(
        id="f" * 64, case="c" * 64, seed=7, draws=draws,
        engines=(
            plain("weighted_mean", "Weighted mean", 310, drivers), plain("weighted_median", "Weighted median", 372),
            EngineRun("challenge", "Challenge model", rounds),
        ),
        accounts={"gaceta": (plain("weighted_mean", "Weighted mean", 281),), "envoy": (plain("weighted_mean", "Weighted mean", 310),)},
        versions={"foedus": "0.1.0", "python": "3.11", "numpy": "2.4", "weighted_mean": "1"},
    )
