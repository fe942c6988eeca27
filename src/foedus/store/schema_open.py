"""Opens the SQLite file: makes it, recognises what it is, upgrades it after a backup, sets a damaged one aside.

Nothing is deleted here. A file of a newer foedus, or of another program, is refused; a damaged one is renamed.
"""

from __future__ import annotations

import contextlib
import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

from foedus.core.errors import FoedusError
from foedus.store import schema
from foedus.store.atomic import make_folder, replacing
from foedus.store.schema_upgrade import STEPS

BUSY = 10.0  # seconds to wait for another connection before a statement fails
_EMPTY, _FOREIGN = 0, -1
_FIRST = {"_read", "_texts", "_meta", "segments"}  # tables by which a file of version 1 is known


def open_for_writing(path: Path) -> tuple[sqlite3.Connection, list[str]]:
    """Open the file at `path`, made or upgraded if need be.

    Returns
    -------
    connection, notes
        `notes` says in words what was done to a file that was there.

    Raises
    ------
    FoedusError
        If it is of a newer foedus or of another program.
    sqlite3.Error, OSError
        If it cannot be opened.
    """
    make_folder(path.parent)
    notes: list[str] = []
    try:
        return _opened(path, notes), notes
    except sqlite3.DatabaseError as error:
        if not is_damage(error):
            raise
    aside = set_aside(path)
    notes.append(f"{path.name} was damaged; it is kept as {aside.name} and the evidence is made anew")
    return _opened(path, notes), notes


def open_for_reading(path: Path) -> sqlite3.Connection:
    """Open the file at `path` without writing anything, beside whoever writes to it.

    Raises
    ------
    FoedusError
        If it is missing, not of this version, or cannot be read where it lies.
    """
    if not path.is_file():
        raise FoedusError(
            "no-evidence", "there is no evidence here", where=str(path.parent), expected=f"a folder with {path.name}",
            hint=f"foedus read PATH... --out {path.parent}",
        )  # fmt: skip
    try:
        db = _connect_reading(path)
    except sqlite3.Error as error:
        raise unreadable(path, error) from error
    try:
        version = recognise(db)
        if version != schema.SCHEMA_VERSION:
            _refuse(path, version)
            raise FoedusError(
                "evidence-older", "this evidence was made by an older foedus", where=str(path),
                hint="type the command that made it again (foedus read, or foedus run for a case): it is upgraded, and a copy kept",
            )  # fmt: skip
    except sqlite3.Error as error:
        db.close()
        raise unreadable(path, error) from error
    except BaseException:
        db.close()
        raise
    return db


def recognise(db: sqlite3.Connection) -> int:
    """Return the version of an open file: 0 for an empty one, -1 for one that is not foedus's."""
    tables = {str(r[0]) for r in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not tables:
        return _EMPTY
    if schema.pragma(db, "application_id") == schema.APPLICATION:
        return int(schema.pragma(db, "user_version"))
    # Version 1 kept a hash of its columns above four bits of version.
    return 1 if tables >= _FIRST and int(schema.pragma(db, "user_version")) & 15 == 1 else _FOREIGN


def is_damage(error: BaseException) -> bool:
    """Say whether an error means that the file is damaged or no database at all."""
    return isinstance(error, sqlite3.DatabaseError) and any(w in str(error) for w in ("not a database", "malformed"))


def set_aside(path: Path) -> Path:
    """Rename a damaged file, with what SQLite keeps beside it, and return its new path."""
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    aside, n = path.with_name(f"{path.name}.damaged-{stamp}"), 1
    while aside.exists():
        n += 1
        aside = path.with_name(f"{path.name}.damaged-{stamp}-{n}")
    # The log goes first: without it the file is at worst older, with another file's log it would be wrong.
    for suffix in ("-wal", "-shm", "-journal", ""):
        with contextlib.suppress(FileNotFoundError):
            path.with_name(path.name + suffix).replace(aside.with_name(aside.name + suffix))
    return aside


def _opened(path: Path, notes: list[str]) -> sqlite3.Connection:
    db = sqlite3.connect(path, isolation_level=None, timeout=BUSY)
    try:
        version = recognise(db)
        if version != schema.SCHEMA_VERSION:
            _refuse(path, version)
            if version != _EMPTY:
                notes.append(f"{path.name} was of version {version}; it was upgraded, and a copy kept as {_backup(db, path, version).name}")
        lacking = schema.missing(db) if version == schema.SCHEMA_VERSION else None
        if lacking is None or lacking:
            db.execute("BEGIN IMMEDIATE")
            try:
                _bring_up(db, lacking or [])
            except BaseException:
                with contextlib.suppress(sqlite3.Error):
                    db.execute("ROLLBACK")
                raise
            db.execute("COMMIT")
    except BaseException:
        db.close()
        raise
    return db


def _bring_up(db: sqlite3.Connection, lacking: list[tuple[str, str | None]]) -> None:
    version = recognise(db)  # asked again under the lock: another process may have done it meanwhile
    if version == _EMPTY:
        schema.create(db)
    elif version == schema.SCHEMA_VERSION:
        schema.extend(db, lacking)
    for step in range(version, schema.SCHEMA_VERSION):
        if version != _EMPTY:
            STEPS[step](db)


def _refuse(path: Path, version: int) -> None:
    if version > schema.SCHEMA_VERSION:
        raise FoedusError(
            "evidence-newer", f"this evidence was made by a newer foedus (version {version} of the file)", where=str(path),
            expected=f"version {schema.SCHEMA_VERSION} or older",
            hint="update foedus; or name another --out, or move the file away, to read the documents anew",
        )  # fmt: skip
    if version == _FOREIGN:
        raise FoedusError(
            "not-evidence", "this database was not made by foedus, and is left alone", where=str(path),
            expected="evidence made by foedus read", hint="name another --out, or move the file away",
        )  # fmt: skip


def _backup(db: sqlite3.Connection, path: Path, version: int) -> Path:
    target, n = path.with_name(f"{path.name}.v{version}.bak"), 1
    while target.exists():
        n += 1
        target = path.with_name(f"{path.name}.v{version}-{n}.bak")
    with replacing(target) as temporary, contextlib.closing(sqlite3.connect(temporary)) as copy:
        db.backup(copy)
    return target


def _connect_reading(path: Path) -> sqlite3.Connection:
    address = f"file:{quote(str(path.resolve()))}?mode=ro"
    db = sqlite3.connect(address, uri=True, isolation_level=None, timeout=BUSY)
    try:
        db.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError:
        db.close()
        # A write-ahead log needs a file beside it. Where none may be made, a file without one is read as it is.
        if path.with_name(path.name + "-wal").exists():
            raise
        db = sqlite3.connect(f"{address}&immutable=1", uri=True, isolation_level=None)
    return db


def unreadable(path: Path, error: sqlite3.Error) -> FoedusError:
    """Return what to tell of a file that cannot be read."""
    if is_damage(error):
        return FoedusError(
            "evidence-damaged", f"this evidence cannot be read: {error}", where=str(path),
            hint="type the command that made it again (foedus read, or foedus run for a case): the damaged file is kept under another name",
        )  # fmt: skip
    return FoedusError(
        "cannot-read", f"this evidence cannot be read: {error}", where=str(path), expected="a file you may read",
        hint="copy its folder to a disk you can write to, and name the copy",
    )  # fmt: skip
