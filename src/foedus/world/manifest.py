"""What tables there are, as data: version, fingerprint, coverage, licence, citation, and where to get them (`tables/*.toml`)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from foedus.core.errors import FoedusError, nearest

KEYS = ("title", "version", "rows", "sha256", "coverage", "columns", "licence", "get", "shipped", "nulls", "cite", "forms", "file")


@dataclass(frozen=True, slots=True)
class Table:
    """A table of reference data, as the manifest knows it.

    Attributes
    ----------
    name, title, version
        What it is called here, what it holds, and which release.
    rows, sha256
        Of the file whose figures the manifest gives; another file is used too, and said to be another.
    coverage
        First and last year it speaks of.
    columns
        What it must hold.
    licence, get
        On what terms, and from where; nothing is fetched.
    shipped
        Path inside the package, where its licence allows.
    nulls
        Numbers that mean missing in the file of its authors.
    cite
        CSL-like items, whole.
    forms
        Other shapes in which a file may be brought, each with its columns and the query that reads it.
    file
        Path given in a manifest of one's own.
    """

    name: str
    title: str
    version: str
    rows: int
    sha256: str
    coverage: tuple[int, int]
    columns: tuple[str, ...]
    licence: str
    get: str
    shipped: str | None = None
    nulls: tuple[int, ...] = ()
    cite: tuple[Mapping[str, Any], ...] = ()
    forms: Mapping[str, Mapping[str, Any]] | None = None
    file: str | None = None


@cache
def tables() -> Mapping[str, Table]:
    """Return the tables that foedus knows, by name."""
    folder = files("foedus.world") / "tables"
    found = sorted((p for p in folder.iterdir() if p.name.endswith(".toml")), key=lambda p: p.name)
    return {n: _table(n, tomllib.loads(p.read_text(encoding="utf-8"))) for p in found for n in [p.name.removesuffix(".toml")]}


def table(name: str, known: Mapping[str, Table] | None = None) -> Table:
    """Return the table called `name`.

    Raises
    ------
    FoedusError
        If there is none (``world-table``).
    """
    known = tables() if known is None else known
    if name not in known:
        raise FoedusError("world-table", f"there is no table {name!r}", None, f"one of {', '.join(known)}", f"nearest: {nearest(name, list(known), 1)}")
    return known[name]


def own_manifest(path: Path) -> Mapping[str, Table]:
    """Return the known tables with what a TOML file says of them: a section ``[tables.NAME]`` each, with ``file`` and any other key.

    Raises
    ------
    FoedusError
        If it is no TOML or has unknown keys (``world-manifest``), or names an unknown table (``world-table``).
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise _bad(f"the manifest is no TOML: {error}", path) from None
    known = dict(tables())
    sections = data.get("tables")
    if not isinstance(sections, dict) or set(data) != {"tables"}:
        raise _bad("the manifest must hold [tables.NAME] and nothing else", path)
    for name, said in sections.items():
        unknown = [k for k in said if k not in KEYS]
        if unknown:
            raise _bad(f"tables.{name} has an unknown key {unknown[0]!r}", path)
        if "file" in said:
            said = {**said, "file": str(path.parent / said["file"])}
        known[name] = replace(table(name, known), **_values(said))
    return known


def _table(name: str, data: dict[str, Any]) -> Table:
    return Table(name=name, **_values(data))


def _values(data: Mapping[str, Any]) -> dict[str, Any]:
    return {k: tuple(v) if isinstance(v, list) else v for k, v in data.items()}


def _bad(message: str, path: Path) -> FoedusError:
    return FoedusError("world-manifest", message, str(path), f"keys {', '.join(KEYS)}", '[tables.cow_nmc] with file = "NMC.csv" and version = "7.0"')
