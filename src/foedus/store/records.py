"""What a step made and from what: the key of its inputs and the hashes of its outputs."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from foedus.store.atomic import write_text, writing


@dataclass(frozen=True, slots=True)
class Record:
    """One step as it was last done.

    Attributes
    ----------
    key
        Hash of everything the step depends on.
    outputs
        SHA-256 of each file it made, by path relative to its folder.
    data
        What later steps ask of it; JSON.
    """

    key: str
    outputs: dict[str, str] = field(default_factory=dict)
    data: dict[str, Any] = field(default_factory=dict)


def load_record(folder: Path, step: str, *, whole: bool = True) -> Record | None:
    """Return the record of `step` in `folder`; None if there is none or, with `whole`, its outputs have changed since."""
    try:
        found = json.loads(_file(folder, step).read_text(encoding="utf-8"))
        record = Record(str(found["key"]), dict(found["outputs"]), dict(found["data"]))
        unchanged = not whole or all(file_hash(folder / name) == sha for name, sha in record.outputs.items())
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return record if unchanged else None


def drop_record(folder: Path, step: str) -> None:
    """Forget that `step` was done; nothing happens if there is no record of it."""
    with writing(_file(folder, step)):
        _file(folder, step).unlink(missing_ok=True)


def save_record(folder: Path, step: str, key: str, outputs: Iterable[Path] = (), **data: Any) -> Record:
    """Note that `step` made `outputs` (files below `folder`) under `key`, and return the record."""
    record = Record(key, {p.relative_to(folder).as_posix(): file_hash(p) for p in outputs}, data)
    text = json.dumps(
        {"key": record.key, "outputs": record.outputs, "data": record.data}, ensure_ascii=False, indent=1, sort_keys=True
    )
    write_text(_file(folder, step), text + "\n")
    return record


def file_hash(path: Path) -> str:
    """Return the hex SHA-256 of a file, read in blocks."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _file(folder: Path, step: str) -> Path:
    return folder / f".{step}.step.json"
