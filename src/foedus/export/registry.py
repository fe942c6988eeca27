"""Finds the export formats: every module of `foedus.export.formats`. Nothing is listed."""

from __future__ import annotations

import json
import pkgutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from types import MappingProxyType
from typing import Any, Protocol, cast

from foedus.core.errors import FoedusError, nearest
from foedus.export.addresses import DOCUMENTS
from foedus.export.evidence import Evidence


@dataclass(frozen=True, slots=True)
class Options:
    """What the reader of an export may choose.

    Attributes
    ----------
    base
        Where the documents lie for who opens the export: an IRI, or a path relative to it, with its last slash.
    excel
        CSV for spreadsheet programs: byte order mark, and cells that a program would run as a formula guarded.
    """

    base: str = DOCUMENTS
    excel: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """One file of an export: its POSIX path below the folder of the export, and its bytes in turn."""

    name: str
    chunks: Iterable[bytes]


class Exporter(Protocol):
    """What a module of `foedus.export.formats` offers."""

    NAME: str
    MEANING: str
    SINGLE: bool  #: one file rather than a folder of files

    def export(self, evidence: Evidence, options: Options) -> Iterator[Piece]:
        """Yield the files of the export. The chunks of one are used up before the next is asked for."""


@cache
def exporters() -> Mapping[str, Exporter]:
    """Return every format found in `foedus.export.formats`, by name."""
    package = import_module("foedus.export.formats")
    modules = (import_module(m.name) for m in pkgutil.iter_modules(package.__path__, package.__name__ + "."))
    found = [cast(Exporter, m) for m in modules if hasattr(m, "NAME")]
    return MappingProxyType({e.NAME: e for e in sorted(found, key=lambda e: e.NAME)})


def exporter(name: str) -> Exporter:
    """Return the format called `name`.

    Raises
    ------
    FoedusError
        If there is none (``bad-format``); the message lists those there are.
    """
    known = exporters()
    if name not in known:
        raise FoedusError(
            "bad-format", f"there is no format {name!r}", expected=", ".join(known), hint=f"--to {nearest(name, list(known), 1)}"
        )
    return known[name]


def json_bytes(value: Any, *, indent: int | None = None) -> bytes:
    """Return `value` as UTF-8 JSON with its keys in the order given.

    Raises
    ------
    ValueError
        If it holds NaN or infinity, which JSON lacks.
    """
    return json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent).encode("utf-8")


def json_array(head: Mapping[str, Any], key: str, items: Iterable[Any]) -> Iterator[bytes]:
    """Yield the object `head` with one more member `key`, an array written item by item, one a line."""
    opening = json_bytes(dict(head))[:-1]
    yield opening + (b", " if head else b"") + json_bytes(key) + b": ["
    separator = b"\n"
    for item in items:
        yield separator + json_bytes(item)
        separator = b",\n"
    yield b"\n]}\n"
