"""Every input of the model with its basis: the quotes that state it, the data it was drawn from, or the assumption behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from foedus.analysis.drawn import data_key, data_sources
from foedus.case.schema import Anchor, Case, Issue, Stakeholder, Triangular, Uniform, Value
from foedus.report.names import Names, label
from foedus.report.numbers import DASH, exact, unit
from foedus.report.quotes import Quote
from foedus.report.sources import Sources
from foedus.report.tree import DataReference, DrawnNote, InputGroup, InputRow

FIELDS = ("position", "salience", "capability")

Quoter = Callable[[Iterable[Anchor]], tuple[Quote, ...]]


@dataclass(frozen=True, slots=True)
class Inputs:
    """The inputs of one issue, grouped by actor and found by (actor, field)."""

    groups: tuple[InputGroup, ...]
    docs: tuple[str, ...] = ()  #: documents that the inputs are quoted from
    told: str = ""  #: how many these are, and how many independent sources

    def row(self, actor_id: str, field: str, issue: str) -> InputRow | None:
        """Return the row of one input, None if the case does not have it."""
        wanted = input_id(issue, actor_id, field)
        return next((r for g in self.groups for r in g.rows if r.id == wanted), None)

    @property
    def rows(self) -> tuple[InputRow, ...]:
        """Return every row in order."""
        return tuple(r for g in self.groups for r in g.rows)

    def count(self, basis: str) -> int:
        """Return how many inputs have this basis (see `basis`)."""
        return sum(r.basis == basis for r in self.rows)


def input_id(issue: str, actor: str, field: str) -> str:
    """Return the permanent id of an input."""
    return f"in-{issue}-{actor}-{field}"


def inputs_of(case: Case, issue: Issue, names: Names, quoter: Quoter, sources: Sources) -> Inputs:
    """Return the inputs of an issue in the order of the case."""
    groups = []
    docs: dict[str, None] = {}
    for s in case.stakeholders:
        if s.issue != issue.id:
            continue
        rows = tuple(_row(s, field, issue, quoter, sources) for field in FIELDS)
        docs |= {a.doc: None for field in FIELDS for a in getattr(s, field).anchors}
        groups.append(InputGroup(names.one(s.actor), s.note, rows))
    return Inputs(tuple(groups), tuple(docs), sources.told(docs))


def basis(value: Value) -> str:
    """Return what a value rests on.

    ``drawn`` from reference data, ``stated`` by documents (anchors alone), ``inferred`` from documents with a written
    assumption, or ``assumed`` without any document. An anchor beside an assumption does not make a value a quotation.
    """
    if value.basis:
        return "drawn"
    if not value.anchors:
        return "assumed"
    return "inferred" if value.assumption else "stated"


def _row(s: Stakeholder, field: str, issue: Issue, quoter: Quoter, sources: Sources) -> InputRow:
    value: Value = getattr(s, field)
    mark = issue.unit if field == "position" else ""
    return InputRow(
        input_id(issue.id, s.actor, field), label("field", field), unit(printed(value), mark), _shape(value),
        label("status", value.status), basis(value), value.assumption, quoter(value.anchors),
        sources.told(docs) if len(docs := {a.doc for a in value.anchors}) > 1 else None, drawn_notes(value),
    )


def drawn_notes(value: Value) -> tuple[DrawnNote, ...]:
    """Return the places in the reference data that a value was drawn from."""
    return tuple(
        DrawnNote(b.place, b.value if isinstance(b.value, str) else f"{b.value:.6g}", b.how, b.note, f"#{data_id(data_key(b), b.sha256)}")
        for b in value.basis
    )


def data_references(case: Case) -> tuple[DataReference, ...]:
    """Return what the values of a case were drawn from, as entries of the list of references."""
    return tuple(DataReference(data_id(d.key, d.sha256), d.title, d.name, d.details, d.references) for d in data_sources(case))


def data_id(key: str, sha256: str | None) -> str:
    """Return the permanent id of an entry: two versions of one table are two entries."""
    safe = "".join(c if c.isalnum() or c in "-_" else "-" for c in key)
    return f"data-{safe}{f'-{sha256[:8]}' if sha256 else ''}"


def printed(value: Value) -> str:
    """Return a value as text: the number, or the whole range where it is uncertain."""
    # Not its middle: one number would look more certain than the case is.
    return exact(value.central) if isinstance(value.value, float) else _ends(value.low, value.high)


def _shape(value: Value) -> str:
    v = value.value
    if isinstance(v, Triangular):
        return f"triangular, peak {exact(v.mode)}"
    return "uniform" if isinstance(v, Uniform) else "fixed"


def _ends(low: float, high: float) -> str:
    return f"{exact(low)} to {exact(high)}" if low < 0 else f"{exact(low)}{DASH}{exact(high)}"
