"""How the numbers were made, and the commands that make them again."""

from __future__ import annotations

from foedus.core.errors import FoedusError
from foedus.engines.registry import engine
from foedus.evidence.confidence import lines
from foedus.model.run import EngineRun, Run
from foedus.report.tree import Method, Table


def method(run: Run) -> Method:
    """Return engines with parameters, versions, hashes and commands of a run."""
    seen: dict[str, EngineRun] = {}
    for r in run.engines:
        seen.setdefault(r.engine, r)
    engines = Table(
        ("Engine", "Version", "Parameters"),
        tuple((r.title, r.result.provenance.version, _parameters(r)) for r in seen.values()),
    )
    versions = Table(("Part", "Version"), tuple((k, v) for k, v in run.versions.items()))
    hashes = Table(
        ("What", "SHA-256"),
        (
            ("Run", run.id), ("Case file", run.case),
            *((f"Inputs, {r.result.issue}", r.result.provenance.inputs) for r in _one_per_issue(run)),
        ),
    )
    publications = tuple(dict.fromkeys(p for name in seen for p in _publications(name)))
    commands = (
        "foedus check CASE", f"foedus run CASE --seed {run.seed} --draws {run.planned or run.draws}", "foedus report CASE",
    )
    return Method(engines, publications, versions, hashes, commands, _confidence())


def _confidence() -> str:
    """Return what the confidence of a row of evidence means, in a line."""
    known = ", ".join(sorted({table for table, _ in lines()}))
    return (
        "The confidence of a row is the share of rows of such rules that proved right on annotated texts, drawn towards "
        f"what the rule itself claims where few were seen. So calibrated: {known}; elsewhere it is the rule's own figure."
    )


def _publications(name: str) -> tuple[str, ...]:
    try:
        return engine(name).sources
    except FoedusError:
        # The run may come from another installation, with an engine this one lacks.
        return ()


def _parameters(run: EngineRun) -> str:
    return ", ".join(f"{k} = {v}" for k, v in run.result.provenance.params.items()) or "none"


def _one_per_issue(run: Run) -> list[EngineRun]:
    seen: dict[str, EngineRun] = {}
    for r in run.engines:
        seen.setdefault(r.result.issue, r)
    return list(seen.values())
