"""Rows to cells of SQLite and back, exactly: truth values, lists and numbers too large for SQLite return as they were."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from foedus.evidence.rows import Row

#: The column that says which cells of a row are not what SQLite shows: ``key:j`` JSON, ``key:b`` a truth value.
TYPES = "_types"
_INT64 = 2**63


def encode(columns: Sequence[str], row: Row) -> list[Any]:
    """Return the cells of `row`, those of `columns` and last that of `TYPES`.

    Raises
    ------
    ValueError
        If a cell holds NaN or infinity within a list or mapping.
    """
    cells: list[Any] = []
    types = []
    for key in columns:
        value = row.get(key)
        if isinstance(value, bool):
            types.append(f"{key}:b")
            value = int(value)
        elif not (value is None or isinstance(value, str | float) or (isinstance(value, int) and -_INT64 <= value < _INT64)):
            types.append(f"{key}:j")
            value = json.dumps(value, ensure_ascii=False, allow_nan=False)
        cells.append(value)
    return [*cells, ",".join(types)]


def decode(columns: Sequence[str], cells: Sequence[Any]) -> Row:
    """Return the row that `encode` made `cells` of."""
    row = dict(zip(columns, cells[:-1], strict=True))
    for mark in filter(None, str(cells[-1] or "").split(",")):
        key, kind = mark.rsplit(":", 1)
        row[key] = bool(row[key]) if kind == "b" else json.loads(row[key])
    return row
