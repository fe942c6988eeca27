"""CSV (RFC 4180): one file for each table, described by a Frictionless data package, and read back to equal rows."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from foedus import __version__
from foedus.evidence.rows import TABLES, Row
from foedus.export.addresses import texts
from foedus.export.cells import column_type, decode, encode
from foedus.export.evidence import Evidence
from foedus.export.pieces import Piece, json_bytes
from foedus.export.registry import Options

NAME = "csv"
MEANING = "CSV, one file for each table, with datapackage.json; --excel for spreadsheet programs"
SINGLE = False

DESCRIPTION = "datapackage.json"
_BLOCK = 500  # rows encoded at a time


def export(evidence: Evidence, options: Options) -> Iterator[Piece]:
    """Yield the texts that offsets count in, ``<table>.csv`` for every table, and ``datapackage.json``."""
    yield from texts(evidence)
    resources = []
    for name, table in TABLES.items():
        types, count = _types(evidence.rows(name), table.columns)
        yield Piece(f"{name}.csv", _lines(evidence.rows(name), types, excel=options.excel))
        resources.append(_resource(name, types, count, options))
    package = {
        "profile": "tabular-data-package", "name": "foedus-evidence", "title": "Evidence read by foedus",
        "foedus": {
            "version": __version__, "excel": options.excel,
            "cells": "Lists and objects are JSON. An empty cell is null; two quote marks are the empty string."
            + (" A leading apostrophe is a guard against formulas and no part of the value." if options.excel else ""),
        },
        "resources": resources,
    }  # fmt: skip
    yield Piece(DESCRIPTION, [json_bytes(package, indent=1) + b"\n"])


def rows(package: Mapping[str, Any], name: str, data: bytes) -> Iterator[Row]:
    """Yield the rows of a table as they were before the export.

    Parameters
    ----------
    package
        The content of ``datapackage.json``.
    name
        The table.
    data
        The content of its file.
    """
    resource = next(r for r in package["resources"] if r["name"] == name)
    types = [f["type"] for f in resource["schema"]["fields"]]
    excel = bool(package["foedus"]["excel"])
    text = data.decode("utf-8-sig" if excel else "utf-8")
    before = csv.field_size_limit(len(text) + 1)  # a limit of the whole process: put back at once
    try:
        columns, *lines = csv.reader(io.StringIO(text, newline=""))
    finally:
        csv.field_size_limit(before)
    for cells in lines:
        yield {c: decode(v, t, excel=excel) for c, v, t in zip(columns, cells, types, strict=True)}


def _types(found: Iterable[Row], columns: tuple[str, ...]) -> tuple[dict[str, str], int]:
    """Return the type of each column and the number of rows, in one pass that holds no row."""
    seen: dict[str, list[Any]] = {c: [] for c in columns}
    count = 0
    for row in found:
        count += 1
        for c, kept in seen.items():
            value = row.get(c)
            if value is not None and column_type([*kept, value]) != column_type(kept):
                kept.append(value)
    return {c: column_type(kept) for c, kept in seen.items()}, count


def _lines(found: Iterable[Row], types: Mapping[str, str], *, excel: bool) -> Iterator[bytes]:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")

    def taken() -> bytes:
        text = buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
        return text.encode("utf-8")

    if excel:
        buffer.write("\N{BOM}")
    writer.writerow(types)
    for number, row in enumerate(found, 1):
        writer.writerow([encode(row.get(c), t, excel=excel) for c, t in types.items()])
        if number % _BLOCK == 0:
            yield taken()
    yield taken()


def _resource(name: str, types: Mapping[str, str], count: int, options: Options) -> dict[str, Any]:
    table = TABLES[name]
    fields = [{"name": c, "type": t, **({"description": table.keys[c]} if c in table.keys else {})} for c, t in types.items()]
    return {
        "name": name, "path": f"{name}.csv", "profile": "tabular-data-resource", "title": f"One row is {table.meaning}",
        "format": "csv", "mediatype": "text/csv", "encoding": "utf-8-sig" if options.excel else "utf-8", "rows": count,
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": {"fields": fields, "missingValues": [""]},
    }  # fmt: skip
