"""Every input of the model with its basis: the quotes that state it, or the assumption behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from foedus.case.schema import Anchor, Case, Issue, Stakeholder, Triangular, Uniform, Value
from foedus.report.names import Names, label
from foedus.report.numbers import DASH, exact, unit
from foedus.report.quotes import Quote
from foedus.report.sources import Sources
from foedus.report.tree import InputGroup, InputRow

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

    ``stated`` by documents (anchors alone), ``inferred`` from documents with a written assumption, or
    ``assumed`` without any document. An anchor beside an assumption does not make a value a quotation.
    """
    if not value.anchors:
        return "assumed"
    return "inferred" if value.assumption else "stated"


def _row(s: Stakeholder, field: str, issue: Issue, quoter: Quoter, sources: Sources) -> InputRow:
    value: Value = getattr(s, field)
    mark = issue.unit if field == "position" else ""
    return InputRow(
        input_id(issue.id, s.actor, field), label("field", field), unit(printed(value), mark), _shape(value),
        label("status", value.status), basis(value), value.assumption, quoter(value.anchors),
        sources.told(docs) if len(docs := {a.doc for a in value.anchors}) > 1 else None,
    )


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
