"""Parquet: the tables of JSON Lines with typed columns, written by DuckDB without a network.

Lists and anchors are lists and structures; what has no one type (cells of tables) is JSON text. Numbers of
quantities are 64-bit floats, and a column of lists holds a single value as a list of one. But for that, what is
read back equals the JSON Lines. Rows stand in the same order, and equal rows give equal bytes.
"""

from __future__ import annotations

import contextlib
import json
import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from foedus.core.errors import FoedusError
from foedus.evidence.rows import TABLES, Row
from foedus.store.atomic import make_folder, replacing, temporary_path, writing
from foedus.store.jsonl import TEXTS, export_texts

if TYPE_CHECKING:
    from foedus.store.sqlite import EvidenceStore

_NAME = re.compile(r'"?(\w+)"? (?:VARCHAR|BIGINT|DOUBLE|BOOLEAN)')
_LARGEST = 2**30  # bytes of one row; DuckDB's own limit of 16 MB is less than a large table can need


def export(store: EvidenceStore, folder: Path) -> list[Path]:
    """Write every table, empty ones too, to ``folder/<table>.parquet`` and the texts as JSON Lines has them.

    Returns
    -------
    list of Path
        The files.

    Raises
    ------
    FoedusError
        If the folder cannot be written.
    """
    import duckdb

    make_folder(folder)
    # One thread keeps the order of the rows, and with it the bytes; nothing may be fetched.
    settings: dict[str, Any] = {"threads": 1, "autoinstall_known_extensions": False, "autoload_known_extensions": False, "temp_directory": ""}
    written = []
    with contextlib.closing(duckdb.connect(":memory:", config=settings)) as db:
        for name in TABLES:
            path = folder / f"{name}.parquet"
            lines = temporary_path(folder)
            try:
                with writing(path), lines.open("w", encoding="utf-8", newline="") as out:
                    out.writelines(_line(name, row) for row in store.iter_rows(name))
                with replacing(path) as temporary:
                    db.execute(_copy(name, lines, temporary))
            except duckdb.IOException as error:
                raise FoedusError(
                    "cannot-write", f"DuckDB cannot write: {str(error).splitlines()[0]}", where=str(path),
                    hint="free some space or name another folder, then type the same command again",
                ) from error  # fmt: skip
            finally:
                lines.unlink(missing_ok=True)
            written.append(path)
    return written + export_texts(store, folder / TEXTS)


def types(table: str) -> dict[str, str]:
    """Return the type of every column of a table in DuckDB's words, in the order of the columns."""
    declared: Mapping[str, Mapping[str, str]] = _declared()
    own = declared.get(table, {})
    return {c: own.get(c) or declared["common"].get(c) or "VARCHAR" for c in TABLES[table].columns}


@cache
def _declared() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads((files("foedus.store") / "parquet.toml").read_text(encoding="utf-8"))


def _line(table: str, row: Row) -> str:
    cells = {column: _cell(table, column, kind, row.get(column)) for column, kind in types(table).items()}
    return json.dumps(cells, ensure_ascii=False, allow_nan=False) + "\n"


def _cell(table: str, column: str, kind: str, value: Any) -> Any:
    if value is None:
        return None
    if kind.endswith("[]") and not isinstance(value, list):
        value = [value]
    if kind == "VARCHAR":
        return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, allow_nan=False)
    if kind.startswith("STRUCT"):
        for item in value if isinstance(value, list) else [value]:
            # DuckDB would leave out without a word what the type does not name.
            unknown = set(item) - set(_names(kind))
            if unknown:
                raise KeyError(f"column {column!r} of table {table!r} holds {sorted(unknown)}, which parquet.toml lacks")
    return value


@cache
def _names(kind: str) -> tuple[str, ...]:
    return tuple(_NAME.findall(kind))


def _copy(table: str, lines: Path, target: Path) -> str:
    columns = ", ".join(f"{_text(c)}: {_text(kind)}" for c, kind in types(table).items())
    # A path with brackets or stars would be taken for a pattern of names.
    source = _text(re.sub(r"([*?\[])", r"[\1]", str(lines)))
    read = f"read_json({source}, format='newline_delimited', columns={{{columns}}}, maximum_object_size={_LARGEST})"
    return f"COPY (SELECT * FROM {read}) TO {_text(str(target))} (FORMAT parquet, COMPRESSION zstd)"


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
