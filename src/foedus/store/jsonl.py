"""JSON Lines: one file per table of evidence, the same bytes for the same rows."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from foedus.core.ids import canonical_json
from foedus.evidence.rows import TABLES, Row
from foedus.store.atomic import write_text


def sort_key(row: Row) -> tuple[Any, ...]:
    """Return what rows are ordered by: document, start, end; for groups, those of their first span."""
    at = row
    if "start" not in row:
        spans = row.get("spans") or row.get("anchors") or ()
        at = min(spans, key=lambda s: (s["doc"], s["start"], s["end"]), default=row)
    return (
        at.get("doc") or "",
        at.get("start") if at.get("start") is not None else -1,
        at.get("end") if at.get("end") is not None else -1,
        row.get("id") or "",
        canonical_json(row),
    )


def table_text(name: str, rows: Iterable[Row]) -> str:
    """Return a table as JSON Lines text: keys in manifest order, absent values null.

    Raises
    ------
    KeyError
        If there is no such table.
    ValueError
        If a row holds NaN or infinity, which JSON lacks.
    """
    columns = TABLES[name].columns
    lines = (
        json.dumps({k: row.get(k) for k in columns}, ensure_ascii=False, allow_nan=False)
        for row in sorted(rows, key=sort_key)
    )
    return "".join(f"{line}\n" for line in lines)


def export(evidence: Mapping[str, Iterable[Row]], folder: Path) -> list[Path]:
    """Write every table, empty ones too, to ``folder/<table>.jsonl`` and return the paths."""
    return [write_text(folder / f"{name}.jsonl", table_text(name, evidence.get(name, ()))) for name in TABLES]
