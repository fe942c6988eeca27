"""Where the files of tables lie, what is really in them, and how a file of one's own is taken in."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from foedus.core.errors import FoedusError
from foedus.world.manifest import Table, table

VARIABLE = "FOEDUS_WORLD"
SUFFIXES = (".parquet", ".csv")


@dataclass(frozen=True, slots=True)
class Held:
    """A table that is at hand.

    Attributes
    ----------
    table
        What the manifest says.
    path, sha256
        The file, and its fingerprint now.
    checked
        True if the fingerprint is that of the manifest; else version, rows and coverage are those of the file.
    """

    table: Table
    path: Path
    sha256: str
    checked: bool

    def reader(self) -> str:
        """Return the SQL that reads the file."""
        return reader(self.path)


def default_folder() -> Path:
    """Return the folder of ``FOEDUS_WORLD``, or the user's own for data."""
    if os.environ.get(VARIABLE):
        return Path(os.environ[VARIABLE])
    base = os.environ.get("XDG_DATA_HOME") or os.environ.get("LOCALAPPDATA")
    return (Path(base) if base else Path.home() / ".local" / "share") / "foedus" / "world"


def find(name: str, folder: Path, known: Mapping[str, Table]) -> Held | None:
    """Return the table called `name` if it is at hand: named in a manifest, in the folder, or in the package."""
    told = table(name, known)
    places = [Path(told.file)] if told.file else [folder / f"{name}{suffix}" for suffix in SUFFIXES]
    if told.shipped:
        places.append(Path(str(files("foedus.world") / told.shipped)))
    for path in places:
        if path.is_file():
            sha256 = fingerprint(path)
            return Held(told, path, sha256, sha256 == told.sha256)
    if told.file:
        raise FoedusError("world-file", f"the manifest names a file for {name} that is not there", told.file, "a Parquet or CSV file", "mend the path in the manifest")
    return None


def need(name: str, folder: Path, known: Mapping[str, Table]) -> Held:
    """Return the table called `name`.

    Raises
    ------
    FoedusError
        If it is not at hand (``world-missing``).
    """
    held = find(name, folder, known)
    if held is None:
        told = table(name, known)
        raise FoedusError(
            "world-missing", f"the table {name} ({told.title}, {told.version}) is not at hand", str(folder),
            f"a file with the columns {', '.join(told.columns)}; get it from {told.get}", f"foedus world add FILE --as {name}",
        )  # fmt: skip
    return held


def checked(held: Held, database: Any) -> Held:
    """Return `held` if its file has the columns of the table; the known file is known to.

    Raises
    ------
    FoedusError
        If it has not (``world-columns``), or cannot be read (``world-file``).
    """
    if not held.checked:
        missing = [c for c in held.table.columns if c not in _columns(database, held.path)]
        if missing:
            raise _lacking(held.table, missing, held.path, f"foedus world add {held.path} --as {held.table.name} reads other forms and says which")
    return held


def add(path: Path, name: str, folder: Path) -> dict[str, Any]:
    """Take a file in as the table called `name`: check its columns, write it to `folder` as Parquet, say whether it is the known one.

    Parameters
    ----------
    path
        Parquet or CSV.
    name
        One of the manifest.
    folder
        Where tables are kept; made if it is not there. A table of that name is replaced once the new one is whole.

    Returns
    -------
    dict
        ``table``, ``file``, ``sha256`` of what was brought, ``rows``, ``checked`` and, where another form was recognised, ``form``.

    Raises
    ------
    FoedusError
        If the file cannot be read (``world-file``) or lacks columns (``world-columns``).
    """
    told = table(name)
    if not path.is_file():
        raise FoedusError("world-file", "there is no such file" if not path.exists() else "this is no file", str(path), "a file that ends in .parquet or .csv", f"foedus world add FILE --as {name}")
    if path.suffix.lower() not in SUFFIXES:
        raise FoedusError("world-file", "this is no Parquet or CSV file", str(path), "a file that ends in .parquet or .csv", "save the table as CSV")
    sha256 = fingerprint(path)
    with _database() as db:
        columns = _columns(db, path)
        form, select = _form(told, columns, path)
        folder.mkdir(parents=True, exist_ok=True)
        kept = folder / f"{name}.parquet"
        whole = folder / f"{name}.parquet.part"
        if sha256 == told.sha256 and path.suffix == ".parquet":
            # Byte for byte, so that its fingerprint stays the known one.
            whole.write_bytes(path.read_bytes())
        else:
            db.execute(f"COPY ({select}) TO {quoted(whole)} (FORMAT parquet, COMPRESSION zstd)")
        rows = int(db.execute(f"SELECT count(*) FROM {reader(whole, '.parquet')}").fetchall()[0][0])
    whole.replace(kept)
    return {"table": name, "file": str(kept), "sha256": sha256, "rows": rows, "checked": sha256 == told.sha256, "form": form}


def fingerprint(path: Path) -> str:
    """Return the SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def quoted(text: object) -> str:
    """Return `text` as a literal of SQL."""
    return "'" + str(text).replace("'", "''") + "'"


def reader(path: Path, suffix: str | None = None) -> str:
    """Return the SQL that reads a file by its suffix; in CSV an empty cell and R's NA are missing."""
    return f"read_parquet({quoted(path)})" if (suffix or path.suffix.lower()) == ".parquet" else f"read_csv({quoted(path)}, header = true, sample_size = -1, nullstr = ['', 'NA'])"


def _form(told: Table, columns: list[str], path: Path) -> tuple[str | None, str]:
    plain: tuple[str | None, Mapping[str, Any]] = (None, {"columns": told.columns, "select": _plain(told)})
    for form, said in (plain, *(told.forms or {}).items()):
        if set(said["columns"]) <= set(columns):
            return form, said["select"].replace("{file}", reader(path))
    missing = [c for c in told.columns if c not in columns]
    raise _lacking(told, missing, path, "rename the columns of the file, or take the table from " + told.get)


def _lacking(told: Table, missing: list[str], path: Path, hint: str) -> FoedusError:
    others = "".join(f", or as {f}: {', '.join(s['columns'])}" for f, s in (told.forms or {}).items())
    return FoedusError("world-columns", f"{told.name} needs columns that the file lacks: {', '.join(missing)}", str(path), f"{', '.join(told.columns)}{others}", hint)


def _plain(told: Table) -> str:
    # A number that stands for missing is made missing, for the known columns only.
    def read(column: str) -> str:
        name = '"' + column + '"'
        if not told.nulls:
            return name
        return f"CASE WHEN {name} IN ({', '.join(map(str, told.nulls))}) THEN NULL ELSE {name} END AS {name}"

    return f"SELECT {', '.join(map(read, told.columns))} FROM {{file}}"


def _columns(db: Any, path: Path) -> list[str]:
    import duckdb

    try:
        return [str(r[0]) for r in db.execute(f"DESCRIBE SELECT * FROM {reader(path)}").fetchall()]
    except duckdb.Error as error:
        raise FoedusError("world-file", f"the file cannot be read as a table: {str(error).splitlines()[0]}", str(path), "Parquet, or CSV with a line of headings", "open it and save it as CSV") from None


def _database() -> AbstractContextManager[Any]:
    import duckdb

    return closing(duckdb.connect(":memory:", config={"autoinstall_known_extensions": False}))
