"""Rows of plain values as CSV or Parquet."""

from __future__ import annotations

import contextlib
import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

from foedus.core.errors import FoedusError
from foedus.store.atomic import named_file, replacing, temporary_path


def rows_file(path: Path) -> Path:
    """Return the path of a file for rows, if its ending is known and its folder is there.

    Raises
    ------
    FoedusError
        If the ending is neither ``.csv`` nor ``.parquet`` (``out-format``), or there is no such folder (``no-folder``).
    """
    if path.suffix not in (".csv", ".parquet"):
        raise FoedusError("out-format", f"no format is known by the ending {path.suffix!r}", str(path), ".csv or .parquet", f"--out {path.stem or 'outcomes'}.csv")
    return named_file(path)


def write_rows(path: Path, rows: Sequence[Mapping[str, object]]) -> None:
    """Write rows of equal keys to `path`, whole or not at all.

    Raises
    ------
    FoedusError
        As `rows_file`, or if the file cannot be written.
    """
    rows_file(path)
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
