"""Finds the export formats: every module of `foedus.export.formats`. Nothing is listed."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from types import MappingProxyType
from typing import Protocol, cast

from foedus.core.errors import FoedusError, nearest
from foedus.export.addresses import DOCUMENTS
from foedus.export.evidence import Evidence
from foedus.export.pieces import Piece


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


def exporter(name: str, *others: str) -> Exporter:
    """Return the format called `name`.

    Parameters
    ----------
    name
        Name of a module of `foedus.export.formats`.
    *others
        Formats made elsewhere, to be named where there is none of this name.

    Raises
    ------
    FoedusError
        If there is none (``bad-format``); the message lists those there are.
    """
    known = exporters()
    if name not in known:
        names = sorted((*known, *others))
        raise FoedusError("bad-format", f"there is no format {name!r}", expected=", ".join(names), hint=f"--to {nearest(name, names, 1)}")
    return known[name]
