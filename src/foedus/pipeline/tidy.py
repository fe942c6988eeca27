"""Rows of plain values as CSV or Parquet."""

from __future__ import annotations

import contextlib
import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

from foedus.core.errors import FoedusError
from foedus.store.atomic import replacing, temporary_path


def write_rows(path: Path, rows: Sequence[Mapping[str, object]]) -> None:
    """Write rows of equal keys to `path`, whole or not at all.

    Raises
    ------
    FoedusError
        If the ending is neither ``.csv`` nor ``.parquet`` (``out-format``), or the file cannot be written.
    """
    if path.suffix not in (".csv", ".parquet"):
        raise FoedusError("out-format", f"no format is known by the ending {path.suffix!r}", str(path), ".csv or .parquet", f"--out {path.stem or 'outcomes'}.csv")
    if path.suffix == ".csv":
        with replacing(path) as temporary:
            _csv(temporary, rows)
        return
    import duckdb

    lines = temporary_path(path.parent)
    try:
        _csv(lines, rows)
        with replacing(path) as temporary, contextlib.closing(duckdb.connect(":memory:", config={"threads": 1, "autoinstall_known_extensions": False})) as db:
            db.execute("COPY (SELECT * FROM read_csv(?, header = true)) TO ? (FORMAT parquet)", [str(lines), str(temporary)])
    finally:
        lines.unlink(missing_ok=True)


def _csv(path: Path, rows: Sequence[Mapping[str, object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(rows[0]) if rows else [], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
