"""From case, run and evidence to the document tree of a report."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count as counter

from foedus import __version__
from foedus.case.schema import Case, Issue
from foedus.documents.model import Document
from foedus.evidence.rows import Row
from foedus.model.run import EngineRun, Run
from foedus.report.answer import answer, headline
from foedus.report.appendix import full_texts
from foedus.report.cite import Citations
from foedus.report.differences import findings, parallels
from foedus.report.forecast import Illustrator
from foedus.report.inputs import Inputs, inputs_of
from foedus.report.method import method
from foedus.report.names import Names, labels
from foedus.report.numbers import count, day, language_name, listing
from foedus.report.tellings import Teller
from foedus.report.tree import Brief, Fact, Head, IssueSection, ScaleNote, Tellings
from foedus.report.why import why


def brief(case: Case, run: Run, evidence: Mapping[str, list[Row]], documents: Mapping[str, Document]) -> Brief:
    """Return the report of a run as a tree.

    Whatever is missing (claims, findings, accounts, drivers, a document) is left out or said to be
    missing; nothing is filled in.

    Parameters
    ----------
    case
        The case that was run.
    run
        Its run. Issues without a result are listed as not run.
    evidence
        Tables of evidence by name (see `foedus.evidence.rows.TABLES`); any may be absent.
    documents
        The documents of the case by id.
    """
    citations = Citations(documents, evidence)
    names = Names(case, evidence)
    teller = Teller(case, evidence, citations, names)
    # Order matters: a document is numbered where it is first cited, so sections are built as they are read.
    accounts, framings, columns = teller.accounts(), teller.framings(), teller.columns()
    first, rest = findings(evidence.get("findings", []), citations)
    aligned = parallels(evidence.get("alignment", []), evidence.get("findings", []), citations)
    tellings = Tellings(
        accounts, framings, columns, len(evidence.get("claims", ())), first, rest, aligned
    )
    art = Illustrator(case, run, names, counter(1).__next__)
    sections, answers = [], []
    for issue in case.issues:
        runs = [r for r in run.engines if r.result.issue == issue.id]
        inputs = inputs_of(case, issue, names, teller.quotes)
        sections.append(_section(art, issue, runs, inputs, teller))
        if runs:
            answers.append(answer(art, issue, runs, inputs))
    references = citations.references()
    unreadable = tuple(Fact(r["doc"], r["error"]) for r in evidence.get("documents", ()) if r.get("error"))
    return Brief(
        _head(case, run, evidence, documents), tuple(answers), tellings, tuple(sections),
        (*case.limits, *labels()["limits"].values()), method(case, run), references, unreadable,
        full_texts(references, citations),
    )


def _section(art: Illustrator, issue: Issue, runs: list[EngineRun], inputs: Inputs, teller: Teller) -> IssueSection:
    forecast, drivers, accounts, notes = [], [], [], []
    if runs:
        head = headline(runs, art.case.headline)
        forecast = [art.distribution(issue, runs)]
        forecast += [f for r in runs if (f := art.trajectory(issue, r, inputs))]
        ordered = [head, *(r for r in runs if r is not head)]
        drivers = [f for r in ordered if (f := art.tornado(issue, r, inputs))]
        accounts = [f for f in (art.accounts(issue, head),) if f]
        notes = list(dict.fromkeys(f"{r.title}: {note}" for r in runs for note in r.result.notes))
    return IssueSection(
        issue.id, issue.question, issue.unit, tuple(ScaleNote(f"{p.at:,g}", p.means) for p in issue.scale),
        issue.assumption, teller.quotes(issue.anchors), tuple(forecast), tuple(drivers), tuple(accounts),
        inputs.groups, inputs.sourced, len(inputs.rows), tuple(why(art, issue, r, inputs) for r in runs), tuple(notes),
    )


def _head(case: Case, run: Run, evidence: Mapping[str, list[Row]], documents: Mapping[str, Document]) -> Head:
    codes = dict.fromkeys(p.language for d in documents.values() for p in d.parts if p.language != "und")
    publishers = {d.metadata.publisher for d in documents.values() if d.metadata.publisher}
    translations = sum(
        bool(p.get("translation_of")) for r in evidence.get("documents", ()) for p in r.get("parts") or ()
    )
    read = count(len(documents), "document")
    if codes:
        read += " in " + listing([language_name(c) for c in codes])
    facts = [Fact("Documents", read)]
    if publishers:
        facts.append(Fact("Named publishers", str(len(publishers))))
    if translations:
        facts.append(Fact("Translations", f"{count(translations, 'part')}, not counted as further sources"))
    if case.decided:
        facts.append(Fact("Decision", day(case.decided) or case.decided))
    facts += [
        Fact("Draws", f"{run.draws:,}"), Fact("Seed", str(run.seed)), Fact("Run", run.id[:12]),
        Fact("Made with", f"foedus {run.versions.get('foedus', __version__)}"),
    ]
    return Head(case.title, case.question, case.label, run.partial, tuple(facts))
