"""From case, run and evidence to the document tree of a report."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count as counter

from foedus import __version__
from foedus.analysis.trace import TraceStep, trace
from foedus.case.schema import Case, Issue
from foedus.core.errors import FoedusError
from foedus.documents.model import Document
from foedus.evidence.rows import Row
from foedus.model.run import EngineRun, Run
from foedus.report.answer import answer, basis_sentence
from foedus.report.appendix import full_texts
from foedus.report.cite import Citations
from foedus.report.differences import differences
from foedus.report.forecast import RUN_ID, Illustrator
from foedus.report.inputs import Inputs, data_references, inputs_of
from foedus.report.measures import drawn, headline
from foedus.report.method import method
from foedus.report.names import Names, labels
from foedus.report.numbers import count, day, exact, language_name, listing
from foedus.report.sources import Sources
from foedus.report.statements import Statements
from foedus.report.tellings import Teller
from foedus.report.tree import Brief, Fact, Head, IssueSection, ScaleNote, Tellings
from foedus.report.versions import parallels
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
        Its run. Issues without a result are said not to have been run.
    evidence
        Tables of evidence by name (see `foedus.evidence.rows.TABLES`); any may be absent.
    documents
        The documents of the case by id.

    Raises
    ------
    FoedusError
        If the run is of another case than `case` (``report-other-case``).
    """
    citations = Citations(documents, evidence)
    names = Names(case, evidence)
    teller = Teller(case, citations, names)
    sources = Sources.of(evidence)
    # Order matters: a document is numbered where it is first cited, so sections are built as they are read.
    statements = Statements(evidence, citations, names)
    accounts, (framings, unsure), columns = teller.accounts(), statements.framings(), statements.columns()
    found, claims = evidence.get("findings", []), evidence.get("claims", [])
    differ = differences(found, claims, citations, names)
    tellings = Tellings(
        accounts, framings, unsure, columns, len(claims), differ.first, differ.rest, differ.comparisons, differ.shared,
        parallels(evidence.get("alignment", []), found, citations), differ.folded,
    )
    art = Illustrator(case, run, names, counter(1).__next__)
    traced = _trace(case, run)
    sections, answers = [], []
    for issue in case.issues:
        runs = [r for r in run.engines if r.result.issue == issue.id]
        inputs = inputs_of(case, issue, names, teller.quotes, sources)
        sections.append(_section(art, issue, runs, inputs, teller, traced))
        if runs:
            answers.append(answer(art, issue, runs, inputs))
    references = citations.references()
    unreadable = tuple(Fact(r["doc"], r["error"]) for r in evidence.get("documents", ()) if r.get("error"))
    return Brief(
        _head(case, run, evidence, documents), tuple(answers), tellings, tuple(sections),
        (*case.limits, _counted(documents, sources), *labels()["limits"].values()), method(run), references, unreadable,
        full_texts(references, citations), data_references(case),
    )


def _trace(case: Case, run: Run) -> list[TraceStep]:
    try:
        return trace(case, run)
    except ValueError as problem:
        # Numbers of one case beside the sources of another would mislead more than no report.
        raise FoedusError(
            "report-other-case", str(problem), f"run {run.id[:RUN_ID]}", "a run of the case as it is now", "foedus run CASE"
        ) from problem


def _section(
    art: Illustrator, issue: Issue, runs: list[EngineRun], inputs: Inputs, teller: Teller, traced: list[TraceStep]
) -> IssueSection:
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
        issue.id, issue.question, issue.unit, tuple(ScaleNote(exact(p.at), p.means) for p in issue.scale),
        issue.assumption, teller.quotes(issue.anchors), tuple(forecast), tuple(drivers), tuple(accounts),
        inputs.groups, basis_sentence(inputs),
        tuple(why(t, issue, inputs, art.names, art.grain(issue)) for t in traced if t.issue == issue.id), tuple(notes),
    )


def _head(case: Case, run: Run, evidence: Mapping[str, list[Row]], documents: Mapping[str, Document]) -> Head:
    codes = dict.fromkeys(p.language for d in documents.values() for p in d.parts if p.language != "und")
    read = count(len(documents), "document")
    if codes:
        read += " in " + listing([language_name(c) for c in codes])
    facts = [Fact("Documents", read)]
    independent = Sources.of(evidence).independent(documents)
    if independent < len(documents):
        facts.append(Fact("Independent sources", f"at most {independent}: copies, translations and texts inside others count once"))
    if case.decided:
        facts.append(Fact("Decision", day(case.decided) or case.decided))
    facts += [
        Fact("Simulation", f"{drawn(run)}, seed {run.seed}"), Fact("Run", run.id[:RUN_ID]),
        Fact("Made with", f"foedus {run.versions.get('foedus', __version__)}"),
    ]
    return Head(case.title, case.question, case.label, drawn(run) if run.partial else None, tuple(facts))


def _counted(documents: Mapping[str, Document], sources: Sources) -> str:
    independent = sources.independent(documents)
    whole = count(len(documents), "document")
    if independent == len(documents):
        return f"{whole} {'was' if independent == 1 else 'were'} read, and no two of them were found to be of one source."
    return (
        f"{whole} were read. Copies, translations and texts that stand inside others count once, which leaves "
        f"{count(independent, 'source')}; they are independent at most, since several may rest on one origin that none of them names."
    )
