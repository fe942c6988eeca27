"""What a case rests on: every anchor of its values, scales and accounts, and the documents they lead to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from foedus.case.schema import Anchor, Case
from foedus.evidence.rows import Row

FIELDS = ("position", "salience", "capability")


@dataclass(frozen=True, slots=True)
class Rest:
    """One anchor of a case and what rests on it.

    Attributes
    ----------
    anchor
        The span of a document.
    kind
        ``"value"`` (a number of the model), ``"account"`` (the case as a source tells it) or ``"issue"`` (a
        question and its scale).
    name
        Which: ``"size/RUS/position"``, the id of the account, the id of the issue.
    """

    anchor: Anchor
    kind: str
    name: str


def rests(case: Case) -> Iterator[Rest]:
    """Yield every anchor of a case, in the order of its file."""
    for issue in case.issues:
        yield from (Rest(a, "issue", issue.id) for a in issue.anchors)
        if issue.procedure is not None:
            yield from (Rest(a, "issue", issue.id) for a in issue.procedure.anchors)
        if issue.reference is not None:
            yield from (Rest(a, "value", f"{issue.id}/reference") for a in issue.reference.anchors)
    for s in case.stakeholders:
        for field in FIELDS:
            yield from (Rest(a, "value", f"{s.issue}/{s.actor}/{field}") for a in getattr(s, field).anchors)
    for account in case.accounts:
        yield from (Rest(a, "account", account.id) for a in account.anchors)
        for o in account.overrides:
            yield from (Rest(a, "account", f"{account.id}: {o.issue}/{o.actor}/{o.field}") for a in o.to.anchors)


def spans(case: Case) -> dict[str, list[tuple[int, int]]]:
    """Return the anchored spans of a case by document, each once and in order (raw offsets)."""
    found: dict[str, set[tuple[int, int]]] = {}
    for r in rests(case):
        found.setdefault(r.anchor.doc, set()).add((r.anchor.start, r.anchor.end))
    return {doc: sorted(where) for doc, where in sorted(found.items())}


def touched(rows: Iterable[Row], where: Mapping[str, list[tuple[int, int]]]) -> Iterator[Row]:
    """Yield the anchored rows that share a character with one of the spans `where`."""
    for row in rows:
        if any(row["start"] < end and start < row["end"] for start, end in where.get(row["doc"], ())):
            yield row
