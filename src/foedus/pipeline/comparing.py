"""Two runs held against each other: evidence, inputs, options, versions, outputs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from foedus.analysis.compare.evidence import (
    DocumentChange,
    RowChange,
    TableChange,
    document_changes,
    row_changes,
)
from foedus.analysis.compare.inputs import InputChange, input_changes, mapping_changes
from foedus.analysis.compare.outputs import OutputChange, output_changes
from foedus.analysis.summary import Summary
from foedus.case.schema import Case
from foedus.core.errors import ExitCode, FoedusError
from foedus.model.run import Run
from foedus.pipeline.causes import causes
from foedus.pipeline.citing import find_run
from foedus.pipeline.keeping import kept_inputs, kept_rows
from foedus.store.folder import CaseFolder, is_case, open_case
from foedus.store.runs import MANIFEST, load_run


@dataclass(frozen=True, slots=True)
class Compared:
    """How a run differs from an earlier one.

    Attributes
    ----------
    before, now
        The folders of the two runs.
    documents, tables, inputs, options, versions, outputs
        What differs; empty where nothing does. `options` are draws, seed, whether the run is partial, and the
        parameters that each engine was run with.
    """

    before: Path
    now: Path
    documents: tuple[DocumentChange, ...]
    tables: tuple[TableChange, ...]
    inputs: tuple[InputChange, ...]
    options: tuple[InputChange, ...]
    versions: tuple[InputChange, ...]
    outputs: tuple[OutputChange, ...]

    @property
    def same(self) -> bool:
        """Whether nothing differs."""
        return not (self.documents or self.tables or self.inputs or self.options or self.versions or self.outputs)

    @property
    def exit_code(self) -> ExitCode:
        """As of ``diff``: 0 if nothing differs, else 1."""
        return ExitCode.OK if self.same else ExitCode.CHECK_FAILED

    def to_dict(self) -> dict[str, Any]:
        """Return it as the object that ``--json`` prints."""
        return {
            "same": self.same, "before": str(self.before), "now": str(self.now),
            "documents": [asdict(c) for c in self.documents],
            "tables": [{**asdict(t), "examples": [_row(e) for e in t.examples]} for t in self.tables],
            "inputs": [asdict(c) for c in self.inputs],
            "options": [{"what": c.what, "before": c.before, "now": c.now} for c in self.options],
            "versions": [{"what": c.what, "before": c.before, "now": c.now} for c in self.versions],
            "outputs": [_output(c) for c in self.outputs],
        }  # fmt: skip


def compare(before: str | Path, now: str | Path, *, case: str | Path = "") -> Compared:
    """Return what changed from one run to another.

    Parameters
    ----------
    before, now
        Each the folder of a run, a case folder (its last run), ``CASE@RUN``, or the id of a run of `case`. The beginning
        of an id is enough.
    case
        The case that ids without a folder belong to.

    Raises
    ------
    FoedusError
        If there is no such run, it is damaged, or it does not say what it rested on.
    """
    one, two = _Side(find(str(before), Path(case))), _Side(find(str(now), Path(case)))
    same_rows = one.kept["evidence"] == two.kept["evidence"]
    documents = tuple(document_changes(one.kept["documents"], two.kept["documents"]))
    tables = () if same_rows else tuple(row_changes(one.rows(), two.rows()))
    made = _made_with(one, two, rows=bool(tables))
    return Compared(
        one.folder, two.folder, documents, tuple(replace(t, because=causes(t.table, bool(documents), made)) for t in tables),
        tuple(input_changes(one.case, two.case)), tuple(mapping_changes(_options(one.run), _options(two.run))),
        (*mapping_changes(one.run.versions, two.run.versions), *made),
        tuple(output_changes(one.run, one.case, two.run, two.case)),
    )  # fmt: skip


def find(text: str, case: Path) -> Path:
    """Return the folder of the run that `text` names.

    Raises
    ------
    FoedusError
        If it names none.
    """
    path = Path(text)
    if (path / MANIFEST).is_file():
        return path
    if is_case(path):
        home = open_case(path)
        return home.runs / find_run(home, None)
    folder, at, run = text.rpartition("@")
    if at and folder:
        home = open_case(Path(folder))
        return home.runs / find_run(home, run or None)
    if is_case(case):
        home = CaseFolder(case)
        return home.runs / find_run(home, text)
    raise FoedusError(
        "no-such-run", f"{text!r} names no run", expected="CASE@RUN, the folder of a run, a case folder, or with --case the id of a run",
        hint="foedus diff CASE@RUN CASE@RUN; the runs of a case stand in CASE/runs",
    )  # fmt: skip


class _Side:
    """One of two runs: its results, and what it rested on."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.run = load_run(folder.parent, folder.name)
        self.kept = kept_inputs(folder)
        self.case = Case.model_validate(self.kept["case"])

    def rows(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield every row the run kept, with its table."""
        return kept_rows(self.folder)


def _made_with(one: _Side, two: _Side, *, rows: bool) -> list[InputChange]:
    """Return what the evidence of two runs was made with and differs; code and libraries only where `rows` differ, too."""
    out = mapping_changes(*({f"reader {k}": v for k, v in side.kept.get("readers", {}).items()} for side in (one, two)))
    code = [side.kept.get("code") for side in (one, two)]
    # A run from before the code was noted says nothing of it: that is no difference.
    return out + (mapping_changes(code[0], code[1]) if rows and code[0] and code[1] else [])


def _options(run: Run) -> dict[str, Any]:
    told: dict[str, Any] = {"draws": run.draws, "seed": run.seed, "partial": run.partial}
    return told | {f"engine {e.engine}": dict(e.result.provenance.params) for e in run.engines}


def _row(change: RowChange) -> dict[str, Any]:
    return {**asdict(change), "fields": {k: {"before": a, "now": b} for k, (a, b) in change.fields.items()}}


def _output(change: OutputChange) -> dict[str, Any]:
    return {
        "account": change.account, "issue": change.issue, "engine": change.engine, "before": _summary(change.before),
        "now": _summary(change.now), "difference": change.difference, "monte_carlo_error": change.error, "paired": change.paired,
        "exceeds_monte_carlo_error": change.exceeds,
    }  # fmt: skip


def _summary(found: Summary | None) -> dict[str, float] | None:
    if found is None:
        return None
    low, high = found.interval
    return {"mean": found.mean, "median": found.median, "low": low, "high": high}
