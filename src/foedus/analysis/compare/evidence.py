"""What changed in documents and rows between two readings.

A row is the same if its id is: ids come from content and place. What is left over is matched by place (the same span,
read otherwise: *changed*), then by words (the same row elsewhere in a document that was edited: *moved*); the rest was
*added* or *removed*.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from foedus.core.ids import canonical_json
from foedus.evidence.rows import TABLES, Row

EXAMPLES = 20  #: kept of each kind of change in each table
_PLACE = ("id", "doc", "part", "start", "end", "quote")
_NUMBERING = frozenset({"group"})  #: counts groups in their order, so it moves with every group before


@dataclass(frozen=True, slots=True)
class DocumentChange:
    """A document that is not what it was: `kind` is added, removed, changed or renamed (`other`: its name before)."""

    kind: str
    doc: str
    other: str | None = None


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row that was added, removed or changed.

    Attributes
    ----------
    kind
        ``"added"``, ``"removed"`` or ``"changed"``.
    id
        Of the row; of a changed one, as it is now.
    doc, start, end
        Its anchor; null for rows without one.
    quote
        Its words; null where they are not kept.
    fields
        Of a changed row, what differs: name -> (before, now).
    """

    kind: str
    id: str
    doc: str | None
    start: int | None
    end: int | None
    quote: str | None
    fields: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TableChange:
    """How many rows of a table changed in which way, with some of them, and what can have made them change."""

    table: str
    added: int
    removed: int
    changed: int
    moved: int
    examples: tuple[RowChange, ...]
    because: tuple[str, ...] = ()


def document_changes(before: Sequence[Row], now: Sequence[Row]) -> list[DocumentChange]:
    """Return how the documents differ, by name; `before` and `now` are rows of the table ``documents``."""
    old, new = {r["doc"]: r for r in before}, {r["doc"]: r for r in now}
    gone = {r["sha256"]: d for d, r in old.items() if d not in new and r["sha256"]}
    out = []
    for doc, row in new.items():
        if doc not in old:
            other = gone.pop(row["sha256"], None)
            out.append(DocumentChange("renamed" if other else "added", doc, other))
        elif any(row.get(k) != old[doc].get(k) for k in ("sha256", "text_sha256", "error")):
            out.append(DocumentChange("changed", doc))
    renamed = {c.other for c in out}
    out += [DocumentChange("removed", d) for d in old if d not in new and d not in renamed]
    return sorted(out, key=lambda c: c.doc)


def row_changes(before: Iterable[tuple[str, Row]], now: Iterable[tuple[str, Row]]) -> list[TableChange]:
    """Return how the rows differ, table by table; tables without a change are left out."""
    old, new = _by_table(before), _by_table(now)
    made = (_table(name, old.get(name, {}), new.get(name, {})) for name in TABLES)
    return [t for t in made if t.added or t.removed or t.changed or t.moved]


def _by_table(rows: Iterable[tuple[str, Row]]) -> dict[str, dict[str, Row]]:
    out: dict[str, dict[str, Row]] = {}
    for name, row in rows:
        out.setdefault(name, {})[row["id"]] = row
    return out


def _table(name: str, old: dict[str, Row], new: dict[str, Row]) -> TableChange:
    both = (_changed(old[i], new[i]) for i in old.keys() & new.keys())
    changed = [c for c in both if c.fields]
    gone = [r for i, r in old.items() if i not in new]
    come = [r for i, r in new.items() if i not in old]
    pairs, gone, come = _paired(gone, come, _span)
    changed += [_changed(a, b) for a, b in pairs]
    moved, gone, come = _paired(gone, come, _words)
    examples = [*_some(changed), *_some([_told("added", r) for r in come]), *_some([_told("removed", r) for r in gone])]
    return TableChange(name, len(come), len(gone), len(changed), len(moved), tuple(examples))


def _paired(
    gone: list[Row], come: list[Row], key: Any
) -> tuple[list[tuple[Row, Row]], list[Row], list[Row]]:  # fmt: skip
    """Pair rows of equal `key`, in their order; return the pairs and what is left on either side."""
    waiting: dict[Hashable, list[Row]] = {}
    for r in reversed(gone):
        waiting.setdefault(key(r), []).append(r)
    pairs, rest = [], []
    for r in come:
        k = key(r)
        if k is not None and waiting.get(k):
            pairs.append((waiting[k].pop(), r))
        else:
            rest.append(r)
    taken = {a["id"] for a, _ in pairs}
    return pairs, [r for r in gone if r["id"] not in taken], rest


def _span(row: Row) -> Hashable:
    return (row["doc"], row["start"], row["end"]) if "start" in row else None


def _words(row: Row) -> Hashable:
    """Return what a row says without where; null for rows whose words are not kept."""
    if "quote" not in row:
        return None
    return row["doc"], row["quote"], canonical_json({k: v for k, v in row.items() if k not in (*_PLACE, "resolved_from", "cited_at")})


def _changed(a: Row, b: Row) -> RowChange:
    differ = {k: (a.get(k), v) for k, v in b.items() if k != "id" and k not in _NUMBERING and a.get(k) != v}
    return _told("changed", b, differ)


def _told(kind: str, row: Row, fields: Mapping[str, tuple[Any, Any]] | None = None) -> RowChange:
    return RowChange(kind, row["id"], row.get("doc"), row.get("start"), row.get("end"), row.get("quote"), fields or {})


def _some(changes: list[RowChange]) -> list[RowChange]:
    return sorted(changes, key=lambda c: (c.doc or "", c.start or 0, c.id))[:EXAMPLES]
