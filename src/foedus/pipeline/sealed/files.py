"""Sealed files on the disk: read with their faults, named, and written where nothing stands yet."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from foedus.core.errors import FoedusError
from foedus.pipeline.sealed.record import FORECAST, GRADE, Fault, inspect, parse, render
from foedus.store.atomic import make_folder, reading_file, sweep, temporary_path, write_text, writing

_KINDS = {FORECAST: "a sealed forecast", GRADE: "a grade"}


@dataclass(frozen=True, slots=True)
class Sealed:
    """A sealed file as it stands.

    Attributes
    ----------
    path
        Where.
    record
        What it holds.
    faults
        How it differs from what was sealed.
    """

    path: Path
    record: dict[str, Any]
    faults: tuple[Fault, ...]

    @property
    def holds(self) -> bool:
        """Whether every value is as it was sealed; the layout of the text may have changed."""
        return all(f.kind == "layout" for f in self.faults)


def read_sealed(path: Path, kind: str | None = None) -> Sealed:
    """Return a sealed file and its faults.

    Parameters
    ----------
    path
        The file.
    kind
        `foedus.pipeline.sealed.record.FORECAST` or ``GRADE``, where only that will do.

    Raises
    ------
    FoedusError
        If it cannot be read, or is of another kind.
    """
    with reading_file(path):
        data = path.read_bytes()
    record = parse(data, str(path))
    if kind is not None and record["format"] != kind:
        raise FoedusError("seal-format", f"this is {_KINDS[record['format']]}", str(path), _KINDS[kind], "name the other file")
    return Sealed(path, record, tuple(inspect(record, data)))


def write_new(path: Path, record: Mapping[str, Any]) -> None:
    """Write a record where nothing stands, whole or not at all.

    Raises
    ------
    FoedusError
        If something stands there (``seal-exists``), the folder cannot be written to, or a text cannot be written as UTF-8.
    """
    text = _checked(record, path)
    make_folder(path.parent)
    sweep([path.parent], exclusive=False)
    taken = FoedusError("seal-exists", "there is a file already, and a sealed file is never written over", str(path), "a name that is free", f"--out {path.stem}-2.json")
    if path.exists() or path.is_symlink():
        raise taken
    temporary = temporary_path(path.parent)
    try:
        write_text(temporary, text)
        with writing(path):
            try:
                os.link(temporary, path)  # unlike a rename, a link never takes the place of another file
            except FileExistsError:
                raise taken from None
            except (OSError, NotImplementedError):
                write_text(path, text)  # a file system without links
    finally:
        temporary.unlink(missing_ok=True)


def replace_grade(path: Path, record: Mapping[str, Any]) -> None:
    """Write a grade over the one it holds."""
    write_text(path, _checked(record, path))


def grade_path(path: Path) -> Path:
    """Return where the grade of a sealed forecast stands: beside it."""
    return path.with_name(f"{path.name.removesuffix('.json')}.graded.json")


def free_name(issue: str, day: str) -> str:
    """Return the usual name for a forecast on an issue, in letters that every file system has."""
    plain = unicodedata.normalize("NFKD", issue).encode("ascii", "ignore").decode().casefold()
    return f"{re.sub('[^a-z0-9]+', '-', plain).strip('-')[:40] or 'forecast'}-{day}.json"


def _checked(record: Mapping[str, Any], path: Path) -> str:
    text = render(record)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise FoedusError("seal-text", "a text holds signs that are no characters", str(path), "text in UTF-8", "type question and rule again") from None
    return text
